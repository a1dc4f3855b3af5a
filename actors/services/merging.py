"""Judge two actors the same, different or unsure, and take merges back."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from actors.config import Settings
from actors.domain.judgement import CURATOR, Obstacle, Refusal, Verdict
from actors.errors import ActorsError, UsageError
from actors.services.asking import Asked, Basis
from actors.services.database import Report, reading, silent, writing
from actors.services.known_words import KnownWords
from actors.services.resolving import resolve_with
from actors.services.showing import only_key
from actors.storage import readpath


class Judged(NamedTuple):
    """Two actors by the keys asked, the key that stands for the first now, and whether anything changed."""

    left: str
    right: str
    verdict: Verdict
    canonical: str
    changed: bool
    revision: int

    def to_json(self) -> dict[str, Any]:
        """Return the judgement as one JSON document."""
        basis = Basis(Asked.on(None).day, self.revision, None)
        return {**self._asdict(), "verdict": self.verdict.value, **basis.to_json()}


class Split(NamedTuple):
    """The key of an actor that stands alone again, those it was merged with, and the revision made."""

    key: str
    apart: tuple[str, ...]
    revision: int

    def to_json(self) -> dict[str, Any]:
        """Return the split as one JSON document."""
        return {**self._asdict(), **Basis(Asked.on(None).day, self.revision, None).to_json()}


def merge(
    settings: Settings,
    left: str,
    right: str,
    verdict: Verdict = Verdict.SAME,
    reason: str | None = None,
    report: Report = silent,
) -> Judged:
    """Judge two actors, given by keys or by names that resolve: from then on the same appear as one.

    Raises ActorsError where an earlier judgement stands in the way, or where one is a person and the other a state.
    """
    with reading(settings, report) as connection:
        one, other = (_actor(connection, text) for text in (left, right))
        if one.id == other.id:
            raise UsageError(f"{left!r} and {right!r} are the same key, {one.key}")
        if verdict is Verdict.SAME and one.canonical == other.canonical:
            revision = readpath.database_state(connection).revision
            return Judged(one.key, other.key, verdict, one.canonical, changed=False, revision=revision)
    from actors.storage import judgements

    verb = "merge" if verdict is Verdict.SAME else f"judge {verdict}"
    with writing(settings, f"{verb} {one.key} {other.key}", report) as write:
        judged = (write.session, write.revision, one.id, other.id)
        refusal = (
            judgements.judge_same(*judged, CURATOR, reason)
            if verdict is Verdict.SAME
            else judgements.judge_apart(*judged, verdict, CURATOR, reason)
        )
        if refusal is not None:
            raise _refused(write.connection, refusal)
        canonical = _by_key(write.connection, one.key).canonical
    return Judged(one.key, other.key, verdict, canonical, changed=True, revision=write.revision)


def split(settings: Settings, key: str, reason: str | None = None, report: Report = silent) -> Split:
    """Undo the merges that name an actor, and leave the pairs open, so that no import merges them again.

    Raises ActorsError if there is no such merge, NotFoundError or AmbiguousNameError if there is no such actor.
    """
    with reading(settings, report) as connection:
        actor = _actor(connection, key)
    from actors.storage import judgements

    with writing(settings, f"split {actor.key}", report) as write:
        others = judgements.split(write.session, write.revision, actor.id, CURATOR, reason)
        if not others:
            raise ActorsError(f"{actor.key} is not merged with any other", hint="actors log shows the merges")
        apart = tuple(sorted(key_of(write.connection, other) for other in others))
    return Split(actor.key, apart, write.revision)


def key_of(connection: sqlite3.Connection, actor_id: int) -> str:
    """Return the own key of an actor, merged or not."""
    (key,) = connection.execute("SELECT key FROM actor WHERE id = ?", (actor_id,)).fetchone()
    return str(key)


class _Actor(NamedTuple):
    """An actor that a judgement names: itself, not the one that it was merged into."""

    id: int
    key: str
    canonical: str


def _actor(connection: sqlite3.Connection, text: str) -> _Actor:
    """Return the actor with a key, merged or not, else the one that a name resolves to: no near name will do."""
    key = text.strip()
    if readpath.actor_key(connection, key) is None:
        key = only_key(resolve_with(KnownWords(connection), text, Asked.on(None), None, near=False), text)
    return _by_key(connection, key)


def _by_key(connection: sqlite3.Connection, key: str) -> _Actor:
    row = connection.execute(
        "SELECT a.id, a.key, c.key FROM actor a JOIN actor c ON c.id = a.canonical_id WHERE a.key_lower = ?",
        (key.lower(),),
    ).fetchone()
    return _Actor(*row)


def _refused(connection: sqlite3.Connection, refusal: Refusal) -> ActorsError:
    left, right = key_of(connection, refusal.left_id), key_of(connection, refusal.right_id)
    if refusal.why is Obstacle.DIFFERENT:
        return ActorsError(
            f"this would join actors judged different in revision {refusal.revision}",
            hint=f"actors log shows it, actors undo {refusal.revision} takes it back",
        )
    if refusal.why is Obstacle.SAME:
        return ActorsError(f"{left} and {right} are one actor", hint="split them first: actors split KEY")
    return ActorsError(f"{left} and {right} are of different kinds and cannot be merged")
