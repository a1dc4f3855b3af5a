"""Whether two spellings can be one person's name, where state, post and time already agree."""

from __future__ import annotations

import re
from collections.abc import Iterable

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

# fmt: off
_SET_ASIDE = frozenset((
    "al", "el", "as", "at", "ath", "an", "ar", "ash", "bin", "ibn", "bint", "ben", "de", "da", "dos", "do", "di", "la",
    "van", "von", "der", "the", "abu", "ould", "and", "jr", "sr", "dr", "mr", "mrs", "sir", "lord", "he", "hrh",
    "sheikh", "sheik", "ii", "iii", "iv",
))
# fmt: on
_SHORT = 3
"""A lone surname of so many letters is spelt in one way only: Ali is no Aliyev."""

_ALIKE = 0.84
"""Jaro-Winkler likeness of two words from which on they count as spellings of one."""


def words(name: str) -> list[str]:
    """Return a name's words in plain Latin letters, without particles, honorifics and numerals."""
    plain = re.sub(r"['’`ʻ‘ʼ]", "", anyascii(name).lower())
    return [word for word in re.findall(r"[a-z]+", plain) if word not in _SET_ASIDE]


def can_be_same(first: str, second: str) -> bool:
    """Say whether every word of the shorter name has its like, or its initial, in the longer one."""
    short, long = sorted((words(first), words(second)), key=lambda found: (len(found), found))
    if not short:
        return False
    if "".join(short) == "".join(long):
        return True
    left = list(long)
    for word in short:
        like = max(left, key=lambda other: JaroWinkler.similarity(word, other))
        initial = 1 in (len(word), len(like)) and word[0] == like[0]
        least = 1.0 if len(short) == 1 and len(word) <= _SHORT else _ALIKE
        if JaroWinkler.similarity(word, like) < least and not initial:
            return False
        left.remove(like)
    return True


def is_named(spelling: str, caption: str, names: Iterable[str]) -> bool:
    """Say whether a spelling can be of the person with this caption and these names.

    A lone surname of ours fits a lone surname alone: else all Aliyevs would be one.
    """
    alone = len(words(spelling)) == 1
    return any(
        can_be_same(spelling, name)
        for name in {caption, *names}
        if alone or name == caption or len(words(name)) > 1
    )
