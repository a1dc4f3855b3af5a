"""An actor with every live fact of it, as it leaves the database: what exports write."""

from __future__ import annotations

from typing import NamedTuple

from actors.domain.dates import EndState


class WholeName(NamedTuple):
    """A name with what its source says of it."""

    text: str
    lang: str
    script: str
    kind: str
    strength: str
    case_sensitive: bool
    start: str | None
    end: str | None
    source: str
    checked: str | None


class WholeIdentifier(NamedTuple):
    """An id elsewhere."""

    scheme: str
    value: str
    source: str
    checked: str | None


class WholePosition(NamedTuple):
    """A post of the actor, who is a state or an organization."""

    key: str
    position_class: str
    also_class: str | None
    title: str
    label: str
    titles: tuple[str, ...]
    collective: bool
    start: str | None
    end: str | None
    source: str
    checked: str | None


class WholeRole(NamedTuple):
    """A post that the actor, a person, held; `of` is the key of the state or organization."""

    position_key: str
    position: str
    position_class: str
    of: str
    acting: bool
    start: str | None
    end: str | None
    end_state: EndState
    source: str
    checked: str | None


class WholeRelation(NamedTuple):
    """A relation of the actor to another, by its key."""

    predicate: str
    of: str
    start: str | None
    end: str | None
    end_state: EndState
    source: str
    checked: str | None


class WholeActor(NamedTuple):
    """A canonical actor; the first of `names` is the one to print, where that is a name of its own.

    `source` is who describes the actor, `merged` are the keys of the actors that were found to be the same.
    """

    key: str
    kind: str
    actor_class: str | None
    name: str
    description: str | None
    start: str | None
    end: str | None
    end_state: EndState
    source: str
    merged: tuple[str, ...]
    names: tuple[WholeName, ...]
    identifiers: tuple[WholeIdentifier, ...]
    positions: tuple[WholePosition, ...]
    roles: tuple[WholeRole, ...]
    relations: tuple[WholeRelation, ...]


class CoAppearance(NamedTuple):
    """Two actors (the keys in order) that stand in the same sentences, and the days of those documents, if dated."""

    left: str
    right: str
    sentences: int
    documents: int
    first: str | None
    last: str | None


class Appearing(NamedTuple):
    """An actor that appears in documents."""

    key: str
    kind: str
    actor_class: str | None
    name: str
    sentences: int
    documents: int
