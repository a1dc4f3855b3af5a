"""Streaming reads for exports: the promised views in a fixed order, and actors put together from them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from actors.domain.foreign import ForeignActor, ForeignName, ForeignPosition, ForeignRelation, ForeignRole
from actors.domain.network import Appearing, CoAppearance
from actors.domain.vocabulary import default_strength

_PERIOD = "possible_from, possible_to, source, checked"

ORDERS: dict[str, str] = {
    "actors": "key",
    "names": f"actor, kind, lang, name, strength, {_PERIOD}",
    "identifiers": "actor, scheme, value",
    "positions": "key",
    "roles": f"person_key, position_key, acting, {_PERIOD}",
    "relations": f"subject_key, predicate, object_key, {_PERIOD}",
    "memberships": f"member_key, organization_key, {_PERIOD}",
    "conflicts": "actor, fact, subject, stated, source, other, other_source",
    "sources": "key",
}
"""What is exported as tables, each with an order that leaves nothing to chance."""

_SOURCES = "(SELECT key, title, publisher, url, licence, retrieved, known_until FROM source) AS sources"

_ACTORS = """SELECT key, kind, class, name, description, from_date, to_date, end_state
FROM actors ORDER BY key"""

_NAMES = f"""SELECT actor, name, lang, kind, strength, from_date, to_date, case_sensitive, checked
FROM names ORDER BY {ORDERS["names"]}"""  # noqa: S608 - here and below our own words

# The view of identifiers does not say what confirms them. The ids by which imports find their records again are no
# facts of the actors.
_IDENTIFIERS = """SELECT c.key, i.scheme, i.value, max(i.checked)
FROM identifier i
JOIN actor a ON a.id = i.actor_id
JOIN actor c ON c.id = a.canonical_id
WHERE i.retired_revision IS NULL AND i.scheme NOT LIKE 'import:%'
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""

_POSITIONS = """SELECT body, key, title, class, label, also_class, titles, collective, vacant, from_date, to_date, checked
FROM positions ORDER BY body, key"""

_ROLES = f"""SELECT person_key, position, class, of_key, from_date, to_date, end_state, acting, position_key, checked
FROM roles ORDER BY {ORDERS["roles"]}"""  # noqa: S608

_RELATIONS = f"""SELECT subject_key, predicate, object_key, from_date, to_date, end_state, checked
FROM relations ORDER BY subject_key, predicate <> 'member_of', predicate, object_key, {_PERIOD}"""  # noqa: S608

_SEEN = """WITH seen AS MATERIALIZED (SELECT DISTINCT a.canonical_id AS actor_id, p.document_id, p.sentence
    FROM appearance p JOIN actor a ON a.id = p.actor_id)
"""

_APPEARING = f"""{_SEEN} SELECT c.key, c.kind, c.class, c.caption, count(*), count(DISTINCT p.document_id)
FROM seen p JOIN actor c ON c.id = p.actor_id GROUP BY c.id ORDER BY c.key"""  # noqa: S608 - our own part

_CO_APPEARANCES = f"""{_SEEN} SELECT min(a.key, b.key) AS one, max(a.key, b.key) AS other, count(*),
    count(DISTINCT p.document_id), min(d.published_first), max(d.published_last)
FROM seen p
JOIN seen q ON q.document_id = p.document_id AND q.sentence = p.sentence AND q.actor_id > p.actor_id
JOIN document d ON d.id = p.document_id
JOIN actor a ON a.id = p.actor_id
JOIN actor b ON b.id = q.actor_id
GROUP BY p.actor_id, q.actor_id ORDER BY one, other"""  # noqa: S608

Row = tuple[Any, ...]


def table_rows(connection: sqlite3.Connection, table: str) -> tuple[list[str], Iterator[Row]]:
    """Return the columns of a promised view, or of the sources, and its rows in their fixed order."""
    rows_of = _SOURCES if table == "sources" else table
    cursor = connection.execute(f"SELECT * FROM {rows_of} ORDER BY {ORDERS[table]}")  # noqa: S608 - our own words
    return [column[0] for column in cursor.description], cursor


