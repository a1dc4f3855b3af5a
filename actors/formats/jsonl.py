"""JSON Lines: one actor a line, with all that the model has.

    {"id", "kind", "class", "description", "from", "to", "end",
     "names": ["…" or {"text", "lang", "kind", "strength", "from", "to", "case_sensitive", "checked"}],
     "identifiers": {scheme: value, or a list of values}, "checked": {scheme: where},
     "roles": [{"position", "class", "of", "from", "to", "end", "acting", "key", "checked"}],
     "memberships": [{"of", "from", "to", "end", "checked"}],
     "relations": [{"predicate", "of", "from", "to", "end", "checked"}],
     "positions": [{"key", "title", "class", "label", "also_class", "titles", "collective", "vacant",
                    "from", "to", "checked"}]}

`id`, `kind` and one of `names` are needed. Dates are YYYY, YYYY-MM or YYYY-MM-DD, `to` exclusive. Without `to`, `end`
says "ongoing" or "unknown"; where it says nothing, a role may have ended, all else goes on. The first name is the one
to print, of kind "primary" unless it says otherwise. `of` is an id of the file, a key, `scheme:value` or a name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from actors.domain.foreign import ForeignActor, ForeignName, ForeignPosition, ForeignRelation, ForeignRole
from actors.errors import ForeignFileError
from actors.formats.foreign_file import ForeignFile, WrongLineError, clean, json_object

_ACTOR = frozenset(
    [
        "id",
        "kind",
        "class",
        "description",
        "from",
        "to",
        "end",
        "names",
        "identifiers",
        "checked",
        "roles",
        "memberships",
        "relations",
        "positions",
    ]
)
_NAME = frozenset(["text", "lang", "kind", "strength", "from", "to", "case_sensitive", "checked"])
_ROLE = frozenset(["position", "class", "of", "from", "to", "end", "acting", "key", "checked"])
_RELATION = frozenset(["predicate", "of", "from", "to", "end", "checked"])
_POSITION = frozenset(
    [
        "key",
        "title",
        "class",
        "label",
        "also_class",
        "titles",
        "collective",
        "vacant",
        "from",
        "to",
        "checked",
    ]
)


def read_jsonl(
    file: ForeignFile, columns: Mapping[str, str], aside: Counter[str]
) -> Iterator[ForeignActor | ForeignFileError]:
    """Yield the actor of each line, or what is wrong with the line; members that mean nothing here are counted.

    `columns` gives the file's own word for a member: {"from": "birth"} reads "birth" as "from".
    """
    own_words = {own: word for word, own in columns.items()}
    for number, line in file.lines():
        place = file.place(number)
        if isinstance(line, ForeignFileError):
            yield line
        elif line.strip():
            try:
                yield from_json(json_object(line), place, aside, own_words)
            except WrongLineError as error:
                yield ForeignFileError(str(error), where=place)


def to_line(actor: ForeignActor) -> str:
    """Return the line of an actor, without its end; what is empty or goes without saying is left out."""
    return json.dumps(to_json(actor), ensure_ascii=False, separators=(",", ":"))


def from_json(
    stated: Mapping[str, Any], place: str, aside: Counter[str], own_words: Mapping[str, str]
) -> ForeignActor:
    """Return the actor that a parsed line states."""
    fields = _known(stated, _ACTOR, "", aside, own_words)
    own_id = fields.get("id")
    if isinstance(own_id, int) and not isinstance(own_id, bool):
        own_id = str(own_id)
    if not isinstance(own_id, str) or not own_id.strip():
        raise WrongLineError("there is no id")
    names = tuple(_names(fields, aside, own_words))
    if not names:
        raise WrongLineError("there is no name")
    relations = [_relation(entry, "memberships", aside, own_words) for entry in _list(fields, "memberships")]
    relations += [_relation(entry, "relations", aside, own_words) for entry in _list(fields, "relations")]
    return ForeignActor(
        id=own_id,
        kind=_text(fields, "kind") or "",
        actor_class=_text(fields, "class"),
        names=names,
        identifiers=tuple(_identifiers(fields)),
        checked=tuple((scheme, str(where)) for scheme, where in _object(fields, "checked").items()),
        description=_text(fields, "description"),
        start=_text(fields, "from"),
        end=_text(fields, "to"),
        end_unknown=_end(fields) == "unknown",
        roles=tuple(_role(entry, aside, own_words) for entry in _list(fields, "roles")),
        relations=tuple(relations),
        positions=tuple(_position(entry, aside, own_words) for entry in _list(fields, "positions")),
        place=place,
    )


def _known(
    stated: Any, known: frozenset[str], of: str, aside: Counter[str], own_words: Mapping[str, str]
) -> dict[str, Any]:
    if not isinstance(stated, dict):
        raise WrongLineError(f"an entry of {of} is no object")
    fields: dict[str, Any] = {}
    for member, entry in stated.items():
        word = own_words.get(member, member)
        if word in known:
            fields[word] = entry
        elif entry not in (None, "", [], {}):
            aside[f"member {clean(member)[:60]!r}{' of ' + of if of else ''}"] += 1
    return fields


def _names(
    fields: Mapping[str, Any], aside: Counter[str], own_words: Mapping[str, str]
) -> Iterator[ForeignName]:
    stated = fields.get("names")
    for at, entry in enumerate([stated] if isinstance(stated, str) else _list(fields, "names")):
        unsaid = "alias" if at else "primary"
        if isinstance(entry, str):
            yield ForeignName(clean(entry), kind=unsaid)
            continue
        name = _known(entry, _NAME, "names", aside, own_words)
        yield ForeignName(
            text=_text(name, "text") or "",
            lang=_text(name, "lang") or "und",
            kind=_text(name, "kind") or unsaid,
            strength=_text(name, "strength"),
            start=_text(name, "from"),
            end=_text(name, "to"),
            case_sensitive=_flag(name, "case_sensitive"),
            checked=_text(name, "checked"),
        )


def _identifiers(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for scheme, stated in _object(fields, "identifiers").items():
        for value in stated if isinstance(stated, list) else [stated]:
            if isinstance(value, (dict, list, bool, float)):
                raise WrongLineError(f"the identifier {clean(scheme)[:60]!r} is no text")
            if value is not None and clean(str(value)):
                yield clean(scheme), clean(str(value))


def _role(entry: Any, aside: Counter[str], own_words: Mapping[str, str]) -> ForeignRole:
    role = _known(entry, _ROLE, "roles", aside, own_words)
    return ForeignRole(
        position=_needed(role, "position", "role"),
        position_class=_text(role, "class"),
        of=_needed(role, "of", "role"),
        start=_text(role, "from"),
        end=_text(role, "to"),
        ongoing=_end(role) == "ongoing",
        acting=_flag(role, "acting"),
        key=_text(role, "key"),
        checked=_text(role, "checked"),
    )


def _relation(entry: Any, of: str, aside: Counter[str], own_words: Mapping[str, str]) -> ForeignRelation:
    relation = _known(entry, _RELATION, of, aside, own_words)
    return ForeignRelation(
        predicate="member_of" if of == "memberships" else _needed(relation, "predicate", "relation"),
        of=_needed(relation, "of", "relation"),
        start=_text(relation, "from"),
        end=_text(relation, "to"),
        end_unknown=_end(relation) == "unknown",
        checked=_text(relation, "checked"),
    )


def _position(entry: Any, aside: Counter[str], own_words: Mapping[str, str]) -> ForeignPosition:
    position = _known(entry, _POSITION, "positions", aside, own_words)
    title = _needed(position, "title", "position")
    return ForeignPosition(
        key=_needed(position, "key", "position"),
        title=title,
        position_class=_needed(position, "class", "position"),
        label=_text(position, "label") or title,
        also_class=_text(position, "also_class"),
        titles=tuple(clean(str(further)) for further in _list(position, "titles")),
        collective=_flag(position, "collective"),
        vacant=tuple(_vacancy(spell) for spell in _list(position, "vacant")),
        start=_text(position, "from"),
        end=_text(position, "to"),
        checked=_text(position, "checked"),
    )


def _vacancy(spell: Any) -> tuple[str, str]:
    if not (isinstance(spell, list) and len(spell) == 2 and all(isinstance(day, str) for day in spell)):
        raise WrongLineError("a vacancy of a position is [from, to]")
    return clean(spell[0]), clean(spell[1])


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    stated = fields.get(name)
    if stated is None:
        return None
    if isinstance(stated, int) and not isinstance(stated, bool) and name in ("from", "to"):
        return str(stated)
    if not isinstance(stated, str):
        raise WrongLineError(f"{name} is no text")
    return clean(stated) or None


def _needed(fields: Mapping[str, Any], name: str, of: str) -> str:
    stated = _text(fields, name)
    if stated is None:
        raise WrongLineError(f"a {of} without {name!r}")
    return stated


def _flag(fields: Mapping[str, Any], name: str) -> bool:
    stated = fields.get(name)
    if stated not in (None, True, False):
        raise WrongLineError(f"{name} is neither true nor false")
    return bool(stated)


def _end(fields: Mapping[str, Any]) -> str | None:
    stated = fields.get("end")
    if stated not in (None, "ongoing", "unknown", "ended"):
        raise WrongLineError('end is neither "ongoing" nor "unknown"')
    return stated


def _list(fields: Mapping[str, Any], name: str) -> list[Any]:
    stated = fields.get(name)
    if stated is None:
        return []
    if not isinstance(stated, list):
        raise WrongLineError(f"{name} is no list")
    return stated


def _object(fields: Mapping[str, Any], name: str) -> dict[str, Any]:
    stated = fields.get(name)
    if stated is None:
        return {}
    if not isinstance(stated, dict):
        raise WrongLineError(f"{name} is no object")
    return stated


def to_json(actor: ForeignActor) -> dict[str, Any]:
    """Return what the line of an actor states."""
    identifiers: dict[str, Any] = {}
    for scheme, value in actor.identifiers:
        before = identifiers.setdefault(scheme, value)
        if before != value:
            identifiers[scheme] = [*(before if isinstance(before, list) else [before]), value]
    own: list[ForeignRelation] = []
    memberships: list[ForeignRelation] = []
    for relation in actor.relations:
        is_plain = relation.predicate == "member_of" and not own  # the order of all is kept
        (memberships if is_plain else own).append(relation)
    return _said(
        {
            "id": actor.id,
            "kind": actor.kind,
            "class": actor.actor_class,
            "description": actor.description,
            **_dates(actor.start, actor.end, "unknown" if actor.end_unknown else None),
            "names": [_name_json(name, "alias" if at else "primary") for at, name in enumerate(actor.names)],
            "identifiers": identifiers,
            "checked": dict(actor.checked),
            "roles": [_role_json(role) for role in actor.roles],
            "memberships": [_relation_json(relation) for relation in memberships],
            "relations": [{"predicate": relation.predicate, **_relation_json(relation)} for relation in own],
            "positions": [_position_json(position) for position in actor.positions],
        }
    )


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: stated for name, stated in fields.items() if stated not in (None, False, "", [], {})}


def _dates(start: str | None, end: str | None, state: str | None) -> dict[str, str | None]:
    return {"from": start, "to": end, "end": None if end else state}


def _name_json(name: ForeignName, unsaid: str) -> Any:
    if name == ForeignName(name.text, kind=unsaid):
        return name.text
    return _said(
        {
            "text": name.text,
            "lang": None if name.lang == "und" else name.lang,
            "kind": None if name.kind == unsaid else name.kind,
            "strength": name.strength,
            **_dates(name.start, name.end, None),
            "case_sensitive": name.case_sensitive,
            "checked": name.checked,
        }
    )


def _role_json(role: ForeignRole) -> dict[str, Any]:
    return _said(
        {
            "position": role.position,
            "class": role.position_class,
            "of": role.of,
            **_dates(role.start, role.end, "ongoing" if role.ongoing else None),
            "acting": role.acting,
            "key": role.key,
            "checked": role.checked,
        }
    )


def _relation_json(relation: ForeignRelation) -> dict[str, Any]:
    return _said(
        {
            "of": relation.of,
            **_dates(relation.start, relation.end, "unknown" if relation.end_unknown else None),
            "checked": relation.checked,
        }
    )


def _position_json(position: ForeignPosition) -> dict[str, Any]:
    return _said(
        {
            "key": position.key,
            "title": position.title,
            "class": position.position_class,
            "label": None if position.label == position.title else position.label,
            "also_class": position.also_class,
            "titles": list(position.titles),
            "collective": position.collective,
            "vacant": [list(spell) for spell in position.vacant],
            **_dates(position.start, position.end, None),
            "checked": position.checked,
        }
    )
