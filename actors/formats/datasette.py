"""What Datasette shows of a snapshot: titles, descriptions, facets and two ready questions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

FIRST_LINE = "# Written by actors export: datasette DATABASE -m datasette.yaml\n"

_TABLES: dict[str, dict[str, Any]] = {
    "actors": {
        "description": "People, states and organizations, each once",
        "label_column": "name",
        "sort_desc": "prominence",
        "facets": ["kind", "class"],
    },
    "names": {"description": "Every name of an actor; search is over these", "facets": ["kind", "lang"]},
    "identifiers": {"description": "Ids elsewhere", "facets": ["scheme"]},
    "positions": {"description": "Posts", "label_column": "label", "facets": ["class"]},
    "roles": {"description": "Who held a post, when", "facets": ["class", "end_state"]},
    "relations": {"description": "Relations between actors", "facets": ["predicate"]},
    "memberships": {"description": "Members of organizations"},
    "conflicts": {"description": "Where two sources differ"},
    "sources": {"description": "Where the facts come from, with the licences", "label_column": "title"},
}

_FIND = """SELECT DISTINCT actors.key, actors.name, actors.kind, actors.description FROM names_fts
JOIN names ON names.rowid = names_fts.rowid JOIN actors ON actors.key = names.actor
WHERE names_fts MATCH :words ORDER BY actors.prominence DESC"""

_HOLDERS = """SELECT person_key, person, position, of_key, from_date, to_date FROM roles
WHERE class = :class AND (:of_key = '' OR of_key = :of_key) AND certain_from <= :day AND :day < certain_to
ORDER BY of_key, person_key"""


def datasette_yaml(database: str) -> str:
    """Return the file for a database of this name (its file without the ending)."""
    shown = {
        "title": "actors",
        "description": "Diplomatic actors: who is who, under every name, on any date",
        "license": "see the table sources",
        "databases": {
            database: {
                "tables": _TABLES,
                "queries": {
                    "find": {"title": "Who is called so", "sql": _FIND},
                    "holders": {
                        "title": "Who held posts of a class on a day, of all or of one",
                        "sql": _HOLDERS,
                    },
                },
            }
        },
    }
    return FIRST_LINE + "".join(_lines(shown, ""))


def _lines(table: dict[str, Any], indent: str) -> Iterator[str]:
    """Yield YAML of a mapping; JSON's texts and lists are YAML's too."""
    for name, stated in table.items():
        if isinstance(stated, dict):
            yield f"{indent}{json.dumps(name)}:\n"
            yield from _lines(stated, f"{indent}  ")
        else:
            yield f"{indent}{json.dumps(name)}: {json.dumps(stated)}\n"
