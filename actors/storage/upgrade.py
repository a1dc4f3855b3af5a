"""Bring a database to the program's schema: Alembic run in code, in one transaction, after a backup."""

from __future__ import annotations

import io
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.exc import SQLAlchemyError

from actors.assets import asset_dir
from actors.errors import ActorsError, DatabaseError, ReadOnlyError
from actors.storage import sqlite
from actors.storage.engine import driver_connection, make_engine
from actors.storage.views import VIEWS


def create(path: Path, migrations: Path | None = None, aside: bool = False) -> None:
    """Make a new database with the current schema and no rows; `path` must not exist."""
    if path.exists():
        raise DatabaseError(f"{path} already exists")
    _migrate(path, migrations or asset_dir("migrations"), aside)


def upgrade(path: Path, migrations: Path | None = None) -> Path | None:
    """Bring an older database up to date and return its backup, or None if there was nothing to do.

    The backup lies beside the database. If a migration fails, the database is as it was before.
    Raises NewerDatabaseError if the database is beyond this program, ReadOnlyError if it cannot be written.
    """
    migrations = migrations or asset_dir("migrations")
    connection = sqlite.open_any_schema(path)
    number, head = sqlite.schema_number(connection), sqlite.schema_head(migrations)
    connection.close()
    sqlite.refuse_newer(path, number, head)
    if number == head:
        return None
    if not sqlite.can_write(path):
        raise ReadOnlyError(
            f"{path} has the older schema {number} and cannot be upgraded in a read-only place"
        )
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    copy = path.with_name(f"{path.name}.schema-{number:04d}.{stamp}.backup")
    sqlite.backup(path, copy)
    _migrate(path, migrations)
    return copy


def _migrate(path: Path, migrations: Path, aside: bool = False) -> None:
    engine = make_engine(path, aside, foreign_keys=False)
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    try:
        with engine.connect() as connection, connection.begin():
            head = sqlite.schema_head(migrations)
            driver = driver_connection(connection)
            before = sqlite.table_counts(driver)
            for view in reversed(VIEWS):
                connection.exec_driver_sql(f"DROP VIEW IF EXISTS {view}")
            config.attributes["connection"] = connection
            command.upgrade(config, f"{head:04d}")
            for view, body in VIEWS.items():
                connection.exec_driver_sql(f"CREATE VIEW {view} AS {body}")
            _compare(before, driver)
            sqlite.stamp_schema(driver, head)
    except ActorsError:
        raise
    except (SQLAlchemyError, sqlite3.Error) as error:
        cause = getattr(error, "orig", None) or error
        raise DatabaseError(f"{path} could not be upgraded and is as it was before: {cause}") from error
    except Exception as error:  # a migration is a script: whatever it raises, the transaction was rolled back
        raise DatabaseError(f"{path} could not be upgraded and is as it was before: {error}") from error
    finally:
        engine.dispose()


def _compare(before: dict[str, int], driver: sqlite3.Connection) -> None:
    after = sqlite.table_counts(driver)
    lost = [
        f"{table} {count} -> {after[table]}"
        for table, count in before.items()
        if table in after and table != "alembic_version" and after[table] < count
    ]
    if lost:
        raise DatabaseError(f"the migration lost rows ({', '.join(lost)}); nothing was changed")
    broken = sqlite.broken_references(driver)
    if broken:
        raise DatabaseError(f"the migration left {broken} broken references; nothing was changed")
