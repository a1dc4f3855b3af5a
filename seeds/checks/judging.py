"""How a claim stands to our seeds: confirmed, differing in dates, another holder, or not covered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from actors.domain.dates import FOREVER, PartialDate
from checks.claims import HEADS, Claim, End
from checks.held import Spell, holders


class Standing(StrEnum):
    """What comparing a claim with the seeds came to.

    A claim that names no post (an effective leader, an unclassed title) confirms or overlaps; it does not contradict.
    """

    CONFIRMED = "confirmed"
    DATES = "dates differ"
    OVERLAPS = "overlaps"
    HOLDER = "another holder"
    MISSING = "missing"


class Verdict(NamedTuple):
    """A claim's standing, the roles it is about (ours), and what differs in words."""

    claim: Claim
    standing: Standing
    roles: Sequence[Spell] = ()
    what: str = ""


def judge(claim: Claim, by_body: Mapping[str, Sequence[Spell]]) -> Verdict:
    """Compare a claim with the roles of its body; what a person held without a break counts as one tenure."""
    held = by_body.get(claim.body, ())
    classes = claim.classes | {"leader"} if claim.classes & HEADS else claim.classes
    fitting = [
        spell for spell in held if (spell.classes & classes or not classes) and spell.is_of(claim.spellings)
    ]
    chains = _chains(fitting)
    agreeing = [spell for chain in chains if not difference(claim, chain) for spell in chain]
    if agreeing:
        return Verdict(claim, Standing.CONFIRMED, [spell for spell in agreeing if touches(claim, [spell])])
    near = [chain for chain in chains if touches(claim, chain)]
    if near:
        told = "; ".join(difference(claim, chain) for chain in near)
        standing = Standing.DATES if _names_a_post(claim) else Standing.OVERLAPS
        return Verdict(claim, standing, [spell for chain in near for spell in chain], told)
    day = _certain_day(claim)
    if day and _names_a_post(claim):
        others = [spell for spell in holders(held, claim.classes, day) if not spell.is_of(claim.spellings)]
        if others:
            return Verdict(claim, Standing.HOLDER, others, f"on {day} we have {', '.join(map(str, others))}")
    return Verdict(claim, Standing.MISSING)


_MANY_POSTS = frozenset(
    {"ambassador", "envoy", "official", "minister", "deputy_foreign_minister", "organization_head"}
)
"""Classes of which a state has many posts, so that another tenure is no contradiction."""


def _names_a_post(claim: Claim) -> bool:
    return bool(claim.classes) and claim.post != "leader" and not claim.classes & _MANY_POSTS


def _chains(spells: Sequence[Spell]) -> list[list[Spell]]:
    """Return each spell alone, and those of one person joined that follow each other without a break."""
    chains = [[spell] for spell in spells]
    ordered = sorted(spells, key=lambda spell: (spell.person.key, spell.bounds.from_first))
    joined: list[list[Spell]] = []
    for spell in ordered:
        last = joined[-1][-1] if joined else None
        if last and last.person is spell.person and spell.bounds.from_first <= last.bounds.to_last:
            joined[-1].append(spell)
        else:
            joined.append([spell])
    return chains + [chain for chain in joined if len(chain) > 1]


def difference(claim: Claim, chain: Sequence[Spell]) -> str:
    """Say in which end a claim contradicts our dates, to the precision of the coarser; empty if in none."""
    told = []
    start, end = chain[0].role.period.start, chain[-1].role.period.end
    if claim.first and not claim.first.attested:
        if start and not _overlap(claim.first.date, start, 0):
            told.append(f"from {claim.first.date}, ours {start}")
    elif claim.first and chain[0].bounds.from_first > claim.first.date.last:
        told.append(f"attested on {claim.first.date}, ours from {start}")
    if claim.last and not claim.last.attested:
        if end and not _overlap(claim.last.date, end, 1):
            told.append(f"to {claim.last.date}, ours {end}")
        elif not end and chain[-1].bounds.to_first == FOREVER:
            told.append(f"to {claim.last.date}, ours goes on")
    elif claim.last and chain[-1].bounds.to_last <= claim.last.date.first:
        told.append(f"attested on {claim.last.date}, ours to {end}")
    elif not claim.last and end:
        told.append(f"goes on, ours to {end}")
    return ", ".join(told)


def touches(claim: Claim, chain: Sequence[Spell]) -> bool:
    """Say whether a claim and our tenure can share a day."""
    start, end = claim.first or claim.last, claim.last
    since, until = chain[0].bounds.from_first, chain[-1].bounds.to_last
    return since <= (end.date.last if end else FOREVER) and (start.date.first if start else since) <= until


def _overlap(first: PartialDate, second: PartialDate, slack: int) -> bool:
    """Say whether two partial dates can be the same day, give or take `slack` days (ends: last day or first after)."""
    days = timedelta(days=slack)
    return first.first - days <= second.last and second.first - days <= first.last


def _certain_day(claim: Claim) -> PartialDate | None:
    """Return the middle of the days on which the post was held by the claim, however its dates are meant."""
    first: End | None = claim.first or claim.last
    last: End | None = claim.last or claim.first
    if first is None or last is None or last.date.first < first.date.last:
        return None
    return PartialDate.of_day(first.date.last + (last.date.first - first.date.last) / 2)
