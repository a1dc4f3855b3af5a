"""The light of a document: who it names in full, which states it speaks of, how people in it are addressed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from actors.domain.match import Candidate, Reading, Resolution, Status
from actors.matching import weights
from actors.matching.spans import ListedName, RoleSpan, Span
from actors.text.words import ReadingWords

_MOST_CANDIDATES = 8
_OTHER_ADDRESSES = {"mr": ("mrs", "ms", "miss"), "mrs": ("mr",), "ms": ("mr",), "miss": ("mr",)}


class Decided(NamedTuple):
    """A resolution with what is asked of it again and again."""

    found: Resolution
    in_full: bool = False
    """Its name tells by itself who is meant."""
    plain: bool = False
    """Nothing in a text would change it: one actor by a whole name, or one state or organization."""
    is_person: bool = False
    name_id: int | None = None
    candidates: tuple[Candidate, ...] = ()
    """Those of the resolution, the same object for all mentions that are decided alike."""


class Knowledge(Protocol):
    """What the database knows, as of the day of the document."""

    dated: bool
    weighed: dict[object, Decided]
    """What was weighed alike before, in any document of the day."""

    def named(self, span: Span) -> Decided:
        """Resolve the names of a span by themselves."""

    def moment(self, span: Span) -> int:
        """Return what of the day decides about the names of a span."""

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

    `in_full` has the first place of each actor that is named in full anywhere and `counts` how often, `states` the sentences in which each
    state is named. `known`, `strangers` and `addressed` grow as the spans are decided in order.
    """

    text: str
    words: ReadingWords
    knowledge: Knowledge
    in_full: dict[str, int]
    counts: dict[str, int]
    states: dict[str, set[int]]
    known: dict[str, int]
    strangers: dict[str, list[Span]]
    addressed: dict[tuple[str, str], Span | str]

    @classmethod
    def of(
        cls,
        spans: Sequence[Span],
        alone: Sequence[Decided | None],
        text: str,
        words: ReadingWords,
        knowledge: Knowledge,
    ) -> Light:
        """Gather what the spans of a document say, given what the names of each say alone."""
        in_full: dict[str, int] = {}
        states: dict[str, set[int]] = {}
        counts: dict[str, int] = {}
        for span, decided in zip(spans, alone, strict=True):
            if decided is None or span.dropped or decided.found.status is not Status.RESOLVED:
                for body in span.role.bodies if span.role else ():
                    states.setdefault(body, set()).add(span.sentence)
                continue
            best = decided.found.candidates[0].profile
            if decided.in_full:
                in_full.setdefault(best.key, span.start)
                counts[best.key] = counts.get(best.key, 0) + 1
            if best.kind == "state":
                states.setdefault(best.key, set()).add(span.sentence)
        return cls(text, words, knowledge, in_full, counts, states, {}, {}, {})

    def remember_stranger(self, span: Span) -> None:
        """Note that somebody who is in no database is named in full, by the last and the first word of the name."""
        if len(span.tokens) > 1:
            for word in {span.tokens[-1], span.tokens[0]}:
                self.strangers.setdefault(word, []).append(span)

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

    def spoken_of(self, found: Resolution) -> set[str]:
        """Return which one of the bodies that share a metonym the text speaks of, again and again."""
        named = [one.profile.key for one in found.candidates if self.counts.get(one.profile.key)]
        return set(named) if len(named) == 1 and self.counts[named[0]] > 1 else set()

    def nearness(self, span: Span, key: str) -> float:
        """Say how near the states of an actor are: 1 in the sentence, 0.8 elsewhere in the document, 0 if not named."""
        sentences = [self.states[state] for state in self.knowledge.states_of(key) if state in self.states]
        if any(span.sentence in where for where in sentences):
            return 1.0
        return 0.8 if sentences else 0.0


def decided(found: Resolution, listed: Sequence[ListedName] = ()) -> Decided:
    """Return a resolution with what is asked of it; `listed` are the names it was made of."""
    candidates = tuple(found.candidates[:_MOST_CANDIDATES])
    found = Resolution(found.status, found.reason, found.reading, candidates)
    if not candidates:
        return Decided(found)
    best = candidates[0]
    is_person = best.profile.kind == "person"
    if found.status is not Status.RESOLVED:
        return Decided(found, is_person=is_person, candidates=candidates)
    in_full = names_in_full(best)
    plain = in_full or (not is_person and len(candidates) == 1)
    return Decided(found, in_full, plain, is_person, _name_id(best, listed), candidates)


def _name_id(best: Candidate, listed: Sequence[ListedName]) -> int | None:
    matched = best.matched
    for name in listed if matched else ():
        if matched and (name.actor_key, name.text, name.name_kind) == (
            best.profile.key,
            matched.text,
            matched.kind,
        ):
            return name.number
    return None


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
