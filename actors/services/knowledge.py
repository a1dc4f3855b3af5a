"""What the database knows, as of one day: looked up once, remembered for all texts that are read after."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from actors.domain.actor import KnownName, Profile
from actors.domain.dates import Bounds, PartialDate
from actors.domain.match import Candidate, Reading, Resolution, Signal
from actors.matching import rank, spans
from actors.matching.light import Decided, decided
from actors.matching.names import exact_signal
from actors.matching.spans import ListedName, RoleSpan, Span
from actors.matching.titles import asks_for
from actors.services.asking import Asked
from actors.services.lexicon import Lexicon, lexicon_of
from actors.services.offices import AskedPost, posts_of_bodies, resolve_posts
from actors.storage import readpath
from actors.storage.readpath import Post
from actors.text.flat import flatten
from actors.text.normalize import fold
from actors.text.sentences import sentences_of
from actors.text.words import titles

_MOST_REMEMBERED = 50_000
"""Names resolved on a day, over all days, at some 2 kB each."""


class Known:
    """What was looked up in a database, for any day."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lexicons: dict[str, Lexicon] = {}
        self._profiles: dict[str, Profile] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._names: dict[int, KnownName] = {}
        self._states: dict[str, frozenset[str]] = {}
        self._posts: dict[str, list[Post]] = {}
        self._holders: dict[str, list[Profile]] = {}
        self._asked: dict[tuple[str, tuple[str, ...]], list[AskedPost]] = {}
        self._days: dict[tuple[str | None, int, bool], Day] = {}
        self._ever_held: dict[tuple[str, tuple[str, ...]], list[Candidate]] = {}
        self._turns: dict[object, list[date]] = {}
        self.between: dict[object, Any] = {}
        """What was found for a day, by what was asked and the number of the turns before: it holds until the next turn."""

    def lexicon(self, lang: str) -> Lexicon:
        """Return the lexicon of a language."""
        found = self._lexicons.get(lang)
        if found is None:
            found = self._lexicons[lang] = lexicon_of(self._connection, lang)
        return found

    def on(self, day: PartialDate | None, lexicon: Lexicon, explained: bool) -> Day:
        """Return what is known as of a day, None for no day."""
        key = (day.text if day else None, id(lexicon), explained)
        found = self._days.get(key)
        if found is None:
            if sum(map(len, self._days.values())) > _MOST_REMEMBERED:
                self._days.clear()
            if len(self.between) > _MOST_REMEMBERED:
                self.between.clear()
            found = self._days[key] = Day(self, day, lexicon, explained)
        return found

    def turns_before(self, asked: object, day: date, bounds: Callable[[], Iterable[Bounds]]) -> int:
        """Return how many days on which an answer can change lie before a day, or on it."""
        turns = self._turns.get(asked)
        if turns is None:
            turns = self._turns[asked] = sorted({turn for bound in bounds() for turn in bound})
        return bisect_right(turns, day)

    def profile(self, key: str) -> Profile:
        """Return an actor without its names."""
        found = self._profiles.get(key)
        if found is None:
            found = next(readpath.profiles(self._connection, [key], names=False))
            self._profiles[key] = found
        return found

    def name(self, number: int) -> KnownName:
        """Return a name by the database's id of it."""
        found = self._names.get(number)
        if found is None:
            found = self._names[number] = readpath.known_name(self._connection, number)
        return found

    def has_words(self, key: str, words: Collection[str]) -> bool:
        """Say whether an actor has all of some folded words in its names."""
        found = self._words.get(key)
        if found is None:
            profile = next(readpath.profiles(self._connection, [key]))
            found = frozenset(word for name in profile.names for word in name.folded.split())
            self._words[key] = found
        return found.issuperset(words)

    def states_of(self, key: str, lexicon: Lexicon) -> frozenset[str]:
        """Return the states that an actor belongs to: by its offices, by what it is part of, and by its name and description."""
        found = self._states.get(key)
        if found is None:
            profile = self.profile(key)
            said = f"{profile.name}. {profile.description or ''}"
            places = lexicon.tagger.find(flatten(said))
            named = spans.chosen(
                places, lexicon.phrases, lexicon.surfaces, said, sentences_of(said), frozenset()
            )
            states = {
                one.actor_key for span in named for one in span.names.listed if one.actor_kind == "state"
            }
            above = readpath.states_above(self._connection, key) if profile.kind == "organization" else ()
            found = self._states[key] = frozenset({*states, *above, *(role.of for role in profile.roles)})
        return found

    def posts_of(self, body: str) -> list[Post]:
        """Return the positions of a state or organization."""
        found = self._posts.get(body)
        if found is None:
            found = self._posts[body] = readpath.posts_of(self._connection, body)
        return found

    def holders(self, position: str) -> list[Profile]:
        """Return all who are known to have held a position."""
        found = self._holders.get(position)
        if found is None:
            keys = readpath.holders(self._connection, position)
            found = self._holders[position] = [self.profile(key) for key in keys]
        return found

    def asked(self, title: str, bodies: tuple[str, ...], lexicon: Lexicon) -> list[AskedPost]:
        """Return the posts that a title asks for: of its bodies, or those whose own title it is."""
        found = self._asked.get((title, bodies))
        if found is None:
            if bodies:
                named = {body: Signal("body", 1.0, 1.0, f"of {body}") for body in bodies}
                found = posts_of_bodies(named, title, title, self.posts_of)
            else:
                found = [(post, "title", ()) for post in lexicon.own_titles.get(title, ())]
            self._asked[title, bodies] = found
        return found

    def ever_held(self, role: RoleSpan, lexicon: Lexicon) -> list[Candidate]:
        """Return all who are known to have held a post that the title asks for, the latest first."""
        key = (role.title, role.bodies)
        known = self._ever_held.get(key)
        if known is not None:
            return known
        found = []
        for post, _, body in self.asked(role.title, role.bodies, lexicon):
            for profile in self.holders(post.key):
                held = [one for one in profile.roles if one.position_key == post.key]
                latest = max(held, key=lambda one: one.bounds.from_first)
                explanation = (
                    Signal("title", 1.0, 1.0, f"asks for: {post.label}"),
                    *body,
                    Signal("holding", 0.4, 0.6, f"held {latest.years()}"),
                )
                candidate = Candidate(profile, rank.score(explanation), Reading.ROLE, explanation)
                found.append((latest.bounds.from_first, candidate))
        found.sort(key=lambda one: (-one[0].toordinal(), one[1].profile.key))
        known = self._ever_held[key] = list({one.profile.key: one for _, one in found}.values())
        return known


