"""The SQLAlchemy engine and the one way to write: a session in a transaction with a revision."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, pool
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from actors.storage import sqlite


def make_engine(path: Path, aside: bool = False, foreign_keys: bool = True) -> Engine:
    """Return an engine that writes the database at `path`, opening it anew for each use.

    For `aside` and `foreign_keys` see `sqlite.connect_to_write`.
    """
    engine = create_engine(
        sqlite.ENGINE_URL,
        creator=lambda: sqlite.connect_to_write(path, aside, foreign_keys),
        poolclass=pool.NullPool,
    )
    event.listen(engine, "begin", lambda connection: sqlite.begin_writing(driver_connection(connection)))
    return engine


def driver_connection(connection: Connection) -> sqlite3.Connection:
    """Return the connection under SQLAlchemy's, for what belongs into its transaction but not through it."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


@contextmanager
def write_session(path: Path, aside: bool = False) -> Iterator[Session]:
    """Give a session whose changes are committed at the end, or all rolled back on an error.

    For `aside` see `sqlite.connect_to_write`. SQLite's errors come out as DatabaseError.
    """
    engine = make_engine(path, aside)
    try:
        with Session(engine) as session, session.begin():
            yield session
    except DBAPIError as error:
        raise sqlite.explain(error.orig or error, path) from error
    except sqlite3.Error as error:
        raise sqlite.explain(error, path) from error
    finally:
        engine.dispose()
