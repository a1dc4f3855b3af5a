"""What beside an unlisted name shows that it is a person's: a given name, a form of address, a byline, a verb of speech."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actors.matching.capitals import FULL, WORD, Setting, Word
from actors.text.normalize import fold
from actors.text.words import ReadingWords

_AFTER_PERSON = re.compile(r"(?:, (?:an?|the|who|whose|\d\d)\b)|(?: ?\(\d\d\))")
_AFTER_WORDS = re.compile(r",? (\w+)")
_BYLINE = re.compile(
    r"(?:^|\n|[.;] )\s*(?:[Bb]y|BY|[Ww]ritten by|[Rr]eporting by|[Ee]diting by|[Pp]hoto(?:graph)? by)[: \u00a0]+$|(?:reporting|editing|written|photographs?|photos?|edited|translated) by $"
)
_NAMES_IN_PLACES = re.compile(
    rf"{WORD}(?: {WORD}){{1,2}}(?: in {WORD}(?: {WORD})?)?"
    rf"(?:(?:, | and ){WORD}(?: {WORD}){{1,2}}(?: in {WORD}(?: {WORD})?)?)* in {WORD}(?: {WORD})?"
)
_BYLINE_AND = re.compile(r"\b[Bb]y:? [^.\n]{3,60}? and $")
_ADDRESS_OF = re.compile(r"(\w+) (?:of|for) (?:the )?[\w’' -]{2,40}, $")
_PLACE_FRONTS = (" in ", " at ", " near ", " to ", " from ", " outside ", " toward ", " towards ", " into ")


def shows_person(name: Sequence[Word], setting: Setting) -> bool:
    """Say whether something beside an unlisted name shows a person: a given name, a form of address, a byline, a verb of speech."""
    words = setting.words
    first, last = name[0], name[-1]
    front = setting.text[max(0, first.start - 90) : first.start]
    if _is_byline(front, len(name)):
        return True
    addressed = is_addressed(front, words, len(name))
    if len(name) < FULL:
        return addressed or (front.endswith(" told ") and first.text not in words.no_acronym)
    given = {fold(first.text), fold(first.text.split("-")[0])}
    if addressed or first.text in words.given_names or not given.isdisjoint(setting.given_names):
        return not front.endswith(_PLACE_FRONTS) and not _names_thing(last, setting)
    if front.endswith(_PLACE_FRONTS):
        return False
    return _is_said(last, setting) or _is_said_before(front, words)


def in_line_of_bylines(name: Sequence[Word], setting: Setting, sentence: int) -> bool:
    """Say whether the line holds reporters only: "Daniela Rueda in Cúcuta and Tom Hollis in Bogotá"."""
    where = setting.sentences[sentence]
    beside = setting.text.startswith((" in ", " and "), name[-1].end)
    if len(name) < FULL or not beside or where.end - where.start > 90:
        return False
    return _NAMES_IN_PLACES.fullmatch(setting.text, where.start, where.end) is not None


def _names_thing(last: Word, setting: Setting) -> bool:
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
    return length >= FULL and front.endswith(" and ") and _BYLINE_AND.search(front) is not None


def _is_said(last: Word, setting: Setting) -> bool:
    text = setting.text
    following = _AFTER_WORDS.match(text, last.end)
    if following and following[1] in setting.words.speech and len(last.text) > 2:
        return True
    return _AFTER_PERSON.match(text, last.end) is not None


def is_addressed(front: str, words: ReadingWords, length: int) -> bool:
    """A form of address or a trade stands before the name, or before a comma and the name."""
    if front[-1:] not in (" ", "\u00a0"):
        return False
    before = front[-24:].rsplit(None, 1)[-1:]
    if not before:
        return False
    word = before[0].rstrip(".").lower()
    if word in words.trades or (word in words.addresses and (length >= FULL or before[0][0].isupper())):
        return True
    if length < FULL or not word.endswith(","):
        return False
    if word[:-1] in words.addresses or word[:-1] in words.trades:
        return True
    found = _ADDRESS_OF.search(front)
    return found is not None and found[1].lower() in words.addresses | words.trades
