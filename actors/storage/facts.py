"""State facts: what a dataset says becomes live, what its sources no longer say is retired.

A whole dataset goes in at once (`assert_dataset`). An import, which may be larger than memory, does the same
in parts: `begin`, then `state_actors` and `state_ties` for each part, `retire_the_rest`, `settle`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from actors.domain.dates import PartialDate
from actors.domain.facts import ActorRecord, Dataset, PositionFact, Source
from actors.storage import revisions, schema
from actors.storage.asserting import Assertion
from actors.storage.bulk import bulk_insert, slices
from actors.storage.keys import insert_keys
from actors.storage.prominence import set_prominence


@dataclass(frozen=True, slots=True)
class Change:
    """What an assertion did: numbers of facts asserted, retired and left as they were, and actors touched."""

    asserted: int
    retired: int
    unchanged: int
    actors: int


def assert_dataset(
    session: Session,
    revision: int,
    dataset: Dataset,
    set_aside: frozenset[str],
    retire_missing: bool = True,
) -> Change:
    """Make the dataset's facts live and, with `retire_missing`, retire others of the same sources.

    `set_aside` are the particles and honorifics that name order keys leave out.
    """
    work = begin(session, revision, dataset.sources, dataset.known_until)
    ids = describe(work, dataset.actors)
    elsewhere = {fact.object for actor in dataset.actors for fact in actor.relations}
    elsewhere.update(position.body for position in dataset.positions)
    ids |= ids_of(session, elsewhere - ids.keys())
    told_of = None if retire_missing else {ids[actor.key] for actor in dataset.actors}
    state_names(work, dataset.actors, ids, told_of, set_aside, retire_missing)
    state_ties(work, dataset.actors, dataset.positions, ids, told_of, retire_missing)
    if retire_missing:
        posts = {position.key for position in dataset.positions}
        work.retire_others(schema.Position, posts, unless_used=True)
    return settle(work)


def begin(session: Session, revision: int, sources: Iterable[Source], known_until: str) -> Assertion:
    """Begin to state facts of the sources, which are noted with what is said of them."""
    ids = _upsert_sources(session, sources)
    return Assertion(session, revision, ids, PartialDate.parse(known_until).last)


def describe(work: Assertion, actors: Sequence[ActorRecord]) -> dict[str, int]:
    """Insert actors whose key is new, describe the others anew; return their ids by key.

    An actor that a source of better precedence described keeps that description.
    """
    session = work.session
    precedence = {row.id: row.precedence for row in session.scalars(select(schema.Source))}
    known = _described(session, [actor.key for actor in actors])
    ids = {key: row["id"] for key, row in known.items()}
    next_id = (session.scalar(select(func.max(schema.Actor.id))) or 0) + 1
    fresh: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for actor in actors:
        described: dict[str, Any] = {
            "actor_class": actor.actor_class,
            "caption": actor.caption,
            "description": actor.description,
            **work.dated(actor.period, open_start=True),
        }
        by = work.sources[actor.source]
        row = known.get(actor.key)
        if row is None:
            ids[actor.key] = next_id
            fresh.append(
                {
                    "id": next_id,
                    "key": actor.key,
                    "key_lower": actor.key.lower(),
                    "kind": actor.kind,
                    **described,
                    "described_by": by,
                    "prominence": 0.0,
                    "canonical_id": next_id,
                    "created_revision": work.revision,
                    "search_revision": work.revision,
                }
            )
            next_id += 1
        elif precedence[row["described_by"]] < precedence[by]:
            continue
        elif any(row[name] != stated for name, stated in described.items()):
            changed.append({"id": row["id"], "described_by": by, **described})
    if fresh:
        bulk_insert(session, schema.Actor, fresh)
    if changed:
        session.execute(update(schema.Actor), changed)
    work.touched.update(row["id"] for row in (*fresh, *changed))
    return ids


def state_names(
    work: Assertion,
    actors: Sequence[ActorRecord],
    ids: Mapping[str, int],
    told_of: Collection[int] | None,
    set_aside: frozenset[str],
    retire: bool = True,
) -> None:
    """State the names, with their keys, and the identifiers of actors (see `Assertion.rows` for `told_of`)."""
    names = (
        {
            "actor_id": ids[actor.key],
            "text": fact.text,
            "lang": fact.lang,
            "script": fact.script,
            "kind": fact.kind,
            "strength": fact.strength,
            "case_sensitive": fact.case_sensitive,
            **work.dated(fact.period, open_start=True),
            **work.stated(fact),
        }
        for actor in actors
        for fact in actor.names
    )
    insert_keys(work.session, work.rows(schema.Name, names, told_of, retire), set_aside)
    identifiers = (
        {"actor_id": ids[actor.key], "scheme": fact.scheme, "value": fact.value, **work.stated(fact)}
        for actor in actors
        for fact in actor.identifiers
    )
    work.rows(schema.Identifier, identifiers, told_of, retire)


def state_ties(
    work: Assertion,
    actors: Sequence[ActorRecord],
    positions: Sequence[PositionFact],
    ids: Mapping[str, int],
    told_of: Collection[int] | None,
    retire: bool = True,
) -> None:
    """State positions, and who held them and how actors are related; positions are not retired here."""
    session = work.session
    posts = {position.key for position in positions}
    rows = (_position_row(fact, ids, work) for fact in positions)
    work.rows(schema.Position, rows, posts, retire=False)
    held = {fact.position for actor in actors for fact in actor.occupancies}
    position_ids = _live_position_ids(session, held)
    if held - position_ids.keys():
        raise KeyError(f"positions that nobody states: {sorted(held - position_ids.keys())[:3]}")
    occupancies = (
        {
            "person_id": ids[actor.key],
            "position_id": position_ids[fact.position],
            "acting": fact.acting,
            **work.dated(fact.period),
            **work.stated(fact),
        }
        for actor in actors
        for fact in actor.occupancies
    )
    same_post = _position_keys(session, position_ids.values(), told_of)
    work.rows(schema.Occupancy, occupancies, told_of, retire, alike={"position_id": same_post})
    relations = (
        {
            "subject_id": ids[actor.key],
            "predicate": fact.predicate,
            "object_id": ids[fact.object],
            **work.dated(fact.period),
            **work.stated(fact),
        }
        for actor in actors
        for fact in actor.relations
    )
    work.rows(schema.Relation, relations, told_of, retire)


def retire_the_rest(work: Assertion, told_of: Collection[int], posts: Collection[str]) -> None:
    """Retire what the sources said of other actors, and positions that are stated and held no more."""
    for table in (schema.Name, schema.Identifier, schema.Occupancy, schema.Relation):
        work.retire_others(table, told_of)
    work.retire_others(schema.Position, posts, unless_used=True)


def settle(work: Assertion) -> Change:
    """Derive prominence and mark for searching what changed; return what was done."""
    set_prominence(work.session, work.touched)
    revisions.stamp(work.session, work.revision, work.touched)
    return Change(work.asserted, work.retired, work.unchanged, len(work.touched))


def ids_of(session: Session, keys: Iterable[str]) -> dict[str, int]:
    """Return the ids of the actors that have one of the keys."""
    found: dict[str, int] = {}
    for some in slices(set(keys)):
        query = select(schema.Actor.key, schema.Actor.id).where(schema.Actor.key.in_(some))
        found.update((row.key, row.id) for row in session.execute(query))
    return found


def _described(session: Session, keys: Sequence[str]) -> dict[str, Any]:
    names = ("id", "key", "described_by", "actor_class", "caption", "description")
    dates = ("from_date", "from_first", "from_last", "to_date", "to_first", "to_last", "end_state")
    columns = [getattr(schema.Actor, name) for name in (*names, *dates)]
    found: dict[str, Any] = {}
    for some in slices(keys):
        query = select(*columns).where(schema.Actor.key.in_(some))
        found.update((row["key"], row) for row in session.execute(query).mappings())
    return found


def _upsert_sources(session: Session, sources: Iterable[Source]) -> dict[str, int]:
    known = {source.key: source for source in session.scalars(select(schema.Source))}
    stated_keys = []
    for stated in sources:
        row = known.get(stated.key)
        if row is None:
            row = known[stated.key] = schema.Source(id=len(known) + 1, key=stated.key)
            session.add(row)
        row.title, row.precedence, row.publisher = stated.title, stated.precedence, stated.publisher
        row.url, row.licence, row.retrieved = stated.url, stated.licence, stated.retrieved
        row.known_until = date.fromisoformat(stated.known_until) if stated.known_until else None
        stated_keys.append(stated.key)
    session.flush()
    return {key: known[key].id for key in stated_keys}


def _position_row(fact: PositionFact, actor_ids: Mapping[str, int], work: Assertion) -> dict[str, Any]:
    return {
        "key": fact.key,
        "body_id": actor_ids[fact.body],
        "position_class": fact.position_class,
        "also_class": fact.also_class,
        "title": fact.title,
        "label": fact.label,
        "titles": list(fact.titles),
        "collective": fact.collective,
        "vacant": [list(spell) for spell in fact.vacant],
        **work.dated(fact.period, open_start=True),
        **work.stated(fact),
    }


def _live_position_ids(session: Session, keys: Collection[str]) -> dict[str, int]:
    """Return the live position of each key, that of the best source where several state it."""
    found: dict[str, int] = {}
    for some in slices(keys):
        rows = session.execute(
            select(schema.Position.key, schema.Position.id)
            .join(schema.Source, schema.Source.id == schema.Position.source_id)
            .where(schema.Position.retired_revision.is_(None), schema.Position.key.in_(some))
            .order_by(schema.Source.precedence.desc(), schema.Position.id.desc())
        )
        found.update((row.key, row.id) for row in rows)  # the best source comes last and stays
    return found


def _position_keys(
    session: Session, stated: Collection[int], people: Collection[int] | None
) -> dict[int, str]:
    """Return the keys of the positions stated, and of all that the people (None: all people) held or hold."""
    position = schema.Position
    columns = select(position.id, position.key)
    if people is None:
        return {row.id: row.key for row in session.execute(columns)}
    found: dict[int, str] = {}
    for ids in slices(stated):
        found.update((row.id, row.key) for row in session.execute(columns.where(position.id.in_(ids))))
    for ids in slices(people):
        held = select(schema.Occupancy.position_id).where(
            schema.Occupancy.person_id.in_(ids), schema.Occupancy.retired_revision.is_(None)
        )
        found.update((row.id, row.key) for row in session.execute(columns.where(position.id.in_(held))))
    return found
