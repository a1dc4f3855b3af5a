"""Understand questions for an office: "Turkish foreign minister", "president of Iran", "UN special envoy for Syria"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from actors.text.normalize import fold
from actors.text.words import TitleRule, common_titles, titles

_CONNECTORS = frozenset({"of", "the", "for", "to", "at", "in", "s"})
_UNSPACED_FROM = "\u3040"  # kana, Han and Hangul come behind all scripts that space their words


class TitleQuery(NamedTuple):
    """One way to read a question: a title, and the folded name of the state or organization it is of."""

    title: str
    body: str


def folded_question(text: str) -> str:
    """Fold a question so that a possessive is a word of its own: "Turkey's" becomes "turkey s"."""
    for apostrophe in "'’ʼ":
        text = text.replace(f"{apostrophe}s ", " s ")
    return fold(text)


def split_question(folded: str) -> Iterator[TitleQuery]:
    """Yield the ways to split a folded question into a title and a body, the longest titles first.

    The body stands in front ("turkish foreign minister", "turkey s foreign minister") or behind, after a
    connector ("foreign minister of turkey"); "former" and "current" in front of a title are set aside.
    """
    words = folded.split()
    if words[:1] == ["the"]:
        words = words[1:]
    found: list[tuple[int, TitleQuery]] = []
    for cut in range(1, len(words)):
        front, back = words[:cut], words[cut:]
        body = front[:-1] if front[-1] == "s" else front
        if body:
            found.append((len(back), TitleQuery(" ".join(back), " ".join(body))))
        if back[0] in _CONNECTORS:
            rest = back
            while rest and rest[0] in _CONNECTORS:
                rest = rest[1:]
            if rest:
                found.append((len(front), TitleQuery(" ".join(front), " ".join(rest))))
    found.sort(key=lambda split: -split[0])
    for _, query in found:
        yield query


def asks_for(
    title: str,
    own_titles: Sequence[str],
    classes: Sequence[str | None],
    rules: Mapping[tuple[str, ...], Sequence[TitleRule]],
    body: str = "",
) -> str | None:
    """Say how a folded title asks for a position: "title" if it is its own, "class" or "otherwise" by a rule, or None.

    `own_titles` are the position's folded titles and label, `classes` its class and further class, `body` the key of
    the state or organization it is of.
    """
    if title in own_titles:
        return "title"
    for rule in rules.get(tuple(title.split()), ()):
        if not rule.classes.intersection(classes) or (rule.of and body not in rule.of):
            continue
        if rule.word and not any(_has_words(own, rule.word) for own in own_titles):
            continue
        if rule.excluded and any(_has_words(own, rule.excluded) for own in own_titles[:1]):
            continue
        if rule.english.intersection(own_titles):
            return "title"
        return "otherwise" if rule.otherwise else "class"
    return None


def _has_words(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "


def without_honorifics(folded: str, phrases: Sequence[tuple[str, ...]], behind: Sequence[str] = ()) -> str:
    """Return the folded text without honorifics in front and `behind`, the longest first in each.

    "h e mr lavrov" becomes "lavrov", "erdogan bey" "erdogan". Han, kana and Hangul need no space in front of
    one behind ("習近平主席"), but two letters: of "副主席", vice-chairman, nothing is taken.
    """
    words = folded.split()
    while len(words) > 1:
        for phrase in phrases:
            if len(phrase) < len(words) and tuple(words[: len(phrase)]) == phrase:
                words = words[len(phrase) :]
                break
        else:
            break
    while words:
        shorter = next((left for word in behind if (left := _without_last(words, word))), None)
        if shorter is None:
            break
        words = shorter
    return " ".join(words)


def _without_last(words: list[str], honorific: str) -> list[str] | None:
    last = words[-1]
    if last == honorific:
        return words[:-1] or None
    if honorific[0] >= _UNSPACED_FROM and last.endswith(honorific) and len(last) >= len(honorific) + 2:
        return [*words[:-1], last[: -len(honorific)]]
    return None


def is_title_question(text: str) -> bool:
    """Say whether a text asks for an office, whoever holds it: such a question is no misspelt name.

    "king of Ruritania", "Ruritanian foreign minister", "justice minister".
    """
    words = [word for word in folded_question(text).split() if word not in _SET_ASIDE]
    for cut in range(1, len(words) + 1):
        is_whole = cut == len(words) and len(words) > 1
        if (is_whole or words[cut : cut + 1] in (["of"], ["for"], ["to"])) and _is_title(words[:cut]):
            return True
    return name_behind_title(text) is None and any(map(_POST.fullmatch, words))


def name_behind_title(text: str) -> str | None:
    """Return what stands behind a title in front of a name, as the name is written: "Putinn" of "President Putinn"."""
    words = text.split()
    for cut in range(min(6, len(words) - 1), 0, -1):
        front = folded_question(" ".join(words[:cut])).split()
        if any(_is_title(front[start:]) for start in range(len(front))):
            return " ".join(words[cut:])
    return None


_SET_ASIDE = frozenset({"the", "former", "ex", "then", "acting", "interim", "current", "new", "late"})
_POST = re.compile(
    r"minister|president|secretary|chancellor|premier|ambassador|envoy|chief|leader|\bpm\b|\bfm\b"
)


def _is_title(words: Sequence[str]) -> bool:
    return tuple(words) in titles() or " ".join(words) in common_titles()
