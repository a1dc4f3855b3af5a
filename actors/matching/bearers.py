"""Decide in the light of a whole document who each name means: full names bind surnames, the day and the states around help."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from actors.domain.actor import Profile
from actors.domain.document import Mention
from actors.domain.match import Candidate, Reading, Resolution, Signal, Status
from actors.matching import rank, weights
from actors.matching.holders import holder
from actors.matching.light import Decided, Knowledge, Light, decided, holds_office
from actors.matching.spans import Span
from actors.text.normalize import fold
from actors.text.words import ReadingWords, given_names

_WORDS = re.compile(r"[\w’'-]+")


def decide(spans: Sequence[Span], text: str, knowledge: Knowledge, words: ReadingWords) -> list[Mention]:
    """Return the mentions of a document from its spans, each with its candidates and why."""
    alone = [knowledge.named(span) if span.names.key else None for span in spans]
    light = Light.of(spans, alone, text, words, knowledge)
    mentions: list[Mention] = []
    for span, by_itself in zip(spans, alone, strict=True):
        if span.dropped:
            continue
        meant: Decided | None
        if by_itself is None:
            meant = decided(holder(span.role, light)) if span.role is not None else _stranger(span, light)
        elif by_itself.plain and span.title is None:
            meant = None if by_itself.is_person and _is_ship(span, light) else by_itself
        else:
            meant = _bearer(span, by_itself, light)
        if meant is None:
            continue
        found = meant.found
        if meant.in_full or span.address:
            key = found.candidates[0].profile.key if found.candidates else ""
            if meant.in_full:
                light.known.setdefault(key, span.start)
            if found.status is Status.RESOLVED:
                light.remember_address(span, key)
        mentions.append(
            Mention(
                span.start,
                span.end,
                text[span.start : span.end],
                found.reading or (found.candidates[0].reading if found.candidates else Reading.NAME),
                found.status,
                found.reason,
                span.sentence,
                meant.candidates,
                meant.name_id,
                span.title.title if span.title else span.address,
            )
        )
    return mentions


_STRANGER = Decided(Resolution(Status.UNKNOWN, "no_match", Reading.NAME, ()))
_OTHER_BEARER = Decided(Resolution(Status.UNKNOWN, "other_bearer", Reading.NAME, ()))


def _stranger(span: Span, light: Light) -> Decided:
    light.remember_stranger(span)
    light.remember_address(span, span)
    return _STRANGER


def _bearer(span: Span, by_itself: Decided, light: Light) -> Decided | None:
    """Resolve a listed name; None where nothing shows that the word is a name here."""
    found = by_itself.found
    if not found.candidates:  # all who bear the name are to come: a common word is just that
        return by_itself if any(name.strength == "strong" for name in span.names.listed) else None
    if not by_itself.is_person:
        introduced = light.introduced(span, found)
        if found.candidates[0].reading is Reading.METONYM:
            introduced = light.spoken_of(found)
        if found.status is Status.RESOLVED and not introduced:
            return by_itself
        return _weighed(span, by_itself, light, introduced, None)
    if not span.tokens:
        span.tokens = tuple(fold(light.text[span.start : span.end]).split())
    if light.strangers and _stranger_meant(span, found, light):
        return _OTHER_BEARER
    introduced = light.introduced(span, found)
    front = light.text[max(0, span.start - 24) : span.start].lower().split()
    told = _elder_or_younger(found, introduced, front, light.words) if front else None
    if told is None and len(introduced) > 1 and front[-1:] in (["a"], ["another"], ["any"], ["which"]):
        return decided(Resolution(Status.AMBIGUOUS, "homonym", Reading.NAME, found.candidates))
    if told is None and not introduced and _is_common_word(span) and span.title is None:
        return None
    meant = by_itself
    if told is not None or introduced or span.title is not None or found.status is not Status.RESOLVED:
        meant = _weighed(span, by_itself, light, introduced, told)
    if _stands_for_place(span, front, introduced, light) or _is_month(span, front, light):
        return None
    found = meant.found
    supported = found.status is Status.RESOLVED and _is_supported(
        span, found.candidates[0], introduced, told, light
    )
    if supported:
        return meant
    if not introduced and span.title is None and span.address is None and _are_obscure(found.candidates):
        return None
    if found.status is not Status.RESOLVED:
        return meant
    if _is_common_word(span):
        return None
    return decided(Resolution(Status.AMBIGUOUS, "weak_match", Reading.NAME, found.candidates))


def _are_obscure(candidates: Sequence[Candidate]) -> bool:
    """Say whether a word alone could only mean people who are not so well known that it would be said of them."""
    return all(
        one.matched is not None
        and " " not in one.matched.folded
        and one.profile.prominence < weights.SAID_BY_SURNAME
        for one in candidates
    )


def _is_common_word(span: Span) -> bool:
    return all(name.case_sensitive and name.name_kind != "acronym" for name in span.names.listed)


def _stands_for_place(span: Span, front: Sequence[str], introduced: set[str], light: Light) -> bool:
    """Places are called after people: "at Akıncı", "Atatürk airport"."""
    if introduced or span.title or span.address:
        return False
    if front and front[-1] in ("at", "near", "outside"):
        return True
    behind = _WORDS.match(light.text, span.end + 1)
    return behind is not None and behind.group().capitalize() in light.words.thing_last


def _is_ship(span: Span, light: Light) -> bool:
    front = light.text[max(0, span.start - 14) : span.start].lower().split()
    return bool(front) and front[-1] in light.words.ship_before


def _is_month(span: Span, front: Sequence[str], light: Light) -> bool:
    """Say whether the name of a month is the month: "in May", "May 5"."""
    if light.text[span.start : span.end] != "May" or span.title or span.address:
        return False
    behind = light.text[span.end : span.end + 2]
    if behind in ("’s", "'s"):
        return False
    return behind[1:].isdigit() or (bool(front) and front[-1] in light.words.month_before)


def _is_supported(span: Span, best: Candidate, introduced: set[str], told: str | None, light: Light) -> bool:
    """A bare surname or first name resolves where something besides the word speaks for its bearer."""
    if (
        best.matched is None
        or " " in best.matched.folded
        or told is not None
        or best.profile.key in introduced
    ):
        return True
    if span.title is not None and light.knowledge.title_fits(best.profile.key, span.title):
        return True
    if _is_common_word(span):
        return False
    if len(span.names.listed) == 1 and light.nearness(span, best.profile.key) == 1.0:
        return True
    least = weights.KNOWN_BY_SURNAME if len(span.names.listed) > 1 else weights.KNOWN_BY_RARE_SURNAME
    if best.profile.prominence >= least:
        return True
    # whoever holds an office is known by a surname, but not by a word that is a first name in every country
    return holds_office(best) and (
        best.matched.folded not in given_names() or light.nearness(span, best.profile.key) > 0
    )


def _stranger_meant(span: Span, found: Resolution, light: Light) -> bool:
    """Say whether a surname means somebody who is in no database and was named in full before."""
    word = span.tokens[-1]
    bearers = light.strangers.get(word)
    if not bearers:
        return False
    if span.address:
        bound = light.addressed.get((span.address, word))
        if bound is not None:
            return isinstance(bound, Span)
    known = [light.known[one.profile.key] for one in found.candidates if one.profile.key in light.known]
    nearest = bearers[-1]
    meant = not known or (bool(span.address) and span.title is None and nearest.start > max(known))
    if meant:
        light.remember_address(span, nearest)
    return meant


def _elder_or_younger(
    found: Resolution, introduced: set[str], front: Sequence[str], words: ReadingWords
) -> str | None:
    said = front[-1].strip("(“\"‘'")
    if said not in words.elder and said not in words.younger:
        return None
    people = [one.profile for one in found.candidates if one.profile.key in introduced]
    if len(people) < 2:
        people = [one.profile for one in found.candidates[:2]]
    if len(people) < 2:
        return None
    people.sort(key=_first_day)
    return people[0].key if said in words.elder else people[-1].key


def _first_day(profile: Profile) -> date:
    """Return the day of birth; where that is unknown the first day in an office, less forty years."""
    if profile.from_date:
        return profile.life.from_first
    first = min((role.bounds.from_first for role in profile.roles), default=date.max)
    return date(max(1, first.year - 40), 1, 1)


def _weighed(span: Span, by_itself: Decided, light: Light, introduced: set[str], told: str | None) -> Decided:
    """Weigh what the document says for and against each candidate, and decide anew; alike only once."""
    excluded = light.addressed_otherwise(span) if span.address and span.tokens else None
    if not introduced and by_itself.found.reason == "homonym":  # the states around count
        return decided(_weigh(span, by_itself.found, light, introduced, told, excluded), span.names.listed)
    same = (
        span.names.key,
        light.knowledge.moment(span),
        frozenset(introduced),
        told,
        excluded and (excluded, span.address),
        span.title,
    )
    meant = light.knowledge.weighed.get(same)
    if meant is None:
        found = _weigh(span, by_itself.found, light, introduced, told, excluded)
        meant = light.knowledge.weighed[same] = decided(found, span.names.listed)
    return meant


def _weigh(
    span: Span, found: Resolution, light: Light, introduced: set[str], told: str | None, excluded: str | None
) -> Resolution:
    nearness = {one.profile.key: 0.0 for one in found.candidates}
    if not introduced and found.reason == "homonym" and found.candidates[0].reading is not Reading.METONYM:
        nearness = {key: light.nearness(span, key) for key in nearness}
    some_near = any(nearness.values())
    weighed = []
    for one in found.candidates:
        key = one.profile.key
        added: list[Signal] = []
        if told is not None:
            said = "told apart as the elder or younger"
            added.append(Signal("document", float(key == told), weights.DOCUMENT, said))
        elif introduced:
            said = (
                "named in full in this text"
                if key in introduced
                else "another bearer is named in full in this text"
            )
            added.append(Signal("document", float(key in introduced), weights.DOCUMENT, said))
        if excluded is not None:
            added.append(
                Signal("address", float(key != excluded), weights.DOCUMENT, f"addressed as {span.address}")
            )
        if span.title is not None:
            fits = light.knowledge.title_fits(key, span.title)
            if fits is not None:
                said = f"{'known' if fits else 'not known'} as {span.title.title}"
                added.append(Signal("title", float(fits), weights.TITLE_IN_FRONT, said))
        if some_near:
            said = "its state is named" if nearness[key] else "its state is not named"
            added.append(Signal("near", nearness[key], weights.NEAR, said))
        weighed.append(_with(one, added, alive=key in introduced))
    return rank.decide(rank.ranked(weighed))


def _with(one: Candidate, added: Iterable[Signal], alive: bool) -> Candidate:
    """Add signals; of whom a text names in full it may speak after their death."""
    kept = (signal for signal in one.explanation if not (alive and signal.signal == "life"))
    explanation = (*kept, *added)
    return one._replace(score=rank.score(explanation), explanation=explanation)
