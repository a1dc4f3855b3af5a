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
from actors.matching.light import Knowledge, Light, holds_office, names_in_full
from actors.matching.spans import Span
from actors.text.normalize import fold
from actors.text.words import ReadingWords

_MOST_CANDIDATES = 8
_WORDS = re.compile(r"[\w’'-]+")


def decide(spans: Sequence[Span], text: str, knowledge: Knowledge, words: ReadingWords) -> list[Mention]:
    """Return the mentions of a document from its spans, each with its candidates and why."""
    alone = [knowledge.named(span) if span.names.key else None for span in spans]
    light = Light.of(spans, alone, text, words, knowledge)
    mentions: list[Mention] = []
    for span, by_itself in zip(spans, alone, strict=True):
        if span.dropped:
            continue
        found: Resolution | None
        if span.role is not None:
            found = holder(span.role, light)
        elif by_itself is None:
            found = Resolution(Status.UNKNOWN, "no_match", Reading.NAME, ())
            light.strangers.append(span)
            light.remember_address(span, span)
        else:
            found = _bearer(span, by_itself, light)
        if found is not None:
            mentions.append(_mention(span, found, light))
    return mentions


def _mention(span: Span, found: Resolution, light: Light) -> Mention:
    candidates = tuple(found.candidates[:_MOST_CANDIDATES])
    best = candidates[0] if candidates else None
    name_id = None
    if found.status is Status.RESOLVED and best is not None and span.role is None:
        name_id = _name_id(span, best)
        if names_in_full(best):
            light.known.setdefault(best.profile.key, span.start)
        light.remember_address(span, best.profile.key)
    return Mention(
        span.start,
        span.end,
        light.text[span.start : span.end],
        found.reading or (best.reading if best else Reading.NAME),
        found.status,
        found.reason,
        span.sentence,
        candidates,
        name_id,
        span.title.title if span.title else span.address,
    )


def _name_id(span: Span, best: Candidate) -> int | None:
    for name in span.names.listed:
        if (
            best.matched is not None
            and name.actor_key == best.profile.key
            and name.text == best.matched.text
            and name.name_kind == best.matched.kind
        ):
            return name.number
    return None


def _bearer(span: Span, found: Resolution, light: Light) -> Resolution | None:
    """Resolve a listed name; None where nothing shows that the word is a name here."""
    if not found.candidates:
        return Resolution(Status.UNKNOWN, "no_match", Reading.NAME, ())
    best = found.candidates[0]
    if found.status is Status.RESOLVED and span.title is None and names_in_full(best):
        return found
    is_person = best.profile.kind == "person"
    if not is_person and found.status is Status.RESOLVED and len(found.candidates) == 1:
        return found
    if is_person:
        span.tokens = span.tokens or tuple(fold(light.text[span.start : span.end]).split())
        if _stranger_meant(span, found, light):
            return Resolution(Status.UNKNOWN, "other_bearer", Reading.NAME, ())
    introduced = light.introduced(span, found)
    front = _WORDS.findall(light.text[max(0, span.start - 24) : span.start].lower()) if is_person else []
    told = _elder_or_younger(found, introduced, front, light.words) if is_person else None
    if (
        is_person
        and told is None
        and len(introduced) > 1
        and front[-1:] in (["a"], ["another"], ["any"], ["which"])
    ):
        return Resolution(Status.AMBIGUOUS, "homonym", Reading.NAME, found.candidates)
    decided = found
    if told is not None or introduced or span.title is not None or found.status is not Status.RESOLVED:
        decided = _weighed(span, found, light, introduced, told)
    if not is_person:
        return decided
    if told is None and not introduced and _is_common_word(span) and span.title is None:
        return None
    if decided.status is not Status.RESOLVED or _is_supported(
        span, decided.candidates[0], introduced, told, light
    ):
        return None if _stands_for_place(span, front, introduced, light) else decided
    if _is_common_word(span) or _stands_for_place(span, front, introduced, light):
        return None
    return Resolution(Status.AMBIGUOUS, "weak_match", Reading.NAME, decided.candidates)


def _is_common_word(span: Span) -> bool:
    return all(name.case_sensitive and name.name_kind != "acronym" for name in span.names.listed)


def _stands_for_place(span: Span, front: Sequence[str], introduced: set[str], light: Light) -> bool:
    """Places are called after people: "at Akıncı", "Atatürk airport"."""
    if introduced or span.title or span.address or len(span.tokens) > 1:
        return False
    if front and front[-1] in ("at", "near", "outside"):
        return True
    behind = _WORDS.match(light.text, span.end + 1)
    return behind is not None and behind.group().capitalize() in light.words.thing_last


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
    return best.profile.prominence >= weights.KNOWN_BY_SURNAME or holds_office(best)


def _stranger_meant(span: Span, found: Resolution, light: Light) -> bool:
    """Say whether a surname means somebody who is in no database and was named in full before."""
    word = span.tokens[-1]
    bearers = [
        one for one in light.strangers if len(one.tokens) > 1 and word in (one.tokens[-1], one.tokens[0])
    ]
    if not bearers:
        return False
    if span.address:
        bound = light.addressed.get((span.address, word))
        if bound is not None:
            return isinstance(bound, Span)
    known = [light.known[one.profile.key] for one in found.candidates if one.profile.key in light.known]
    nearest = max(bearers, key=lambda one: one.start)
    meant = not known or (bool(span.address) and span.title is None and nearest.start > max(known))
    if meant:
        light.remember_address(span, nearest)
    return meant


def _elder_or_younger(
    found: Resolution, introduced: set[str], front: Sequence[str], words: ReadingWords
) -> str | None:
    said = front[-1] if front else ""
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


def _weighed(
    span: Span, found: Resolution, light: Light, introduced: set[str], told: str | None
) -> Resolution:
    """Weigh what the document says for and against each candidate, and decide anew."""
    excluded = light.addressed_otherwise(span) if span.tokens else None
    if introduced:
        same = (span.names.key, frozenset(introduced), told, excluded, span.title)
        decided = light.decided.get(same)
        if decided is None:
            decided = light.decided[same] = _weigh(span, found, light, introduced, told, excluded)
        return decided
    return _weigh(span, found, light, introduced, told, excluded)


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
