"""The light of a document: who it names in full, which states it speaks of, how people in it are addressed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from actors.domain.match import Candidate, Reading, Resolution, Status
from actors.matching import weights
from actors.matching.spans import RoleSpan, Span
from actors.text.words import ReadingWords

_OTHER_ADDRESSES = {"mr": ("mrs", "ms", "miss"), "mrs": ("mr",), "ms": ("mr",), "miss": ("mr",)}


class Knowledge(Protocol):
    """What the database knows, as of the day of the document."""

    dated: bool

    def named(self, span: Span) -> Resolution:
        """Resolve the names of a span by themselves."""

    def holding(self, role: RoleSpan) -> Resolution:
        """Resolve a title with its body to its holder on the day."""

    def ever_held(self, role: RoleSpan) -> Sequence[Candidate]:
        """Return all who are known to have held a post that the title asks for, the latest first."""

    def states_of(self, key: str) -> Collection[str]:
        """Return the states (their keys) that an actor belongs to."""

    def title_fits(self, key: str, role: RoleSpan) -> bool | None:
        """Say whether an actor ever held a post that a title in front of its name tells; None if no such post is known."""


class Light(NamedTuple):
    """What the whole document says, and what it has said up to a span.

    `in_full` has the first place of each actor that is named in full anywhere, `states` the sentences in which each
    state is named. `known`, `strangers` and `addressed` grow as the spans are decided in order; `decided` remembers what was weighed alike.
    """

    text: str
    words: ReadingWords
    knowledge: Knowledge
    in_full: dict[str, int]
    states: dict[str, set[int]]
    known: dict[str, int]
    strangers: list[Span]
    addressed: dict[tuple[str, str], Span | str]
    decided: dict[object, Resolution]

    @classmethod
    def of(
        cls,
        spans: Sequence[Span],
        alone: Sequence[Resolution | None],
        text: str,
        words: ReadingWords,
        knowledge: Knowledge,
    ) -> Light:
        """Gather what the spans of a document say, given what the names of each say alone."""
        in_full: dict[str, int] = {}
        states: dict[str, set[int]] = {}
        for span, found in zip(spans, alone, strict=True):
            if found is None or span.dropped or found.status is not Status.RESOLVED:
                for body in span.role.bodies if span.role else ():
                    states.setdefault(body, set()).add(span.sentence)
                continue
            best = found.candidates[0]
            if names_in_full(best):
                in_full.setdefault(best.profile.key, span.start)
            if best.profile.kind == "state":
                states.setdefault(best.profile.key, set()).add(span.sentence)
        return cls(text, words, knowledge, in_full, states, {}, [], {}, {})

    def remember_address(self, span: Span, bearer: Span | str) -> None:
        """Note that a form of address with a surname meant somebody: an actor by key, or a stranger."""
        if span.address and span.tokens:
            self.addressed.setdefault((span.address, span.tokens[-1]), bearer)

    def addressed_otherwise(self, span: Span) -> str | None:
        """Return the actor whose address with this surname was another one before: Mr Clinton is not Mrs Clinton."""
        for other in _OTHER_ADDRESSES.get(span.address or "", ()):
            bearer = self.addressed.get((other, span.tokens[-1]))
            if isinstance(bearer, str):
                return bearer
        return None

    def introduced(self, span: Span, found: Resolution) -> set[str]:
        """Return which candidates the text names in full: before the span; else, where the day alone does not tell, after it."""
        best = found.candidates[0]
        if best.reading is Reading.METONYM:
            return set()  # a text on NATO can still mean the other Brussels
        named = {one.profile.key for one in found.candidates if one.profile.key in self.in_full}
        earlier = {key for key in named if self.in_full[key] < span.start}
        if (
            not earlier
            and found.status is Status.RESOLVED
            and best.profile.key not in named
            and holds_office(best)
        ):
            return set()
        return earlier or named

    def nearness(self, span: Span, key: str) -> float:
        """Say how near the states of an actor are: 1 in the sentence, 0.8 elsewhere in the document, 0 if not named."""
        sentences = [self.states[state] for state in self.knowledge.states_of(key) if state in self.states]
        if any(span.sentence in where for where in sentences):
            return 1.0
        return 0.8 if sentences else 0.0


def names_in_full(found: Candidate) -> bool:
    """Say whether the name tells by itself who is meant: a strong one, for a person of several words."""
    name = found.matched
    if name is None or name.strength != "strong" or found.reading is not Reading.NAME:
        return False
    return found.profile.kind != "person" or " " in name.folded or not name.folded.isascii()


def holds_office(found: Candidate) -> bool:
    """Say whether a candidate holds an office on the day by which its surname alone is known."""
    standing = next((signal.score for signal in found.explanation if signal.signal == "office"), 0.0)
    return standing >= weights.SURNAME_STANDING
