"""Judge two names alone: could they be the same actor's?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from actors.domain.match import Signal
from actors.matching import weights
from actors.matching.alike import Fit, Pair, lighter, name_likeness, word_likeness
from actors.matching.titles import without_honorifics
from actors.text.likeness import foreign_likeness
from actors.text.name_words import acronyms, name_words
from actors.text.normalize import fold, order_key
from actors.text.scripts import script_of
from actors.text.transliterate import latin_key
from actors.text.words import honorifics, particles


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two names are, from 0 to 1, and whether that is enough to call them the same."""

    score: float
    same: bool
    explanation: tuple[Signal, ...]


def compare(left: str, right: str, kind: str | None = None) -> Comparison:
    """Compare two names of a person or organization; words of one missing in the other count against it.

    Names in different scripts are compared by what letters of one stand for in the other. Acronyms are compared with
    initials for everything but persons.
    """
    first, second = fold(left), fold(right)
    if not first or not second:
        return Comparison(0.0, False, (Signal("empty", 0.0, 1.0, "nothing to compare"),))
    if first == second:
        return _judged(Signal("name", weights.EXACT, 1.0, "the same"))
    crossing = script_of(left) != script_of(right)
    ceiling = weights.TRANSLITERATED if crossing else 1.0
    crossed = Signal("script", ceiling, 1.0, "compared in Latin letters") if crossing else None
    asked, stored = _bare(left, first), _bare(right, second)
    latin, other = (latin_key(asked), latin_key(stored)) if crossing else (asked, stored)
    if latin and order_key(latin, particles()) == order_key(other, particles()):
        way = "the same words" if not crossing else "the same words in Latin letters"
        return _judged(Signal("name", weights.REORDERED * ceiling, 1.0, way), crossed)
    if _letters(latin) == _letters(other):
        return _judged(
            Signal("name", weights.REORDERED * ceiling, 1.0, "the same letters, other spaces"), crossed
        )
    if kind != "person":
        acronym = _acronym(left, right) or _acronym(right, left)
        if acronym:
            return _judged(Signal("acronym", 0.9, 1.0, acronym))
    if crossing and (asked.isascii() or (not stored.isascii() and stored < asked)):
        asked, stored = stored, asked  # the same is said whichever name comes first
    likeness = foreign_likeness if crossing else word_likeness
    fit = name_likeness(name_words(asked), name_words(stored), likeness, lighter(_says), not crossing)
    spelled = Signal("words", _alike(fit) * ceiling, 1.0, _said(fit))
    missing = _missing(fit)
    lacking = Signal(
        "missing", 1 - missing, 0.5, f"{round(100 * missing)}% of the letters have no counterpart"
    )
    return _judged(spelled, lacking, _initials(asked, stored), _numerals(asked, stored), crossed)


def _bare(text: str, folded: str) -> str:
    """Set honorifics in front aside; "DR" in capitals is an acronym ("DR Congo"), no doctor."""
    start = text.split()[0]
    return folded if start.isupper() and len(start) <= 3 else without_honorifics(folded, honorifics())


def _letters(folded: str) -> str:
    words = folded.split()
    return "".join([word for word in words if word not in particles()] or words)


def _judged(first: Signal, *others: Signal | None) -> Comparison:
    stated = tuple(signal for signal in others if signal)
    score = first.score
    for signal in stated:
        if signal.signal != "script":
            score *= 1 - signal.weight * (1 - signal.score)
    crossing = any(signal.signal == "script" for signal in stated)
    return Comparison(
        score, score >= (weights.SAME_ABROAD_AT if crossing else weights.SAME_AT), (first, *stated)
    )


def _acronym(short: str, long: str) -> str | None:
    letters = short.replace(".", "")
    if letters.isupper() and len(letters) >= 2 and fold(letters).replace(" ", "") in acronyms(fold(long)):
        return f"{short} are the initials of {long}"
    return None


def _says(word: str) -> float:
    """Return how much a word says where no database tells: the longer, the more; "DR" of "DR Congo" is no small thing."""
    return max(len(word), 4)


def _missing(fit: Fit) -> float:
    """Return how much speaks against two names that have words without a counterpart.

    "George H. W. Bush" and "George W. Bush" differ in parts that both have; that is worse than a part left out.
    """
    alone = sum(map(_says, (*fit.asked_alone, *fit.stored_alone)))
    share = alone / (alone + 2 * sum(_size(pair) for pair in fit.pairs)) if fit.pairs else 1.0
    return min(1.0, share * (3 if fit.asked_alone and fit.stored_alone else 1.2))


def _alike(fit: Fit) -> float:
    size = sum(map(_size, fit.pairs))
    return sum(pair.likeness * _size(pair) for pair in fit.pairs) / size if size else 0.0


def _size(pair: Pair) -> int:
    return max(len(pair.asked), len(pair.stored))


def _said(fit: Fit) -> str:
    """Say which words are counterparts."""
    pairs = (
        pair.asked if pair.asked == pair.stored else f"{pair.asked} ~ {pair.stored}" for pair in fit.pairs
    )
    return ", ".join(pairs) or "no words in common"


_NUMERAL = re.compile(r"[ivx]+|[0-9]+")


def _numerals(first: str, second: str) -> Signal | None:
    """Other numbers make another monarch: "Mohammed VI" and "Mohammed V"; on one side only they say nothing."""
    left, right = first.split()[-1], second.split()[-1]
    if left == right or not _NUMERAL.fullmatch(left) or not _NUMERAL.fullmatch(right):
        return None
    return Signal("numeral", 0.0, 0.4, f"{left} against {right}")


def _initials(first: str, second: str) -> Signal | None:
    """Other initials make another person: "George H. W. Bush" and "George W. Bush"."""
    left, right = ({word for word in name.split() if len(word) == 1} for name in (first, second))
    if not left or not right or left == right:
        return None
    return Signal("initials", 0.0, 0.4, f"{' '.join(sorted(left))} against {' '.join(sorted(right))}")
