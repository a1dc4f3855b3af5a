"""Who is one with whom while many pairs are judged, held in memory, and what keeps companies of actors apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import literal, select
from sqlalchemy.orm import Session, aliased

from actors.domain.judgement import Obstacle, Verdict
from actors.storage.bulk import slices
from actors.storage.canonical import SEEDS
from actors.storage.schema import Actor, Identifier, Judgement, Name, Source


class Companies:
    """The actors that are one, under a top each; `automatic` keeps records of one source apart too."""

    def __init__(self, session: Session, actor_ids: Iterable[int], automatic: bool) -> None:
        self._company: dict[int, int] = {}
        self._above: dict[int, int] = {}
        self._kind: dict[int, str] = {}
        self._different: defaultdict[int, dict[int, int]] = defaultdict(dict)
        self._records: defaultdict[int, set[str]] = defaultdict(set)
        for some in slices(set(actor_ids)):
            rows = session.execute(select(Actor.id, Actor.canonical_id, Actor.kind).where(Actor.id.in_(some)))
            for actor, canonical_id, kind in rows:
                self._company[actor] = canonical_id
                self._kind[canonical_id] = kind
        for left, right, made in session.execute(_differents()):
            self._different[left][right] = self._different[right][left] = made
        if automatic:
            for some in slices(self._kind):
                for query in (_imported(some), _bundled(some)):
                    for company, source in session.execute(query):
                        self._records[company].add(source)

    def obstacle(self, left: int, right: int) -> tuple[Obstacle, int | None] | None:
        """Return what keeps two actors from being one."""
        one, other = self._top(left), self._top(right)
        if one == other:
            return None
        if other in self._different[one]:
            return Obstacle.DIFFERENT, self._different[one][other]
        if self._kind[one] != self._kind[other]:
            return Obstacle.KIND, None
        if self._records[one] & self._records[other]:
            return Obstacle.ONE_SOURCE, None
        return None

    def join(self, left: int, right: int) -> None:
        """Make two companies one."""
        one, other = self._top(left), self._top(right)
        if one == other:
            return
        if len(self._records[one]) + len(self._different[one]) < len(self._records[other]) + len(
            self._different[other]
        ):
            one, other = other, one
        self._above[other] = one
        self._records[one] |= self._records.pop(other, set())
        for apart, made in self._different.pop(other, {}).items():
            del self._different[apart][other]
            self._different[one][apart] = self._different[apart][one] = made

    def _top(self, actor: int) -> int:
        top = self._company[actor]
        while top in self._above:
            above = self._above[top]
            if above in self._above:
                self._above[top] = self._above[above]  # so that long chains grow short
            top = above
        return top


def _differents() -> Any:
    left, right = aliased(Actor), aliased(Actor)
    return (
        select(left.canonical_id, right.canonical_id, Judgement.made_revision)
        .select_from(Judgement)
        .join(left, left.id == Judgement.left_id)
        .join(right, right.id == Judgement.right_id)
        .where(Judgement.verdict == Verdict.DIFFERENT, Judgement.undone_revision.is_(None))
    )


def _imported(companies: list[int]) -> Any:
    return (
        select(Actor.canonical_id, Identifier.scheme)
        .join(Identifier, Identifier.actor_id == Actor.id)
        .where(Actor.canonical_id.in_(companies), Identifier.retired_revision.is_(None))
        .where(Identifier.scheme.startswith("import:"))
    )


def _bundled(companies: list[int]) -> Any:
    return (
        select(Actor.canonical_id, literal("seeds"))
        .join(Name, Name.actor_id == Actor.id)
        .join(Source, Source.id == Name.source_id)
        .where(Actor.canonical_id.in_(companies), Name.retired_revision.is_(None))
        .where(Source.precedence == SEEDS)
        .distinct()
    )
