"""Files of names to match: CSV in any common dress, JSON Lines, or plain lines; read row by row with places."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from actors.domain.vocabulary import KINDS
from actors.errors import InputError, UsageError
from actors.formats.encodings import checked_encoding, encoding_of, lines_of

_HEAD = 64 << 10
_LARGEST_CELL = 1 << 20
_DELIMITERS = "\t;,|"
_TABLE_ENDINGS = (".csv", ".tsv", ".tab")
_NAME_COLUMNS = ("name", "query", "label", "actor", "person", "full name", "full_name")


class NameRow(NamedTuple):
    """One name to match: its place, the id and day that its giver knows it by, and the cells it stood among."""

    place: str
    id: str | int
    query: str
    on: str | None = None
    kind: str | None = None
    cells: tuple[str, ...] = ()


class NameTable(NamedTuple):
    """An open file of names: its columns as CSV has them, its rows, and the encoding that it was read in."""

    columns: tuple[str, ...]
    rows: Iterator[NameRow]
    encoding: str


class Layout(NamedTuple):
    """What the user says of a file; what is not said is found out."""

    column: str | None = None
    date_column: str | None = None
    encoding: str | None = None
    delimiter: str | None = None


@contextmanager
def open_names(named: str, asked: Layout) -> Iterator[NameTable]:
    """Open a file, or standard input ("-"). JSON Lines begin with "{"; CSV is what has a column for names.

    The columns are named, or counted from 1 in CSV without a header. Raises InputError with `file:line` for what
    cannot be read, UsageError for an encoding or delimiter that is none.
    """
    name = "standard input" if named == "-" else named
    if asked.delimiter is not None and len(asked.delimiter) != 1:
        raise UsageError(f"{asked.delimiter!r} is no delimiter", hint="give one character, such as ';'")
    encoding = checked_encoding(asked.encoding) if asked.encoding else None
    try:
        opened = nullcontext(sys.stdin.buffer) if named == "-" else Path(named).open("rb")  # noqa: SIM115 - closed below
    except (OSError, ValueError) as error:
        what = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"cannot be read: {what}", where=name) from None
    with opened as stream:
        head = _head(stream)
        encoding = encoding or encoding_of(head)
        lines = lines_of(io.BufferedReader(_Joined(head, stream)), encoding, name)
        yield NameTable(*_read(lines, head.decode(encoding, "replace"), name, asked), encoding)


def _head(stream: BinaryIO) -> bytes:
    """Return the beginning: what is there, at least a line, of a pipe; 64 kB of a file."""
    read: Any = getattr(stream, "read1", stream.read)
    head: bytes = b""
    while len(head) < _HEAD and b"\n" not in head and (more := read(_HEAD - len(head))):
        head += more
    return head


class _Joined(io.RawIOBase):
    """A stream with what was read from its beginning put back in front."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = memoryview(head)
        self._stream = stream

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what comes next."""
        size = len(buffer)
        if not self._head:
            read: Any = getattr(self._stream, "read1", self._stream.read)
            self._head = memoryview(read(size))
        part, self._head = self._head[:size], self._head[size:]
        buffer[: len(part)] = part
        return len(part)


def _read(
    lines: Iterator[str], head: str, name: str, asked: Layout
) -> tuple[tuple[str, ...], Iterator[NameRow]]:
    head = head.removeprefix("\ufeff")
    as_table = asked.delimiter or name.lower().endswith(_TABLE_ENDINGS)
    if head.lstrip().startswith("{") and not as_table:
        return ("id", "query", "on"), _json_rows(lines, name, asked)
    delimiter = asked.delimiter or _delimiter(head)
    first = next(csv.reader(head.splitlines()[:1], delimiter=delimiter), [])
    if as_table or asked.column or any(_plain(cell) in _NAME_COLUMNS for cell in first):
        return _table(lines, delimiter, name, asked)
    if asked.date_column:
        raise UsageError("--date-column needs a file with columns", hint="name the names' with --column")
    return ("query",), _line_rows(lines, name)


def _delimiter(head: str) -> str:
    """Return what cuts the first lines into the same number of cells, of several the one that cuts most."""
    best = (0.0, 0, ",")
    sample = head.splitlines()[:30]
    if len(sample) > 1 and len(head) >= _HEAD // 2:
        sample.pop()  # perhaps cut off
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        except csv.Error:
            continue
        if widths and widths[0] > 1:
            alike = sum(width == widths[0] for width in widths) / len(widths)
            best = max(best, (alike, widths[0], delimiter))
    return best[2]


def _plain(cell: str) -> str:
    return " ".join(cell.strip().lower().split())


def _table(
    lines: Iterator[str], delimiter: str, name: str, asked: Layout
) -> tuple[tuple[str, ...], Iterator[NameRow]]:
    records = _records(lines, delimiter, name)
    first = next(records, None)
    if first is None:
        return (), iter(())
    line, header = first
    place = f"{name}:{line}"
    counted = asked.column is not None and asked.column.isdecimal() and asked.column not in header
    if counted:
        records = chain([first], records)
        header = [f"column_{number}" for number in range(1, len(header) + 1)]
    column = _column(header, asked.column, counted, place)
    date_column = _column(header, asked.date_column, counted, place) if asked.date_column else None
    plain = [_plain(cell) for cell in header]
    id_column = plain.index("id") if "id" in plain else None

    def rows() -> Iterator[NameRow]:
        for number, (line, cells) in enumerate(records, 1):
            if len(cells) > len(header):
                if any(cells[len(header) :]):
                    raise InputError(
                        f"{len(cells)} cells where the first row has {len(header)}",
                        where=f"{name}:{line}",
                        hint=f"is {delimiter!r} the --delimiter?",
                    )
                del cells[len(header) :]
            cells += [""] * (len(header) - len(cells))
            on = cells[date_column].strip() if date_column is not None else ""
            row_id = cells[id_column] if id_column is not None else ""
            yield NameRow(f"{name}:{line}", row_id or number, cells[column], on or None, None, tuple(cells))

    return tuple(header), rows()


def _column(header: list[str], asked: str | None, counted: bool, place: str) -> int:
    plain = [_plain(cell) for cell in header]
    if counted and asked is not None and asked.isdecimal():
        if 0 < int(asked) <= len(header):
            return int(asked) - 1
        raise InputError(f"there is no column {asked} (of {len(header)})", where=place)
    for wanted in (asked,) if asked is not None else _NAME_COLUMNS:
        if wanted in header:
            return header.index(wanted)
        if _plain(wanted) in plain:
            return plain.index(_plain(wanted))
    what = f"no column is called {asked!r}" if asked is not None else "no column is called name"
    if asked is None and len(header) == 1:
        return 0
    shown = ", ".join(cell[:40] for cell in header[:12])
    raise InputError(
        f"{what}, but {shown}",
        where=place,
        hint="give one with --column, or its number if there is no header",
    )


def _records(lines: Iterator[str], delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record, blank lines aside, with the line that it begins on."""
    csv.field_size_limit(_LARGEST_CELL)
    quotes = 0

    def counted() -> Iterator[str]:
        nonlocal quotes
        for line in lines:
            quotes += line.count('"')
            yield line

    reader = csv.reader(counted(), delimiter=delimiter)
    while True:
        line, quotes = reader.line_num + 1, 0
        try:
            record = next(reader, None)
        except csv.Error as error:
            raise InputError(f"{error}: is a quote left open?", where=f"{name}:{line}") from None
        if record is None:
            return
        if reader.line_num > line and quotes % 2:
            raise InputError("a quote that begins here is never closed", where=f"{name}:{line}")
        if record:
            yield line, record


