"""Resolve a name, title, metonym or demonym to an actor on a day, or say honestly that it is unsure."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from actors.config import Settings
from actors.domain.actor import Profile, Role
from actors.domain.dates import Holding
from actors.domain.match import Candidate, Reading, Resolution, Signal, Status
from actors.matching import rank
from actors.matching.names import exact_signal
from actors.matching.titles import asks_for, folded_question, split_question, without_honorifics
from actors.services.asking import Asked, Basis, checked_kind
from actors.services.database import Report, reading, silent
from actors.storage import readpath
from actors.storage.readpath import NameHit, Post
from actors.text.normalize import fold, order_key
from actors.text.scripts import script_of
from actors.text.transliterate import latin_key
from actors.text.words import bare_titles, honorifics, particles, titles

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
    return []


def _title_at_end(words: Sequence[str]) -> str | None:
    known = titles()
    for start in range(len(words)):
        if tuple(words[start:]) in known and start <= 3:
            return " ".join(words[start:])
    return None


def resolve_title(connection: sqlite3.Connection, text: str, asked: Asked) -> Resolution | None:
    """Resolve a title of office with its state or organization to the holder on the day; None if it is no title."""
    posts = posts_asked(connection, text)
    if not posts:
        return None
    found: list[tuple[Holding, Role, Candidate]] = []
    for post, how, body in posts:
        held = _held(connection, post, asked)
        for holding, role, profile in held:
            said = "held" if holding is Holding.CERTAIN else "possibly held"
            explanation = (
                Signal("title", 1.0 if how == "title" else 0.98, 1.0, f"asks for: {post.label}"),
                *body,
                Signal(
                    "holding",
                    1.0 if holding is Holding.CERTAIN else 0.4,
                    0.6,
                    f"{said} on {asked.day} ({role.years()}){', acting' if role.acting else ''}",
                ),
            )
            candidate = Candidate(profile, rank.score(explanation), Reading.ROLE, explanation)
            found.append((holding, role, candidate))
    candidates = rank.ranked(candidate for *_, candidate in found)[:_MOST_CANDIDATES]
    certain = {candidate.profile.key for holding, _, candidate in found if holding is Holding.CERTAIN}
    if len(certain) == 1:
        return Resolution(Status.RESOLVED, None, Reading.ROLE, candidates)
    if certain:
        held_posts = {role.position_key for holding, role, _ in found if holding is Holding.CERTAIN}
        collective = any(post.collective for post, *_ in posts if post.key in held_posts)
        reason = "collective" if collective else "tie" if len(held_posts) == 1 else "homonym"
        return Resolution(Status.AMBIGUOUS, reason, Reading.ROLE, candidates)
    if candidates:
        return Resolution(Status.AMBIGUOUS, "possible", Reading.ROLE, candidates)
    return Resolution(Status.UNKNOWN, "vacant", Reading.ROLE, ())


def _held(connection: sqlite3.Connection, post: Post, asked: Asked) -> list[tuple[Holding, Role, Profile]]:
    """Return who held a post on the day. A holder with an open end gives way to one who came later."""
    profiles = readpath.profiles(connection, readpath.holders(connection, post.key), names=False)
    held = [
        (role.bounds.holding(asked.day), role, profile)
        for profile in profiles
        for role in profile.roles
        if role.position_key == post.key and role.bounds.holding(asked.day) is not Holding.NO
    ]
    if post.collective:
        return held
    newest = max(
        (role.bounds.from_first for holding, role, _ in held if holding is Holding.CERTAIN), default=None
    )
    return [
        (holding, role, profile)
        for holding, role, profile in held
        if newest is None or role.end_state != "ongoing" or role.bounds.from_first >= newest
    ]


AskedPost = tuple[Post, str, tuple[Signal, ...]]
"""A position that a question asks for, whether by its own "title" or by "class", and why its body is meant."""


def posts_asked(connection: sqlite3.Connection, text: str) -> list[AskedPost]:
    """Return the positions that a question asks for, by the first way to split it that makes sense."""
    question = folded_question(text)
    rules = titles()
    whole = _without_the(question)
    if whole in bare_titles():
        return [(post, "title", ()) for post in readpath.all_posts(connection) if whole in _own_titles(post)]
    for split in split_question(question):
        bodies: dict[str, NameHit] = {}
        for hit in readpath.names_by_key(connection, split.body, ("fold", "order")):
            bodies.setdefault(hit.actor_key, hit)
        asked: dict[str, list[AskedPost]] = {"title": [], "class": [], "otherwise": []}
        for body, hit in bodies.items():
            named = Signal("body", 1.0, 1.0, f"{hit.name.text} ({hit.name.kind}): {body}")
            for post in readpath.posts_of(connection, body):
                classes = [post.position_class, post.also_class]
                own = _own_titles(post)
                # some titles say their body themselves: "UN envoy for Syria"
                how = "title" if whole in own else asks_for(split.title, own, classes, rules)
                if how:
                    asked[how].append((post, how, (named,)))
        found = asked["title"] or asked["class"] or asked["otherwise"]
        if found:
            return found
    return []


def _own_titles(post: Post) -> list[str]:
    """Return a position's folded title, label and further titles, in this order, without articles."""
    return [_without_the(fold(title)) for title in (post.title, post.label, *post.titles)]


def _without_the(folded: str) -> str:
    return " ".join(word for word in folded.split() if word != "the")
