"""Names that no lexicon has: capitalised words that their neighbours show to be a person or an organization.

A listed surname within a longer unlisted name is part of it: "Ahmed Assad, a dentist" is not the president.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from actors.matching.capitals import (
    CAPITAL,
    CAPITALISED,
    FULL,
    POSSESSIVES,
    WORD,
    Setting,
    Word,
    is_heading,
    names_of,
    words_of,
)
from actors.matching.cues import in_line_of_bylines, is_addressed, shows_person
from actors.matching.spans import NO_NAMES, Names, Span
from actors.text.normalize import fold
from actors.text.words import ReadingWords

_ACRONYM = re.compile(rf"{CAPITAL}{{2,6}}(?:-{CAPITAL}{{2,6}})?")
_BEHIND_ORGANIZATION = re.compile(
    rf" (?:of|for|in|on)(?: the)? {WORD}(?:[ \u00a0](?:(?:and|of|for) )?{WORD})*"
)
_ADJECTIVE = re.compile(r"\b(?:European|Arab|African|Asian|Islamic|Muslim|Christian|Kurdish|Central) $")
_JOINED = re.compile(rf"((?:{WORD}[ \u00a0])+)and $")


def with_strangers(spans: Sequence[Span], setting: Setting) -> list[Span]:
    """Return the spans together with those of unlisted names; listed names within longer unlisted ones give way.

    What stands in a dateline goes.
    """
    begins = [start for start, _ in setting.datelines]
    for span in spans if begins else ():
        number = bisect_right(begins, span.start) - 1
        if number >= 0 and span.end <= setting.datelines[number][1]:
            span.dropped = not _is_land(span, setting.text)
    found: list[Span] = []
    singles: list[tuple[Word, int]] = []
    headings: dict[int, bool] = {}
    sentence = at = 0
    text, sentences, no_name = setting.text, setting.sentences, setting.words.no_name
    last_sentence, count = len(sentences) - 1, len(spans)
    covers = {span.start: span.end for span in spans}
    for run in CAPITALISED.finditer(text):
        start, end = run.span()
        if covers.get(start, 0) >= end - 2:  # two thirds of the runs
            continue
        blank = text.find(" ", start, end)
        if text[start : end if blank < 0 else blank] in no_name:  # most runs are the first word of a sentence
            if blank < 0:
                continue
            start = blank + 1
        while at < count and spans[at].end <= start:
            at += 1
        covered, following = start, at
        while following < count and covered < end and spans[following].start <= covered + 1:
            covered = spans[following].end
            following += 1
        if covered >= end - 2 and (
            following - at < FULL or not _has_doubt(spans[at], spans[at + 1], setting)
        ):
            continue
        while sentence < last_sentence and sentences[sentence].end <= start:
            sentence += 1
        number = bisect_right(begins, start) - 1 if begins else -1
        if number >= 0 and start < setting.datelines[number][1]:
            if text[start - 1] == "(":
                found.append(_span(start, end, sentence, ()))  # the agency: "ISTANBUL (Reuters) —"
            continue
        end = min(end, sentences[sentence].end)
        if covered == start and _is_plain(text[start:end], start, setting):
            word = text[start : end - 2] if text[end - 2 : end] in POSSESSIVES else text[start:end]
            singles.append((Word(start, start + len(word), word, None), sentence))
            continue
        heading = headings.get(sentence)
        if heading is None:
            heading = headings[sentence] = is_heading(text, sentences[sentence])
        if heading:
            continue
        for name in names_of(words_of(text, start, end, spans, at), setting):
            if len(name) == 1 and name[0].span is None:
                singles.append((name[0], sentence))
            stranger = _stranger(name, setting, sentence)
            if stranger is not None:
                found.append(stranger)
    found += _later(found, spans, singles, setting)
    if not found and not any(span.dropped for span in spans):
        return list(spans)
    found.sort(key=lambda span: (span.start, -span.end))
    apart: list[Span] = []
    for span in found:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return _merged([span for span in spans if not span.dropped], apart)


def _is_plain(run: str, start: int, setting: Setting) -> bool:
    """Say whether a run is one word that nothing shows to be a name: half of those that no listed name covers."""
    if (
        " " in run
        or "\n" in run
        or "\u00a0" in run
        or run.isupper()
        or run in setting.words.organization_first
    ):
        return False
    front = setting.text[max(0, start - 24) : start]
    return not is_addressed(front, setting.words, 1) and not front.endswith((" told ", "y ", "Y ", ": "))


def _is_land(span: Span, text: str) -> bool:
    """The state behind the city of a dateline: "DHAHRAN, Saudi Arabia (AP) —"."""
    return text[span.start - 2 : span.start] == ", " and not text[span.start : span.end].isupper()


def _has_doubt(first: Span, second: Span, setting: Setting) -> bool:
    """Two listed names side by side of which the second is a surname, or the first makes a thing of both."""
    if second.start - first.end != 1 or not (first.names.key and second.names.key):
        return False
    return second.names.weak_person or setting.text[first.start : first.end] in setting.words.thing_first


def _merged(spans: Sequence[Span], found: Sequence[Span]) -> list[Span]:
    """Put the spans in order; those that a stranger covers go."""
    merged: list[Span] = []
    covers = iter(found)
    cover = next(covers, None)
    for span in spans:
        while cover is not None and cover.end <= span.start:
            merged.append(cover)
            cover = next(covers, None)
        if cover is None or span.end <= cover.start:
            merged.append(span)
    while cover is not None:
        merged.append(cover)
        cover = next(covers, None)
    return merged


def _stranger(name: Sequence[Word], setting: Setting, sentence: int) -> Span | None:
    """Return the span of an unlisted name; listed names in it that are none here are dropped."""
    if not name:
        return None
    people = [word for word in name if word.span and word.span.names.of_person]
    unlisted = [word for word in name if word.span is None]
    if _is_thing(name, setting.words):
        for word in name:
            if word.span is not None and not (word in people and not word.span.names.weak_person):
                word.span.dropped = True
        return None
    if not unlisted and not _is_odd_pair(name, people, setting):
        return None
    organization = _organization(name, setting, sentence)
    if organization is not None:
        return _span(*organization, sentence, ())
    first, last = name[0], name[-1]
    states = [word for word in name if word.span is not None and word not in people]
    if len(name) > 5 or last.text in setting.words.person_first:
        return None
    if any(word.text not in setting.words.given_names for word in states) or len(states) == len(name):
        return None
    if not people and not shows_person(name, setting) and not in_line_of_bylines(name, setting, sentence):
        return None
    if people and not _is_unlisted_person(name, people, setting, sentence):
        return None
    tokens = tuple(fold(setting.text[first.start : last.end]).split())
    for one in people:
        assert one.span is not None
        added = {part for word in name if word is not one for part in fold(word.text).split()}
        bearers = Names.of(
            [bearer for bearer in one.span.names.listed if setting.has_words(bearer.actor_key, added)]
        )
        if bearers.key:
            known = Span(first.start, last.end, one.span.phrase, bearers, sentence)
            known.tokens = tokens
            return known
    return _span(first.start, last.end, sentence, tokens)


def _is_odd_pair(name: Sequence[Word], people: Sequence[Word], setting: Setting) -> bool:
    """Two listed names side by side that are no whole name: "Jordan Bennett", "Ahmed Assad"."""
    if len(name) != FULL or not people or people[-1] is not name[-1]:
        return False
    weak = all(word.span is not None and word.span.names.weak_person for word in people)
    return weak and (len(people) == FULL or name[0].text in setting.words.given_names)


def _is_thing(name: Sequence[Word], words: ReadingWords) -> bool:
    return len(name) > 1 and (name[-1].text in words.thing_last or name[0].text in words.thing_first)


def _organization(name: Sequence[Word], setting: Setting, sentence: int) -> tuple[int, int] | None:
    """Return the span of an unlisted organization, if the name is one."""
    words, text = setting.words, setting.text
    first, last = name[0], name[-1]
    if last.span is None:
        if last.text in words.organization_first or first.text in words.organization_first:
            behind = _BEHIND_ORGANIZATION.match(text, last.end)
            if behind and behind.end() <= setting.sentences[sentence].end:
                return _with_adjective(first.start, text), behind.end()
        if last.text in words.organization_last:
            joined = _JOINED.search(
                text, max(setting.sentences[sentence].start, first.start - 60), first.start
            )
            start = (
                joined.start(1) if joined and joined[1].split(" ", 1)[0] not in words.no_name else first.start
            )
            start = _with_adjective(start, text)
            if len(name) > 1 or start < first.start:
                return start, last.end
    if len(name) == 1 and _is_acronym(first, setting, sentence):
        return first.start, first.end
    return None


def _with_adjective(start: int, text: str) -> int:
    """Return where an organization begins that has an adjective of no state in front: "European Centre …"."""
    found = _ADJECTIVE.search(text, max(0, start - 12), start)
    return found.start() if found else start


def _is_unlisted_person(
    name: Sequence[Word], people: Sequence[Word], setting: Setting, sentence: int
) -> bool:
    """Say whether a listed surname or first name is part of somebody else's name; places drop it."""
    if not all(word.span is not None and word.span.names.weak_person for word in people):
        return False
    first = name[0]
    front = setting.text[max(0, first.start - 12) : first.start].lower().split()
    if front and front[-1] in setting.words.place_before | {"on", "from", "to"}:
        if first.span is None:
            return False  # "In Saylorsburg Gülen told …"
        if people[-1] is not name[-1]:
            for word in people:
                assert word.span is not None
                word.span.dropped = True  # "the attack on Khan Sheikhoun"
            return False
    starts = first.span is None and first.start == setting.sentences[sentence].start
    # "Reportedly Assad …": a first word of a sentence with such an end is no first name
    return not (
        starts and fold(first.text) not in setting.given_names and first.text.endswith(("ly", "ed", "ing"))
    )


