"""All that is particular to SQLite: opening, pragmas, the schema number, backup, and what its errors mean."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from actors.assets import asset_dir
from actors.errors import DatabaseError, NewerDatabaseError, ReadOnlyError

APPLICATION_ID = 0x41435452
""""ACTR" in the header of the file: tells our databases from other SQLite files."""

ENGINE_URL = "sqlite://"
"""What SQLAlchemy calls this system."""

BUSY_SECONDS = 60.0
"""How long a writer waits for another; a bulk import holds the lock for seconds."""

CACHE_KB = 64 << 10
"""The most that a writer keeps of the file in memory: with SQLite's 2 MB an import spills its indexes again and again."""

_MIGRATION = re.compile(r"([0-9]{4})_\w+\.py")


def schema_head(migrations: Path | None = None) -> int:
    """Return the number of the newest migration of this program: the schema it reads and writes."""
    folder = (migrations or asset_dir("migrations")) / "versions"
    numbers = [int(form.group(1)) for path in folder.iterdir() if (form := _MIGRATION.fullmatch(path.name))]
    return max(numbers, default=0)


def schema_number(connection: sqlite3.Connection) -> int:
    """Return the schema number that the file carries."""
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def connect_to_read(path: Path, migrations: Path | None = None) -> sqlite3.Connection:
    """Open an up-to-date database for reading only, also where nothing can be written.

    Raises DatabaseError if the file is missing, not ours, damaged or of another schema.
    """
    connection = open_any_schema(path)
    number, head = schema_number(connection), schema_head(migrations)
    if number != head:
        connection.close()
        refuse_newer(path, number, head)
        raise DatabaseError(f"{path} has the older schema {number}", hint="run: actors db upgrade")
    return connection


def open_any_schema(path: Path) -> sqlite3.Connection:
    """Open a database of ours, of any schema number, for reading only."""
    if not path.is_file():
        what = "is not a file" if path.exists() else "does not exist"
        raise DatabaseError(f"the database {path} {what}", hint="make it with: actors init")
    with explained(path):
        if path.stat().st_size == 0:
            raise DatabaseError(f"{path} is empty, not a database", hint="remove it, then run: actors init")
        connection = _connect_reader(path)
        try:
            # the first statement that touches the file finds out what kind of file it is
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error:
            connection.close()
            raise
    if application != APPLICATION_ID:
        connection.close()
        raise DatabaseError(f"{path} is a SQLite file of another program", hint="name an actors database")
    return connection


def refuse_newer(path: Path, number: int, head: int) -> None:
    """Raise NewerDatabaseError if the file's schema is beyond the program's."""
    if number > head:
        raise NewerDatabaseError(
            f"{path} was written by a newer version (schema {number}, this program knows {head})",
            hint="upgrade actors",
        )


def connect_to_write(path: Path, aside: bool = False, foreign_keys: bool = True) -> sqlite3.Connection:
    """Open a database for writing, in WAL mode, with explicit transactions and foreign keys on.

    The file is made if it is missing. One that is made `aside`, to be thrown away if it does not succeed, is
    written without a log and without waiting for the disk: `make_durable` follows. Migrations switch foreign
    keys off, which works before a transaction alone: rebuilt tables would lose their children. Raises ReadOnlyError where it cannot be written.
    """
    if not can_write(path):
        raise ReadOnlyError(f"{path} cannot be written", hint="it is in a read-only place, or not yours")
    with explained(path):
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
            connection.execute(f"PRAGMA journal_mode = {'MEMORY' if aside else 'WAL'}")
            connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
            if aside:
                connection.execute("PRAGMA synchronous = OFF")
        except sqlite3.Error:
            connection.close()
            raise
    return connection


def begin_writing(connection: sqlite3.Connection) -> None:
    """Begin a transaction with the write lock; the driver would begin late and commit DDL before a failure."""
    connection.execute("BEGIN IMMEDIATE")


