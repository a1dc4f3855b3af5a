"""Likely pairs: actors that could be one, with the reasons; nothing is merged here."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

from actors.config import Settings
from actors.domain.actor import Profile, Role
from actors.domain.match import Signal
from actors.errors import UsageError
from actors.matching import rank, weights
from actors.services.asking import Asked, Basis, checked_kind
from actors.services.database import Report, reading, silent
from actors.storage import readpath, sharing


class LikelyPair(NamedTuple):
    """Two canonical actors, the better known first, with how likely they are one and why."""

    left: Profile
    right: Profile
    score: float
    explanation: tuple[Signal, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the pair with its reasons."""
        return {
            "a": _side(self.left),
            "b": _side(self.right),
            "score": round(self.score, 4),
            "explanation": [signal.to_json() for signal in self.explanation],
        }


def _side(profile: Profile) -> dict[str, Any]:
    return {"key": profile.key, "kind": profile.kind, "name": profile.name}


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Likely pairs, the likeliest first, and how many there are in all."""

    basis: Basis
    total: int
    pairs: list[LikelyPair]

    def to_json(self) -> dict[str, Any]:
        """Return the pairs as one JSON document."""
        return {**self.basis.to_json(), "total": self.total, "pairs": [pair.to_json() for pair in self.pairs]}


def duplicates(
    settings: Settings, kind: str | None = None, limit: int = 20, report: Report = silent
) -> Duplicates:
    """Return actors of one kind that share an identifier or a full name, unless dates or posts speak against it.

    Pairs that are judged different or unsure are left out, also where actors merged with them are.
    Raises UsageError for an impossible kind or limit.
    """
    kind = checked_kind(kind)
    if limit < 1:
        raise UsageError(f"a limit of {limit} shows nothing", hint="give 1 or more")
    with reading(settings, report) as connection:
        state = readpath.database_state(connection)
        apart = sharing.judged_apart(connection)
        evidence = {
            pair: signals for pair, signals in _evidence(connection, kind).items() if pair not in apart
        }
        keys = {key for pair in evidence for key in pair}
        profiles = {found.key: found for found in readpath.profiles(connection, sorted(keys), names=False)}
        sources = {key: sharing.sources_of(connection, key) for key in keys}
    judged = [
        _judged(profiles[left], profiles[right], shared, sources[left] & sources[right])
        for (left, right), shared in evidence.items()
    ]
    found = [pair for pair in judged if pair.score >= weights.DUPLICATE_AT]
    found.sort(key=lambda pair: (-round(pair.score, 4), -pair.left.prominence, pair.left.key, pair.right.key))
    basis = Basis(Asked.on(None).day, state.revision, state.known_until)
    return Duplicates(basis, len(found), found[:limit])


def _evidence(connection: sqlite3.Connection, kind: str | None) -> dict[tuple[str, str], list[Signal]]:
    """Return the pairs of keys that share something, with the best shared identifier and the best shared name."""
    identified: dict[tuple[str, str], Signal] = {}
    for shared in sharing.shared_identifiers(connection, kind):
        said = Signal("identifier", 1.0, 1.0, f"both are {shared.scheme} {shared.value}")
        for pair in combinations(shared.keys, 2):
            identified.setdefault(pair, said)
    named: dict[tuple[str, str], Signal] = {}
    for shared_name in sharing.shared_names(connection, kind):
        score = weights.EXACT if " " in shared_name.key else weights.SINGLE_WORD
        said = Signal("name", score, 1.0, f"both are called {shared_name.key}")
        for pair in combinations(shared_name.keys, 2):
            if pair not in named or named[pair].score < score:
                named[pair] = said
    found: defaultdict[tuple[str, str], list[Signal]] = defaultdict(list)
    for kinds in (identified, named):
        for pair, signal in kinds.items():
            found[pair].append(signal)
    return dict(found)


def _judged(one: Profile, other: Profile, shared: Iterable[Signal], sources: Collection[str]) -> LikelyPair:
    left, right = sorted((one, other), key=lambda profile: (-profile.prominence, profile.key))
    signals = (_dates(left, right), _posts(left, right), _source(sources))
    explanation = (*shared, *(signal for signal in signals if signal))
    first, *further = explanation
    against = [signal for signal in further if signal.signal != "name"]
    return LikelyPair(left, right, rank.score([first, *against]), explanation)


def _dates(left: Profile, right: Profile) -> Signal | None:
    """Two who were born, or died, on other days are two."""
    both_start, both_end = left.from_date and right.from_date, left.to_date and right.to_date
    if not (both_start or both_end):
        return None
    one, other = left.life, right.life
    start = not both_start or (one.from_first <= other.from_last and other.from_first <= one.from_last)
    end = not both_end or (one.to_first <= other.to_last and other.to_first <= one.to_last)
    said = f"{left.lifespan()} and {right.lifespan()}"
    return Signal("dates", 1.0 if start and end else 0.0, weights.DUPLICATE_DATES, said)


def _posts(left: Profile, right: Profile) -> Signal | None:
    """Two who held one post at one time are likely one; two with posts of their own alone somewhat less."""
    if not (left.roles and right.roles):
        return None
    for one in left.roles:
        for other in right.roles:
            if one.position_key == other.position_key and _overlap(one, other):
                return Signal("posts", 1.0, weights.DUPLICATE_POSTS, f"both {one.position} ({one.years()})")
    return Signal("posts", 0.0, weights.DUPLICATE_POSTS, "no post in common")


def _source(sources: Collection[str]) -> Signal | None:
    """One source seldom has the same actor twice."""
    if not sources:
        return None
    return Signal("source", 0.0, weights.DUPLICATE_SOURCE, f"{min(sources)} has both as two")


def _overlap(one: Role, other: Role) -> bool:
    return one.bounds.from_first < other.bounds.to_last and other.bounds.from_first < one.bounds.to_last