def _is_acronym(word: Word, setting: Setting, sentence: int) -> bool:
    where = setting.sentences[sentence]
    return (
        _ACRONYM.fullmatch(word.text) is not None
        and word.text not in setting.words.no_acronym
        and setting.text[word.start - 1 : word.start] not in ("-", "/", "$", "€")
        and any(
            character.islower()
            for character in setting.text[max(where.start, word.start - 200) : min(where.end, word.end + 200)]
        )
    )


def _later(
    found: Sequence[Span], spans: Sequence[Span], singles: Sequence[tuple[Word, int]], setting: Setting
) -> Iterator[Span]:
    """Yield single words that are the last or first word of a whole name that stood before."""
    if not singles:
        return
    asked = {fold(word.text) for word, _ in singles}
    whole: dict[str, Span] = {}
    for span in [*found, *spans]:
        if span.tokens and len(span.tokens) > 1:
            tokens: Sequence[str] = span.tokens
        elif span.names.of_person and not span.names.weak_person:
            tokens = fold(setting.text[span.start : span.end]).split()
            if len(tokens) < FULL:
                continue
        else:
            continue
        for token in (tokens[-1], tokens[0]):
            if token in asked and len(token) > 2 and (token not in whole or span.start < whole[token].start):
                whole[token] = span
    taken = {span.start for span in found}
    for word, sentence in singles:
        bearer = whole.get(fold(word.text))
        if bearer is None or bearer.start >= word.start or word.start in taken:
            continue
        later = Span(word.start, word.end, bearer.phrase, bearer.names, sentence)
        later.tokens = (fold(word.text),)
        yield later


def _span(start: int, end: int, sentence: int, tokens: tuple[str, ...]) -> Span:
    span = Span(start, end, -1, NO_NAMES, sentence)
    span.tokens = tokens
    return span
