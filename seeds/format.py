"""Bring seed files into their one form (sorted, one entry a line) and check them all.

    python seeds/format.py [--check] [FILE...]

Without FILE all of seeds/ is formatted. Comments above a table stay with it; comments inside a table
belong above it. Exit status 1 if something is wrong, or with --check if a file is not in form.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent)]

from checks import consistency
from checks.comparing import SETTLED, read_settled

from actors.errors import SeedError
from actors.formats import seed_checks, seeds, tables

FOLDER = Path(__file__).parent


def formatted(path: Path) -> str:
    """Return the canonical text of a seed file; raise SeedError if it is not TOML or has comments inside."""
    problems: list[SeedError] = []
    found = tables.read_tables(path, problems.append)
    if problems:
        raise problems[0]
    lines = path.read_text("utf-8").split("\n")
    head, above = _comments(lines, path)
    blocks = ["\n".join(head) + "\n"] if head else []
    for table in sorted(found, key=lambda table: table.key):
        order = (seeds.POSITION_FIELDS, seeds.SOURCE_FIELDS, seeds.ACTOR_FIELDS)[_sort(path)]
        fields = [name for name in order if name in table.fields]
        fields += [name for name in table.fields if name not in order]
        body = [f"{name} = {_value(name, table.fields[name])}" for name in fields]
        key = table.key if re.fullmatch(r"[\w-]+", table.key) else json.dumps(table.key, ensure_ascii=False)
        blocks.append("\n".join([*above.get(table.key, []), f"[{key}]", *body]) + "\n")
    return "\n".join(blocks)


def _sort(path: Path) -> int:
    return 0 if path.parent.name == "positions" else 1 if path.name == "sources.toml" else 2


def _comments(lines: list[str], path: Path) -> tuple[list[str], dict[str, list[str]]]:
    """Return what stands above the first table's own comment, and the comment lines above each table."""
    above: dict[str, list[str]] = {}
    head: list[str] = []
    pending: list[str] = []
    inside = False
    for number, line in enumerate(lines, 1):
        text = line.strip()
        header = tables.HEADER.fullmatch(text) if text.startswith("[") and not line.startswith(" ") else None
        if header:
            above[header["key"]] = pending
            pending, inside = [], True
        elif text.startswith("#"):
            pending.append(text)
        elif not text:
            if not inside and pending:
                head, pending = head + pending, []
        elif pending and inside:
            raise SeedError("a comment stands inside a table: put it above", where=f"{path}:{number}")
        elif not inside:
            head, pending = [*head, *pending, text], []
    return head, above


def _value(name: str, stated: Any) -> str:
    if isinstance(stated, list):
        entries = sorted(stated, key=lambda entry: _rank(name, entry))
        return "[\n" + "".join(f"  {_inline(entry)},\n" for entry in entries) + "]" if entries else "[]"
    return _inline(stated)


def _rank(name: str, entry: Any) -> tuple[str, ...]:
    if not isinstance(entry, dict):
        return ("", str(entry))
    if name == "names":
        return (entry.get("lang", ""), entry.get("kind", ""), entry.get("from", ""), str(entry.get("text")))
    if name == "roles":
        return (entry.get("from", ""), str(entry.get("position")))
    own = next(
        (f"{field}\0{value}" for field, value in entry.items() if field not in seeds.RELATION_FIELDS), ""
    )
    return (own.split("\0")[0], entry.get("from", ""), own)


def _inline(stated: Any) -> str:
    if isinstance(stated, Mapping):
        order = (
            "text",
            "position",
            "lang",
            "kind",
            "strength",
            "from",
            "to",
            "end",
            "acting",
            "case_sensitive",
            "checked",
            "source",
        )
        own = [name for name in stated if name not in order]
        fields = own + [name for name in order if name in stated]
        return "{ " + ", ".join(f"{name} = {_inline(stated[name])}" for name in fields) + " }"
    if isinstance(stated, bool):
        return "true" if stated else "false"
    if isinstance(stated, date | time):
        return stated.isoformat()  # reading the seeds says that dates are texts
    return json.dumps(stated, ensure_ascii=False)


def main(arguments: list[str]) -> int:
    """Format or check; return the exit status."""
    only_check = "--check" in arguments
    named = [Path(argument) for argument in arguments if argument != "--check"]
    paths = named or sorted([*FOLDER.glob("*/*.toml"), FOLDER / "sources.toml"])
    wrong = 0
    for path in paths:
        try:
            text = formatted(path)
        except (SeedError, OSError) as problem:
            print(problem)
            wrong += 1
            continue
        if text != path.read_text("utf-8"):
            if only_check:
                print(f"{path}:1: not in form: run python seeds/format.py")
                wrong += 1
            else:
                path.write_text(text, "utf-8")
    problems: list[SeedError] = []
    dataset = seeds.read_seeds(FOLDER, problems)
    lines = [str(problem) for problem in problems] + sorted(seed_checks.overlapping_holders(dataset))
    if not problems:
        lines += consistency.problems(dataset, read_settled(FOLDER / SETTLED))
    if named:
        shown = {str(path.resolve().relative_to(FOLDER.resolve().parent)) for path in named}
        lines = [line for line in lines if any(line.startswith(f"{path}:") for path in shown)]
    print("\n".join(lines)) if lines else None
    roles = sum(len(actor.occupancies) for actor in dataset.actors)
    print(
        f"{len(dataset.actors)} actors, {len(dataset.positions)} positions, {roles} roles, {wrong + len(lines)} problems"
    )
    return 1 if wrong or lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
