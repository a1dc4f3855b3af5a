"""Runs of capitalised words in a text, split where a title, an adjective or another actor stands between."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from actors.domain.document import Sentence
from actors.matching.spans import Span
from actors.text.normalize import fold
from actors.text.words import ReadingWords

HasWords = Callable[[str, Collection[str]], bool]
"""Whether an actor (its key) has all of some folded words in its names."""

CAPITAL = "[A-ZÀ-ÖØ-ÞĄĆČĎĐĘĚĞİŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽȘȚ]"
WORD = rf"{CAPITAL}(?:\.(?=[ \u00a0]?{CAPITAL})|[\w’'-]*\w)?"
_PARTICLE = (
    r"(?:(?:de|del|della|der|di|do|dos|da|van|von|zu|bin|ibn|bint|al|el|abu|ould|e|y|la|le|du)[ \u00a0-])"
)
CAPITALISED = re.compile(rf"{WORD}(?:(?:[ \u00a0]+|[ \u00a0]*\n[ \u00a0]*|(?<=\.)){_PARTICLE}{{0,2}}{WORD})*")
_ONE = re.compile(WORD)
_LONG_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
_BYLINE_START = re.compile(r"(?:by|written by|additional reporting|reporting|editing|photo)\b", re.IGNORECASE)
POSSESSIVES = ("’s", "'s")
FULL = 2
"""How many words a whole name has at least."""


class Word(NamedTuple):
    """A capitalised word: its place, and the span that covers it, if one does."""

    start: int
    end: int
    text: str
    span: Span | None


class Setting(NamedTuple):
    """The text around: what strangers are recognised by."""

    text: str
    sentences: Sequence[Sentence]
    datelines: Sequence[tuple[int, int]]
    words: ReadingWords
    given_names: Collection[str]
    has_words: HasWords


def is_heading(text: str, sentence: Sentence) -> bool:
    """Headings in Title Case or CAPITALS say nothing by their capitals; a byline is none."""
    if text[sentence.end - 1] in ".!?”\"’'":
        return False
    words = _LONG_WORD.findall(text, sentence.start, sentence.end)
    capital = sum(word[0].isupper() for word in words)
    return len(words) > 3 and capital >= 0.8 * len(words) and not _BYLINE_START.match(text, sentence.start)


def words_of(text: str, start: int, end: int, spans: Sequence[Span], at: int) -> list[Word]:
    """Return the capitalised words of a stretch of text, a listed name as one word; `at` is the first span that can be there."""
    words: list[Word] = []
    for found in _ONE.finditer(text, start, end):
        first, last = found.span()
        while at < len(spans) and spans[at].end <= first:
            at += 1
        covering = spans[at] if at < len(spans) and spans[at].start < last else None
        if covering is None:
            if text[last - 2 : last] in POSSESSIVES:
                last -= 2
            words.append(Word(first, last, text[first:last], None))
        elif not words or words[-1].span is not covering:
            words.append(Word(covering.start, covering.end, text[covering.start : covering.end], covering))
    return words


def names_of(words: Sequence[Word], setting: Setting) -> Iterator[list[Word]]:
    """Split a run of capitalised words where a title, a demonym, another actor or an ordinary word stands between."""
    name: list[Word] = []
    ending = words[-1].text if words and words[-1].span is None else ""
    for number, word in enumerate(words):
        span = word.span
        if span is not None and _is_surname_like(word, name, setting):
            word = word._replace(span=None)
            span = None
        if span is None:
            if word.text in setting.words.no_name:
                yield name
                name = []
                continue
        elif not _can_be_part(span, name, word.text, setting, number + 1 < len(words), ending):
            yield name
            name = []
            continue
        name.append(word)
        if setting.text.startswith(POSSESSIVES, word.end):
            yield name
            name = []
    yield name


def _is_surname_like(word: Word, name: Sequence[Word], setting: Setting) -> bool:
    """A trade after a first name is a surname: Paul Farmer."""
    assert word.span is not None
    return (
        not word.span.names.key
        and len(name) == 1
        and name[0].span is None
        and " " not in word.text
        and word.text[0].isupper()
        and fold(name[0].text) in setting.given_names
    )


def _can_be_part(
    span: Span, name: Sequence[Word], surface: str, setting: Setting, goes_on: bool, last: str
) -> bool:
    """Say whether a listed name can be part of a longer one: surnames, and states that are given names too."""
    if span.names.of_person:
        return True
    if not span.names.key:
        return False
    if span.names.demonym:
        return not name and last in setting.words.organization_last
    if not name:
        return goes_on
    first = name[-1].text
    return first in setting.words.thing_first or (
        surface in setting.words.given_names and fold(first) in setting.given_names
    )
