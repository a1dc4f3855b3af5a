"""The import command: what it prints, from where it reads, and what wrong usage says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from actors.config import Settings
from tests.cli.processes import actors, one_clear_line
from tests.formats.foreign import SAMPLES

Run = Callable[..., Result]

PERSON = '{"id": "a", "kind": "person", "names": ["Anton"], "hair": "red", "roles": [{"position": "x", "of": "y"}]}\n'


def placed(folder: Path, name: str, content: str) -> str:
    path = folder / name
    path.write_text(content, "utf-8", newline="")
    return str(path)


def test_people_read_counts_by_kind_and_places_of_what_was_left(
    run: Run, empty: Settings, tmp_path: Path
) -> None:
    path = placed(tmp_path, "list.jsonl", PERSON + "{\n")
    done = run(empty, "import", path, "--on-error", "skip")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "list: 1 actors (1 new), jsonl",
        "  facts: 2 asserted, 0 retired, 0 unchanged",
        "  lines skipped: 1",
        "  left aside:",
        "    WHAT                                  TIMES",
        "    member 'hair'                         1",
        "    roles of bodies that cannot be found  1",
    ]
    assert f"{path}:2: not JSON" in done.stderr
    assert f"{path}:1: no state or organization 'y'" in done.stderr


def test_programs_read_one_json_document(run: Run, empty: Settings, tmp_path: Path) -> None:
    path = placed(tmp_path, "list.jsonl", PERSON)
    document = json.loads(run(empty, "import", path, "--json").stdout)
    (done,) = document["imports"]
    assert done["source"] == "list"
    assert done["actors"] == {"read": 1, "new": 1, "same_as_known": 0}
    assert done["facts"] == {"asserted": 2, "retired": 0, "unchanged": 0}
    assert done["left_aside"]["member 'hair'"] == 1
    assert (document["dry_run"], document["revision"]) == (False, 1)
    again = json.loads(run(empty, "import", path, "--json").stdout)
    assert (again["imports"][0]["changed"], again["revision"]) == (False, 1)


def test_standard_input_is_a_file_too(empty: Settings) -> None:
    done = actors(empty, "import", "-", "--source", "pipe", stdin=PERSON.encode())
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"pipe: 1 actors (1 new)")
    shown = json.loads(actors(empty, "show", "a", "--json").stdout)
    assert shown["identifiers"] == {"import:pipe": "a"}


@pytest.mark.parametrize(("name", "content"), [*SAMPLES.items()])
def test_each_format_is_recognised_without_being_named(
    run: Run, empty: Settings, tmp_path: Path, name: str, content: str
) -> None:
    path = placed(tmp_path, "sdn.csv" if name == "ofac" else "list.txt", content)
    done = run(empty, "import", path, "--json")
    assert json.loads(done.stdout)["imports"][0]["format"] == name


def test_map_gives_columns_their_meaning(run: Run, empty: Settings, tmp_path: Path) -> None:
    path = placed(tmp_path, "diplomats.csv", "Full Name,QID\nJane Doe,Q7\n")
    done = run(
        empty, "import", path, "--map", "name=Full Name", "--map", "wikidata=QID", "--map", "kind==person"
    )
    assert done.exit_code == 0, done.output
    shown = json.loads(run(empty, "show", "Jane Doe", "--json").stdout)
    assert (shown["key"], shown["identifiers"]["wikidata"]) == ("Jane-Doe", "Q7")


def test_a_dry_run_says_so_and_writes_nothing(run: Run, empty: Settings, tmp_path: Path) -> None:
    path = placed(tmp_path, "list.jsonl", PERSON)
    assert "nothing is written" in run(empty, "import", path, "--dry-run").stdout
    assert run(empty, "show", "a").exit_code == 1


def test_wrong_usage_ends_with_2(empty: Settings, tmp_path: Path) -> None:
    path = placed(tmp_path, "list.jsonl", PERSON)
    one_clear_line(actors(empty, "import"), 2, "FILE")
    one_clear_line(actors(empty, "import", path, "--map", "name"), 2, "FIELD=COLUMN")
    one_clear_line(actors(empty, "import", path, "--on-error", "panic"), 2, "stop")
    one_clear_line(actors(empty, "import", path, "--format", "docx"), 2, "jsonl")


def test_a_mistake_ends_with_1_and_its_line(empty: Settings, tmp_path: Path) -> None:
    path = placed(tmp_path, "list.jsonl", PERSON + '{"id": "b"}\n')
    ended = actors(empty, "import", path)
    assert ended.returncode == 1
    assert ended.stdout == b""
    assert ended.stderr.decode().splitlines()[-1] == f"actors: {path}:2: there is no name"
    one_clear_line(actors(empty, "import", str(tmp_path / "none")), 1, "cannot be read", "none")
    assert b"Traceback" not in ended.stderr
