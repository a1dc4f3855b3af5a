"""FollowTheMoney: entities as JSON lines, as OpenSanctions and OpenAleph write them; `followthemoney_writing` writes.

Entities refer to each other in any order, so that a file is read into a temporary database first: memory stays
bounded. Roles, memberships and their like are entities between two others there, and come with their holder.
What has no place with us (other schemata, properties, links to nothing) is counted by kind.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

from actors.domain.foreign import ForeignActor
from actors.errors import ForeignFileError
from actors.formats.followthemoney_reading import ACTORS, LINKS, Entity, Link, actor_of
from actors.formats.foreign_file import ForeignFile, WrongLineError, clean, json_object

_SPOOL = """
PRAGMA journal_mode = OFF;
CREATE TABLE node (id TEXT PRIMARY KEY, line INTEGER, schema TEXT, caption TEXT, properties TEXT);
CREATE TABLE link (holder TEXT, line INTEGER, schema TEXT, properties TEXT, other TEXT);
BEGIN"""

_ACTORS = (
    """SELECT line, id, schema, caption, properties FROM node WHERE schema <> 'Position' ORDER BY line"""
)

_LINKS = """SELECT link.schema, link.properties, link.other, node.schema, node.caption, node.properties
FROM link LEFT JOIN node ON node.id = link.other WHERE link.holder = ? ORDER BY link.line"""

_WITHOUT_HOLDER = """SELECT schema, count(*) FROM link
WHERE schema <> 'Position' AND NOT EXISTS (SELECT 1 FROM node WHERE id = holder) GROUP BY schema"""


def read_followthemoney(
    file: ForeignFile, _columns: Mapping[str, str], aside: Counter[str]
) -> Iterator[ForeignActor | ForeignFileError]:
    """Yield what is wrong with lines, then every actor in the order of the file; what is left aside is counted."""
    with closing(sqlite3.connect("", isolation_level=None)) as spool:
        spool.executescript(_SPOOL)
        for number, line in file.lines():
            if isinstance(line, ForeignFileError):
                yield line
            elif line.strip():
                try:
                    _keep(spool, number, _entity(line), aside)
                except WrongLineError as error:
                    yield ForeignFileError(str(error), where=file.place(number))
        spool.execute("CREATE INDEX link_holder ON link (holder)")
        for schema, count in spool.execute(_WITHOUT_HOLDER):
            aside[f"{schema} of nobody in the file"] += count
        for number, own_id, schema, caption, properties in spool.execute(_ACTORS):
            entity = Entity(own_id, schema, caption, json.loads(properties))
            try:
                yield actor_of(entity, _links(spool, entity.id), file.place(number), aside)
            except ForeignFileError as error:
                yield error


def _links(spool: sqlite3.Connection, holder: str) -> Iterator[Link]:
    for schema, properties, other, other_schema, caption, other_properties in spool.execute(
        _LINKS, (holder,)
    ):
        known = Entity(other, other_schema, caption, json.loads(other_properties)) if other_schema else None
        yield Link(schema, json.loads(properties), other, known)


def _entity(line: str) -> Entity:
    parsed = json_object(line)
    own_id, schema, stated = parsed.get("id"), parsed.get("schema"), parsed.get("properties", {})
    if not isinstance(own_id, str) or not clean(own_id):
        raise WrongLineError("the entity has no id")
    if not isinstance(schema, str) or not schema.isalpha():
        raise WrongLineError("the entity has no schema")
    if not isinstance(stated, dict):
        raise WrongLineError("the properties are no object")
    caption = parsed.get("caption")
    properties = {name: _texts(name, values) for name, values in stated.items()}
    return Entity(clean(own_id), schema, clean(caption) if isinstance(caption, str) else "", properties)


def _texts(name: str, values: Any) -> list[str]:
    values = values if isinstance(values, list) else [values]
    if not all(isinstance(value, (str, int, float)) for value in values):
        raise WrongLineError(f"the values of {clean(name)[:60]!r} are no texts")
    texts = (clean(str(value)) for value in values)
    return list(dict.fromkeys(text for text in texts if text))


def _keep(spool: sqlite3.Connection, line: int, entity: Entity, aside: Counter[str]) -> None:
    if entity.schema in ACTORS or entity.schema == "Position":
        _keep_node(spool, line, entity)
    ends = LINKS.get(entity.schema)
    if ends:
        holders, others = (entity.properties.get(end, []) if end else [None] for end in ends)
        rows = [
            (holder, line, entity.schema, _json(entity.properties), other if ends[1] else entity.id)
            for holder in holders
            for other in others
        ]
        if not rows and entity.schema != "Position":
            aside[f"{entity.schema} without its ends"] += 1
        spool.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?)", rows)
    elif entity.schema not in ACTORS:
        aside[f"entities of {entity.schema[:60]}"] += 1


def _keep_node(spool: sqlite3.Connection, line: int, entity: Entity) -> None:
    """Keep an actor or post; one that is said in several lines is put together from them."""
    before = spool.execute(
        "SELECT schema, caption, properties FROM node WHERE id = ?", (entity.id,)
    ).fetchone()
    if before is None:
        row = (entity.id, line, entity.schema, entity.caption, _json(entity.properties))
        spool.execute("INSERT INTO node VALUES (?, ?, ?, ?, ?)", row)
        return
    schema, caption, stated = before
    properties: dict[str, list[str]] = json.loads(stated)
    for name, values in entity.properties.items():
        properties[name] = list(dict.fromkeys([*properties.get(name, []), *values]))
    spool.execute(
        "UPDATE node SET schema = ?, caption = ?, properties = ? WHERE id = ?",
        (
            entity.schema if schema == "LegalEntity" else schema,
            caption or entity.caption,
            _json(properties),
            entity.id,
        ),
    )


def _json(properties: dict[str, list[str]]) -> str:
    return json.dumps(properties, ensure_ascii=False)
