"""What a foreign file says of an actor, in its own references, before the database makes facts of it.

References (`of`) are an id of the same file, a key of ours, `scheme:value` of an identifier, or a name that
resolves exactly, tried in this order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

MOST_CHARACTERS = 500
"""The longest name, id, title or reference that is taken over."""


class ForeignName(NamedTuple):
    """A name as a file has it; `lang` is "und" and `kind` "alias" where the file does not say."""

    text: str
    lang: str = "und"
    kind: str = "alias"
    strength: str | None = None
    start: str | None = None
    end: str | None = None
    case_sensitive: bool = False
    checked: str | None = None


class ForeignRole(NamedTuple):
    """A post held: its title, class of position if stated, the body, and the position's key if it is known.

    Without an end it is unknown whether the role goes on, unless it is `ongoing`.
    """

    position: str
    position_class: str | None
    of: str
    start: str | None = None
    end: str | None = None
    ongoing: bool = False
    acting: bool = False
    key: str | None = None
    checked: str | None = None


class ForeignRelation(NamedTuple):
    """A relation such as `member_of` to another actor; without an end it goes on unless that is `unknown`."""

    predicate: str
    of: str
    start: str | None = None
    end: str | None = None
    end_unknown: bool = False
    checked: str | None = None


class ForeignPosition(NamedTuple):
    """A post of the actor itself (a state or organization), whether or not somebody holds it."""

    key: str
    title: str
    position_class: str
    label: str
    also_class: str | None = None
    titles: tuple[str, ...] = ()
    collective: bool = False
    vacant: tuple[tuple[str, str], ...] = ()
    start: str | None = None
    end: str | None = None
    checked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignActor:
    """One actor of a foreign file. `id` is the file's own; the first name is the one to print.

    Dates are partial dates as text, ends exclusive (readers of inclusive formats add a day). `place` is
    `file:line` for messages. `checked` names by scheme the row that confirms an identifier.
    """

    id: str
    kind: str
    actor_class: str | None = None
    names: tuple[ForeignName, ...]
    identifiers: tuple[tuple[str, str], ...] = ()
    checked: tuple[tuple[str, str], ...] = ()
    description: str | None = None
    start: str | None = None
    end: str | None = None
    end_unknown: bool = False
    roles: tuple[ForeignRole, ...] = ()
    relations: tuple[ForeignRelation, ...] = ()
    positions: tuple[ForeignPosition, ...] = ()
    place: str = ""
