"""Paragraphs and sentences of a text, as spans of code points that lose no character but blanks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from actors.domain.document import Sentence

_BLANK_LINES = re.compile(r"\n[ \t\r\f\v\u00a0]*\n\s*")
_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]」』]*\s*")
_ABBREVIATED = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "rev",
        "hon",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "cmdr",
        "sgt",
        "adm",
        "amb",
        "sen",
        "rep",
        "gov",
        "pres",
        "st",
        "no",
        "nos",
        "vs",
        "etc",
        "e.g",
        "i.e",
        "art",
        "vol",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mt",
        "ft",
        "inc",
        "ltd",
        "co",
        "corp",
        "dept",
        "approx",
        "al",
        ".split",
    ]
)
_STARTS = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "But",
        "And",
        "It",
        "He",
        "She",
        "They",
        "We",
        "This",
        "That",
        "Its",
        "His",
        "Her",
    ]
)
_SHORTEST_WRAPPED, _LONGEST_WRAPPED = 45, 100


def sentences_of(text: str, wraps: Collection[int] = ()) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order, with the paragraph that each stands in.

    A blank line ends a paragraph; so does a line break, unless the lines are of a wrapped paragraph. `wraps` are places
    of line breaks that are known to end nothing, as they stand within a name.
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(_paragraphs(text, wraps)):
        found += [Sentence(first, last, number) for first, last in _sentences(text, start, end)]
    return tuple(found)


def _paragraphs(text: str, wraps: Collection[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for blank in [*_BLANK_LINES.finditer(text), None]:
        end = blank.start() if blank else len(text)
        if "\n" in text[start:end].strip("\n") and not _is_wrapped(text[start:end]):
            first = at = start
            for line in text[start:end].split("\n"):
                at += len(line) + 1
                if at - 1 not in wraps:
                    yield first, at - 1
                    first = at
        else:
            yield start, end
        if blank:
            start = blank.end()


def _is_wrapped(block: str) -> bool:
    """A paragraph that was broken into lines of about one length; lists and headings have lines of any length."""
    lines = [line.strip() for line in block.strip().split("\n")]
    longest = max(map(len, lines))
    if longest <= _LONGEST_WRAPPED and any(line[0].islower() for line in lines[1:]):
        return True
    return _SHORTEST_WRAPPED <= longest <= _LONGEST_WRAPPED and all(
        len(line) >= 0.65 * longest for line in lines[:-1]
    )


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    first = start
    for stop in _END.finditer(text, start, end):
        if stop.end() < end and _ends(text, stop):
            yield first, stop.start() + len(stop.group().rstrip())
            first = stop.end()
    yield first, end


def _ends(text: str, stop: re.Match[str]) -> bool:
    following = text[stop.end()]
    mark = text[stop.start()]
    if mark in "。！？":
        return True
    if not text[stop.end() - 1].isspace():
        # "deeds.Iran": a sentence whose blank was lost
        before, after = text[stop.start() - 1], text[stop.end() : stop.end() + 2]
        return (
            mark == "."
            and stop.end() - stop.start() == 1
            and before.islower()
            and after[0].isupper()
            and after[1:].islower()
        )
    if following.islower() or following in ",;:)":
        return False
    if mark != "." or text[stop.start() + 1] == ".":
        return True
    word = text[max(0, stop.start() - 24) : stop.start()].rsplit(None, 1)[-1:]
    before = word[0].lstrip("“‘\"'(") if word else ""
    if len(before) == 1 and before.isupper():
        return False  # an initial
    if "." in before and before.replace(".", "").isalpha():
        # "the U.S. Negotiators": an acronym with points ends a sentence only before what starts one
        return text[stop.end() : stop.end() + 5].split(" ", 1)[0] in _STARTS
    return before.lower() not in _ABBREVIATED
