"""Foreign actors to records of ours: checked, with keys of their own."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from actors.domain.dates import EndState, Period
from actors.domain.facts import ALWAYS, ActorRecord, IdentifierFact, NameFact
from actors.domain.foreign import MOST_CHARACTERS, ForeignActor, ForeignName
from actors.domain.vocabulary import (
    KINDS,
    NAME_KINDS,
    POSITION_CLASSES,
    PREDICATES,
    STRENGTHS,
    classes_of,
    default_strength,
)
from actors.errors import DateError, ForeignFileError
from actors.storage.importing import OWN_SCHEME
from actors.text.normalize import fold
from actors.text.scripts import script_of

_UNSAFE = re.compile(r"[^A-Za-z0-9._~-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_SCHEME = re.compile(r"[A-Za-z][\w.:-]{0,39}")
_LONGEST_KEY = 120


def record_of(actor: ForeignActor, key: str, source: str, aside: Counter[str]) -> ActorRecord:
    """Return the record of an actor without roles and relations, which are checked too.

    Raises ForeignFileError, naming the place, for what is impossible; what is left aside is counted.
    """
    try:
        _check(actor)
        names = tuple(_names(actor, source, aside))
        checked = dict(actor.checked)
        return ActorRecord(
            key=key,
            kind=actor.kind,
            actor_class=actor.actor_class,
            caption=names[0].text,
            description=actor.description,
            period=period_of(actor.start, actor.end, actor.end_unknown),
            names=names,
            identifiers=tuple(
                IdentifierFact(scheme=scheme, value=value, source=source, checked=checked.get(scheme))
                for scheme, value in _identifiers(actor, aside)
            ),
            place=actor.place,
            source=source,
        )
    except DateError as error:
        raise ForeignFileError(error.what, where=actor.place, hint=error.hint) from None


def period_of(start: str | None, end: str | None, end_unknown: bool = False) -> Period:
    """Return the period of two partial dates; raise DateError for impossible ones."""
    if start is None and end is None:
        return ALWAYS._replace(end_state=EndState.UNKNOWN) if end_unknown else ALWAYS
    return Period.parse(start, end, end_unknown)


def keys_of(source: str, own_id: str) -> list[str]:
    """Return the keys that a new actor can get, the best first: its id made safe, then with digits of a hash."""
    from actors.text.transliterate import latin_key

    digest = hashlib.sha256(f"{source}\0{own_id}".encode()).hexdigest()
    key = _UNSAFE.sub("-", own_id if own_id.isascii() else latin_key(own_id)).strip("-")
    start = key[:_LONGEST_KEY].rstrip("-") or _UNSAFE.sub("-", source).strip("-") or "actor"
    hashed = [f"{start}-{digest[:digits]}" for digits in (6, 12, 64)]
    return [key, *hashed] if start == key else hashed


def _check(actor: ForeignActor) -> None:
    def refuse(what: str, hint: str | None = None) -> None:
        raise ForeignFileError(what, where=actor.place, hint=hint)

    if len(actor.id) > MOST_CHARACTERS or not actor.id.isprintable():
        refuse(f"the id {actor.id[:40]!r} is too long or holds control characters")
    if actor.kind not in KINDS:
        refuse(f"{actor.kind[:40]!r} is no kind of actor", f"use {', '.join(KINDS)}")
    if actor.actor_class is not None and actor.actor_class not in classes_of(actor.kind):
        classes = classes_of(actor.kind)
        hint = f"use {', '.join(classes)}" if classes else "persons have none"
        refuse(f"{actor.actor_class[:40]!r} is no class of a {actor.kind}", hint)
    for scheme, value in actor.identifiers:
        if not _SCHEME.fullmatch(scheme) or len(value) > MOST_CHARACTERS:
            refuse(f"{scheme[:40]!r}: {value[:40]!r} is no identifier")
    for role in actor.roles:
        if role.position_class is not None and role.position_class not in POSITION_CLASSES:
            refuse(f"{role.position_class[:40]!r} is no class of position")
        if max(len(role.position), len(role.of), len(role.key or "")) > MOST_CHARACTERS:
            refuse(f"the role {role.position[:40]!r} is too long")
        period_of(role.start, role.end, not role.ongoing)
    for relation in actor.relations:
        if relation.predicate not in PREDICATES:
            refuse(f"{relation.predicate[:40]!r} is no relation", f"use {', '.join(PREDICATES)}")
        if len(relation.of) > MOST_CHARACTERS:
            refuse(f"the reference {relation.of[:40]!r} is too long")
        period_of(relation.start, relation.end, relation.end_unknown)
    for position in actor.positions:
        if actor.kind == "person":
            refuse("a person has no positions", "say roles")
        if not {position.position_class, position.also_class} <= {*POSITION_CLASSES, None}:
            refuse(f"{position.position_class[:40]!r} is no class of position")
        if max(map(len, (position.key, position.title, position.label))) > MOST_CHARACTERS:
            refuse(f"the position {position.title[:40]!r} is too long")
        period_of(position.start, position.end)
        for since, until in position.vacant:
            period_of(since, until)


def _names(actor: ForeignActor, source: str, aside: Counter[str]) -> Iterator[NameFact]:
    seen: set[tuple[str, str, str, str | None]] = set()
    for name in actor.names:
        if len(name.text) > MOST_CHARACTERS:
            aside[f"names of more than {MOST_CHARACTERS} characters"] += 1
            continue
        if not fold(name.text):
            aside["names without letters or digits"] += 1
            continue
        identity = (name.text, name.lang, name.kind, name.start)
        if identity in seen:
            aside["names said twice"] += 1
            continue
        seen.add(identity)
        yield _name(name, source, actor.place)
    if not seen:
        raise ForeignFileError(f"{actor.id[:40]!r} has no name with letters or digits", where=actor.place)


def _identifiers(actor: ForeignActor, aside: Counter[str]) -> Iterator[tuple[str, str]]:
    """Yield the identifiers but those by which an import knows its records: a file cannot speak for one."""
    for scheme, value in actor.identifiers:
        if scheme.lower().startswith(OWN_SCHEME):
            aside["identifiers of other imports"] += 1
        else:
            yield scheme, value


def _name(name: ForeignName, source: str, place: str) -> NameFact:
    if name.kind not in NAME_KINDS:
        raise ForeignFileError(
            f"{name.kind[:40]!r} is no kind of name", where=place, hint=f"use {', '.join(NAME_KINDS)}"
        )
    if name.strength is not None and name.strength not in STRENGTHS:
        raise ForeignFileError(
            f"{name.strength[:40]!r} is no strength", where=place, hint=f"use {', '.join(STRENGTHS)}"
        )
    if len(name.lang) > 16 or not _LANGUAGE.fullmatch(name.lang):
        raise ForeignFileError(
            f"{name.lang[:40]!r} is no language", where=place, hint="use codes such as en or zh-Hant"
        )
    return NameFact(
        name.text,
        name.lang,
        script_of(name.text),
        name.kind,
        name.strength or default_strength(name.kind),
        source,
        period_of(name.start, name.end),
        name.case_sensitive,
        name.checked,
    )
