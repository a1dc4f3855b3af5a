"""One source's import within its transaction.

Actors with their names and identifiers go in part by part as they are read; their roles and relations, which may
refer to actors further down, wait in a temporary file until all are known.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from actors.domain.facts import (
    ALWAYS,
    ActorRecord,
    IdentifierFact,
    OccupancyFact,
    PositionFact,
    RelationFact,
    Source,
)
from actors.domain.foreign import ForeignActor, ForeignPosition, ForeignRelation, ForeignRole
from actors.errors import ForeignFileError
from actors.services.database import Writing
from actors.services.importing_records import keys_of, record_of
from actors.services.importing_ties import Ties
from actors.storage import importing
from actors.storage.importing import OWN_SCHEME, Known
from actors.text.words import particles

if TYPE_CHECKING:
    from actors.services.importing import Imported, Wanted

_TIES_AT_ONCE = 2000


class SourceImport:
    """One source's import: `take_actors` for each part, then `judge`, `take_ties`, `finish`."""

    def __init__(self, write: Writing, wanted: Wanted, done: Imported) -> None:
        from actors.storage import facts

        self._write, self._wanted, self._done = write, wanted, done
        self._scheme = OWN_SCHEME + done.source
        self._before = importing.source_known(write.connection, self._scheme)
        self._source = _described(self._before, self._scheme, done.source, wanted)
        known_until = self._source.known_until or date.today().isoformat()
        self._work = facts.begin(write.session, write.revision, [self._source], known_until)
        self._ties = Ties(write.connection, done.source, self._scheme, done.aside, done.note)
        self._told_of: set[int] = set()
        self._waiting = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - until the end

    def __enter__(self) -> SourceImport:
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting.close()

    @property
    def has_changed(self) -> bool:
        """Whether the database says anything else than before."""
        return bool(self._work.touched or self._done.same_as_known or self._source != self._before)

    def take_actors(self, part: Sequence[ForeignActor]) -> None:
        """Assert actors with names and identifiers; write down what else is said of them."""
        from actors.storage import facts

        known = importing.records_of(self._write.connection, self._scheme, [actor.id for actor in part])
        stated = dict(self._records(part, known))
        records = [record for _, record in stated.values()]
        ids = facts.describe(self._work, records)
        facts.state_names(self._work, records, ids, set(ids.values()), particles())
        self._told_of |= set(ids.values())
        self._done.read += len(records)
        self._done.new += len(stated.keys() - known.keys())
        for actor, record in stated.values():
            ties = (actor.roles, actor.relations, actor.positions)
            if self._before is not None or any(ties):  # what is said no more must be retired
                own = (ids[record.key], record.key, record.kind, record.caption)
                self._waiting.write(json.dumps((own, actor.place, *ties)) + "\n")

    def judge(self) -> None:
        """Make one with known actors what has the same identifier, unless something is in the way."""
        from actors.storage import judgements

        shared = importing.shared_identifiers(self._write.connection, self._scheme)
        pairs = [(pair.left, pair.right, f"{pair.scheme} {pair.value}") for pair in shared]
        by = f"import {self._done.source}"
        refused = judgements.judge_all_same(self._write.session, self._write.revision, pairs, by)
        for refusal in refused:
            self._done.aside[f"identifiers of known actors that merge nobody ({refusal.why})"] += 1
        self._done.same_as_known = len(pairs) - len(refused)

    def take_ties(self) -> None:
        """Assert positions, roles and relations, now that all actors of the source are there."""
        for some in self._waited():
            stated = [post for tied in some for post in self._ties.positions(tied.own, tied.positions)]
            self._state_ties([], stated, [])
        for some in self._waited():
            records: list[ActorRecord] = []
            made: list[PositionFact] = []
            for tied in some:
                roles, needed = self._ties.occupancies(tied.own, tied.roles, tied.place)
                relations = self._ties.relations(tied.own, tied.relations, tied.place)
                made += needed
                records.append(_record_of_ties(tied.own, roles, relations, self._scheme))
            self._state_ties(records, made, [tied.own.id for tied in some])

    def finish(self) -> None:
        """Retire what the source says no more, unless lines were skipped that may have said it; count."""
        from actors.storage import facts

        if self._before is not None and not self._done.skipped:
            facts.retire_the_rest(self._work, self._told_of, self._ties.posts)
        change = facts.settle(self._work)
        self._done.asserted, self._done.retired = change.asserted, change.retired
        self._done.unchanged = change.unchanged

    def _records(
        self, part: Sequence[ForeignActor], known: Mapping[str, Known]
    ) -> Iterator[tuple[str, tuple[ForeignActor, ActorRecord]]]:
        """Yield the actors of a part that can be taken over, by their ids, with their records."""
        source, seen = self._done.source, set()
        keys = {actor.id: keys_of(source, actor.id) for actor in part if actor.id not in known}
        taken = importing.taken_keys(
            self._write.connection, {key.lower() for some in keys.values() for key in some}
        )
        for actor in part:
            before = known.get(actor.id)
            try:
                if actor.id in seen or (before is not None and before.id in self._told_of):
                    raise ForeignFileError(f"the id {actor.id[:40]!r} came before", where=actor.place)
                if before is not None and before.kind != actor.kind:
                    what = f"{actor.id[:40]!r} was a {before.kind}, and cannot become a {actor.kind}"
                    raise ForeignFileError(what, where=actor.place)
                key = before.key if before else next(k for k in keys[actor.id] if k.lower() not in taken)
                record = record_of(actor, key, self._scheme, self._done.aside)
            except ForeignFileError as error:
                self._done.refuse(error, self._wanted)
                continue
            seen.add(actor.id)
            taken.add(key.lower())
            own = IdentifierFact(scheme=self._scheme, value=actor.id, source=self._scheme)
            yield actor.id, (actor, replace(record, identifiers=(own, *record.identifiers)))

    def _waited(self) -> Iterator[list[_Tied]]:
        self._waiting.seek(0)
        ties = map(_tied, self._waiting)
        while some := list(islice(ties, _TIES_AT_ONCE)):
            yield some

    def _state_ties(
        self, records: Sequence[ActorRecord], posts: Sequence[PositionFact], told_of: Sequence[int]
    ) -> None:
        from actors.storage import facts

        keys = {record.key for record in records} | {post.body for post in posts}
        keys |= {relation.object for record in records for relation in record.relations}
        ids = facts.ids_of(self._write.session, keys)
        facts.state_ties(self._work, records, posts, ids, told_of)


