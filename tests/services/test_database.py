"""Backup, restore and check: copies are whole, restores are safe, and broken invariants are reported."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from actors.config import Settings
from actors.errors import ActorsError, DatabaseError
from actors.services import database
from actors.services.editing import NewActor, add
from actors.storage.invariants import INVARIANTS
from tests.search.processes import execute, keys
from tests.storage.texts import ZENDA, read, store

JUDGED = """INSERT INTO judgement (left_id, right_id, verdict, "by", made_revision, undone_revision)
    VALUES ({}, {}, '{}', 'curator', {}, {})"""

BREAKING = {
    "actors judged the same that are not one": (JUDGED.format(4, 5, "same", 2, "NULL"),),
    "actors judged different that are one": (
        JUDGED.format(4, 5, "same", 2, "NULL"),
        JUDGED.format(4, 5, "different", 2, "NULL"),
        "UPDATE actor SET canonical_id = 4 WHERE id = 5",
    ),
    "actors that no judgement merges": (
        JUDGED.format(4, 5, "same", 2, 3),
        "UPDATE actor SET canonical_id = 4 WHERE id = 5",
    ),
    "merged actors that should stand for the canonical one": (
        JUDGED.format(4, 5, "same", 2, "NULL"),
        "UPDATE actor SET canonical_id = 5 WHERE id = 4",
    ),
    "merged actors of different kinds": (
        JUDGED.format(1, 4, "same", 2, "NULL"),
        "UPDATE actor SET canonical_id = 1 WHERE id = 4",
    ),
    "judgements undone before they were made": (JUDGED.format(4, 5, "unsure", 3, 2),),
    "judgements of revisions to come": (JUDGED.format(4, 5, "unsure", 1000, "NULL"),),
    "judgements of an actor on itself": (JUDGED.format(4, 4, "unsure", 2, "NULL"),),
    "keys that are not looked up by their lower case": ("UPDATE actor SET key_lower = 'x' WHERE id = 1",),
    "live names without a key": ("DELETE FROM name_key WHERE name_id = 1",),
    "facts retired before they were asserted": ("UPDATE relation SET retired_revision = 0 WHERE id = 1",),
    "periods that end before they start": (
        "UPDATE relation SET from_first = '2001-01-01', from_last = '2001-01-01', to_last = '2000-01-01' WHERE id = 1",
    ),
    "roles of what is no person": (
        "UPDATE actor SET kind = 'organization', class = 'other' WHERE key = 'rupert-hentzau'",
    ),
    "live roles in positions that nobody states": ("UPDATE position SET retired_revision = 99",),
    "a state that is behind its revisions": ("UPDATE database_state SET revision = revision + 1",),
    "keys of another version of the program": (
        "UPDATE name_key SET version = version - 1 WHERE name_id = 1",
    ),
    "records of an import that are two actors": tuple(
        f"""INSERT INTO identifier (actor_id, scheme, value, source_id, asserted_revision)
        VALUES ({actor}, 'import:list', '1', 1, 1)"""
        for actor in (4, 5)
    ),
    "revisions without a state": ("DELETE FROM database_state",),
    "facts of revisions to come": ("UPDATE name SET asserted_revision = 1000 WHERE id = 1",),
    "mentions that are not their document's text": ("UPDATE mention SET surface = 'x' WHERE start = 0",),
    "mentions that overlap or stand outside their sentence": (
        "UPDATE segment SET start = start + 1 WHERE sentence = 0",
    ),
    "sentences that overlap, stand outside their document, or whose paragraphs go back": (
        'UPDATE segment SET "end" = 1000 WHERE sentence = 3',
    ),
    "mentions that mean an actor and are not resolved, or the other way round": (
        "UPDATE mention SET status = 'unknown' WHERE start = 0",
    ),
    "appearances without a mention": ("INSERT INTO appearance VALUES (2, 1, 0, 0)",),
    "mentions without an appearance": ("DELETE FROM appearance WHERE actor_id = 1",),
    "documents that count their contents wrongly": ("UPDATE document SET mentions = mentions + 1",),
}


def insert_by_columns(path: Path, table: str, **stated: object) -> None:
    """Insert a row whatever the order of the table's columns."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        marks = ", ".join("?" * len(stated))
        columns = ", ".join(f'"{name}"' for name in stated)
        connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(stated.values()))


@pytest.fixture
def with_role(small: Settings) -> Settings:
    """The small database with a post, its holder and a document."""
    life = {
        "from_first": "1894-01-01",
        "from_last": "1894-12-31",
        "from_date": "1894",
        "end_state": "ongoing",
    }
    life |= {"to_first": "9999-12-31", "to_last": "9999-12-31"}
    stated = {"source_id": 1, "asserted_revision": 1, **life}
    insert_by_columns(
        small.database,
        "position",
        **{"id": 1, "key": "ruritania/foreign-minister", "body_id": 1, "class": "foreign_minister"},
        title="foreign minister",
        label="foreign minister of Ruritania",
        titles="[]",
        collective=0,
        **stated,
    )
    with contextlib.closing(sqlite3.connect(small.database)) as connection:
        (person,) = connection.execute("SELECT id FROM actor WHERE key = 'rupert-hentzau'").fetchone()
    insert_by_columns(small.database, "occupancy", id=1, person_id=person, position_id=1, acting=0, **stated)
    store(small.database, read(ZENDA))
    return small


def add_person(settings: Settings, name: str) -> None:
    add(settings, NewActor(kind="person", name=name))


