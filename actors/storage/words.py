"""Reads of the words of names: which sound alike, how common they are, and which names have them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from actors.domain.actor import KnownName
from actors.storage import readpath

_LAST = "\U0010ffff"
_OF_WORDS = "scheme IN ('word', 'fold')"


class Bearing(NamedTuple):
    """A live name with the database's id of it and the key of its canonical actor."""

    name_id: int
    actor_key: str
    name: KnownName


def name_count(connection: sqlite3.Connection) -> int:
    """Return about how many names there are, with those that are retired."""
    (last,) = connection.execute("SELECT max(id) FROM name").fetchone()
    return int(last or 0)


def with_sounds(connection: sqlite3.Connection, sounds: Sequence[str]) -> list[str]:
    """Return the words that have one of some sounds."""
    marks = ", ".join("?" * len(sounds))
    rows = connection.execute(f"SELECT word FROM word WHERE sound IN ({marks})", sounds)  # noqa: S608
    return [word for (word,) in rows]


def with_sound_beginning(connection: sqlite3.Connection, start: str) -> list[str]:
    """Return the words whose sound begins in a way."""
    rows = connection.execute("SELECT word FROM word WHERE sound >= ? AND sound < ?", (start, start + _LAST))
    return [word for (word,) in rows]


def with_sound_ending(connection: sqlite3.Connection, end: str) -> list[str]:
    """Return the words whose sound ends in a way."""
    backwards = end[::-1]
    rows = connection.execute(
        "SELECT word FROM word WHERE sound_reversed >= ? AND sound_reversed < ?",
        (backwards, backwards + _LAST),
    )
    return [word for (word,) in rows]


def with_beginning(connection: sqlite3.Connection, start: str, lengths: range) -> list[str]:
    """Return the words that begin in a way and have one of some lengths."""
    rows = connection.execute(
        "SELECT word FROM word WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?",
        (start, start + _LAST, lengths[0], lengths[-1]),
    )
    return [word for (word,) in rows]


def names_with(connection: sqlite3.Connection, words: Collection[str], most: int) -> dict[str, int]:
    """Count for each of some words the names that have it, up to a number."""
    rows = connection.execute(
        f"""SELECT asked.value, (SELECT count(*) FROM (
            SELECT 1 FROM name_key WHERE key = asked.value AND {_OF_WORDS} LIMIT ?
        )) FROM json_each(?) asked""",  # noqa: S608
        (most, json.dumps(list(words), ensure_ascii=False)),
    )
    return dict.fromkeys(words, 0) | dict(rows.fetchall())


def names_having(
    connection: sqlite3.Connection,
    weights: Mapping[str, float],
    most: int,
    kind: str | None,
    abroad: bool = False,
) -> list[Bearing]:
    """Return the live names, no demonyms, whose words weigh most together, of actors of a kind or all.

    Of names that weigh the same the shortest come first. Many times `most` are weighed, as some are left out. To words
    in another script than Latin (`abroad`) neither acronyms answer nor what far languages call a state.
    """
    marks = ", ".join(["(?, ?)"] * len(weights))
    rows = connection.execute(
        f"""WITH asked(word, weight) AS (VALUES {marks}), found(id, weight) AS (
            SELECT k.name_id, sum(asked.weight) FROM asked CROSS JOIN name_key k
            WHERE k.key = asked.word AND k.{_OF_WORDS} GROUP BY k.name_id ORDER BY 2 DESC LIMIT ?
        )
        SELECT n.id, c.key, {readpath.NAME_COLUMNS.format(key="f.key")}
        FROM found CROSS JOIN name n ON n.id = found.id
        CROSS JOIN name_key f ON f.name_id = n.id AND f.scheme = 'fold'
        CROSS JOIN actor a ON a.id = n.actor_id CROSS JOIN actor c ON c.id = a.canonical_id
        WHERE n.retired_revision IS NULL AND n.kind <> 'demonym' AND coalesce(?, c.kind) = c.kind
            AND NOT (? AND n.script = 'Latn' AND (n.kind = 'acronym' OR n.kind = 'exonym' AND n.lang <> 'en'))
        ORDER BY found.weight DESC, length(n.text), n.id LIMIT ?""",  # noqa: S608
        [
            *(stated for pair in weights.items() for stated in pair),
            (20 if kind else 5) * most,
            kind,
            abroad,
            most,
        ],
    )
    return [Bearing(row[0], row[1], readpath.name_of(row[2:])) for row in rows]


def words_of(connection: sqlite3.Connection, actor_keys: Sequence[str]) -> dict[str, set[str]]:
    """Return the words of all live names of each of some canonical actors."""
    rows = connection.execute(
        f"""SELECT c.key, k.key FROM json_each(?) asked CROSS JOIN actor c ON c.key = asked.value
        CROSS JOIN actor a ON a.canonical_id = c.id CROSS JOIN name n ON n.actor_id = a.id
        CROSS JOIN name_key k ON k.name_id = n.id AND k.{_OF_WORDS}
        WHERE n.retired_revision IS NULL AND instr(k.key, ' ') = 0""",  # noqa: S608
        (json.dumps(actor_keys),),
    )
    found: dict[str, set[str]] = {key: set() for key in actor_keys}
    for actor, word in rows:
        found[actor].add(word)
    return found
