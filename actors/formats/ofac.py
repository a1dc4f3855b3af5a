"""The list of Specially Designated Nationals of the US Treasury: sdn.csv, with alt.csv and add.csv beside it.

Source of the format: OFAC's "SDN data format" page. No file has a header; "-0-" is empty. The list's number is kept
as identifier `ofac`. Vessels and aircraft are no actors. Remarks hold dates of birth, weak names and Linked-To notes
in prose: names and births are taken out of it, the rest stays in the file and is counted.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from actors.domain.foreign import ForeignActor, ForeignName
from actors.errors import ForeignFileError, UsageError
from actors.formats.foreign_file import ForeignFile, clean, open_foreign

_COLUMNS = {"sdn": 12, "alt": 5, "add": 6}
_NO_ACTORS = {"vessel": "vessels", "aircraft": "aircraft"}
_KINDS = {"aka": "alias", "fka": "former", "nka": "alias"}
_WEAK = re.compile(r"\b[afn]\.k\.a\. '([^']+(?:'\w[^']*)*)'")
_BIRTH = re.compile(r"\bDOB ((?:(?:\d{2} )?[A-Z][a-z]{2} )?\d{4})(?=[;.]|$)")
_DAYS = ("%Y", "%b %Y", "%d %b %Y")


def read_ofac(
    file: ForeignFile, columns: Mapping[str, str], aside: Counter[str]
) -> Iterator[ForeignActor | ForeignFileError]:
    """Yield the persons and organizations of sdn.csv, with their further names from alt.csv beside it."""
    if columns:
        raise UsageError("this format has no columns that --map could name")
    names: dict[str, list[ForeignName]] = {}
    for part in ("alt", "add"):
        beside = _beside(file, part)
        if beside is None:
            aside[f"{part}.csv is not beside it"] += 1
            continue
        with open_foreign(str(beside)) as other:
            for row in _rows(other, _COLUMNS[part]):
                if isinstance(row, ForeignFileError):
                    yield row
                elif part == "add":
                    aside["addresses"] += any(row[1][2:5])
                else:
                    number, (own_id, _, kind, text, remarks) = row
                    if kind not in _KINDS or not text:
                        where = other.place(number)
                        yield ForeignFileError(f"{kind[:20]!r}: {text[:40]!r} is no alias", where=where)
                        continue
                    aside["remarks on aliases"] += bool(remarks)
                    names.setdefault(own_id, []).append(ForeignName(text, "en", _KINDS[kind]))
    for row in _rows(file, _COLUMNS["sdn"]):
        if isinstance(row, ForeignFileError):
            yield row
            continue
        number, cells = row
        further = names.pop(cells[0], [])
        if cells[2] in _NO_ACTORS:
            aside[_NO_ACTORS[cells[2]]] += 1
        elif not cells[0].isdigit() or cells[2] not in ("", "individual", "entity"):
            yield ForeignFileError("not a row of the SDN list", where=file.place(number))
        else:
            yield _actor(cells, further, file.place(number), aside)
    if names:
        aside["aliases of numbers that are not in sdn.csv"] += sum(map(len, names.values()))


def _actor(cells: list[str], further: list[ForeignName], place: str, aside: Counter[str]) -> ForeignActor:
    own_id, name, kind, program, title, *_, remarks = cells
    is_person = kind == "individual"
    stated = [ForeignName(text, "en") for text in _in_order(name, is_person)]
    for alias in further:
        stated += [alias._replace(text=text) for text in _in_order(alias.text, is_person)]
    stated += [ForeignName(clean(weak), "en", strength="weak") for weak in _WEAK.findall(remarks)]
    names: dict[str, ForeignName] = {}
    for alias in stated:
        names.setdefault(alias.text, alias)
    births = _BIRTH.findall(remarks) if is_person else []
    rest = _BIRTH.sub("", _WEAK.sub("", remarks))
    aside["remarks beyond births and names"] += bool(rest.strip(" ;."))
    aside["further dates of birth"] += max(0, len(births) - 1)
    aside["programs"] += bool(program)
    return ForeignActor(
        id=own_id,
        kind="person" if is_person else "organization",
        names=(stated[0]._replace(kind="primary"), *list(names.values())[1:]),
        identifiers=(("ofac", own_id),),
        description=title or None,
        start=_day(births[0]) if births else None,
        place=place,
    )


def _in_order(name: str, is_person: bool) -> list[str]:
    """Return "Hachim K. ATIA" before "ATIA, Hachim K." for persons."""
    last, comma, first = name.partition(", ")
    return [f"{first} {last}", name] if is_person and comma and first and last else [name]


def _day(text: str) -> str | None:
    """Return "16 Nov 1974", "Nov 1974" or "1974" as a partial date."""
    parts = text.count(" ")
    try:
        read = datetime.strptime(text, _DAYS[parts])
    except ValueError:
        return None
    return read.strftime("%Y-%m-%d")[: (4, 7, 10)[parts]]


def _beside(file: ForeignFile, part: str) -> Path | None:
    if file.path is None:
        return None
    name = re.sub("sdn", part, file.path.name, flags=re.IGNORECASE)
    path = file.path.with_name(name)
    return path if name != file.path.name and path.is_file() else None


def _rows(file: ForeignFile, columns: int) -> Iterator[tuple[int, list[str]] | ForeignFileError]:
    """Yield the rows by their line, "-0-" as nothing; no cell runs over lines in this format."""
    for number, line in file.lines():
        if isinstance(line, ForeignFileError):
            yield line
            continue
        if not line.strip("\x1a\0 \t"):
            continue  # the Treasury ends its files with Ctrl-Z
        try:
            cells = next(csv.reader([line], strict=True))
        except csv.Error as error:
            yield ForeignFileError(f"not CSV: {error}", where=file.place(number))
            continue
        if len(cells) != columns:
            what = f"{len(cells)} cells where {columns} belong"
            yield ForeignFileError(what, where=file.place(number))
            continue
        yield number, ["" if cell.strip() in ("-0-", "-0") else clean(cell) for cell in cells]
