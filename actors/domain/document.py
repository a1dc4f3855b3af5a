"""A text as it was read: its sentences, and the mentions of actors in it with what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from actors.domain.actor import Profile
from actors.domain.match import Candidate, Reading, Status


class Sentence(NamedTuple):
    """A sentence's span in code points, end exclusive, and the number of its paragraph, from 0."""

    start: int
    end: int
    paragraph: int


class Mention(NamedTuple):
    """A span of a text that names an actor, in code points, end exclusive.

    `sentence` is the number of its sentence, from 0. `candidates` are what it can mean, the best first; the first
    is meant where the status is resolved. `name_id` is the database's id of the name that matched, if a name did.
    `title` is the title or form of address in front of a name ("foreign minister", "Mrs").
    """

    start: int
    end: int
    surface: str
    type: Reading
    status: Status
    reason: str | None
    sentence: int
    candidates: tuple[Candidate, ...] = ()
    name_id: int | None = None
    title: str | None = None

    @property
    def actor(self) -> Profile | None:
        """The actor that is meant, where that is sure."""
        return self.candidates[0].profile if self.status is Status.RESOLVED else None

    def to_json(self, sentences: Sequence[Sentence]) -> dict[str, Any]:
        """Return the contract's Mention."""
        return {
            **self.to_json_alone(sentences),
            "candidates": [candidate.to_json() for candidate in self.candidates],
        }

    def to_json_alone(self, sentences: Sequence[Sentence]) -> dict[str, Any]:
        """Return the contract's Mention but for its candidates, which many mentions share."""
        actor = self.actor
        where = sentences[self.sentence]
        return {
            "start": self.start,
            "end": self.end,
            "surface": self.surface,
            "type": self.type.value,
            "status": self.status.value,
            "reason": self.reason,
            "key": actor.key if actor else None,
            "kind": actor.kind if actor else None,
            "name": actor.name if actor else None,
            "title": self.title,
            "score": round(self.candidates[0].score, 4) if actor else None,
            "sentence": [where.start, where.end],
        }


class ReadText(NamedTuple):
    """A text with its sentences and mentions, both in order."""

    text: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
