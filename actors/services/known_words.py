"""The words of a database's names: how rare each is, and which of them a word that was asked is like."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from heapq import nlargest
from operator import itemgetter

from actors.storage import readpath
from actors.storage import words as stored
from actors.text.likeness import foreign_likenesses, likeliest_latin
from actors.text.sounds import likely_sounds, sound

_COMMON = 500
"""A word of more names than this counts as one of so many: they are not all counted."""

_MOST_COUNTED = 1 << 16

_SOUNDS = 256
"""The words of so many beginnings and endings of sounds are remembered."""

_MOST_ALIKE = 25
_MOST_ALIKE_ABROAD = 60
"""So many words are kept of those that are like one in the same script, and like one in another."""

_MOST_READ = 250
_LEAST_ABROAD = 0.5
"""Words of different scripts that fit less are nothing alike (text/likeness)."""

_LONGEST = 60
"""No word of a name that is longer can be misspelt: none is, and comparing takes the square of the length."""

_SPELLED_SO = 0.85
"""Words so much alike are spellings of one: an unknown spelling of "Muhammad" is as common as Muhammad."""

_LETTERS_ALIKE = 0.36
"""Words of fewer letters in common have no likeness (matching/alike)."""


class KnownWords:
    """The words of the names of one state of a database; what was asked before is remembered."""

    def __init__(self, connection: sqlite3.Connection, state: readpath.State | None = None) -> None:
        self.connection = connection
        self.state = state
        self.names = stored.name_count(connection)
        self._counts: dict[str, int] = {}
        self.rarity: Callable[[str], float] = lru_cache(1 << 16)(self._rarity)
        self.alike: Callable[[str], Mapping[str, float]] = lru_cache(1 << 10)(self._alike)
        self.like: Callable[[str], Mapping[str, float]] = lru_cache(1 << 10)(self._like)
        self.likeness: Callable[[str, str], float] = lru_cache(1 << 16)(self._likeness)
        self._begun = lru_cache(_SOUNDS)(partial(stored.with_sound_beginning, connection))
        self._ended = lru_cache(_SOUNDS)(partial(stored.with_sound_ending, connection))

    def learn(self, words: Iterable[str]) -> None:
        """Count words at once that are soon asked for one by one."""
        if len(self._counts) > _MOST_COUNTED:
            self._counts.clear()
        unknown = {word for word in words if word not in self._counts}
        if unknown:
            self._counts |= stored.names_with(self.connection, unknown, _COMMON)

    def count(self, word: str) -> int:
        """Return how many names have a word, up to 500."""
        if word not in self._counts:
            self.learn((word,))
        return self._counts[word]

    def _rarity(self, word: str) -> float:
        """Return how much a word of a name says: the logarithm of all names to those that have it."""
        return math.log(1 + self.names / (1 + self.count(word)))

    def _likeness(self, asked: str, other: str) -> float:
        """Return how alike a word asked and a word of a name, or two of them together, are, from 0 to 1."""
        from actors.matching.alike import word_likeness

        alike = self.likeness_of_known(asked, other)
        if alike or asked.isascii() != other.isascii() or self.count(other):
            return alike
        return word_likeness(asked, other)

    def likeness_of_known(self, asked: str, known: str) -> float:
        """Return how alike a word asked and a word that some name has are, from 0 to 1."""
        from actors.matching.alike import word_likeness

        alike = self.alike(asked).get(known)
        if alike is not None:
            return alike
        sizes = len(asked), len(known)
        if asked[0] != known[0] or (abs(sizes[0] - sizes[1]) > 2 and 1 not in sizes):
            return 0.0
        return word_likeness(asked, known) if asked.isascii() == known.isascii() else 0.0

    def rarity_asked(self, word: str) -> float:
        """Return how much a word asked says: as much as the commonest word that it can be a spelling of."""
        spellings = [other for other, alike in self.like(word).items() if alike >= _SPELLED_SO]
        self.learn(spellings)
        spelled = map(self.count, spellings)
        return math.log(1 + self.names / (1 + max(spelled, default=0)))

    def _like(self, word: str) -> Mapping[str, float]:
        """Return the words of names that a word is most like."""
        most = _MOST_ALIKE if word.isascii() else _MOST_ALIKE_ABROAD
        return dict(nlargest(most, self.alike(word).items(), key=itemgetter(1)))

    def _alike(self, word: str) -> Mapping[str, float]:
        """Return the words of names that a word is like, each with its likeness."""
        from rapidfuzz import process  # 20 ms, only after an exact miss
        from rapidfuzz.distance import OSA

        from actors.matching.alike import word_likeness

        if len(word) > _LONGEST:
            return {word: 1.0} if self.count(word) else {}
        found: dict[str, float] = {}
        is_latin = word.isascii()
        around = [other for other in self._around(word) if other.isascii() == is_latin]
        near = process.extract(
            word, around, scorer=OSA.normalized_similarity, score_cutoff=_LETTERS_ALIKE, limit=None
        )
        for other, _, _ in near:
            if (alike := word_likeness(word, other)) > 0:
                found[other] = alike
        if not is_latin:
            latin = [
                other for other in stored.with_sounds(self.connection, likely_sounds(word)) if other.isascii()
            ]
            latin = [
                other
                for other, *_ in process.extract(
                    likeliest_latin(word), latin, scorer=OSA.normalized_similarity, limit=_MOST_READ
                )
            ]
            likenesses = foreign_likenesses(word, latin, _LEAST_ABROAD)
            found |= {other: alike for other, alike in zip(latin, likenesses, strict=True) if alike > 0}
        if self.count(word):
            found[word] = 1.0
        return found

    def _around(self, word: str) -> Iterable[str]:
        """Return the words with the sound of a word, with its beginning or its end, or with its first two letters."""
        heard = sound(word)
        if len(heard) < 2:
            return stored.with_sounds(self.connection, [heard])
        size = 3 if len(heard) > 3 else 2
        found = dict.fromkeys([*self._begun(heard[:size]), *self._ended(heard[-size:])])
        if len(word) > 3:  # an error in the middle can spoil the beginning and the end of few sounds
            lengths = range(len(word) - 1, len(word) + 2)
            found |= dict.fromkeys(stored.with_beginning(self.connection, word[:2], lengths))
        return found
