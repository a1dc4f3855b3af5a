"""The word lists of search_index/: particles, honorifics, and what posts are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import tomli

from actors.assets import asset_dir
from actors.text.normalize import fold


class TitleRule(NamedTuple):
    """What a title asks for: positions of some classes and, if `word` is set, with that word in their title.

    A rule with `otherwise` counts where nothing else is asked for; one with `of` only for these bodies (their
    keys), and if it stands `alone`, the title says them by itself: "Bundeskanzlerin". A title of another language
    says what is called so in `english`, folded.
    """

    classes: frozenset[str]
    word: str | None
    excluded: str | None
    otherwise: bool
    of: frozenset[str] = frozenset()
    alone: bool = False
    english: frozenset[str] = frozenset()


@cache
def particles() -> frozenset[str]:
    """Return the folded words that names are ordered and compared without."""
    return frozenset(_read("words.toml")["particles"])


@cache
def honorifics() -> tuple[tuple[str, ...], ...]:
    """Return the folded honorifics in front of names as tuples of words, the longest first."""
    phrases = {tuple(fold(phrase).split()) for phrase in _read("words.toml")["honorifics"]}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@cache
def one_for_all() -> dict[tuple[str, ...], str]:
    """Return for each legal form or spelling of a word, as a tuple of words, the one that stands for all."""
    lists = _read("words.toml")
    rows = [*lists["legal_forms"], *lists["same_words"]]
    return {tuple(spelled.split()): row[0] for row in rows for spelled in row[1:]}


@cache
def legal_forms() -> frozenset[str]:
    """Return the words that stand for the legal forms of companies."""
    return frozenset(row[0] for row in _read("words.toml")["legal_forms"])


@cache
def common_words() -> frozenset[str]:
    """Return the English words that acronyms are in capitals."""
    return frozenset(_read("words.toml")["common_words"])


@cache
def generations() -> frozenset[str]:
    """Return the words that tell who of one name is meant: numerals, "jr", "sr"."""
    return frozenset(_read("words.toml")["generations"])


@cache
def honorifics_behind() -> tuple[str, ...]:
    """Return the folded honorifics that stand behind names, the longest first."""
    words = set(map(fold, _read("words.toml")["honorifics_behind"]))
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def titles() -> dict[tuple[str, ...], tuple[TitleRule, ...]]:
    """Return the rules for each folded English title, as a tuple of words."""
    rules: dict[tuple[str, ...], list[TitleRule]] = {}
    for phrase, rule in titles_in("en"):
        rules.setdefault(tuple(fold(phrase).split()), []).append(rule)
    return {phrase: tuple(found) for phrase, found in rules.items()}


def titles_in(lang: str) -> Iterator[tuple[str, TitleRule]]:
    """Yield the titles of a language as they are written, each with a rule for what it asks for."""
    for entry in _titles_file()["title"]:
        if lang not in entry:
            continue
        rule = TitleRule(
            frozenset(entry["class"]),
            entry.get("word"),
            (entry.get("not") or [None])[0],
            entry.get("otherwise", False),
            frozenset(entry.get("of", ())),
            entry.get("alone", False),
            frozenset(map(fold, entry.get("en", ()))) if lang != "en" else frozenset(),
        )
        for phrase in entry[lang]:
            yield phrase, rule


@cache
def bare_titles() -> frozenset[str]:
    """Return the folded titles that name one post without its state or organization."""
    return frozenset(map(fold, _titles_file()["bare"]))


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """What the sentences of a language show of a name (search_index/reading.toml), each list as a set."""

    place_before: frozenset[str]
    place_before_if_moving: frozenset[str]
    moving: frozenset[str]
    given_to: frozenset[str]
    place_of: frozenset[str]
    moved_upon: frozenset[str]
    place_after: frozenset[str]
    buildings: frozenset[str]
    addresses: frozenset[str]
    trades: frozenset[str]
    speech: frozenset[str]
    organization_last: frozenset[str]
    organization_first: frozenset[str]
    thing_last: frozenset[str]
    thing_first: frozenset[str]
    governing: frozenset[str]
    meeting_kinds: frozenset[str]
    things: frozenset[str]
    person_first: frozenset[str]
    no_name: frozenset[str]
    no_acronym: frozenset[str]
    pronouns: frozenset[str]
    peoples: frozenset[str]
    month_before: frozenset[str]
    ship_before: frozenset[str]
    former: frozenset[str]
    acting: frozenset[str]
    elder: frozenset[str]
    younger: frozenset[str]
    languages_after: frozenset[str]
    given_names: frozenset[str]
    other_bearers: dict[str, frozenset[str]]


@cache
def reading_words(lang: str) -> ReadingWords:
    """Return the words that show what names mean in sentences of a language; those of English for others."""
    tables = _read("reading.toml")
    lists = dict(tables.get(lang.partition("-")[0], tables["en"]))
    bearers = {name: frozenset(words) for name, words in lists.pop("other_bearers").items()}
    return ReadingWords(other_bearers=bearers, **{name: frozenset(words) for name, words in lists.items()})


@cache
def common_titles() -> frozenset[str]:
    """Return the folded titles of posts that nearly every state has."""
    return frozenset(map(fold, _titles_file()["common"]))


@cache
def given_names() -> frozenset[str]:
    """Return the folded first names of people (search_index/given-names.txt)."""
    lines = (asset_dir("search_index") / "given-names.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _titles_file() -> dict[str, Any]:
    return _read("titles.toml")


def _read(name: str) -> dict[str, Any]:
    return tomli.loads((asset_dir("search_index") / name).read_text("utf-8"))
