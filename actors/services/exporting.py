"""Export the database: whole actors, tables, a snapshot or the network of co-appearances, the same bytes each time."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TypeVar

from actors.config import Settings
from actors.errors import ExportError, UsageError
from actors.formats.csv_folder import write_table
from actors.formats.datasette import FIRST_LINE, datasette_yaml
from actors.formats.followthemoney_writing import entities_of
from actors.formats.gexf import gexf
from actors.formats.jsonl import to_line
from actors.services.aside import explained, file_aside, folder_aside
from actors.services.database import Report, reading, silent
from actors.storage import exporting, sqlite
from actors.storage.snapshot import write_snapshot

One = TypeVar("One")

STREAMS = ("jsonl", "followthemoney", "gexf")
"""The formats that are one stream, which can go to standard output; csv is a folder, sqlite a file."""

FORMATS = (*STREAMS, "csv", "sqlite")

_ENDINGS = {
    ".ftm.json": "followthemoney",
    ".gexf": "gexf",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
}

_STEP = 25_000
"""After how many actors or pairs something is said."""


@dataclass(slots=True)
class Exported:
    """What was written: numbers by kind, and by kind what the format has no place for."""

    format: str
    target: str
    written: dict[str, int] = field(default_factory=dict)
    unsaid: Counter[str] = field(default_factory=Counter)


def export(
    settings: Settings, named: str | None, target: str | None, stdout: BinaryIO, report: Report = silent
) -> Exported:
    """Export to a file or folder, or to standard output (None or "-"); without a format, as the file's ending says.

    Files and folders are written aside and renamed. Raises UsageError for a folder's or file's format without one,
    ExportError where it cannot be written.
    """
    chosen = named or _format_of(target)
    done = Exported(chosen, target if target and target != "-" else "standard output")
    if target is None or target == "-":
        if chosen not in STREAMS:
            kind = "folder" if chosen == "csv" else "file"
            raise UsageError(f"{chosen} is not one stream", hint=f"name a {kind} with -o")
        with reading(settings, report) as connection:
            _to_stream(connection, stdout, done, report)
        return done
    path = _checked(settings, target)
    with reading(settings, report) as connection:
        if chosen == "csv":
            _to_folder(connection, path, done, report)
        elif chosen == "sqlite":
            _to_snapshot(connection, path, done, report)
        elif path.exists() and not (
            path.is_file() or path.is_dir()
        ):  # a device or pipe has no place beside it
            with explained(path), path.open("wb") as stream:
                _to_stream(connection, stream, done, report)
        else:
            with file_aside(path) as aside, aside.open("wb") as stream:
                _to_stream(connection, stream, done, report)
    return done


def _format_of(target: str | None) -> str:
    return next(
        (name for ending, name in _ENDINGS.items() if (target or "").lower().endswith(ending)), "jsonl"
    )


def _checked(settings: Settings, target: str) -> Path:
    if "\0" in target or not target:
        raise UsageError("an export cannot have this name")
    path = Path(os.path.realpath(target))
    if sqlite.is_ours(path):
        which = "the database itself" if path == Path(os.path.realpath(settings.database)) else "a database"
        raise ExportError(f"{target} is {which}", hint="name another file")
    return path


def _to_stream(connection: sqlite3.Connection, stream: BinaryIO, done: Exported, report: Report) -> None:
    with explained(done.target):
        for text in _texts(connection, done, report):
            stream.write(text.encode())
        stream.flush()


def _texts(connection: sqlite3.Connection, done: Exported, report: Report) -> Iterator[str]:
    if done.format == "gexf":
        pairs = _counted(exporting.co_appearances(connection), "pairs", done, report)
        yield from gexf(exporting.appearing(connection), pairs)
        return
    actors = _counted(exporting.whole_actors(connection), "actors", done, report)
    done.unsaid.update(exporting.left_out(connection))
    if done.format == "jsonl":
        yield from (f"{to_line(actor)}\n" for actor in actors)
        return
    countries = exporting.countries(connection)
    for actor in actors:
        for entity in entities_of(actor, countries, done.unsaid):
            yield json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n"


def _to_folder(connection: sqlite3.Connection, path: Path, done: Exported, report: Report) -> None:
    files = tuple(f"{table}.csv" for table in exporting.ORDERS)
    with folder_aside(path, files) as aside:
        for table in exporting.ORDERS:
            done.written[table] = write_table(
                aside / f"{table}.csv", *exporting.table_rows(connection, table)
            )
            report(f"  {done.written[table]:,} {table}")


def _to_snapshot(connection: sqlite3.Connection, path: Path, done: Exported, report: Report) -> None:
    beside = path.with_name("datasette.yaml")
    with file_aside(path) as aside, sqlite.explained(path):
        for table, count in write_snapshot(connection, aside):
            done.written[table] = count
            report(f"  {count:,} {table}")
    if beside.exists() and not beside.read_text("utf-8", "replace").startswith(FIRST_LINE):
        report(f"{beside} is not of an export: it stays as it is")
        return
    with file_aside(beside) as aside:
        aside.write_text(datasette_yaml(path.stem), "utf-8")


def _counted(found: Iterator[One], what: str, done: Exported, report: Report) -> Iterator[One]:
    """Pass everything on, and count it."""
    count = 0
    for count, one in enumerate(found, 1):
        if count % _STEP == 0:
            report(f"  {count:,} {what}")
        yield one
    done.written[what] = count
