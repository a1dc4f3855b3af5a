"""The log of what was written, and undoing any of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from actors.config import Settings
from actors.errors import ActorsError, NotFoundError
from actors.services.asking import Asked, Basis
from actors.services.database import KEYS_REASON, Report, reading, silent, writing
from actors.services.merging import key_of
from actors.services.setup import SEEDS_REASON
from actors.storage import history as histories
from actors.storage import readpath
from actors.storage.history import Change, History

_OWN = frozenset({SEEDS_REASON, KEYS_REASON})
"""The reasons of writes that are the program's own: they come back by themselves."""


class Undone(NamedTuple):
    """What an undo did to the facts and judgements of `write`; `restored` if it brought an undone write back."""

    write: int
    reason: str
    restored: bool
    asserted: int
    retired: int
    kept: int
    judgements: int
    revision: int

    def to_json(self) -> dict[str, Any]:
        """Return what was done as one JSON document."""
        return {**self._asdict(), **Basis(Asked.on(None).day, self.revision, None).to_json()}


@dataclass(frozen=True, slots=True)
class Log:
    """Revisions, the newest first, each with the undo that turned it over, if one is in force."""

    basis: Basis
    entries: Sequence[tuple[Change, int | None]]

    def to_json(self) -> dict[str, Any]:
        """Return the log as one JSON document."""
        return {
            **self.basis.to_json(),
            "revisions": [
                {
                    "revision": change.revision,
                    "created": change.created,
                    "reason": change.reason,
                    "asserted": change.asserted,
                    "retired": change.retired,
                    "judged": change.judged,
                    "unjudged": change.unjudged,
                    "undone_by": undone_by,
                }
                for change, undone_by in self.entries
            ],
        }


def log(settings: Settings, limit: int = 20, report: Report = silent) -> Log:
    """Return the newest revisions with their reasons and what they changed."""
    with reading(settings, report) as connection:
        state = readpath.database_state(connection)
        past = histories.history(connection)
        entries = [
            (change, past.undone_by(change.revision)) for change in histories.changes(connection, limit)
        ]
        return Log(Basis(Asked.on(None).day, state.revision, state.known_until), entries)


def undo(settings: Settings, revision: int | None = None, report: Report = silent) -> Undone:
    """Turn over a write, by default the last one that stands: what it stated is retired, what it retired lives again.

    Undoing an undo brings the write back. Writes can be undone in any order; a fact stands as the last write left it
    that is not undone. The bundled seeds cannot be undone, nor what reading texts stored. Captions, descriptions and
    dates of actors, which are no facts, stay as they are.

    Raises NotFoundError if there is no such revision, ActorsError where it is undone already, changed nothing, or
    would join actors judged different.
    """
    with reading(settings, report) as connection:
        past = histories.history(connection)
        target = _last(connection, past) if revision is None else _undoable(connection, past, revision)
    from actors.storage import judgements, undoing

    with writing(settings, histories.undo_reason(target.revision), report) as write:
        before, past = past, histories.history(write.connection)
        if before.undos.keys() != past.undos.keys() - {write.revision}:
            raise ActorsError("another process has undone something meanwhile", hint="try again")
        number = past.write_of(target.revision)
        turned = undoing.turn_over(write.session, write.revision, number, past)
        clash = judgements.contradiction(write.session, turned.judged)
        if clash is not None:
            left, right = (key_of(write.connection, actor) for actor in (clash.left_id, clash.right_id))
            raise ActorsError(
                f"{left} and {right} would be one, but were judged different in revision {clash.revision}",
                hint=f"undo that first: actors undo {clash.revision}",
            )
        (change,) = histories.changes(write.connection, only=number)
    return Undone(
        number,
        change.reason,
        number not in past.undone,
        turned.asserted,
        turned.retired,
        turned.kept,
        turned.judgements,
        write.revision,
    )


def _last(connection: sqlite3.Connection, past: History) -> Change:
    """Return the last write of a user that is not undone."""
    for change in histories.changes(connection):
        if change.revision in past.undos or change.revision in past.undone or change.reason in _OWN:
            continue
        if change.searchable:  # what reading texts stored is removed by `documents --remove`
            return _with_something(change)
    raise ActorsError("there is nothing to undo", hint="actors log shows what was written")


def _undoable(connection: sqlite3.Connection, past: History, revision: int) -> Change:
    change = next(histories.changes(connection, only=revision), None)
    if change is None:
        raise NotFoundError(f"there is no revision {revision}", hint="actors log shows them")
    undo = past.undone_by(revision)
    if undo is not None:
        raise ActorsError(
            f"revision {revision} is already undone by revision {undo}",
            hint=f"actors undo {undo} brings it back",
        )
    if change.reason in _OWN:
        raise ActorsError(f"revision {revision} ({change.reason}) is the program's own and cannot be undone")
    if revision in past.undos:
        return change
    return _with_something(change)


def _with_something(change: Change) -> Change:
    if change.is_empty:
        raise ActorsError(
            f"revision {change.revision} ({change.reason}) changed no fact and no judgement",
            hint="name another: actors undo REVISION",
        )
    return change
