"""The Python API: the same journeys as the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from actors.config import Settings
from actors.matching.compare import Comparison, compare
from actors.services import importing, listing, resolving, searching, setup, showing
from actors.services.database import Report, silent


class Database:
    """A database of actors with its search index; use it within `open_database`."""

    def __init__(self, settings: Settings, report: Report = silent) -> None:
        self.settings = settings
        self._report = report

    def initialise(self) -> str:
        """Make the database from the bundled seeds, or bring an existing one to them."""
        return setup.initialise(self.settings, self._report)

    def search(
        self, text: str, on: str | None = None, kind: str | None = None, limit: int = 10
    ) -> searching.SearchResult:
        """Find actors by words of their names, roles and descriptions."""
        return searching.search(self.settings, text, on, kind, limit, self._report)

    def resolve(self, text: str, on: str | None = None, kind: str | None = None) -> resolving.Answer:
        """Say who or what a text names on a day, or that it is ambiguous or unknown."""
        return resolving.resolve(self.settings, text, on, kind, self._report)

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

    def import_files(
        self, paths: Sequence[str], wanted: importing.Wanted | None = None
    ) -> list[importing.Imported]:
        """Take over actors from files, each as a source of its own, or all as the source wanted."""
        return importing.import_files(self.settings, paths, wanted or importing.Wanted(), self._report)


@contextmanager
def open_database(path: str | None = None, report: Report = silent) -> Iterator[Database]:
    """Open the database at `path`, else $ACTORS_DB, else the user's own, which is made if it is missing."""
    yield Database(Settings.resolve(path), report)
