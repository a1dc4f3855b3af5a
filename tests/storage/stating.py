"""Small datasets of invented states and people, and how they are put into a database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from actors.domain.dates import Period
from actors.domain.facts import (
    ALWAYS,
    ActorRecord,
    Dataset,
    IdentifierFact,
    NameFact,
    OccupancyFact,
    PositionFact,
    RelationFact,
    Source,
)
from actors.storage import facts, revisions, sqlite
from actors.storage.engine import write_session
from actors.text.scripts import script_of
from actors.text.words import particles

CURATOR = Source("curator", "A curator", 0)
SEEDS = Source("seeds", "The seeds", 1, known_until="2025-06-30")
IMPORT = Source("import", "An import", 2)


def name(text: str, source: str = "seeds", *, kind: str = "alias", **more: Any) -> NameFact:
    stated = {"lang": "en", "strength": "strong", "script": script_of(text)} | more
    return NameFact(text=text, kind=kind, source=source, **stated)


def identifier(scheme: str, value: str, source: str = "seeds") -> IdentifierFact:
    return IdentifierFact(scheme=scheme, value=value, source=source)


def role(
    position: str, start: str | None, end: str | None, source: str = "seeds", **more: Any
) -> OccupancyFact:
    return OccupancyFact(position=position, period=Period.parse(start, end), source=source, **more)


def member_of(key: str, start: str | None, end: str | None = None, source: str = "seeds") -> RelationFact:
    return RelationFact(predicate="member_of", object=key, period=Period.parse(start, end), source=source)


def actor(key: str, kind: str = "person", **more: Any) -> ActorRecord:
    stated: dict[str, Any] = {"actor_class": None, "description": None, "period": ALWAYS, "source": "seeds"}
    return ActorRecord(key=key, kind=kind, **(stated | {"caption": key.title()} | more))


def post(key: str, source: str = "seeds", **more: Any) -> PositionFact:
    body, _, title = key.partition("/")
    stated = {
        "position_class": "other",
        "also_class": None,
        "title": title.title(),
        "label": f"{title} of {body}",
    }
    return PositionFact(key=key, body=body, source=source, **(stated | more))


def ruritania(*people: ActorRecord, posts: tuple[PositionFact, ...] = (), source: Source = SEEDS) -> Dataset:
    """A state with a king's post, and the people given."""
    names = (name("Ruritania", source.key, kind="primary"),)
    state = actor("ruritania", "state", actor_class="un_member", names=names, source=source.key)
    return Dataset("2025-06-30", [source], [state, *people], posts or (post("ruritania/king", source.key),))


def state_dataset(path: Path, dataset: Dataset, retire_missing: bool = True) -> tuple[int, facts.Change]:
    """Assert a dataset in a transaction of its own; return the revision and what was done."""
    with write_session(path) as session:
        revision = revisions.begin(session, "a test")
        return revision, facts.assert_dataset(
            session, revision, dataset, particles(), retire_missing=retire_missing
        )


@contextmanager
def reader(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite.connect_to_read(path)) as connection:
        yield connection


def rows(path: Path, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with reader(path) as connection:
        return connection.execute(query, parameters).fetchall()


def execute(path: Path, *statements: str) -> None:
    """Run statements on the file as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def dump(path: Path) -> list[str]:
    """Everything in a database, as SQL."""
    with closing(sqlite3.connect(path)) as connection:
        numbers = [
            connection.execute(f"PRAGMA {it}").fetchone()[0] for it in ("user_version", "application_id")
        ]
        return [*connection.iterdump(), str(numbers)]
