"""Canonical actors: which actor stands for all that are judged the same, and what follows when that changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from actors.domain.judgement import Verdict
from actors.storage import revisions
from actors.storage.bulk import slices
from actors.storage.prominence import set_prominence
from actors.storage.schema import Actor, Judgement, Name, Source

SEEDS = 1
"""The precedence of the bundled seeds among sources."""


def settle(session: Session, revision: int, actor_ids: Collection[int]) -> set[int]:
    """Make `canonical_id` what the live judgements say for these actors and all that are connected with them.

    The canonical actor of those judged the same is the one of the seeds, else the oldest. Prominence and the
    stamps for searching of all whose company changed follow; facts, mentions and appearances keep the actor that they
    are of, and readers take the canonical one. Returns those whose company changed.
    """
    members, edges = _connected(session, actor_ids)
    company = _components(members, edges)
    canonical = {}
    for group in company:
        best = min(group, key=lambda actor: members[actor].rank) if len(group) > 1 else next(iter(group))
        canonical.update(dict.fromkeys(group, best))
    moved = [actor for actor, member in members.items() if member.canonical_id != canonical[actor]]
    if not moved:
        return set()
    left = {members[actor].canonical_id for actor in moved}
    joined = {canonical[actor] for actor in moved}
    changed = {
        actor
        for actor, member in members.items()
        if member.canonical_id in left or canonical[actor] in joined
    }
    session.execute(update(Actor), [{"id": actor, "canonical_id": canonical[actor]} for actor in moved])
    set_prominence(session, changed)
    revisions.stamp(session, revision, changed)
    return changed


class _Member(NamedTuple):
    """An actor: its canonical actor so far, and what decides who of several is canonical, the least first."""

    canonical_id: int
    rank: tuple[bool, int, int]


def _connected(
    session: Session, actor_ids: Iterable[int]
) -> tuple[dict[int, _Member], list[tuple[int, int]]]:
    """Return the actors reached over live "same" judgements and over what was merged so far, and the judgements."""
    members: dict[int, _Member] = {}
    edges: set[tuple[int, int]] = set()
    frontier = set(actor_ids)
    while frontier:
        met: set[int] = set()
        for some in slices(frontier):
            together = select(Actor.canonical_id).where(Actor.id.in_(some))
            of_seeds = exists().where(
                Name.actor_id == Actor.id,
                Name.retired_revision.is_(None),
                Name.source_id.in_(select(Source.id).where(Source.precedence == SEEDS)),
            )
            rows = session.execute(
                select(Actor.id, Actor.canonical_id, Actor.created_revision, of_seeds).where(
                    Actor.canonical_id.in_(together)
                )
            )
            for actor, canonical_id, created, bundled in rows:
                if actor not in members:
                    members[actor] = _Member(canonical_id, (not bundled, created, actor))
                    met.add(actor)
        frontier = set()
        for some in slices(met):
            for column in (Judgement.left_id, Judgement.right_id):
                judged = session.execute(
                    select(Judgement.left_id, Judgement.right_id).where(
                        column.in_(some),
                        Judgement.verdict == Verdict.SAME,
                        Judgement.undone_revision.is_(None),
                    )
                )
                for left, right in judged:
                    edges.add((left, right))
                    frontier.update(actor for actor in (left, right) if actor not in members)
    return members, list(edges)


def _components(nodes: Iterable[int], edges: Iterable[tuple[int, int]]) -> list[set[int]]:
    neighbours: dict[int, list[int]] = defaultdict(list)
    for left, right in edges:
        neighbours[left].append(right)
        neighbours[right].append(left)
    found: list[set[int]] = []
    seen: set[int] = set()
    for node in nodes:
        if node in seen:
            continue
        group, todo = {node}, [node]
        while todo:
            for near in neighbours.get(todo.pop(), ()):
                if near not in group:
                    group.add(near)
                    todo.append(near)
        seen |= group
        found.append(group)
    return found
