"""Judge two names alone: could they be the same actor's?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from actors.domain.match import Signal
from actors.matching import weights
from actors.matching.titles import without_honorifics
from actors.text.normalize import fold, order_key
from actors.text.scripts import script_of
from actors.text.skeleton import skeleton
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

    Names in different scripts are compared in Latin letters. Acronyms are compared with initials for
    everything but persons.
    """
    first, second = fold(left), fold(right)
    if not first or not second:
        return Comparison(0.0, False, (Signal("empty", 0.0, 1.0, "nothing to compare"),))
    if first == second:
        return _judged(Signal("name", weights.EXACT, 1.0, "the same"))
    crossing = script_of(left) != script_of(right)
    if crossing:
        first, second = latin_key(left), latin_key(right)
        if not first or not second:
            return Comparison(0.0, False, (Signal("empty", 0.0, 1.0, "nothing to compare in Latin letters"),))
    first, second = _bare(left, first), _bare(right, second)
    ceiling = weights.TRANSLITERATED if crossing else 1.0
    crossed = Signal("script", ceiling, 1.0, "compared in Latin letters") if crossing else None
    if order_key(first, particles()) == order_key(second, particles()):
        way = "the same words" if not crossing else "the same words in Latin letters"
        return _judged(Signal("name", weights.REORDERED * ceiling, 1.0, way), crossed)
    if _letters(first) == _letters(second):
        return _judged(
            Signal("name", weights.REORDERED * ceiling, 1.0, "the same letters, other spaces"), crossed
        )
    if kind != "person":
        acronym = _acronym(left, right) or _acronym(right, left)
        if acronym:
            return _judged(Signal("acronym", 0.9, 1.0, acronym))
    score, missing, detail = _aligned(first, second)
    spelled = Signal("words", score * ceiling, 1.0, detail)
    lacking = Signal(
        "missing", 1 - missing, 0.5, f"{round(100 * missing)}% of the letters have no counterpart"
    )
    return _judged(spelled, lacking, _initials(first, second), _numerals(first, second), crossed)


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
    return Comparison(score, score >= weights.SAME_AT, (first, *stated))


def _acronym(short: str, long: str) -> str | None:
    letters = short.replace(".", "")
    words = [
        word
        for word in fold(long).split()
        if word not in particles() and word not in ("and", "for", "on", "in")
    ]
    if letters.isupper() and len(letters) >= 2 and len(words) >= 2:
        initials = "".join(word[0] for word in words)
        if fold(letters).replace(" ", "") == initials:
            return f"{short} are the initials of {long}"
    return None


def _aligned(first: str, second: str) -> tuple[float, float, str]:
    """Pair the words of two names; return the likeness of the pairs, the share without a pair, and the pairs."""
    from rapidfuzz.distance import OSA, JaroWinkler

    left = [word for word in first.split() if word not in particles()] or first.split()
    right = [word for word in second.split() if word not in particles()] or second.split()

    lone = len(left) == len(right) == 1

    def alike(a: str, b: str) -> float:
        # in short words and names of one word each letter counts ("Iran", "Iraq"; "Austria", "Australia"):
        # Jaro-Winkler forgives what counting errors does not
        strict = lone or max(len(a), len(b)) < 6
        return OSA.normalized_similarity(a, b) if strict else JaroWinkler.similarity(a, b)

    likeness = sorted(
        ((_word_likeness(a, b, alike(a, b)), i, j) for i, a in enumerate(left) for j, b in enumerate(right)),
        reverse=True,
    )
    paired_left: set[int] = set()
    paired_right: set[int] = set()
    total, weight, said = 0.0, 0, []
    for score, i, j in likeness:
        if i in paired_left or j in paired_right or score < 0.75:
            continue
        paired_left.add(i)
        paired_right.add(j)
        size = max(len(left[i]), len(right[j]))
        total += score * size
        weight += size
        said.append(left[i] if left[i] == right[j] else f"{left[i]} ~ {right[j]}")
    if not weight:
        return 0.0, 1.0, "no words in common"
    left_over = [word for i, word in enumerate(left) if i not in paired_left]
    left_over += [word for j, word in enumerate(right) if j not in paired_right]
    letters = sum(max(len(word), 4) for word in left_over)  # "DR" of "DR Congo" is no small thing
    both_lack = len(paired_left) < len(left) and len(paired_right) < len(right)
    missing = letters / (letters + 2 * weight)
    # "George H. W. Bush" and "George W. Bush" differ in parts that both have; that is worse than a part left out
    return total / weight, min(1.0, missing * (3 if both_lack else 1.2)), ", ".join(said)


def _word_likeness(first: str, second: str, similarity: float) -> float:
    if len(first) == 1 or len(second) == 1:
        return 0.85 if first[0] == second[0] else 0.0  # an initial
    sounds = skeleton(first)
    if len(sounds) > 1 and sounds == skeleton(second) and _vowels(first) == _vowels(second):
        return max(similarity, 0.92)  # "gaddafi", "qadhafi"
    return similarity if first[0] == second[0] else similarity * 0.9


def _vowels(word: str) -> int:
    return sum(letter in "aeiouy" for letter in word)


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