def left_out(connection: sqlite3.Connection) -> dict[str, int]:
    """Return, by kind, the numbers of what whole actors do not say."""
    queries = {
        "keys of merged actors": "SELECT count(*) FROM actor WHERE canonical_id <> id",
        "sources of the facts (csv and sqlite name them)": "SELECT count(*) FROM source",
        "ids by which imports find their records again": """SELECT count(*) FROM identifiers
            WHERE scheme LIKE 'import:%' AND value <> actor""",
    }
    return {what: connection.execute(query).fetchone()[0] for what, query in queries.items()}


def countries(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the ISO 3166 codes of states by their keys, in small letters."""
    return dict(
        connection.execute(
            """SELECT i.actor, min(lower(i.value)) FROM identifiers i JOIN actors a ON a.key = i.actor
            WHERE a.kind = 'state' AND i.scheme = 'iso2' AND i.value GLOB '[A-Z][A-Z]' GROUP BY 1"""
        ).fetchall()
    )


def whole_actors(connection: sqlite3.Connection) -> Iterator[ForeignActor]:
    """Yield every canonical actor with its live facts, by key, holding one actor at a time."""
    names, identifiers = _by_key(connection, _NAMES), _by_key(connection, _IDENTIFIERS)
    positions, roles = _by_key(connection, _POSITIONS), _by_key(connection, _ROLES)
    relations = _by_key(connection, _RELATIONS)
    for key, kind, actor_class, caption, description, start, end, end_state in connection.execute(_ACTORS):
        known = list(identifiers(key))
        yield ForeignActor(
            id=key,
            kind=kind,
            actor_class=actor_class,
            names=_names(caption, names(key)),
            identifiers=tuple((scheme, value) for _, scheme, value, _ in known),
            checked=tuple((scheme, checked) for _, scheme, _, checked in known if checked),
            description=description,
            start=start,
            end=end,
            end_unknown=end_state == "unknown",
            roles=tuple(_role(row) for row in roles(key)),
            relations=tuple(_relation(row) for row in relations(key)),
            positions=tuple(_position(row) for row in positions(key)),
        )


def appearing(connection: sqlite3.Connection) -> Iterator[Appearing]:
    """Yield the actors that appear in documents, by key."""
    return map(Appearing._make, connection.execute(_APPEARING))


def co_appearances(connection: sqlite3.Connection) -> Iterator[CoAppearance]:
    """Yield the pairs of actors that share a sentence, by their keys."""
    return map(CoAppearance._make, connection.execute(_CO_APPEARANCES))


def _by_key(connection: sqlite3.Connection, query: str) -> Callable[[str], Iterator[Row]]:
    """Return a function that gives the rows of a key; it is asked for each key once, in order."""
    groups = groupby(connection.execute(query), itemgetter(0))
    ahead = next(groups, None)

    def rows(key: str) -> Iterator[Row]:
        nonlocal ahead
        if ahead is not None and ahead[0] == key:
            yield from ahead[1]
            ahead = next(groups, None)

    return rows


def _names(caption: str, rows: Iterator[Row]) -> tuple[ForeignName, ...]:
    """Return the names, the one to print first; it is made up where no fact states it any more."""
    names = [
        ForeignName(
            text,
            lang,
            kind,
            None if strength == default_strength(kind) else strength,
            start,
            end,
            bool(case_sensitive),
            checked,
        )
        for _, text, lang, kind, strength, start, end, case_sensitive, checked in rows
    ]
    names.sort(key=lambda name: (name.text != caption, name.text == caption and name.kind != "primary"))
    if not names or names[0].text != caption:
        names.insert(0, ForeignName(caption, kind="primary"))
    return tuple(names)


def _role(row: Row) -> ForeignRole:
    _, position, position_class, of, start, end, end_state, acting, key, checked = row
    ongoing = end_state == "ongoing"
    return ForeignRole(position, position_class, of, start, end, ongoing, bool(acting), key, checked)


def _relation(row: Row) -> ForeignRelation:
    _, predicate, of, start, end, end_state, checked = row
    return ForeignRelation(predicate, of, start, end, end_state == "unknown", checked)


def _position(row: Row) -> ForeignPosition:
    _, key, title, position_class, label, also_class, titles, collective, vacant, start, end, checked = row
    further = tuple(json.loads(titles))
    return ForeignPosition(
        key,
        title,
        position_class,
        label,
        also_class,
        further,
        bool(collective),
        tuple((since, until) for since, until in json.loads(vacant)),
        start,
        end,
        checked,
    )
