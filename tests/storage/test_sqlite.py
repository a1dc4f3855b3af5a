"""Files that are no database of ours, read-only places, backup and restore."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from actors.config import Settings
from actors.errors import DatabaseError, ReadOnlyError
from actors.services import database
from actors.services.database import reading, writing
from actors.storage import sqlite, upgrade
from tests.storage.readonly import as_ordinary_user, locked_folder, open_folder
from tests.storage.stating import dump, execute, rows


def another_programs(path: Path) -> None:
    execute(path, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)")


def cut_to(part: float) -> Callable[[Path], None]:
    """A database of ours of which a part alone is left."""

    def cut(path: Path) -> None:
        upgrade.create(path)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * part)])

    return cut


NOT_OURS = {
    "missing": (lambda _: None, "does not exist"),
    "a folder": (lambda path: path.mkdir(), "is not a file"),
    "empty": (lambda path: path.touch(), "is empty, not a database"),
    "text": (lambda path: path.write_text("key,name\n" * 1000), "is not a database"),
    "short text": (lambda path: path.write_text("hello"), "is not a database"),
    "random": (lambda path: path.write_bytes(random.Random(1).randbytes(100_000)), "is not a database"),
    "another program's": (another_programs, "is a SQLite file of another program"),
    "an empty one of another program": (lambda path: execute(path, "VACUUM"), "another program"),
    "truncated": (cut_to(0.5), "is damaged"),
    "truncated within the first page": (cut_to(0.01), "damaged|not a database"),
}
WAYS = {
    "read": lambda settings: reading(settings).__enter__(),
    "write": lambda settings: writing(settings, "a test").__enter__(),
    "upgrade": lambda settings: database.upgrade_if_older(settings.database),
    "check": database.check,
    "info": database.info,
    "backup": lambda settings: database.backup(settings, settings.database.with_name("copy.sqlite")),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("what", NOT_OURS)
def test_what_is_no_database_of_ours_is_told_in_one_line_and_left_alone(
    what: str, way: str, tmp_path: Path
) -> None:
    make, said = NOT_OURS[what]
    path = tmp_path / "named.sqlite"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(DatabaseError, match=said) as caught:
        WAYS[way](Settings(path, is_default=False, cache=tmp_path / "cache"))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert {one.name for one in tmp_path.iterdir()} <= {"named.sqlite", "cache"}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux lists the open files there")
@pytest.mark.parametrize("what", ["text", "random", "truncated", "another program's"])
def test_refusing_a_file_leaves_no_file_open(what: str, tmp_path: Path) -> None:
    path = tmp_path / "named.sqlite"
    NOT_OURS[what][0](path)
    for _ in range(3):
        with pytest.raises(DatabaseError) as caught:
            sqlite.open_any_schema(path)
        # the error with its traceback is still alive here, as it is when a command prints it
        opened = [str(file.readlink()) for file in Path("/proc/self/fd").iterdir() if file.is_symlink()]
        assert [name for name in opened if name == str(path)] == [], caught.value


def test_damage_inside_a_database_is_named_when_it_is_read(small: Settings) -> None:
    execute(small.database, "PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(small.database.read_bytes())
    content[4096 * 2 :] = b"\xff" * (len(content) - 4096 * 2)
    small.database.write_bytes(content)
    with pytest.raises(DatabaseError, match="is damaged"), reading(small) as connection:
        connection.execute("SELECT * FROM names").fetchall()


def test_a_reader_cannot_write(small: Settings) -> None:
    with reading(small) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM name_key")


def ask(path: Path) -> Callable[[], str]:
    def asked() -> str:
        with closing(sqlite.connect_to_read(path)) as connection:
            return str(connection.execute("SELECT name FROM actors ORDER BY key").fetchall()[0][0])

    return asked


def test_a_database_in_a_read_only_folder_can_be_read_without_a_log(small: Settings) -> None:
    assert rows(small.database, "PRAGMA journal_mode") == [("wal",)]
    ask(small.database)()
    with locked_folder(small.database) as folder:
        assert as_ordinary_user(ask(folder / small.database.name)) == "Flavia Elphberg"
        assert [one.name for one in folder.iterdir()] == [small.database.name]


def test_a_database_in_a_read_only_folder_can_be_searched(
    small: Settings, run: Callable[..., object]
) -> None:
    def search(database_path: Path, cache: Path) -> Callable[[], str]:
        settings = Settings(database_path, is_default=False, cache=cache)
        return lambda: run(settings, "search", "Hentzaw", "--json").output

    with locked_folder(small.database) as folder, open_folder() as cache:
        assert '"rupert-hentzau"' in search(small.database, small.cache)()
        assert '"rupert-hentzau"' in as_ordinary_user(search(folder / small.database.name, cache))


def test_writing_in_a_read_only_folder_is_a_read_only_error(small: Settings) -> None:
    def write_to(settings: Settings) -> Callable[[], str]:
        def write() -> str:
            with writing(settings, "a test") as under_way:
                return f"wrote {under_way.revision}"

        return write

    assert write_to(small)() == "wrote 2"
    before = dump(small.database)
    with locked_folder(small.database) as folder, open_folder() as cache:
        there = Settings(folder / small.database.name, is_default=False, cache=cache)
        said = as_ordinary_user(write_to(there))
        assert said.startswith(
            f"{ReadOnlyError.__module__}.ReadOnlyError: {there.database} cannot be written"
        )
        assert dump(there.database) == before


def test_unsaved_changes_in_a_read_only_folder_are_not_passed_over_in_silence(small: Settings) -> None:
    with closing(sqlite.connect_to_write(small.database)) as writer:
        writer.execute("UPDATE actor SET caption = 'Changed'")
        log = Path(f"{small.database}-wal")
        with locked_folder(small.database, log) as folder:
            said = as_ordinary_user(ask(folder / small.database.name))
    assert said == "Changed" or "unsaved changes in actors.sqlite-wal" in said
    assert "Flavia" not in said


def test_a_file_that_is_read_only_itself_is_a_read_only_error(small: Settings) -> None:
    with open_folder() as folder:
        path = folder / "actors.sqlite"
        sqlite.backup(small.database, path)
        path.chmod(0o444)
        assert as_ordinary_user(lambda: str(sqlite.can_write(path))) == "False"
        said = as_ordinary_user(lambda: str(sqlite.connect_to_write(path)))
    assert "ReadOnlyError" in said


def test_a_path_with_signs_of_addresses_is_a_path(small: Settings, tmp_path: Path) -> None:
    odd = tmp_path / "a b?mode=ro#%41&é.sqlite"
    sqlite.backup(small.database, odd)
    assert rows(odd, "SELECT count(*) FROM actors") == [(6,)]


def test_a_backup_is_one_file_with_the_same_content(small: Settings, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "copy.sqlite"
    target.parent.mkdir()
    with closing(sqlite.connect_to_write(small.database)) as writer:  # with a log that is not yet in the file
        writer.execute("UPDATE actor SET caption = 'Changed' WHERE key = 'ruritania'")
        database.backup(small, target)
    assert dump(target) == dump(small.database)
    assert rows(target, "PRAGMA journal_mode") == [("delete",)]
    assert [one.name for one in target.parent.iterdir()] == ["copy.sqlite"]


def test_a_backup_replaces_no_file(small: Settings, tmp_path: Path) -> None:
    target = tmp_path / "taken"
    target.write_text("mine")
    with pytest.raises(DatabaseError, match="already exists"):
        database.backup(small, target)
    assert target.read_text() == "mine"


@pytest.mark.parametrize("target", ["no-such-folder/copy.sqlite", "a-file/copy.sqlite"])
def test_a_backup_to_a_place_that_is_none_is_told_in_one_line(
    small: Settings, tmp_path: Path, target: str
) -> None:
    (tmp_path / "a-file").touch()
    with pytest.raises(DatabaseError, match="cannot be opened"):
        database.backup(small, tmp_path / target)


def test_a_restored_backup_takes_the_place_of_the_database_which_is_kept(
    small: Settings, tmp_path: Path
) -> None:
    database.backup(small, tmp_path / "copy.sqlite")
    then = dump(small.database)
    with writing(small, "a test") as write:
        write.session.connection().exec_driver_sql("UPDATE actor SET caption = 'Changed'")
    now = dump(small.database)
    kept = database.restore(small, tmp_path / "copy.sqlite")
    assert dump(small.database) == then
    assert kept is not None
    assert dump(kept) == now


def test_a_backup_is_restored_where_there_is_no_database_or_none_of_ours(
    small: Settings, tmp_path: Path
) -> None:
    missing = small._replace(database=tmp_path / "new" / "folder" / "actors.sqlite")
    assert database.restore(missing, small.database) is None
    assert dump(missing.database) == dump(small.database)
    missing.database.write_text("damaged")
    kept = database.restore(missing, small.database)
    assert kept is not None
    assert kept.read_text() == "damaged"
    assert dump(missing.database) == dump(small.database)


@pytest.mark.parametrize("what", ["missing", "empty", "text", "truncated", "another program's"])
def test_what_is_no_backup_of_ours_is_not_restored(small: Settings, tmp_path: Path, what: str) -> None:
    NOT_OURS[what][0](tmp_path / "backup.sqlite")
    before = dump(small.database)
    with pytest.raises(DatabaseError, match=NOT_OURS[what][1]):
        database.restore(small, tmp_path / "backup.sqlite")
    assert dump(small.database) == before


def test_a_backup_with_broken_references_is_not_restored(small: Settings, tmp_path: Path) -> None:
    database.backup(small, tmp_path / "copy.sqlite")
    execute(tmp_path / "copy.sqlite", "UPDATE name SET actor_id = 999 WHERE id = 1")
    before = dump(small.database)
    with pytest.raises(DatabaseError, match=r"is damaged: foreign key: name row 1 .*nothing was changed"):
        database.restore(small, tmp_path / "copy.sqlite")
    assert dump(small.database) == before


def test_a_sound_database_has_nothing_wrong(small: Settings, bundled: Settings) -> None:
    assert database.check(small) == []
    assert database.check(bundled) == []
