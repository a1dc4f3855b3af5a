"""What the letters of other scripts become in Latin letters.

search_index/sounds.tsv holds what was learned from pairs of names (search_index/learn_sounds.py); letters
that it lacks are read by anyascii, as loosely as those were that it has and that anyascii reads alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from actors.assets import asset_dir

TENTHS = 10
"""Costs are tenths of a natural logarithm: 0 is certain, 23 is one in ten."""

_RENDERING = re.compile(r"([a-z]*)-?([0-9]+)")
_VOWELS = frozenset("aeiou")

Renderings = dict[str, int]
"""Runs of Latin letters, each with its cost; the empty run where a letter is left out."""


class Span(NamedTuple):
    """One to three units of a word, and how the table writes them."""

    start: int
    end: int
    key: str


def units(word: str) -> list[str]:
    """Return what stands for Latin letters: the jamo of Korean, single characters of all else."""
    return list(unicodedata.normalize("NFD", word)) if "\uac00" <= word[:1] <= "\ud7a3" else list(word)


def is_ideograph(unit: str) -> bool:
    """Tell whether a unit is a Han character, which stands for a syllable wherever it is."""
    return "\u3400" <= unit <= "\u9fff" or unit >= "\U00020000"


def place_key(parts: list[str], start: int, end: int) -> str:
    """Return how the table writes units `start` to `end`: "^" before the first of a word, "$" after the last."""
    if end == start + 1 and is_ideograph(parts[start]):
        return parts[start]
    # of a word's only unit its start is kept: the sounds of starts are better known
    closing = "$" if end == len(parts) and (start or end > 1) else ""
    return f"{'' if start else '^'}{''.join(parts[start:end])}{closing}"


def spans(parts: list[str]) -> list[Span]:
    """Return each unit, and two or three together where the table knows more of them, by where they start."""
    table = _table()
    found = []
    for start in range(len(parts)):
        found.append(Span(start, start + 1, place_key(parts, start, start + 1)))
        for end in range(start + 2, min(start + 3, len(parts)) + 1):
            key = place_key(parts, start, end)
            if key not in table:
                key = key.strip("^$")
            if key in table:
                found.append(Span(start, end, key))
    return found


@lru_cache(maxsize=1 << 13)
def renderings(key: str) -> Renderings:
    """Return what the units of a span can be in Latin letters."""
    written = _table().get(key) or _table().get(key.strip("^$"))
    return _parsed(written) if written else _guessed(key.strip("^$"))


@cache
def _table() -> dict[str, str]:
    lines = (asset_dir("search_index") / "sounds.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


def _parsed(written: str) -> Renderings:
    return {run: int(cost) for run, cost in _RENDERING.findall(written)}


def _guessed(unit: str) -> Renderings:
    from anyascii import anyascii  # only for letters that nothing was learned of

    plain = "".join(letter for letter in anyascii(unit).lower() if "a" <= letter <= "z")
    alike = _table().get(f"{'~' if is_ideograph(unit) else '='}{plain}")
    if alike:
        return _parsed(alike)
    found = {"": 2 if not plain else 12 if plain in _VOWELS else 40}
    if plain:
        found[plain] = 5
    if len(plain) > 1:  # such as Georgian "gh": as "g" is read, with the "h" or without
        for run, cost in {plain[0]: 3, **_parsed(_table().get(f"={plain[0]}", ""))}.items():
            if run:
                found.setdefault(run + plain[1:], 12 + cost)
                found.setdefault(run, 15 + cost)
    return found
