"""From the phrases found in a text to spans that do not overlap: which names stand there, by length and letter case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from actors.domain.document import Sentence


class ListedName(NamedTuple):
    """A name of the lexicon as far as finding it in a text needs it; `number` is the database's id of it."""

    number: int
    text: str
    actor_key: str
    actor_kind: str
    name_kind: str
    strength: str
    case_sensitive: bool
    dotted: bool = False


class Phrase(NamedTuple):
    """What one flattened phrase can be: names, a title of office (folded), a form of address, a thing that is no actor."""

    flat: str
    names: tuple[ListedName, ...] = ()
    title: str | None = None
    address: bool = False
    thing: bool = False
    building: bool = False
    """A metonym that is no city."""
    signs: frozenset[str] = frozenset()
    """Words of a sentence that tell a namesake of the state."""
    whole: bool = False
    """The title says its body itself: "us president", "un envoy for syria"."""


class Names(NamedTuple):
    """The names that a surface can be, by its letters, and what is asked of them again and again."""

    listed: tuple[ListedName, ...]
    key: tuple[int, ...] = ()
    """The numbers of the names."""
    of_person: bool = False
    of_body: bool = False
    weak_person: bool = False
    """A person's, but no whole name of one."""
    demonym: bool = False
    dotted: bool = False
    city: bool = False
    """A capital that stands for its government, or is just the city."""
    signs: frozenset[str] = frozenset()
    watched: bool = False
    """One of those whose sentence must tell whether an actor is meant: capitals, adjectives, states with namesakes."""

    @classmethod
    def of(cls, listed: Sequence[ListedName], phrase: Phrase | None = None) -> Names:
        """Return names with what they are; `phrase` is the one that they stand for whole."""
        of_person = any(name.actor_kind == "person" for name in listed)
        demonym = any(name.name_kind == "demonym" for name in listed)
        city = phrase is not None and listed[0].name_kind == "metonym" and not phrase.building
        signs = phrase.signs if phrase else frozenset()
        return cls(
            tuple(listed),
            tuple(name.number for name in listed),
            of_person,
            any(name.actor_kind != "person" for name in listed),
            of_person and all(name.strength != "strong" for name in listed),
            demonym,
            bool(listed) and listed[0].dotted,
            city,
            signs,
            city or demonym or bool(signs),
        )


NO_NAMES = Names(())
Surfaces = dict[tuple[int, str], Names]
"""The names that each surface of a phrase (its number) was found to be: the same few come again and again."""

_MOST_SURFACES = 1 << 16


class Span:
    """A stretch of text that was recognised, and what is found out about it on the way to a mention."""

    __slots__ = (
        "address",
        "dropped",
        "end",
        "names",
        "phrase",
        "role",
        "sentence",
        "start",
        "title",
        "tokens",
    )

    def __init__(self, start: int, end: int, phrase: int, names: Names, sentence: int) -> None:
        self.start = start
        self.end = end
        self.phrase = phrase
        """The number of its phrase, -1 for a name that is in no lexicon."""
        self.names = names
        self.sentence = sentence
        self.dropped = False
        self.title: RoleSpan | None = None
        """The title of office in front."""
        self.address: str | None = None
        """The form of address in front."""
        self.role: RoleSpan | None = None
        self.tokens: tuple[str, ...] = ()
        """The folded words of a name of a person."""

    @property
    def is_stranger(self) -> bool:
        """Whether the span is a name that no lexicon has."""
        return self.phrase < 0

    @property
    def is_person(self) -> bool:
        """Whether the span can be the name of a person."""
        return self.names.of_person or self.phrase < 0


class RoleSpan(NamedTuple):
    """What a span that is a title says: the title, the bodies it is of, whether of former times, and whose apposition."""

    title: str
    bodies: tuple[str, ...]
    former: bool = False
    of_person: Span | None = None


