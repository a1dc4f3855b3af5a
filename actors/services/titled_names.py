"""Names with a title or honorifics: "President Putin", "le président turc Erdoğan", "Erdoğan Bey"."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from actors.domain.actor import Profile
from actors.domain.match import Candidate, Signal
from actors.matching.titles import asks_for, folded_question, without_honorifics
from actors.matching.worded import WordedTitle, split_worded
from actors.services.asking import Asked
from actors.services.exact_names import candidates_of
from actors.storage import readpath
from actors.text.normalize import fold
from actors.text.scripts import script_of
from actors.text.wordings import Wording, wordings, words_of
from actors.text.words import honorifics, honorifics_behind, titles


def titled_candidates(
    connection: sqlite3.Connection, text: str, asked: Asked, kind: str | None
) -> list[Candidate]:
    """Resolve a name with honorifics or a title in front, or honorifics behind.

    "President Putin", "Turkish FM Çavuşoğlu", "Erdoğan Bey", "習近平主席".
    """
    question = folded_question(text)
    named = without_honorifics(question, (), honorifics_behind())
    words = named.split()
    bare = without_honorifics(named, honorifics()).split()
    for cut in range(1 if named == question else 0, len(words)):
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

        people = candidates_of(connection, hits, text, asked, kind, None, holds)
        found = [candidate for candidate in people if candidate.profile.kind == "person"]
        if found:
            return [_doubted(candidate, wanted) for candidate in found]
    return _worded_titled(connection, text, asked, kind)


def _doubted(found: Candidate, wanted: str) -> Candidate:
    """Doubt that "King Mohammed" is a Mohammed who is no king; a name in full is that of who bears it all the same."""
    is_full = found.matched is not None and " " in found.matched.folded and found.matched.strength == "strong"
    if is_full or all(signal.signal != "title" or signal.score > 0 for signal in found.explanation):
        return found
    doubt = Signal("untitled", 0.0, 0.0, f"none of this name is known as {wanted}")
    return found._replace(explanation=(*found.explanation, doubt))


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

            people = candidates_of(connection, hits, text, asked, kind, None, holds)
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
