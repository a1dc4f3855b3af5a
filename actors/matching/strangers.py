"""Names that no lexicon has: capitalised words that their neighbours show to be a person or an organization.

A listed surname within a longer unlisted name is part of it: "Ahmed Assad, a dentist" is not the president.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from actors.domain.document import Sentence
from actors.matching.spans import NO_NAMES, Names, Span
from actors.text.normalize import fold
from actors.text.words import ReadingWords

HasWords = Callable[[str, Collection[str]], bool]
"""Whether an actor (its key) has all of some folded words in its names."""

_CAPITAL = "[A-ZÀ-ÖØ-ÞĄĆČĎĐĘĚĞİŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽȘȚ]"
_WORD = rf"{_CAPITAL}(?:\.(?=[ \u00a0]?{_CAPITAL})|[\w’'-]*\w)?"
_PARTICLE = (
    r"(?:(?:de|del|della|der|di|do|dos|da|van|von|zu|bin|ibn|bint|al|el|abu|ould|e|y|la|le|du)[ \u00a0-])"
)
_CAPITALISED = re.compile(
    rf"{_WORD}(?:(?:[ \u00a0]+|[ \u00a0]*\n[ \u00a0]*|(?<=\.)){_PARTICLE}{{0,2}}{_WORD})*"
)
_ONE = re.compile(_WORD)
_LONG_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
_ACRONYM = re.compile(rf"{_CAPITAL}{{2,6}}(?:-{_CAPITAL}{{2,6}})?")
_AFTER_PERSON = re.compile(r"(?:, (?:an?|the|who|whose|\d\d)\b)|(?: ?\(\d\d\))")
_AFTER_WORDS = re.compile(r",? (\w+)")
_BEHIND_ORGANIZATION = re.compile(
    rf" (?:of|for|in|on)(?: the)? {_WORD}(?:[ \u00a0](?:(?:and|of|for) )?{_WORD})*"
)
_JOINED = re.compile(rf"((?:{_WORD}[ \u00a0])+)and $")
_BYLINE = re.compile(
    r"(?:^|\n|[.;] )\s*(?:[Bb]y|BY|[Ww]ritten by|[Rr]eporting by|[Ee]diting by|[Pp]hoto(?:graph)? by)[: \u00a0]+$|(?:reporting|editing|written|photographs?|photos?|edited|translated) by $"
)
_NAMES_IN_PLACES = re.compile(
    rf"{_WORD}(?: {_WORD}){{1,2}} in {_WORD}(?: {_WORD})?(?:(?:, | and ){_WORD}(?: {_WORD}){{1,2}} in {_WORD}(?: {_WORD})?)*"
)
_BYLINE_START = re.compile(r"(?:by|written by|additional reporting|reporting|editing|photo)\b", re.IGNORECASE)
_BYLINE_AND = re.compile(r"\b[Bb]y:? [^.\n]{3,60}? and $")
_ADDRESS_OF = re.compile(r"(\w+) (?:of|for) (?:the )?[\w’' -]{2,40}, $")
_POSSESSIVES = ("’s", "'s")
_FULL = 2


class _Word(NamedTuple):
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
    singles: list[tuple[_Word, int]] = []
    headings: dict[int, bool] = {}
    sentence = at = 0
    text, sentences, no_name = setting.text, setting.sentences, setting.words.no_name
    last_sentence, count = len(sentences) - 1, len(spans)
    covers = {span.start: span.end for span in spans}
    for run in _CAPITALISED.finditer(text):
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
            following - at < _FULL or not _has_doubt(spans[at], spans[at + 1], setting)
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
            word = text[start : end - 2] if text[end - 2 : end] in _POSSESSIVES else text[start:end]
            singles.append((_Word(start, start + len(word), word, None), sentence))
            continue
        heading = headings.get(sentence)
        if heading is None:
            heading = headings[sentence] = _is_heading(text, sentences[sentence])
        if heading:
            continue
        for name in _names(_words(text, start, end, spans, at), setting):
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
    return not _is_addressed(front, setting.words, 1) and not front.endswith((" told ", "y ", "Y ", ": "))


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


def _is_heading(text: str, sentence: Sentence) -> bool:
    """Headings in Title Case or CAPITALS say nothing by their capitals; a byline is none."""
    if text[sentence.end - 1] in ".!?”\"’'":
        return False
    words = _LONG_WORD.findall(text, sentence.start, sentence.end)
    capital = sum(word[0].isupper() for word in words)
    return len(words) > 3 and capital >= 0.8 * len(words) and not _BYLINE_START.match(text, sentence.start)


def _words(text: str, start: int, end: int, spans: Sequence[Span], at: int) -> list[_Word]:
    words: list[_Word] = []
    for found in _ONE.finditer(text, start, end):
        first, last = found.span()
        while at < len(spans) and spans[at].end <= first:
            at += 1
        covering = spans[at] if at < len(spans) and spans[at].start < last else None
        if covering is None:
            if text[last - 2 : last] in _POSSESSIVES:
                last -= 2
            words.append(_Word(first, last, text[first:last], None))
        elif not words or words[-1].span is not covering:
            words.append(_Word(covering.start, covering.end, text[covering.start : covering.end], covering))
    return words


def _names(words: Sequence[_Word], setting: Setting) -> Iterator[list[_Word]]:
    """Split a run of capitalised words where a title, a demonym, another actor or an ordinary word stands between."""
    name: list[_Word] = []
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
        if setting.text.startswith(_POSSESSIVES, word.end):
            yield name
            name = []
    yield name


def _is_surname_like(word: _Word, name: Sequence[_Word], setting: Setting) -> bool:
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
    span: Span, name: Sequence[_Word], surface: str, setting: Setting, goes_on: bool, last: str
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


def _stranger(name: Sequence[_Word], setting: Setting, sentence: int) -> Span | None:
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
    if not people and not _shows_person(name, setting) and not _in_line_of_bylines(name, setting, sentence):
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


def _is_odd_pair(name: Sequence[_Word], people: Sequence[_Word], setting: Setting) -> bool:
    """Two listed names side by side that are no whole name: "Jordan Bennett", "Ahmed Assad"."""
    if len(name) != _FULL or not people or people[-1] is not name[-1]:
        return False
    weak = all(word.span is not None and word.span.names.weak_person for word in people)
    return weak and (len(people) == _FULL or name[0].text in setting.words.given_names)


def _is_thing(name: Sequence[_Word], words: ReadingWords) -> bool:
    return len(name) > 1 and (name[-1].text in words.thing_last or name[0].text in words.thing_first)


def _organization(name: Sequence[_Word], setting: Setting, sentence: int) -> tuple[int, int] | None:
    """Return the span of an unlisted organization, if the name is one."""
    words, text = setting.words, setting.text
    first, last = name[0], name[-1]
    if last.span is None:
        if last.text in words.organization_first or first.text in words.organization_first:
            behind = _BEHIND_ORGANIZATION.match(text, last.end)
            if behind and behind.end() <= setting.sentences[sentence].end:
                return first.start, behind.end()
        if last.text in words.organization_last:
            joined = _JOINED.search(
                text, max(setting.sentences[sentence].start, first.start - 60), first.start
            )
            start = (
                joined.start(1) if joined and joined[1].split(" ", 1)[0] not in words.no_name else first.start
            )
            if len(name) > 1 or start < first.start:
                return start, last.end
    if len(name) == 1 and _is_acronym(first, setting, sentence):
        return first.start, first.end
    return None


def _is_unlisted_person(
    name: Sequence[_Word], people: Sequence[_Word], setting: Setting, sentence: int
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


def _shows_person(name: Sequence[_Word], setting: Setting) -> bool:
    """Say whether something beside an unlisted name shows a person: a given name, a form of address, a byline, a verb of speech."""
    words = setting.words
    first, last = name[0], name[-1]
    front = setting.text[max(0, first.start - 90) : first.start]
    if _is_byline(front, len(name)):
        return True
    addressed = _is_addressed(front, words, len(name))
    if len(name) < _FULL:
        return addressed or front.endswith(" told ")
    given = {fold(first.text), fold(first.text.split("-")[0])}
    if addressed or first.text in words.given_names or not given.isdisjoint(setting.given_names):
        return not front.endswith(_PLACE_FRONTS) and not _names_thing(last, setting)
    if front.endswith(_PLACE_FRONTS):
        return False
    return _is_said(last, setting) or _is_said_before(front, words)


_PLACE_FRONTS = (" in ", " at ", " near ", " to ", " from ", " outside ", " toward ", " towards ", " into ")


def _in_line_of_bylines(name: Sequence[_Word], setting: Setting, sentence: int) -> bool:
    """Say whether the line holds reporters only: "Daniela Rueda in Cúcuta and Tom Hollis in Bogotá"."""
    where = setting.sentences[sentence]
    if len(name) < _FULL or not setting.text.startswith(" in ", name[-1].end) or where.end - where.start > 90:
        return False
    return _NAMES_IN_PLACES.fullmatch(setting.text, where.start, where.end) is not None


def _names_thing(last: _Word, setting: Setting) -> bool:
    """A bridge, a street or a hospital is called after a person: "the Simón Bolívar bridge"."""
    behind = _AFTER_WORDS.match(setting.text, last.end)
    return behind is not None and behind[1].capitalize() in setting.words.thing_last


def _is_said_before(front: str, words: ReadingWords) -> bool:
    """Say whether a verb of speech stands before the name: … said Nooran Shah."""
    before = front[-24:].rsplit(None, 1)[-1:]
    return bool(before) and front.endswith(" ") and before[0] in words.speech


def _is_byline(front: str, length: int) -> bool:
    if front[-4:].lower().strip(" \u00a0:\n.;") == "by":
        return _BYLINE.search(front) is not None
    return length >= _FULL and front.endswith(" and ") and _BYLINE_AND.search(front) is not None


def _is_said(last: _Word, setting: Setting) -> bool:
    text = setting.text
    following = _AFTER_WORDS.match(text, last.end)
    if following and following[1] in setting.words.speech and len(last.text) > 2:
        return True
    return _AFTER_PERSON.match(text, last.end) is not None


def _is_addressed(front: str, words: ReadingWords, length: int) -> bool:
    """A form of address or a trade stands before the name, or before a comma and the name."""
    if front[-1:] not in (" ", "\u00a0"):
        return False
    before = front[-24:].rsplit(None, 1)[-1:]
    if not before:
        return False
    word = before[0].rstrip(".").lower()
    if word in words.addresses or word in words.trades:
        return True
    if length < _FULL or not word.endswith(","):
        return False
    if word[:-1] in words.addresses or word[:-1] in words.trades:
        return True
    found = _ADDRESS_OF.search(front)
    return found is not None and found[1].lower() in words.addresses | words.trades


def _is_acronym(word: _Word, setting: Setting, sentence: int) -> bool:
    where = setting.sentences[sentence]
    return (
        _ACRONYM.fullmatch(word.text) is not None
        and word.text not in setting.words.no_acronym
        and setting.text[word.start - 1 : word.start] not in ("-", "/", "$", "€")
        and any(character.islower() for character in setting.text[where.start : where.end])
    )


def _later(
    found: Sequence[Span], spans: Sequence[Span], singles: Sequence[tuple[_Word, int]], setting: Setting
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
            if len(tokens) < _FULL:
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
