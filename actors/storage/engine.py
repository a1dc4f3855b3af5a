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


def make_engine(path: Path, aside: bool = False) -> Engine:
    """Return an engine that writes the database at `path`, opening it anew for each use."""
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite.connect_to_write(path, aside), poolclass=pool.NullPool
    )
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _begin_immediate(connection: Connection) -> None:
    # the driver would begin late and commit DDL early; IMMEDIATE takes the write lock before reading
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def driver_connection(session: Session) -> sqlite3.Connection:
    """Return the connection under a session, for the plain reads that belong into its transaction."""
    driver = session.connection().connection.driver_connection
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
