"""The index follows the database whatever happens to its file: restored, replaced, moved or copied."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

from actors.config import Settings
from actors.search import index as search_index
from actors.services import database, indexing
from actors.services.database import reading
from actors.services.editing import NewActor, add
from actors.storage import readpath
from tests.search.processes import execute, keys


def add_person(settings: Settings, name: str) -> None:
    add(settings, NewActor(kind="person", name=name))


def revision(settings: Settings) -> int:
    with reading(settings) as connection:
        return readpath.database_state(connection).search_revision


def indexed(settings: Settings) -> list[str]:
    return sorted(keys(settings, "kind:person"))


def replace_file(settings: Settings, by: Path) -> None:
    for log in ("-wal", "-shm"):
        Path(f"{settings.database}{log}").unlink(missing_ok=True)
    aside = settings.database.with_suffix(".new")
    shutil.copy(by, aside)
    aside.replace(settings.database)


def test_a_restored_older_database_written_on_shows_what_it_holds_and_not_what_it_lost(
    small: Settings, tmp_path: Path
) -> None:
    before = indexed(small)
    database.backup(small, tmp_path / "backup.sqlite")
    add_person(small, "Antoinette Mauban")
    lost = revision(small)
    assert "antoinette-mauban" in indexed(small)
    database.restore(small, tmp_path / "backup.sqlite")
    add_person(small, "Bersonin")
    assert revision(small) == lost, "the revisions are equal, only their tokens differ"
    assert keys(small, "kind:person name:mauban") == []
    assert indexed(small) == sorted([*before, "bersonin"])
    assert indexing.check(small) == []


def test_a_restored_database_written_further_than_the_lost_one_is_not_mistaken_for_it(
    small: Settings, tmp_path: Path
) -> None:
    database.backup(small, tmp_path / "backup.sqlite")
    add_person(small, "Antoinette Mauban")
    database.restore(small, tmp_path / "backup.sqlite")
    shutil.move(small.index_folder, tmp_path / "index-of-before")
    for name in ("Bersonin", "Detchard", "De Gautet"):
        add_person(small, name)
    shutil.rmtree(small.index_folder)
    shutil.move(tmp_path / "index-of-before", small.index_folder)
    assert {"bersonin", "detchard", "de-gautet"} < set(indexed(small))
    assert "antoinette-mauban" not in indexed(small)
    assert indexing.check(small) == []


def test_a_restored_older_database_is_searched_right_before_any_write(
    small: Settings, tmp_path: Path
) -> None:
    before = indexed(small)
    database.backup(small, tmp_path / "backup.sqlite")
    add_person(small, "Antoinette Mauban")
    database.restore(small, tmp_path / "backup.sqlite")
    (told,) = indexing.check(small)
    assert "the index is of revision" in told
    assert indexed(small) == before
    assert indexing.check(small) == []


def test_another_database_file_at_the_same_path_has_its_own_index(small: Settings, tmp_path: Path) -> None:
    other = Settings(tmp_path / "other.sqlite", is_default=False, cache=tmp_path / "cache")
    from actors.services import setup

    setup.initialise(other, empty=True)
    while revision(other) < revision(small):
        add_person(other, f"Count Number{revision(other)}")
    assert revision(other) == revision(small)
    theirs = indexed(other)
    execute(other.database, "PRAGMA journal_mode = DELETE")
    indexed(small)
    replace_file(small, other.database)
    assert indexed(small) == theirs
    assert indexing.check(small) == []


def test_a_copy_written_apart_does_not_pass_for_the_original(small: Settings, tmp_path: Path) -> None:
    database.backup(small, tmp_path / "copy.sqlite")
    copy = Settings(tmp_path / "copy.sqlite", is_default=False, cache=tmp_path / "cache")
    add_person(small, "Antoinette Mauban")
    add_person(copy, "Bersonin")
    execute(copy.database, "PRAGMA journal_mode = DELETE")
    replace_file(small, copy.database)
    assert "bersonin" in indexed(small)
    assert "antoinette-mauban" not in indexed(small)


def test_a_database_made_empty_again_finds_nobody(small: Settings) -> None:
    from actors.services import setup

    assert indexed(small)
    for path in small.database.parent.glob("actors.sqlite*"):
        path.unlink()
    setup.initialise(small, empty=True)
    assert indexed(small) == []
    assert indexing.check(small) == []


def test_an_index_behind_is_replayed_and_one_of_an_unknown_token_rebuilt(small: Settings) -> None:
    place = small.index_folder / "CURRENT"
    before = place.read_text()
    add_person(small, "Antoinette Mauban")
    assert place.read_text() == before, "the change was replayed"
    execute(
        small.database,
        "UPDATE revision SET token = 'another' WHERE number = (SELECT max(number) FROM revision)",
        "UPDATE database_state SET search_token = 'another'",
    )
    assert "antoinette-mauban" in indexed(small)
    assert place.read_text() != before, "the index was built anew"


def test_the_index_carries_the_revision_and_token_of_its_database(small: Settings) -> None:
    with reading(small) as connection:
        state = readpath.database_state(connection)
    index = search_index.open_current(small.index_folder)
    assert index is not None
    with contextlib.closing(index):
        assert index.stamp == (state.search_revision, state.search_token)
        assert index.searcher.doc_count() == 7, "six actors and the state"


def test_an_actor_changed_is_in_the_index_once_and_as_it_is_now(small: Settings) -> None:
    for number in range(3):
        add(
            small,
            NewActor(
                kind="person", name="Rupert Hentzau", key="rupert-hentzau", description=f"rake {number}"
            ),
        )
    assert keys(small, "kind:person name:hentzau") == ["rupert-hentzau"]
    assert keys(small, 'kind:person "rake 2"') == ["rupert-hentzau"]
    assert keys(small, 'kind:person "rake 1"') == []
    assert indexing.check(small) == []


def test_a_merged_actor_leaves_the_index_when_it_is_updated(small: Settings) -> None:
    indexed(small)
    execute(
        small.database,
        "UPDATE actor SET canonical_id = (SELECT id FROM actor WHERE key = 'rudolf-elphberg'),"
        " search_revision = 99 WHERE key = 'flavia-elphberg'",
        "UPDATE actor SET search_revision = 99 WHERE key = 'rudolf-elphberg'",
        "INSERT INTO revision VALUES (99, 'merged', '2031-01-01', 'merge', 1)",
        "UPDATE database_state SET revision = 99, search_revision = 99, search_token = 'merged'",
    )
    before = (small.index_folder / "CURRENT").read_text()
    assert keys(small, "kind:person name:flavia") == ["rudolf-elphberg"]
    assert indexed(small) == ["rudolf-elphberg", "rupert-hentzau"]
    assert indexing.check(small) == []
    assert (small.index_folder / "CURRENT").read_text() == before


def test_a_revision_that_does_not_touch_searching_leaves_the_index_in_step(small: Settings) -> None:
    with contextlib.closing(sqlite3.connect(small.database, isolation_level=None)) as connection:
        connection.execute("INSERT INTO revision VALUES (99, 't', '2031-01-01', 'ingest', 0)")
        connection.execute("UPDATE database_state SET revision = 99")
    assert indexing.check(small) == []
