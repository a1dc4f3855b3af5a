"""The consonant skeleton of a Latin word: what is left where spellings of one foreign name differ."""

from __future__ import annotations

import re

_SOUNDS = (
    # spellings that Latin letters give one sound of Arabic, Persian, Turkish or Slavic names
    (re.compile(r"kh|gh|ck|q|g|c(?!h)|k|x"), "k"),
    (re.compile(r"sch|sh|ch|zh|dj|j|ş|ç"), "s"),
    (re.compile(r"dh|th|d|t"), "t"),
    (re.compile(r"ph|f|v|w|b|p"), "p"),
    (re.compile(r"z|s"), "s"),
    (re.compile(r"[aeiouyh]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


def skeleton(word: str) -> str:
    """Return the sounds of a folded word's consonants: "gaddafi" and "qadhafi" share "ktp"."""
    for spelled, sound in _SOUNDS:
        word = spelled.sub(sound, word)
    return word
