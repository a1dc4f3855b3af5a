"""Turn evidence into candidates and candidates into a resolution."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from actors.domain.actor import KnownName, Profile
from actors.domain.dates import PartialDate
from actors.domain.match import Candidate, Reading, Resolution, Signal, Status
from actors.matching import signals, weights
from actors.matching.names import reading_of
from actors.text.normalize import fold


def candidate(
    profile: Profile,
    asked: str,
    matched: KnownName | None,
    first: Signal,
    day: PartialDate,
    dated: bool,
    extra: Sequence[Signal] = (),
) -> Candidate:
    """Weigh all signals of one actor for a query; `first` says how the name matched, `extra` what else is known of it."""
    found: list[Signal | None] = [*extra]
    if matched is not None:
        found += [
            signals.strength(matched),
            signals.letter_case(matched, asked),
            signals.language(matched),
            signals.validity(matched, day if dated else None),
        ]
    near = first.signal == "words"
    explanation = (first, *(signal for signal in found if signal), *context(profile, day, dated, near))
    return Candidate(
        profile=profile,
        score=score(explanation),
        reading=reading_of(matched) if matched else Reading.NAME,
        explanation=explanation,
        matched=matched,
        asked=fold(asked),
    )


def context(profile: Profile, day: PartialDate, dated: bool, near: bool = False) -> list[Signal]:
    """Return the signals of an actor itself on a day, whatever the query; with a name that is only `near`."""
    found = (
        signals.life(profile, day, dated),
        signals.office(profile, day, dated),
        signals.prominence(profile, weights.PROMINENCE_OF_NEAR if near else weights.PROMINENCE),
    )
    return [signal for signal in found if signal]


def score(explanation: Sequence[Signal]) -> float:
    """Return the score of a candidate from its signals (see weights)."""
    first, *others = explanation
    total = first.score
    for signal in others:
        total *= 1 - signal.weight * (1 - signal.score)
    return max(0.0, min(1.0, total))


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Order candidates and keep the best of each actor."""
    best: dict[str, Candidate] = {}
    for found in sorted(candidates, key=Candidate.rank):
        best.setdefault(found.profile.key, found)
    return list(best.values())


_OF_THE_NAME = frozenset({"name", "part", "words", "acronym", "key", "text", "fields", "strength", "case"})
_DOUBTS = frozenset(
    {
        "lacking",
        "spelling",
        "generation",
        "added",
        "partial",
        "order",
        "chance",
        "alone",
        "untitled",
        "acronym",
    }
)


def soundness(found: Candidate) -> float:
    """Return how well the name alone fits, whatever the day."""
    return score([signal for signal in found.explanation if signal.signal in _OF_THE_NAME])


def _needed(found: Candidate) -> float:
    """Return how well the name must fit to resolve. A part of a name is a guess, but for two words of a person's."""
    first = found.explanation[0]
    if first.signal == "words":
        return _needed_of_near(found)
    if first.signal == "part" and (found.profile.kind != "person" or " " not in found.asked):
        return weights.PART_RESOLVE_AT
    return weights.RESOLVE_AT


def _needed_of_near(found: Candidate) -> float:
    if found.matched is None or found.asked.isascii() == found.matched.folded.isascii():
        return weights.NEAR_RESOLVE_AT
    by_syllable = any("\u3040" <= letter <= "\ud7a3" for letter in found.asked)
    known = weights.LESS_FOR_KNOWN if found.profile.prominence >= weights.KNOWN_WITH_MORE else 0.0
    return (weights.NEAR_RESOLVE_BY_SYLLABLE if by_syllable else weights.NEAR_RESOLVE_ABROAD) - known


def is_serious(found: Candidate) -> bool:
    """Say whether the text can mean an actor; one word in common with a name of two makes none."""
    first = found.explanation[0]
    if first.signal != "words":
        return True
    return first.score >= weights.SERIOUS_AT and all(
        signal.signal != "lacking" for signal in found.explanation
    )


def _is_doubted(found: Candidate) -> bool:
    """Say whether something speaks against the best candidate that takes nothing from its score."""
    return any(signal.signal in _DOUBTS for signal in found.explanation)


def decide(candidates: Sequence[Candidate]) -> Resolution:
    """Resolve only what is safe: one good candidate, well ahead of the next; else say what is open."""
    shown = tuple(found for found in candidates if soundness(found) >= weights.CANDIDATE_AT)
    best = next(filter(is_serious, shown), None)
    if best is None:
        return Resolution(Status.UNKNOWN, "no_match", None, shown)
    reading = best.reading if all(found.reading is best.reading for found in shown[:2]) else None
    if _is_doubted(best) or soundness(best) < _needed(best):
        return Resolution(Status.AMBIGUOUS, "weak_match", reading, shown)
    margin = weights.MARGIN_OF_NEAR if best.explanation[0].signal == "words" else weights.MARGIN
    rivals = [found for found in shown if found is not best and best.score - found.score < margin]
    if rivals:
        return Resolution(Status.AMBIGUOUS, "homonym", reading, shown)
    return Resolution(Status.RESOLVED, None, best.reading, shown)
