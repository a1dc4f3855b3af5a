"""Names that a text nearly is: other spellings, typing errors, parts, other scripts. What is asked after exact names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from heapq import nlargest
from itertools import chain, pairwise
from typing import NamedTuple

from actors.domain.actor import KnownName
from actors.domain.match import Candidate, Signal
from actors.matching import rank, weights
from actors.matching.alike import (
    Fit,
    Likeness,
    Rarity,
    actor_likeness,
    lighter,
    name_likeness,
)
from actors.matching.names import has_other_father
from actors.matching.near import Bearer, near_signals, whole_likeness, with_initials_apart
from actors.matching.titles import without_honorifics
from actors.services.asking import Asked
from actors.services.exact_names import candidates_of
from actors.services.known_words import KnownWords
from actors.storage import readpath
from actors.storage import words as stored
from actors.text.likeness import foreign_likenesses
from actors.text.name_words import name_words
from actors.text.normalize import fold
from actors.text.words import honorifics, honorifics_behind, particles

_POSTINGS = 4_000
"""So many places of words in names are looked through, those of the rarest and likest words first."""

_NAMES = 60
"""So many names are compared word by word; 40 lose a few thousandths of Hit@1 on alias-dev."""

_ACTORS = 12
"""So many actors are judged."""

_LONGEST = 300
_LEAST_LETTERS = 4
_LEAST_ABROAD = 0.4


class _Found(NamedTuple):
    """An actor's name that fits best, and how well it does with all that its actor has."""

    score: float
    fit: Fit
    name: KnownName


def near_candidates(words: KnownWords, text: str, asked: Asked, kind: str | None) -> list[Candidate]:
    """Return the actors with names whose words are like those of a text, judged by the name that fits best."""
    if len(text) > _LONGEST:
        return []  # no name is so long
    folded = without_honorifics(fold(with_initials_apart(text)), honorifics(), honorifics_behind())
    best: dict[str, _Found] = {}
    for said in filter(_says_enough, _readings(folded)):
        for actor, found in _compared(words, said, kind):
            if actor not in best or found.score > best[actor].score:
                best[actor] = found
    chosen = nlargest(_ACTORS, best, key=lambda actor: best[actor].score)
    near = []
    for profile in readpath.profiles(words.connection, chosen, names=False):
        score, fit, name = best[profile.key]
        bearer = Bearer(profile.kind == "person", profile.prominence)
        first, *doubts = near_signals(score, fit, name_words(name.folded), words.names, bearer)
        if has_other_father(folded, name.folded):
            doubts.append(Signal("order", 0.0, 0.0, "father and son may bear each other's name"))
        near.append(rank.candidate(profile, text, name, first, asked.day, asked.dated, doubts))
    best_score = max([found.score for found in near], default=0.0)
    near = [found for found in near if found.score >= weights.FAR * best_score]
    return [*near, *_by_initials(words, text, asked, kind)]


def _says_enough(said: Sequence[str]) -> bool:
    """Say whether words can be near a name: "of the" names nobody, and too much is near "PKG"."""
    is_short = len(said) == 1 and len(said[0]) < _LEAST_LETTERS and said[0].isascii()
    return not is_short and not particles().issuperset(said)


def _by_initials(words: KnownWords, text: str, asked: Asked, kind: str | None) -> list[Candidate]:
    """Return the organizations whose name may be shortened so; a guess, whatever else speaks for it."""
    if not text.strip().isupper() or " " in text.strip():
        return []
    hits = readpath.names_by_key(words.connection, fold(text), ("acronym",))
    return candidates_of(words.connection, hits, text, asked, kind, None)


