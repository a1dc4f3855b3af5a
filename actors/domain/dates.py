"""Partial dates and periods: what was given is kept, what it can mean is derived."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from actors.errors import DateError

BEGINNING = date.min
FOREVER = date.max

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class PartialDate(NamedTuple):
    """A year, month or day as given, with the first and last day (inclusive) that it can mean."""

    text: str
    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2015`, `2015-09` or `2015-09-30`; raise DateError for anything else."""
        form = _FORM.fullmatch(text) if text.isascii() else None
        if form is None:
            raise DateError(f"{text[:40]!r} is not a date", hint="write YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else None for part in form.groups())
        assert year is not None
        try:
            first = date(year, 1 if month is None else month, 1 if day is None else day)
            if day is not None:
                last = first
            elif month is not None:
                last = date(year, month, 28) if month < 12 else date(year, 12, 31)
                if month < 12:
                    last = date(year, month + 1, 1) - timedelta(days=1)
            else:
                last = date(year, 12, 31)
        except ValueError:
            raise DateError(f"{text[:40]!r} is a day that does not exist") from None
        return cls(text, first, last)

    @classmethod
    def of_day(cls, day: date) -> PartialDate:
        """Wrap one exact day."""
        return cls(day.isoformat(), day, day)

    def __str__(self) -> str:
        return self.text


class Holding(StrEnum):
    """Whether a dated fact held on the day asked."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


class EndState(StrEnum):
    """What is known of the end of a fact; an empty end alone does not mean "still in office"."""

    ONGOING = "ongoing"
    ENDED = "ended"
    UNKNOWN = "unknown"


class Bounds(NamedTuple):
    """The days that a half-open period can start and end on: [from_first..from_last, to_first..to_last)."""

    from_first: date
    from_last: date
    to_first: date
    to_last: date

    def holding(self, asked: PartialDate) -> Holding:
        """Say whether the period covers all of the days asked (certain), may touch them, or not."""
        if self.from_last <= asked.first and asked.last < self.to_first:
            return Holding.CERTAIN
        if self.from_first <= asked.last and asked.first < self.to_last:
            return Holding.POSSIBLE
        return Holding.NO


class Period(NamedTuple):
    """A half-open period from partial dates; `end` is the first day on which the fact no longer held."""

    start: PartialDate | None
    end: PartialDate | None
    end_state: EndState

    @classmethod
    def parse(cls, start: str | None, end: str | None, end_unknown: bool = False) -> Period:
        """Build a period from its texts; raise DateError where it ends before it starts."""
        since = PartialDate.parse(start) if start else None
        until = PartialDate.parse(end) if end else None
        if since and until and until.last < since.first:
            raise DateError(f"the period ends ({end}) before it starts ({start})")
        state = EndState.ENDED if until else EndState.UNKNOWN if end_unknown else EndState.ONGOING
        return cls(since, until, state)

    def bounds(self, known_until: date, open_start: bool = False) -> Bounds:
        """Derive the possible first and last days of both ends.

        A missing start is "always" with `open_start` (names); else it lies before the end, or, for a fact
        that is ongoing, before `known_until`, the day up to which the source knows.
        An ongoing fact is taken to go on: the answer says up to which day its source knows.
        """
        if self.end_state is EndState.ONGOING:
            to_first = to_last = FOREVER
        elif self.end is not None:
            to_first, to_last = self.end.first, self.end.last
        else:
            earliest = self.start.last if self.start else BEGINNING
            to_first = earliest + timedelta(days=1) if earliest < FOREVER else FOREVER
            to_last = FOREVER
        if self.start is not None:
            from_first, from_last = self.start.first, self.start.last
        elif open_start:
            from_first = from_last = BEGINNING
        elif self.end is not None and to_first > BEGINNING:
            from_first, from_last = BEGINNING, to_first - timedelta(days=1)
        else:
            from_first = BEGINNING
            from_last = known_until if self.end_state is EndState.ONGOING else FOREVER
        return Bounds(from_first, from_last, to_first, to_last)
