"""Keep the search index in step with the database: use it, bring it up to date, or build it anew."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from actors.config import Settings
from actors.domain.actor import Profile
from actors.errors import ActorsError, IndexUnavailableError
from actors.search import generations
from actors.search import index as search_index
from actors.search.index import OpenIndex, Part, Stamp
from actors.services.database import Report, silent
from actors.services.processes import beside, cores
from actors.storage import readpath, sqlite

WAIT_SECONDS = 30.0
"""How long a reader waits for a writer to finish with the index before it answers from SQL keys alone."""

MOST_REPLAYED = 0.35
"""The share of changed actors up to which replacing their cards is faster than building anew: of 150,000 actors
0.66 ms for a card that is replaced, 0.24 ms for one that is built."""

WORTH_TWO = 2000
"""Actors from which on a second process, which takes 0.4 s to start, makes building an index faster."""

Answer = TypeVar("Answer")


class KeptIndex:
    """The index of a database, kept open between questions; close it after use."""

    def __init__(self, settings: Settings, report: Report = silent) -> None:
        self._settings = settings
        self._report = report
        self._index: OpenIndex | None = None

    def answered(
        self, connection: sqlite3.Connection, question: Callable[[OpenIndex], Answer]
    ) -> Answer | None:
        """Ask the index of the very state that `connection` reads; None where it cannot be had.

        It is brought up to date or built anew on any doubt, also where it turns out to be damaged when asked.
        """
        index = self._of_state(connection)
        if index is None:
            return None
        try:
            return question(index)
        except search_index.DAMAGE as error:
            self._report(f"The search index is damaged ({type(error).__name__})")
        self.close()
        try:
            rebuild(self._settings, self._report)
        except IndexUnavailableError as error:
            self._report(f"Searching exact names only: {error}")
            return None
        index = self._of_state(connection)
        return question(index) if index is not None else None

    def close(self) -> None:
        """Release the files."""
        if self._index is not None:
            self._index.close()
            self._index = None

    def _of_state(self, connection: sqlite3.Connection) -> OpenIndex | None:
        stamp = _stamp(readpath.database_state(connection))
        if self._index is not None and self._index.stamp == stamp:
            return self._index
        self.close()
        index = search_index.open_current(self._settings.index_folder)
        if index is None or index.stamp != stamp:
            if index is not None:
                index.close()
            try:
                index = _brought_up(self._settings, self._report)
            except IndexUnavailableError as error:
                self._report(f"Searching exact names only: {error}")
                return None
        self._index = index
        return index


def follow(settings: Settings, report: Report = silent) -> None:
    """Bring the index up to date after a write has been committed.

    If that fails the write stands all the same: the next search sees that the index is behind.
    """
    try:
        index = _brought_up(settings, report)
    except IndexUnavailableError as error:
        report(f"The change is saved; the search index will be brought up to date later: {error}")
        return
    if index is not None:
        index.close()


def rebuild(settings: Settings, report: Report = silent) -> int:
    """Build the index anew from all actors; return their number."""
    generations.prepare(settings.index_folder)
    with generations.locked(settings.index_folder, WAIT_SECONDS) as free:
        if not free:
            raise IndexUnavailableError("another process is building the index", hint="try again")
        connection = sqlite.connect_to_read(settings.database)
        try:
            connection.execute("BEGIN")
            return _build(settings, connection, report)
        finally:
            connection.close()


def check(settings: Settings) -> list[str]:
    """Return what is wrong with the index; nothing if it is in step with the database."""
    connection = sqlite.connect_to_read(settings.database)
    try:
        connection.execute("BEGIN")
        state = readpath.database_state(connection)
        index = search_index.open_current(settings.index_folder)
        if index is None:
            return ["there is no usable index: the next search builds it"]
        try:
            if not search_index.is_intact(settings.index_folder, index.stamp):
                return ["the index is damaged: rebuild it with actors index --rebuild"]
            if index.stamp != _stamp(state):
                return [
                    f"the index is of revision {index.stamp.revision}, the database of {state.search_revision}:"
                    " the next search brings it up to date"
                ]
            (actors,) = connection.execute("SELECT count(*) FROM actors").fetchone()
            documents = index.searcher.doc_count() - 1  # the state is a document too
            return (
                [] if documents == actors else [f"{documents} actors in the index, {actors} in the database"]
            )
        finally:
            index.close()
    finally:
        connection.close()


def _brought_up(settings: Settings, report: Report) -> OpenIndex | None:
    """Update or rebuild under the lock, from the newest state; return the index opened, if it can be."""
    folder = settings.index_folder
    generations.prepare(folder)
    with generations.locked(folder, WAIT_SECONDS) as free:
        if not free:
            report("Another process keeps the search index busy: searching exact names only")
            return None
        connection = sqlite.connect_to_read(settings.database)
        try:
            connection.execute("BEGIN")
            state = readpath.database_state(connection)
            index = search_index.open_current(folder)
            if index is not None:
                stamp = index.stamp
                if stamp == _stamp(state):
                    return index
                index.close()
                if (
                    stamp.revision < state.search_revision
                    and readpath.has_revision(connection, stamp.revision, stamp.token)
                    and _replay(settings, connection, stamp, _stamp(state))
                ):
                    return search_index.open_current(folder)
            _build(settings, connection, report)
            return search_index.open_current(folder)
        finally:
            connection.close()


def _replay(settings: Settings, connection: sqlite3.Connection, before: Stamp, now: Stamp) -> bool:
    """Replace the cards that changed since; False where building anew is needed, or faster."""
    changed = readpath.changed_since(connection, before.revision)
    (actors,) = connection.execute("SELECT count(*) FROM actors").fetchone()
    if len(changed) > max(1000, MOST_REPLAYED * actors):
        return False
    profiles = readpath.profiles(connection, changed)
    removed = readpath.without_card(connection, before.revision)
    return search_index.update(settings.index_folder, profiles, removed, now)


def _build(settings: Settings, connection: sqlite3.Connection, report: Report) -> int:
    (actors,) = connection.execute("SELECT count(*) FROM actors").fetchone()
    report(f"Building the search index of {actors:,} actors …")

    def progress(number: int) -> None:
        if number % 5000 == 0:
            report(f"  {number:,} of {actors:,}")

    stamp = _stamp(readpath.database_state(connection))
    middle = readpath.middle_key(connection) if actors >= WORTH_TWO and cores() > 1 else None
    if middle is None:
        search_index.build(settings.index_folder, readpath.profiles(connection), stamp, progress)
        return int(actors)

    @contextmanager
    def second_half(generation: Path) -> Iterator[Callable[[], Part | Iterable[Profile]]]:
        with beside(_write_from, settings, generation, middle, stamp) as written:

            def part() -> Part | Iterable[Profile]:
                with suppress(Exception):  # whatever failed there is done here, and told if it fails again
                    return written.result()
                return readpath.profiles_between(connection, first=middle)

            yield part

    first_half = readpath.profiles_between(connection, before=middle)
    search_index.build(settings.index_folder, first_half, stamp, progress, second_half)
    return int(actors)


def _write_from(settings: Settings, generation: Path, key: str, stamp: Stamp) -> Part:
    """Write the actors from a key on, in a process of its own; raise ActorsError if the database went on."""
    gc.disable()
    connection = sqlite.connect_to_read(settings.database)
    try:
        connection.execute("BEGIN")
        if _stamp(readpath.database_state(connection)) != stamp:
            raise ActorsError("the database has changed")
        return search_index.write_part(generation, readpath.profiles_between(connection, first=key))
    finally:
        connection.close()


def _stamp(state: readpath.State) -> Stamp:
    return Stamp(state.search_revision, state.search_token)
