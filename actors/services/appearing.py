"""Who appears with whom in the documents that were read, and whose names nobody bears yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from actors.config import Settings
from actors.domain.dates import PartialDate
from actors.domain.vocabulary import SCOPES
from actors.errors import UsageError
from actors.services.asking import Asked, Basis
from actors.services.database import Report, reading, silent
from actors.services.pairs import Pair, name_of, npmi, top_pairs
from actors.services.showing import find_key
from actors.storage import appearances, mentions
from actors.storage.appearances import Within


class Evidence(NamedTuple):
    """A passage in which both appear: where it stands, its text, and the mentions of the two in it.

    It runs from one sentence to another, the nearest two in which they appear; places count the document's code points.
    """

    document: int
    date: str | None
    sentence: tuple[int, int]
    text: str
    mentions: tuple[dict[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the passage as JSON."""
        return {**self._asdict(), "sentence": list(self.sentence), "mentions": list(self.mentions)}


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """What two actors have to do with each other, with the newest evidence."""

    basis: Basis
    within: Within
    pair: Pair
    evidence: list[Evidence]

    def to_json(self) -> dict[str, Any]:
        """Return the contract's document of `together A B`."""
        evidence = [passage.to_json() for passage in self.evidence]
        return {**self.basis.to_json(), **self.within._asdict(), **self.pair.to_json(), "evidence": evidence}


@dataclass(frozen=True, slots=True)
class RankedAnswer:
    """Who appears with an actor, the most frequent first; the actor's own segments, and all in which anybody appears."""

    basis: Basis
    within: Within
    key: str
    name: str
    segments: int
    total: int
    pairs: list[Pair]

    def to_json(self) -> dict[str, Any]:
        """Return the contract's document of `together A`."""
        return {
            **self.basis.to_json(),
            **self.within._asdict(),
            "a": self.key,
            "a_name": self.name,
            "segments": self.segments,
            "total": self.total,
            "pairs": [pair.to_json() for pair in self.pairs],
        }


def together(
    settings: Settings,
    a: str,
    b: str | None = None,
    scope: str = "sentence",
    since: str | None = None,
    until: str | None = None,
    limit: int = 20,
    report: Report = silent,
) -> PairAnswer | RankedAnswer:
    """Return in how many segments two actors appear together, or, for one, with whom it does most often.

    Actors are named by key or by a name that resolves. The scope is sentence, paragraph or document. A period
    leaves out documents without a date and those whose date is not certainly in it. `limit` is for the evidence of
    two, or the list for one. Raises UsageError, NotFoundError and AmbiguousNameError.
    """
    within = within_of(scope, since, until)
    asked = Asked.on(None)
    with reading(settings, report) as connection:
        left = find_key(connection, a, asked)
        basis = Basis.today(connection)
        if b is None:
            return _ranked(connection, left, within, limit, basis)
        right = find_key(connection, b, asked)
        if left == right:
            raise UsageError(f"{a!r} and {b!r} are the same actor, {left}", hint="name two, or one alone")
        return _of_two(connection, left, right, within, limit, basis)


def within_of(scope: str, since: str | None, until: str | None) -> Within:
    """Return the scope and period of a question; raise UsageError for what cannot be."""
    if scope not in SCOPES:
        raise UsageError(f"{scope!r} is no scope", hint=f"one of {', '.join(SCOPES)}")
    first = PartialDate.parse(since).first.isoformat() if since else None
    last = PartialDate.parse(until).last.isoformat() if until else None
    if first and last and last < first:
        raise UsageError(f"the period ends ({until}) before it starts ({since})")
    return Within(scope, first, last)


def _ranked(
    connection: sqlite3.Connection, key: str, within: Within, limit: int, basis: Basis
) -> RankedAnswer:
    return RankedAnswer(
        basis=basis,
        within=within,
        key=key,
        name=name_of(connection, key),
        segments=appearances.segments(connection, appearances.own_actors(connection, key), within),
        total=appearances.total(connection, within),
        pairs=top_pairs(connection, key, within, limit),
    )


def _of_two(
    connection: sqlite3.Connection, a: str, b: str, within: Within, limit: int, basis: Basis
) -> PairAnswer:
    ids = {key: appearances.own_actors(connection, key) for key in (a, b)}
    counts = {key: appearances.segments(connection, ids[key], within) for key in (a, b)}
    rarer, other = sorted((a, b), key=lambda key: counts[key])
    count, documents, first, last = appearances.pair(connection, ids[rarer], ids[other], within)
    measure = npmi(count, counts[a], counts[b], appearances.total(connection, within))
    found = appearances.newest_segments(connection, ids[rarer], ids[other], within, limit) if count else []
    return PairAnswer(
        basis=basis,
        within=within,
        pair=Pair(
            a, name_of(connection, a), b, name_of(connection, b), count, documents, first, last, measure
        ),
        evidence=[
            _evidence(connection, ids[a], ids[b], document, date, paragraph, sentence)
            for document, date, paragraph, sentence in found
        ],
    )


def _evidence(
    connection: sqlite3.Connection,
    left: Sequence[int],
    right: Sequence[int],
    document: int,
    date: str | None,
    paragraph: int | None,
    sentence: int | None,
) -> Evidence:
    first = last = sentence
    if first is None or last is None:
        first, last = nearest(
            appearances.sentences_of(connection, left, document, paragraph),
            appearances.sentences_of(connection, right, document, paragraph),
        )
    start, end, text = appearances.passage(connection, document, first, last)
    named = appearances.mentions_of(connection, (*left, *right), document, start, end)
    columns = ("start", "end", "surface", "type", "key")
    shown = tuple(dict(zip(columns, mention, strict=True)) for mention in named)
    return Evidence(document, date, (start, end), text, shown)


def nearest(left: Sequence[int], right: Sequence[int]) -> tuple[int, int]:
    """Return the two sentences, in order, one of each, that are nearest to each other, the first such in the text."""
    shared = sorted(set(left) & set(right))
    if shared:
        return shared[0], shared[0]
    sides = sorted([(number, 0) for number in left] + [(number, 1) for number in right])
    gaps = [(end[0] - start[0], start[0]) for start, end in pairwise(sides) if start[1] != end[1]]
    width, start = min(gaps)
    return start, start + width


@dataclass(frozen=True, slots=True)
class Unknown:
    """Names that look like an actor's and are nobody's, the most frequent first, and how many there are in all."""

    basis: Basis
    total: int
    names: list[mentions.UnknownName]

    def to_json(self) -> dict[str, Any]:
        """Return the list as one JSON document."""
        names = [name.to_json() for name in self.names]
        return {**self.basis.to_json(), "total": self.total, "names": names}


def unknown_names(settings: Settings, limit: int = 50, report: Report = silent) -> Unknown:
    """Return the most frequent names in the documents that are nobody's, with titles in front and a sentence."""
    with reading(settings, report) as connection:
        total, names = mentions.unknown_names(connection, limit)
        return Unknown(Basis.today(connection), total, names)
