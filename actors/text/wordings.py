"""How other languages than English word a question for an office, and how they inflect the names in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice, product
from typing import Any, NamedTuple

import tomli

from actors.assets import asset_dir
from actors.text.normalize import fold
from actors.text.words import TitleRule, titles_in

_MOST_FORMS = 128


class Wording(NamedTuple):
    """The titles of a language and its rules, all folded (search_index/wordings.toml).

    `titles` are without the words that are `set_aside`; `title_words` are the words they are made of.
    """

    lang: str
    apostrophe: str | None
    set_aside: frozenset[str]
    prefixes: tuple[tuple[str, str], ...]
    endings: tuple[tuple[str, str], ...]
    titles: dict[tuple[str, ...], tuple[TitleRule, ...]]
    title_words: frozenset[str]


@cache
def wordings(script: str) -> tuple[Wording, ...]:
    """Return the wordings of the languages that are written in a script (ISO 15924)."""
    tables = tomli.loads((asset_dir("search_index") / "wordings.toml").read_text("utf-8"))
    return tuple(_wording(lang, table) for lang, table in tables.items() if table["script"] == script)


def words_of(text: str, apostrophe: str | None) -> list[str]:
    """Return the folded words of a question: an apostrophe joins them, "splits" them, or "cuts" an ending off."""
    if apostrophe == "splits":
        text = _APOSTROPHE.sub(" ", text)
    elif apostrophe == "cuts":
        text = _SUFFIX.sub("", text)
    return fold(text).split()


def base_forms(words: Sequence[str], wording: Wording) -> list[str]:
    """Return the forms under which inflected words may be stored as a name, as they are first, at most 128."""
    forms = [
        " ".join(form) for form in islice(product(*(_forms(word, wording) for word in words)), _MOST_FORMS)
    ]
    if wording.apostrophe == "splits":
        forms.append(_ELIDED.sub(r"\1", forms[0]))  # stored with the apostrophe joined: "cote divoire"
    return forms


def _forms(word: str, wording: Wording) -> list[str]:
    starts = [word]
    starts += [
        new + word[len(old) :] for old, new in wording.prefixes if _goes(word, old, word.startswith(old))
    ]
    forms = list(starts)
    for start in starts:
        forms += [
            start[: len(start) - len(old)] + new
            for old, new in wording.endings
            if _goes(start, old, start.endswith(old))
        ]
    return list(dict.fromkeys(forms))


def _goes(word: str, part: str, is_there: bool) -> bool:
    return is_there and len(word) - len(part) > 1


_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=\w)")
_ELIDED = re.compile(r"\b([dl]) ")
_SUFFIX = re.compile(r"(?<=\w)['’ʼ]\w+")


def _wording(lang: str, table: dict[str, Any]) -> Wording:
    set_aside = frozenset(map(fold, table.get("set_aside", ())))
    apostrophe = table.get("apostrophe")
    rules: dict[tuple[str, ...], list[TitleRule]] = {}
    for phrase, rule in titles_in(lang):
        words = tuple(word for word in words_of(phrase, apostrophe) if word not in set_aside)
        rules.setdefault(words, []).append(rule)
    return Wording(
        lang,
        apostrophe,
        set_aside,
        _folded_pairs(table.get("prefixes", ())),
        _folded_pairs(table.get("endings", ())),
        {phrase: tuple(found) for phrase, found in rules.items()},
        frozenset(word for phrase in rules for word in phrase),
    )


def _folded_pairs(pairs: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((fold(old), fold(new)) for old, new in pairs)
