"""Names that a text nearly is: parts of names, typing errors, other scripts. What resolving asks after exact names."""

from __future__ import annotations

import sqlite3

from actors.domain.match import Candidate
from actors.services.asking import Asked
from actors.services.searching import fitting
from actors.storage import readpath
from actors.text.normalize import fold
from actors.text.scripts import script_of
from actors.text.spelling import errors_allowed, nearest
from actors.text.transliterate import latin_key
from actors.text.words import particles

_RAREST = 3
"""So many words of a text are tried."""

_LEAST_IN_LATIN = 4
"""Shorter transliterations ("bu") begin names of every kind."""

_TOO_COMMON = 5_000
"""A word of more names than this ("muhammad" in a large import) is not looked up."""


class Lexicon:
    """The folded names and words of a database by first letter and length, read when asked for and kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._known: dict[tuple[bool, str], dict[int, list[str]]] = {}

    def nearest(self, form: str, words: bool = False) -> list[str]:
        """Return the names, or `words` of names, that are a form but for the typing errors allowed in it."""
        if not errors_allowed(form):
            return []
        by_length = self._beginning(form[0], words)
        return nearest(form, [key for length in _lengths(form) for key in by_length.get(length, ())])

    def _beginning(self, letter: str, words: bool) -> dict[int, list[str]]:
        by_length = self._known.get((words, letter))
        if by_length is None:
            by_length = self._known[words, letter] = {}
            read = readpath.words_from if words else readpath.keys_from
            for key in read(self.connection, letter):
                by_length.setdefault(len(key), []).append(key)
        return by_length


def near_candidates(lexicon: Lexicon, text: str, asked: Asked, kind: str | None) -> list[Candidate]:
    """Return the actors with a name that has all the words of a text, else with one a typing error or two away.

    A text in another script than Latin is looked for in Latin letters too, without errors. The names are judged by
    how they fit.
    """
    folded = fold(text)
    forms = [folded]
    if script_of(text) != "Latn" and len(latin := latin_key(text)) >= _LEAST_IN_LATIN:
        forms.append(latin)
    for form in forms:
        words = [word for word in form.split() if word not in particles()]
        if not words:
            continue  # "of the" names nobody
        hits = readpath.names_by_words(lexicon.connection, words)
        found = fitting(lexicon.connection, hits, text, asked, kind)
        if not found and form == folded:  # a transliteration is a guess: with typing errors it would be two
            hits = [
                hit
                for key in _near(lexicon, form, words)
                for hit in readpath.names_by_key(lexicon.connection, key, ("fold",))
            ]
            found = fitting(lexicon.connection, hits, text, asked, kind)
        if found:
            return found
    return []


def _near(lexicon: Lexicon, form: str, words: list[str]) -> list[str]:
    """Return the whole names near a form: with its first letter, else with a word of it, else with one near a word."""
    near = lexicon.nearest(form)
    if near or " " not in form or not errors_allowed(form):
        return near
    unique = list(dict.fromkeys(words))
    near = nearest(form, _with_words(lexicon, _rarest(lexicon, unique), _lengths(form)))
    if near:
        return near
    misspelt = [meant for word in unique for meant in lexicon.nearest(word, words=True) if meant != word]
    return nearest(form, _with_words(lexicon, misspelt, _lengths(form)))


def _rarest(lexicon: Lexicon, words: list[str]) -> list[str]:
    """Return the words that few names have: two can be misspelt at most, so one of three is whole."""
    counted = [(readpath.names_with_word(lexicon.connection, word, _TOO_COMMON), word) for word in words]
    return [word for count, word in sorted(counted) if 0 < count < _TOO_COMMON][:_RAREST]


def _with_words(lexicon: Lexicon, words: list[str], lengths: range) -> list[str]:
    keys = (readpath.keys_with_word(lexicon.connection, word, lengths) for word in words)
    return sorted({key for some in keys for key in some})


def _lengths(form: str) -> range:
    allowed = errors_allowed(form)
    return range(max(1, len(form) - allowed), len(form) + allowed + 1)
