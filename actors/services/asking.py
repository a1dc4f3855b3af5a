"""What every look-up has in common: the day asked, the state of the data, and the head of its JSON document."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any, NamedTuple

from actors.domain.dates import PartialDate
from actors.errors import UsageError
from actors.storage import readpath


class Asked(NamedTuple):
    """The day of a question; `dated` if the user gave it, else it is today."""

    day: PartialDate
    dated: bool

    @classmethod
    def on(cls, text: str | None, today: date | None = None) -> Asked:
        """Read the day of a question (YYYY, YYYY-MM or YYYY-MM-DD), today if there is none."""
        if text is None:
            return cls(PartialDate.of_day(today or date.today()), False)
        return cls(PartialDate.parse(text), True)


class Basis(NamedTuple):
    """What an answer rests on: the day, the database's revision and the day its data is known up to."""

    on: PartialDate
    revision: int | None
    known_until: str | None

    @classmethod
    def today(cls, connection: sqlite3.Connection) -> Basis:
        """Return what an answer of today, from this connection, rests on."""
        state = readpath.database_state(connection)
        return cls(Asked.on(None).day, state.revision, state.known_until)

    def to_json(self) -> dict[str, Any]:
        """Return the members that every JSON document carries."""
        from actors import __version__

        return {
            "on": self.on.text,
            "revision": self.revision,
            "known_until": self.known_until,
            "version": __version__,
        }

    @property
    def beyond_data(self) -> bool:
        """Whether the day asked lies after what the data knows."""
        return self.known_until is not None and self.on.last.isoformat() > self.known_until


def checked_kind(kind: str | None) -> str | None:
    """Return the kind if it is one; raise UsageError if not."""
    from actors.domain.vocabulary import KINDS

    if kind is not None and kind not in KINDS:
        raise UsageError(f"{kind!r} is no kind of actor", hint=f"use {', '.join(KINDS)}")
    return kind
