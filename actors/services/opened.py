"""A database with its index, open for one question after the other; each sees the newest state of both."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from actors.config import Settings
from actors.services.asking import Asked, Basis
from actors.services.database import Report, open_to_read, silent
from actors.services.known_words import KnownWords
from actors.storage import readpath, sqlite

if TYPE_CHECKING:
    from actors.search.index import OpenIndex
    from actors.services.indexing import KeptIndex

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Data:
    """What a question is answered from: one state of a database, the words of its names, and its index."""

    connection: sqlite3.Connection
    state: readpath.State
    words: KnownWords
    _index: Callable[[], KeptIndex]

    def ask_index(self, question: Callable[[OpenIndex], Answer]) -> Answer | None:
        """Ask the index of this very state; None where there is none."""
        return self._index().answered(self.connection, question)

    def basis(self, asked: Asked) -> Basis:
        """Return what an answer as of a day rests on."""
        return Basis(asked.day, self.state.revision, self.state.known_until)


class OpenData:
    """A database that stays open between questions; threads take turns. Close it after use."""

    def __init__(self, settings: Settings, report: Report = silent) -> None:
        self._settings = settings
        self._report = report
        self._turn = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._words: KnownWords | None = None
        self._kept_index: KeptIndex | None = None

    @contextmanager
    def now(self) -> Iterator[Data]:
        """Give the newest state; the default database is built if it is missing."""
        with self._turn:
            connection = self._opened()
            with sqlite.explained(self._settings.database):
                connection.execute("BEGIN")
                try:
                    state = readpath.database_state(connection)
                    if self._words is None or self._words.state != state:
                        self._words = KnownWords(connection, state)
                    yield Data(connection, state, self._words, self._opened_index)
                finally:
                    connection.rollback()

    def close(self) -> None:
        """Let go of the files."""
        with self._turn:
            self._close()

    def _opened(self) -> sqlite3.Connection:
        path = self._settings.database
        if self._connection is not None:
            found = path.stat() if path.exists() else None
            if found is None or (found.st_dev, found.st_ino) != self._file:
                self._close()  # another file stands in its place
        if self._connection is None:
            self._connection = open_to_read(self._settings, self._report)
            found = path.stat()
            self._file = found.st_dev, found.st_ino
        return self._connection

    def _opened_index(self) -> KeptIndex:
        from actors.services.indexing import KeptIndex  # Whoosh costs 0.03 s that a known name need not pay

        if self._kept_index is None:
            self._kept_index = KeptIndex(self._settings, self._report)
        return self._kept_index

    def _close(self) -> None:
        if self._kept_index is not None:
            self._kept_index.close()
        if self._connection is not None:
            self._connection.close()
        self._connection = self._words = self._kept_index = None


@contextmanager
def opened(settings: Settings, report: Report = silent) -> Iterator[Data]:
    """Give one state of a database for one question."""
    data = OpenData(settings, report)
    try:
        with data.now() as now:
            yield now
    finally:
        data.close()
