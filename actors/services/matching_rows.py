"""Match rows of names: each resolved as `resolve` does, in the order of the rows, on one process or several."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from actors.config import Settings
from actors.domain.match import Candidate, Reading, Status
from actors.errors import ActorsError, DatabaseError, DateError, UsageError
from actors.formats.name_tables import NameRow
from actors.services.asking import Asked, checked_kind
from actors.services.database import Report, reading, silent
from actors.services.known_words import KnownWords
from actors.services.processes import cores, in_order
from actors.services.resolving import resolve_with
from actors.storage import readpath, sqlite

FEW = 3_000
"""So many rows this process matches by itself, each as it comes: others take half a second to start."""

_LOT = 250
_MOST_REMEMBERED = 20_000


class Matched(NamedTuple):
    """What a row was resolved to. `document` is all of it as JSON text, which is quick to pass between processes."""

    status: str
    reason: str | None
    document: str

    def to_json(self) -> dict[str, Any]:
        """Return the contract's members `on`, `status`, `reason`, `reading`, `actor` and `candidates`."""
        stated: dict[str, Any] = json.loads(self.document)
        return stated


def _matched(
    on: str,
    status: Status,
    reason: str | None,
    reading: Reading | None = None,
    actor: dict[str, Any] | None = None,
    candidates: Sequence[dict[str, Any]] = (),
) -> Matched:
    document = {
        "on": on,
        "status": status.value,
        "reason": reason,
        "reading": reading.value if reading else None,
        "actor": actor,
        "candidates": candidates,
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return Matched(status.value, reason, text)


class Options(NamedTuple):
    """What holds for all rows: a kind for those that say none, how many candidates, and whether with reasons."""

    kind: str | None = None
    limit: int = 5
    explain: bool = False


def match_rows(
    settings: Settings,
    rows: Iterable[NameRow],
    options: Options,
    workers: int | None = None,
    report: Report = silent,
) -> Iterator[list[tuple[NameRow, Matched]]]:
    """Yield the rows with their matches, in order, a lot at a time: single rows first, then more at once.

    Without a number of `workers` the first rows are matched in this process, and where there are more, on each core.
    A row with an impossible date is unknown, with the reason "bad_date". Raises UsageError for an impossible kind or
    limit; what `rows` raises comes after the matches of the rows before.
    """
    checked_kind(options.kind)
    if options.limit < 0:
        raise UsageError(f"a limit of {options.limit} is none", hint="give 0 or more")
    feed = iter(rows)
    wanted = workers or cores()
    with reading(settings, report) as connection:
        revision = readpath.database_state(connection).revision
        matcher = Matcher(connection, options)
        for row in feed if wanted == 1 else islice(feed, 0 if workers else FEW):
            yield [(row, matcher.match(row))]
        if wanted > 1:
            lots = (_Lot(settings, options, revision, lot) for lot in _lots(feed))
            for lot, found in in_order(_match_lot, lots, wanted):
                yield list(zip(lot.rows, found, strict=True))


class Matcher:
    """A connection on which many names are resolved; what was asked before is remembered."""

    def __init__(self, connection: sqlite3.Connection, options: Options) -> None:
        self._options = options
        self._words = KnownWords(connection)
        self._today = Asked.on(None)
        self._days: dict[str | None, Asked | None] = {None: self._today}
        self._remembered: dict[tuple[str, str | None, str | None], Matched] = {}

    def match(self, row: NameRow) -> Matched:
        """Resolve the name of a row on its day."""
        question = (row.query, row.on, row.kind or self._options.kind)
        found = self._remembered.get(question)
        if found is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            found = self._remembered[question] = self._match(*question)
        return found

    def _match(self, query: str, on: str | None, kind: str | None) -> Matched:
        asked = self._day(on)
        if asked is None:
            return _matched(on or "", Status.UNKNOWN, "bad_date")
        found = resolve_with(self._words, query, asked, kind)
        return _matched(
            asked.day.text,
            found.status,
            found.reason,
            found.reading,
            found.actor.to_json(asked.day) if found.actor else None,
            [self._shown(candidate) for candidate in found.candidates[: self._options.limit]],
        )

    def _day(self, text: str | None) -> Asked | None:
        if text not in self._days:
            try:
                self._days[text] = Asked.on(text)
            except DateError:
                self._days[text] = None
        return self._days[text]

    def _shown(self, candidate: Candidate) -> dict[str, Any]:
        if self._options.explain:
            return candidate.to_json()
        shown = candidate._replace(explanation=()).to_json()
        del shown["explanation"]
        return shown


class _Lot(NamedTuple):
    """Rows that another process matches, and what it needs to know."""

    settings: Settings
    options: Options
    revision: int
    rows: Sequence[NameRow]


def _lots(rows: Iterator[NameRow]) -> Iterator[list[NameRow]]:
    lot: list[NameRow] = []
    try:
        for row in rows:
            lot.append(row)
            if len(lot) == _LOT:
                yield lot
                lot = []
    except ActorsError:
        yield lot  # the rows before the one that cannot be read
        raise
    if lot:
        yield lot


_matcher: Matcher | None = None
"""The matcher of this process, if it is one that was started to match; it stays open until the process ends."""


def _match_lot(lot: _Lot) -> list[Matched]:
    global _matcher
    if _matcher is None:
        connection = sqlite.connect_to_read(lot.settings.database)
        connection.execute("BEGIN")  # all rows are matched with one state
        if readpath.database_state(connection).revision != lot.revision:
            raise DatabaseError(f"{lot.settings.database} was changed meanwhile", hint="match again")
        _matcher = Matcher(connection, lot.options)
    return [_matcher.match(row) for row in lot.rows]
