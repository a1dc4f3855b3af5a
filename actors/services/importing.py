"""Import foreign files: recognise, read, take over in one transaction, and follow with the index.

One transaction a source: an interrupted import has written nothing, and starts over to the same end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from actors.config import Settings
from actors.domain.foreign import ForeignActor
from actors.errors import DatabaseError, ForeignFileError, UsageError
from actors.formats.foreign_file import ForeignFile, open_foreign
from actors.formats.recognising import Reader, reader_of
from actors.services import indexing
from actors.services.asking import Asked, Basis
from actors.services.database import Report, silent, writing
from actors.services.importing_source import SourceImport
from actors.services.setup import without_garbage_collection
from actors.storage import readpath, sqlite

PART = 4000
"""Actors that are taken over at once: enough for bulk inserts, little in memory."""

MOST_NOTES = 1000
"""How many places of skipped lines and unknown bodies are remembered; all are counted."""

_UNSAFE = re.compile(r"[^A-Za-z0-9._~-]+")
_LONGEST_SOURCE = 33


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How files are to be imported: as what format and source (None: as they show), and how mistakes are met.

    `columns` gives the file's own word for a field: {"name": "Full Name"}.
    """

    format: str | None = None
    source: str | None = None
    licence: str | None = None
    url: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    skip_errors: bool = False
    dry_run: bool = False


@dataclass(slots=True, kw_only=True)
class Imported:
    """What an import did. `revision` is None where nothing had to change, or nothing was to be written."""

    source: str
    format: str
    read: int = 0
    new: int = 0
    asserted: int = 0
    retired: int = 0
    unchanged: int = 0
    same_as_known: int = 0
    skipped: int = 0
    revision: int | None = None
    aside: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def note(self, line: str) -> None:
        """Remember a place where something was skipped or could not be found."""
        if len(self.notes) < MOST_NOTES:
            self.notes.append(line)

    def refuse(self, error: ForeignFileError, wanted: Wanted) -> None:
        """Raise a mistake, or where mistakes are skipped, count and note it."""
        if not wanted.skip_errors:
            raise error
        self.skipped += 1
        self.note(str(error))

    def left_aside(self) -> dict[str, int]:
        """Return what could not be taken over, by kind."""
        return {what: times for what, times in sorted(self.aside.items()) if times}

    def to_json(self) -> dict[str, Any]:
        """Return the document of `import --json` for one source."""
        return {
            "source": self.source,
            "format": self.format,
            "actors": {"read": self.read, "new": self.new, "same_as_known": self.same_as_known},
            "facts": {
                "asserted": self.asserted,
                "retired": self.retired,
                "unchanged": self.unchanged,
            },
            "skipped": self.skipped,
            "left_aside": self.left_aside(),
            "notes": self.notes,
            "changed": self.revision is not None,
        }


def import_files(
    settings: Settings, paths: Sequence[str], wanted: Wanted, report: Report = silent
) -> list[Imported]:
    """Import files ("-" is standard input), each as a source by its own name, or all as the source wanted.

    Raises ForeignFileError for the first mistake, unless mistakes are skipped, and for a source without any
    actor; nothing is written of that source then. The search index follows at the end.
    """
    with ExitStack() as opened:
        groups: dict[str, list[tuple[ForeignFile, Reader]]] = {}
        for path in paths:
            file = opened.enter_context(open_foreign(path))
            groups.setdefault(wanted.source or _source_of(file), []).append(
                (file, reader_of(file, wanted.format))
            )
        for source in groups:
            _check_source(source)
        done: list[Imported] = []
        try:
            for source, files in groups.items():
                report(f"Importing {', '.join(file.name for file, _ in files)} as {source} …")
                with without_garbage_collection(), _room_for_files():
                    done.append(_import_source(settings, source, files, wanted, report))
        finally:
            if (
                done and not wanted.dry_run
            ):  # also where nothing changed: the import before may have been killed
                indexing.follow(settings, report)
    return done


def _import_source(
    settings: Settings,
    source: str,
    files: Sequence[tuple[ForeignFile, Reader]],
    wanted: Wanted,
    report: Report,
) -> Imported:
    """Take over all actors of the files as one source, and retire what the source does not say any more."""
    done = Imported(source=source, format=files[0][1].name)
    with writing(settings, f"import {source}", report, index=False) as write:
        with SourceImport(write, wanted, done) as run:
            for part in _parts(_actors(files, wanted, done)):
                run.take_actors(part)
                report(f"  {done.read:,} actors read")
            if not done.read:
                raise ForeignFileError("there is no actor in it", where=files[0][0].name)
            run.judge()
            run.take_ties()
            run.finish()
        if wanted.dry_run or not run.has_changed:
            write.session.rollback()
        else:
            done.revision = write.revision
    return done


@contextmanager
def _room_for_files() -> Iterator[None]:
    """Say in one line that the temporary files of an import, or the file read, failed."""
    try:
        yield
    except OSError as error:
        what = f"nothing is imported: {error.strerror or error}"
        raise DatabaseError(what, hint="is there room for temporary files?") from error


def _source_of(file: ForeignFile) -> str:
    """Return the name of the source that a file is: its own name without its ending."""
    return _UNSAFE.sub("-", file.path.stem).strip("-") if file.path else "stdin"


def _check_source(source: str) -> None:
    if not source or len(source) > _LONGEST_SOURCE or _UNSAFE.search(source):
        raise UsageError(
            f"{source!r} cannot be the name of a source",
            hint=f"give --source a short name of letters, digits and hyphens, at most {_LONGEST_SOURCE}",
        )


def _actors(
    files: Sequence[tuple[ForeignFile, Reader]], wanted: Wanted, done: Imported
) -> Iterator[ForeignActor]:
    """Yield what can be read; what cannot is skipped with a note, or raised."""
    for file, reader in files:
        for actor in reader.read(file, wanted.columns, done.aside):
            if isinstance(actor, ForeignActor):
                yield actor
            else:
                done.refuse(actor, wanted)


def _parts(actors: Iterator[ForeignActor]) -> Iterator[list[ForeignActor]]:
    part: list[ForeignActor] = []
    for actor in actors:
        part.append(actor)
        if len(part) == PART:
            yield part
            part = []
    if part:
        yield part


def basis(settings: Settings) -> Basis:
    """Return what the answer of an import rests on: today, and the revision that the database has now."""
    connection = sqlite.connect_to_read(settings.database)
    try:
        state = readpath.database_state(connection)
    finally:
        connection.close()
    return Basis(Asked.on(None).day, state.revision, state.known_until)
