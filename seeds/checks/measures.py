"""How much of the evidence since 2000 the seeds cover: the shares that docs/coverage.md prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from actors.domain.dates import Holding
from checks.claims import FOREIGN, HEADS, Claim
from checks.held import Spell, holders
from checks.judging import touches

SINCE = 2000


class Missed(NamedTuple):
    """A claim that the seeds do not cover, or cover with somebody else."""

    claim: Claim
    what: str


def people_covered(
    claims: Iterable[Claim], by_body: Mapping[str, Sequence[Spell]]
) -> tuple[int, list[Missed]]:
    """Count claims whose person holds such a post in our data at some time of the claim; return the others."""
    covered, missed = 0, []
    for claim in claims:
        classes = claim.classes | {"leader"} if claim.classes & HEADS else claim.classes
        held = by_body.get(claim.body, ())
        same = [
            spell for spell in held if (spell.classes & classes or not classes) and touches(claim, [spell])
        ]
        if any(spell.is_of(claim.spellings) for spell in same):
            covered += 1
        else:
            missed.append(Missed(claim, "; ".join(str(spell) for spell in same) or "nobody"))
    return covered, missed


class Days(NamedTuple):
    """Speakers of the General Debate by what our data say of their post on those days."""

    right: int
    possible: int
    other: list[Missed]
    nobody: list[Missed]

    @property
    def total(self) -> int:
        """All speakers counted."""
        return self.right + self.possible + len(self.other) + len(self.nobody)


def speakers_covered(claims: Iterable[Claim], by_body: Mapping[str, Sequence[Spell]]) -> Days:
    """Compare speakers with who held their post on the first and the last day of the debate."""
    counted: Counter[str] = Counter()
    other: list[Missed] = []
    nobody: list[Missed] = []
    for claim in claims:
        assert claim.first is not None
        assert claim.last is not None
        held = by_body.get(claim.body, ())
        # a head speaks under either title where one person is both; their offices are judged together
        classes = claim.classes if claim.classes == FOREIGN else HEADS
        theirs = [spell for spell in held if spell.classes & classes and spell.is_of(claim.spellings)]
        days = [claim.first.date, claim.last.date]
        standings = {spell.holding(day) for spell in theirs for day in days}
        if Holding.CERTAIN in standings:
            counted["right"] += 1
        elif Holding.POSSIBLE in standings:
            counted["possible"] += 1
        else:
            narrow = claim.classes if claim.classes != HEADS else frozenset({"head_of_state"})
            on_both = [
                spell for spell in holders(held, narrow, days[0]) if spell.holding(days[1]) is Holding.CERTAIN
            ]
            found = ", ".join(str(spell) for spell in on_both)
            (other if on_both else nobody).append(Missed(claim, found))
    return Days(counted["right"], counted["possible"], other, nobody)


def since(claims: Iterable[Claim], year: int = SINCE) -> list[Claim]:
    """Return the claims that reach into a year or later."""
    return [claim for claim in claims if claim.last is None or claim.last.date.last.year >= year]
