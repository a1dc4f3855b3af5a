"""Open the database of a run, making or upgrading it where the contract says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from actors.config import Settings
from actors.errors import DatabaseError
from actors.storage import readpath, sqlite
from actors.storage.invariants import INVARIANTS
from actors.text.normalize import NORMALIZER_VERSION
from actors.text.words import particles

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Report = Callable[[str], None]

KEYS_REASON = "keys of a new normalizer"
"""The reason of the revisions that make the keys of names anew."""


def silent(_: str) -> None:
    """Report nothing."""


@contextmanager
def reading(settings: Settings, report: Report = silent) -> Iterator[sqlite3.Connection]:
    """Give a connection that reads one consistent state; the default database is built if it is missing."""
    connection = open_to_read(settings, report)
    try:
        with sqlite.explained(settings.database):
            connection.execute("BEGIN")
            yield connection
    finally:
        connection.close()


def open_to_read(settings: Settings, report: Report = silent) -> sqlite3.Connection:
    """Open the database for reading, with keys of this version of the program where it can be written."""
    ensure(settings, report)
    connection = sqlite.connect_to_read(settings.database)
    try:
        with sqlite.explained(settings.database):
            if readpath.database_state(connection).normalizer_version != NORMALIZER_VERSION:
                rebuild_keys_if_older(settings.database, report)
    except BaseException:
        connection.close()
        raise
    return connection


class Writing(NamedTuple):
    """A write transaction under way; `connection` reads within it."""

    session: Session
    connection: sqlite3.Connection
    revision: int


@contextmanager
def writing(
    settings: Settings, reason: str, report: Report = silent, searchable: bool = True, index: bool = True
) -> Iterator[Writing]:
    """Give a session in a write transaction with a new revision; with `index` the search index follows at its end.

    What changes nothing that is `searchable`, as documents do not, leaves the index alone. An older database is
    upgraded first, after a backup. Nothing is written if the context raises, or rolls back.
    """
    from actors.storage import revisions
    from actors.storage.engine import driver_connection, write_session

    make_ready(settings, report)
    with write_session(settings.database) as session:
        revision = revisions.begin(session, reason, searchable)
        yield Writing(session, driver_connection(session.connection()), revision)
        is_kept = session.in_transaction()
    if searchable and index and is_kept:
        from actors.services import indexing

        indexing.follow(settings, report)


def make_ready(settings: Settings, report: Report = silent) -> None:
    """Bring the database to where this program can write it: made, of its schema, with its keys."""
    ensure(settings, report)
    upgrade_if_older(settings.database, report)
    rebuild_keys_if_older(settings.database, report)


def ensure(settings: Settings, report: Report = silent) -> None:
    """Build the default database from the bundled seeds if it does not exist yet."""
    if settings.is_default and not settings.database.exists():
        from actors.services import setup

        report(f"No database yet: building {settings.database} from the bundled seeds …")
        setup.initialise(settings, report, index=False)


def upgrade_if_older(path: Path, report: Report = silent) -> Path | None:
    """Upgrade an older database; say where its backup lies. Returns the backup, or None if up to date."""
    connection = sqlite.open_any_schema(path)
    number = sqlite.schema_number(connection)
    connection.close()
    head = sqlite.schema_head()
    sqlite.refuse_newer(path, number, head)
    if number == head:
        return None
    from actors.storage import upgrade

    copy = upgrade.upgrade(path)
    if copy:
        report(f"Upgraded the database from schema {number} to {head}; the backup is {copy}")
    return copy


def rebuild_keys_if_older(path: Path, report: Report = silent) -> None:
    """Make the keys of names anew where another version of the program made them; where that cannot be, say so."""
    connection = sqlite.connect_to_read(path)
    made_by = readpath.database_state(connection).normalizer_version
    connection.close()
    if made_by == NORMALIZER_VERSION:
        return
    if not sqlite.can_write(path):
        report(f"{path} has keys of another version and cannot be written: some names may not be found")
        return
    from actors.storage import keys, revisions
    from actors.storage.engine import write_session

    report("Bringing the keys of names up to date …")
    with write_session(path) as session:
        revisions.begin(session, KEYS_REASON)
        keys.rebuild_keys(session, particles())
        revisions.remember_normalizer(session)


def backup(settings: Settings, target: Path) -> None:
    """Copy the database to a new file."""
    sqlite.backup(settings.database, target)


def restore(settings: Settings, source: Path) -> Path | None:
    """Put a backup in the place of the database; the database before is kept, and its path returned.

    Raises DatabaseError if the backup is not a sound database of ours.
    """
    reader = sqlite.open_any_schema(source)
    try:
        with sqlite.explained(source):
            number = sqlite.schema_number(reader)
            sqlite.refuse_newer(source, number, sqlite.schema_head())
            wrong = next(sqlite.problems(reader), None)
    finally:
        reader.close()
    if wrong:
        raise DatabaseError(f"{source} is damaged: {wrong}", hint="nothing was changed")
    path = settings.database
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        sqlite.backup(source, path)
        return None
    kept = _free_name(path)
    if _is_database(path):
        sqlite.backup(path, kept)
        sqlite.overwrite(source, path)
    else:
        path.rename(kept)
        for log in ("-wal", "-shm"):
            Path(f"{path}{log}").unlink(missing_ok=True)
        sqlite.backup(source, path)
    return kept


def _is_database(path: Path) -> bool:
    try:
        sqlite.open_any_schema(path).close()
    except DatabaseError:
        return False
    return True


def _free_name(path: Path) -> Path:
    for number in range(1, 10_000):
        candidate = path.with_name(f"{path.name}.before-restore-{number}")
        if not candidate.exists():
            return candidate
    raise DatabaseError(f"too many old copies beside {path}", hint="remove some")


def check(settings: Settings) -> list[str]:
    """Return what is wrong with the database: SQLite's own checks and the invariants of the model."""
    connection = sqlite.open_any_schema(settings.database)
    try:
        with sqlite.explained(settings.database):
            number, head = sqlite.schema_number(connection), sqlite.schema_head()
            sqlite.refuse_newer(settings.database, number, head)
            found = list(sqlite.problems(connection))
            if number != head:
                return [*found, f"schema {number}, this program has {head}: run actors db upgrade"]
            for what, query in INVARIANTS.items():
                (count,) = connection.execute(query).fetchone()
                if count:
                    found.append(f"{what}: {count}")
    finally:
        connection.close()
    return found


def _bundled(state: readpath.State) -> str:
    from actors.services.setup import seeds_digest

    if state.seeds_digest is None:
        return "not in this database"
    return (
        "up to date"
        if state.seeds_digest == seeds_digest()
        else "of another version: actors init brings this one's"
    )


def info(settings: Settings) -> dict[str, object]:
    """Return where the database is and where it stands."""
    from actors import __version__

    connection = sqlite.open_any_schema(settings.database)
    try:
        with sqlite.explained(settings.database):
            number = sqlite.schema_number(connection)
            facts: dict[str, object] = {
                "version": __version__,
                "on": date.today().isoformat(),
                "database": str(settings.database),
                "bytes": settings.database.stat().st_size,
                "schema": number,
                "program_schema": sqlite.schema_head(),
                "writable": sqlite.can_write(settings.database),
            }
            if number == sqlite.schema_head():
                state = readpath.database_state(connection)
                facts |= {
                    "revision": state.revision,
                    "search_revision": state.search_revision,
                    "known_until": state.known_until,
                    "bundled_data": _bundled(state),
                }
    finally:
        connection.close()
    return facts
