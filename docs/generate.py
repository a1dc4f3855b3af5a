"""Generate docs/cli.md from the commands' own help, and docs/coverage.md from the bundled seeds.

    python docs/generate.py [--check]

With --check the files are compared instead of written; exit status 1 if one differs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent)]

import coverage_page

from actors.assets import asset_dir
from actors.cli import cli
from actors.formats.seeds import read_seeds

FOLDER = Path(__file__).parent
SEEDS = asset_dir("seeds")


def cli_reference() -> str:
    """Return the help of every command as Markdown."""
    parts = ["# Command line\n\nGenerated from `--help` by `docs/generate.py`.\n"]
    for path, command, context in _commands(cli, _context(cli, "actors", None), "actors"):
        text = command.get_help(context)
        parts.append(f"## `{path}`\n\n```\n{text.rstrip()}\n```\n")
    return "\n".join(parts)


def _commands(
    command: click.Command, context: click.Context, path: str
) -> Iterator[tuple[str, click.Command, click.Context]]:
    context.max_content_width = context.terminal_width = 100
    yield path, command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _commands(below, _context(below, name, context), f"{path} {name}")


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(command, info_name=name, parent=parent, **command.context_settings)


def main(arguments: list[str]) -> int:
    """Write the files, or compare them; return the exit status."""
    different = 0
    for name, text in (
        ("cli.md", cli_reference()),
        ("coverage.md", coverage_page.page(read_seeds(SEEDS), SEEDS)),
    ):
        path = FOLDER / name
        if "--check" not in arguments:
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            print(f"docs/{name} differs from what is generated: run python docs/generate.py")
            different = 1
    return different


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
