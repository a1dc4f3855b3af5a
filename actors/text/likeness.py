"""How well words of different scripts fit: the cheapest way to read the one as the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from actors.text.correspondences import is_ideograph, renderings, spans, units
from actors.text.sounds import without_article

_DROPPED = 55
"""What a letter asked costs that nothing stored stands for, where the table knows no case."""
_ADDED = {**dict.fromkeys("bcdfgjklmnpqrstvxz", 50), **dict.fromkeys("aeiouh", 27), "y": 30, "w": 35}
"""What a stored letter costs that nothing asked stands for: Hebrew and Arabic write few vowels."""
_NOTHING_ALIKE = 40.0
"""The cost above the best possible, per letter, at which likeness ends.

Measured on pairs held out: 6 to 12 are at three of four pairs, above 24 are 99 of 100 unrelated words.
"""


class _Asked(NamedTuple):
    """A word made ready to be read: which of its units can be a run of letters, from where to where, at what cost.

    Runs are by their last letter.
    """

    by_last: dict[str, list[tuple[str, list[tuple[int, int, int]]]]]
    dropped: list[int]
    longest: int
    best: int
    size: float


def foreign_likeness(asked: str, stored: str) -> float:
    """Return how well two folded words of different scripts fit, from 0 to 1 (above .5 they may be one name)."""
    return foreign_likenesses(asked, [stored])[0]


def foreign_likenesses(asked: str, stored: Sequence[str], least: float = 0.0) -> list[float]:
    """Return for each stored word how well it fits the word asked; 0 for those below `least`, which is faster.

    One of them is in Latin letters; where neither is, the stored words are compared in their likeliest Latin letters.
    """
    if asked.isascii():
        return [
            1.0 if word == asked else 0.0 if word.isascii() else _fit(word, [asked], least)[0]
            for word in stored
        ]
    return _fit(asked, [word if word.isascii() else likeliest_latin(word) for word in stored], least)


@lru_cache(maxsize=1 << 10)
def likeliest_latin(word: str) -> str:
    """Return the likeliest Latin letters of a foreign word."""
    parts = units(word)
    best: list[tuple[int, str]] = [(10**6, "")] * len(parts) + [(0, "")]
    for start, end, key in reversed(spans(parts)):
        for run, cost in renderings(key).items():
            best[start] = min(best[start], (cost + best[end][0], run + best[end][1]))
    return best[0][1]


def _fit(asked: str, stored: Sequence[str], least: float) -> list[float]:
    found = [0.0] * len(stored)
    for form in without_article(asked):
        word = _made_ready(form)
        room = word.size * _NOTHING_ALIKE
        costs = _costs(word, stored, word.best + int(room * (1 - least)))
        for i, cost in enumerate(costs):
            found[i] = max(found[i], 1 - max(0, cost - word.best) / room)
    return [likeness if likeness > least else 0.0 for likeness in found]


@lru_cache(maxsize=1 << 10)
def _made_ready(word: str) -> _Asked:
    parts = units(word)
    by_run: dict[str, list[tuple[int, int, int]]] = {}
    dropped = [_DROPPED] * len(parts)
    best = [0] * (len(parts) + 1)
    for start, end, key in reversed(spans(parts)):
        found = renderings(key)
        if end == start + 1:
            dropped[start] = found.get("", _DROPPED)
            best[start] = best[end] + min(found.values())
        else:
            best[start] = min(best[start] or 10**6, best[end] + min(found.values()))
        for run, cost in found.items():
            if run:
                by_run.setdefault(run, []).append((start, end, cost))
    by_last: dict[str, list[tuple[str, list[tuple[int, int, int]]]]] = {}
    for run, arcs in by_run.items():
        by_last.setdefault(run[-1], []).append((run, arcs))
    longest = max(map(len, by_run), default=1)
    return _Asked(by_last, dropped, longest, best[0], 1 + sum(map(_size, parts)))


def _size(unit: str) -> float:
    """Jamo are two or three to a syllable, ideographs one."""
    return 0.6 if "\u1100" <= unit <= "\u11ff" else 1.8 if is_ideograph(unit) else 1.0


def _costs(asked: _Asked, stored: Sequence[str], limit: int) -> list[int]:
    """Return what reading the word asked as each stored word costs, at most `limit`.

    Words are taken in alphabetical order, so that what is known of their common beginnings is computed once,
    and left at the beginning from where they only get dearer.
    """
    by_last, dropped, longest, _, _ = asked
    column = [0]
    for cost in dropped:
        column.append(column[-1] + cost)
    columns = [column]
    dear = [0]  # so many columns on end are nowhere below the limit
    costs = [limit] * len(stored)
    before, too_dear = "", 0
    for index in sorted(range(len(stored)), key=stored.__getitem__):
        latin = stored[index]
        shared = _common_beginning(before, latin)
        before = latin
        if too_dear and shared >= too_dear:
            continue
        too_dear = 0
        shared = min(shared, len(columns) - 1)
        del columns[shared + 1 :], dear[shared + 1 :]
        for end in range(shared + 1, len(latin) + 1):
            column = _column(columns, by_last.get(latin[end - 1], ()), dropped, latin[:end])
            columns.append(column)
            dear.append(dear[-1] + 1 if min(column) >= limit else 0)
            if dear[-1] >= longest:
                too_dear = end
                break
        else:
            costs[index] = min(limit, columns[-1][-1])
    return costs


def _common_beginning(one: str, other: str) -> int:
    size = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        size += 1
    return size


def _column(
    columns: list[list[int]],
    runs: Iterable[tuple[str, list[tuple[int, int, int]]]],
    dropped: list[int],
    beginning: str,
) -> list[int]:
    """Return the least cost of reading the first units, for each number of them, as these letters."""
    added = _ADDED.get(beginning[-1], 50)
    column = [cost + added for cost in columns[-1]]
    for run, arcs in runs:
        if beginning.endswith(run):
            source = columns[-len(run)]
            for first, after, cost in arcs:
                total = source[first] + cost
                if total < column[after]:
                    column[after] = total
    total = column[0]
    for i, cost in enumerate(dropped, 1):
        total += cost
        if total < column[i]:
            column[i] = total
        else:
            total = column[i]
    return column
