"""`actors export` as users run it: data on stdout, talk on stderr, one clear line for what goes wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from actors.config import Settings
from tests.cli.processes import actors, environment, one_clear_line


def test_json_lines_go_to_stdout_and_talk_to_stderr(bundled: Settings) -> None:
    ended = actors(bundled, "export")
    assert ended.returncode == 0
    lines = ended.stdout.decode().split("\n")
    assert lines.pop() == ""
    keys = [json.loads(line)["id"] for line in lines]
    assert keys == sorted(keys)
    assert len(keys) > 3000
    assert f"Wrote {len(keys):,} actors to standard output" in ended.stderr.decode()


def test_what_followthemoney_has_no_place_for_is_listed(bundled: Settings, tmp_path: Path) -> None:
    ended = actors(bundled, "export", "--format", "followthemoney", "-o", str(tmp_path / "entities.ftm.json"))
    assert ended.returncode == 0
    assert ended.stdout == b""
    assert "followthemoney has no place for:\n" in ended.stderr.decode()
    assert "\n  demonyms: " in ended.stderr.decode()


def test_a_reader_that_leaves_ends_the_export_silently(bundled: Settings) -> None:
    assert bundled.cache is not None
    command = f"{sys.executable} -m actors --db {bundled.database} export | head -n 1"
    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        env=environment(bundled.cache),
        check=False,
    )
    assert ended.returncode == 0
    assert ended.stdout.count(b"\n") == 1
    assert ended.stderr == b""


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["--format", "csv"], 2, "csv is not one stream (name a folder with -o)"),
        (["--format", "sqlite", "-o", "-"], 2, "sqlite is not one stream (name a file with -o)"),
        (["--format", "rdf"], 2, "'rdf' is not one of"),
        (["-o", ""], 2, "cannot have this name"),
        (["-o", "/nowhere/a.jsonl"], 1, "/nowhere/a.jsonl cannot be written: No such file or directory"),
        (["-o", "/"], 1, "/ is a folder"),
        (["-o", "/dev/full"], 1, "the disk is full, /dev/full was not written"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    bundled: Settings, arguments: list[str], status: int, says: str
) -> None:
    one_clear_line(actors(bundled, "export", *arguments), status, says)


def test_a_full_standard_output_is_said_in_one_line(bundled: Settings) -> None:
    assert bundled.cache is not None
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "actors", "--db", bundled.database, "export"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(bundled.cache),
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr.decode() == "actors: the disk is full, standard output was not written\n"
