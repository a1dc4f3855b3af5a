"""Tell a government from its city, and an actor from a thing or place that is called after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actors.domain.document import Sentence
from actors.matching.spans import Phrase, Span
from actors.text.words import ReadingWords

_WORDS = re.compile(r"[\w’'-]+")
_DATELINE = re.compile(
    r"[ \t]*(?:[^\W\d_a-z][A-ZÀ-Þ’'. /-]*[A-ZÀ-Þ](?:, [A-Z][\w .]{2,20})?(?:, \w{3,9}\.? \d{1,2}(?:, \d{4})?)?"
    r"(?:\s\([\w/ ]{2,20}\))?\s*|[A-Z][\w ,.’'-]{2,40}\((?:AP|AFP|Reuters|REUTERS|dpa|DPA|Xinhua|TASS|Tass|Interfax|AA|IRNA|KUNA|SPA|ANSA|EFE)\)\s*)"
    r"(?:—|–|--|-)\s"
)
_PLACE_AND_DATE = re.compile(r"[A-Z][\w .,’'-]{2,60}\b(?:\d{1,2} \w+|\w+ \d{1,2},?) \d{4}[ \t]*(?=\n|$)")
_LANGUAGES = re.compile(r"\b(\w+) (?:(?:both )?[A-Z]\w+(?:, and |, or |, | and | or ))*$")


def datelines(text: str, paragraph_starts: Sequence[int]) -> list[tuple[int, int]]:
    """Return where paragraphs begin with a dateline, "SINGAPORE — " or a line of place and date: nothing in it is an actor."""
    found = (_DATELINE.match(text, start) or _PLACE_AND_DATE.match(text, start) for start in paragraph_starts)
    return [one.span() for one in found if one]


def drop_cities(
    spans: Sequence[Span], phrases: Sequence[Phrase], text: str, starts: Sequence[int], words: ReadingWords
) -> None:
    """Drop the capitals that are the city in their sentence, not the government: "flew to Tbilisi"."""
    before: tuple[Span, bool] | None = None
    for span in spans:
        if span.dropped or span.role is not None or not is_city(span, phrases, text, words):
            continue
        place = None
        if before is not None and before[0].sentence == span.sentence:
            between = text[before[0].end : span.start]
            if between in (" and ", " or ", "/") or (
                between in (", ", ", and ") and not _goes_on(span, text)
            ):
                place = before[1]
        if place is None:
            place = _is_place(span, text, starts[span.sentence], words)
        span.dropped = place
        before = span, place


def drop_namesakes(
    spans: Sequence[Span],
    phrases: Sequence[Phrase],
    text: str,
    sentences: Sequence[Sentence],
    words: ReadingWords,
) -> None:
    """Drop names of states in sentences that speak of a namesake: "in Atlanta, Georgia"."""
    for span in spans:
        if span.is_stranger or span.role is not None:
            continue
        signs = words.other_bearers.get(phrases[span.phrase].flat)
        if signs:
            where = sentences[span.sentence]
            if not signs.isdisjoint(_WORDS.findall(text[where.start : where.end])):
                span.dropped = True


def drop_languages(spans: Sequence[Span], text: str, starts: Sequence[int], words: ReadingWords) -> None:
    """Drop adjectives of states that are languages in their sentence: "into Arabic, Farsi or Russian"."""
    for span in spans:
        if not span.names.demonym:
            continue
        if text[span.end : span.end + 1] in (",", ".", ";", ")", "”", '"', "") or text.startswith(
            (" and ", " or ", " to "), span.end
        ):
            front = _LANGUAGES.search(text, max(starts[span.sentence], span.start - 60), span.start)
            if front and front[1].lower() in words.languages_after:
                span.dropped = True


def _goes_on(span: Span, text: str) -> bool:
    """A word after the name is mostly its verb: "met in Seoul, and Tokyo sends …"."""
    return text[span.end : span.end + 1] == " "


def is_city(span: Span, phrases: Sequence[Phrase], text: str, words: ReadingWords) -> bool:
    """Say whether a span can be the name of a city: a metonym that is no building."""
    return (
        bool(span.names.key)
        and span.names.listed[0].name_kind == "metonym"
        and phrases[span.phrase].flat not in words.buildings
        and text[max(0, span.start - 4) : span.start].lower() != "the "
    )


def _is_place(span: Span, text: str, sentence_start: int, words: ReadingWords) -> bool:
    front = _WORDS.findall(text[max(sentence_start, span.start - 70) : span.start].lower())[-6:]
    if text[span.end : span.end + 6].lower() == "-based":
        return True
    tail = _WORDS.findall(text[span.end : span.end + 40].lower())
    if tail[:1] in (["’s"], ["'s"]):
        tail = tail[1:]
    elif text[span.end : span.end + 1] not in (" ", "-", "\n"):
        tail = []
    if tail and tail[0] in words.place_after:
        return True
    if not front or not text[span.start - 1 : span.start].isspace():
        return False
    last = front[-1]
    if last in words.place_before:
        return True
    if last in words.place_before_if_moving:
        if last not in ("to", "from", "for"):
            return True
        return not words.moving.isdisjoint(front[:-1]) and words.given_to.isdisjoint(front[-2:-1])
    if last == "of":
        return len(front) > 1 and front[-2] in words.place_of
    if last in ("on", "upon", "against"):
        return not words.moved_upon.isdisjoint(front[-3:-1])
    return False
