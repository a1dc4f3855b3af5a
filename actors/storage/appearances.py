"""Who appears with whom: reads of the incidence of actors in sentences, over a plain DB-API connection.

An appearance keeps the name's own actor; every count here is of canonical actors, so that merged ones are one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_COLUMNS = {
    "sentence": ("document_id", "paragraph", "sentence"),
    "paragraph": ("document_id", "paragraph"),
    "document": ("document_id",),
}
"""What tells the segments of a scope apart."""


class Within(NamedTuple):
    """The scope in which two appear together, and the days (both inclusive) between which it was published.

    With a day given, only documents that certainly lie in the period count: dated, and by all of their date.
    """

    scope: str
    since: str | None = None
    until: str | None = None

    @property
    def dated(self) -> bool:
        """Whether a period is asked."""
        return self.since is not None or self.until is not None

    @property
    def days(self) -> tuple[str, ...]:
        """The parameters of the condition on the document's dates."""
        return (self.since or "0001-01-01", self.until or "9999-12-31") if self.dated else ()


@dataclass(frozen=True, slots=True)
class Together:
    """How often two appear together: segments, documents, and the first and last date of these."""

    key: str
    name: str
    kind: str
    count: int
    documents: int
    first: str | None
    last: str | None


_IN_PERIOD = "d.published_first >= ? AND d.published_last <= ?"


def own_actors(connection: sqlite3.Connection, key: str) -> list[int]:
    """Return the ids of the canonical actor with this key and of all that were merged into it."""
    rows = connection.execute(
        "SELECT a.id FROM actor a JOIN actor c ON c.id = a.canonical_id WHERE c.key = ? ORDER BY a.id", (key,)
    )
    return [number for (number,) in rows]


def total(connection: sqlite3.Connection, within: Within) -> int:
    """Return the number of segments in which somebody appears, from one index alone."""
    counted = {
        "sentence": "coalesce(sum(appearing_sentences), 0)",
        "paragraph": "coalesce(sum(appearing_paragraphs), 0)",
        "document": "count(*)",
    }[within.scope]
    period = f"AND {_IN_PERIOD}" if within.dated else ""
    query = f"SELECT {counted} FROM document d WHERE appearing_sentences > 0 {period}"  # noqa: S608
    (number,) = connection.execute(query, within.days).fetchone()
    return int(number)


def segments(connection: sqlite3.Connection, ids: Sequence[int], within: Within) -> int:
    """Return the number of segments in which an actor (all of its ids) appears."""
    query = f"SELECT count(*) FROM ({_segments(ids, within)}) AS own"  # noqa: S608 - our own parts
    (number,) = connection.execute(query, (*ids, *within.days)).fetchone()
    return int(number)


def partners(connection: sqlite3.Connection, ids: Sequence[int], within: Within, most: int) -> list[Together]:
    """Return who appears with an actor, the most frequent first, then by key."""
    columns = _COLUMNS[within.scope]
    rows = connection.execute(
        f"""WITH own AS ({_segments(ids, within)}),
        pair AS (
            SELECT DISTINCT {_listed("own", columns)}, o.canonical_id AS partner
            FROM own JOIN appearance b ON {_same("b", "own", columns)}
            JOIN actor o ON o.id = b.actor_id
            WHERE b.actor_id NOT IN ({_marks(ids)}))
        SELECT c.key, c.caption, c.kind, count(*), count(DISTINCT d.id), min(d.published), max(d.published)
        FROM pair JOIN document d ON d.id = pair.document_id JOIN actor c ON c.id = pair.partner
        GROUP BY c.id ORDER BY count(*) DESC, c.key LIMIT ?""",  # noqa: S608 - our own parts and question marks
        (*ids, *within.days, *ids, most),
    )
    return [Together(*row) for row in rows]


def pair(
    connection: sqlite3.Connection, left: Sequence[int], right: Sequence[int], within: Within
) -> tuple[int, int, str | None, str | None]:
    """Return the segments and documents in which both appear, and the first and last date; `left` is the rarer."""
    row: tuple[int, int, str | None, str | None] = connection.execute(
        f"""WITH {_both(left, right, within)}
        SELECT count(*), count(DISTINCT d.id), min(d.published), max(d.published)
        FROM shared JOIN document d ON d.id = shared.document_id""",  # noqa: S608 - our own parts
        (*left, *within.days, *right),
    ).fetchone()
    return row


