"""One function per signal; each says how well it speaks for a candidate, and in a few words why."""

from __future__ import annotations

from actors.domain.actor import KnownName, Profile, Role
from actors.domain.dates import Holding, PartialDate
from actors.domain.match import Signal
from actors.matching import weights
from actors.text.words import common_words


def strength(name: KnownName) -> Signal:
    """A strong name names this actor alone; a surname or nickname needs support."""
    score = {"strong": 1.0, "weak": 0.4}.get(name.strength, 0.0)
    weight = weights.CONTEXT_ONLY if name.strength == "context" else weights.STRENGTH
    return Signal("strength", score, weight, f"{name.strength} {name.kind.replace('_', ' ')} name")


def letter_case(name: KnownName, asked: str) -> Signal | None:
    """A name whose lower case is another word should be asked in its own case."""
    if not name.case_sensitive:
        return None
    same = name.text in asked or name.text.replace(".", "") in asked.replace(".", "")
    weight = weights.CASE_OF_WORD if asked.strip().lower() in common_words() else weights.CASE
    return Signal("case", 1.0 if same else 0.0, weight, f"written {name.text}")


def language(name: KnownName) -> Signal | None:
    """A foreign name of a state is less likely meant the fewer people read its language."""
    if name.kind != "exonym" or name.lang == "en" or not name.folded.isascii():
        return None
    score = 0.7 if name.lang in weights.WIDE_LANGUAGES else 0.0
    return Signal("language", score, weights.LANGUAGE, f"a name in the language {name.lang}")


def validity(name: KnownName, day: PartialDate | None) -> Signal | None:
    """A name can have been in use at certain times only; that ranks, it never hides."""
    if not (name.from_date or name.to_date):
        return None
    span = f"{name.from_date or '…'} to {name.to_date or 'today'}"
    if day is None:
        return Signal("validity", 1.0, weights.VALIDITY, f"in use {span}")
    holding = name.bounds.holding(day)
    score = {Holding.CERTAIN: 1.0, Holding.POSSIBLE: 0.7, Holding.NO: 0.0}[holding]
    said = "in use" if holding is not Holding.NO else "not in use"
    return Signal("validity", score, weights.VALIDITY, f"{said} on {day} ({span})")


def life(profile: Profile, day: PartialDate, dated: bool) -> Signal | None:
    """Nobody acts before birth or after death, no organization before it was or after it ended."""
    if not (profile.from_date or profile.to_date):
        return None
    score = {Holding.CERTAIN: 1.0, Holding.POSSIBLE: 0.8, Holding.NO: 0.0}[profile.life.holding(day)]
    if profile.kind == "person":
        said, undated = ("alive" if score else "not alive"), weights.LIFE
    else:
        said, undated = ("existed" if score else "did not exist"), weights.LIFE_OF_BODY
    weight = weights.LIFE_DATED if dated else undated
    return Signal("life", score, weight, f"{said} on {day} ({profile.lifespan()})")


def office(profile: Profile, day: PartialDate, dated: bool) -> Signal | None:
    """Of people who share a name, the one in office on the day is more likely meant."""
    if profile.kind != "person":
        return None
    weight = weights.OFFICE_DATED if dated else weights.OFFICE
    held = profile.roles_on(day)
    if not held:
        return Signal("office", 0.0, weight, f"no office on {day}")
    standing, role = max(
        ((_standing(role, day), role) for role in held), key=lambda found: (found[0], found[1].position_key)
    )
    said = "" if role.bounds.holding(day) is Holding.CERTAIN else "possibly "
    return Signal("office", standing, weight, f"{said}{role.position} on {day}")


def _standing(role: Role, day: PartialDate) -> float:
    standing = weights.OFFICE_STANDING.get(role.position_class, 0.6)
    return standing if role.bounds.holding(day) is Holding.CERTAIN else standing * 0.6


def prominence(profile: Profile, weight: float = weights.PROMINENCE) -> Signal:
    """The better known comes first where all else is equal."""
    return Signal("prominence", profile.prominence, weight, "how well known")
