"""The lexicon of a language: every phrase that a text can have and what it can be, in one automaton."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from actors.matching.spans import ListedName, Phrase, Surfaces
from actors.services.offices import own_titles
from actors.storage import readpath
from actors.storage.readpath import Post
from actors.text.flat import flatten
from actors.text.normalize import fold
from actors.text.tagger import Tagger
from actors.text.words import ReadingWords, bare_titles, given_names, reading_words, titles

_INTERNATIONAL = ("en", "und", "mul")
_INITIAL = re.compile(r"(?<=\b[^\W\d_])\. ?")
_INITIALS = re.compile(r"\b(\w)\. (?=\w\.)")
_ACRONYM_IN = re.compile(r"\b(?:US|UN|UK|EU|UAE)\b")
_NO_GIVEN_NAME = frozenset(
    {
        "the",
        "abu",
        "al",
        "el",
        "bin",
        "ibn",
        "san",
        "saint",
        "new",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "sheikh",
        "ayatollah",
        "president",
        "general",
        "colonel",
        "lord",
        "sir",
        "grand",
    }
)


class Lexicon(NamedTuple):
    """The phrases of a language with the automaton that finds them, its words of context, and first names of people.

    `whole_titles` are the posts whose own title, folded, says its body: "un envoy for syria".
    """

    phrases: list[Phrase]
    tagger: Tagger
    words: ReadingWords
    given_names: frozenset[str]
    own_titles: dict[str, list[Post]]
    surfaces: Surfaces


def lexicon_of(connection: sqlite3.Connection, lang: str) -> Lexicon:
    """Build the lexicon of a language (BCP 47) from the names in it, the English and the international ones."""
    words = reading_words(lang)
    langs = tuple(dict.fromkeys((lang, lang.partition("-")[0], *_INTERNATIONAL)))
    names: dict[str, dict[tuple[object, ...], ListedName]] = {}
    given: set[str] = set()
    for row in readpath.names_for_texts(connection, langs):
        listed = ListedName(
            row.name_id,
            row.text,
            row.actor_key,
            row.actor_kind,
            row.kind,
            row.strength,
            bool(row.case_sensitive),
        )
        same = (row.actor_key, row.strength, row.kind, listed.case_sensitive, row.text)
        for flat, dotted in _forms(row.text):
            names.setdefault(flat, {}).setdefault(
                (*same, dotted), listed._replace(dotted=dotted) if dotted else listed
            )
        if row.actor_kind == "person" and row.strength == "strong" and " " in row.text and row.text.isascii():
            given.add(row.text.split(" ", 1)[0].lower())
    own: dict[str, list[Post]] = {}
    known_titles = {" ".join(title) for title in titles()} | bare_titles()
    for post in readpath.all_posts(connection):
        for title in dict.fromkeys(own_titles(post)):
            own.setdefault(title, []).append(post)
            if title != fold(post.label):
                known_titles.add(title)
    whole = {
        title
        for title in known_titles
        if _says_body(title, {post.body for post in own.get(title, ())}, names)
    }
    known_titles -= {
        title
        for title in known_titles - whole
        if title not in bare_titles() and _begins_with_body(title, names)
    }
    things = {_flat(thing) for thing in words.things}
    buildings = {_flat(building) for building in words.buildings}
    phrases = {
        flat: Phrase(
            flat,
            tuple(names[flat].values()) if flat in names else (),
            flat if flat in known_titles else None,
            flat in words.addresses,
            flat in things,
            flat in buildings,
            words.other_bearers.get(flat, frozenset()),
            flat in whole,
        )
        for flat in dict.fromkeys((*names, *sorted(known_titles), *sorted(words.addresses), *sorted(things)))
        if flat
    }
    listed_phrases = list(phrases.values())
    return Lexicon(
        listed_phrases,
        Tagger([phrase.flat for phrase in listed_phrases]),
        words,
        (frozenset(name for name in given if len(name) > 2) - _NO_GIVEN_NAME) | given_names(),
        own,
        {},
    )


def _forms(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the flattened forms in which a name stands in texts, and whether a form needs points between letters."""
    forms = {_flat(text): _is_dotted(text)}
    if not text.isascii() or "'" in text:
        forms.setdefault(" ".join(_flat(text).split()), False)
        forms.setdefault(fold(text), False)
    if "." in text:
        others = [_INITIAL.sub(between, text) for between in (".", ". ", " ")]
        for other in (*others, _INITIALS.sub(r"\1.", others[1])):
            forms.setdefault(_flat(other), _is_dotted(other))
    elif text.isupper() and text.isalpha() and len(text) <= 6 and text.isascii():
        forms.setdefault(" ".join(text.lower()), True)
        forms.setdefault("  ".join(text.lower()), True)
    else:
        acronym = _ACRONYM_IN.search(text)
        if acronym:  # "U.S. forces" for "US forces"
            points = ".".join(acronym.group()) + "."
            forms.setdefault(_flat(text[: acronym.start()] + points + text[acronym.end() :]), False)
    yield from forms.items()


def _says_body(
    title: str, bodies: Collection[str], names: Mapping[str, dict[tuple[object, ...], ListedName]]
) -> bool:
    """Say whether a folded title has a name of its body in it, or is the title of one body only and has another's."""
    words = title.split()
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + 4) + 1):
            for name in names.get(" ".join(words[start:end]), {}).values():
                if name.actor_key in bodies or (len(bodies) == 1 and name.actor_kind != "person"):
                    return True
    return False


def _begins_with_body(title: str, names: Mapping[str, dict[tuple[object, ...], ListedName]]) -> bool:
    """Say whether a title is put together from a name in front and another title: "us ambassador"."""
    found = names.get(title.split(" ", 1)[0], {})
    return " " in title and any(name.actor_kind != "person" for name in found.values())


def _is_dotted(text: str) -> bool:
    return re.fullmatch(r"(?:[^\W\d_]\. ?){2,}", text) is not None


def _flat(text: str) -> str:
    return flatten(text).text.strip()
