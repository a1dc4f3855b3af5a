"""Small profiles, names and candidates to weigh."""

from __future__ import annotations

from typing import Any

from actors.domain.actor import EVER, KnownName, Profile, Role
from actors.domain.dates import Bounds, PartialDate, Period
from actors.domain.match import Candidate, Reading, Signal
from actors.text.normalize import fold

DAY = PartialDate.parse("2017-11-22")


def bounds(start: str | None = None, end: str | None = None, unknown: bool = False) -> Bounds:
    return Period.parse(start, end, unknown).bounds(PartialDate.parse("2025-06-30").first)


def name(text: str, kind: str = "primary", strength: str = "strong", **stated: Any) -> KnownName:
    known = KnownName(text, kind, stated.pop("lang", "en"), strength, fold(text))
    start, end = stated.pop("start", None), stated.pop("end", None)
    if start or end:
        known = known._replace(from_date=start, to_date=end, bounds=bounds(start, end))
    return known._replace(**stated)


def role(position_class: str, start: str | None, end: str | None = None, of: str = "ruritania") -> Role:
    return Role(
        position_key=f"{of}/{position_class}",
        position=position_class.replace("_", " "),
        position_class=position_class,
        of=of,
        of_name=of.title(),
        from_date=start,
        to_date=end,
        end_state="ended" if end else "ongoing",
        bounds=bounds(start, end),
    )


def profile(key: str = "someone", kind: str = "person", prominence: float = 0.5, **stated: Any) -> Profile:
    start, end = stated.get("start"), stated.get("end")
    return Profile(
        key=key,
        kind=kind,
        actor_class=None if kind == "person" else "other",
        name=key.replace("-", " ").title(),
        description=None,
        prominence=prominence,
        life=bounds(start, end) if start or end else EVER,
        from_date=start,
        to_date=end,
        identifiers={},
        roles=tuple(stated.get("roles", ())),
        names=tuple(stated.get("names", ())),
    )


def candidate(key: str, score: float, reading: Reading = Reading.NAME, prominence: float = 0.5) -> Candidate:
    first = Signal("name", score, 1.0, "stated by the test")
    return Candidate(profile(key, prominence=prominence), score, reading, (first,))
