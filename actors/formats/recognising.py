"""The formats that can be imported, and which of them a file is in, by its content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from actors.domain.foreign import ForeignActor
from actors.errors import ForeignFileError
from actors.formats.foreign_file import ForeignFile
from actors.formats.jsonl import read_jsonl

Read = Callable[[ForeignFile, Mapping[str, str], Counter[str]], Iterator[ForeignActor | ForeignFileError]]


class Reader(NamedTuple):
    """A format by name, with the generator of its actors: (file, --map, counts of what is left aside)."""

    name: str
    read: Read


READERS: dict[str, Reader] = {reader.name: reader for reader in (Reader("jsonl", read_jsonl),)}


def reader_of(file: ForeignFile, named: str | None) -> Reader:
    """Return the reader of the format named, else of the one that the content shows.

    Raises UsageError for a format that is none, ForeignFileError where the content shows none.
    """
    return READERS[named or "jsonl"]
