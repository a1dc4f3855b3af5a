"""Turn a write over: what it stated is retired, what it retired lives again, in any order.

Each fact has a history of events: some write stated it, some write retired it. The last event that is in force
decides whether and how the fact is live. Nothing is changed in place: what lives again is a new row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, insert, or_, select, update
from sqlalchemy.orm import Session

from actors.storage import revisions
from actors.storage.bulk import bulk_insert, slices
from actors.storage.canonical import settle
from actors.storage.history import History
from actors.storage.prominence import set_prominence
from actors.storage.schema import Actor, Identifier, Judgement, Name, NameKey, Occupancy, Position, Relation


class Turned(NamedTuple):
    """What turning a write over did: facts asserted, retired, and kept because others need them; judgements."""

    asserted: int
    retired: int
    kept: int
    judgements: int
    judged: frozenset[int]


class _Kind:
    """A table whose rows live from one revision to another, and what tells its facts apart."""

    def __init__(self, table: Any, born: str, died: str, natural: tuple[str, ...] = ()) -> None:
        self.table, self.born, self.died = table, born, died
        self.natural = natural or next(
            tuple(index.columns.keys()) for index in table.__table__.indexes if index.unique
        )
        life = ("id", born, died)
        attributes = table.__mapper__.column_attrs
        self.content = tuple(column.key for column in attributes if column.key not in life)
        self.columns = (*life, *self.content)
        self.owners = tuple(
            column.name for column in table.__table__.columns if column.references(Actor.__table__.c.id)
        )

    def owners_of(self, row: Any) -> tuple[int, ...]:
        """Return the actors that a row is about."""
        return tuple(getattr(row, name) for name in self.owners)


_FACTS = tuple(
    _Kind(table, "asserted_revision", "retired_revision")
    for table in (Name, Identifier, Occupancy, Position, Relation)  # posts after those who hold them
)
_JUDGEMENTS = _Kind(Judgement, "made_revision", "undone_revision", ("left_id", "right_id", "verdict", "by"))


class _Gone(NamedTuple):
    """A live row that should not be, with the actors that it is about."""

    id: int
    owners: tuple[int, ...]


def turn_over(session: Session, revision: int, write: int, history: History) -> Turned:
    """Bring the facts and judgements that a write touched to where they stand with `history`.

    `history` is that with the new revision, which undoes the write or brings it back. Canonical actors, prominence
    and stamps for searching follow; a contradiction of judgements is for the caller to look for.
    """
    asserted = retired = kept = 0
    touched: set[int] = set()
    for kind in _FACTS:
        gone, fresh = _differences(session, kind, write, history)
        if kind.table is Position:
            needed = _held(session, [row.id for row in gone], {row["key"] for row in fresh})
            kept = sum(row.id in needed for row in gone)
            gone = [row for row in gone if row.id not in needed]
        _end(session, kind, revision, gone)
        _begin(session, kind, revision, fresh)
        if kind.table is Name:
            _copy_keys(session, fresh)
        asserted, retired = asserted + len(fresh), retired + len(gone)
        touched |= _about(kind, gone, fresh)
    gone, fresh = _differences(session, _JUDGEMENTS, write, history)
    _end(session, _JUDGEMENTS, revision, gone)
    _begin(session, _JUDGEMENTS, revision, fresh)
    judged = _about(_JUDGEMENTS, gone, fresh)
    settle(session, revision, judged | touched)  # a name of the seeds decides who is canonical
    set_prominence(session, touched)
    revisions.stamp(session, revision, touched)
    return Turned(asserted, retired, kept, len(gone) + len(fresh), frozenset(judged))


def _about(kind: _Kind, gone: Sequence[_Gone], fresh: Sequence[dict[str, Any]]) -> set[int]:
    return {actor for row in gone for actor in row.owners} | {
        row[name] for row in fresh for name in kind.owners
    }


def _differences(
    session: Session, kind: _Kind, write: int, history: History
) -> tuple[list[_Gone], list[dict[str, Any]]]:
    """Return the live rows that should not be, and new ones (without a life yet) that should."""
    gone: list[_Gone] = []
    fresh: list[dict[str, Any]] = []
    content = attrgetter(*kind.content)
    for rows in _touched_facts(session, kind, write):
        wanted = _last_in_force(kind, rows, history)
        live = next((row for row in rows if getattr(row, kind.died) is None), None)
        if wanted is not None and live is not None and content(wanted) == content(live):
            continue
        if live is not None:
            gone.append(_Gone(live.id, kind.owners_of(live)))
        if wanted is not None:
            fresh.append({**{name: getattr(wanted, name) for name in kind.content}, "was": wanted.id})
    return gone, fresh


def _touched_facts(session: Session, kind: _Kind, write: int) -> Iterator[Sequence[Any]]:
    """Yield for each fact that a write stated or retired all rows that there ever were of it."""
    table = kind.table
    natural = [getattr(table, name) for name in kind.natural]
    born, died = getattr(table, kind.born), getattr(table, kind.died)
    asked = select(*natural).where(or_(born == write, died == write)).distinct().subquery()
    same = and_(*(column == asked.c[column.name] for column in natural))
    columns = [getattr(table, name) for name in kind.columns]
    query: Select[Any] = select(*columns).join(asked, same).order_by(*natural, table.id)
    rows = session.execute(query.execution_options(yield_per=10_000))
    for _, group in groupby(rows, attrgetter(*kind.natural)):
        yield list(group)


def _last_in_force(kind: _Kind, rows: Sequence[Any], history: History) -> Any | None:
    """Return the row whose content should be live, or None if the fact should not be."""
    latest: tuple[int, bool, Any | None] = (-1, False, None)
    for row in rows:
        born, died = getattr(row, kind.born), getattr(row, kind.died)
        # a write that states a fact otherwise retires the row before: stating it goes before retiring it
        for number, stated, what in ((born, True, row), (died, False, None)):
            if number is None or number in history.undos or number in history.undone:
                continue
            latest = max(latest, (number, stated, what), key=lambda event: event[:2])
    return latest[2]


def _end(session: Session, kind: _Kind, revision: int, rows: Sequence[_Gone]) -> None:
    for some in slices(row.id for row in rows):
        session.execute(
            update(kind.table)
            .where(kind.table.id.in_(some))
            .values({kind.died: revision})
            .execution_options(synchronize_session=False)
        )


def _begin(session: Session, kind: _Kind, revision: int, rows: list[dict[str, Any]]) -> None:
    """Give rows an id and a life, and insert them."""
    next_id = (session.scalar(select(func.max(kind.table.id))) or 0) + 1
    for at, row in enumerate(rows):
        row |= {"id": next_id + at, kind.born: revision, kind.died: None}
    bulk_insert(
        session,
        kind.table,
        [{name: stated for name, stated in row.items() if name != "was"} for row in rows],
    )


def _copy_keys(session: Session, names: Sequence[dict[str, Any]]) -> None:
    new_ids = {row["was"]: row["id"] for row in names}
    for some in slices(new_ids):
        keys = session.execute(
            select(NameKey.name_id, NameKey.scheme, NameKey.key, NameKey.version).where(
                NameKey.name_id.in_(some)
            )
        )
        rows = [key._asdict() | {"name_id": new_ids[key.name_id]} for key in keys]
        if rows:
            session.execute(insert(NameKey), rows)


def _held(session: Session, position_ids: Sequence[int], stated_again: set[str]) -> set[int]:
    """Return those of the positions that a live role is in and that nobody else states."""
    needed: set[int] = set()
    other, holder = Position.__table__.alias("other"), Position.__table__.alias("holder")
    for some in slices(position_ids):
        elsewhere = select(other.c.id).where(
            other.c.key == Position.key, other.c.id.not_in(some), other.c.retired_revision.is_(None)
        )
        held = (
            select(Occupancy.id)
            .join(holder, holder.c.id == Occupancy.position_id)
            .where(holder.c.key == Position.key, Occupancy.retired_revision.is_(None))
        )
        rows = session.execute(
            select(Position.id, Position.key).where(Position.id.in_(some), ~elsewhere.exists(), held.exists())
        )
        needed.update(row.id for row in rows if row.key not in stated_again)
    return needed
