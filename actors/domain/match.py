"""What a look-up answers: candidates with their signals, and a resolution that may be unsure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from actors.domain.actor import KnownName, Profile


class Reading(StrEnum):
    """How a query was understood."""

    NAME = "name"
    ROLE = "role"
    METONYM = "metonym"
    DEMONYM = "demonym"


class Status(StrEnum):
    """How sure a resolution is; "ambiguous" and "unknown" are honest answers."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class Signal(NamedTuple):
    """One reason for or against a candidate; score and weight from 0 to 1."""

    signal: str
    score: float
    weight: float
    detail: str

    def to_json(self) -> dict[str, Any]:
        """Return the contract's shape."""
        return {
            "signal": self.signal,
            "score": round(self.score, 4),
            "weight": round(self.weight, 4),
            "detail": self.detail,
        }


class Candidate(NamedTuple):
    """An actor that a query (`asked`, folded) can mean, with the reasons and the name that matched."""

    profile: Profile
    score: float
    reading: Reading
    explanation: tuple[Signal, ...]
    matched: KnownName | None = None
    asked: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the contract's Candidate."""
        return {
            "key": self.profile.key,
            "kind": self.profile.kind,
            "class": self.profile.actor_class,
            "name": self.profile.name,
            "score": round(self.score, 4),
            "reading": self.reading.value,
            "explanation": [signal.to_json() for signal in self.explanation],
        }

    def rank(self) -> tuple[float, float, str]:
        """Return the sort key: score, then prominence, then key."""
        return (-round(self.score, 4), -self.profile.prominence, self.profile.key)


class Resolution(NamedTuple):
    """The answer to "who is this?", never forced."""

    status: Status
    reason: str | None
    reading: Reading | None
    candidates: Sequence[Candidate]

    @property
    def actor(self) -> Profile | None:
        """The actor, where the resolution is sure of one."""
        return self.candidates[0].profile if self.status is Status.RESOLVED else None
