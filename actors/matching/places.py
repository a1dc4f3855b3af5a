"""Tell a government from its city, and an actor from a thing or place that is called after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actors.domain.document import Sentence
from actors.matching.spans import Span
from actors.text.words import ReadingWords

_WORDS = re.compile(r"[\w’'-]+")
_DATELINE = re.compile(
    r"[ \t]*(?:[^\W\d_a-z][A-ZÀ-Þ’'. /-]*[A-ZÀ-Þ](?:, [A-Z][\w .]{2,20})?(?:, \w{3,9}\.? \d{1,2}(?:, \d{4})?)?"
    r"(?:\s\([\w/ ]{2,20}\))?\s*|[A-Z][\w ,.’'-]{2,40}\((?:AP|AFP|Reuters|REUTERS|dpa|DPA|Xinhua|TASS|Tass|Interfax|AA|IRNA|KUNA|SPA|ANSA|EFE)\)\s*)"
    r"(?:—|–|--|-)\s"
)
_PLACE_AND_DATE = re.compile(r"[A-Z][\w .,’'-]{2,60}\b(?:\d{1,2} \w+|\w+ \d{1,2},?) \d{4}[ \t]*(?=\n|$)")
_CITY_AND_COLON = re.compile(r"[A-ZÀ-Þ]{4,}(?:[ /][A-ZÀ-Þ]{3,})*: (?=[^\n]{60})")
_LONGEST_DATELINE = 80
_AROUND = 300
"""What is looked at of a sentence around a name: a text without points is one sentence, of any length."""
_FROM_TO = re.compile(r" to [A-Z]")
_FROM_BEFORE = re.compile(r"\b[Ff]rom [A-Z][\w ]+ to $")
_IN_LIST = re.compile(
    r"\b(?:in|at|near) [A-Z]\w+(?:, [A-Z]\w+)*(?: and|,) $|\b[Cc]apital(?:,| [—–-])? $|\b[A-Z]\w+ of $"
)
_LIST_ENDS = re.compile(r",| and [A-Z]")
_PLACE_BEHIND = re.compile(r",? (?:in|on) \d|,? as (?:its|the|their) capital\b")
_HYPHEN = re.compile(r"(\w+)- ?$")
_AND = (" and ", " or ", "/")
_LISTED = re.compile(r"(?:, [A-Z]\w+)?,(?: and| or)? ")
_VERB_BEHIND = re.compile(r" (?!and\b|or\b)")
_THING_BEHIND = re.compile(r" (?!I\b)[A-Z]\w+|-[A-Z]\w+-")
_COMPASS = ("East", "West", "North", "South", "Greater", "Old", "New")
_ENDS = ("", ",", ".", ";", ")", "”", '"')
_BEHIND_LANGUAGE = (" and", " or ", " to ")
_LANGUAGES = re.compile(r"\b(\w+) (?:(?:both )?[A-Z]\w+(?:, and |, or |, | and | or ))*$")


def datelines(text: str, sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Return where paragraphs begin with a dateline, "SINGAPORE — " or a line of place and date: nothing in it is an actor.

    A city in capitals before a dash begins an item also within a paragraph.
    """
    found = []
    paragraph = -1
    for sentence in sentences:
        start = sentence.start
        head = text[start : start + _LONGEST_DATELINE]
        one = None
        if "—" in head or "–" in head or " -" in head:
            if sentence.paragraph != paragraph or head[:3].isupper():
                one = _DATELINE.match(text, start)
        elif sentence.paragraph != paragraph:
            one = _CITY_AND_COLON.match(text, start)
            if one is None and (head[-1:].isdigit() or "\n" in head):
                one = _PLACE_AND_DATE.match(text, start)
        paragraph = sentence.paragraph
        if one:
            found.append(one.span())
    return found


def drop_places(spans: Sequence[Span], text: str, sentences: Sequence[Sentence], words: ReadingWords) -> None:
    """Drop names of governments and peoples that are something else in their sentence.

    Capitals can be the city ("flew to Tbilisi"), adjectives a language or a people of another state, and a state can
    have a namesake.
    """
    city: Span | None = None
    before: Span | None = None
    for number, span in enumerate(spans):
        names = span.names
        if names.watched and not span.dropped:
            if names.city:
                following = spans[number + 1] if number + 1 < len(spans) else None
                span.dropped = (following is not None and _is_in(span, following, text)) or _is_place(
                    span, city, text, sentences[span.sentence].start, words
                )
                city = span
            elif names.demonym:
                span.dropped = _is_people(span, before, text, words) or _is_language(
                    span, text, sentences[span.sentence].start, words
                )
            elif names.signs:
                where = sentences[span.sentence]
                around = text[max(where.start, span.start - _AROUND) : min(where.end, span.end + _AROUND)]
                span.dropped = not names.signs.isdisjoint(_WORDS.findall(around))
        before = span


