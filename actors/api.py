"""The Python API: the same journeys as the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from actors.config import Settings
from actors.domain.dates import PartialDate
from actors.domain.document import ReadText
from actors.domain.judgement import Verdict
from actors.formats.name_tables import NameRow
from actors.formats.texts import Text
from actors.matching.compare import Comparison, compare
from actors.services import (
    appearing,
    duplicates,
    importing,
    ingesting,
    listing,
    matching_rows,
    merging,
    resolving,
    searching,
    setup,
    showing,
    undoing,
)
from actors.services.database import Report, silent
from actors.services.opened import OpenData
from actors.services.tagging import Reader, open_reader

if TYPE_CHECKING:
    from actors.services import exporting


class Database:
    """A database of actors with its search index; use it within `open_database`."""

    def __init__(self, settings: Settings, report: Report = silent) -> None:
        self.settings = settings
        self._report = report
        self._opened = ExitStack()
        self._data = OpenData(settings, report)
        self._reader: Reader | None = None

    def initialise(self) -> str:
        """Make the database from the bundled seeds, or bring an existing one to them."""
        return setup.initialise(self.settings, self._report)

    def search(
        self, text: str, on: str | None = None, kind: str | None = None, limit: int = 10
    ) -> searching.SearchResult:
        """Find actors by words of their names, roles and descriptions."""
        with self._data.now() as data:
            return searching.search_in(data, text, on, kind, limit)

    def resolve(self, text: str, on: str | None = None, kind: str | None = None) -> resolving.Answer:
        """Say who or what a text names on a day, or that it is ambiguous or unknown."""
        with self._data.now() as data:
            return resolving.resolve_in(data, text, on, kind)

    def compare(self, left: str, right: str, kind: str | None = None) -> Comparison:
        """Judge two names alone."""
        return compare(left, right, kind)

    def show(self, key_or_name: str, on: str | None = None) -> showing.Shown:
        """Return all that is known of one actor."""
        return showing.show(self.settings, key_or_name, on, self._report)

    def roles(
        self,
        state: str | None = None,
        position_class: str | None = None,
        on: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> listing.RoleTable:
        """Return who held what, on a day or in a period."""
        return listing.roles(self.settings, state, position_class, on, since, until, self._report)

    def match(
        self, rows: Iterable[NameRow], kind: str | None = None, limit: int = 5, workers: int | None = None
    ) -> Iterator[tuple[NameRow, matching_rows.Matched]]:
        """Resolve many names, each on its day, in their order."""
        options = matching_rows.Options(kind, limit)
        for lot in matching_rows.match_rows(self.settings, rows, options, workers, self._report):
            yield from lot

    def duplicates(self, kind: str | None = None, limit: int = 20) -> duplicates.Duplicates:
        """Return pairs of actors that are likely one."""
        return duplicates.duplicates(self.settings, kind, limit, self._report)

    def merge(
        self, left: str, right: str, verdict: Verdict = Verdict.SAME, reason: str | None = None
    ) -> merging.Judged:
        """Judge two actors the same, different or unsure."""
        return merging.merge(self.settings, left, right, verdict, reason, self._report)

    def split(self, key: str, reason: str | None = None) -> merging.Split:
        """Undo the merges that name an actor."""
        return merging.split(self.settings, key, reason, self._report)

    def undo(self, revision: int | None = None) -> undoing.Undone:
        """Undo the last write that stands, or any other."""
        return undoing.undo(self.settings, revision, self._report)

    def log(self, limit: int = 20) -> undoing.Log:
        """Return what was written, the newest first."""
        return undoing.log(self.settings, limit, self._report)

    def import_files(
        self, paths: Sequence[str], wanted: importing.Wanted | None = None
    ) -> list[importing.Imported]:
        """Take over actors from files, each as a source of its own, or all as the source wanted."""
        return importing.import_files(self.settings, paths, wanted or importing.Wanted(), self._report)

    def export(self, target: str, form: str | None = None) -> exporting.Exported:
        """Export to a file or folder ("-" is standard output); without a format, as the file's ending says."""
        from actors.services import exporting

        return exporting.export(self.settings, form, target, sys.stdout.buffer, self._report)

    def tag(self, text: str, date: str | None = None, lang: str | None = None) -> ReadText:
        """Find the actors that a text names, as of its day; the first call loads the names, and they stay as they are."""
        if self._reader is None:
            self._reader = self._opened.enter_context(open_reader(self.settings, self._report))
        return self._reader.read(text, PartialDate.parse(date) if date else None, lang)

    def ingest(self, texts: Iterable[Text], workers: int = 1) -> ingesting.Counts:
        """Store texts (`Text("place", "id", "The text …")`) with the mentions in them; the same text changes nothing.

        With more than one worker the program that calls must be importable, as for all of Python's multiprocessing.
        """
        return ingesting.ingest(self.settings, texts, workers, self._report)

    def documents(self) -> ingesting.Listed:
        """Return the documents that are stored, the newest first."""
        return ingesting.documents(self.settings, self._report)

    def together(
        self,
        a: str,
        b: str | None = None,
        scope: str = "sentence",
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
    ) -> appearing.PairAnswer | appearing.RankedAnswer:
        """Return where two actors appear together, or with whom one does most often."""
        return appearing.together(self.settings, a, b, scope, since, until, limit, self._report)

    def unknown(self, limit: int = 50) -> appearing.Unknown:
        """Return the names in the documents that look like an actor's and are nobody's."""
        return appearing.unknown_names(self.settings, limit, self._report)

    def close(self) -> None:
        """Let go of the files and of the names that `tag` loaded."""
        self._data.close()
        self._opened.close()
        self._reader = None


@contextmanager
def open_database(path: str | None = None, report: Report = silent) -> Iterator[Database]:
    """Open the database at `path`, else $ACTORS_DB, else the user's own, which is made if it is missing."""
    database = Database(Settings.resolve(path), report)
    try:
        yield database
    finally:
        database.close()
