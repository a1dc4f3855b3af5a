"""The snapshot: the promised views as plain tables in one compact SQLite file, with full-text search over names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from actors.storage import readpath
from actors.storage.exporting import ORDERS, table_rows

_TYPES = {"prominence": "REAL", "case_sensitive": "INTEGER", "collective": "INTEGER", "acting": "INTEGER"}
"""The columns that are no TEXT."""

_PRIMARY_KEYS = {"actors": "key", "positions": "key", "sources": "key"}

_REFERENCES = {
    "actor": "actors",
    "body": "actors",
    "person_key": "actors",
    "of_key": "actors",
    "subject_key": "actors",
    "object_key": "actors",
    "member_key": "actors",
    "organization_key": "actors",
    "position_key": "positions",
    "source": "sources",
}
"""Columns and the tables whose key they hold."""

_INDEXES = {
    "names": ("actor", "name"),
    "identifiers": ("actor", "scheme, value"),
    "positions": ("body",),
    "roles": ("person_key", "of_key, class", "position_key"),
    "relations": ("subject_key", "object_key"),
    "memberships": ("member_key", "organization_key"),
}

_FULL_TEXT = (
    'CREATE VIRTUAL TABLE names_fts USING fts5(name, content="names", tokenize="unicode61 remove_diacritics 2")',
    "INSERT INTO names_fts (names_fts) VALUES ('rebuild')",
    "INSERT INTO names_fts (names_fts) VALUES ('optimize')",
)


def write_snapshot(connection: sqlite3.Connection, target: Path) -> Iterator[tuple[str, int]]:
    """Write the snapshot to a new file; yield each table with its number of rows when it is written.

    The same database gives the same bytes.
    """
    with closing(sqlite3.connect(target, isolation_level=None)) as writer:
        # thrown away unless it succeeds: no journal, and no waiting for the disk before the end
        for pragma in ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF"):
            writer.execute(f"PRAGMA {pragma}")
        writer.execute("BEGIN")
        for table in ("sources", *(table for table in ORDERS if table != "sources")):
            yield table, _copy(connection, writer, table)
        state = readpath.database_state(connection)
        writer.execute("CREATE TABLE database_state (revision INTEGER, known_until TEXT)")
        writer.execute("INSERT INTO database_state VALUES (?, ?)", (state.revision, state.known_until))
        for statement in (*_FULL_TEXT, "COMMIT", "VACUUM", "PRAGMA journal_mode = DELETE"):
            writer.execute(statement)


def _copy(connection: sqlite3.Connection, writer: sqlite3.Connection, table: str) -> int:
    columns, rows = table_rows(connection, table)
    writer.execute(f"CREATE TABLE {table} ({', '.join(_column(table, name) for name in columns)})")
    marks = ", ".join("?" * len(columns))
    count = writer.executemany(f"INSERT INTO {table} VALUES ({marks})", rows).rowcount  # noqa: S608 - our own words
    for indexed in _INDEXES.get(table, ()):
        writer.execute(f"CREATE INDEX {table}_{indexed.replace(', ', '_')} ON {table} ({indexed})")
    return max(count, 0)


def _column(table: str, name: str) -> str:
    column = f'"{name}" {_TYPES.get(name, "TEXT")}'
    if _PRIMARY_KEYS.get(table) == name:
        return f"{column} PRIMARY KEY"
    return f"{column} REFERENCES {_REFERENCES[name]} (key)" if name in _REFERENCES else column
