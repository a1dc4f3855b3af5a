"""The words of a folded name as they are compared: one for each legal form, no particles, "abd" for "servant of"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from actors.text.words import legal_forms, one_for_all, particles

_SERVANT = re.compile(r"abd(?:[aeiu]|ou)[lrs](.{4,})")
_SERVANTS = frozenset({"abdul", "abdel", "abdal", "abdil", "abdoul", "abdu", "abdou", "abdur", "abdus"})
_FOLLOWING = frozenset({"and", "for", "on", "in", "la", "le", "les", "des"})


@lru_cache(maxsize=1 << 16)
def name_words(folded: str) -> tuple[str, ...]:
    """Return the words by which a folded name is compared, in their order.

    "abdelmalek", "abdul malek" and "abd al malek" are all ("abd", "malek"); "izhmash ooo" and "izhmash limited
    liability company" both ("izhmash", "llc"). Where nothing but particles is left, they are kept.
    """
    found: list[str] = []
    for word in _with_one_for_all(folded.split()):
        if word in _SERVANTS:
            found.append("abd")
        elif servant := _SERVANT.fullmatch(word):
            found += ["abd", servant[1]]
        else:
            found.append(word)
    set_aside = particles()
    return tuple([word for word in found if word not in set_aside] or found)


def acronyms(folded: str) -> frozenset[str]:
    """Return the acronyms that a folded name of an organization may have, with and without its legal form."""
    words = [word for word in folded.split() if word not in particles()]
    telling = [word for word in words if word not in _FOLLOWING]
    forms = _legal_words()
    ways = (folded.split(), telling, [word for word in telling if word not in forms])
    return frozenset("".join([word[0] for word in way]) for way in ways if len(way) > 1)


def _with_one_for_all(words: list[str]) -> list[str]:
    phrases, longest = one_for_all(), _longest()
    if longest.keys().isdisjoint(words):
        return words
    found: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(longest.get(words[at], 0), len(words) - at), 0, -1):
            one = phrases.get(tuple(words[at : at + size]))
            if one is not None:
                found.append(one)
                at += size
                break
        else:
            found.append(words[at])
            at += 1
    return found


@cache
def _longest() -> dict[str, int]:
    """Return how many words the longest phrase has that begins with a word."""
    longest: dict[str, int] = {}
    for phrase in one_for_all():
        longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
    return longest


@cache
def _legal_words() -> frozenset[str]:
    forms = legal_forms()
    return forms | {phrase[0] for phrase, one in one_for_all().items() if len(phrase) == 1 and one in forms}
