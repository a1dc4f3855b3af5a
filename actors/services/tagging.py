"""Read a text: which actors it names, where, and who is meant on its day and beside whom it names."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from actors.config import Settings
from actors.domain.actor import KnownName, Profile
from actors.domain.dates import PartialDate
from actors.domain.document import ReadText
from actors.domain.match import Candidate, Reading, Resolution, Signal
from actors.matching import bearers, places, rank, roles, spans, strangers
from actors.matching.light import Decided, decided
from actors.matching.names import exact_signal
from actors.matching.spans import ListedName, Phrase, RoleSpan, Span, is_written
from actors.matching.titles import asks_for
from actors.services.asking import Asked
from actors.services.database import Report, reading, silent
from actors.services.lexicon import Lexicon, lexicon_of
from actors.services.offices import AskedPost, posts_of_bodies, resolve_posts
from actors.storage import readpath
from actors.storage.readpath import Post
from actors.text.flat import flatten
from actors.text.normalize import fold
from actors.text.sentences import sentences_of
from actors.text.words import bare_titles, common_titles, titles

EXTRACTOR_VERSION: Final = 1
"""Raised whenever a text can be read differently."""

_MOST_REMEMBERED = 50_000
"""Names resolved on a day, over all days, at some 2 kB each."""


class Reader:
    """Reads texts with the names of one open database; remembers what it looked up."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._known = _Known(connection)

    def read(self, text: str, on: PartialDate | None = None, lang: str | None = None) -> ReadText:
        """Return the sentences and mentions of a text in a language (BCP 47, English if None), as of its day.

        Without a day no title of office alone is resolved.
        """
        lexicon = self._known.lexicon(lang or "en")
        found = lexicon.tagger.find(flatten(text))
        sentences = sentences_of(
            text, _line_breaks_in_names(found, lexicon.phrases, text) if "\n" in text else ()
        )
        if not sentences:
            return ReadText(text, (), ())
        listed = spans.chosen(
            found, lexicon.phrases, lexicon.surfaces, text, sentences, lexicon.words.pronouns
        )
        datelines = places.datelines(text, sentences)
        all_spans = strangers.with_strangers(
            listed,
            strangers.Setting(
                text, sentences, datelines, lexicon.words, lexicon.given_names, self._known.has_words
            ),
        )
        knowledge = self._known.on(on, lexicon)

        def names_in(start: int, end: int) -> list[Span]:
            within = [
                one
                for one in found
                if start <= one[0] and -one[1] <= end and not lexicon.phrases[one[2]].title
            ]
            names = spans.chosen(
                within, lexicon.phrases, lexicon.surfaces, text, sentences, lexicon.words.pronouns
            )
            return [one for one in names if one.names.key]

        joined = roles.join_titles(
            all_spans,
            roles.TitleSetting(
                text,
                lexicon.phrases,
                lexicon.words,
                bare_titles(),
                common_titles(),
                knowledge.has_post,
                names_in,
            ),
        )
        places.drop_places(joined, text, sentences, lexicon.words)
        mentions = bearers.decide(joined, text, knowledge, lexicon.words)
        return ReadText(text, sentences, tuple(mentions))


def _line_breaks_in_names(
    found: Sequence[tuple[int, int, int]], phrases: Sequence[Phrase], text: str
) -> set[int]:
    """Return where lines break within whole names: "Recep Tayyip / Erdoğan"."""
    breaks = set()
    for start, minus_end, number in found:
        at = text.find("\n", start, -minus_end)
        if at >= 0 and any(
            name.strength == "strong" and is_written(name, " ".join(text[start:-minus_end].split()))
            for name in phrases[number].names
        ):
            breaks.add(at)
    return breaks


