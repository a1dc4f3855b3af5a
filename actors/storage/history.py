"""What the revisions did and which of them are undone, read over a plain connection.

An undo is a revision of its own, whose reason names the one that it turns over: the history is never rewritten.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

_UNDO = re.compile(r"undo ([0-9]+)")


class History(NamedTuple):
    """The revisions that are undone, and for each undo the revision that it turned over."""

    undone: frozenset[int]
    undos: dict[int, int]

    def write_of(self, revision: int) -> int:
        """Return the write that an undo, or the undo of an undo, is about in the end; other revisions are their own."""
        while revision in self.undos:
            revision = self.undos[revision]
        return revision

    def undone_by(self, revision: int) -> int | None:
        """Return the undo in force that turned a revision over, if there is one."""
        found = (undo for undo, of in self.undos.items() if of == revision and undo not in self.undone)
        return max(found, default=None)


class Change(NamedTuple):
    """One revision with the numbers of facts it asserted and retired, and of judgements it made and undid."""

    revision: int
    created: str
    reason: str
    searchable: bool
    asserted: int
    retired: int
    judged: int
    unjudged: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that an undo could turn over."""
        return not (self.asserted or self.retired or self.judged or self.unjudged)


def undo_reason(revision: int) -> str:
    """Return the reason of the revision that undoes another."""
    return f"undo {revision}"


def history(connection: sqlite3.Connection) -> History:
    """Read which revisions are undone. An undo that is itself undone does not count."""
    undos = {
        number: int(form.group(1))
        for number, reason in connection.execute(
            "SELECT number, reason FROM revision WHERE reason LIKE 'undo %' ORDER BY number"
        )
        if (form := _UNDO.fullmatch(reason))
    }
    undone: set[int] = set()
    for number in sorted(undos, reverse=True):
        if number not in undone:
            undone.add(undos[number])
    return History(frozenset(undone), undos)


def changes(
    connection: sqlite3.Connection, limit: int | None = None, only: int | None = None
) -> Iterator[Change]:
    """Yield the revisions, the newest first; at most `limit` of them, or `only` one."""
    where = "" if only is None else " WHERE number = ?"
    numbers = connection.execute(
        f"SELECT number, created, reason, searchable FROM revision{where} ORDER BY number DESC LIMIT ?",  # noqa: S608
        (*(() if only is None else (only,)), -1 if limit is None else limit),
    ).fetchall()
    if not numbers:
        return
    oldest, newest = numbers[-1][0], numbers[0][0]
    asserted, retired, judged, unjudged = (
        dict(connection.execute(query, (oldest, newest) * query.count("BETWEEN")).fetchall())
        for query in _COUNTS
    )
    for number, created, reason, searchable in numbers:
        counts = (found.get(number, 0) for found in (asserted, retired, judged, unjudged))
        yield Change(number, created, reason, bool(searchable), *counts)


FACTS = ("name", "identifier", "position", "occupancy", "relation")


def _counts(column: str, *tables: str) -> str:
    parts = (
        f"SELECT {column} AS number, count(*) AS rows FROM {table} WHERE {column} BETWEEN ? AND ? GROUP BY 1"  # noqa: S608
        for table in tables
    )
    return f"SELECT number, sum(rows) FROM ({' UNION ALL '.join(parts)}) GROUP BY 1"  # noqa: S608


_COUNTS = (
    _counts("asserted_revision", *FACTS),
    _counts("retired_revision", *FACTS),
    _counts("made_revision", "judgement"),
    _counts("undone_revision", "judgement"),
)