def newest_segments(
    connection: sqlite3.Connection, left: Sequence[int], right: Sequence[int], within: Within, most: int
) -> list[tuple[int, str | None, int | None, int | None]]:
    """Return document, its date, paragraph and sentence (as far as the scope goes) where both appear, newest first."""
    columns = _COLUMNS[within.scope]
    shown = [f"shared.{column}" if column in columns else "NULL" for column in ("paragraph", "sentence")]
    return connection.execute(
        f"""WITH {_both(left, right, within)}
        SELECT d.id, d.published, {", ".join(shown)}
        FROM shared JOIN document d ON d.id = shared.document_id
        ORDER BY d.published_last DESC NULLS LAST, d.id DESC, 3, 4 LIMIT ?""",  # noqa: S608 - our own parts
        (*left, *within.days, *right, most),
    ).fetchall()


def sentences_of(
    connection: sqlite3.Connection, ids: Sequence[int], document: int, paragraph: int | None
) -> list[int]:
    """Return the sentences of a document, or of one paragraph of it, in which an actor appears."""
    rows = connection.execute(
        f"""SELECT DISTINCT sentence FROM appearance
        WHERE actor_id IN ({_marks(ids)}) AND document_id = ? AND paragraph = coalesce(?, paragraph)
        ORDER BY sentence""",  # noqa: S608 - question marks
        (*ids, document, paragraph),
    )
    return [number for (number,) in rows]


def passage(connection: sqlite3.Connection, document: int, first: int, last: int) -> tuple[int, int, str]:
    """Return where the sentences from `first` to `last` begin and end, and their text."""
    row: tuple[int, int, str] = connection.execute(
        """SELECT s.start, e."end", substr(d.text, s.start + 1, e."end" - s.start)
        FROM document d JOIN segment s ON s.document_id = d.id JOIN segment e ON e.document_id = d.id
        WHERE d.id = ? AND s.sentence = ? AND e.sentence = ?""",
        (document, first, last),
    ).fetchone()
    return row


def mentions_of(
    connection: sqlite3.Connection, ids: Sequence[int], document: int, start: int, end: int
) -> list[tuple[int, int, str, str, str]]:
    """Return start, end, surface, type and canonical key of the mentions of some actors in a span."""
    return connection.execute(
        f"""SELECT m.start, m."end", m.surface, m.type, c.key
        FROM mention m JOIN actor a ON a.id = m.actor_id JOIN actor c ON c.id = a.canonical_id
        WHERE m.document_id = ? AND m.start >= ? AND m.start < ? AND m.actor_id IN ({_marks(ids)})
        ORDER BY m.start""",  # noqa: S608 - question marks
        (document, start, end, *ids),
    ).fetchall()


def _segments(ids: Sequence[int], within: Within) -> str:
    """The segments of an actor; of one id alone they come in the order of the key, which makes DISTINCT free."""
    dated = "JOIN document d ON d.id = a.document_id" if within.dated else ""
    period = f"AND {_IN_PERIOD}" if within.dated else ""
    return f"""SELECT DISTINCT {_listed("a", _COLUMNS[within.scope])}
        FROM appearance a {dated} WHERE a.actor_id IN ({_marks(ids)}) {period}"""  # noqa: S608


def _both(left: Sequence[int], right: Sequence[int], within: Within) -> str:
    columns = _COLUMNS[within.scope]
    return f"""own AS ({_segments(left, within)}),
        shared AS (
            SELECT * FROM own WHERE EXISTS (
                SELECT 1 FROM appearance b WHERE b.actor_id IN ({_marks(right)}) AND {_same("b", "own", columns)}))"""  # noqa: S608


def _listed(table: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{table}.{column}" for column in columns)


def _same(left: str, right: str, columns: Sequence[str]) -> str:
    return " AND ".join(f"{left}.{column} = {right}.{column}" for column in columns)


def _marks(values: Sequence[int]) -> str:
    return ", ".join("?" * len(values))
