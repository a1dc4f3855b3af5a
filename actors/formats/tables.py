"""Tables of seed files: read with their lines, so that whatever is wrong with a field names its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from actors.domain.dates import Period
from actors.errors import DateError, SeedError

_CHECKED = re.compile(r"[\w.-]+(?:/[\w.-]+)*:[\w &'()-]+")
HEADER = re.compile(r"""\[\s*("?)(?P<key>[^\]"]+)\1\s*\]\s*(?:#.*)?""")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a seed file, with the means to say where in the file a field stands."""

    path: Path
    key: str
    fields: Mapping[str, Any]
    lines: tuple[str, ...]
    header: int

    def place(self, name: str | None = None, entry: int | None = None) -> str:
        """Return `file:line` of the table, of a field, or of an array's entry (one a line)."""
        line = self.header
        if name is not None:
            for number in range(self.header, len(self.lines)):
                text = self.lines[number].strip()
                if text.startswith("["):
                    break
                if re.match(rf"{re.escape(name)}\s*=", text):
                    line = number + 1
                    if entry is not None and text.endswith("["):
                        line += entry + 1
                    break
        return f"{shown(self.path)}:{line}"


def read_tables(path: Path, report: Callable[[SeedError], None]) -> list[Table]:
    """Return the tables of a TOML file with their lines; a file that cannot be parsed is reported."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        report(SeedError(f"cannot be read: {error}", where=shown(path)))
        return []
    try:
        parsed = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = at.group(1) if at else str(text.count("\n") + 1)
        what = re.sub(r" \(at .*\)", "", str(error))
        report(SeedError(f"not TOML: {what}", where=f"{shown(path)}:{line}"))
        return []
    lines = tuple(text.split("\n"))
    headers = {}
    for number, line in enumerate(lines, 1):
        header = HEADER.fullmatch(line.strip()) if line.lstrip().startswith("[") else None
        if header:
            headers[header["key"]] = number
    tables = []
    for key, fields in parsed.items():
        if isinstance(fields, dict):
            tables.append(Table(path, key, fields, lines, headers.get(key, 1)))
        elif path.name != "sources.toml":
            report(SeedError(f"{key!r} stands outside a table", where=f"{shown(path)}:1"))
    return tables


def wrong(table: Table, what: str, name: str | None = None, entry: int | None = None) -> SeedError:
    """Return the error that says what is wrong with a table, a field or an entry of an array, and where."""
    return SeedError(f"[{table.key}] {what}", where=table.place(name, entry))


def shown(path: Path) -> str:
    """Return a path as users know it: from seeds/ on."""
    parts = path.parts
    return "/".join(parts[parts.index("seeds") :]) if "seeds" in parts else str(path)


def text_of(table: Table, name: str, needed: bool = False) -> str | None:
    """Return a text field, None if it is absent; raise SeedError if it is none or not trimmed."""
    stated = table.fields.get(name)
    if stated is None and not needed:
        return None
    if not isinstance(stated, str) or not stated or stated != " ".join(stated.split()):
        raise wrong(table, f"{name} must be a text without doubled or outer spaces", name)
    return stated


def entries(table: Table, name: str) -> list[tuple[int, object]]:
    """Return the entries of an array field with their numbers."""
    stated = table.fields.get(name, [])
    if not isinstance(stated, list):
        raise wrong(table, f"{name} must be an array", name)
    return list(enumerate(stated))


def only_fields(
    table: Table,
    fields: Mapping[str, Any],
    known: tuple[str, ...] | list[str],
    name: str | None = None,
    at: int | None = None,
) -> None:
    """Raise SeedError for a field that is not known."""
    unknown = sorted(set(fields) - set(known))
    if unknown:
        raise wrong(table, f"unknown field {unknown[0]!r}", name or unknown[0], at)


def single(
    table: Table, entry: object, name: str, at: int, known: tuple[str, ...]
) -> tuple[str, str, dict[str, Any]]:
    """Return the one field of an entry that is not in `known`, its text, and the known fields."""
    if not isinstance(entry, dict):
        raise wrong(table, f"an entry of {name} is a table", name, at)
    rest = {field: stated for field, stated in entry.items() if field in known}
    own = [(field, stated) for field, stated in entry.items() if field not in known]
    if len(own) != 1 or not isinstance(own[0][1], str):
        raise wrong(table, f"an entry of {name} names one thing with one text", name, at)
    return own[0][0], own[0][1], rest


def flag(
    table: Table, fields: Mapping[str, Any], name: str, array: str | None, at: int | None = None
) -> bool:
    """Return a truth value, false if it is absent."""
    stated = fields.get(name, False)
    if not isinstance(stated, bool):
        raise wrong(table, f"{name} must be true or false", array or name, at)
    return stated


def period_of(table: Table, fields: Mapping[str, Any], array: str | None, at: int | None) -> Period:
    """Return the period that `from`, `to` and `end` state."""
    start, end, state = fields.get("from"), fields.get("to"), fields.get("end")
    for name, stated in (("from", start), ("to", end)):
        if stated is not None and not isinstance(stated, str):
            raise wrong(table, f"{name} must be a text such as '2015-09'", array or name, at)
    if state not in (None, "unknown") or (state and end):
        raise wrong(table, "end can only be 'unknown', where there is no to", array or "end", at)
    try:
        return Period.parse(start, end, end_unknown=state == "unknown")
    except DateError as error:
        raise wrong(table, error.what, array or ("to" if end else "from"), at) from None


def checked_of(table: Table, fields: Mapping[str, Any], array: str | None, at: int | None) -> str | None:
    """Return what confirms a fact, FILE:ROW, or None."""
    stated = fields.get("checked")
    if stated is not None and not (isinstance(stated, str) and _CHECKED.fullmatch(stated)):
        raise wrong(table, f"checked must name FILE:ROW, not {stated!r}", array or "checked", at)
    return stated


def rows_of(path: Path, columns: int) -> Iterator[list[str]]:
    """Yield the cells of each row of a generated table; raise SeedError with the line of a broken one."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            raise SeedError(f"{len(cells)} columns where {columns} belong", where=f"{shown(path)}:{number}")
        yield cells
