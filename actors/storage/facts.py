"""Assert and retire facts: what a dataset states becomes live, what its sources no longer state is retired.

Rows are never updated in place. Ids are given here, under the write lock that the transaction holds, so that
rows of several tables can refer to each other and go in with a few bulk inserts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from actors.domain.dates import PartialDate, Period
from actors.domain.facts import ActorRecord, Dataset, PositionFact, Source
from actors.storage import revisions, schema
from actors.storage.bulk import bulk_insert
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
    sources = _upsert_sources(session, dataset.sources)
    known_until = PartialDate.parse(dataset.known_until).last
    actor_ids, new_actors = _insert_actors(session, revision, dataset.actors, sources, known_until)
    work = _Work(session, revision, sources, known_until, retire_missing)
    changed_names = work.assert_rows(schema.Name, _name_rows(dataset.actors, actor_ids, work), _NAME_KEY)
    insert_keys(session, changed_names, set_aside)
    work.assert_rows(
        schema.Identifier,
        (
            {
                "actor_id": actor_ids[actor.key],
                "scheme": fact.scheme,
                "value": fact.value,
                **work.stated(fact),
            }
            for actor in dataset.actors
            for fact in actor.identifiers
        ),
        ("actor_id", "scheme", "value"),
    )
    work.assert_rows(
        schema.Position, (_position_row(fact, actor_ids, work) for fact in dataset.positions), ("key",)
    )
    position_ids = _live_position_ids(session)
    missing = {o.position for a in dataset.actors for o in a.occupancies} - set(position_ids)
    if missing:
        raise KeyError(f"positions that nobody states: {sorted(missing)[:3]}")
    same_post = _position_keys(session)
    work.assert_rows(
        schema.Occupancy,
        (
            {
                "person_id": actor_ids[actor.key],
                "position_id": position_ids[fact.position],
                "acting": fact.acting,
                **work.dated(fact.period),
                **work.stated(fact),
            }
            for actor in dataset.actors
            for fact in actor.occupancies
        ),
        ("person_id", "position_id", "from_first", "acting"),
        alike={"position_id": same_post},
    )
    work.assert_rows(
        schema.Relation,
        (
            {
                "subject_id": actor_ids[actor.key],
                "predicate": fact.predicate,
                "object_id": actor_ids[fact.object],
                **work.dated(fact.period),
                **work.stated(fact),
            }
            for actor in dataset.actors
            for fact in actor.relations
        ),
        ("subject_id", "predicate", "object_id", "from_first"),
    )
    touched = work.touched | new_actors
    set_prominence(session, touched)
    revisions.stamp(session, revision, touched)
    return Change(work.asserted, work.retired, work.unchanged, len(touched))


_NAME_KEY = ("actor_id", "text", "lang", "kind", "from_first")
_OWNERS = {
    schema.Name: ("actor_id",),
    schema.Identifier: ("actor_id",),
    schema.Position: ("body_id",),
    schema.Occupancy: ("person_id",),
    schema.Relation: ("subject_id", "object_id"),
}
"""The columns of the actors whose cards or prominence a fact changes."""

_LIFE = frozenset({"id", "asserted_revision", "retired_revision"})


class _Work:
    """One assertion under way: counts, and the actors whose facts changed."""

    def __init__(
        self,
        session: Session,
        revision: int,
        sources: Mapping[str, int],
        known_until: date,
        retire_missing: bool,
    ) -> None:
        self.session = session
        self.revision = revision
        self.sources = sources
        self.known_until = known_until
        self.retire_missing = retire_missing
        self.touched: set[int] = set()
        self.asserted = self.retired = self.unchanged = 0
        self._dated: dict[tuple[Period, bool], dict[str, Any]] = {}

    def stated(self, fact: Any) -> dict[str, Any]:
        """Return the columns that say who states a fact."""
        return {"source_id": self.sources[fact.source], "checked": fact.checked}

    def dated(self, period: Period, open_start: bool = False) -> dict[str, Any]:
        """Return the columns of a period."""
        columns = self._dated.get((period, open_start))
        if columns is None:
            columns = self._dated[period, open_start] = period_columns(period, self.known_until, open_start)
        return columns

    def assert_rows(
        self,
        table: Any,
        rows: Iterable[dict[str, Any]],
        natural: tuple[str, ...],
        alike: Mapping[str, Mapping[int, Any]] | None = None,
    ) -> list[dict[str, Any]]:
        """Compare rows with the live ones of their sources, retire and insert; return the inserted rows.

        `natural` names the columns that tell facts of one source apart; a second statement of the same is
        dropped. `alike` maps values of a column to what they stand for when compared.
        """
        columns = [column.key for column in table.__mapper__.column_attrs if column.key not in _LIFE]
        alike = alike or {}

        def comparable(row: Mapping[str, Any]) -> tuple[Any, ...]:
            return tuple(
                alike[name][row[name]] if name in alike else _hashable(row[name]) for name in columns
            )

        attributes = [getattr(table, name) for name in ("id", *columns)]
        owner = itemgetter(*_OWNERS[table])
        live = {
            comparable(row._asdict()): (row.id, _ids(owner(row._asdict())))
            for row in self.session.execute(
                select(*attributes).where(
                    table.retired_revision.is_(None), table.source_id.in_(set(self.sources.values()))
                )
            )
        }
        kept: set[tuple[Any, ...]] = set()
        seen: set[tuple[Any, ...]] = set()
        fresh: list[dict[str, Any]] = []
        for row in rows:
            identity = (*(row[name] for name in natural), row["source_id"])
            if identity in seen:
                continue
            seen.add(identity)
            compared = comparable(row) if live else ()
            if compared in live:
                kept.add(compared)
            else:
                fresh.append(row)
        gone = live.keys() - kept
        if not self.retire_missing:  # then only what is now stated otherwise
            at = [columns.index(name) for name in (*natural, "source_id")]
            restated = {tuple(comparable(row)[place] for place in at) for row in fresh}
            gone = {compared for compared in gone if tuple(compared[place] for place in at) in restated}
        self._retire(table, [live[compared] for compared in gone])
        next_id = (self.session.scalar(select(func.max(table.id))) or 0) + 1
        for offset, row in enumerate(fresh):
            row["id"] = next_id + offset
            row["asserted_revision"] = self.revision
            row["retired_revision"] = None
        if fresh:
            bulk_insert(self.session, table, fresh)
            for row in fresh:
                self.touched.update(_ids(owner(row)))
        self.asserted += len(fresh)
        self.unchanged += len(kept)
        return fresh

    def _retire(self, table: Any, gone: Sequence[tuple[int, tuple[int, ...]]]) -> None:
        for start in range(0, len(gone), 500):
            ids = [row_id for row_id, _ in gone[start : start + 500]]
            self.session.execute(
                update(table)
                .where(table.id.in_(ids))
                .values(retired_revision=self.revision)
                .execution_options(synchronize_session=False)
            )
        self.retired += len(gone)
        for _, owners in gone:
            self.touched.update(owners)


def period_columns(period: Period, known_until: date, open_start: bool = False) -> dict[str, Any]:
    """Return the seven columns of a dated row."""
    bounds = period.bounds(known_until, open_start)
    return {
        "from_date": period.start.text if period.start else None,
        "from_first": bounds.from_first,
        "from_last": bounds.from_last,
        "to_date": period.end.text if period.end else None,
        "to_first": bounds.to_first,
        "to_last": bounds.to_last,
        "end_state": period.end_state.value,
    }


def _ids(owners: Any) -> tuple[int, ...]:
    return owners if isinstance(owners, tuple) else (owners,)


def _hashable(stated: Any) -> Any:
    return tuple(stated) if isinstance(stated, list) else stated


def _upsert_sources(session: Session, sources: Iterable[Source]) -> dict[str, int]:
    known = {source.key: source for source in session.scalars(select(schema.Source))}
    for stated in sources:
        row = known.get(stated.key)
        if row is None:
            row = known[stated.key] = schema.Source(id=len(known) + 1, key=stated.key)
            session.add(row)
        row.title, row.precedence, row.publisher = stated.title, stated.precedence, stated.publisher
        row.url, row.licence, row.retrieved = stated.url, stated.licence, stated.retrieved
        row.known_until = date.fromisoformat(stated.known_until) if stated.known_until else None
    session.flush()
    return {stated.key: known[stated.key].id for stated in sources}


def _insert_actors(
    session: Session,
    revision: int,
    actors: Sequence[ActorRecord],
    sources: Mapping[str, int],
    known_until: date,
) -> tuple[dict[str, int], set[int]]:
    """Insert actors whose key is new, describe the others anew; return all ids and what changed.

    An actor that a source of better precedence described keeps that description.
    """
    precedence = {row.id: row.precedence for row in session.scalars(select(schema.Source))}
    known = {row.key: row for row in session.scalars(select(schema.Actor))}
    ids = {key: row.id for key, row in known.items()}
    next_id = max(ids.values(), default=0) + 1
    fresh: list[dict[str, Any]] = []
    changed: set[int] = set()
    for actor in actors:
        life = period_columns(actor.period, known_until, open_start=True)
        described = {
            "actor_class": actor.actor_class,
            "caption": actor.caption,
            "description": actor.description,
            **life,
        }
        by = sources[actor.source]
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
                    "created_revision": revision,
                    "search_revision": revision,
                }
            )
            changed.add(next_id)
            next_id += 1
        elif precedence[row.described_by] < precedence[by]:
            continue
        elif any(getattr(row, name) != stated for name, stated in described.items()):
            for name, stated in described.items():
                setattr(row, name, stated)
            row.described_by = by
            changed.add(row.id)
    session.flush()
    if fresh:
        bulk_insert(session, schema.Actor, fresh)
    return ids, changed


def _name_rows(
    actors: Iterable[ActorRecord], actor_ids: Mapping[str, int], work: _Work
) -> Iterable[dict[str, Any]]:
    for actor in actors:
        for fact in actor.names:
            yield {
                "actor_id": actor_ids[actor.key],
                "text": fact.text,
                "lang": fact.lang,
                "script": fact.script,
                "kind": fact.kind,
                "strength": fact.strength,
                "case_sensitive": fact.case_sensitive,
                **work.dated(fact.period, open_start=True),
                **work.stated(fact),
            }


def _position_row(fact: PositionFact, actor_ids: Mapping[str, int], work: _Work) -> dict[str, Any]:
    return {
        "key": fact.key,
        "body_id": actor_ids[fact.body],
        "position_class": fact.position_class,
        "also_class": fact.also_class,
        "title": fact.title,
        "label": fact.label,
        "titles": list(fact.titles),
        "collective": fact.collective,
        **work.dated(fact.period, open_start=True),
        **work.stated(fact),
    }


def _live_position_ids(session: Session) -> dict[str, int]:
    rows = session.execute(
        select(schema.Position.key, schema.Position.id)
        .join(schema.Source, schema.Source.id == schema.Position.source_id)
        .where(schema.Position.retired_revision.is_(None))
        .order_by(schema.Source.precedence.desc(), schema.Position.id.desc())
    )
    return {row.key: row.id for row in rows}  # the best source comes last and stays


def _position_keys(session: Session) -> dict[int, str]:
    return {row.id: row.key for row in session.execute(select(schema.Position.id, schema.Position.key))}
