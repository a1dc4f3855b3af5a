"""A database that stays open between questions sees what is newest, from any thread."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from actors.config import Settings
from actors.errors import DatabaseError
from actors.services import database, indexing
from actors.services.editing import NewActor, add
from actors.services.opened import OpenData, opened
from actors.services.resolving import resolve_in
from actors.services.searching import search_in
from actors.services.undoing import undo
from actors.storage.words import name_count

SAPT = NewActor(kind="person", name="Sapt von Strelsau")


@pytest.fixture
def data(small: Settings) -> Iterator[OpenData]:
    kept = OpenData(small)
    yield kept
    kept.close()


def key_of(data: OpenData, text: str) -> str | None:
    with data.now() as now:
        candidates = resolve_in(now, text).resolution.candidates
    return candidates[0].profile.key if candidates else None


def found(data: OpenData, text: str) -> list[str]:
    with data.now() as now:
        return [candidate.profile.key for candidate in search_in(now, text).candidates]


def test_questions_share_the_words_of_one_state(data: OpenData) -> None:
    with data.now() as first:
        first.words.like("elphbreg")
    with data.now() as second:
        assert second.words is first.words
        assert second.state == first.state


@pytest.mark.parametrize("text", ["Sapt von Strelsau", "Sappt von Strelsau"])
def test_a_write_of_another_connection_is_seen_by_the_next_question(
    small: Settings, data: OpenData, text: str
) -> None:
    assert key_of(data, text) is None
    add(small, SAPT)
    assert key_of(data, text) == "sapt-von-strelsau"
    undo(small)
    assert key_of(data, text) is None


def test_the_index_is_asked_of_the_newest_state(small: Settings, data: OpenData) -> None:
    assert found(data, "name:sapt") == []
    add(small, SAPT)
    assert found(data, "name:sapt") == ["sapt-von-strelsau"]
    undo(small)
    assert found(data, "name:sapt") == []


def test_a_question_under_way_sees_one_state(small: Settings, data: OpenData) -> None:
    with data.now() as now:
        before = now.connection.execute("SELECT count(*) FROM name").fetchone()
        add(small, SAPT)
        assert now.connection.execute("SELECT count(*) FROM name").fetchone() == before
        assert resolve_in(now, "Sapt von Strelsau").resolution.actor is None
        assert resolve_in(now, "Sapt von Strelsau").basis.revision == now.state.revision


def test_a_question_that_raises_lets_the_next_one_be_asked(data: OpenData) -> None:
    with pytest.raises(RuntimeError), data.now():
        raise RuntimeError
    with pytest.raises(DatabaseError), data.now() as now:
        now.connection.execute("SELECT * FROM no_such_table")
    assert key_of(data, "Rudolf Elphberg") == "rudolf-elphberg"


def test_threads_that_ask_at_once_have_right_answers(data: OpenData) -> None:
    asked = {
        "Rudolf Elphberg": "rudolf-elphberg",
        "Flavia Elphbreg": "flavia-elphberg",
        "Ruprt Hentzau": "rupert-hentzau",
        "League of Small States": "league-of-small-states",
        "Zaphod Beeblebrox": None,
    }
    texts = [*asked] * 8
    together = threading.Barrier(4)

    def answer(text: str) -> tuple[str | None, list[str]]:
        return key_of(data, text), found(data, "name:elphberg")

    with ThreadPoolExecutor(4, initializer=together.wait) as threads:
        answers = list(threads.map(answer, texts))
    assert [key for key, _ in answers] == [asked[text] for text in texts]
    assert {frozenset(keys) for _, keys in answers} == {frozenset(["rudolf-elphberg", "flavia-elphberg"])}


def test_writes_between_questions_of_threads_are_never_half_seen(small: Settings, data: OpenData) -> None:
    """Each question sees all of a write or nothing of it."""

    def ask(_: int) -> set[bool]:
        with data.now() as now:
            count = name_count(now.connection)
            return {
                count == name_count(now.connection),
                resolve_in(now, "Sapt").basis.revision == now.state.revision,
                now.words.names == count,
            }

    with ThreadPoolExecutor(2) as threads:
        asking = [threads.submit(ask, number) for number in range(20)]
        for _ in range(3):
            add(small, SAPT)
            undo(small)
        assert all(question.result() == {True} for question in asking)


def test_another_file_in_its_place_is_noticed(small: Settings, data: OpenData, tmp_path: Path) -> None:
    """The other database has the same number of revisions."""
    other = tmp_path / "other.sqlite"
    database.backup(small, other)
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute(
            "UPDATE actor SET key = 'michael', key_lower = 'michael' WHERE key = 'rudolf-elphberg'"
        )
    assert key_of(data, "Rudolf Elphbreg") == "rudolf-elphberg"
    other.replace(small.database)
    for text in ("Rudolf Elphberg", "Rudolf Elphbreg"):
        assert key_of(data, text) == "michael"


def test_a_backup_restored_in_its_place_is_noticed(small: Settings, data: OpenData, tmp_path: Path) -> None:
    database.backup(small, tmp_path / "backup.sqlite")
    add(small, SAPT)
    assert key_of(data, "Sappt von Strelsau") == "sapt-von-strelsau"
    database.restore(small, tmp_path / "backup.sqlite")
    assert key_of(data, "Sappt von Strelsau") is None
    add(small, NewActor(kind="person", name="Fritz von Tarlenheim"))
    assert key_of(data, "Sappt von Strelsau") is None, "as many revisions as before, and others"
    assert key_of(data, "Frittz von Tarlenheim") == "fritz-von-tarlenheim"
    assert found(data, "name:fritz") == ["fritz-von-tarlenheim"]


def test_closed_twice_is_fine_and_asked_again_it_opens(data: OpenData) -> None:
    data.close()
    assert key_of(data, "Rudolf Elphberg") == "rudolf-elphberg"
    data.close()
    data.close()
    assert found(data, "name:elphberg") == ["flavia-elphberg", "rudolf-elphberg"]


@pytest.mark.parametrize("how", ["emptied", "gone"])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_index_damaged_between_questions_is_rebuilt(small: Settings, how: str) -> None:
    said: list[str] = []
    kept = OpenData(small, said.append)
    before = found(kept, "name:elphberg")
    for path in [path for path in small.index_folder.rglob("*") if path.is_file()]:
        if how == "emptied":
            path.write_bytes(b"")
        else:
            path.unlink()
    add(small, SAPT)
    assert found(kept, "name:elphberg") == before
    assert found(kept, "name:sapt") == ["sapt-von-strelsau"]
    kept.close()
    assert indexing.check(small) == []


def test_a_question_of_its_own_closes_what_it_opened(small: Settings) -> None:
    with opened(small) as now:
        connection = now.connection
        assert now.state.revision == 6
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")


def test_a_database_that_is_gone_is_an_error_that_says_so(small: Settings, data: OpenData) -> None:
    assert key_of(data, "Rudolf Elphberg") == "rudolf-elphberg"
    small.database.unlink()
    with pytest.raises(DatabaseError, match=str(small.database)):
        key_of(data, "Rudolf Elphberg")
