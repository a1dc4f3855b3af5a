"""Titles of office in a text: in front of a name they belong to it, alone with their body they are a role."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from actors.matching.spans import NO_NAMES, Phrase, RoleSpan, Span
from actors.text.words import ReadingWords

HasPost = Callable[[Sequence[str], str], bool]
"""Whether one of some bodies (their keys) has a post that a folded title asks for."""

_OF = re.compile(r"\s(?:of|for|to)(?:\sthe)?\s")
_POSSESSIVE = re.compile(r"(?:['’]s?)?\s((?:[\w-]+\s)?)")
_APPOSITION = re.compile(
    r",\s(?:(?:who|he|she)\s(?:is|was|became|had been|has been)\s)?(?:(?:the|a|an|its|then|first|as|now)[\s-])*(?:\w+\s)?"
)
_PREDICATE = re.compile(
    r"\s(?:(?:is|was|became|remains|being|(?:[a-z]+\s){0,5}as)\s)(?:(?:the|a|an|then|first|only|new|now)\s)*"
)


class TitleSetting(NamedTuple):
    """What titles are understood by: the text, its lexicon's phrases, and what the database has of posts.

    `bare` are the titles that name one post in the world, `common` those that every state has; `names_in` gives the names within a stretch of text.
    """

    text: str
    phrases: Sequence[Phrase]
    words: ReadingWords
    bare: frozenset[str]
    common: frozenset[str]
    has_post: HasPost
    names_in: Callable[[int, int], list[Span]]


def join_titles(spans: Sequence[Span], setting: TitleSetting) -> list[Span]:
    """Return the spans with titles given to the names they stand in front of, or made roles of their own.

    A title that is neither is no mention and goes.
    """
    kept: list[Span] = []
    at = 0
    while at < len(spans):
        span = spans[at]
        phrase = setting.phrases[span.phrase] if not span.is_stranger and not span.names.key else None
        if phrase is None:
            kept.append(span)
        elif phrase.title is not None:
            at = _join(spans, at, phrase, kept, setting)
            continue
        elif phrase.address and at + 1 < len(spans) and _is_beside(span, spans[at + 1], setting.text):
            spans[at + 1].address = phrase.flat
        at += 1
    return kept


def _join(spans: Sequence[Span], at: int, phrase: Phrase, kept: list[Span], setting: TitleSetting) -> int:
    """Decide about the title at `at`, keep what comes of it, and return where to go on."""
    span, text, title = spans[at], setting.text, phrase.title
    assert title is not None
    body = _body_in_front(span, kept, setting)
    behind = None if body else _body_behind(spans, at, text)
    bodies = _keys(body or behind)
    with_post = bool(bodies) and setting.has_post(bodies, title)
    whole = phrase.whole and not with_post
    if whole:
        bodies, with_post = (), setting.has_post((), title)
    elif bodies and not with_post:
        title, with_post = _plain_title(title, bodies, setting)
    after = at + (2 if behind else 1)
    follower = spans[after] if after < len(spans) else None
    gap = text[(behind or span).end : follower.start] if follower else ""
    if (
        follower is not None
        and after + 1 < len(spans)
        and _is_address(follower, setting)
        and gap in (" ", ", ", ", the ")
    ):
        # "Grenada’s Prime Minister, the Honourable Keith Mitchell"
        gap = ", " if "," in gap else " "
        follower = spans[after + 1]
    of_state = (
        bool(bodies) and title in setting.common and any(_is_state(one) for one in (body, behind) if one)
    )
    in_front = follower is not None and follower.is_person
    if in_front and follower is not None and gap != " " and not _is_beside(behind or span, follower, text):
        in_front = (with_post or of_state) and gap == ", " and _ends_apposition(follower, span, text)
    if in_front and follower is not None:
        follower.title = RoleSpan(title, bodies)
        if whole:
            kept += setting.names_in(span.start, span.end)
        if behind:
            kept.append(behind)
        return after
    is_bare = title in setting.bare and not bodies and (text[span.start].isupper() or title in _LOWER_CASE)
    is_bare = is_bare and not _NAME_BEHIND.match(text, span.end)
    if with_post or is_bare or of_state:
        role = _role(span, body, behind, RoleSpan(title, bodies), kept, setting)
        if role is not None:
            if body is not None:
                kept.pop()
            kept.append(role)
            return after
    if whole:
        kept += setting.names_in(span.start, span.end)
    return at + 1


def _plain_title(title: str, bodies: tuple[str, ...], setting: TitleSetting) -> tuple[str, bool]:
    """Return a title without "interim" and its like in front, and whether the bodies have a post of it."""
    first, _, rest = title.partition(" ")
    if rest and (first in setting.words.acting or first in setting.words.former):
        return rest, setting.has_post(bodies, rest)
    return title, False


def _is_address(span: Span, setting: TitleSetting) -> bool:
    return not span.is_stranger and not span.names.key and setting.phrases[span.phrase].address


def _is_state(span: Span) -> bool:
    return any(name.actor_kind == "state" for name in span.names.listed)


_ANY_OF_MANY = ("leader", "chief", "head", "official", "commander")
_ONE_OF_SEVERAL = ("spokesman", "spokeswoman", "spokesperson", "press secretary")
_NAME_BEHIND = re.compile(r" [A-Z]")
_LOWER_CASE = ("pope", "pontiff")


def _body_in_front(span: Span, kept: Sequence[Span], setting: TitleSetting) -> Span | None:
    if not kept or not _is_body(kept[-1]):
        return None
    between = _POSSESSIVE.fullmatch(setting.text, kept[-1].end, span.start)
    if between is None:
        return None
    word = between[1].strip().lower()
    return kept[-1] if not word or word in setting.words.acting or word in setting.words.former else None


def _body_behind(spans: Sequence[Span], at: int, text: str) -> Span | None:
    if at + 1 == len(spans) or not _is_body(spans[at + 1]):
        return None
    return spans[at + 1] if _OF.fullmatch(text, spans[at].end, spans[at + 1].start) else None


def _is_beside(first: Span, second: Span, text: str) -> bool:
    """Say whether only a blank, or the point of an abbreviation, stands between."""
    gap = text[first.end : second.start]
    return first.sentence == second.sentence and (gap == ". " or (len(gap) > 0 and gap.isspace()))


def _ends_apposition(person: Span, title: Span, text: str) -> bool:
    """The spokesman, Larry Speakes, is one man; "the president, Putin and others" is a list."""
    behind = text[person.end : person.end + 5]
    return person.sentence == title.sentence and behind[:1] in (",", ".", " ", "") and behind != " and "


def _role(
    span: Span,
    body: Span | None,
    behind: Span | None,
    role: RoleSpan,
    kept: Sequence[Span],
    setting: TitleSetting,
) -> Span | None:
    """Return the span of a role; None for a spokesman without the definite article, who is one of several."""
    text = setting.text
    start, end = (body or span).start, (behind or span).end
    front = text[max(0, start - 24) : start].lower().split()
    with_article = front[-1:] == ["the"]
    if with_article:
        front.pop()
    elif front[-1:] in (["a"], ["an"], ["another"]) and role.title in _ANY_OF_MANY:
        return None
    if role.title.endswith(_ONE_OF_SEVERAL) and not with_article:
        return None
    person = next((one for one in reversed(kept) if one is not body), None)
    of_person = None
    if (
        person is not None
        and person.is_person
        and person.sentence == span.sentence
        and start - person.end < 40
    ):
        between = text[person.end : start]
        if _APPOSITION.fullmatch(between) or _PREDICATE.fullmatch(between):
            of_person = person
    found = Span(start, end, span.phrase, NO_NAMES, span.sentence)
    former = bool(front) and front[-1].strip('(“"-') in setting.words.former
    found.role = role._replace(former=former, of_person=of_person)
    return found


def _is_body(span: Span) -> bool:
    return span.names.of_body and not span.dropped and span.role is None


def _keys(span: Span | None) -> tuple[str, ...]:
    if span is None:
        return ()
    return tuple(dict.fromkeys(name.actor_key for name in span.names.listed if name.actor_kind != "person"))