def dump(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_a_sound_database_has_nothing_to_report(with_role: Settings, bundled: Settings) -> None:
    assert database.check(with_role) == []
    assert database.check(bundled) == []


@pytest.mark.parametrize("what", sorted(INVARIANTS.keys() | BREAKING.keys()))
def test_a_broken_invariant_is_reported(with_role: Settings, what: str) -> None:
    execute(with_role.database, *BREAKING[what])
    assert [line.rsplit(":", 1)[0] for line in database.check(with_role)] == [what]


def test_a_broken_reference_is_reported(small: Settings) -> None:
    execute(small.database, "UPDATE name SET source_id = 77 WHERE id = 1")
    assert "foreign key: name row 1 refers to a missing row of source" in database.check(small)


def test_damaged_pages_are_reported_in_one_line_or_more_and_never_raise_anything_else(
    bundled_copy: Settings,
) -> None:
    content = bytearray(bundled_copy.database.read_bytes())
    for at in range(4096 * 100, 4096 * 140):
        content[at] ^= 0xFF
    bundled_copy.database.write_bytes(content)
    try:
        found = database.check(bundled_copy)
    except ActorsError as error:
        found = [str(error)]
    assert found
    assert all("\n" not in line for line in found)


def test_an_older_schema_is_reported_with_what_to_do(small: Settings) -> None:
    execute(small.database, "PRAGMA user_version = 0")
    (line,) = database.check(small)
    assert "run actors db upgrade" in line


def test_a_backup_holds_all_and_is_one_file(small: Settings, tmp_path: Path) -> None:
    database.backup(small, tmp_path / "copy.sqlite")
    assert dump(tmp_path / "copy.sqlite") == dump(small.database)
    assert sorted(path.name for path in tmp_path.glob("*copy*")) == ["copy.sqlite"]
    with contextlib.closing(sqlite3.connect(tmp_path / "copy.sqlite")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_backup_does_not_replace_a_file(small: Settings, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("to a friend")
    with pytest.raises(DatabaseError, match="already exists"):
        database.backup(small, tmp_path / "letter")
    assert (tmp_path / "letter").read_text() == "to a friend"


@pytest.mark.parametrize("place", ["missing/copy.sqlite", "actors.sqlite/copy.sqlite"])
def test_a_backup_to_where_no_file_can_be_is_one_clear_error(
    small: Settings, tmp_path: Path, place: str
) -> None:
    with pytest.raises(DatabaseError) as error:
        database.backup(small, tmp_path / place)
    assert "\n" not in str(error.value)


def test_restoring_brings_back_what_was_and_keeps_what_is(small: Settings, tmp_path: Path) -> None:
    database.backup(small, tmp_path / "copy.sqlite")
    before = dump(small.database)
    add_person(small, "Antoinette Mauban")
    later = dump(small.database)
    kept = database.restore(small, tmp_path / "copy.sqlite")
    assert kept is not None
    assert dump(small.database) == before
    assert dump(kept) == later
    second = database.restore(small, kept)
    assert dump(small.database) == later
    assert second not in (None, kept)
    assert keys(small, "mauban") == ["antoinette-mauban"]


def test_restoring_where_there_is_no_database_makes_it(small: Settings, tmp_path: Path) -> None:
    elsewhere = small._replace(database=tmp_path / "new" / "actors.sqlite")
    assert database.restore(elsewhere, small.database) is None
    assert dump(elsewhere.database) == dump(small.database)
    assert keys(elsewhere, "kind:person name:hentzau") == ["rupert-hentzau"]


def test_restoring_over_a_damaged_database_keeps_its_file(small: Settings, tmp_path: Path) -> None:
    database.backup(small, tmp_path / "copy.sqlite")
    small.database.write_bytes(b"no database at all" * 1000)
    kept = database.restore(small, tmp_path / "copy.sqlite")
    assert kept is not None
    assert kept.read_bytes().startswith(b"no database")
    assert keys(small, "Rupert Hentzau") == ["rupert-hentzau"]


@pytest.mark.parametrize("spoil", ["text", "empty", "another program's", "cut", "newer", "broken reference"])
def test_what_is_no_sound_backup_is_refused_and_nothing_changed(
    small: Settings, tmp_path: Path, spoil: str
) -> None:
    copy = tmp_path / "copy.sqlite"
    database.backup(small, copy)
    content = copy.read_bytes()
    if spoil in ("text", "empty", "cut"):
        copy.write_bytes({"text": b"hello\n" * 500, "empty": b"", "cut": content[: len(content) // 2]}[spoil])
    else:
        statement = {
            "another program's": "PRAGMA application_id = 1",
            "newer": "PRAGMA user_version = 9999",
            "broken reference": "UPDATE name SET source_id = 77",
        }[spoil]
        execute(copy, statement)
    before = dump(small.database)
    with pytest.raises(DatabaseError) as error:
        database.restore(small, copy)
    assert "\n" not in str(error.value)
    assert dump(small.database) == before
    assert not list(tmp_path.glob("*before-restore*"))


def test_restoring_a_database_from_itself_ends(small: Settings) -> None:
    script = """if True:
        import sys
        from pathlib import Path
        from actors.config import Settings
        from actors.services import database
        path = Path(sys.argv[1])
        try:
            database.restore(Settings(path, False, path.parent), path)
        except database.DatabaseError as error:
            print(error)"""
    command = [sys.executable, "-c", script, str(small.database)]
    try:
        subprocess.run(command, timeout=5, check=True, capture_output=True)
    except subprocess.TimeoutExpired:
        pytest.fail("it never ends")
    assert keys(small, "Rupert Hentzau") == ["rupert-hentzau"]
    assert database.check(small) == []


def test_info_says_where_the_database_stands(small: Settings) -> None:
    facts = database.info(small)
    assert facts["database"] == str(small.database)
    assert facts["schema"] == facts["program_schema"]
    assert facts["revision"] == facts["search_revision"] == 6
    assert facts["writable"] is True