def stamp_schema(connection: sqlite3.Connection, number: int) -> None:
    """Mark a database as ours, with its schema number, within the transaction under way."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {number}")


def broken_references(connection: sqlite3.Connection) -> int:
    """Return the number of rows that refer to rows that are not there."""
    return len(connection.execute("PRAGMA foreign_key_check").fetchall())


def make_durable(path: Path) -> None:
    """Bring a database that was made aside to the disk, and into the mode that others write it in."""
    connect_to_write(path).close()
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def can_write(path: Path) -> bool:
    """Say whether the file and its folder (for the journal) can be written."""
    return os.access(path.parent, os.W_OK | os.X_OK) and (not path.exists() or os.access(path, os.W_OK))


def _connect_reader(path: Path) -> sqlite3.Connection:
    address = "file:" + quote(str(path.absolute()))
    # a reader that may write tidies the write-ahead log when it is the last to close
    mode = "rw" if can_write(path) else "ro"
    connection = sqlite3.connect(
        f"{address}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,  # threads that share one take turns
    )
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        if mode == "rw" or not isinstance(error, sqlite3.OperationalError):
            raise
        log = Path(f"{path}-wal")
        if log.exists() and log.stat().st_size:
            raise DatabaseError(
                f"{path} has unsaved changes in {log.name} and stands in a read-only place",
                hint="copy both files where they can be written",
            ) from None
        connection = sqlite3.connect(
            f"{address}?immutable=1", uri=True, isolation_level=None, check_same_thread=False
        )
    return connection


def backup(source: Path, target: Path) -> None:
    """Copy a database, of any schema, consistently to `target`, which must not exist; written aside and renamed."""
    if target.exists():
        raise DatabaseError(f"{target} already exists", hint="name a new file")
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    reader = open_any_schema(source)
    try:
        with explained(target):
            writer = sqlite3.connect(aside, isolation_level=None)
            try:
                reader.backup(writer)
                writer.execute("PRAGMA journal_mode = DELETE")
            finally:
                writer.close()
            aside.replace(target)
    finally:
        reader.close()
        with suppress(OSError):
            aside.unlink()


def overwrite(source: Path, target: Path) -> None:
    """Put the content of one database in the place of another's, in one transaction that readers respect."""
    reader = open_any_schema(source)
    try:
        writer = connect_to_write(target)
        try:
            with explained(target):
                reader.backup(writer)
        finally:
            writer.close()
    finally:
        reader.close()


def problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what SQLite's own checks find wrong with the file and its foreign keys."""
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"integrity: {line}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"foreign key: {table} row {row} refers to a missing row of {parent}"


def is_ours(path: Path) -> bool:
    """Say whether a file is a database of this program, by its header alone."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        header = file.read(72)
    return header.startswith(b"SQLite format 3\0") and header[68:] == APPLICATION_ID.to_bytes(4, "big")


def table_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of rows of each table."""
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
    ]
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - from the schema
        for table in tables
    }


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors within the context into one clear line."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, path) from error
    except BrokenPipeError:  # the reader of our output has gone: no matter of the database
        raise
    except OSError as error:
        raise DatabaseError(f"{path}: {error.strerror or error}") from error


def explain(error: BaseException, path: Path) -> DatabaseError:
    """Return the DatabaseError that says what a SQLite error means for the user."""
    text = str(error)
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary == sqlite3.SQLITE_NOTADB:
        return DatabaseError(f"{path} is not a database", hint="name an actors database")
    if primary == sqlite3.SQLITE_CORRUPT:
        return DatabaseError(f"{path} is damaged", hint="restore a backup: actors db restore FILE")
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseError(f"{path} is in use by another program for over a minute", hint="try again")
    if primary == sqlite3.SQLITE_READONLY:
        return ReadOnlyError(f"{path} cannot be written", hint="it is in a read-only place, or not yours")
    if primary == sqlite3.SQLITE_FULL:
        return DatabaseError(f"the disk is full, {path} is as it was before")
    if primary == sqlite3.SQLITE_CANTOPEN:
        return DatabaseError(f"{path} cannot be opened", hint="check the folder and its permissions")
    return DatabaseError(f"{path}: {text}")
