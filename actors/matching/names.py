"""Compare a query with the names of an actor: which fits best, how well, and in what way."""

from __future__ import annotations

from collections.abc import Sequence

from actors.domain.actor import KnownName
from actors.domain.match import Reading, Signal
from actors.matching import weights
from actors.matching.alike import is_spelling
from actors.text.normalize import order_key


def reading_of(name: KnownName) -> Reading:
    """Return how a query was read that matched this name."""
    if name.kind == "metonym":
        return Reading.METONYM
    if name.kind == "demonym":
        return Reading.DEMONYM
    return Reading.NAME


def exact_signal(scheme: str, name: KnownName) -> Signal:
    """Return the signal of a name whose stored key of this scheme equals the query's."""
    score, way = {
        "fold": (weights.EXACT, "the same"),
        "order": (weights.REORDERED, "the same words in another order or form"),
        "latin": (weights.TRANSLITERATED, "the same in Latin letters"),
        "acronym": (weights.DERIVED_ACRONYM, "the initials of"),
    }[scheme]
    return Signal(
        "acronym" if scheme == "acronym" else "name",
        score,
        1.0,
        f"{way}: {name.text} ({name.lang} {name.kind.replace('_', ' ')})",
    )


def best_name(
    folded: str, names: Sequence[KnownName], particles: frozenset[str]
) -> tuple[KnownName | None, Signal]:
    """Return the name that fits a folded query best, and the signal that says how.

    If no name fits at all, the words must have been found in roles or the description.
    """
    asked = folded.split()
    asked_set = set(asked)
    asked_order = order_key(folded, particles)
    best: tuple[float, KnownName, str] | None = None
    for name in names:
        score, way = _fit(folded, asked, asked_set, asked_order, name.folded, particles)
        if score > 0 and (
            best is None or (score, name.strength == "strong") > (best[0], best[1].strength == "strong")
        ):
            best = (score, name, way)
            if score >= weights.EXACT and name.strength == "strong":
                break
    if best is None or best[0] < weights.ROLE_ONLY:
        return None, Signal("text", weights.ROLE_ONLY, 1.0, "found in roles or the description")
    score, name, way = best
    kind = "part" if way == _PART else "name"
    return name, Signal(kind, score, 1.0, f"{way}: {name.text} ({name.lang} {name.kind.replace('_', ' ')})")


_PART = "part of"


def _fit(
    folded: str,
    asked: list[str],
    asked_set: set[str],
    asked_order: str,
    form: str,
    particles: frozenset[str],
) -> tuple[float, str]:
    if form == folded:
        return weights.EXACT, "the same"
    words = form.split()
    shared = asked_set.intersection(words)
    if shared:
        if order_key(form, particles) == asked_order:
            return weights.REORDERED, "the same words in another order or form"
        if len(shared) == len(asked_set):
            share = sum(map(len, asked)) / max(1, sum(map(len, words)))
            return weights.PARTIAL_BASE + weights.PARTIAL_SPAN * min(1.0, share), _PART
    if form.startswith(folded) or (len(asked) == 1 and any(word.startswith(folded) for word in words)):
        return weights.PREFIX * (0.8 + 0.2 * len(folded) / len(form)), "the beginning of a word of"
    return 0.0, ""


_CHILD_OF = frozenset({"bin", "ibn", "bint", "ben", "binti"})


def has_other_father(asked: str, stored: str) -> bool:
    """Say whether two folded names state fathers, and different ones: "Salman bin Mohammed" is not Mohammed bin Salman.

    "bin Salman, Mohammed" and "Salman, Mohammed bin" both state Salman.
    """
    fathers, others = _fathers(asked.split()), _fathers(stored.split())
    return bool(fathers and others) and not any(
        is_spelling(one, other) for one in fathers for other in others
    )


def _fathers(words: Sequence[str]) -> set[str]:
    return {words[(at + 1) % len(words)] for at, word in enumerate(words) if word in _CHILD_OF}
