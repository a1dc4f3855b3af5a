"""What an import asks of the database: which of its records are known, which keys are free, what a reference means."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from actors.domain.facts import Source
from actors.storage.bulk import slices
from actors.storage.readpath import Post, post_of

OWN_SCHEME = "import:"
"""Identifiers of this kind of scheme say by which id a source knows an actor; they tell nothing of other sources."""


class Known(NamedTuple):
    """An actor of the database."""

    id: int
    key: str
    kind: str
    name: str


class Shared(NamedTuple):
    """Two actors that have the same identifier; `left` has it by the import."""

    left: int
    right: int
    scheme: str
    value: str


def source_known(connection: sqlite3.Connection, key: str) -> Source | None:
    """Return what is noted of a source, if it is known."""
    row = connection.execute(
        """SELECT key, title, precedence, publisher, url, licence, retrieved, known_until FROM source
        WHERE key = ?""",
        (key,),
    ).fetchone()
    return Source(*row) if row else None


def records_of(connection: sqlite3.Connection, scheme: str, ids: Collection[str]) -> dict[str, Known]:
    """Return the actors that an import of this source made before, by the source's own ids; also those it dropped since."""
    found: dict[str, Known] = {}
    for some in slices(ids):
        rows = connection.execute(
            f"""SELECT i.value, a.id, a.key, a.kind, a.caption FROM identifier i JOIN actor a ON a.id = i.actor_id
            WHERE i.scheme = ? AND i.value IN ({_marks(some)})""",  # noqa: S608 - only question marks are put in
            (scheme, *some),
        )
        found.update((row[0], Known(*row[1:])) for row in rows)
    return found


def taken_keys(connection: sqlite3.Connection, lower_keys: Collection[str]) -> set[str]:
    """Return which of the keys, in lower case, actors have."""
    taken: set[str] = set()
    for some in slices(lower_keys):
        query = f"SELECT key_lower FROM actor WHERE key_lower IN ({_marks(some)})"  # noqa: S608 - as above
        taken.update(key for (key,) in connection.execute(query, some))
    return taken


def shared_identifiers(connection: sqlite3.Connection, source: str) -> Iterator[Shared]:
    """Yield the pairs of actors, not one yet, that have an identifier in common, one by this source, one by another."""
    rows = connection.execute(
        """SELECT i.actor_id, j.actor_id, i.scheme, i.value
        FROM source s JOIN identifier i ON i.source_id = s.id JOIN actor a ON a.id = i.actor_id
        JOIN identifier j ON j.scheme = i.scheme AND j.value = i.value AND j.retired_revision IS NULL
        AND j.source_id <> i.source_id
        JOIN actor b ON b.id = j.actor_id AND b.canonical_id <> a.canonical_id
        WHERE s.key = ? AND i.retired_revision IS NULL AND i.scheme NOT LIKE 'import:%'
        GROUP BY i.actor_id, j.actor_id ORDER BY i.actor_id, j.actor_id""",
        (source,),
    )
    for row in rows:
        yield Shared(*row)


def actor_by_identifier(connection: sqlite3.Connection, scheme: str, value: str) -> Known | None:
    """Return the one canonical actor that has this identifier, None where none or several have it."""
    rows = connection.execute(
        """SELECT DISTINCT c.id, c.key, c.kind, c.caption FROM identifier i JOIN actor a ON a.id = i.actor_id
        JOIN actor c ON c.id = a.canonical_id
        WHERE i.scheme = ? AND i.value = ? AND i.retired_revision IS NULL LIMIT 2""",
        (scheme, value),
    ).fetchall()
    return Known(*rows[0]) if len(rows) == 1 else None


def actor_by_key(connection: sqlite3.Connection, key: str) -> Known | None:
    """Return the canonical actor of the actor with this key, looked up without case."""
    row = connection.execute(
        """SELECT c.id, c.key, c.kind, c.caption FROM actor a JOIN actor c ON c.id = a.canonical_id
        WHERE a.key_lower = ?""",
        (key.lower(),),
    ).fetchone()
    return Known(*row) if row else None


def posts_of_others(connection: sqlite3.Connection, body: str, source: str) -> list[Post]:
    """Return the positions of this canonical body that another source states, those of better sources first."""
    rows = connection.execute(
        """SELECT p.key, p.label, p.title, p.titles, p.class, p.also_class, p.collective, c.key, p.vacant
        FROM actor c JOIN actor a ON a.canonical_id = c.id JOIN position p ON p.body_id = a.id
        JOIN source s ON s.id = p.source_id
        WHERE c.key = ? AND s.key <> ? AND p.retired_revision IS NULL ORDER BY s.precedence, p.id""",
        (body, source),
    )
    return list({row[0]: post_of(row) for row in rows}.values())


def body_of_post(connection: sqlite3.Connection, key: str, source: str) -> str | None:
    """Return the canonical body of the position with this key, where another source states it."""
    row = connection.execute(
        """SELECT c.key FROM position p JOIN source s ON s.id = p.source_id JOIN actor a ON a.id = p.body_id
        JOIN actor c ON c.id = a.canonical_id
        WHERE p.key = ? AND s.key <> ? AND p.retired_revision IS NULL LIMIT 1""",
        (key, source),
    ).fetchone()
    return str(row[0]) if row else None


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
