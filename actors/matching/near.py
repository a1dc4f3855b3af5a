"""Judge names that a text nearly is: how well they fit, why, and what speaks against calling one of them meant."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from actors.domain.match import Signal
from actors.matching import weights
from actors.matching.alike import Fit, Pair, is_spelling, same_by_ear, says_little
from actors.text.likeness import foreign_likenesses
from actors.text.scripts import script_of
from actors.text.words import generations, legal_forms

_DOTTED = re.compile(r"\b([^\W\d_])\.")
_WORD = re.compile(r"[^\W\d_]{3}")


def with_initials_apart(text: str) -> str:
    """Return a person's name with its initials as words of their own: "V.V. Putin" is no "VV Putin"."""
    return _DOTTED.sub(r"\1 ", text) if _WORD.search(text) else text


class Bearer(NamedTuple):
    """What counts of an actor when a name is only near."""

    is_person: bool
    prominence: float


def near_signals(
    score: float, fit: Fit, stored: Sequence[str], names: int, bearer: Bearer
) -> tuple[Signal, ...]:
    """Return how the words of a name fit (0 to 1) among so many names, and what speaks against its being meant."""
    said = ", ".join(map(_said, fit.pairs))
    doubts = tuple(Signal(signal, 0.0, 0.0, why) for signal, why in _doubts(fit, stored, names, bearer))
    return (Signal("words", score, 1.0, said), *doubts)


def whole_likeness(said: Sequence[str], stored: Sequence[str]) -> float:
    """Return how a name asked in another script fits a stored one from first letter to last, or its last word first."""
    forms = ["".join(stored), "".join([*stored[-1:], *stored[:-1]])]
    return max(foreign_likenesses("".join(said), forms))


def _said(pair: Pair) -> str:
    return pair.asked if pair.asked == pair.stored else f"{pair.asked} ~ {pair.stored}"


def _doubts(fit: Fit, stored: Sequence[str], names: int, bearer: Bearer) -> Iterator[tuple[str, str]]:
    """Yield what keeps a name from being called the one meant; it takes nothing from the score."""
    well_known = bearer.prominence >= weights.KNOWN_BY_ONE_WORD
    unlike = [*fit.asked_alone, *(pair.asked for pair in fit.pairs if pair.likeness < weights.UNLIKE)]
    whole = not fit.stored_alone and len(fit.pairs) > 1 and bearer.is_person
    lacking = bool(unlike) and not (whole and unlike == list(fit.asked_alone))
    if lacking:
        yield "lacking", f"nothing like {' '.join(unlike)} in the name"
    others = [pair for pair in fit.pairs if not _is_the_same(pair)]
    if others:
        yield "spelling", f"may be other words: {', '.join(map(_said, others))}"
        if not lacking and (fit.stored_alone or len(fit.pairs) == 1):
            yield "lacking", "other words, and not all of them"
    if not generations().isdisjoint(fit.asked_alone):
        yield "generation", "father and son may bear the name"
    if (
        fit.asked_alone
        and len(fit.pairs) < 3
        and not (bearer.prominence >= weights.KNOWN_WITH_MORE or all(map(says_little, fit.asked_alone)))
    ):
        yield "added", f"{' '.join(fit.asked_alone)} may make it another name"
    if len(fit.pairs) < 3 and _may_be_another(fit, stored, bearer.is_person):
        yield "partial", f"without {' '.join(fit.stored_alone)} it may be another name"
    if len(fit.pairs) + len(fit.asked_alone) == 1:
        if not (well_known and _is_long_enough(fit.pairs[0])):
            yield "alone", "a single word that is only near"
    elif fit.said + weights.PRIOR * bearer.prominence - math.log(1 + names) < weights.BEYOND_CHANCE:
        yield "chance", f"among {names:,} names so much is alike by chance"


def _is_the_same(pair: Pair) -> bool:
    if pair.asked.isascii() == pair.stored.isascii():
        return is_spelling(pair.asked, pair.stored)
    foreign = pair.stored if pair.asked.isascii() else pair.asked
    with_vowels = script_of(foreign) in ("Cyrl", "Grek")
    return pair.likeness >= (weights.READ_WITH_VOWELS_AT if with_vowels else weights.READ_AS_AT)


def _is_long_enough(pair: Pair) -> bool:
    """Say whether a single word can be told from others: "Nigar" is not Niger, "NATA" not NATO."""
    size = min(len(pair.asked), len(pair.stored))
    if not pair.asked.isascii():
        return pair.likeness >= weights.READ_ALONE_AT
    return size > 5 or (size > 4 and same_by_ear(pair.asked, pair.stored))


def _may_be_another(fit: Fit, stored: Sequence[str], is_person: bool) -> bool:
    """Say whether a name without some of its words may be another's: a person's without the last, a body's without any."""
    if is_person:
        return len(stored) > 1 and stored[-1] in fit.stored_alone and stored[-1] not in generations()
    return not legal_forms().issuperset(fit.stored_alone)
