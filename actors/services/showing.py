"""Show one actor whole: names, roles, memberships, relations, sources, conflicts and what was checked."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from actors.config import Settings
from actors.domain.actor import Profile
from actors.domain.match import Resolution, Status
from actors.domain.vocabulary import NAME_KINDS
from actors.errors import AmbiguousNameError, NotFoundError
from actors.services.asking import Asked, Basis
from actors.services.database import Report, reading, silent
from actors.services.known_words import KnownWords
from actors.services.pairs import Pair, top_pairs
from actors.services.resolving import resolve_with
from actors.storage import readpath
from actors.storage.appearances import Within

_NAME_ORDER = (
    f"CASE kind {' '.join(f'WHEN {kind!r} THEN {at}' for at, kind in enumerate(NAME_KINDS))} END, lang, name"
)

_TOP_APPEARANCES = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """An actor with every fact of it, each as a row of named columns."""

    profile: Profile
    basis: Basis
    names: list[dict[str, Any]]
    roles: list[dict[str, Any]]
    memberships: list[dict[str, Any]]
    relations: list[dict[str, Any]]
    holders: list[dict[str, Any]]
    conflicts: list[dict[str, Any]]
    sources: list[dict[str, Any]]
    merged: list[str]
    appearances: list[Pair]

    @property
    def checked(self) -> tuple[int, int]:
        """How many of the facts written from knowledge a data file confirms, and how many there are."""
        facts = [*self.names, *self.roles, *self.memberships, *self.relations]
        facts = [fact for fact in facts if fact["source"] == "editor"]
        return sum(fact["checked"] is not None for fact in facts), len(facts)

    def to_json(self) -> dict[str, Any]:
        """Return the contract's Actor with all its facts."""
        checked, facts = self.checked
        return {
            **self.basis.to_json(),
            **self.profile.to_json(self.basis.on),
            "from": self.profile.from_date,
            "to": self.profile.to_date,
            "names": self.names,
            "timeline": self.roles,
            "memberships": self.memberships,
            "relations": self.relations,
            "holders": self.holders,
            "conflicts": self.conflicts,
            "sources": self.sources,
            "merged": self.merged,
            "appearances": [pair.to_json() for pair in self.appearances],
            "checked": {"checked": checked, "editor_facts": facts},
        }


def show(settings: Settings, key_or_name: str, on: str | None = None, report: Report = silent) -> Shown:
    """Return all that is known of an actor, named by its key or by a name that resolves.

    Raises NotFoundError, or AmbiguousNameError with the keys that the name can mean.
    """
    asked = Asked.on(on)
    with reading(settings, report) as connection:
        key = find_key(connection, key_or_name, asked)
        profile = next(readpath.profiles(connection, [key], names=False))
        state = readpath.database_state(connection)
        names = rows_of(
            connection,
            "names",
            "actor",
            key,
            "name AS text, lang, script, kind, strength, ",
            _NAME_ORDER,
        )
        roles = rows_of(
            connection,
            "roles",
            "person_key",
            key,
            "position, class, of_key AS 'of', of_name, acting, end_state, ",
            "certain_from, position_key",
        )
        relations = rows_of(
            connection,
            "relations",
            "subject_key",
            key,
            "predicate, object_key AS 'of', object AS of_name, end_state, ",
            "predicate, certain_from, object_key",
        )
        inverse = rows_of(
            connection,
            "relations",
            "object_key",
            key,
            "predicate, subject_key AS 'from_actor', subject AS from_name, end_state, ",
            "predicate, subject_key",
            "AND predicate <> 'member_of'",
        )
        holders = _dicts(
            connection,
            """SELECT position, class, person_key AS 'person', person AS person_name, from_date AS 'from',
                to_date AS 'to', end_state, acting, certain_from <= ? AND ? < certain_to AS certain, source, checked
            FROM roles WHERE of_key = ? AND possible_from <= ? AND ? < possible_to
            ORDER BY position_key, possible_from""",
            asked.day.first.isoformat(),
            asked.day.last.isoformat(),
            key,
            asked.day.last.isoformat(),
            asked.day.first.isoformat(),
        )
        used = {fact["source"] for fact in [*names, *roles, *relations]}
        return Shown(
            profile=profile,
            basis=Basis(asked.day, state.revision, state.known_until),
            names=names,
            roles=roles,
            memberships=[row for row in relations if row["predicate"] == "member_of"],
            relations=[row for row in relations if row["predicate"] != "member_of"] + inverse,
            holders=holders,
            conflicts=_dicts(connection, "SELECT * FROM conflicts WHERE actor = ?", key),
            sources=[
                source
                for source in _dicts(
                    connection, "SELECT key, title, publisher, url, licence FROM source ORDER BY key"
                )
                if source["key"] in used
            ],
            merged=readpath.merged_into(connection, key),
            appearances=top_pairs(connection, key, Within("sentence"), _TOP_APPEARANCES),
        )


def find_key(connection: sqlite3.Connection, key_or_name: str, asked: Asked) -> str:
    """Return the key of one actor, by its key or by a name that resolves to it alone."""
    key = readpath.actor_key(connection, key_or_name.strip())
    if key is not None:
        return key
    found = resolve_with(KnownWords(connection), key_or_name, asked, None)
    return only_key(found, key_or_name)


def only_key(found: Resolution, key_or_name: str) -> str:
    """Return the key of the actor that a text was resolved to; raise what says why there is none."""
    if found.actor is not None:
        return found.actor.key
    if found.status is Status.AMBIGUOUS:
        keys = ", ".join(candidate.profile.key for candidate in found.candidates[:8])
        raise AmbiguousNameError(f"{key_or_name!r} can mean: {keys}", hint="name one by its key")
    raise NotFoundError(f"no actor is called {key_or_name!r}", hint="try: actors search")


def rows_of(
    connection: sqlite3.Connection,
    view: str,
    column: str,
    key: str,
    columns: str,
    order: str,
    where: str = "",
) -> list[dict[str, Any]]:
    """Return the dated facts of an actor from a view; the SQL parts are this program's own."""
    query = f"""SELECT {columns} from_date AS 'from', to_date AS 'to', source, checked
        FROM {view} WHERE {column} = ? {where} ORDER BY {order}"""  # noqa: S608
    return _dicts(connection, query, key)


def _dicts(connection: sqlite3.Connection, query: str, *parameters: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query, parameters)
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor]


def complete_key(settings: Settings, incomplete: str) -> list[str]:
    """Return the keys that begin with a text, for the shell; none if there is no database yet."""
    if not settings.database.exists():
        return []
    with reading(settings) as connection:
        query = "SELECT key FROM actors WHERE key >= ? AND key < ? ORDER BY key LIMIT 50"
        return [key for (key,) in connection.execute(query, (incomplete, incomplete + "\U0010ffff"))]
