"""Pairs of actors that appear together, with the measure of how much more than by chance."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import asdict, dataclass
from typing import Any

from actors.storage import appearances
from actors.storage.appearances import Within


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors that appear together: in how many segments and documents, and when first and last.

    `npmi` is the normalised pointwise mutual information of the two over the segments of the scope in which anybody
    appears (Bouma 2009): 1 if they appear only together, 0 if as often as chance has it, towards -1 if hardly ever.
    """

    a: str
    a_name: str
    b: str
    b_name: str
    count: int
    documents: int
    first: str | None
    last: str | None
    npmi: float | None

    def to_json(self) -> dict[str, Any]:
        """Return the pair as JSON."""
        npmi = None if self.npmi is None else round(self.npmi, 4)
        return {**asdict(self), "npmi": npmi}


def top_pairs(connection: sqlite3.Connection, key: str, within: Within, limit: int) -> list[Pair]:
    """Return the most frequent pairs of an actor."""
    ids = appearances.own_actors(connection, key)
    found = appearances.partners(connection, ids, within, limit)
    if not found:
        return []
    name = name_of(connection, key)
    total = appearances.total(connection, within)
    own = appearances.segments(connection, ids, within)
    pairs = []
    for other in found:
        others = appearances.segments(connection, appearances.own_actors(connection, other.key), within)
        measure = npmi(other.count, own, others, total)
        counted = (other.count, other.documents, other.first, other.last)
        pairs.append(Pair(key, name, other.key, other.name, *counted, measure))
    return pairs


def npmi(together: int, left: int, right: int, total: int) -> float | None:
    """Return the normalised pointwise mutual information of two events (Bouma 2009), from -1 to 1.

    `together`, `left` and `right` are how many of `total` segments have both, the one and the other. None: no count.
    """
    if not together:
        return None
    if together == total:
        return 1.0
    surprise = -math.log(together / total)
    return math.log(together * total / (left * right)) / surprise


def name_of(connection: sqlite3.Connection, key: str) -> str:
    """Return the name by which a canonical actor is shown."""
    ((name,),) = connection.execute("SELECT name FROM actors WHERE key = ?", (key,)).fetchall()
    return str(name)
