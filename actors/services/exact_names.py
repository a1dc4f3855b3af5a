"""The actors that bear a name exactly, or but for what its writing or an inflection adds to it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from actors.domain.actor import Profile
from actors.domain.match import Candidate, Signal
from actors.matching import rank, weights
from actors.matching.names import exact_signal, has_other_father
from actors.services.asking import Asked
from actors.storage import readpath
from actors.storage.readpath import NameHit
from actors.text.normalize import fold, order_key
from actors.text.scripts import script_of
from actors.text.transliterate import latin_key
from actors.text.wordings import base_forms, wordings, words_of
from actors.text.words import particles

_BRACKETED = re.compile(r"(.+?)\s*[(\[（]([^()\[\]（）]+)[)\]）]\s*")
_ENDED = re.compile(r"\w['’ʼ]\w")
_MOST_INFLECTED = 4
"""Longer names are seldom inflected throughout, and the forms to try grow with each word."""


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
        if key != folded:
            hits = [hit for hit in hits if not has_other_father(folded, fold(hit.name.text))]
        found += candidates_of(connection, hits, text, asked, kind, "order" if key != folded else None)
        own_case = [candidate for candidate in found if _in_own_case(candidate)]
        if own_case:
            return rank.ranked(own_case)  # "Sadr" is al-Sadr, not the SADR, which is written otherwise
    if not found and script_of(text) != "Latn":
        latin = latin_key(text)
        hits = readpath.names_by_key(connection, latin, ("fold", "latin", "order")) if latin else []
        found = [_sounding(one) for one in candidates_of(connection, hits, text, asked, kind, "latin")]
    return rank.ranked(found)


def _sounding(found: Candidate) -> Candidate:
    """Doubt that one word in another script means who is little known, though its letters are the same in Latin.

    Of single tokens of names in seven scripts that resolved so, 64 of 100 were the right ones.
    """
    if " " in found.asked or found.profile.prominence >= weights.KNOWN_BY_ONE_WORD:
        return found
    doubt = Signal("alone", 0.0, 0.0, "a single word in another script")
    return found._replace(explanation=(*found.explanation, doubt))


def _in_own_case(found: Candidate) -> bool:
    return all(signal.score > 0 for signal in found.explanation if signal.signal == "case")


def candidates_of(
    connection: sqlite3.Connection,
    hits: Iterable[NameHit],
    text: str,
    asked: Asked,
    kind: str | None,
    way: str | None,
    extra: Callable[[Profile], Sequence[Signal]] = lambda _: (),
) -> list[Candidate]:
    """Return the bearers of names found by a key, ranked; `way` says how they were found if not by the key's scheme."""
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


def bracketed_candidates(
    connection: sqlite3.Connection, text: str, asked: Asked, kind: str | None
) -> list[Candidate]:
    """Resolve a name with something in brackets behind it: "World Food Programme (WFP)", "Vladimir Putin (Russia)"."""
    form = _BRACKETED.fullmatch(text)
    if form is None:
        return []
    found = exact_candidates(connection, form[1], asked, kind)
    within = {one.profile.key for one in exact_candidates(connection, form[2], asked, kind)}
    return [one for one in found if one.profile.key in within] or found


def inflected_candidates(
    connection: sqlite3.Connection, text: str, asked: Asked, kind: str | None
) -> list[Candidate]:
    """Resolve a name in a case of Russian, or with an ending behind an apostrophe: "Зеленского", "Erdoğan'ın"."""
    script = script_of(text)
    if script == "Latn" and not _ENDED.search(text):
        return []
    for wording in wordings(script):
        words = words_of(text, wording.apostrophe)
        if (script == "Latn" and wording.apostrophe != "cuts") or len(words) > _MOST_INFLECTED:
            continue
        for form in base_forms(words, wording):
            hits = [
                hit
                for hit in readpath.names_by_key(connection, form, ("fold",))
                if hit.name.kind != "demonym"
            ]
            if found := candidates_of(connection, hits, text, asked, kind, "order"):
                return found
    return []
