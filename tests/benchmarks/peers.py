"""What `names.py` measures beside ours: full-text search, string distance, and nomenklatura's matcher.

Each is given every name of every actor, and what it can make of it before the first question is not timed.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz import fuzz, process

from actors.text.normalize import fold
from tests.benchmarks.name_sets import Known, Question

POOL = 50
"""So many names are re-scored, or looked at for ten different actors."""

CERTAIN = 0.7
"""The score from which on yente calls a candidate a match (its SCORE_THRESHOLD)."""


class Found(NamedTuple):
    """The keys found, the best first (some perhaps twice), and the one that the system is sure of."""

    keys: Sequence[str]
    resolved: str | None = None


class System(NamedTuple):
    """A way to find actors by a name; one that `decides` says which answers it is sure of."""

    label: str
    ask: Callable[[Question], Found]
    decides: bool = False


def latin(text: str) -> str:
    """Return a name of any script as plain Latin words in lower case."""
    return fold(anyascii(text))


def words(known: Sequence[Known], folder: Path, stack: ExitStack) -> System:
    """Any of the words, ranked by bm25."""
    connection = stack.enter_context(closing(sqlite3.connect(folder / "words.sqlite")))
    connection.execute(
        "CREATE VIRTUAL TABLE name USING fts5(text, key UNINDEXED, tokenize='unicode61 remove_diacritics 2')"
    )
    rows = ((name, actor.key) for actor in known for name in actor.names)
    connection.executemany("INSERT INTO name VALUES (?, ?)", rows)
    connection.commit()

    def ask(question: Question) -> Found:
        asked = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question.text))
        if not asked:
            return Found(())
        query = "SELECT key FROM name WHERE name MATCH ? ORDER BY rank LIMIT ?"
        return Found([key for (key,) in connection.execute(query, (asked, POOL))])

    return System("FTS5 words", ask)


def trigrams(known: Sequence[Known], folder: Path, stack: ExitStack) -> System:
    """The names in Latin letters that share the most telling trigrams, re-scored by rapidfuzz."""
    connection = stack.enter_context(closing(sqlite3.connect(folder / "trigrams.sqlite")))
    connection.execute("CREATE VIRTUAL TABLE name USING fts5(text, key UNINDEXED, tokenize='trigram')")
    # with a space at both ends names of two letters have trigrams too
    rows = ((f" {latin(name)} ", actor.key) for actor in known for name in actor.names)
    connection.executemany("INSERT INTO name VALUES (?, ?)", rows)
    connection.commit()

    def ask(question: Question) -> Found:
        form = latin(question.text)
        parts = {f" {form} "[at : at + 3] for at in range(len(form))}
        if not parts:
            return Found(())
        asked = " OR ".join(f'"{part}"' for part in sorted(parts))
        query = "SELECT text, key FROM name WHERE name MATCH ? ORDER BY rank LIMIT ?"
        scored = [
            (fuzz.token_sort_ratio(form, text.strip()), key)
            for text, key in connection.execute(query, (asked, POOL))
        ]
        return Found([key for _, key in sorted(scored, key=lambda one: -one[0])])

    return System("FTS5 trigrams, rapidfuzz", ask)


def scan(known: Sequence[Known], label: str, scorer: Callable[..., float]) -> System:
    """Compare all names, in Latin letters, with rapidfuzz."""
    names = [(latin(name), actor.key) for actor in known for name in actor.names]
    forms = [form for form, _ in names]

    def ask(question: Question) -> Found:
        nearest = process.extract(latin(question.text), forms, scorer=scorer, limit=POOL)
        return Found([names[place][1] for _, _, place in nearest])

    return System(label, ask)


def fast(known: Sequence[Known], folder: Path, stack: ExitStack) -> list[System]:
    """Return the peers that need no more than SQLite and rapidfuzz."""
    return [
        words(known, folder, stack),
        trigrams(known, folder, stack),
        scan(known, "rapidfuzz ratio, all", fuzz.ratio),
        scan(known, "rapidfuzz token_sort, all", fuzz.token_sort_ratio),
    ]


_numbers = count()


def logic_v2(known: Sequence[Known], candidates: System) -> System:
    """Let nomenklatura's logic-v2 re-score the actors found by trigrams, with all their names.

    It is told the kind of the actor asked for, as it needs a schema; nobody else is.
    """
    from followthemoney import EntityProxy
    from nomenklatura.matching import LogicV2

    def entity(kind: str, names: Sequence[str]) -> EntityProxy:
        schema = {"person": "Person", "organization": "Organization"}.get(kind, "PublicBody")
        # what it knows of an entity is remembered by the id alone: none may come twice in a process
        stated = {"id": f"entity-{next(_numbers)}", "schema": schema, "properties": {"name": list(names)}}
        return EntityProxy.from_dict(stated)

    entities = {actor.key: entity(actor.kind, actor.names) for actor in known}
    rules = LogicV2.default_config()

    def ask(question: Question) -> Found:
        asked = entity(question.kind, [question.text])
        keys = dict.fromkeys(candidates.ask(question).keys)
        scores = {key: LogicV2.compare(asked, entities[key], rules).score for key in keys}
        ranked = sorted(scores, key=lambda key: -scores[key])
        return Found(ranked, ranked[0] if ranked and scores[ranked[0]] >= CERTAIN else None)

    return System("FTS5 trigrams, logic-v2", ask, decides=True)