def _is_in(city: Span, state: Span, text: str) -> bool:
    """Say whether the state of a city stands behind it: "Dhaka, Bangladesh"."""
    if text[city.end : state.start] not in (", ", ", in ", ", in the "):
        return False
    keys = {name.actor_key for name in city.names.listed}
    return any(name.actor_key in keys for name in state.names.listed) and not state.names.city


def _is_people(span: Span, before: Span | None, text: str, words: ReadingWords) -> bool:
    """Say whether an adjective of a state is a people of another one: "Bosnian Serb", "ethnic Albanians"."""
    beside = before is not None and before.names.of_body and text[before.end : span.start] == " "
    if beside and text[span.start : span.end] in words.peoples:
        return True
    return text.startswith(("ethnic ", "Ethnic "), max(0, span.start - 7))


def _is_language(span: Span, text: str, sentence_start: int, words: ReadingWords) -> bool:
    """Say whether an adjective of a state is a language: "into Arabic, Farsi or Russian"."""
    if text[span.end : span.end + 1] not in _ENDS and text[span.end : span.end + 4] not in _BEHIND_LANGUAGE:
        return False
    front = _LANGUAGES.search(text, max(sentence_start, span.start - 60), span.start)
    return front is not None and front[1].lower() in words.languages_after


def _is_place(span: Span, city: Span | None, text: str, sentence_start: int, words: ReadingWords) -> bool:
    """Say whether a capital is the city; of several beside each other the first tells."""
    if city is not None and city.sentence == span.sentence:
        between = text[city.end : span.start]
        if between in _AND:
            return city.dropped
        # a word after the name is mostly its verb: "met in Seoul, and Tokyo sends …"
        if _LISTED.fullmatch(between) and not _VERB_BEHIND.match(text, span.end):
            return city.dropped
    return _stands_in_place(span, text, sentence_start, words)


def _stands_in_place(span: Span, text: str, sentence_start: int, words: ReadingWords) -> bool:
    """Say whether the words around a capital show the city."""
    behind = text[span.end : span.end + 48]
    before = text[max(sentence_start, span.start - 60) : span.start]
    if _stands_before_thing(span, text, behind, words) or _PLACE_BEHIND.match(behind):
        return True
    if before.rstrip("- ").endswith(_COMPASS):
        return True
    hyphen = _HYPHEN.search(before[-12:])
    if hyphen:
        return hyphen[1].lower() not in ("pro", "anti") and not hyphen[1].isupper()
    front = before.lower().replace("-", " ").split()[-6:]
    if not front or not before[-1].isspace():
        return False
    last = front[-1]
    if last == "from" and _FROM_TO.match(text, span.end):
        return True
    if last == "to" and _FROM_BEFORE.search(text, max(sentence_start, span.start - 30), span.start):
        return True
    if last in words.place_before:
        return True
    listed = _IN_LIST.search(before)
    if listed and (before[-2] != "," or _LIST_ENDS.match(behind)):
        return True
    if last in ("the", "a", "an"):
        tail = _WORDS.match(behind, 1)
        return tail is None or tail.group() not in words.governing
    if last in words.place_before_if_moving:
        if last not in ("to", "from", "for"):
            return True
        return not words.moving.isdisjoint(front[:-1]) and words.given_to.isdisjoint(front[-2:-1])
    if last == "of":
        return len(front) > 1 and front[-2] in words.place_of
    if last in ("on", "upon", "against"):
        return not words.moved_upon.isdisjoint(front[-3:-1])
    return False


def _stands_before_thing(span: Span, text: str, behind: str, words: ReadingWords) -> bool:
    """Say whether a capital names a thing with what follows it: the Rome Statute, the London donor conference."""
    if behind[:6].lower() == "-based":
        return True
    if _THING_BEHIND.match(behind) and not text[span.start : span.end].isupper():
        return True
    tail = _WORDS.findall(behind.lower())[:2]
    if tail and tail[0] in ("’s", "'s"):
        tail = tail[1:]
    elif behind[:1] not in (" ", "-", "\n"):
        return False
    if not tail:
        return False
    if tail[0].isdigit():
        return True
    return not words.place_after.isdisjoint(tail if tail[0] in words.meeting_kinds else tail[:1])
