"""Texts are stored once, in whole batches, whatever interrupts them; the search index is left alone."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from actors.config import Settings
from actors.domain.dates import PartialDate
from actors.errors import InputError, NotFoundError, ReadOnlyError
from actors.formats.texts import Text
from actors.services import database, indexing, ingesting
from actors.services.editing import NewActor, add
from actors.services.ingesting import documents, ingest, remove_documents, reread
from actors.services.workers import FEW
from actors.storage import sqlite
from tests.cli.processes import environment
from tests.storage.stating import dump, rows

STORY = "Rudolf Elphberg met Rupert Hentzau in Ruritania.\n\nFlavia Elphberg thanked Rudolf Elphberg."
SHOWN = "SELECT document, start, surface, status, actor FROM mentions ORDER BY document, start"
OWN = ("document", "segment", "mention", "mention_candidate", "appearance")


def texts(number: int, start: int = 0) -> Iterator[Text]:
    for at in range(start, start + number):
        story = f"Rudolf Elphberg met Flavia Elphberg for the {at}th time in Ruritania."
        yield Text(f"line {at}", at, story, PartialDate.parse("1894"), "en", f"Story {at}")


def one(text: str = STORY, **more: str) -> list[Text]:
    return [Text("story", None, text, PartialDate.parse("1894"), **more)]


def contents(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """All that was read, without the revisions at which it was."""
    with contextlib.closing(sqlite3.connect(settings.database)) as connection:
        connection.execute("UPDATE document SET asserted_revision = 0, read_revision = 0")
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in OWN}


def index_files(settings: Settings) -> dict[Path, tuple[int, bytes]]:
    files = [path for path in settings.index_folder.rglob("*") if path.is_file()]
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_a_text_is_stored_with_its_sentences_and_mentions(small: Settings) -> None:
    counts = ingest(small, one(title="A meeting", url="https://zenda.example"))
    assert (counts.documents, counts.unchanged, counts.sentences) == (1, 0, 2)
    assert counts.mentions == counts.resolved == 5
    assert {row[4] for row in rows(small.database, SHOWN)} == {
        "rudolf-elphberg",
        "rupert-hentzau",
        "flavia-elphberg",
        "ruritania",
    }
    (stored,) = documents(small).documents
    assert (stored.title, stored.date, stored.url) == ("A meeting", "1894", "https://zenda.example")
    assert (stored.mentions, stored.characters) == (5, len(STORY))
    assert database.check(small) == []


def test_the_same_text_again_changes_nothing(small: Settings) -> None:
    ingest(small, one())
    before = dump(small.database)
    counts = ingest(small, [Text("elsewhere", 7, STORY, None, "fr", "Another title")])
    assert (counts.documents, counts.unchanged, counts.mentions) == (0, 1, 0)
    assert dump(small.database) == before


def test_the_same_text_twice_in_one_run_is_stored_once(small: Settings) -> None:
    counts = ingest(small, [*one(), *texts(60), *one(), *texts(60)], workers=2)
    assert (counts.documents, counts.unchanged) == (61, 61)
    assert rows(small.database, "SELECT count(*), count(DISTINCT sha256) FROM document") == [(61, 61)]


def test_the_search_index_is_not_touched(small: Settings) -> None:
    index, state = index_files(small), "SELECT search_revision, search_token FROM database_state"
    assert index
    searching, revision = rows(small.database, state), "SELECT revision FROM database_state"
    ((before,),) = rows(small.database, revision)
    ingest(small, texts(3))
    remove_documents(small, [1])
    assert rows(small.database, state) == searching
    assert rows(small.database, revision) == [(before + 2,)]
    assert index_files(small) == index
    assert indexing.check(small) == []
    assert database.check(small) == []


def test_an_empty_database_takes_texts_too(empty: Settings) -> None:
    assert ingest(empty, one()).documents == 1
    assert database.check(empty) == []
    add(empty, NewActor(kind="person", name="Rudolf Elphberg"))
    assert reread(empty).documents == 1
    assert database.check(empty) == []


def test_any_number_of_workers_stores_the_same_rows(
    small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "BATCH_DOCUMENTS", 50)
    stored = []
    for workers in (1, 2, None):
        copy = small._replace(database=tmp_path / f"{workers}.sqlite")
        sqlite.backup(small.database, copy.database)
        counts = ingest(copy, [*texts(FEW + 100), *one()], workers)
        assert counts.documents == FEW + 101
        assert database.check(copy) == []
        stored.append(contents(copy))
    assert stored[0] == stored[1] == stored[2]
    assert [row[2] for row in stored[0]["document"]][:3] == ["Story 0", "Story 1", "Story 2"]


def test_removing_leaves_nothing_behind(small: Settings) -> None:
    before = contents(small)
    ingest(small, texts(5))
    remove_documents(small, [1, 2])
    assert [document.id for document in documents(small).documents] == [5, 4, 3]
    with pytest.raises(NotFoundError, match="there is no document 9"):
        remove_documents(small, [3, 9])
    remove_documents(small, [3, 4, 5])
    assert contents(small) == before
    assert ingest(small, texts(5)).documents == 5


@pytest.mark.parametrize("workers", [1, 2])
def test_what_stands_before_a_text_that_cannot_be_read_is_tagged_but_its_batch_is_not_stored(
    small: Settings, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(ingesting, "BATCH_DOCUMENTS", 50)

    def broken() -> Iterator[Text]:
        yield from texts(128)  # whole lots, as they are passed to the workers
        raise InputError("is no JSON", where="a:129")

    with pytest.raises(InputError, match="a:129: is no JSON"):
        ingest(small, broken(), workers)
    assert len(documents(small).documents) == 100
    assert database.check(small) == []
    assert ingest(small, texts(130), workers).documents == 30


def test_documents_read_before_an_actor_was_added_are_read_again(small: Settings) -> None:
    ingest(small, [*one("Michael Strelsau met Rudolf Elphberg."), *one("Flavia Elphberg slept.")])
    statuses = "SELECT surface, status, actor FROM mentions WHERE document = 1 ORDER BY start"
    new = ("Michael Strelsau", "resolved", "michael-strelsau")
    assert new not in rows(small.database, statuses)
    assert reread(small).documents == 0
    add(small, NewActor(kind="person", name="Michael Strelsau"))
    counts = reread(small)
    assert (counts.documents, counts.unchanged) == (2, 0)
    assert rows(small.database, statuses)[0] == new
    assert database.check(small) == []
    before = dump(small.database)
    assert reread(small).unchanged == 2
    assert dump(small.database) == before


def test_documents_of_another_extractor_are_read_again_as_those_of_their_date(small: Settings) -> None:
    ingest(small, texts(3))
    before = contents(small)
    with contextlib.closing(sqlite3.connect(small.database)) as connection, connection:
        connection.execute("UPDATE document SET extractor_version = 0 WHERE id <> 2")
        connection.execute("DELETE FROM appearance")
    counts = reread(small)
    assert (counts.documents, counts.unchanged) == (2, 1)
    after = contents(small)
    assert after["document"] == before["document"]
    assert [row[0] for row in after["appearance"] if row[1] == 2] == []


def test_a_read_only_database_is_refused(small: Settings) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    small.database.chmod(0o400)
    with pytest.raises(ReadOnlyError):
        ingest(small, one())


def test_another_process_may_store_the_same_text_meanwhile(small: Settings) -> None:
    def meanwhile() -> Iterator[Text]:
        yield from one()
        ingest(small, one())

    counts = ingest(small, meanwhile(), 1)
    assert (counts.documents, counts.unchanged) == (0, 1)
    assert len(documents(small).documents) == 1


def children(process: int) -> set[int]:
    return {int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()}


def wait_until(happened: object, what: str) -> None:
    assert callable(happened)
    for _ in range(1500):
        if happened():
            return
        time.sleep(0.02)
    raise AssertionError(f"waited in vain until {what}")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_an_ingest_that_is_ended_leaves_whole_batches_and_no_processes_and_goes_on(
    small: Settings, tmp_path: Path, end: signal.Signals
) -> None:
    assert small.cache is not None
    lines = [json.dumps({"id": text.id, "text": text.text}) + "\n" for text in texts(2000)]
    command = [sys.executable, "-m", "actors", "--db", str(small.database)]
    ingesting_lines = [*command, "ingest", "--jsonl", "-", "--workers", "2"]
    with (
        (tmp_path / "said").open("w") as said,
        subprocess.Popen(
            ingesting_lines,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=environment(small.cache),
            text=True,
            start_new_session=True,
        ) as process,
    ):
        assert process.stdin is not None
        process.stdin.writelines(lines[:1500])
        process.stdin.flush()  # more is to come, so that it waits in the middle
        count = "SELECT count(*) FROM document"
        wait_until(lambda: rows(small.database, count) != [(0,)], "a batch was stored")
        started = children(process.pid)
        assert len(started) >= 2
        (os.killpg if end == signal.SIGINT else os.kill)(process.pid, end)  # a terminal tells the whole group
        process.wait()
        wait_until(lambda: not any(Path(f"/proc/{child}").exists() for child in started), "they were gone")
    assert process.returncode == (-9 if end == signal.SIGKILL else 130)
    assert "Traceback" not in (tmp_path / "said").read_text()
    ((stored,),) = rows(small.database, count)
    assert stored % ingesting.BATCH_DOCUMENTS == 0
    assert database.check(small) == []
    (tmp_path / "all.jsonl").write_text("".join(lines))
    again = [*command, "ingest", "--json", "--jsonl", str(tmp_path / "all.jsonl")]
    done = subprocess.run(again, env=environment(small.cache), capture_output=True, text=True, check=True)
    counts = json.loads(done.stdout)
    assert (counts["documents"], counts["unchanged"]) == (2000 - stored, stored)
    assert database.check(small) == []
