"""Streaming reads for exports: the promised views in a fixed order, and actors put together from them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from actors.domain.dates import EndState
from actors.domain.whole import (
    Appearing,
    CoAppearance,
    WholeActor,
    WholeIdentifier,
    WholeName,
    WholePosition,
    WholeRelation,
    WholeRole,
)

_PERIOD = "possible_from, possible_to, source, checked"

VIEW_ORDERS: dict[str, str] = {
    "actors": "key",
    "names": f"actor, kind, lang, name, strength, {_PERIOD}",
    "identifiers": "actor, scheme, value",
    "positions": "key",
    "roles": f"person_key, position_key, acting, {_PERIOD}",
    "relations": f"subject_key, predicate, object_key, {_PERIOD}",
    "memberships": f"member_key, organization_key, {_PERIOD}",
    "conflicts": "actor, fact, subject, stated, source, other, other_source",
}
"""The promised views, each with an order that leaves nothing to chance."""

_SOURCES = """SELECT key, title, publisher, url, licence, retrieved, known_until, precedence
FROM source ORDER BY key"""

_ACTORS = """SELECT a.key, a.kind, a.class, a.caption, a.description, a.from_date, a.to_date, a.end_state, s.key
FROM actor a JOIN source s ON s.id = a.described_by
WHERE a.canonical_id = a.id ORDER BY a.key"""

_MERGED = """SELECT c.key, a.key FROM actor a JOIN actor c ON c.id = a.canonical_id
WHERE a.canonical_id <> a.id ORDER BY 1, 2"""

_NAMES = """SELECT actor, name, lang, script, kind, strength, case_sensitive, from_date, to_date, source, checked
FROM names ORDER BY """

# the view of identifiers has no sources; the best source's row of an identifier comes last, and stays
_IDENTIFIERS = """SELECT c.key, i.scheme, i.value, s.key, i.checked
FROM identifier i
JOIN source s ON s.id = i.source_id
JOIN actor a ON a.id = i.actor_id
JOIN actor c ON c.id = a.canonical_id
WHERE i.retired_revision IS NULL ORDER BY c.key, i.scheme, i.value, s.precedence DESC, i.id DESC"""

_POSITIONS = """SELECT body, key, class, also_class, title, label, titles, collective, from_date, to_date, source,
    checked FROM positions ORDER BY body, key"""

_ROLES = """SELECT person_key, position_key, position, class, of_key, acting, from_date, to_date, end_state, source,
    checked FROM roles ORDER BY """

_RELATIONS = """SELECT subject_key, predicate, object_key, from_date, to_date, end_state, source, checked
FROM relations ORDER BY """

_APPEARING = """SELECT c.key, c.kind, c.class, c.caption, count(*), count(DISTINCT p.document_id)
FROM appearance p JOIN actor c ON c.id = p.actor_id GROUP BY c.id ORDER BY c.key"""

_CO_APPEARANCES = """SELECT min(a.key, b.key) AS one, max(a.key, b.key) AS other, count(*),
    count(DISTINCT p.document_id), min(d.published_first), max(d.published_last)
FROM appearance p
JOIN appearance q ON q.document_id = p.document_id AND q.sentence = p.sentence AND q.actor_id > p.actor_id
JOIN document d ON d.id = p.document_id
JOIN actor a ON a.id = p.actor_id
JOIN actor b ON b.id = q.actor_id
GROUP BY p.actor_id, q.actor_id ORDER BY one, other"""

_END = {state.value: state for state in EndState}

Row = tuple[Any, ...]


class ExportedSource(NamedTuple):
    """A source, as exports list it."""

    key: str
    title: str
    publisher: str | None
    url: str | None
    licence: str | None
    retrieved: str | None
    known_until: str | None
    precedence: int


def sources(connection: sqlite3.Connection) -> Iterator[ExportedSource]:
    """Yield every source, by key."""
    return map(ExportedSource._make, connection.execute(_SOURCES))


def view_rows(connection: sqlite3.Connection, view: str) -> tuple[list[str], Iterator[Row]]:
    """Return the columns of a promised view and its rows in their fixed order."""
    cursor = connection.execute(f"SELECT * FROM {view} ORDER BY {VIEW_ORDERS[view]}")  # noqa: S608 - our own words
    return [column[0] for column in cursor.description], cursor


def count_actors(connection: sqlite3.Connection) -> int:
    """Return the number of canonical actors."""
    count: int = connection.execute("SELECT count(*) FROM actors").fetchone()[0]
    return count


def whole_actors(connection: sqlite3.Connection) -> Iterator[WholeActor]:
    """Yield every canonical actor with its live facts, by key, holding one actor at a time."""

    def rows(query: str) -> Callable[[str], Iterator[Row]]:
        return _by_key(connection.execute(query))

    merged, identifiers = rows(_MERGED), rows(_IDENTIFIERS)
    names = rows(_NAMES + VIEW_ORDERS["names"])
    positions, roles = rows(_POSITIONS), rows(_ROLES + VIEW_ORDERS["roles"])
    relations = rows(_RELATIONS + VIEW_ORDERS["relations"])
    for key, kind, actor_class, name, description, start, end, end_state, source in connection.execute(_ACTORS):
        yield WholeActor(
            key,
            kind,
            actor_class,
            name,
            description,
            start,
            end,
            _END[end_state],
            source,
            tuple(row[1] for row in merged(key)),
            _printed_first(name, [WholeName._make(row[1:]) for row in names(key)]),
            tuple({row[1:3]: WholeIdentifier._make(row[1:]) for row in identifiers(key)}.values()),
            tuple(_position(row) for row in positions(key)),
            tuple(WholeRole(*row[1:8], _END[row[8]], *row[9:]) for row in roles(key)),
            tuple(WholeRelation(*row[1:5], _END[row[5]], *row[6:]) for row in relations(key)),
        )


def appearing(connection: sqlite3.Connection) -> Iterator[Appearing]:
    """Yield the actors that appear in documents, by key."""
    return map(Appearing._make, connection.execute(_APPEARING))


def co_appearances(connection: sqlite3.Connection) -> Iterator[CoAppearance]:
    """Yield the pairs of actors that share a sentence, by their keys."""
    return map(CoAppearance._make, connection.execute(_CO_APPEARANCES))


def _by_key(rows: Iterator[Row]) -> Callable[[str], Iterator[Row]]:
    """Return a function that gives the rows of a key; it is asked in the order of the rows, for each key once."""
    groups = groupby(rows, itemgetter(0))
    nothing: Iterator[Row] = iter(())
    ahead = next(groups, None)

    def of(key: str) -> Iterator[Row]:
        nonlocal ahead
        if ahead is None or ahead[0] != key:
            return nothing
        found = iter(list(ahead[1]))
        ahead = next(groups, None)
        return found

    return of


def _position(row: Row) -> WholePosition:
    _, key, position_class, also_class, title, label, titles, collective, *stated = row
    return WholePosition(
        key, position_class, also_class, title, label, tuple(json.loads(titles)), bool(collective), *stated
    )


def _printed_first(caption: str, names: list[WholeName]) -> tuple[WholeName, ...]:
    if len(names) > 1:
        names.sort(key=lambda name: (name.text != caption, name.kind != "primary"))
    return tuple(names)
