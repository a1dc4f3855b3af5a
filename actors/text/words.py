"""The word lists of search_index/: particles, honorifics, and what posts are called."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any, NamedTuple

from actors.assets import asset_dir
from actors.text.normalize import fold


class TitleRule(NamedTuple):
    """What a title asks for: positions of some classes and, if `word` is set, with that word in their title.

    A rule with `otherwise` counts where nothing else is asked for.
    """

    classes: frozenset[str]
    word: str | None
    excluded: str | None
    otherwise: bool


@cache
def particles() -> frozenset[str]:
    """Return the folded words that names are ordered and compared without."""
    return frozenset(_read("words.toml")["particles"])


@cache
def honorifics() -> tuple[tuple[str, ...], ...]:
    """Return the folded honorifics as tuples of words, the longest first."""
    phrases = {tuple(fold(phrase).split()) for phrase in _read("words.toml")["honorifics"]}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@cache
def titles() -> dict[tuple[str, ...], tuple[TitleRule, ...]]:
    """Return the rules for each folded title, as a tuple of words."""
    rules: dict[tuple[str, ...], list[TitleRule]] = {}
    for entry in _read("titles.toml")["title"]:
        rule = TitleRule(
            frozenset(entry["class"]),
            entry.get("word"),
            (entry.get("not") or [None])[0],
            entry.get("otherwise", False),
        )
        for phrase in entry["en"]:
            rules.setdefault(tuple(fold(phrase).split()), []).append(rule)
    return {phrase: tuple(found) for phrase, found in rules.items()}


@cache
def bare_titles() -> frozenset[str]:
    """Return the folded titles that name one post without its state or organization."""
    return frozenset(map(fold, _read("titles.toml")["bare"]))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((asset_dir("search_index") / name).read_text("utf-8"))
