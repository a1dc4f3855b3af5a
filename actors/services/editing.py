"""Add an actor, or facts to one, as a curator."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from actors.config import Settings
from actors.domain.actor import Profile
from actors.domain.dates import Period
from actors.domain.facts import (
    ActorRecord,
    Dataset,
    IdentifierFact,
    NameFact,
    OccupancyFact,
    RelationFact,
    Source,
)
from actors.domain.vocabulary import classes_of, default_strength
from actors.errors import ActorsError, AmbiguousNameError, NotFoundError, UsageError
from actors.services.database import Report, silent, writing
from actors.services.offices import posts_asked
from actors.storage import readpath
from actors.text.normalize import fold
from actors.text.scripts import script_of
from actors.text.transliterate import latin_key
from actors.text.words import particles

CURATOR = Source("curator", "Added by a curator", 0)


@dataclass(frozen=True, slots=True)
class Dated:
    """A key, title or name with the dates of the fact."""

    what: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewActor:
    """What a user states of an actor to add."""

    kind: str
    name: str
    key: str | None = None
    actor_class: str | None = None
    description: str | None = None
    short: str | None = None
    aliases: Sequence[tuple[str, str]] = ()
    identifiers: Sequence[tuple[str, str]] = ()
    roles: Sequence[Dated] = ()
    memberships: Sequence[Dated] = ()
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """The key of the actor, whether it is new, how many facts were new, and the revision made."""

    key: str
    is_new: bool
    facts: int
    revision: int


def add(settings: Settings, new: NewActor, namesake: bool = False, report: Report = silent) -> Added:
    """Add an actor; with the key of an existing one, add facts to it.

    Raises UsageError for impossible values, ActorsError if the name is already another actor's
    (unless `namesake`), NotFoundError for a role or organization that does not exist.
    """
    from actors.storage import facts

    with writing(settings, f"add {new.key or new.name}", report) as write:
        # checked within the transaction: two who add the same at once must not both find it new
        record = _record(write.connection, new, namesake)
        known = readpath.actor_key(write.connection, record.key) is not None
        known_until = readpath.database_state(write.connection).known_until
        dataset = Dataset(max(known_until, date.today().isoformat()), [CURATOR], [record])
        change = facts.assert_dataset(
            write.session, write.revision, dataset, particles(), retire_missing=False
        )
    return Added(record.key, not known, change.asserted, write.revision)


def _record(connection: sqlite3.Connection, new: NewActor, namesake: bool) -> ActorRecord:
    name = " ".join(new.name.split())
    if not fold(name):
        raise UsageError(f"{new.name!r} is no name")
    existing = _existing(connection, new)
    actor_class = _class(new, existing)
    if existing is None and not namesake:
        _refuse_double(connection, new, name)
    names = [_name(name, "en", "primary" if existing is None else "alias")]
    if existing is not None and name == existing.name:
        names = []
    if new.short:
        names.append(_name(new.short, "en", "short"))
    names += [_name(text, lang, "alias") for text, lang in new.aliases]
    return ActorRecord(
        key=existing.key if existing else new.key or _key_of(connection, name, new.kind),
        kind=new.kind,
        source=CURATOR.key,
        actor_class=actor_class,
        caption=existing.name if existing else name,
        description=new.description or (existing.description if existing else None),
        period=Period.parse(
            new.start or (existing.from_date if existing else None),
            new.end or (existing.to_date if existing else None),
        ),
        names=tuple(names),
        identifiers=tuple(
            IdentifierFact(scheme=scheme, value=stated, source=CURATOR.key)
            for scheme, stated in new.identifiers
        ),
        occupancies=tuple(
            OccupancyFact(
                position=_position(connection, role.what),
                period=Period.parse(role.start, role.end),
                source=CURATOR.key,
            )
            for role in new.roles
        ),
        relations=tuple(
            RelationFact(
                predicate="member_of",
                object=_actor(connection, membership.what),
                period=Period.parse(membership.start, membership.end),
                source=CURATOR.key,
            )
            for membership in new.memberships
        ),
    )


def _existing(connection: sqlite3.Connection, new: NewActor) -> Profile | None:
    if new.key is None:
        return None
    if new.key != "-".join(latin_key(new.key).split()):
        raise UsageError(f"{new.key!r} is no key", hint="use lower-case letters, digits and hyphens")
    key = readpath.actor_key(connection, new.key)
    found = next(readpath.profiles(connection, [key] if key else []), None)
    kind = found.kind if found else readpath.kind_of_key(connection, new.key)
    if kind not in (None, new.kind):
        raise ActorsError(f"{new.key} is a {kind}, not a {new.kind}")
    return found


def _class(new: NewActor, existing: Profile | None) -> str | None:
    classes = classes_of(new.kind)
    actor_class = new.actor_class or (existing.actor_class if existing else None)
    if not classes and actor_class:
        raise UsageError("persons have no class")
    if classes and actor_class is None:
        raise UsageError(f"a {new.kind} needs --class", hint=f"one of {', '.join(classes)}")
    if classes and actor_class not in classes:
        raise UsageError(f"{actor_class!r} is no class of a {new.kind}", hint=f"one of {', '.join(classes)}")
    return actor_class


def _refuse_double(connection: sqlite3.Connection, new: NewActor, name: str) -> None:
    hits = readpath.names_by_key(connection, fold(name), ("fold",))
    for profile in readpath.profiles(connection, sorted({hit.actor_key for hit in hits}), names=False):
        if profile.kind == new.kind:
            raise ActorsError(
                f"{name!r} is already a name of {profile.key}",
                hint=f"--key {profile.key} adds to it, --namesake makes another",
            )


def _key_of(connection: sqlite3.Connection, name: str, kind: str) -> str:
    key = "-".join(latin_key(name).split())
    if not key:
        raise UsageError(f"no key can be made of {name!r}", hint="give one with --key")
    taken = readpath.actor_key(connection, key) is not None
    if taken or readpath.kind_of_key(connection, key) not in (None, kind):
        raise ActorsError(f"the key {key!r} is taken", hint="give another with --key")
    return key


def _name(text: str, lang: str, kind: str) -> NameFact:
    text = " ".join(text.split())
    if not fold(text):
        raise UsageError(f"{text!r} is no name")
    return NameFact(
        text=text,
        lang=lang,
        script=script_of(text),
        kind=kind,
        strength=default_strength(kind),
        source=CURATOR.key,
    )


def _position(connection: sqlite3.Connection, asked: str) -> str:
    keys = {post.key for post in readpath.all_posts(connection)}
    if asked in keys:
        return asked
    posts = sorted({post.key for post, _, _ in posts_asked(connection, asked)})
    if len(posts) == 1:
        return posts[0]
    if posts:
        raise AmbiguousNameError(f"{asked!r} can mean: {', '.join(posts)}", hint="name one by its key")
    raise NotFoundError(f"there is no position {asked!r}", hint="use a key such as turkey/foreign-minister")


def _actor(connection: sqlite3.Connection, asked: str) -> str:
    key = readpath.actor_key(connection, asked)
    if key is None:
        hits = {hit.actor_key for hit in readpath.names_by_key(connection, fold(asked), ("fold",))}
        if len(hits) != 1:
            raise NotFoundError(f"{asked!r} is not the key of an actor")
        key = hits.pop()
    return key
