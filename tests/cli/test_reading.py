"""tag, ingest, documents, together and unknown: what they print, for people and for programs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from actors import __version__, open_database
from actors.config import Settings
from actors.formats.texts import Text
from tests.cli.processes import actors, one_clear_line
from tests.cli.test_usage import ended
from tests.search.templates import empty, empty_template, small, small_template
from tests.storage.texts import FLAVIA, RUDOLF, ZENDA, read, store

__all__ = ["empty", "empty_template", "small", "small_template"]

Run = Callable[..., Result]
STORY = "Rudolf Elphberg met Rupert Hentzau in Ruritania.\n\nFlavia Elphberg thanked Rudolf Elphberg."
KEYS = ["rudolf-elphberg", "rupert-hentzau", "ruritania", "flavia-elphberg", "rudolf-elphberg"]


@pytest.fixture
def story(tmp_path: Path) -> str:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    return str(path)


def lines_file(tmp_path: Path, *lines: str) -> str:
    path = tmp_path / "lines.jsonl"
    path.write_text("".join(line + "\n" for line in lines), "utf-8")
    return str(path)


def stated(number: int) -> str:
    return json.dumps({"id": f"n{number}", "text": f"{number}: {STORY}", "date": "1894"})


def as_json(done: Result) -> Any:
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_tag_prints_the_mentions_of_each_file_as_json(run: Run, small: Settings, story: str) -> None:
    (document,) = as_json(run(small, "tag", story, "--date", "1894", "--json"))
    assert (document["id"], document["on"], document["version"]) == (story, "1894", __version__)
    assert document["revision"] > 0
    assert [mention["key"] for mention in document["mentions"]] == KEYS
    for mention in document["mentions"]:
        assert STORY[mention["start"] : mention["end"]] == mention["surface"]
    shape = ["start", "end", "surface", "type", "status", "reason", "key", "kind", "name", "title", "score"]
    assert list(document["mentions"][0]) == [*shape, "sentence", "candidates"]
    both = as_json(run(small, "tag", story, story, "--json"))
    assert [(one["id"], one["on"]) for one in both] == [(story, None)] * 2


def test_tag_prints_a_table_and_who_is_in_it(run: Run, small: Settings, story: str) -> None:
    shown = run(small, "tag", story).stdout
    assert shown.startswith(story + "\n")
    assert "Rupert Hentzau   name  resolved  Rupert Hentzau [rupert-hentzau]" in shown
    assert "In it: Rudolf Elphberg (2), Rupert Hentzau, Ruritania, Flavia Elphberg\n" in shown


def test_tag_stores_nothing(run: Run, small: Settings, story: str) -> None:
    before = small.database.read_bytes()
    run(small, "tag", story)
    assert small.database.read_bytes() == before


@pytest.mark.parametrize("workers", [(), ("--workers", "1"), ("--workers", "2")])
def test_lines_of_json_give_lines_of_json_in_order(
    small: Settings, tmp_path: Path, workers: tuple[str, ...]
) -> None:
    file = lines_file(tmp_path, *map(stated, range(100)), json.dumps({"text": "Nobody came."}))
    done = actors(small, "tag", "--jsonl", file, *workers)
    assert done.stderr == b""
    told = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [line["id"] for line in told] == [*(f"n{number}" for number in range(100)), None]
    assert all(list(line) == ["id", "mentions"] for line in told)
    assert all([mention["key"] for mention in line["mentions"]] == KEYS for line in told[:-1])
    assert told[-1]["mentions"] == []


def test_standard_input_is_read_where_a_dash_or_nothing_is_said(small: Settings, story: str) -> None:
    piped = [actors(small, "tag", *file, "--json", stdin=STORY.encode()) for file in ((), ("-",))]
    for done in piped:
        (document,) = json.loads(done.stdout)
        assert document["id"] == "-"
        assert [mention["key"] for mention in document["mentions"]] == KEYS
    done = actors(small, "ingest", "-", "--json", stdin=STORY.encode())
    assert json.loads(done.stdout)["documents"] == 1


def test_a_line_that_cannot_be_read_stops_after_those_before_it(small: Settings, tmp_path: Path) -> None:
    file = lines_file(tmp_path, stated(0), "{", stated(2))
    done = actors(small, "tag", "--jsonl", file)
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["n0"]
    assert done.stderr.decode().startswith(f"actors: {file}:2: is no JSON")


def test_lines_that_cannot_be_read_are_skipped_and_counted_if_so_asked(
    run: Run, small: Settings, tmp_path: Path
) -> None:
    file = lines_file(tmp_path, "{", stated(1), '{"text": ""}', stated(3))
    done = run(small, "ingest", "--jsonl", file, "--on-error", "skip", "--json")
    counts = as_json(done)
    assert (counts["documents"], counts["skipped"]) == (2, 2)
    assert done.stderr.splitlines()[0].startswith(f"Skipped 1: {file}:1: is no JSON")
    assert done.stderr.splitlines()[1] == f"Skipped 2: {file}:3: is empty"
    assert "2 skipped" in run(small, "ingest", "--jsonl", file, "--on-error", "skip").stdout


def test_ingest_counts_what_it_stored(run: Run, small: Settings, story: str) -> None:
    counts = as_json(run(small, "ingest", story, "--date", "1894-05", "--title", "T", "--url", "U", "--json"))
    found = {"documents": 1, "unchanged": 0, "sentences": 2, "mentions": 5, "resolved": 5, "skipped": 0}
    assert found.items() <= counts.items()
    assert counts["version"] == __version__
    again = run(small, "ingest", story).stdout
    assert again.splitlines() == [
        "Stored 0 documents: 0 sentences, 0 mentions (0 resolved, 0 ambiguous, 0 unknown)",
        "1 stored before",
    ]
    (document,) = as_json(run(small, "documents", "--json"))["documents"]
    about = {"id": 1, "date": "1894-05", "title": "T", "url": "U", "mentions": 5, "characters": len(STORY)}
    assert about.items() <= document.items()


def test_documents_are_listed_and_removed(run: Run, small: Settings) -> None:
    assert "No documents yet" in run(small, "documents").stderr
    store(small.database, read(ZENDA, "1894"), read("Rudolf\nslept.", "1895", title="Asleep"))
    listed = run(small, "documents").stdout.splitlines()
    assert [line.split()[:3] for line in listed[1:]] == [["2", "1895", "Asleep"], ["1", "1894", "Rudolf"]]
    assert run(small, "documents", "--remove", "1").stdout == "Removed 1\n"
    told = as_json(run(small, "documents", "--remove", "2", "--json"))
    assert told["removed"] == [2]
    assert as_json(run(small, "documents", "--json"))["documents"] == []
    assert as_json(run(small, "documents", "--reread", "--json"))["documents"] == 0


def test_together_shows_two_with_their_evidence(run: Run, small: Settings) -> None:
    store(small.database, read(ZENDA, "1894"))
    told = as_json(run(small, "together", RUDOLF, "Flavia Elphberg", "--json"))
    assert {
        "a": RUDOLF,
        "b": FLAVIA,
        "count": 1,
        "documents": 1,
        "first": "1894",
        "last": "1894",
    }.items() <= told.items()
    assert {"on", "revision", "version", "scope", "since", "until", "npmi"} <= told.keys()
    (passage,) = told["evidence"]
    assert list(passage) == ["document", "date", "sentence", "text", "mentions"]
    assert passage["text"] == "Rudolf met Flavia in Ruritania."
    shown = run(small, "together", RUDOLF, FLAVIA).stdout
    assert "Together in 1 sentence of 1 document, 1894 – 1894; NPMI" in shown
    assert "1894, document 1\n  Rudolf met Flavia in Ruritania.\n" in shown
    assert "No sentence has both." in run(small, "together", RUDOLF, "rupert-hentzau").stdout


def test_together_ranks_who_appears_with_one(run: Run, small: Settings) -> None:
    store(small.database, read(ZENDA, "1894"))
    told = as_json(run(small, "together", FLAVIA, "--scope", "document", "--since", "1894", "--json"))
    assert [pair["b"] for pair in told["pairs"]] == [RUDOLF, "rupert-hentzau", "ruritania"]
    assert (told["a"], told["segments"], told["total"]) == (FLAVIA, 1, 1)
    shown = run(small, "together", FLAVIA).stdout.splitlines()
    assert shown[0] == "Flavia Elphberg [flavia-elphberg]: in 2 sentences of 3 with an actor"
    assert shown[2].split() == ["1", "1", shown[2].split()[2], "Rudolf", "Elphberg", RUDOLF, "1894", "1894"]
    alone = run(small, "together", FLAVIA, "--until", "1893")
    assert "No sentence has another actor." in alone.stderr


def test_an_ambiguous_name_ends_together_with_1_and_the_keys(small: Settings) -> None:
    one_clear_line(actors(small, "together", "Elphberg"), 1, FLAVIA, RUDOLF, "by its key")
    one_clear_line(actors(small, "together", RUDOLF, "Black Michael"), 1, "Black Michael")


def test_show_tells_with_whom_an_actor_appears(run: Run, small: Settings) -> None:
    assert "Appears with" not in run(small, "show", RUDOLF).stdout
    assert as_json(run(small, "show", RUDOLF, "--json"))["appearances"] == []
    store(small.database, read(ZENDA, "1894"))
    assert (
        "  Flavia Elphberg [flavia-elphberg] in 1 sentence of 1 document\n"
        in run(small, "show", RUDOLF).stdout
    )
    (first, _) = as_json(run(small, "show", RUDOLF, "--json"))["appearances"]
    assert (first["b"], first["count"], first["documents"]) == (FLAVIA, 1, 1)


def test_unknown_names_are_listed_with_how_to_add_them(run: Run, small: Settings) -> None:
    assert "No unknown names" in run(small, "unknown").stderr
    store(small.database, read("Lady Antoinette slept.\nRudolf saw Antoinette.", "1894"))
    told = as_json(run(small, "unknown", "--json"))
    assert told["total"] == 1
    (name,) = told["names"]
    assert {"name": "Antoinette", "count": 2, "documents": 1}.items() <= name.items()
    assert name["titles"] == [{"title": "Lady", "count": 1}]
    assert name["evidence"]["text"] == "Lady Antoinette slept."
    shown = run(small, "unknown")
    assert shown.stdout.splitlines()[1].split()[:4] == ["2", "1", "Antoinette", "Lady"]
    assert "actors add person Antoinette; then: actors documents --reread" in shown.stderr
    assert run(small, "add", "person", name["name"]).exit_code == 0


WRONG = {
    "two forms at once": ["tag", "--jsonl", "--json"],
    "a day that is none": ["tag", "--date", "2017-02-30", "STORY"],
    "an empty day": ["ingest", "--date", "", "STORY"],
    "no language": ["tag", "--lang", "English!", "STORY"],
    "nothing to ingest": ["ingest"],
    "a title for two": ["ingest", "--title", "T", "STORY", "STORY"],
    "a url for lines": ["ingest", "--jsonl", "--url", "U", "STORY"],
    "no workers": ["tag", "--workers", "0", "STORY"],
    "workers for a list": ["documents", "--workers", "2"],
    "removing and reading again": ["documents", "--remove", "1", "--reread"],
    "no document's number": ["documents", "--remove", "first"],
    "three names": ["together", "a", "b", "c"],
    "no name": ["together"],
    "the same actor twice": ["together", RUDOLF, RUDOLF],
    "no such scope": ["together", RUDOLF, "--scope", "chapter"],
    "a period that ends before it starts": ["together", RUDOLF, "--since", "2016", "--until", "2014"],
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_usage_ends_with_2_and_one_line(
    capsys: pytest.CaptureFixture[str], small: Settings, story: str, arguments: list[str]
) -> None:
    named = (story if word == "STORY" else word for word in arguments)
    status, out, said = ended(capsys, small, *named)
    assert (status, out) == (2, "")
    assert said.startswith("actors: ")
    assert said.count("\n") == 1


UNREADABLE = {
    "binary": (b"\x00\x01", "is binary"),
    "no UTF-8": (b"\xff\xfe", "is no UTF-8: byte 0xff at 0"),
    "50 MB in one line": (b"x" * 50_000_000, "has more than 20 MB of text"),
}


@pytest.mark.parametrize("command", [["tag"], ["ingest"], ["tag", "--jsonl"]], ids=" ".join)
@pytest.mark.parametrize(("content", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_text_ends_with_1_and_one_line(
    capsys: pytest.CaptureFixture[str],
    small: Settings,
    tmp_path: Path,
    command: list[str],
    content: bytes,
    said: str,
) -> None:
    path = tmp_path / "input"
    path.write_bytes(content)
    status, out, error = ended(capsys, small, *command, str(path))
    assert (status, out) == (1, "")
    place = f"{path}:1" if "--jsonl" in command else str(path)
    assert error.startswith(f"actors: {place}: {said}")
    assert error.count("\n") == 1


def test_nothing_at_all_is_no_text_but_may_be_no_lines(small: Settings) -> None:
    one_clear_line(actors(small, "tag", stdin=b""), 1, "standard input: is empty")
    done = actors(small, "tag", "--jsonl", stdin=b"")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_document_that_is_not_there_ends_with_1(small: Settings) -> None:
    one_clear_line(actors(small, "documents", "--remove", "7"), 1, "there is no document 7")


def test_the_python_api_offers_the_same(small: Settings, tmp_path: Path) -> None:
    path = tmp_path / "copy.sqlite"
    shutil.copy(small.database, path)
    with open_database(str(path)) as db:
        read = db.tag(STORY, date="1894")
        assert [mention.actor.key for mention in read.mentions if mention.actor] == KEYS
        assert db.ingest([Text("story", None, STORY)]).documents == 1
        assert len(db.documents().documents) == 1
        assert db.together(RUDOLF, FLAVIA).to_json()["count"] == 1
        assert db.unknown().total == 0
