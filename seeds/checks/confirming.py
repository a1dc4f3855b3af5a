"""Write `checked` and Wikidata's identifiers into the seeds, from the rows that confirm a role."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from checks.held import Spell
from checks.judging import Standing, Verdict
from checks.people import words


def confirm(verdicts: Iterable[Verdict], seeds: Path) -> tuple[int, int]:
    """Name the confirming row in every role without one; return how many roles and identifiers were written.

    Verdicts come with the best evidence first. A class that the evidence leaves open confirms nothing.
    """
    roles: dict[str, list[tuple[Spell, str]]] = {}
    identifiers: dict[str, tuple[str, str, str]] = {}
    done: set[int] = set()
    for verdict in verdicts:
        if verdict.standing is not Standing.CONFIRMED or not verdict.claim.classes:
            continue
        for spell in verdict.roles:
            person = spell.person
            path = person.place.rpartition(":")[0]
            if spell.role.checked is None and id(spell.role) not in done and _tells_a_day(verdict):
                done.add(id(spell.role))
                roles.setdefault(path, []).append((spell, verdict.claim.place))
            known = any(identifier.scheme == "wikidata" for identifier in person.identifiers)
            full = any(len(words(spelling)) > 1 for spelling in verdict.claim.spellings)
            if verdict.claim.wikidata and not known and full:
                identifiers.setdefault(person.key, (path, verdict.claim.wikidata, verdict.claim.place))
    for path in sorted({*roles, *(path for path, _, _ in identifiers.values())}):
        file = seeds.parent / path
        text = file.read_text("utf-8")
        for spell, place in roles.get(path, []):
            text = _with_checked(text, spell, place)
        for key, (where, value, place) in identifiers.items():
            if where == path:
                text = _with_identifier(text, key, value, place)
        file.write_text(text, "utf-8")
    return len(done), len(identifiers)


def _tells_a_day(verdict: Verdict) -> bool:
    return verdict.claim.first is not None or verdict.claim.last is not None


def _with_checked(text: str, spell: Spell, place: str) -> str:
    start, end = _table(text, spell.person.key)
    period = spell.role.period
    wanted = [f'position = "{spell.position.key}"']
    wanted += [f'from = "{period.start}"'] if period.start else []
    wanted += [f'to = "{period.end}"'] if period.end else []
    lines = text[start:end].split("\n")
    for at, line in enumerate(lines):
        if line.startswith("  {") and all(part in line for part in wanted) and "checked =" not in line:
            lines[at] = re.sub(r" \},?$", f', checked = "{place}" }},', line)
            break
    return text[:start] + "\n".join(lines) + text[end:]


def _with_identifier(text: str, key: str, value: str, place: str) -> str:
    start, end = _table(text, key)
    table = text[start:end]
    entry = f'  {{ wikidata = "{value}", checked = "{place}" }},\n'
    if "\nidentifiers = [\n" in table:
        table = table.replace("\nidentifiers = [\n", "\nidentifiers = [\n" + entry)
    else:
        table = table.rstrip("\n") + f"\nidentifiers = [\n{entry}]\n" + ("\n" if end < len(text) else "")
    return text[:start] + table + text[end:]


def _table(text: str, key: str) -> tuple[int, int]:
    head = re.search(rf"^\[{re.escape(key)}\]$", text, re.MULTILINE)
    assert head is not None, key
    after = re.compile(r"^\[", re.MULTILINE).search(text, head.end())
    return head.start(), after.start() if after else len(text)
