"""Ask the index: words, quoted phrases and fields become a Whoosh query, and hits become profiles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from whoosh.query import And, Every, Not, Or, Phrase, Prefix, Query, Term

from actors.domain.actor import Profile
from actors.search.index import OpenIndex, boosts
from actors.text.normalize import fold
from actors.text.transliterate import latin_key

FIELDS = ("kind", "class", "state", "role", "name", "key")

_PART = re.compile(r'(?:(?P<field>\w+):)?(?:"(?P<phrase>[^"]*)"|(?P<word>\S+))')
_MOST_WORDS = 30
"""Words beyond this change nothing: no name, role or description has them all."""

_MOST_MEANT = 8

_POOL = 60
"""Hits that are ranked again by the matching signals; the rest stay in Whoosh's order."""


class Stage(StrEnum):
    """How far the question had to be loosened to find something."""

    WORDS = "words"
    SPELLING = "spelling"
    ANY = "any"


class Question(NamedTuple):
    """A parsed search: free words and phrases (folded), and what fields must hold."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]

    @property
    def free(self) -> str:
        """The folded text that names are compared with."""
        return " ".join((*self.words, *self.phrases))


class Found(NamedTuple):
    """The profiles found, the stage that found them and how many there are in all."""

    profiles: tuple[Profile, ...]
    stage: Stage
    total: int


def parse(text: str) -> Question:
    """Read a search; nothing is an error: what is no field is a word, what folds to nothing is left out."""
    words: list[str] = []
    phrases: list[str] = []
    restrictions: list[tuple[str, str]] = []
    for part in _PART.finditer(text):
        field, phrase, word = part["field"], part["phrase"], part["word"]
        stated = phrase if phrase is not None else word
        if field in FIELDS and stated:
            restrictions.append((field, stated))
            continue
        if field:
            words += fold(field).split()
        if phrase is not None:
            phrases += [folded] if (folded := fold(phrase)) else []
        else:
            words += fold(word).split()
    return Question(
        tuple(words[:_MOST_WORDS]), tuple(phrases[:_MOST_WORDS]), tuple(restrictions[:_MOST_WORDS])
    )


def ask(
    index: OpenIndex,
    question: Question,
    kind: str | None,
    near: Callable[[str], Iterable[str]],
    pool: int = _POOL,
    loosely: bool = True,
) -> Found:
    """Find actors: all words, else all words with spelling forgiven, else any word; only the first if not `loosely`.

    A word matches names, transliterated names, roles or descriptions, as a whole or as a prefix.
    `near` returns the words of names that a misspelt word can mean, the likest first.
    """
    restrictions = [_restriction(field, stated) for field, stated in question.fields]
    if kind:
        restrictions.append(Term("kind", kind))
    weights = boosts()
    words = [_word(word, weights, begun=loosely) for word in question.words]
    phrases = [_phrase(phrase, weights) for phrase in question.phrases]
    if not words and not phrases:
        return _search(index, restrictions, Stage.WORDS, pool) if restrictions else Found((), Stage.WORDS, 0)
    found = _search(index, [*restrictions, *phrases, *words], Stage.WORDS, pool)
    if found.total == 0 and words and loosely:
        spelled = [
            Or([query, *(Term("name", meant, boost=0.5) for meant in islice(near(word), _MOST_MEANT))])
            for word, query in zip(question.words, words, strict=True)
        ]
        found = _search(index, [*restrictions, *phrases, *spelled], Stage.SPELLING, pool)
        if found.total == 0 and len(words) > 1:
            some = Or([_word(word, weights, begun=False) for word in question.words])
            found = _search(index, [*restrictions, *phrases, some], Stage.ANY, pool)
    return found


def _search(index: OpenIndex, parts: Iterable[Query], stage: Stage, pool: int) -> Found:
    query = And([*parts, Not(Term("key", "*"))])
    hits = index.searcher.search(query, limit=pool)
    profiles = tuple(Profile.from_card(hit["card"]) for hit in hits)
    total = len(profiles) if len(profiles) < pool else len(hits)
    return Found(profiles, stage, total)


def _word(word: str, weights: dict[str, float], begun: bool) -> Query:
    queries: list[Query] = [Term(field, word, boost=weight) for field, weight in weights.items()]
    if not word.isascii():
        latin = latin_key(word)
        queries += [
            And([Term(field, part, boost=0.5) for part in latin.split()])
            for field in ("name", "latin")
            if latin
        ]
    if begun and len(word) >= 2:  # what the beginnings of many words are is costly to know
        queries.append(Prefix("name", word, boost=0.5))
    return Or(queries)


def _phrase(phrase: str, weights: dict[str, float]) -> Query:
    words = phrase.split()
    if len(words) == 1:
        return Or([Term(field, words[0], boost=weight) for field, weight in weights.items()])
    # roles and descriptions are indexed without positions: there all the words are asked for
    loose = [
        And([Term(field, word, boost=weights[field]) for word in words]) for field in ("role", "description")
    ]
    return Or([Phrase("name", words, boost=weights["name"]), *loose])


def _restriction(field: str, stated: str) -> Query:
    if field in ("kind", "key"):
        return Term(field, stated.lower())
    if field == "class":
        return Term("actor_class", stated.lower())
    folded = fold(stated)
    if field == "state":
        return Term("state", "-".join(folded.split()))
    words = folded.split()
    if not words:
        return Every()
    return Phrase(field, words) if field == "name" else And([Term(field, word) for word in words])
