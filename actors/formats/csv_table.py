"""CSV with a header: rows of one id are one actor, wherever they stand.

Columns, by their names or by `--map field=Column`:
    id, kind, name, class, description, from, to, lang          one each; without an id the name is it
    alias                                                      further names, apart by ";" or "|"
    wikidata, iso2, iso3, m49, cow, cameo, or identifier:SCHEME
    position, position_class, of, role_from, role_to           a role a row
    member_of, member_from, member_to                          a membership a row
"kind" may be mapped to a constant: `--map kind==person`.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from actors.domain.dates import Period
from actors.domain.foreign import ForeignActor, ForeignName, ForeignRelation, ForeignRole
from actors.errors import DateError, ForeignFileError, UsageError
from actors.formats.foreign_file import ForeignFile, clean

SCHEMES = ("wikidata", "iso2", "iso3", "m49", "cow", "cameo")
FIELDS = (
    "id", "kind", "name", "class", "description", "from", "to", "lang", "alias", *SCHEMES,
    "position", "position_class", "of", "role_from", "role_to", "member_of", "member_from", "member_to",
)  # fmt: skip
_IDENTIFIER = "identifier:"
_APART = re.compile(r"\s*[;|]\s*")
_DELIMITERS = ",;\t|"


class _Row(NamedTuple):
    """A row of a table by its line, with its cells by field."""

    line: int
    fields: dict[str, str]


def read_csv_table(
    file: ForeignFile, columns: Mapping[str, str], aside: Counter[str]
) -> Iterator[ForeignActor | ForeignFileError]:
    """Yield the actors of a table, or what is wrong with a row; columns that mean nothing here are counted.

    The rows are put in a temporary file, by their ids, so that memory stays small.
    """
    with tempfile.TemporaryDirectory(prefix="actors-") as folder:
        shelf = sqlite3.connect(Path(folder) / "rows.sqlite", isolation_level=None)
        try:
            shelf.execute("PRAGMA journal_mode = OFF")
            shelf.execute("PRAGMA synchronous = OFF")
            shelf.execute("CREATE TABLE row (id TEXT, line INTEGER, fields TEXT)")
            shelf.execute("BEGIN")
            for row in _rows(file, columns, aside):
                if isinstance(row, ForeignFileError):
                    yield row
                    continue
                wrong = _wrong(row.fields)
                if wrong:
                    yield ForeignFileError(wrong, where=file.place(row.line))
                    continue
                own_id = row.fields.get("id") or row.fields["name"]
                stated = (own_id, row.line, json.dumps(row.fields, ensure_ascii=False))
                shelf.execute("INSERT INTO row VALUES (?, ?, ?)", stated)
            shelf.execute("CREATE INDEX by_id ON row (id, line)")
            found = shelf.execute(
                """SELECT row.id, line, fields FROM row JOIN (SELECT id, min(line) AS first FROM row GROUP BY id) own
                ON own.id = row.id ORDER BY first, line"""
            )
            for own_id, same in groupby(found, key=lambda row: str(row[0])):
                rows = [_Row(line, json.loads(fields)) for _, line, fields in same]
                yield _actor(own_id, rows, file)
        finally:
            shelf.close()


def _rows(
    file: ForeignFile, columns: Mapping[str, str], aside: Counter[str]
) -> Iterator[_Row | ForeignFileError]:
    """Yield the rows below the header; raise ForeignFileError where the header cannot be used."""
    lines = _Lines(file)
    header_line = next(lines, "")
    delimiter = max(_DELIMITERS, key=header_line.count)
    try:
        header = [clean(cell) for cell in next(csv.reader([header_line], delimiter=delimiter), [])]
    except csv.Error as error:
        raise ForeignFileError(f"not the header of a CSV table: {error}", where=file.place(1)) from None
    constants, places = _fields(file, header, columns)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    unused = [(at, name) for at, name in enumerate(header) if at not in places.values()]
    while True:
        start = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield ForeignFileError(f"not CSV: {error}", where=file.place(start))
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            continue
        finally:
            yield from lines.wrong()
        if not any(cells):
            continue
        if len(cells) != len(header):
            what = f"{len(cells)} cells where the header has {len(header)}"
            yield ForeignFileError(what, where=file.place(start))
            continue
        for at, name in unused:
            if cells[at].strip():
                aside[f"column {name[:60]!r}"] += 1
        fields = {name: cell for name, at in places.items() if (cell := clean(cells[at]))}
        yield _Row(start, {**constants, **fields})


def _wrong(said: Mapping[str, str]) -> str | None:
    """Say what is wrong with a row that others of its actor have no part in."""
    if "name" not in said:
        return "there is no name"
    if ("position" in said) != ("of" in said):
        return "a role needs both position and of"
    for start, end in (("from", "to"), ("role_from", "role_to"), ("member_from", "member_to")):
        try:
            Period.parse(said.get(start), said.get(end))
        except DateError as error:
            return error.what
    return None


class _Lines:
    """The lines of a file for the csv module; those that are no text are set aside with what is wrong."""

    def __init__(self, file: ForeignFile) -> None:
        self._lines = file.lines()
        self._wrong: list[ForeignFileError] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        for number, line in self._lines:
            self.number = number
            if isinstance(line, str):
                return line + "\n"
            self._wrong.append(line)
        raise StopIteration

    def wrong(self) -> Iterator[ForeignFileError]:
        """Yield what was wrong since this was asked last."""
        while self._wrong:
            yield self._wrong.pop(0)


def _fields(
    file: ForeignFile, header: Sequence[str], columns: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, int]]:
    """Return the fields that `--map` sets for all rows, and the columns of the others."""
    at = {_plain(name): place for place, name in reversed(list(enumerate(header)))}
    constants: dict[str, str] = {}
    places: dict[str, int] = {}
    mapped = {_plain(column) for column in columns.values()}
    schemes = [name for name in header if name.lower().startswith(_IDENTIFIER)]
    for field in dict.fromkeys((*FIELDS, *schemes, *columns)):
        if field not in FIELDS and not field.lower().startswith(_IDENTIFIER):
            raise UsageError(f"{field!r} is no field", hint=f"use identifier:SCHEME, {', '.join(FIELDS)}")
        column = columns.get(field, field)
        if column.startswith("="):
            constants[field] = clean(column[1:])
        elif _plain(column) in at and (field in columns or _plain(field) not in mapped):
            places[field] = at[_plain(column)]
        elif field in columns:
            raise ForeignFileError(
                f"there is no column {column!r}",
                where=file.place(1),
                hint=f"it has {', '.join(header)[:200]}",
            )
    for needed in ("name", "kind"):
        if needed not in places and needed not in constants:
            raise ForeignFileError(
                f"there is no column {needed!r}",
                where=file.place(1),
                hint="name it with --map name=COLUMN" if needed == "name" else "or say --map kind==person",
            )
    return constants, places


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").split())


def _actor(own_id: str, rows: Sequence[_Row], file: ForeignFile) -> ForeignActor:
    """Return the actor of all rows of an id; of what can be said once, the first word counts."""
    first: dict[str, str] = {}
    names: dict[str, ForeignName] = {}
    identifiers: dict[tuple[str, str], None] = {}
    roles: dict[ForeignRole, None] = {}
    relations: dict[ForeignRelation, None] = {}
    for row in rows:
        said = row.fields
        for field, stated in said.items():
            first.setdefault(field, stated)
            scheme = field.removeprefix(_IDENTIFIER)
            if scheme in SCHEMES or scheme != field:
                identifiers[scheme, stated] = None
        lang = said.get("lang", "und")
        for text in [said.get("name", ""), *_APART.split(said.get("alias", ""))]:
            if text:
                names.setdefault(text, ForeignName(text, lang, "alias" if names else "primary"))
        if "position" in said:
            roles[_role(said)] = None
        if "member_of" in said:
            start, end = said.get("member_from"), said.get("member_to")
            relations[ForeignRelation("member_of", said["member_of"], start, end)] = None
    return ForeignActor(
        id=own_id,
        kind=first.get("kind", ""),
        actor_class=first.get("class"),
        names=tuple(names.values()),
        identifiers=tuple(identifiers),
        description=first.get("description"),
        start=first.get("from"),
        end=first.get("to"),
        roles=tuple(roles),
        relations=tuple(relations),
        place=file.place(rows[0].line),
    )


def _role(said: Mapping[str, str]) -> ForeignRole:
    return ForeignRole(
        position=said["position"],
        position_class=said.get("position_class"),
        of=said["of"],
        start=said.get("role_from"),
        end=said.get("role_to"),
    )
