"""Titles of office: which positions a question asks for, and who held them on the day."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from actors.domain.actor import Profile, Role
from actors.domain.dates import FOREVER, Holding, Period
from actors.domain.match import Candidate, Reading, Resolution, Signal, Status
from actors.matching import rank
from actors.matching.titles import asks_for, folded_question, split_question
from actors.matching.worded import WordedTitle, split_worded
from actors.services.asking import Asked
from actors.storage import readpath
from actors.storage.readpath import Post
from actors.text.normalize import fold
from actors.text.scripts import script_of
from actors.text.wordings import Wording, base_forms, wordings, words_of
from actors.text.words import TitleRule, bare_titles, titles

_MOST_CANDIDATES = 12
_MOST_WORDS = 16
"""No title with its body is longer; what is taken out of a question grows with the square of its words."""

Holders = Callable[[str], Iterable[Profile]]
"""All who are known to have held a position (its key)."""

AskedPost = tuple[Post, str, tuple[Signal, ...]]
"""A position that a question asks for, whether by its own "title" or by "class", and why its body is meant."""


def resolve_title(connection: sqlite3.Connection, text: str, asked: Asked) -> Resolution | None:
    """Resolve a title of office with its state or organization to the holder on the day; None if it is no title."""
    posts = posts_asked(connection, text)
    if not posts:
        return None

    def holders(position: str) -> Iterable[Profile]:
        return readpath.profiles(connection, readpath.holders(connection, position), names=False)

    return resolve_posts(posts, holders, asked)


def resolve_posts(posts: Sequence[AskedPost], holders: Holders, asked: Asked) -> Resolution:
    """Resolve the positions that a title can mean to their holder on the day."""
    found: list[tuple[Holding, Role, Candidate]] = []
    for post, how, body in posts:
        held = _held(holders(post.key), post, asked)
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
    if any(_is_vacant(post, asked) for post, *_ in posts):
        return Resolution(Status.UNKNOWN, "vacant", Reading.ROLE, ())
    if candidates:
        return Resolution(Status.AMBIGUOUS, "possible", Reading.ROLE, candidates)
    return Resolution(Status.UNKNOWN, "nobody_known", Reading.ROLE, ())


def _is_vacant(post: Post, asked: Asked) -> bool:
    """Say whether nobody held a post on the day, which is another thing than that nobody is known to have."""
    spells = (Period.parse(since, until).bounds(FOREVER) for since, until in post.vacant)
    return any(spell.holding(asked.day) is Holding.CERTAIN for spell in spells)


def _held(profiles: Iterable[Profile], post: Post, asked: Asked) -> list[tuple[Holding, Role, Profile]]:
    """Return who held a post on the day. A holder with an open end gives way to one who came later."""
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


def posts_asked(connection: sqlite3.Connection, text: str) -> list[AskedPost]:
    """Return the positions that a question asks for, by the first way to split it that makes sense."""
    question = folded_question(text)
    whole = without_the(question)
    if whole in bare_titles():
        return [(post, "title", ()) for post in readpath.all_posts(connection) if whole in own_titles(post)]
    for split in split_question(question):
        bodies: dict[str, Signal] = {}
        for hit in readpath.names_by_key(connection, split.body, ("fold", "order")):
            said = f"{hit.name.text} ({hit.name.kind}): {hit.actor_key}"
            bodies.setdefault(hit.actor_key, Signal("body", 1.0, 1.0, said))
        found = posts_of_bodies(bodies, split.title, whole, lambda body: readpath.posts_of(connection, body))
        if found:
            return found
    return posts_worded(connection, text)


def posts_worded(connection: sqlite3.Connection, text: str) -> list[AskedPost]:
    """Return the positions that a question in another language than English asks for, by the first way to read it."""
    for wording in wordings(script_of(text)):
        words = words_of(text, wording.apostrophe)
        if wording.title_words.isdisjoint(words) or len(words) > _MOST_WORDS:
            continue
        for split in split_worded(words, wording.set_aside, wording.titles):
            title, rules = " ".join(split.title), {split.title: wording.titles[split.title]}
            said = Signal("wording", 1.0, 1.0, f"{title} ({wording.lang})")
            for bodies in _worded_bodies(connection, split, wording):
                found = posts_of_bodies(
                    bodies, title, title, lambda body: readpath.posts_of(connection, body), rules
                )
                if found:
                    return [(post, how, (said, *body)) for post, how, body in found]
    return []


def _worded_bodies(
    connection: sqlite3.Connection, split: WordedTitle, wording: Wording
) -> Iterator[dict[str, Signal]]:
    """Yield the bodies that the words beside a title can name, by their keys: as they stand, then uninflected.

    A title alone names the bodies that its rules are of.
    """
    if not split.bodies:
        alone = {body for rule in wording.titles[split.title] if rule.alone for body in rule.of}
        yield {body: Signal("body", 1.0, 1.0, f"said by the title: {body}") for body in sorted(alone)}
    for words in split.bodies:
        stands = " ".join(words)
        for form in base_forms(words, wording):
            hits = readpath.names_by_key(connection, form, ("fold", "order"))
            own = [hit for hit in hits if hit.name.lang.partition("-")[0] == wording.lang]
            if not own and form == stands:
                own = hits  # a name of another language is taken as it stands, never inflected
            # the state itself comes before the capital of another: عمان is Oman, and Amman for Jordan
            own = [hit for hit in own if hit.name.kind != "metonym"] or own
            bodies: dict[str, Signal] = {}
            for hit in own:
                named = f"{hit.name.text} ({hit.name.kind}): {hit.actor_key}"
                bodies.setdefault(hit.actor_key, Signal("body", 1.0, 1.0, named))
            if bodies:
                yield bodies


def posts_of_bodies(
    bodies: Mapping[str, Signal],
    title: str,
    whole: str,
    posts_of: Callable[[str], Iterable[Post]],
    rules: Mapping[tuple[str, ...], Sequence[TitleRule]] | None = None,
) -> list[AskedPost]:
    """Return the positions of some bodies (their keys, and why they are meant) that a folded title asks for.

    `whole` is the title together with its body: some titles say their body themselves, "UN envoy for Syria".
    The rules are those of English titles unless others are given.
    """
    rules = titles() if rules is None else rules
    asked: dict[str, list[AskedPost]] = {"title": [], "class": [], "otherwise": []}
    for body, named in bodies.items():
        for post in posts_of(body):
            own = own_titles(post)
            how = (
                "title"
                if whole in own
                else asks_for(title, own, (post.position_class, post.also_class), rules, body)
            )
            if how:
                asked[how].append((post, how, (named,)))
    return asked["title"] or asked["class"] or asked["otherwise"]


def own_titles(post: Post) -> list[str]:
    """Return a position's folded title, label and further titles, in this order, without articles."""
    return [without_the(fold(title)) for title in (post.title, post.label, *post.titles)]


def without_the(folded: str) -> str:
    """Return a folded title without articles."""
    return " ".join(word for word in folded.split() if word != "the")
