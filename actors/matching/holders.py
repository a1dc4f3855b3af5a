"""Decide whom a title of office means that stands alone in a text: its holder on the day, or whom the text names with it."""

from __future__ import annotations

from actors.domain.match import Candidate, Reading, Resolution, Signal, Status
from actors.matching import weights
from actors.matching.light import Knowledge, Light
from actors.matching.spans import RoleSpan, Span
from actors.text.normalize import fold


def holder(role: RoleSpan, light: Light) -> Resolution:
    """Resolve a role. Without a day it is never resolved, only its holders are told, those first whom the text names."""
    knowledge = light.knowledge
    if not knowledge.dated:
        ever = sorted(knowledge.ever_held(role), key=lambda one: one.profile.key not in light.in_full)
        return Resolution(Status.AMBIGUOUS if ever else Status.UNKNOWN, "no_date", Reading.ROLE, tuple(ever))
    if role.of_person is not None:
        if role.of_person.is_stranger:
            return _of_stranger(role, role.of_person, knowledge)
        keys = {name.actor_key for name in role.of_person.names.listed}
        meant = [one for one in knowledge.ever_held(role) if one.profile.key in keys]
        if len(meant) == 1:
            return _told(meant[0], "the title of the name beside it")
        if not meant and role.of_person.names.of_person:
            person = knowledge.named(role.of_person)
            if person.in_full:
                return _told(
                    person.found.candidates[0]._replace(reading=Reading.ROLE),
                    "the text gives the title to the name beside it",
                )
    found = knowledge.holding(role)
    if role.former:
        return _former(role, found, light)
    if found.status is Status.AMBIGUOUS and found.reason != "possible":
        named = [one for one in found.candidates if one.profile.key in light.in_full]
        if len(named) == 1:
            return _told(named[0], "named in full in this text")
    return found


def _of_stranger(role: RoleSpan, person: Span, knowledge: Knowledge) -> Resolution:
    """Resolve the title of a name that is in no database: to its holder if they share a word, "John Pombe Joseph Magufuli"."""
    found = knowledge.holding(role)
    if found.actor is not None and not set(fold(found.actor.name).split()).isdisjoint(person.tokens):
        return found
    return Resolution(Status.UNKNOWN, "other_bearer", Reading.ROLE, ())


def _former(role: RoleSpan, found: Resolution, light: Light) -> Resolution:
    today = {one.profile.key for one in found.candidates} if found.status is Status.RESOLVED else set()
    earlier = [one for one in light.knowledge.ever_held(role) if one.profile.key not in today]
    named = [one for one in earlier if one.profile.key in light.in_full]
    if len(named) == 1:
        return _told(named[0], "a former holder who is named in this text")
    status = Status.AMBIGUOUS if earlier else Status.UNKNOWN
    return Resolution(status, "former", Reading.ROLE, tuple(named or earlier))


def _told(one: Candidate, said: str) -> Resolution:
    explanation = (*one.explanation, Signal("document", 1.0, weights.DOCUMENT, said))
    return Resolution(Status.RESOLVED, None, Reading.ROLE, (one._replace(explanation=explanation),))
