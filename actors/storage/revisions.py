"""Revisions: each write transaction gets a number and a random token, and stamps what it changed."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import UTC, date, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from actors.storage.schema import Actor, DatabaseState, Occupancy, Position, Revision
from actors.text.normalize import NORMALIZER_VERSION


def begin(session: Session, reason: str, searchable: bool = True) -> int:
    """Raise the revision and return its number; `searchable` says that the search index must follow."""
    state = session.get(DatabaseState, 1)
    if state is None:
        state = DatabaseState(
            id=1,
            revision=0,
            search_revision=0,
            search_token="",
            known_until=date.min,
            seeds_digest=None,
            normalizer_version=NORMALIZER_VERSION,
        )
        session.add(state)
    token = secrets.token_hex(16)
    state.revision += 1
    if searchable:
        state.search_revision, state.search_token = state.revision, token
    session.flush()
    created = datetime.now(UTC).isoformat(timespec="seconds")
    session.execute(
        insert(Revision).values(
            number=state.revision, token=token, created=created, reason=reason, searchable=searchable
        )
    )
    return state.revision


def remember_seeds(session: Session, digest: str, known_until: date) -> None:
    """Note which bundled seeds the database holds, and the day up to which they know."""
    state = session.get_one(DatabaseState, 1)
    state.seeds_digest = digest
    state.known_until = max(state.known_until, known_until)


def remember_normalizer(session: Session) -> None:
    """Note that all keys are of this program's normalizer."""
    session.get_one(DatabaseState, 1).normalizer_version = NORMALIZER_VERSION


def stamp(session: Session, revision: int, actor_ids: Collection[int]) -> None:
    """Mark actors, and those whose cards show them (office-holders, also of what was merged), as changed for searching."""
    ordered = sorted(actor_ids)
    for start in range(0, len(ordered), 500):
        some = ordered[start : start + 500]
        together = select(Actor.canonical_id).where(Actor.id.in_(some))
        holders = (
            select(Occupancy.person_id)
            .join(Position, Position.id == Occupancy.position_id)
            .join(Actor, Actor.id == Position.body_id)
            .where(Actor.canonical_id.in_(together))
        )
        session.execute(
            update(Actor)
            .where(Actor.id.in_(some) | Actor.id.in_(holders))
            .values(search_revision=revision)
            .execution_options(synchronize_session=False)
        )
