"""Judgements: that two actors are the same, different, or that it is unsure. Append-only; undoing marks, never deletes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, aliased

from actors.domain.judgement import CURATOR, Obstacle, Refusal, Verdict
from actors.storage.bulk import bulk_insert, slices
from actors.storage.canonical import settle
from actors.storage.companies import Companies
from actors.storage.schema import Actor, Judgement


def judge_same(
    session: Session, revision: int, left_id: int, right_id: int, by: str, reason: str | None = None
) -> Refusal | None:
    """Judge two actors the same, so that they appear as one; return what stands in the way, or None.

    For many pairs use `judge_all_same`, which settles them together.
    """
    return next(iter(judge_all_same(session, revision, [(left_id, right_id, reason)], by)), None)


def judge_all_same(
    session: Session, revision: int, pairs: Sequence[tuple[int, int, str | None]], by: str
) -> list[Refusal]:
    """Judge pairs (left, right, reason) the same, in order; return those refused, which change nothing.

    A pair is refused where it would join actors judged different, or a person with a state. Unless `by` is a curator,
    also where it would join two records of one source, or a pair that a curator left open or split. A pair that `by`
    has judged already is left as it is.
    """
    companies = Companies(session, (actor for pair in pairs for actor in pair[:2]), by != CURATOR)
    standing = _standing(session, pairs)
    refused: list[Refusal] = []
    rows: list[dict[str, Any]] = []
    settled: list[int] = []  # judgements that this one comes after
    judged: set[int] = set()
    for left_id, right_id, reason in pairs:
        left, right = sorted((left_id, right_id))
        before = standing[left, right]
        unsure = [row for row in before if row.verdict == Verdict.UNSURE]
        obstacle = companies.obstacle(left, right)
        if obstacle is None and unsure and by != CURATOR:
            obstacle = (Obstacle.UNSURE, unsure[0].made_revision)
        if obstacle is not None:
            refused.append(Refusal(left_id, right_id, *obstacle))
        elif left != right and not any(row.verdict == Verdict.SAME and row.by == by for row in before):
            row = _row(revision, left, right, Verdict.SAME, by, reason)
            rows.append(row)
            before.append(_Standing(0, Verdict.SAME, by, revision))
            settled += [row.id for row in unsure]
            judged |= {left, right}
            companies.join(left, right)
    _undo(session, revision, settled)
    _insert(session, rows)
    settle(session, revision, judged)
    return refused


def judge_apart(
    session: Session,
    revision: int,
    left_id: int,
    right_id: int,
    verdict: Verdict,
    by: str,
    reason: str | None = None,
) -> Refusal | None:
    """Judge two actors different, or that it is unsure; refused where they are one actor already.

    What was judged of this pair before in the other of these two senses is undone.
    """
    rows = session.execute(select(Actor.id, Actor.canonical_id).where(Actor.id.in_((left_id, right_id))))
    canonical = {row.id: row.canonical_id for row in rows}
    if canonical[left_id] == canonical[right_id]:
        return Refusal(left_id, right_id, Obstacle.SAME)
    left, right = sorted((left_id, right_id))
    before = _standing(session, [(left, right, None)])[left, right]
    _undo(session, revision, [row.id for row in before if row.verdict != verdict])
    if all(row.verdict != verdict for row in before):
        _insert(session, [_row(revision, left, right, verdict, by, reason)])
    return None


def split(session: Session, revision: int, actor_id: int, by: str, reason: str | None = None) -> list[int]:
    """Undo every "same" that names this very actor, and leave these pairs open; return the others of the pairs.

    All get their names, facts and mentions back, which kept the actor that they came from.
    """
    live = session.scalars(
        select(Judgement)
        .where(or_(Judgement.left_id == actor_id, Judgement.right_id == actor_id))
        .where(Judgement.verdict == Verdict.SAME, Judgement.undone_revision.is_(None))
        .order_by(Judgement.id)
    ).all()
    pairs = dict.fromkeys((row.left_id, row.right_id) for row in live)
    # a pair that was left open before is left open by this split as well, also where the one before is undone
    standing = _standing(session, [(*pair, None) for pair in pairs])
    _undo(session, revision, [row.id for rows in standing.values() for row in rows])
    _insert(session, [_row(revision, *pair, Verdict.UNSURE, by, reason) for pair in pairs])
    settle(session, revision, {actor for pair in pairs for actor in pair})
    return [left if right == actor_id else right for left, right in pairs]


def contradiction(session: Session, actor_ids: Collection[int]) -> Refusal | None:
    """Return a live "different" between two of these actors, or those merged with them, that are one; there must be none."""
    left, right = aliased(Actor), aliased(Actor)
    for some in slices(actor_ids):
        row = session.execute(
            select(Judgement.left_id, Judgement.right_id, Judgement.made_revision)
            .join(left, left.id == Judgement.left_id)
            .join(right, right.id == Judgement.right_id)
            .where(Judgement.verdict == Verdict.DIFFERENT, Judgement.undone_revision.is_(None))
            .where(left.canonical_id == right.canonical_id)
            .where(left.canonical_id.in_(select(Actor.canonical_id).where(Actor.id.in_(some))))
        ).first()
        if row is not None:
            return Refusal(row.left_id, row.right_id, Obstacle.DIFFERENT, row.made_revision)
    return None


def judged(session: Session) -> set[int]:
    """Return all actors that are judged the same as another."""
    rows = session.execute(
        select(Judgement.left_id, Judgement.right_id).where(
            Judgement.verdict == Verdict.SAME, Judgement.undone_revision.is_(None)
        )
    )
    return {actor for row in rows for actor in row}


class _Standing(NamedTuple):
    """A live judgement on a pair."""

    id: int
    verdict: str
    by: str
    made_revision: int


def _standing(
    session: Session, pairs: Iterable[tuple[int, int, str | None]]
) -> defaultdict[tuple[int, int], list[_Standing]]:
    """Return the live judgements on these very pairs, the older actor first."""
    asked = {(min(left, right), max(left, right)) for left, right, _ in pairs}
    found: defaultdict[tuple[int, int], list[_Standing]] = defaultdict(list)
    columns = (Judgement.id, Judgement.verdict, Judgement.by, Judgement.made_revision)
    for some in slices({left for left, _ in asked}):
        rows = session.execute(
            select(Judgement.left_id, Judgement.right_id, *columns).where(
                Judgement.left_id.in_(some), Judgement.undone_revision.is_(None)
            )
        )
        for left, right, number, verdict, by, made in rows:
            if (left, right) in asked:
                found[left, right].append(_Standing(number, verdict, by, made))
    return found


def _row(
    revision: int, left: int, right: int, verdict: Verdict, by: str, reason: str | None
) -> dict[str, Any]:
    """Return a new judgement; of a pair the older actor is always on the left."""
    return {
        "left_id": left,
        "right_id": right,
        "verdict": verdict.value,
        "by": by,
        "reason": reason,
        "made_revision": revision,
        "undone_revision": None,
    }


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    next_id = (session.scalar(select(func.max(Judgement.id))) or 0) + 1
    bulk_insert(session, Judgement, [{"id": next_id + at, **row} for at, row in enumerate(rows)])


def _undo(session: Session, revision: int, judgement_ids: Iterable[int]) -> None:
    for some in slices(judgement_ids):
        session.execute(
            update(Judgement)
            .where(Judgement.id.in_(some))
            .values(undone_revision=revision)
            .execution_options(synchronize_session=False)
        )