class Day:
    """What the database knows as of one day: the Knowledge that decisions rest on."""

    def __init__(self, known: Known, day: PartialDate | None, lexicon: Lexicon, explained: bool) -> None:
        self.dated = day is not None
        self._is_shared = not explained and day is not None and day.first == day.last
        self._known = known
        self._lexicon = lexicon
        self._asked = Asked(day, True) if day else Asked.on(None)
        self._named: dict[tuple[int, ...], Decided] = {}
        self._held: dict[RoleSpan, Resolution] = {}
        self.weighed: dict[object, Decided] = known.between if self._is_shared else {}

    def __len__(self) -> int:
        return len(self._named) + (0 if self._is_shared else len(self.weighed))

    def has_post(self, bodies: Sequence[str], title: str) -> bool:
        """Say whether one of some bodies has a post that a folded title asks for."""
        return bool(self._known.asked(title, tuple(bodies), self._lexicon))

    def named(self, span: Span) -> Decided:
        """Resolve the names of a span by themselves."""
        found = self._named.get(span.names.key)
        if found is None:
            key = ("named", span.names.key, self.moment(span)) if self._is_shared else None
            found = self._known.between.get(key) if key else None
            if found is None:
                candidates = rank.ranked(
                    self._candidate(name)
                    for name in span.names.listed
                    if not self._is_to_come(name.actor_key)
                )
                found = decided(rank.decide(candidates), span.names.listed)
                if key:
                    self._known.between[key] = found
            self._named[span.names.key] = found
        return found

    def moment(self, span: Span) -> int:
        """Return what of the day decides about the names of a span: between two turns all days are alike."""
        if not self._is_shared:
            return 0

        def bounds() -> Iterator[Bounds]:
            for name in span.names.listed:
                profile = self._known.profile(name.actor_key)
                yield self._known.name(name.number).bounds
                yield profile.life
                yield from (role.bounds for role in profile.roles)

        return self._known.turns_before(span.names.key, self._asked.day.first, bounds)

    def _is_to_come(self, key: str) -> bool:
        """No text names a person before birth or an organization before it began; names of states are older than they."""
        profile = self._known.profile(key)
        return (
            self._asked.dated
            and profile.kind != "state"
            and profile.from_date is not None
            and profile.life.from_first > self._asked.day.last
        )

    def _candidate(self, name: ListedName) -> Candidate:
        known = self._known.name(name.number)
        profile = self._known.profile(name.actor_key)
        return rank.candidate(
            profile, known.text, known, exact_signal("fold", known), self._asked.day, self._asked.dated
        )

    def holding(self, role: RoleSpan) -> Resolution:
        """Resolve a title with its body to its holder on the day."""
        key = RoleSpan(role.title, role.bodies)
        found = self._held.get(key)
        if found is None:
            posts = self._known.asked(role.title, role.bodies, self._lexicon)
            shared = self._moment_of_posts(key, posts) if self._is_shared else None
            found = self._known.between.get(shared) if shared else None
            if found is None:
                found = resolve_posts(posts, self._known.holders, self._asked)
                if shared:
                    self._known.between[shared] = found
            self._held[key] = found
        return found

    def _moment_of_posts(self, role: RoleSpan, posts: Sequence[AskedPost]) -> tuple[RoleSpan, int]:
        def bounds() -> Iterator[Bounds]:
            for post, *_ in posts:
                for profile in self._known.holders(post.key):
                    yield from (held.bounds for held in profile.roles if held.position_key == post.key)

        return role, self._known.turns_before(role, self._asked.day.first, bounds)

    def ever_held(self, role: RoleSpan) -> list[Candidate]:
        """Return all who are known to have held a post that the title asks for, the latest first."""
        return self._known.ever_held(role, self._lexicon)

    def states_of(self, key: str) -> frozenset[str]:
        """Return the states that an actor belongs to."""
        return self._known.states_of(key, self._lexicon)

    def title_fits(self, key: str, role: RoleSpan) -> bool | None:
        """Say whether an actor ever held a post that a title in front of its name tells; None if it is no post."""
        rules = titles()
        for held in self._known.profile(key).roles:
            if role.bodies and held.of not in role.bodies:
                continue
            if asks_for(role.title, (fold(held.position),), (held.position_class,), rules):
                return True
        asked = self._known.asked(role.title, role.bodies, self._lexicon)
        positions = {post.key for post, *_ in asked}
        if any(held.position_key in positions for held in self._known.profile(key).roles):
            return True
        return False if positions or not role.bodies else None
