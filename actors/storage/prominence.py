"""How well known an actor is likely to be, from what is stored of it: used to order equal matches."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from actors.storage import schema
from actors.storage.bulk import slices

_STANDING = {
    "un_member": 0.9,
    "observer": 0.7,
    "disputed": 0.7,
    "de_facto": 0.5,
    "former": 0.5,
    "territory": 0.3,
    "intergovernmental": 0.8,
    "armed_group": 0.7,
    "ministry": 0.6,
    "agency": 0.6,
    "alliance": 0.6,
    "format": 0.5,
    "party": 0.5,
    "court": 0.5,
    "head_of_state": 0.9,
    "head_of_government": 0.9,
    "leader": 0.9,
    "foreign_minister": 0.7,
    "organization_head": 0.6,
    "defence_minister": 0.6,
    "security_adviser": 0.5,
    "envoy": 0.5,
    "crown_prince": 0.6,
    "vice_president": 0.6,
}
_ELSE = 0.3


def prominence(
    kind: str, actor_class: str | None, position_classes: Sequence[str], names: int, mentions_by_others: int
) -> float:
    """Return 0 to 1: 0.5 x standing + 0.35 x names + 0.15 x relations.

    Standing is the table's value for the class of a state or organization, or the best position of a
    person. Names count by the logarithm of distinct live forms (40 or more count in full), relations by
    the logarithm of live relations of others to this actor (50 or more in full).
    """
    classes = position_classes if kind == "person" else [actor_class or ""]
    standing = max((_STANDING.get(name, _ELSE) for name in classes), default=0.2)
    known_by = min(1.0, math.log1p(names) / math.log1p(40))
    related = min(1.0, math.log1p(mentions_by_others) / math.log1p(50))
    return round(0.5 * standing + 0.35 * known_by + 0.15 * related, 4)


def set_prominence(session: Session, actor_ids: Collection[int]) -> None:
    """Derive the prominence of the actors touched, and of all merged with them, from the live facts of all of these."""
    if not actor_ids:
        return
    actor = schema.Actor
    query = select(actor.id, actor.canonical_id, actor.kind, actor.actor_class)
    if len(actor_ids) <= _FEW:
        query = query.where(actor.canonical_id.in_(select(actor.canonical_id).where(actor.id.in_(actor_ids))))
    rows = session.execute(query).all()
    company = {row.canonical_id for row in rows if row.id in actor_ids}
    members = [row for row in rows if row.canonical_id in company]
    few = [row.id for row in members] if len(members) <= _FEW else None
    names = _count(session, schema.Name, schema.Name.actor_id, few)
    relations = _count(session, schema.Relation, schema.Relation.object_id, few)
    classes = _position_classes(session, few)
    values = [
        {
            "id": row.id,
            "prominence": prominence(
                row.kind,
                row.actor_class,
                classes.get(row.canonical_id, []),
                names.get(row.canonical_id, 0),
                relations.get(row.canonical_id, 0),
            ),
        }
        for row in members
    ]
    for some in slices(values, 10_000):  # SQLAlchemy keeps several copies of what it executes
        session.execute(update(actor), some)


_FEW = 500
"""So many actors at most are asked for by their ids; for more, counting all in one go is faster."""


def _count(session: Session, table: Any, column: Any, few: list[int] | None) -> dict[int, int]:
    """Count the live rows by canonical owner; names only in distinct texts, as CLDR repeats a form per language."""
    counted = func.count(table.text.distinct()) if table is schema.Name else func.count()
    owner = schema.Actor.canonical_id
    query = (
        select(owner, counted)
        .select_from(table)
        .join(schema.Actor, schema.Actor.id == column)
        .where(table.retired_revision.is_(None))
        .group_by(owner)
    )
    rows = session.execute(query if few is None else query.where(column.in_(few)))
    return {row[0]: row[1] for row in rows}


def _position_classes(session: Session, few: list[int] | None) -> dict[int, list[str]]:
    classes: dict[int, list[str]] = {}
    query = (
        select(schema.Actor.canonical_id, schema.Position.position_class)
        .select_from(schema.Occupancy)
        .join(schema.Actor, schema.Actor.id == schema.Occupancy.person_id)
        .join(schema.Position, schema.Position.id == schema.Occupancy.position_id)
        .where(schema.Occupancy.retired_revision.is_(None))
    )
    rows = session.execute(query if few is None else query.where(schema.Occupancy.person_id.in_(few)))
    for person, position_class in rows:
        classes.setdefault(person, []).append(position_class)
    return classes
