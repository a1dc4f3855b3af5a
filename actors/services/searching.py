"""Search: names by their keys, then titles of office, then the full-text index; ranked by the matching signals."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from actors.config import Settings
from actors.domain.actor import KnownName, Profile
from actors.domain.dates import Holding
from actors.domain.match import Candidate, Reading, Signal
from actors.errors import UsageError
from actors.matching import rank, weights
from actors.matching.names import best_name
from actors.services.asking import Asked, Basis, checked_kind
from actors.services.database import Report, reading, silent
from actors.services.offices import resolve_title
from actors.services.resolving import exact_candidates
from actors.storage import readpath
from actors.storage.readpath import NameHit
from actors.text.normalize import fold
from actors.text.spelling import errors_allowed, nearest
from actors.text.words import particles

if TYPE_CHECKING:
    from actors.search.query import Question, Stage


class SearchResult(NamedTuple):
    """The ranked candidates of a search and how many there are in all."""

    query: str
    basis: Basis
    total: int
    candidates: tuple[Candidate, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the contract's document of `search`."""
        return {
            "query": self.query,
            **self.basis.to_json(),
            "total": self.total,
            "results": [_result(candidate) for candidate in self.candidates],
        }


def _result(candidate: Candidate) -> dict[str, Any]:
    matched = candidate.matched
    return {
        **candidate.to_json(),
        "description": candidate.profile.description,
        "matched": {"text": matched.text, "kind": matched.kind, "lang": matched.lang} if matched else None,
    }


def search(
    settings: Settings,
    text: str,
    on: str | None = None,
    kind: str | None = None,
    limit: int = 10,
    report: Report = silent,
) -> SearchResult:
    """Find actors whose names have the words; where no name has them, whose roles or descriptions do.

    Names are read by their keys; the full-text index answers fields and phrases, words that no name has,
    and words that are misspelt. No text is an error. Raises UsageError for an impossible day, kind or limit.
    """
    if limit < 1:
        raise UsageError(f"a limit of {limit} shows nothing", hint="give 1 or more")
    asked, kind = Asked.on(on), checked_kind(kind)
    with reading(settings, report) as connection:
        state = readpath.database_state(connection)
        total = 0
        found: list[Candidate] = []
        if not has_syntax(text):
            found = _by_name(connection, text, asked, kind)
            if not found and kind in (None, "person"):
                title = resolve_title(connection, text, asked)
                found = list(title.candidates) if title else []
            if not found:
                found = _by_near_name(connection, text, asked, kind)
        if not found:
            found, total = _by_index(settings, connection, text, asked, kind, report, max(limit, 60))
        candidates = rank.ranked(found)
        basis = Basis(asked.day, state.revision, state.known_until)
        return SearchResult(text, basis, max(total, len(candidates)), tuple(candidates[:limit]))


def has_syntax(text: str) -> bool:
    """Say whether a text uses what only the full-text index answers: a quoted phrase or a field."""
    return '"' in text or ":" in text


def _by_name(connection: sqlite3.Connection, text: str, asked: Asked, kind: str | None) -> list[Candidate]:
    """Return the actors with a name that has all the words, the last one perhaps only begun."""
    words = fold(text).split()
    words = [word for word in words if word not in particles()] or words
    hits = readpath.names_by_words(connection, words)
    return [*exact_candidates(connection, text, asked, kind), *fitting(connection, hits, text, asked, kind)]


def _by_near_name(
    connection: sqlite3.Connection, text: str, asked: Asked, kind: str | None
) -> list[Candidate]:
    """Return the actors with a whole name one typing error away (two in long names), the first letter right."""
    folded = fold(text)
    if not errors_allowed(folded):
        return []
    near = nearest(folded, readpath.keys_from(connection, folded[0]))
    hits = [hit for key in near for hit in readpath.names_by_key(connection, key, ("fold",))]
    return fitting(connection, hits, text, asked, kind)


def fitting(
    connection: sqlite3.Connection, hits: Iterable[NameHit], text: str, asked: Asked, kind: str | None
) -> list[Candidate]:
    """Return the bearers of names, each judged by the one that fits the text best."""
    by_actor: dict[str, list[KnownName]] = {}
    for hit in hits:
        by_actor.setdefault(hit.actor_key, []).append(hit.name)
    found = []
    for profile in readpath.profiles(connection, by_actor, names=False):
        matched, first = best_name(fold(text), by_actor[profile.key], particles())
        if matched is not None and kind in (None, profile.kind):
            found.append(rank.candidate(profile, text, matched, first, asked.day, asked.dated))
    return found


def _by_index(
    settings: Settings,
    connection: sqlite3.Connection,
    text: str,
    asked: Asked,
    kind: str | None,
    report: Report,
    pool: int,
) -> tuple[list[Candidate], int]:
    from actors.search.query import ask, parse  # Whoosh costs 0.03 s that a known name need not pay
    from actors.services import indexing

    question = parse(text)

    def near(word: str) -> list[str]:
        # the first letter is taken for right: with any letter all 60,000 words would be compared
        return nearest(word, readpath.words_from(connection, word[0])) if errors_allowed(word) else []

    found = indexing.answered(
        settings, connection, lambda index: ask(index, question, kind, near, pool), report
    )
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