class _Tied(NamedTuple):
    """The ties of an actor that was taken over, as they waited."""

    own: Known
    place: str
    roles: list[ForeignRole]
    relations: list[ForeignRelation]
    positions: list[ForeignPosition]


def _tied(line: str) -> _Tied:
    own, place, roles, relations, positions = json.loads(line)
    return _Tied(
        Known(*own),
        place,
        [ForeignRole(*role) for role in roles],
        [ForeignRelation(*relation) for relation in relations],
        [_position(position) for position in positions],
    )


def _position(stated: Sequence[Any]) -> ForeignPosition:
    position = ForeignPosition(*stated)
    vacant = tuple((since, until) for since, until in position.vacant)
    return position._replace(titles=tuple(position.titles), vacant=vacant)


def _record_of_ties(
    own: Known, roles: Sequence[OccupancyFact], relations: Sequence[RelationFact], source: str
) -> ActorRecord:
    return ActorRecord(
        key=own.key,
        kind=own.kind,
        actor_class=None,
        caption=own.name,
        description=None,
        period=ALWAYS,
        occupancies=tuple(roles),
        relations=tuple(relations),
        source=source,
    )


def _described(before: Source | None, key: str, title: str, wanted: Wanted) -> Source:
    """Return the source with what the user says of it now.

    The day up to which it knows is that of its first import: it bounds facts without dates, and a bound that
    moved on would make the same file new each day.
    """
    today = date.today().isoformat()
    known = before or Source(key, title, 2, retrieved=today, known_until=today)
    return replace(known, url=wanted.url or known.url, licence=wanted.licence or known.licence)
