"""The posts held according to our seeds, by the state or organization, for comparison with evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import tomli

from actors.domain.dates import Bounds, Holding, PartialDate
from actors.domain.facts import ActorRecord, Dataset, OccupancyFact, PositionFact
from actors.text.normalize import fold
from checks.claims import States
from checks.people import is_named

_ABOVE = {"palestinian-authority": "palestine", "plo": "palestine"}
"""Bodies that the evidence files count to a state, though they are no part of one."""


class Spell(NamedTuple):
    """One role of a person: where it stands in the seeds, and the days it can cover."""

    person: ActorRecord
    names: tuple[str, ...]
    position: PositionFact
    role: OccupancyFact
    bounds: Bounds

    @property
    def classes(self) -> frozenset[str]:
        """The classes that the post fills."""
        also = (self.position.also_class,) if self.position.also_class else ()
        return frozenset({self.position.position_class, *also})

    def holding(self, day: PartialDate) -> Holding:
        """Say whether the post was held on a day."""
        return self.bounds.holding(day)

    def is_of(self, spellings: Sequence[str]) -> bool:
        """Say whether one of the spellings can be the name of the person in the post."""
        return any(is_named(spelling, self.person.caption, self.names) for spelling in spellings)

    def __str__(self) -> str:
        start, end = self.role.period.start, self.role.period.end
        return f"{self.person.key} {self.position.key} {start or '?'}..{end or ''}"


def spells(dataset: Dataset) -> dict[str, list[Spell]]:
    """Return all roles by the post's body and the state it belongs to; those in organizations also under ""."""
    positions = {position.key: position for position in dataset.positions}
    kinds = {actor.key: actor.kind for actor in dataset.actors}
    above = {
        actor.key: relation.object
        for actor in dataset.actors
        for relation in actor.relations
        if relation.predicate in ("part_of", "subsidiary_of", "located_in") and actor.kind == "organization"
    } | _ABOVE
    known = PartialDate.parse(dataset.known_until).last
    by_body: dict[str, list[Spell]] = {}
    for person in dataset.actors:
        latin = tuple(name.text for name in person.names if name.script == "Latn")
        for role in person.occupancies:
            position = positions[role.position]
            spell = Spell(person, latin, position, role, role.period.bounds(known))
            bodies = [position.body]
            while bodies[-1] in above and above[bodies[-1]] not in bodies:
                bodies.append(above[bodies[-1]])
            if kinds[position.body] != "state":
                bodies.append("")
            for body in bodies:
                by_body.setdefault(body, []).append(spell)
    return by_body


def states(dataset: Dataset, seeds: Path) -> States:
    """Return how states are found by code and by name."""
    alpha3 = dict(
        line.split("\t")[:2]
        for line in (seeds / "generated/iso-codes.tsv").read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
    by_iso3: dict[str, str] = {}
    for path in sorted((seeds / "states").glob("*.toml")):
        for key, table in tomli.loads(path.read_text("utf-8")).items():
            if "iso" in table:
                by_iso3[alpha3.get(table["iso"], "XKX")] = key
    by_name: dict[str, str] = {}
    for actor in sorted(dataset.actors, key=lambda actor: actor.actor_class == "former"):
        if actor.kind == "state":
            for name in actor.names:
                if name.lang == "en" and name.strength == "strong":
                    by_name.setdefault(fold(name.text), actor.key)
    return States(by_iso3, by_name)


def cow_codes(dataset: Dataset) -> Mapping[str, str]:
    """Return the states by their code in the Correlates of War project."""
    return {
        identifier.value: actor.key
        for actor in dataset.actors
        for identifier in actor.identifiers
        if identifier.scheme == "cow"
    }


def holders(held: Sequence[Spell], classes: frozenset[str], day: PartialDate) -> list[Spell]:
    """Return who certainly held a post of these classes on a day."""
    return [spell for spell in held if spell.classes & classes and spell.holding(day) is Holding.CERTAIN]
