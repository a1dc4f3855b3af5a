"""Compare stated rows with the live ones of the same sources: insert what is new, retire what is not said any more.

Rows are never updated in place. Ids are given here, under the write lock that the transaction holds, so that
rows of several tables can refer to each other and go in with a few bulk inserts.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from actors.domain.dates import Period
from actors.storage import schema
from actors.storage.bulk import bulk_insert, slices

NATURAL: Mapping[Any, tuple[str, ...]] = {
    schema.Name: ("actor_id", "text", "lang", "kind", "from_first"),
    schema.Identifier: ("actor_id", "scheme", "value"),
    schema.Position: ("key",),
    schema.Occupancy: ("person_id", "position_id", "from_first", "acting"),
    schema.Relation: ("subject_id", "predicate", "object_id", "from_first"),
}
"""The columns that tell facts of one source apart; the first says what a fact is stated of."""

_OWNERS = {
    schema.Name: ("actor_id",),
    schema.Identifier: ("actor_id",),
    schema.Position: ("body_id",),
    schema.Occupancy: ("person_id",),
    schema.Relation: ("subject_id", "object_id"),
}
"""The columns of the actors whose cards or prominence a fact changes."""

_LIFE = frozenset({"id", "asserted_revision", "retired_revision"})


class Assertion:
    """Facts being asserted under one revision: counts, and the actors whose facts changed."""

    def __init__(
        self, session: Session, revision: int, sources: Mapping[str, int], known_until: date
    ) -> None:
        self.session = session
        self.revision = revision
        self.sources = sources
        self.known_until = known_until
        self.touched: set[int] = set()
        self.asserted = self.retired = self.unchanged = 0
        self._dated: dict[tuple[Period, bool], dict[str, Any]] = {}
        self._have_facts: dict[Any, bool] = {}

    def stated(self, fact: Any) -> dict[str, Any]:
        """Return the columns that say who states a fact."""
        return {"source_id": self.sources[fact.source], "checked": fact.checked}

    def dated(self, period: Period, open_start: bool = False) -> dict[str, Any]:
        """Return the columns of a period."""
        columns = self._dated.get((period, open_start))
        if columns is None:
            columns = self._dated[period, open_start] = period_columns(period, self.known_until, open_start)
        return columns

    def rows(
        self,
        table: Any,
        stated: Iterable[dict[str, Any]],
        of: Collection[Any] | None,
        retire: bool = True,
        alike: Mapping[str, Mapping[int, Any]] | None = None,
    ) -> list[dict[str, Any]]:
        """Assert rows and return those that are new; with `retire`, live ones that are not among them are retired.

        `of` are the owners (or, for positions, keys) that are all told of here, None for all of the sources.
        Without `retire` only what is now stated otherwise is retired. Of two statements of one fact the first
        counts. `alike` maps values of a column to what they stand for when compared.
        """
        columns = [column.key for column in table.__mapper__.column_attrs if column.key not in _LIFE]
        alike = alike or {}

        def comparable(row: Mapping[str, Any]) -> tuple[Any, ...]:
            return tuple(
                alike[name][row[name]] if name in alike else _hashable(row[name]) for name in columns
            )

        owner = itemgetter(*_OWNERS[table])
        live = {comparable(row): (row["id"], _ids(owner(row))) for row in self._live_rows(table, columns, of)}
        identity = itemgetter(*NATURAL[table], "source_id")
        kept: set[tuple[Any, ...]] = set()
        seen: set[tuple[Any, ...]] = set()
        fresh: list[dict[str, Any]] = []
        for row in stated:
            own = identity(row)
            if own in seen:
                continue
            seen.add(own)
            compared = comparable(row) if live else ()
            if compared in live:
                kept.add(compared)
            else:
                fresh.append(row)
        gone = live.keys() - kept
        if not retire and gone:
            at = [columns.index(name) for name in (*NATURAL[table], "source_id")]
            restated = {tuple(comparable(row)[place] for place in at) for row in fresh}
            gone = {compared for compared in gone if tuple(compared[place] for place in at) in restated}
        self._retire(table, [live[compared] for compared in gone])
        self._insert(table, fresh)
        self.unchanged += len(kept)
        return fresh

    def retire_others(self, table: Any, told_of: Container[Any], unless_used: bool = False) -> None:
        """Retire the live rows of the sources whose owner (or key) nothing was said of.

        With `unless_used`, positions that somebody else's live role refers to stay.
        """
        of = getattr(table, NATURAL[table][0])
        owners = [getattr(table, name) for name in _OWNERS[table]]
        query = select(table.id, of, *owners).where(*self._live(table))
        if unless_used:
            twin = schema.Position.__table__.alias()
            used = (
                select(schema.Occupancy.id)
                .join(twin, twin.c.id == schema.Occupancy.position_id)
                .where(twin.c.key == schema.Position.key, schema.Occupancy.retired_revision.is_(None))
            )
            query = query.where(~used.exists())
        gone = [(row[0], tuple(row[2:])) for row in self.session.execute(query) if row[1] not in told_of]
        self._retire(table, gone)

    def _live(self, table: Any) -> tuple[Any, ...]:
        return (table.retired_revision.is_(None), table.source_id.in_(set(self.sources.values())))

    def _live_rows(self, table: Any, columns: Sequence[str], of: Collection[Any] | None) -> Iterator[Any]:
        if table not in self._have_facts:  # a source seen for the first time has none: a third of an import
            some = select(table.id).where(*self._live(table)).limit(1)
            self._have_facts[table] = self.session.scalar(some) is not None
        if not self._have_facts[table]:
            return
        query = select(*(getattr(table, name) for name in ("id", *columns))).where(*self._live(table))
        if of is None:
            yield from self.session.execute(query).mappings()
            return
        for some_owners in slices(of):
            owned = query.where(getattr(table, NATURAL[table][0]).in_(some_owners))
            yield from self.session.execute(owned).mappings()

    def _insert(self, table: Any, fresh: list[dict[str, Any]]) -> None:
        if not fresh:
            return
        next_id = (self.session.scalar(select(func.max(table.id))) or 0) + 1
        for offset, row in enumerate(fresh):
            row["id"] = next_id + offset
            row["asserted_revision"] = self.revision
            row["retired_revision"] = None
        bulk_insert(self.session, table, fresh)
        owner = itemgetter(*_OWNERS[table])
        for row in fresh:
            self.touched.update(_ids(owner(row)))
        self.asserted += len(fresh)

    def _retire(self, table: Any, gone: Sequence[tuple[int, tuple[int, ...]]]) -> None:
        for some in slices([row_id for row_id, _ in gone]):
            self.session.execute(
                update(table)
                .where(table.id.in_(some))
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
    return tuple(map(_hashable, stated)) if isinstance(stated, list) else stated
