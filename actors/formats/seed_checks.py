"""What must hold among all seeds together: references, lives and posts with one holder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from actors.domain.dates import PartialDate
from actors.domain.facts import Dataset
from actors.errors import SeedError
from actors.formats.tables import Table, wrong


def wrong_references(dataset: Dataset, tables: Mapping[str, Table]) -> Iterator[SeedError]:
    """Yield what refers to nothing, lives and roles that contradict each other, and heads of state of no state."""
    keys = {actor.key for actor in dataset.actors}
    posts = {position.key for position in dataset.positions}
    known_until = PartialDate.parse(dataset.known_until).last
    kinds = {actor.key: actor.kind for actor in dataset.actors}
    for position in dataset.positions:
        if position.body not in keys:
            yield wrong(tables[position.key], f"there is no actor {position.body!r}")
        elif position.position_class == "head_of_state" and kinds[position.body] != "state":
            yield wrong(tables[position.key], "only a state has a head of state", "class")
    for actor in dataset.actors:
        table = tables[actor.key]
        for at, occupancy in enumerate(actor.occupancies):
            if occupancy.position not in posts:
                yield wrong(table, f"there is no position {occupancy.position!r}", "roles", at)
            start, died = occupancy.period.start, actor.period.end
            if start and died and start.first > died.last:
                yield wrong(table, "the role starts after the end of this life", "roles", at)
            if start and actor.period.start and start.last < actor.period.start.first:
                yield wrong(table, "the role starts before birth", "roles", at)
            if start and start.first > known_until and not occupancy.checked:
                message = (
                    f"the role starts after known_until ({known_until}): only a file (checked) can say so"
                )
                yield wrong(table, message, "roles", at)
        for at, relation in enumerate(actor.relations):
            if relation.object not in keys or relation.object == actor.key:
                yield wrong(table, f"there is no other actor {relation.object!r}", "relations", at)


def overlapping_holders(dataset: Dataset) -> Iterator[str]:
    """Yield a line for each two persons who certainly held a single-holder post at the same time."""
    single = {position.key for position in dataset.positions if not position.collective}
    spells: dict[str, list[tuple[date, date, str, str]]] = {}
    known_until = PartialDate.parse(dataset.known_until).last
    for actor in dataset.actors:
        for occupancy in actor.occupancies:
            bounds = occupancy.period.bounds(known_until)
            if occupancy.position in single and bounds.from_last < bounds.to_first and occupancy.period.start:
                spells.setdefault(occupancy.position, []).append(
                    (bounds.from_last, bounds.to_first, actor.key, actor.place)
                )
    for position, held in sorted(spells.items()):
        held.sort()
        for index, (since, until, key, place) in enumerate(held):
            for other_since, other_until, other, _ in held[index + 1 :]:
                if other_since < until and other != key:
                    end = min(until, other_until)
                    yield f"{place}: {key} and {other} both hold {position} from {other_since} to {end}"
                elif other_since < until and other == key and (since, until) != (other_since, other_until):
                    yield f"{place}: {key} holds {position} twice at {other_since}"
