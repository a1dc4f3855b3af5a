"""What different actors share: identifiers and full names; and which pairs are judged apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

MOST_SHARING = 20
"""A name of more actors than this (a "Mohammed Ali") says nothing of any two of them."""


class SharedIdentifier(NamedTuple):
    """An id elsewhere that several canonical actors have, given by their keys in order."""

    scheme: str
    value: str
    keys: tuple[str, ...]


class SharedName(NamedTuple):
    """A comparable form that strong names of several canonical actors of one kind have."""

    key: str
    keys: tuple[str, ...]


def shared_identifiers(connection: sqlite3.Connection, kind: str | None) -> Iterator[SharedIdentifier]:
    """Yield the identifiers of several actors of one kind; the ids of imported records are their own."""
    rows = connection.execute(
        """SELECT i.scheme, i.value, c.kind, c.key FROM (
            SELECT scheme, value FROM identifier WHERE retired_revision IS NULL AND scheme NOT LIKE 'import:%'
            GROUP BY scheme, value HAVING count(*) > 1) shared
        JOIN identifier i ON i.scheme = shared.scheme AND i.value = shared.value AND i.retired_revision IS NULL
        JOIN actor a ON a.id = i.actor_id JOIN actor c ON c.id = a.canonical_id
        WHERE ? IS NULL OR c.kind = ?
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4""",
        (kind, kind),
    )
    for (scheme, value, _), group in groupby(rows, itemgetter(0, 1, 2)):
        keys = tuple(row[3] for row in group)
        if 1 < len(keys) <= MOST_SHARING:
            yield SharedIdentifier(scheme, value, keys)


def shared_names(connection: sqlite3.Connection, kind: str | None) -> Iterator[SharedName]:
    """Yield what strong names of several actors of one kind have in common: letters, order aside, in any script.

    Short forms, acronyms, demonyms, metonyms and names of states in far languages are many actors' by nature.
    """
    rows = connection.execute(
        """SELECT k.key, c.kind, c.key FROM name_key k JOIN name n ON n.id = k.name_id
        JOIN actor a ON a.id = n.actor_id JOIN actor c ON c.id = a.canonical_id
        WHERE k.scheme IN ('fold', 'order', 'latin') AND n.retired_revision IS NULL AND n.strength = 'strong'
        AND n.kind NOT IN ('short', 'acronym', 'demonym', 'metonym', 'exonym') AND (? IS NULL OR c.kind = ?)
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""",
        (kind, kind),
    )
    for (key, _), group in groupby(rows, itemgetter(0, 1)):
        keys = tuple(row[2] for row in group)
        if 1 < len(keys) <= MOST_SHARING:
            yield SharedName(key, keys)


def sources_of(connection: sqlite3.Connection, key: str) -> frozenset[str]:
    """Return the sources, curators aside, that state names of an actor."""
    rows = connection.execute(
        """SELECT DISTINCT s.key FROM actor c JOIN actor a ON a.canonical_id = c.id
        JOIN name n ON n.actor_id = a.id JOIN source s ON s.id = n.source_id
        WHERE c.key = ? AND n.retired_revision IS NULL AND s.precedence > 0""",
        (key,),
    )
    return frozenset(source for (source,) in rows)


def judged_apart(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return the pairs of canonical keys, in order, of which any two actors are judged different or unsure."""
    rows = connection.execute(
        """SELECT min(l.key, r.key), max(l.key, r.key) FROM judgement j
        JOIN actor a ON a.id = j.left_id JOIN actor l ON l.id = a.canonical_id
        JOIN actor b ON b.id = j.right_id JOIN actor r ON r.id = b.canonical_id
        WHERE j.verdict <> 'same' AND j.undone_revision IS NULL"""
    )
    return {(left, right) for left, right in rows}
