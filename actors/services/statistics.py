"""Counts and sources: what the database holds and where it comes from."""

from __future__ import annotations

from typing import Any

from actors.config import Settings
from actors.services.asking import Asked, Basis
from actors.services.database import Report, reading, silent
from actors.storage import readpath, sqlite

_CHECKED = "SELECT count(*), count(checked) FROM {0} WHERE retired_revision IS NULL"


def stats(settings: Settings, report: Report = silent) -> dict[str, Any]:
    """Return the numbers of actors, names, roles and documents, and how many facts a file confirms."""
    with reading(settings, report) as connection:
        state = readpath.database_state(connection)
        kinds = connection.execute(
            "SELECT kind, class, count(*) FROM actors GROUP BY kind, class ORDER BY kind, class"
        ).fetchall()
        facts = {}
        for label, table in (
            ("names", "name"),
            ("identifiers", "identifier"),
            ("positions", "position"),
            ("roles", "occupancy"),
            ("relations", "relation"),
        ):
            live, checked = connection.execute(_CHECKED.format(table)).fetchone()
            facts[label] = {"live": live, "checked": checked}
        return {
            **_basis(state).to_json(),
            "database": str(settings.database),
            "bytes": settings.database.stat().st_size,
            "schema": sqlite.schema_number(connection),
            "actors": {
                "total": sum(row[2] for row in kinds),
                "by_class": [{"kind": row[0], "class": row[1], "count": row[2]} for row in kinds],
            },
            "facts": facts,
            "languages": connection.execute("SELECT count(DISTINCT lang) FROM names").fetchone()[0],
            "documents": connection.execute("SELECT count(*) FROM document").fetchone()[0],
        }


def _basis(state: readpath.State) -> Basis:
    return Basis(Asked.on(None).day, state.revision, state.known_until)


def sources(settings: Settings, report: Report = silent) -> dict[str, Any]:
    """Return every source with its licence and the number of live facts it states, under "sources"."""
    with reading(settings, report) as connection:
        cursor = connection.execute(
            """SELECT s.key, s.title, s.publisher, s.url, s.licence, s.retrieved, s.known_until,
                (SELECT count(*) FROM name f WHERE f.source_id = s.id AND f.retired_revision IS NULL)
                + (SELECT count(*) FROM identifier f WHERE f.source_id = s.id AND f.retired_revision IS NULL)
                + (SELECT count(*) FROM position f WHERE f.source_id = s.id AND f.retired_revision IS NULL)
                + (SELECT count(*) FROM occupancy f WHERE f.source_id = s.id AND f.retired_revision IS NULL)
                + (SELECT count(*) FROM relation f WHERE f.source_id = s.id AND f.retired_revision IS NULL) AS facts
            FROM source s ORDER BY s.precedence, s.key"""
        )
        columns = [column[0] for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor]
        return {**_basis(readpath.database_state(connection)).to_json(), "sources": rows}
