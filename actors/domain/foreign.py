"""What a foreign file says of an actor, in its own references, before the database makes facts of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class ForeignName(NamedTuple):
    """A name as a file has it; `lang` is "und" and `kind` "alias" where the file does not say."""

    text: str
    lang: str = "und"
    kind: str = "alias"
    strength: str | None = None
    start: str | None = None
    end: str | None = None


class ForeignRole(NamedTuple):
    """A post held: its title, class of position if stated, the body (a key, a name, or an id of the same file)."""

    position: str
    position_class: str | None
    of: str
    start: str | None = None
    end: str | None = None
    ongoing: bool = False
    acting: bool = False


class ForeignRelation(NamedTuple):
    """A relation such as `member_of` to another actor (a key, a name, or an id of the same file)."""

    predicate: str
    of: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignActor:
    """One actor of a foreign file. `id` is the file's own; the first name is the one to print.

    Dates are partial dates as text, ends exclusive (readers of inclusive formats add a day). `place` is
    `file:line` for messages.
    """

    id: str
    kind: str
    actor_class: str | None = None
    names: tuple[ForeignName, ...]
    identifiers: tuple[tuple[str, str], ...] = ()
    description: str | None = None
    start: str | None = None
    end: str | None = None
    roles: tuple[ForeignRole, ...] = ()
    relations: tuple[ForeignRelation, ...] = ()
    place: str = ""
