"""Help, completion and the ways to start the program."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import actors as package
from actors.cli import COMMANDS, cli
from actors.config import Settings
from tests.cli.processes import actors, environment

DESIGNED = ["init", "search", "resolve", "compare", "show", "roles", "add", "index", "db", "stats", "sources"]
DESIGNED += ["tag", "ingest", "documents", "together", "unknown"]


def every_command(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))


ALL = [pytest.param(path, command, id=" ".join(path)) for path, command in every_command(cli)]


@pytest.mark.parametrize(("path", "command"), ALL)
def test_every_command_says_what_it_does_and_what_each_option_means(
    path: tuple[str, ...], command: click.Command
) -> None:
    shown = CliRunner().invoke(cli, [*path, "--help"])
    assert shown.exit_code == 0
    assert shown.output.startswith("Usage: ")
    assert command.help
    assert command.get_short_help_str()
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{' '.join(path)} {parameter.opts}"


@pytest.mark.parametrize(("path", "command"), [param for param in ALL if len(param.values[0]) == 1])
def test_every_command_has_an_example(path: tuple[str, ...], command: click.Command) -> None:
    assert command.help is not None
    assert f"actors {path[0]}" in command.help or f" {path[0]} " in command.help.partition("Example")[2]
    assert "Example" in command.help


def test_the_commands_of_the_contract_are_there() -> None:
    assert set(DESIGNED) <= set(COMMANDS)


def test_help_of_the_program_lists_every_command_and_h_is_short_for_it() -> None:
    shown = CliRunner().invoke(cli, ["--help"]).output
    assert all(f"\n  {name} " in shown for name in COMMANDS)
    assert CliRunner().invoke(cli, ["-h"]).output == shown


def test_the_program_says_its_version() -> None:
    assert CliRunner().invoke(cli, ["--version"]).output.strip() == f"actors, version {package.__version__}"


def test_python_m_actors_is_the_command_actors(bundled: Settings) -> None:
    module = actors(bundled, "resolve", "Putin", "--json")
    assert module.returncode == 0
    script = Path(sys.executable).with_name("actors")
    assert bundled.cache is not None
    installed = subprocess.run(
        [script, "--db", bundled.database, "resolve", "Putin", "--json"],
        capture_output=True,
        env=environment(bundled.cache),
        check=True,
    )
    assert installed.stdout == module.stdout


@pytest.mark.parametrize(("shell", "word"), [("bash", "complete"), ("zsh", "compdef"), ("fish", "complete")])
def test_a_completion_script_is_made_for_the_shell(tmp_path: Path, shell: str, word: str) -> None:
    made = subprocess.run(
        [Path(sys.executable).with_name("actors")],
        capture_output=True,
        text=True,
        env=environment(tmp_path, _ACTORS_COMPLETE=f"{shell}_source"),
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert word in made.stdout
    assert "_ACTORS_COMPLETE" in made.stdout
    assert made.stderr == ""


def completed(settings: Settings, words: str, at: int) -> list[str]:
    assert settings.cache is not None
    more = {"ACTORS_DB": str(settings.database), "COMP_WORDS": words, "COMP_CWORD": str(at)}
    asked = subprocess.run(
        [Path(sys.executable).with_name("actors")],
        capture_output=True,
        text=True,
        env=environment(settings.cache, _ACTORS_COMPLETE="bash_complete", **more),
        check=False,
    )
    assert "Traceback" not in asked.stderr
    return [line.partition(",")[2] for line in asked.stdout.splitlines() if line]


def test_keys_are_completed_for_show(bundled: Settings) -> None:
    found = completed(bundled, "actors show recep-t", 2)
    assert found == ["recep-tayyip-erdogan"]
    assert {"islamic-state", "islamic-state-khorasan"} <= set(completed(bundled, "actors show islamic-s", 2))


def test_commands_and_options_are_completed(bundled: Settings) -> None:
    assert completed(bundled, "actors se", 1) == ["search"]
    assert "--limit" in completed(bundled, "actors search --l", 2)


def test_completing_without_a_database_is_silent(tmp_path: Path) -> None:
    missing = Settings(tmp_path / "none.sqlite", is_default=False, cache=tmp_path)
    assert completed(missing, "actors show rec", 2) == []


def test_several_words_need_no_quotes(run: Callable[..., Result], bundled: Settings) -> None:
    for command in ("search", "resolve", "show"):
        apart = run(bundled, command, "Recep", "Tayyip", "Erdogan", "--json")
        together = run(bundled, command, "Recep Tayyip Erdogan", "--json")
        assert apart.exit_code == 0
        assert apart.stdout == together.stdout
