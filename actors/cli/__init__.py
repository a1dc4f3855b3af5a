"""The command line: one file per command group, each loaded when its command is run."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from actors import __version__
from actors.errors import ActorsError

COMMANDS = {
    "init": "actors.cli.init",
    "search": "actors.cli.lookup",
    "resolve": "actors.cli.lookup",
    "compare": "actors.cli.lookup",
    "show": "actors.cli.lookup",
    "roles": "actors.cli.roles",
    "match": "actors.cli.match",
    "tag": "actors.cli.reading",
    "ingest": "actors.cli.reading",
    "documents": "actors.cli.reading",
    "together": "actors.cli.appearing",
    "unknown": "actors.cli.appearing",
    "add": "actors.cli.add",
    "duplicates": "actors.cli.merging",
    "merge": "actors.cli.merging",
    "split": "actors.cli.merging",
    "undo": "actors.cli.merging",
    "log": "actors.cli.merging",
    "index": "actors.cli.index",
    "db": "actors.cli.db",
    "stats": "actors.cli.stats",
    "sources": "actors.cli.stats",
}
"""Each command and the module that holds it under its own name (`init` as `init_command`, and so on)."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are needed: starting up is half of a search."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the commands in the order of the journeys."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = getattr(import_module(module), f"{cmd_name}_command")
        return command


@click.command(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, "-V", "--version", prog_name="actors")
@click.option(
    "--db",
    "database",
    metavar="PATH_OR_URL",
    help="The database; else $ACTORS_DB, else the one in your data folder, which is made at first use.",
)
@click.pass_context
def cli(ctx: click.Context, database: str | None) -> None:
    """Look up diplomatic actors: people, states and organizations, under every name, on any day.

    \b
    Examples:
      actors search Erdogan
      actors resolve "Turkish foreign minister" --on 2017-11-22
      actors show islamic-state
      actors roles --class foreign_minister --on 2017-11-22 --csv
      actors tag article.txt --date 2017-11-22
      actors together Putin Erdogan

    \b
    Shell completion, for bash (zsh and fish alike):
      eval "$(_ACTORS_COMPLETE=bash_source actors)"
    """
    ctx.obj = database


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0, 1 for an error, 2 for wrong usage; one clear line, no traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        cli.main(arguments, prog_name="actors", standalone_mode=False)
        sys.stdout.flush()
        status = 0
    except click.exceptions.Exit as leaving:
        status = leaving.exit_code
    except click.ClickException as error:
        hint = (
            f" (try: {error.ctx.command_path} --help)"
            if isinstance(error, click.UsageError) and error.ctx
            else ""
        )
        status = _say(" ".join(error.format_message().split()) + hint, error.exit_code)
    except ActorsError as error:
        status = _say(str(error), error.exit_status)
    except (click.Abort, KeyboardInterrupt):
        status = _say("interrupted", 130)
    except (BrokenPipeError, SystemExit):
        if "_ACTORS_COMPLETE" in os.environ:
            raise
        # the reader of our output has gone, of which Click makes an exit: nothing more to say, also not at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception as error:  # the last net: users get one line, developers set ACTORS_DEBUG
        if os.environ.get("ACTORS_DEBUG"):
            raise
        status = _say(f"unexpected {type(error).__name__}: {error} (a bug: please report it)", 1)
    sys.exit(status)


def _say(what: str, status: int) -> int:
    click.echo(f"actors: {what}", err=True)
    return status