class _Known:
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
        self._days: dict[tuple[str | None, int], _Day] = {}

    def lexicon(self, lang: str) -> Lexicon:
        found = self._lexicons.get(lang)
        if found is None:
            found = self._lexicons[lang] = lexicon_of(self._connection, lang)
        return found

    def on(self, day: PartialDate | None, lexicon: Lexicon) -> _Day:
        key = (day.text if day else None, id(lexicon))
        found = self._days.get(key)
        if found is None:
            if sum(map(len, self._days.values())) > _MOST_REMEMBERED:
                self._days.clear()
            found = self._days[key] = _Day(self, day, lexicon)
        return found

    def profile(self, key: str) -> Profile:
        found = self._profiles.get(key)
        if found is None:
            found = next(readpath.profiles(self._connection, [key], names=False))
            self._profiles[key] = found
        return found

    def name(self, number: int) -> KnownName:
        found = self._names.get(number)
        if found is None:
            found = self._names[number] = readpath.known_name(self._connection, number)
        return found

    def has_words(self, key: str, words: Collection[str]) -> bool:
        found = self._words.get(key)
        if found is None:
            profile = next(readpath.profiles(self._connection, [key]))
            found = frozenset(word for name in profile.names for word in name.folded.split())
            self._words[key] = found
        return found.issuperset(words)

    def states_of(self, key: str, lexicon: Lexicon) -> frozenset[str]:
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
            found = self._states[key] = frozenset(states | {role.of for role in profile.roles})
        return found

    def posts_of(self, body: str) -> list[Post]:
        found = self._posts.get(body)
        if found is None:
            found = self._posts[body] = readpath.posts_of(self._connection, body)
        return found

    def holders(self, position: str) -> list[Profile]:
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


class _Day:
    """What the database knows as of one day: the Knowledge that decisions rest on."""

    def __init__(self, known: _Known, day: PartialDate | None, lexicon: Lexicon) -> None:
        self.dated = day is not None
        self._known = known
        self._lexicon = lexicon
        self._asked = Asked(day, True) if day else Asked.on(None)
        self._named: dict[tuple[int, ...], Decided] = {}
        self._held: dict[RoleSpan, Resolution] = {}
        self._ever_held: dict[tuple[str, tuple[str, ...]], list[Candidate]] = {}
        self.weighed: dict[object, Decided] = {}

    def __len__(self) -> int:
        return len(self._named) + len(self.weighed)

    def has_post(self, bodies: Sequence[str], title: str) -> bool:
        return bool(self._known.asked(title, tuple(bodies), self._lexicon))

    def named(self, span: Span) -> Decided:
        """Resolve the names of a span by themselves."""
        found = self._named.get(span.names.key)
        if found is None:
            candidates = rank.ranked(
                self._candidate(name) for name in span.names.listed if not self._is_to_come(name.actor_key)
            )
            found = self._named[span.names.key] = decided(rank.decide(candidates), span.names.listed)
        return found

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
            found = self._held[key] = resolve_posts(posts, self._known.holders, self._asked)
        return found

    def ever_held(self, role: RoleSpan) -> list[Candidate]:
        """Return all who are known to have held a post that the title asks for, the latest first."""
        key = (role.title, role.bodies)
        known = self._ever_held.get(key)
        if known is None:
            known = self._ever_held[key] = self._all_holders(role)
        return known

    def _all_holders(self, role: RoleSpan) -> list[Candidate]:
        found = []
        for post, _, body in self._known.asked(role.title, role.bodies, self._lexicon):
            for profile in self._known.holders(post.key):
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
        return list({one.profile.key: one for _, one in found}.values())

    def states_of(self, key: str) -> frozenset[str]:
        """Return the states that an actor belongs to: by its offices, and by what its name and description say."""
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


@contextmanager
def open_reader(settings: Settings, report: Report = silent) -> Iterator[Reader]:
    """Give a reader of texts on one consistent state of the database."""
    with reading(settings, report) as connection:
        yield Reader(connection)


def tag(
    settings: Settings, text: str, on: str | None = None, lang: str | None = None, report: Report = silent
) -> ReadText:
    """Read one text as of a day (YYYY, YYYY-MM or YYYY-MM-DD)."""
    with open_reader(settings, report) as reader:
        return reader.read(text, PartialDate.parse(on) if on else None, lang)