def chosen(
    found: Sequence[tuple[int, int, int]],
    phrases: Sequence[Phrase],
    surfaces: Surfaces,
    text: str,
    sentences: Sequence[Sentence],
    pronouns: frozenset[str],
) -> list[Span]:
    """Return spans that do not overlap: from left to right the longest phrase that the letters bear out.

    `found` are (start, -end, phrase number), sorted. A name does not go beyond its sentence. `pronouns` are the words that
    acronyms look like where all is in capitals.
    """
    if len(surfaces) > _MOST_SURFACES:
        surfaces.clear()
    spans: list[Span] = []
    last = sentence = 0
    last_sentence = len(sentences) - 1
    sentence_end = sentences[0].end if sentences else 0
    for start, minus_end, number in found:
        if start < last:
            continue
        end = -minus_end
        while sentence < last_sentence and sentence_end <= start:
            sentence += 1
            sentence_end = sentences[sentence].end
        if end > sentence_end:
            continue
        surface = text[start:end]
        phrase = phrases[number]
        names = surfaces.get((number, surface))
        if names is None:
            names = surfaces[number, surface] = _names(phrase, surface)
        if names.key:
            if surface in pronouns and _is_pronoun(text, start, end, sentences[sentence]):
                names = NO_NAMES
            elif text[end : end + 1] == "." and (names.dotted or surface.endswith((" Jr", " Sr"))):
                end += 1
        if names.key or phrase.title or phrase.address or phrase.thing:
            spans.append(Span(start, end, number, names, sentence))
            last = end
    return spans


def _names(phrase: Phrase, surface: str) -> Names:
    listed = [name for name in phrase.names if is_written(name, surface)]
    return Names.of(listed, phrase) if listed else NO_NAMES


_AROUND = 100
_NO_PRONOUN = re.compile(r"(?:^|[;:.!?—–-]\s|\b(?:THE|IN|BY|FROM|WITH|AGAINST|TO|OF|AND)\s)[\"'“‘(]*$")
_AFTER_NO_PRONOUN = re.compile(r"-[A-Z]|[;:,.!?)]|$|\s[A-Z]+S\b")


def _is_pronoun(text: str, start: int, end: int, sentence: Sentence) -> bool:
    """In a heading in capitals "LEAVE US ALONE" has the pronoun; "US HALTS MONEY FOR WHO;" two actors."""
    front = text[max(sentence.start, start - _AROUND) : start]
    behind = text[end : min(sentence.end, end + _AROUND)]
    if any(character.islower() for character in front + behind):
        return False
    if text[start:end] == "IS":
        return True
    if _NO_PRONOUN.search(front) is None and not (text[start:end] == "WHO" and front.endswith("FOR ")):
        return True
    return _AFTER_NO_PRONOUN.match(behind) is None


def is_written(name: ListedName, surface: str) -> bool:
    """Say whether a surface has the letter case of the name: US is not us, nor is turkey Turkey, but NATO can be Nato.

    Whole names of persons may stand in lower case.
    """
    if name.dotted:
        return "." in surface and surface.replace(".", "").replace(" ", "") == name.text.replace(
            ".", ""
        ).replace(" ", "")
    own = name.text
    if surface == own:
        return True
    if name.case_sensitive and " " not in own:
        plain = surface.replace("’", "'")
        return plain == own.replace("’", "'") or (plain == own.upper() and name.actor_kind == "person")
    first, own_first = surface[0], own[0]
    if not own_first.isupper():
        # "al-Assad", and scripts without case
        return own_first.lower() == own_first.upper() or not surface.islower()
    if first.isupper() and name.actor_kind == "state" and " " in own and not surface.isupper():
        # "a Palestinian state" is none yet
        return all(
            a[0].isupper() or not b[0].isupper() for a, b in zip(surface.split(), own.split(), strict=False)
        )
    if first.isupper():
        return name.name_kind != "acronym" or surface[1:2].isupper() or len(own) > 3
    return name.actor_kind == "person" and name.strength == "strong" and " " in own and surface.islower()
