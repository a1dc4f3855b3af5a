"""A database told as foreign actors, with all that the model has: what round trips compare."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from actors.domain.foreign import (
    ForeignActor,
    ForeignName,
    ForeignPosition,
    ForeignRelation,
    ForeignRole,
)
from actors.domain.vocabulary import default_strength


def told(connection: sqlite3.Connection) -> list[ForeignActor]:
    """All canonical actors by key; what a source itself keeps to find its records again is no fact."""

    def rows(query: str) -> list[sqlite3.Row]:
        cursor = connection.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(query).fetchall()

    def of(query: str, column: str) -> dict[str, list[sqlite3.Row]]:
        grouped: dict[str, list[sqlite3.Row]] = {}
        for row in rows(query):
            grouped.setdefault(row[column], []).append(row)
        return grouped

    names = of("SELECT * FROM names ORDER BY actor, lang, kind, name, from_date", "actor")
    identifiers = of(
        "SELECT * FROM identifiers WHERE scheme NOT LIKE 'import:%' ORDER BY actor, scheme, value", "actor"
    )
    roles = of("SELECT * FROM roles ORDER BY person_key, position_key, possible_from, acting", "person_key")
    relations = of(
        "SELECT * FROM relations ORDER BY subject_key, predicate <> 'member_of', predicate, object_key,"
        " possible_from",
        "subject_key",
    )
    positions = of("SELECT * FROM positions ORDER BY key", "body")
    actors = []
    for row in rows("SELECT * FROM actors ORDER BY key"):
        key = row["key"]
        own = sorted(
            names.get(key, ()), key=lambda name: (name["name"] != row["name"], name["kind"] != "primary")
        )
        actors.append(
            ForeignActor(
                id=key,
                kind=row["kind"],
                actor_class=row["class"],
                names=tuple(_name(name) for name in own),
                identifiers=tuple((row["scheme"], row["value"]) for row in identifiers.get(key, ())),
                description=row["description"],
                **_dates(row),
                end_unknown=row["end_state"] == "unknown",
                roles=tuple(_role(role) for role in roles.get(key, ())),
                relations=tuple(
                    ForeignRelation(
                        row["predicate"],
                        row["object_key"],
                        **_dates(row),
                        end_unknown=row["end_state"] == "unknown",
                        checked=row["checked"],
                    )
                    for row in relations.get(key, ())
                ),
                positions=tuple(_position(position) for position in positions.get(key, ())),
            )
        )
    return actors


def _dates(row: sqlite3.Row) -> dict[str, Any]:
    return {"start": row["from_date"], "end": row["to_date"]}


def _name(row: sqlite3.Row) -> ForeignName:
    return ForeignName(
        row["name"],
        row["lang"],
        row["kind"],
        row["strength"] if row["strength"] != default_strength(row["kind"]) else None,
        **_dates(row),
        case_sensitive=bool(row["case_sensitive"]),
        checked=row["checked"],
    )


def _role(row: sqlite3.Row) -> ForeignRole:
    return ForeignRole(
        row["position"],
        row["class"],
        row["of_key"],
        **_dates(row),
        ongoing=row["end_state"] == "ongoing",
        acting=bool(row["acting"]),
        key=row["position_key"],
        checked=row["checked"],
    )


def _position(row: sqlite3.Row) -> ForeignPosition:
    return ForeignPosition(
        row["key"],
        row["title"],
        row["class"],
        row["label"],
        row["also_class"],
        tuple(json.loads(row["titles"])),
        bool(row["collective"]),
        tuple((since, until) for since, until in json.loads(row["vacant"])),
        **_dates(row),
        checked=row["checked"],
    )
