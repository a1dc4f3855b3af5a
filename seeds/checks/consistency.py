"""What would be wrong among the seeds themselves, beyond references: gaps, doubles, collisions, impossible dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from actors.domain.dates import BEGINNING, FOREVER, PartialDate, Period
from actors.domain.facts import ActorRecord, Dataset, OccupancyFact
from actors.text.normalize import fold

GAPS_SINCE = date(2000, 1, 1)
_YOUNGEST = 12
"""Years of age below which only monarchs, crown princes and religious leaders take office."""

_INHERITED = ("head_of_state", "crown_prince", "religious_leader")


def problems(dataset: Dataset, settled: Collection[str]) -> Iterator[str]:
    """Yield a line for each, with its place. What `settled` names (`namesakes:NAME`) is left out."""
    yield from gaps(dataset)
    yield from doubles(dataset, settled)
    yield from colliding_names(dataset, settled)
    yield from impossible_dates(dataset)


def gaps(dataset: Dataset) -> Iterator[str]:
    """Yield the spells since 2000 in which a head is certainly missing between two holders, and no vacancy is stated."""
    known = PartialDate.parse(dataset.known_until).last
    held: dict[str, list[tuple[date, date, ActorRecord]]] = defaultdict(list)
    for actor in dataset.actors:
        for role in actor.occupancies:
            bounds = role.period.bounds(known)
            held[role.position].append((bounds.from_first, bounds.to_last, actor))
    for position in dataset.positions:
        if position.position_class not in ("head_of_state", "head_of_government") or position.collective:
            continue
        spells = sorted(held[position.key], key=lambda spell: spell[:2])
        vacant = [Period.parse(*spell).bounds(known) for spell in position.vacant]
        spells += [(spell.from_first, spell.to_last, spells[0][2]) for spell in vacant if spells]
        until = FOREVER
        for since, end, actor in sorted(spells, key=lambda spell: spell[:2]):
            if until < since and since > GAPS_SINCE and until < known:
                yield f"{actor.place}: nobody holds {position.key} from {max(until, GAPS_SINCE)} to {since}"
            until = end if until == FOREVER else max(until, end)


def doubles(dataset: Dataset, settled: Collection[str]) -> Iterator[str]:
    """Yield actors that share an identifier, and persons of one full name."""
    owners: dict[tuple[str, str], ActorRecord] = {}
    for actor in dataset.actors:
        for identifier in actor.identifiers:
            other = owners.setdefault((identifier.scheme, identifier.value), actor)
            if other is not actor:
                yield f"{actor.place}: {actor.key} and {other.key} have the same {identifier.scheme} id"
    named: dict[str, ActorRecord] = {}
    for actor in dataset.actors:
        caption = fold(actor.caption)
        if actor.kind == "person" and f"namesakes:{caption}" not in settled:
            other = named.setdefault(caption, actor)
            if other is not actor:
                yield f"{actor.place}: {actor.key} and {other.key} have the same name"


def colliding_names(dataset: Dataset, settled: Collection[str]) -> Iterator[str]:
    """Yield strong names that two actors have at the same time; CLDR's are not ours to change."""
    owners: dict[str, list[tuple[ActorRecord, Period]]] = defaultdict(list)
    for actor in dataset.actors:
        for name in actor.names:
            if name.strength == "strong" and name.source != "cldr":
                owners[fold(name.text)].append((actor, name.period))
    for text, found in sorted(owners.items()):
        if f"namesakes:{text}" in settled:
            continue
        for at, (actor, period) in enumerate(found):
            other = next(
                (o for o, p in found[:at] if o is not actor and _at_one_time((actor, period), (o, p))), None
            )
            if other is not None:
                kinds = f" ({actor.kind} and {other.kind})" if actor.kind != other.kind else ""
                yield f"{actor.place}: {text!r} is a strong name of {actor.key} and of {other.key}{kinds}"
                break


def _at_one_time(*named: tuple[ActorRecord, Period]) -> bool:
    """Say whether two names can mean their actors on the same day: in use, and the actors there."""
    spans = []
    for actor, period in named:
        name = period.bounds(FOREVER, open_start=True)
        life = actor.period.bounds(FOREVER, open_start=True)
        starts = [name.from_first, life.from_first if actor.kind != "person" else BEGINNING]
        ends = [name.to_last, life.to_last if actor.kind != "person" else FOREVER]
        spans.append((max(starts), min(ends)))
    (first, first_end), (second, second_end) = spans
    return first < second_end and second < first_end


def impossible_dates(dataset: Dataset) -> Iterator[str]:
    """Yield roles after death, of children, or outside the time of their post, and lives of over 115 years."""
    positions = {position.key: position for position in dataset.positions}
    for actor in dataset.actors:
        born, died = actor.period.start, actor.period.end
        if actor.kind != "person":
            continue
        if born and died and died.last.year - born.first.year > 115:
            yield f"{actor.place}: {actor.key} lives for {died.last.year - born.first.year} years"
        for role in actor.occupancies:
            yield from _role_outside(actor, role, positions[role.position].period)
            start, end = role.period.start, role.period.end
            if died and end and end.first > died.last + timedelta(days=1):
                yield f"{actor.place}: {actor.key} holds {role.position} to {end}, after death on {died}"
            if died and not end and died.last < PartialDate.parse(dataset.known_until).last:
                yield f"{actor.place}: {actor.key} still holds {role.position}, though dead since {died}"
            young = start and born and start.last.year - born.first.year < _YOUNGEST
            if young and positions[role.position].position_class not in _INHERITED:
                yield f"{actor.place}: {actor.key} holds {role.position} from {start}, born in {born}"


def _role_outside(actor: ActorRecord, role: OccupancyFact, post: Period) -> Iterator[str]:
    start, end = role.period.start, role.period.end
    if post.start and start and start.last < post.start.first:
        yield f"{actor.place}: {actor.key} holds {role.position} from {start}, before it existed ({post.start})"
    if post.end and (not end or end.first > post.end.last):
        yield f"{actor.place}: {actor.key} holds {role.position} to {end or 'today'}, after its end ({post.end})"
