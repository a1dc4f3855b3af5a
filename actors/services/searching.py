"""Search: names exact and near, titles of office, then the full-text index; ranked by the matching signals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from actors.config import Settings
from actors.domain.actor import KnownName, Profile
from actors.domain.dates import Holding
from actors.domain.match import Candidate, Reading, Signal
from actors.errors import UsageError
from actors.matching import rank, weights
from actors.matching.names import best_name
from actors.services.asking import Asked, Basis, checked_kind
from actors.services.database import Report, silent
from actors.services.exact_names import exact_candidates
from actors.services.offices import resolve_title
from actors.services.opened import Data, opened
from actors.storage import readpath
from actors.text.normalize import fold
from actors.text.words import particles

if TYPE_CHECKING:
    from actors.search.query import Question, Stage


class SearchResult(NamedTuple):
    """The ranked candidates of a search, how many there are in all, and the name that a misspelt text may mean."""

    query: str
    basis: Basis
    total: int
    candidates: tuple[Candidate, ...]

    @property
    def did_you_mean(self) -> str | None:
        """The name found first, if none is spelt as asked."""
        first = self.candidates[0] if self.candidates else None
        if first is None or first.matched is None or first.explanation[0].signal != "words":
            return None
        is_spelt_so = set(first.matched.folded.split()).issuperset(first.asked.split())
        return None if is_spelt_so else first.matched.text

    def to_json(self) -> dict[str, Any]:
        """Return the contract's document of `search`."""
        return {
            "query": self.query,
            **self.basis.to_json(),
            "total": self.total,
            "did_you_mean": self.did_you_mean,
            "results": [_result(candidate) for candidate in self.candidates],
        }


def _result(candidate: Candidate) -> dict[str, Any]:
    matched = candidate.matched
    return {
        **candidate.to_json(),
        "description": candidate.profile.description,
        "matched": {"text": matched.text, "kind": matched.kind, "lang": matched.lang} if matched else None,
        "snippet": snippet(candidate),
    }


def snippet(candidate: Candidate) -> str | None:
    """Return the role or description in which the words were found, where they were found in no name."""
    if candidate.matched is not None or candidate.reading is not Reading.NAME:
        return None
    profile, asked = candidate.profile, set(candidate.asked.split())
    said = [f"{role.position} ({role.years()})" for role in reversed(profile.roles)]
    best = max(
        [*said, profile.description or ""], key=lambda text: len(asked.intersection(fold(text).split()))
    )
    return best if asked.intersection(fold(best).split()) else None


def search(
    settings: Settings,
    text: str,
    on: str | None = None,
    kind: str | None = None,
    limit: int = 10,
    report: Report = silent,
) -> SearchResult:
    """Find actors whose names have the words, or words like them; else those whose roles or descriptions do.

    Names are read by their keys; the full-text index answers fields, phrases and words that no name has.
    No text is an error. Raises UsageError for an impossible day, kind or limit.
    """
    with opened(settings, report) as data:
        return search_in(data, text, on, kind, limit)


def search_in(
    data: Data, text: str, on: str | None = None, kind: str | None = None, limit: int = 10
) -> SearchResult:
    """Do what `search` does, in a database that is open."""
    if limit < 1:
        raise UsageError(f"a limit of {limit} shows nothing", hint="give 1 or more")
    asked, kind = Asked.on(on), checked_kind(kind)
    found = [] if has_syntax(text) else _by_name(data, text, asked, kind)
    total = 0
    if not any(map(rank.is_serious, found)):
        by_index, total = _by_index(data, text, asked, kind, max(limit, 60), loosely=not found)
        found = by_index or found
    candidates = rank.ranked(found)
    candidates = [one for one in candidates if one.score >= weights.FAR * candidates[0].score]
    return SearchResult(text, data.basis(asked), max(total, len(candidates)), tuple(candidates[:limit]))


def has_syntax(text: str) -> bool:
    """Say whether a text uses what only the full-text index answers: a quoted phrase or a field."""
    return '"' in text or ":" in text


def _by_name(data: Data, text: str, asked: Asked, kind: str | None) -> list[Candidate]:
    """Return the actors with such a name: the very one, one with all the words, the last perhaps begun, or one near.

    Where no name has the words, a title of office is answered with who holds it.
    """
    exact = exact_candidates(data.connection, text, asked, kind)
    having = _with_all_words(data, text, asked, kind)
    if exact:
        return [*exact, *having]
    if not having and kind in (None, "person"):
        title = resolve_title(data.connection, text, asked)
        if title is not None and title.candidates:
            return list(title.candidates)
    from actors.services.near_names import near_candidates  # string distances cost 0.02 s to load

    return [*having, *near_candidates(data.words, text, asked, kind)]


def _with_all_words(data: Data, text: str, asked: Asked, kind: str | None) -> list[Candidate]:
    words = fold(text).split()
    words = [word for word in words if word not in particles()] or words
    by_actor: dict[str, list[KnownName]] = {}
    for hit in readpath.names_by_words(data.connection, words):
        by_actor.setdefault(hit.actor_key, []).append(hit.name)
    found = []
    for profile in readpath.profiles(data.connection, by_actor, names=False):
        matched, first = best_name(fold(text), by_actor[profile.key], particles())
        if matched is not None and kind in (None, profile.kind):
            found.append(rank.candidate(profile, text, matched, first, asked.day, asked.dated))
    return found


def _by_index(
    data: Data, text: str, asked: Asked, kind: str | None, pool: int, loosely: bool
) -> tuple[list[Candidate], int]:
    from actors.search.query import ask, parse  # Whoosh costs 0.03 s that a known name need not pay

    question = parse(text)
    found = data.ask_index(lambda index: ask(index, question, kind, data.words.like, pool, loosely))
    if found is None:
        return [], 0
    return [_judged(profile, question, asked, found.stage) for profile in found.profiles], found.total


def _judged(profile: Profile, question: Question, asked: Asked, stage: Stage) -> Candidate:
    if not question.free:
        fields = " ".join(f"{field}:{stated}" for field, stated in question.fields)
        first = Signal("fields", weights.ROLE_ONLY, 1.0, f"has {fields}")
        holding = _holding(profile, question, asked)
        explanation = (first, *holding, *rank.context(profile, asked.day, asked.dated))
        return Candidate(profile, rank.score(explanation), Reading.NAME, explanation)
    matched, first = best_name(question.free, profile.names, particles())
    if matched is None and stage != "words":
        share = 0.6 if stage == "spelling" else 0.4
        first = Signal(
            "text", weights.ROLE_ONLY * share, 1.0, "some of the words, in names, roles or the description"
        )
    return rank.candidate(profile, question.free, matched, first, asked.day, asked.dated)


def _holding(profile: Profile, question: Question, asked: Asked) -> list[Signal]:
    """Of all who ever had the role asked for by field, the one who has it on the day comes first."""
    wanted = {word for field, stated in question.fields if field == "role" for word in fold(stated).split()}
    states = {"-".join(fold(stated).split()) for field, stated in question.fields if field == "state"}
    held = [
        role
        for role in profile.roles
        if wanted.issubset(fold(f"{role.position} {role.position_class}").split())
        and (not states or role.of in states)
    ]
    if not wanted or not held:
        return []
    now = [role for role in held if role.bounds.holding(asked.day) is Holding.CERTAIN]
    role = (now or held)[-1]
    return [Signal("holding", 1.0 if now else 0.0, 0.2, f"{role.position} ({role.years()})")]
