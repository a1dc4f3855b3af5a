"""Typing errors: what is near a word, and how many errors a word may have and still be recognised."""

from __future__ import annotations

from collections.abc import Sequence


def nearest(word: str, lexicon: Sequence[str], most: int = 8) -> list[str]:
    """Return what is within the allowed typing errors of `word`, nearest first.

    A letter missing, added, changed or swapped with its neighbour is one error (optimal string alignment).
    """
    from rapidfuzz import process  # 15 ms, only after an exact miss
    from rapidfuzz.distance import OSA

    found = process.extract(word, lexicon, scorer=OSA.distance, score_cutoff=errors_allowed(word), limit=most)
    return [term for term, _, _ in found]


def errors_allowed(word: str) -> int:
    """Return how many typing errors a word may have: none below four letters, two from eight on."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2
