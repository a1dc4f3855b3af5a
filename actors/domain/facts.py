"""What sources state: actors, names, identifiers, positions, occupancies and relations, before storage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from actors.domain.dates import EndState, Period

ALWAYS = Period(None, None, EndState.ONGOING)


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from. `precedence`: 0 a curator, 1 the bundled seeds, 2 an import; lower wins."""

    key: str
    title: str
    precedence: int
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    retrieved: str | None = None
    known_until: str | None = None


class NameFact(NamedTuple):
    """A form by which an actor is called, in a language (BCP 47) and a script (ISO 15924).

    A named tuple, as there are 60,000 of them in the bundled data alone.
    """

    text: str
    lang: str
    script: str
    kind: str
    strength: str
    source: str
    period: Period = ALWAYS
    case_sensitive: bool = False
    checked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierFact:
    """The id of an actor in another scheme (`wikidata`, `iso3`, `cow` …)."""

    scheme: str
    value: str
    source: str
    checked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionFact:
    """A post of a state or organization (`body`); `titles` are the English titles it is asked for by.

    `vacant` are the spells, as partial dates from and to (exclusive), in which nobody held it.
    """

    key: str
    body: str
    position_class: str
    also_class: str | None
    title: str
    label: str
    titles: tuple[str, ...] = ()
    collective: bool = False
    vacant: tuple[tuple[str, str], ...] = ()
    period: Period = ALWAYS
    source: str
    checked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupancyFact:
    """Who held a position (its key) in a period."""

    position: str
    period: Period
    acting: bool = False
    source: str
    checked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationFact:
    """A relation of this actor to another (its key): `member_of` "nato" since 1952."""

    predicate: str
    object: str
    period: Period
    source: str
    checked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRecord:
    """An actor with all that one source or edit states of it; `period` is birth/death or inception/end.

    `source` is who describes it: caption, class, description and period.
    """

    key: str
    kind: str
    actor_class: str | None
    caption: str
    description: str | None
    period: Period
    names: tuple[NameFact, ...] = ()
    identifiers: tuple[IdentifierFact, ...] = ()
    occupancies: tuple[OccupancyFact, ...] = ()
    relations: tuple[RelationFact, ...] = ()
    place: str = ""
    source: str = "editor"


@dataclass(frozen=True, slots=True)
class Dataset:
    """A set of sources, actors and positions that refer to each other, and the day it knows up to."""

    known_until: str
    sources: Sequence[Source] = field(default=())
    actors: Sequence[ActorRecord] = field(default=())
    positions: Sequence[PositionFact] = field(default=())
