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
    """Weigh all signals of one actor for a query; `first` says how the name matched."""
    found: list[Signal | None] = [*extra]
    if matched is not None:
        found += [
            signals.strength(matched),
            signals.letter_case(matched, asked),
            signals.language(matched),
            signals.validity(matched, day if dated else None),
        ]
    explanation = (first, *(signal for signal in found if signal), *context(profile, day, dated))
    return Candidate(
        profile=profile,
        score=score(explanation),
        reading=reading_of(matched) if matched else Reading.NAME,
        explanation=explanation,
        matched=matched,
        asked=fold(asked),
    )


def context(profile: Profile, day: PartialDate, dated: bool) -> list[Signal]:
    """Return the signals of an actor itself on a day, whatever the query."""
    found = (
        signals.life(profile, day, dated),
        signals.office(profile, day, dated),
        signals.prominence(profile),
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


_OF_THE_NAME = frozenset({"name", "part", "key", "text", "fields", "strength", "case"})


def soundness(found: Candidate) -> float:
    """Return how well the name alone fits, whatever the day."""
    return score([signal for signal in found.explanation if signal.signal in _OF_THE_NAME])


def _needed(found: Candidate) -> float:
    """Return how well the name must fit to resolve. A part of a name is a guess, but for two words of a person's."""
    first = found.explanation[0]
    if first.signal == "part" and (found.profile.kind != "person" or " " not in found.asked):
        return weights.PART_RESOLVE_AT
    return weights.RESOLVE_AT


def decide(candidates: Sequence[Candidate]) -> Resolution:
    """Resolve only what is safe: one good candidate, well ahead of the next; else say what is open."""
    shown = [found for found in candidates if soundness(found) >= weights.CANDIDATE_AT]
    if not shown:
        return Resolution(Status.UNKNOWN, "no_match", None, ())
    best = shown[0]
    reading = best.reading if all(found.reading is best.reading for found in shown[:2]) else None
    if soundness(best) < _needed(best):
        return Resolution(Status.AMBIGUOUS, "weak_match", reading, shown)
    rivals = [found for found in shown[1:] if best.score - found.score < weights.MARGIN]
    if rivals:
        return Resolution(Status.AMBIGUOUS, "homonym", reading, shown)
    return Resolution(Status.RESOLVED, None, best.reading, shown)
