"""An actor as readers see it: names, roles and life with the bounds of their dates."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

from actors.domain.dates import BEGINNING, FOREVER, Bounds, Holding, PartialDate
from actors.domain.vocabulary import POSITION_CLASSES

_CLASS_RANK = {name: rank for rank, name in enumerate(POSITION_CLASSES)}

EVER = Bounds(BEGINNING, BEGINNING, FOREVER, FOREVER)


class KnownName(NamedTuple):
    """A name of an actor with its folded form and the days on which it was in use."""

    text: str
    kind: str
    lang: str
    strength: str
    folded: str
    from_date: str | None = None
    to_date: str | None = None
    bounds: Bounds = EVER
    case_sensitive: bool = False


class Role(NamedTuple):
    """One occupancy as seen from the person; `of` is the key of the state or organization."""

    position_key: str
    position: str
    position_class: str
    of: str
    of_name: str
    from_date: str | None
    to_date: str | None
    end_state: str
    bounds: Bounds
    acting: bool = False

    def to_json(self, day: PartialDate) -> dict[str, Any]:
        """Return the contract's shape of a role on a day."""
        return {
            "position": self.position,
            "class": self.position_class,
            "of": self.of,
            "from": self.from_date,
            "to": self.to_date,
            "certain": self.bounds.holding(day) is Holding.CERTAIN,
        }

    def years(self) -> str:
        """Return the role's dates for people: "2014-08-28 – " while it goes on."""
        until = self.to_date or ("?" if self.end_state == "unknown" else "")
        return f"{self.from_date or '?'} – {until}".strip()


class Profile(NamedTuple):
    """All that ranking and printing an actor needs; also the card that the search index stores."""

    key: str
    kind: str
    actor_class: str | None
    name: str
    description: str | None
    prominence: float
    life: Bounds
    from_date: str | None
    to_date: str | None
    identifiers: dict[str, str]
    roles: tuple[Role, ...]
    names: tuple[KnownName, ...]

    def roles_on(self, day: PartialDate) -> list[Role]:
        """Return the roles held on the day: certain before possible ones, then by the rank of their class."""
        held = [(role.bounds.holding(day), role) for role in self.roles]
        held.sort(key=lambda found: (found[0] is not Holding.CERTAIN, _rank(found[1])))
        return [role for holding, role in held if holding is not Holding.NO]

    def summary(self, day: PartialDate) -> str:
        """Return one line that tells this actor from others: its office on the day, else its highest, else what it is."""
        held = self.roles_on(day)
        if held:
            return "; ".join(f"{role.position} ({role.years()})" for role in held[:2])
        begun = [role for role in self.roles if role.bounds.from_first <= day.last] or self.roles
        if begun:
            role = min(begun, key=lambda role: (_rank(role), -role.bounds.from_first.toordinal()))
            return f"{role.position} ({role.years()})"
        return self.description or ""

    def lifespan(self) -> str:
        """Return "1930 – 2000" style dates of life or existence, empty if nothing is known."""
        if not (self.from_date or self.to_date):
            return ""
        return f"{(self.from_date or '?')} – {self.to_date or ''}".strip()

    def to_json(self, day: PartialDate) -> dict[str, Any]:
        """Return the contract's Actor with its roles on the day."""
        return {
            "key": self.key,
            "kind": self.kind,
            "class": self.actor_class,
            "name": self.name,
            "description": self.description,
            "identifiers": self.identifiers,
            "roles": [role.to_json(day) for role in self.roles_on(day)],
        }

    def to_card(self) -> str:
        """Return the card as JSON text, the names of one folded form and kind once."""
        names: dict[tuple[str, str, str | None], KnownName] = {}
        for name in self.names:
            names.setdefault((name.folded, name.kind, name.from_date), name)
        fields = self._replace(
            life=_bounds_card(self.life),
            roles=tuple(role._replace(bounds=_bounds_card(role.bounds)) for role in self.roles),
            names=tuple(name._replace(bounds=_bounds_card(name.bounds)) for name in names.values()),
        )
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_card(cls, card: str) -> Profile:
        """Read a card back."""
        fields = cls._make(json.loads(card))
        roles = (Role._make(role) for role in fields.roles)
        names = (KnownName._make(name) for name in fields.names)
        return fields._replace(
            life=_bounds_read(fields.life),
            roles=tuple(role._replace(bounds=_bounds_read(role.bounds)) for role in roles),
            names=tuple(name._replace(bounds=_bounds_read(name.bounds)) for name in names),
        )


def _rank(role: Role) -> int:
    return _CLASS_RANK.get(role.position_class, len(_CLASS_RANK))


def _bounds_card(bounds: Bounds) -> Any:
    if bounds == EVER:
        return 0
    return [day.isoformat() for day in (bounds.from_first, bounds.from_last, bounds.to_first, bounds.to_last)]


def _bounds_read(card: Any) -> Bounds:
    return Bounds(*map(date.fromisoformat, card)) if isinstance(card, list) else EVER
