"""The formats that can be imported, and which of them a file is in, by its content."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from actors.domain.foreign import ForeignActor
from actors.errors import ForeignFileError, UsageError
from actors.formats.csv_table import read_csv_table
from actors.formats.followthemoney import read_followthemoney
from actors.formats.foreign_file import ForeignFile
from actors.formats.jsonl import read_jsonl
from actors.formats.ofac import read_ofac
from actors.formats.petrarch import read_petrarch

Read = Callable[[ForeignFile, Mapping[str, str], Counter[str]], Iterator[ForeignActor | ForeignFileError]]


class Reader(NamedTuple):
    """A format by name, with the generator of its actors: (file, --map, counts of what is left aside)."""

    name: str
    read: Read


READERS = {
    "jsonl": read_jsonl,
    "csv": read_csv_table,
    "followthemoney": read_followthemoney,
    "ofac": read_ofac,
    "petrarch": read_petrarch,
}

_FOLLOWTHEMONEY = re.compile(r'"schema"\s*:\s*"[A-Z]')
_OFAC = re.compile(r"\d+\s*,.*-0-")
_PETRARCH = re.compile(r"^[^,{}]*\[[A-Z]{3}[A-Z0-9]*(?: *[<>]? *\d{6,8}(?:-\d{6,8})?)? *\]", re.MULTILINE)


def reader_of(file: ForeignFile, named: str | None) -> Reader:
    """Return the reader of the format named, else of the one that the content shows.

    Raises UsageError for a format that is none, ForeignFileError where the content shows none.
    """
    name = named or _shown(file)
    if name not in READERS:
        raise UsageError(f"{name!r} is no format to import", hint=f"use {', '.join(READERS)}")
    return Reader(name, READERS[name])


def _shown(file: ForeignFile) -> str:
    head = file.head()
    text = head.decode("utf-8-sig", "replace")
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise ForeignFileError("it is empty", where=file.name)
    first = lines[0].lstrip()
    if first.startswith("{"):
        return "followthemoney" if _FOLLOWTHEMONEY.search(first) else "jsonl"
    if _OFAC.match(first):
        cells = len(next(csv.reader([first]), []))
        if cells == 12:
            return "ofac"
        raise ForeignFileError(
            "this is a further file of the OFAC list",
            where=file.name,
            hint="import sdn.csv, which reads it too",
        )
    if _PETRARCH.search("\n".join(line.partition("#")[0] for line in lines[:-1] or lines)):
        return "petrarch"
    if any(delimiter in first for delimiter in ",;\t|"):
        return "csv"
    raise ForeignFileError(
        "its content shows no format that can be imported", where=file.name, hint="say --format"
    )