def _readings(folded: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of a name; one in Hangul or Han without a space also with its first one to three characters apart."""
    said = name_words(folded)
    yield said
    if len(said) == 1 and 2 <= len(said[0]) <= 6 and _is_unspaced(said[0][0]):
        (word,) = said
        for size in range(1, min(3, max(2, len(word) // 2)) + 1):
            if size < len(word):
                yield word[:size], word[size:]


def _is_unspaced(letter: str) -> bool:
    return "\uac00" <= letter <= "\ud7a3" or "\u3400" <= letter <= "\u9fff"


def _compared(words: KnownWords, said: Sequence[str], kind: str | None) -> Iterable[tuple[str, _Found]]:
    asked_rarity = {word: words.rarity_asked(word) for word in said}
    rarity = cache(lighter(lambda word: asked_rarity[word] if word in asked_rarity else words.rarity(word)))
    names = [(actor, name, name_words(name.folded)) for actor, name in _names(words, said, kind)]
    crossing = [other for *_, other in names if other[0].isascii() != said[0].isascii()]
    likeness = _abroad(words, said, crossing) if crossing else words.likeness
    words.learn(chain.from_iterable(other for *_, other in names))
    best: dict[str, _Found] = {}
    for actor, name, other in names:
        same_script = said[0].isascii() == other[0].isascii()
        fit = name_likeness(said, other, likeness, rarity, same_script)
        if fit.score > 0 and (actor not in best or _merit(fit) > _merit(best[actor].fit)):
            best[actor] = _Found(fit.score, fit, name)
    likeliest = nlargest(_ACTORS + 4, best, key=lambda actor: best[actor].score)
    if not said[0].isascii():
        return [(actor, _as_a_whole(best[actor], said)) for actor in likeliest]
    all_words = stored.words_of(words.connection, likeliest)
    return [
        (actor, _with_all_names(words, all_words[actor], best[actor], said, rarity)) for actor in likeliest
    ]


def _merit(fit: Fit) -> float:
    """Return what the names of one actor are chosen by: "V. Putin" is Vladimir Putin rather than Putin."""
    return fit.score * (weights.NAME_LACKING if fit.asked_alone else 1.0)


def _with_all_names(
    words: KnownWords, all_words: Collection[str], found: _Found, said: Sequence[str], rarity: Rarity
) -> _Found:
    if not found.name.folded.isascii():
        return _as_a_whole(found, said)
    if all(map(str.isascii, said)):  # which no word of another script is like
        all_words = [word for word in all_words if word.isascii()]
    return found._replace(score=actor_likeness(found.fit, said, all_words, words.likeness_of_known, rarity))


def _as_a_whole(found: _Found, said: Sequence[str]) -> _Found:
    other = name_words(found.name.folded)
    if said[0].isascii() == other[0].isascii():
        return found
    return found._replace(score=(found.score + whole_likeness(said, other)) / 2)


def _abroad(words: KnownWords, said: Sequence[str], names: Iterable[Sequence[str]]) -> Likeness:
    """Return the likeness of words asked to all words of names in another script, and to two of them together."""
    known = {word for name in names for word in name}
    known |= {first + second for name in names for first, second in pairwise(name)}
    others = [word for word in known if word.isascii() != said[0].isascii()]
    found = {
        (word, other): alike
        for word in said
        for other, alike in zip(others, foreign_likenesses(word, others, _LEAST_ABROAD), strict=True)
    }

    def likeness(asked: str, other: str) -> float:
        alike = found.get((asked, other))
        return words.likeness(asked, other) if alike is None else alike

    return likeness


def _joined_or_split(words: KnownWords, said: Sequence[str]) -> Iterator[str]:
    """Yield two words asked as one, and the known words that an unknown one is made of: "jongun", "abd allah"."""
    for first, second in pairwise(said):
        yield first + second
    for word in said:
        if word.isascii() and len(word) > 4 and not words.count(word):
            cuts = range(2, len(word) - 1)
            words.learn(part for cut in cuts for part in (word[:cut], word[cut:]))
            for cut in cuts:
                if words.count(word[:cut]) and words.count(word[cut:]):
                    yield from (word[:cut], word[cut:])


def _names(words: KnownWords, said: Sequence[str], kind: str | None) -> list[tuple[str, KnownName]]:
    """Return the names that have the words, or words like them, rare words first."""
    telling: dict[str, float] = {}
    for word in dict.fromkeys([*said, *_joined_or_split(words, said)]):
        words.learn(words.like(word))
        for other, alike in words.like(word).items():
            telling[other] = max(telling.get(other, 0.0), alike * alike * words.rarity(other))
    used: dict[str, float] = {}
    left = _POSTINGS
    for word in sorted(telling, key=lambda word: (-telling[word], word)):
        held = words.count(word)
        if held and (held <= left or not used):
            used[word] = telling[word]
            left -= held
    if not used:
        return []
    found = stored.names_having(words.connection, used, _NAMES, kind, abroad=not said[0].isascii())
    return [(one.actor_key, one.name) for one in found]
