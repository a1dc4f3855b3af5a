"""Resolve a name, title, metonym or demonym to an actor on a day, or say honestly that it is unsure."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from actors.config import Settings
from actors.domain.actor import Profile
from actors.domain.match import Candidate, Resolution, Signal, Status
from actors.matching import rank
from actors.matching.names import exact_signal
from actors.matching.titles import asks_for, folded_question, without_honorifics
from actors.matching.worded import WordedTitle, split_worded
from actors.services.asking import Asked, Basis, checked_kind
from actors.services.database import Report, reading, silent
from actors.services.offices import resolve_title
from actors.storage import readpath
from actors.storage.readpath import NameHit
from actors.text.normalize import fold, order_key
from actors.text.scripts import script_of
from actors.text.transliterate import latin_key
from actors.text.wordings import Wording, wordings, words_of
from actors.text.words import honorifics, particles, titles

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
    asked, kind = Asked.on(on), checked_kind(kind)
    with reading(settings, report) as connection:
        state = readpath.database_state(connection)
        found = resolve_with(connection, text, asked, kind, near_ones(connection, asked, kind))
        return Answer(text, Basis(asked.day, state.revision, state.known_until), found)


def resolve_with(
    connection: sqlite3.Connection,
    text: str,
    asked: Asked,
    kind: str | None,
    near: Callable[[str], list[Candidate]],
) -> Resolution:
    """Resolve by exact keys, then titles of office, then titles in front of names, then names that are `near`."""
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
        return resolve_with(connection, owner, asked, kind, near)
    if not found:
        found = near(text)
    decided = rank.decide(rank.ranked(found))
    return Resolution(decided.status, decided.reason, decided.reading, decided.candidates[:_MOST_CANDIDATES])


def near_ones(
    connection: sqlite3.Connection, asked: Asked, kind: str | None
) -> Callable[[str], list[Candidate]]:
    """Return how one question looks for names that are near; who asks many keeps a Lexicon."""

    def near(text: str) -> list[Candidate]:
        from actors.services.near_names import Lexicon, near_candidates

        return near_candidates(Lexicon(connection), text, asked, kind)

    return near


_POSSESSIVE = re.compile(r"['’ʼ][sS]?\s*$")


def exact_candidates(
    connection: sqlite3.Connection, text: str, asked: Asked, kind: str | None
) -> list[Candidate]:
    """Return the actors that bear the very name, by the strictest way of comparing that finds any."""
    folded = fold(text)
    ordered = order_key(folded, particles())
    ways: list[tuple[str, Sequence[str]]] = [(folded, ("fold",)), (ordered, ("fold", "order"))]
    if script_of(text) == "Latn":
        ways.append((folded, ("latin",)))
    found: list[Candidate] = []
    for key, schemes in ways:
        hits = readpath.names_by_key(connection, key, schemes)
        found += _candidates_of(connection, hits, text, asked, kind, "order" if key != folded else None)
        own_case = [candidate for candidate in found if _in_own_case(candidate)]
        if own_case:
            return rank.ranked(own_case)  # "Sadr" is al-Sadr, not the SADR, which is written otherwise
    if not found and script_of(text) != "Latn":
        latin = latin_key(text)
        hits = readpath.names_by_key(connection, latin, ("fold", "latin", "order")) if latin else []
        found = _candidates_of(connection, hits, text, asked, kind, "latin")
    return rank.ranked(found)


def _in_own_case(found: Candidate) -> bool:
    return all(signal.score > 0 for signal in found.explanation if signal.signal == "case")


def _candidates_of(
    connection: sqlite3.Connection,
    hits: Iterable[NameHit],
    text: str,
    asked: Asked,
    kind: str | None,
    way: str | None,
    extra: Callable[[Profile], Sequence[Signal]] = lambda _: (),
) -> list[Candidate]:
    by_actor: dict[str, list[NameHit]] = {}
    for hit in hits:
        by_actor.setdefault(hit.actor_key, []).append(hit)
    found = []
    for profile in readpath.profiles(connection, by_actor, names=False):
        if kind and profile.kind != kind:
            continue
        own = by_actor[profile.key]
        # an exonym of a far language may look like an English demonym ("Iraqi" in Naq)
        english = [hit for hit in own if hit.name.lang == "en"]
        found += [
            rank.candidate(
                profile,
                text,
                hit.name,
                exact_signal(way or hit.scheme, hit.name),
                asked.day,
                asked.dated,
                extra(profile),
            )
            for hit in english or own
        ]
    return rank.ranked(found)


def titled_candidates(
    connection: sqlite3.Connection, text: str, asked: Asked, kind: str | None
) -> list[Candidate]:
    """Resolve a name with honorifics or a title in front: "President Putin", "Turkish FM Çavuşoğlu"."""
    words = folded_question(text).split()
    bare = without_honorifics(" ".join(words), honorifics()).split()
    for cut in range(1, len(words)):
        rest = " ".join(words[cut:])
        front = words[:cut]
        is_honorific = len(words) - len(bare) == cut
        title = _title_at_end(front)
        if not is_honorific and title is None:
            continue
        hits = readpath.names_by_key(connection, rest, ("fold", "order"))
        hits = [hit for hit in hits if hit.name.kind not in ("demonym", "metonym")]
        wanted = title or " ".join(front)

        def holds(profile: Profile, wanted: str = wanted, is_title: bool = title is not None) -> list[Signal]:
            if not is_title:
                return []
            rules = titles()
            for role in profile.roles:
                if asks_for(wanted, [fold(role.position)], [role.position_class], rules):
                    return [Signal("title", 1.0, 0.15, f"{wanted}: {role.position} ({role.years()})")]
            return [Signal("title", 0.0, 0.15, f"not known as {wanted}")]

        people = _candidates_of(connection, hits, text, asked, kind, None, holds)
        found = [candidate for candidate in people if candidate.profile.kind == "person"]
        if found:
            return found
    return _worded_titled(connection, text, asked, kind)


def _worded_titled(
    connection: sqlite3.Connection, text: str, asked: Asked, kind: str | None
) -> list[Candidate]:
    """Resolve a name with a title of another language in front: "Президент Путин", "le président turc Erdoğan".

    Only who held such a post is meant: some titles are names too, as "Emir" and "Rey" are.
    """
    for wording in wordings(script_of(text)):
        words = words_of(text, wording.apostrophe)
        if wording.title_words.isdisjoint(words):
            continue
        for cut in range(1, len(words)):
            splits = list(split_worded(words[:cut], wording.set_aside, wording.titles))
            hits = (
                readpath.names_by_key(connection, " ".join(words[cut:]), ("fold", "order")) if splits else []
            )
            hits = [hit for hit in hits if hit.name.kind not in ("demonym", "metonym")]

            def holds(
                profile: Profile, splits: list[WordedTitle] = splits, wording: Wording = wording
            ) -> list[Signal]:
                for role in profile.roles:
                    for title in (split.title for split in splits):
                        own, classes = [fold(role.position)], [role.position_class]
                        if asks_for(" ".join(title), own, classes, wording.titles, role.of):
                            said = f"{' '.join(title)} ({wording.lang}): {role.position} ({role.years()})"
                            return [Signal("title", 1.0, 0.15, said)]
                return []

            people = _candidates_of(connection, hits, text, asked, kind, None, holds)
            found = [one for one in people if any(signal.signal == "title" for signal in one.explanation)]
            if found:
                return found
    return []


def _title_at_end(words: Sequence[str]) -> str | None:
    known = titles()
    for start in range(len(words)):
        if tuple(words[start:]) in known and start <= 3:
            return " ".join(words[start:])
    return None
