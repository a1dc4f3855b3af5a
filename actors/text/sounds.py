"""How a word sounds: a coarse key of its consonants, by which the stored words like a word asked are found."""

from __future__ import annotations

import re
from functools import lru_cache

from actors.text.correspondences import renderings, spans, units
from actors.text.transliterate import latin_key

_CLASSES = str.maketrans(
    {
        **dict.fromkeys("kqgc", "k"),
        **dict.fromkeys("szj", "s"),
        **dict.fromkeys("td", "t"),
        **dict.fromkeys("pb", "p"),
        **dict.fromkeys("fvw", "f"),
        "x": "ks",
        **dict.fromkeys("aeiouyh", ""),
    }
)
_SIBILANTS = ("ch", "cz", "ce", "ci", "cy", "dj", "tz", "ts", "dz")
_OPEN = frozenset("aeiouyh")
_REPEATED = re.compile(r"(.)\1+")
_STATES = 48
"""How many readings of a word's beginning are followed further."""


def sound(word: str) -> str:
    """Return the consonants of a folded word by class: "gaddafi" and "qadhafi" share "ktf".

    A word that begins with a vowel, y or h begins with "a"; "" is of digits. Of a word in another script it is the
    sound of its plain transliteration.
    """
    if not word.isascii():
        word = latin_key(word).replace(" ", "")
    opening = "a" if word[:1] in _OPEN else ""
    if word[:1] == "x":
        word = "s" + word[1:]
    if "ph" in word:
        word = word.replace("ph", "f")
    if "c" in word or "z" in word or "j" in word or "ts" in word:
        for spelled in _SIBILANTS:
            if spelled in word:
                word = word.replace(spelled, "s")
    return opening + _REPEATED.sub(r"\1", word.translate(_CLASSES))


@lru_cache(maxsize=1 << 12)
def likely_sounds(word: str, most: int = 8) -> tuple[str, ...]:
    """Return up to `most` sounds that a folded word can have, the likeliest first; of a Latin word its own alone."""
    if word.isascii():
        return (sound(word),)
    found: dict[str, float] = {}
    for form in without_article(word):
        for said, chance in _sounds_of(units(form)).items():
            found[said] = found.get(said, 0.0) + chance
    return tuple(sorted(found, key=lambda said: (-found[said], said))[:most]) or ("",)


def without_article(word: str) -> tuple[str, ...]:
    """Return a word and, with the Arabic article in front, the word without: names in Latin letters often lack it."""
    return (word, word[2:]) if word.startswith("ال") and len(word) > 4 else (word,)


def _sounds_of(parts: list[str]) -> dict[str, float]:
    reached: list[dict[str, float]] = [{} for _ in range(len(parts) + 1)]
    reached[0][""] = 1.0
    kept, at = reached[0], 0
    for start, end, key in spans(parts):
        if start > at:
            kept, at = _likeliest(reached[start]), start
        further = reached[end]
        for opening, classes, share in _shares(key):
            for said, chance in kept.items():
                if not said:
                    now = opening + classes
                elif classes and classes[0] == said[-1]:
                    now = said + classes[1:]
                else:
                    now = said + classes
                further[now] = further.get(now, 0.0) + chance * share
    return reached[-1]


def _likeliest(states: dict[str, float]) -> dict[str, float]:
    if len(states) <= _STATES:
        return states
    return dict(sorted(states.items(), key=lambda state: (-state[1], state[0]))[:_STATES])


@lru_cache(maxsize=1 << 13)
def _shares(key: str) -> tuple[tuple[str, str, float], ...]:
    """Return ("a" before a vowel, classes, share) of what a span can be."""
    shares: dict[tuple[str, str], float] = {}
    for run, cost in renderings(key).items():
        opening = "a" if run[:1] in _OPEN and run else ""
        classes = sound(run)[len(opening) :]
        shares[opening, classes] = shares.get((opening, classes), 0.0) + 10 ** (-cost / 23.03)
    return tuple((opening, classes, share) for (opening, classes), share in shares.items() if share > 0.01)