def _line_rows(lines: Iterator[str], name: str) -> Iterator[NameRow]:
    for number, line in enumerate(lines, 1):
        query = line.rstrip("\r\n")
        yield NameRow(f"{name}:{number}", number, query, cells=(query,))


def _json_rows(lines: Iterator[str], name: str, asked: Layout) -> Iterator[NameRow]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{name}:{number}"
        try:
            stated = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"is no JSON: {error.msg} (character {error.pos + 1})", where=place) from None
        except (ValueError, RecursionError) as error:
            raise InputError(f"is no JSON that can be read: {error}", where=place) from None
        if not isinstance(stated, dict):
            raise InputError("is no JSON object", where=place, hint='write {"query": …} a line')
        query = _text(stated, asked.column or "query", place)
        if query is None:
            raise InputError(f'"{asked.column or "query"}" is missing', where=place)
        on, kind = _text(stated, asked.date_column or "on", place), _text(stated, "kind", place)
        if kind not in (None, *KINDS):
            raise InputError(f"{kind!r} is no kind of actor", where=place, hint=f"use {', '.join(KINDS)}")
        row_id = stated.get("id", number)
        if isinstance(row_id, bool) or not isinstance(row_id, (str, int)):
            raise InputError('"id" is neither text nor a whole number', where=place)
        yield NameRow(place, row_id, query, on or None, kind, (str(row_id), query, on or ""))


def _text(stated: dict[str, Any], member: str, place: str) -> str | None:
    text = stated.get(member)
    if text is None or isinstance(text, str):
        return text
    raise InputError(f'"{member}" is not text', where=place)
