"""Resolve a name, title, metonym or demonym to an actor on a day, or say honestly that it is unsure."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from actors.config import Settings
from actors.domain.match import Resolution, Signal, Status
from actors.matching import rank
from actors.matching.titles import is_title_question, name_behind_title
from actors.services.asking import Asked, Basis, checked_kind
from actors.services.database import Report, silent
from actors.services.exact_names import bracketed_candidates, exact_candidates, inflected_candidates
from actors.services.known_words import KnownWords
from actors.services.offices import resolve_title
from actors.services.opened import Data, opened
from actors.services.titled_names import titled_candidates
from actors.storage import readpath
from actors.text.normalize import fold

_MOST_CANDIDATES = 12


class Answer(NamedTuple):
    """A resolution with its query and what it rests on."""

    query: str
    basis: Basis
    resolution: Resolution

    def to_json(self) -> dict[str, Any]:
        """Return the contract's document of `resolve`."""
        found = self.resolution
        return {
            "query": self.query,
            **self.basis.to_json(),
            "status": found.status.value,
            "reason": found.reason,
            "reading": found.reading.value if found.reading else None,
            "actor": found.actor.to_json(self.basis.on) if found.actor else None,
            "candidates": [candidate.to_json() for candidate in found.candidates],
        }


def resolve(
    settings: Settings, text: str, on: str | None = None, kind: str | None = None, report: Report = silent
) -> Answer:
    """Say who or what a text names on a day; never forced (see Status).

    Raises UsageError for an impossible day or kind.
    """
    with opened(settings, report) as data:
        return resolve_in(data, text, on, kind)


def resolve_in(data: Data, text: str, on: str | None = None, kind: str | None = None) -> Answer:
    """Do what `resolve` does, in a database that is open."""
    asked = Asked.on(on)
    found = resolve_with(data.words, text, asked, checked_kind(kind))
    return Answer(text, data.basis(asked), found)


def resolve_with(
    words: KnownWords, text: str, asked: Asked, kind: str | None, near: bool = True
) -> Resolution:
    """Resolve by exact keys, then titles of office, then names with a title or an ending, then those that are `near`."""
    connection = words.connection
    folded = fold(text)
    if not folded:
        return Resolution(Status.UNKNOWN, "empty", None, ())
    if folded.count(" ") >= readpath.MOST_WORDS:
        return Resolution(Status.UNKNOWN, "no_match", None, ())  # no name or title is so long
    found = exact_candidates(connection, text, asked, kind)
    if not found and kind in (None, "person"):
        by_title = resolve_title(connection, text, asked)
        if by_title is not None:
            return by_title
    if not found:
        found = bracketed_candidates(connection, text, asked, kind)
    if not found:
        found = titled_candidates(connection, text, asked, kind)
    if not found:
        key = readpath.actor_key(connection, text.strip())
        found = [
            rank.candidate(
                profile, text, None, Signal("key", 1.0, 1.0, "the actor's key"), asked.day, asked.dated
            )
            for profile in readpath.profiles(connection, [key] if key else [], names=False)
            if kind in (None, profile.kind)
        ]
    owner = _POSSESSIVE.sub("", text)
    if not found and owner != text:
        return resolve_with(words, owner, asked, kind, near)
    if not found:
        found = inflected_candidates(connection, text, asked, kind)
    if not found and near and not is_title_question(text):
        from actors.services.near_names import near_candidates  # string distances cost 0.02 s to load

        name = name_behind_title(text)
        if name is None:
            found = near_candidates(words, text, asked, kind)
        elif not exact_candidates(connection, name, asked, None):  # else it is a body without such a post
            found = near_candidates(words, name, asked, "person" if kind is None else kind)
    decided = rank.decide(rank.ranked(found))
    return Resolution(decided.status, decided.reason, decided.reading, decided.candidates[:_MOST_CANDIDATES])


_POSSESSIVE = re.compile(r"['’ʼ][sS]?\s*$")
