"""Reads over a plain DB-API connection, on the promised views: no SQLAlchemy, whose import costs 0.15 s."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from actors.domain.actor import KnownName, Profile, Role
from actors.domain.dates import Bounds
from actors.text.normalize import NORMALIZER_VERSION, fold

_BOUNDS = "{0}.from_date, {0}.to_date, {0}.from_first, {0}.from_last, {0}.to_first, {0}.to_last"


NAME_COLUMNS = f"n.text, n.kind, n.lang, n.strength, {{key}}, {_BOUNDS.format('n')}, n.case_sensitive"
"""What `name_of` makes a name of, with the column of its folded key put in; the name is `n`."""

MOST_WORDS = 30


class State(NamedTuple):
    """Where a database stands: its revisions, and the day up to which its data is known."""

    revision: int
    search_revision: int
    search_token: str
    known_until: str
    seeds_digest: str | None
    normalizer_version: int


class NameHit(NamedTuple):
    """A stored name whose key equals the one asked, with the canonical actor that bears it."""

    actor_key: str
    scheme: str
    name: KnownName


class Post(NamedTuple):
    """A position as far as queries by title need it."""

    key: str
    label: str
    title: str
    titles: tuple[str, ...]
    position_class: str
    also_class: str | None
    collective: bool
    body: str
    vacant: tuple[tuple[str, str], ...] = ()


def database_state(connection: sqlite3.Connection) -> State:
    """Return the one row of state; a database without any write yet has revision 0."""
    row = connection.execute(
        "SELECT revision, search_revision, search_token, known_until, seeds_digest, normalizer_version"
        " FROM database_state"
    ).fetchone()
    return State(*row) if row else State(0, 0, "", date.min.isoformat(), None, NORMALIZER_VERSION)


def has_revision(connection: sqlite3.Connection, number: int, token: str) -> bool:
    """Say whether this very revision is part of the database's history."""
    query = "SELECT 1 FROM revision WHERE number = ? AND token = ?"
    return connection.execute(query, (number, token)).fetchone() is not None


def names_by_key(connection: sqlite3.Connection, key: str, schemes: Sequence[str]) -> list[NameHit]:
    """Return the live names that have this key in one of the schemes."""
    marks = ", ".join("?" * len(schemes))
    rows = connection.execute(
        f"""SELECT c.key, k.scheme, {NAME_COLUMNS.format(key="k.key")}
        FROM name_key k JOIN name n ON n.id = k.name_id
        JOIN actor a ON a.id = n.actor_id JOIN actor c ON c.id = a.canonical_id
        WHERE k.key = ? AND k.scheme IN ({marks}) AND n.retired_revision IS NULL
        ORDER BY c.key, n.id""",  # noqa: S608 - only question marks are put in
        (key, *schemes),
    )
    return [NameHit(row[0], row[1], name_of(row[2:])) for row in rows]


class LexiconRow(NamedTuple):
    """A live name with its canonical actor, as far as finding it in texts needs it."""

    name_id: int
    text: str
    kind: str
    strength: str
    case_sensitive: bool
    actor_key: str
    actor_kind: str


def names_for_texts(connection: sqlite3.Connection, langs: Sequence[str]) -> Iterator[LexiconRow]:
    """Yield the names in some languages that can stand in a text: all but those that never stand alone."""
    marks = ", ".join("?" * len(langs))
    rows = connection.execute(
        f"""SELECT n.id, n.text, n.kind, n.strength, n.case_sensitive, c.key, c.kind
        FROM name n JOIN actor a ON a.id = n.actor_id JOIN actor c ON c.id = a.canonical_id
        WHERE n.lang IN ({marks}) AND n.strength <> 'context' AND n.retired_revision IS NULL""",  # noqa: S608
        langs,
    )
    return map(LexiconRow._make, rows)


def known_name(connection: sqlite3.Connection, name_id: int) -> KnownName:
    """Return a name by the database's id of it."""
    row = connection.execute(
        f"""SELECT {NAME_COLUMNS.format(key="NULL")}
        FROM name n WHERE n.id = ?""",  # noqa: S608 - only columns are put in
        (name_id,),
    ).fetchone()
    return name_of((*row[:4], fold(row[0]), *row[5:]))


def names_by_words(connection: sqlite3.Connection, words: Sequence[str], most: int = 400) -> list[NameHit]:
    """Return the live names that have all the words, the last one perhaps only begun.

    No name has more than MOST_WORDS, and SQLite takes 500 terms.
    """
    words = [*dict.fromkeys(words[:-1]), *words[-1:]]
    if not words or len(words) > MOST_WORDS:
        return []
    some = "SELECT name_id FROM name_key WHERE scheme IN ('fold', 'word') AND key"
    whole = [f"{some} = ?" for _ in words[:-1]]
    with_all = " INTERSECT ".join([*whole, f"{some} >= ? AND key < ?"])
    rows = connection.execute(
        f"""SELECT c.key, 'word', {NAME_COLUMNS.format(key="f.key")}
        FROM name n JOIN name_key f ON f.name_id = n.id AND f.scheme = 'fold'
        JOIN actor a ON a.id = n.actor_id JOIN actor c ON c.id = a.canonical_id
        WHERE n.id IN ({with_all}) AND n.retired_revision IS NULL
        ORDER BY c.prominence DESC, c.key, n.id LIMIT ?""",  # noqa: S608 - only question marks are put in
        (*words, words[-1] + "\U0010ffff", most),
    )
    return [NameHit(row[0], row[1], name_of(row[2:])) for row in rows]


def actor_key(connection: sqlite3.Connection, text: str) -> str | None:
    """Return the canonical key of the actor with this key, looked up without case.

    An actor of which nothing is stated any more, as what added it was undone, is not there.
    """
    key = text.lower().encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be asked for
    row = connection.execute(
        """SELECT v.key FROM actor a JOIN actor c ON c.id = a.canonical_id JOIN actors v ON v.key = c.key
        WHERE a.key_lower = ?""",
        (key,),
    ).fetchone()
    return str(row[0]) if row else None


def kind_of_key(connection: sqlite3.Connection, text: str) -> str | None:
    """Return the kind of the actor that has or had this very key: keys are never given to another."""
    row = connection.execute("SELECT kind FROM actor WHERE key_lower = ?", (text.lower(),)).fetchone()
    return str(row[0]) if row else None


def profiles(
    connection: sqlite3.Connection, keys: Iterable[str] | None = None, names: bool = True
) -> Iterator[Profile]:
    """Yield the profiles of canonical actors: those of `keys` (in no order), or all, by key.

    Without `names` the profiles have none, which is all that printing needs.
    """
    if keys is None:
        yield from profiles_between(connection)
        return
    for key in keys:
        row = connection.execute(_ACTORS + "WHERE a.key = ?", (key,)).fetchone()
        if row is None:
            continue
        yield _profile(
            row,
            dict(
                connection.execute(_IDENTIFIERS + "WHERE actor = ? GROUP BY scheme ORDER BY scheme", (key,))
            ),
            connection.execute(_ROLES + "WHERE person_key = ? " + _ROLE_ORDER, (key,)),
            connection.execute(_NAMES + "WHERE actor = ? " + _NAME_ORDER, (key,)) if names else (),
        )


_ACTORS = """SELECT a.key, a.kind, a.class, a.name, a.description, a.prominence, a.possible_from, a.certain_from,
    a.certain_to, a.possible_to, a.from_date, a.to_date FROM actors a """
_IDENTIFIERS = "SELECT scheme, min(value) FROM identifiers "
_IDENTIFIERS_OF = "SELECT actor, scheme, min(value) FROM identifiers "
_ROLES = """SELECT person_key, position_key, position, class, of_key, of_name, from_date, to_date, end_state,
    possible_from, certain_from, certain_to, possible_to, acting FROM roles """
_ROLE_ORDER = "ORDER BY certain_from, position_key"
_NAMES = """SELECT actor, name, kind, lang, strength, from_date, to_date, possible_from, certain_from, certain_to,
    possible_to, case_sensitive FROM names """
_NAME_ORDER = "ORDER BY CASE kind WHEN 'primary' THEN 0 WHEN 'official' THEN 1 ELSE 2 END, lang, kind, name"


def profiles_between(
    connection: sqlite3.Connection, first: str | None = None, before: str | None = None
) -> Iterator[Profile]:
    """Yield all profiles from one key on and before another, by key.

    Walks through actors and what is known of them side by side, so that it needs memory for one.
    """

    def asked(select: str, column: str, order: str) -> sqlite3.Cursor:
        bounds = [f"{column} {sign} ?" for sign, key in ((">=", first), ("<", before)) if key is not None]
        where = f"WHERE {' AND '.join(bounds)} " if bounds else ""
        return connection.execute(select + where + order, [key for key in (first, before) if key is not None])

    identifiers = _by_owner(asked(_IDENTIFIERS_OF, "actor", "GROUP BY actor, scheme ORDER BY actor, scheme"))
    roles = _by_owner(asked(_ROLES, "person_key", _ROLE_ORDER.replace("BY", "BY person_key,", 1)))
    names = _by_owner(asked(_NAMES, "actor", _NAME_ORDER.replace("BY", "BY actor,", 1)))
    for row in asked(_ACTORS, "a.key", "ORDER BY a.key"):
        own = {scheme: stated for _, scheme, stated in identifiers(row[0])}
        yield _profile(row, own, roles(row[0]), names(row[0]))


def _by_owner(rows: Iterable[Sequence[Any]]) -> Callable[[str], list[Any]]:
    """Return a function that gives the rows of an owner, asked for in the order of the rows' first column."""
    groups = groupby(rows, key=itemgetter(0))
    waiting = next(groups, None)

    def rows_of(owner: str) -> list[Any]:
        nonlocal waiting
        if waiting is None or waiting[0] != owner:
            return []
        own = list(waiting[1])
        waiting = next(groups, None)
        return own

    return rows_of


def _profile(
    row: Sequence[Any],
    identifiers: dict[str, str],
    roles: Iterable[Sequence[Any]],
    names: Iterable[Sequence[Any]],
) -> Profile:
    return Profile(
        key=row[0],
        kind=row[1],
        actor_class=row[2],
        name=row[3],
        description=row[4],
        prominence=row[5],
        life=_bounds(*row[6:10]),
        from_date=row[10],
        to_date=row[11],
        identifiers=identifiers,
        roles=tuple(Role._make([*role[1:9], _bounds(*role[9:13]), bool(role[13])]) for role in roles),
        names=tuple(name_of((*name[1:5], fold(name[1]), *name[5:])) for name in names),
    )


def states_above(connection: sqlite3.Connection, key: str) -> list[str]:
    """Return the states that an organization is part of or sits in, by way of others or at once."""
    rows = connection.execute(
        """WITH RECURSIVE above(key, steps) AS (
            SELECT ?, 0
            UNION SELECT r.object_key, steps + 1 FROM above JOIN relations r ON r.subject_key = above.key
            WHERE r.predicate IN ('part_of', 'subsidiary_of', 'located_in') AND steps < 4
        )
        SELECT DISTINCT a.key FROM above JOIN actors a ON a.key = above.key WHERE a.kind = 'state' AND steps > 0""",
        (key,),
    )
    return [state for (state,) in rows]


def middle_key(connection: sqlite3.Connection) -> str | None:
    """Return the key before and after which there are about as many actors."""
    query = "SELECT key FROM actors ORDER BY key LIMIT 1 OFFSET (SELECT count(*) / 2 FROM actors)"
    row = connection.execute(query).fetchone()
    return str(row[0]) if row else None


def posts_of(connection: sqlite3.Connection, body: str) -> list[Post]:
    """Return the positions of a state or organization."""
    rows = connection.execute(
        """SELECT key, label, title, titles, class, also_class, collective, body, vacant FROM positions
        WHERE body = ? ORDER BY key""",
        (body,),
    )
    return [post_of(row) for row in rows]


def all_posts(connection: sqlite3.Connection) -> list[Post]:
    """Return all positions, for titles that are asked without a body."""
    rows = connection.execute(
        "SELECT key, label, title, titles, class, also_class, collective, body, vacant FROM positions ORDER BY key"
    )
    return [post_of(row) for row in rows]


def post_of(row: Sequence[Any]) -> Post:
    """Make a position of its row: key, label, title, titles as JSON, class, also_class, collective, body, vacant as JSON."""
    vacant = tuple((since, until) for since, until in json.loads(row[8]))
    return Post._make([*row[:3], tuple(json.loads(row[3])), row[4], row[5], bool(row[6]), row[7], vacant])


def holders(connection: sqlite3.Connection, position_key: str) -> list[str]:
    """Return the keys of all who are known to have held a position."""
    query = "SELECT DISTINCT person_key FROM roles WHERE position_key = ? ORDER BY person_key"
    return [key for (key,) in connection.execute(query, (position_key,))]


def changed_since(connection: sqlite3.Connection, revision: int) -> list[str]:
    """Return the canonical keys of actors whose cards changed after a revision."""
    query = """SELECT DISTINCT c.key FROM actor a JOIN actor c ON c.id = a.canonical_id
        WHERE a.search_revision > ? ORDER BY c.key"""
    return [key for (key,) in connection.execute(query, (revision,))]


def without_card(connection: sqlite3.Connection, revision: int) -> list[str]:
    """Return the keys of actors, changed after a revision, that are not shown: merged into others, or undone."""
    query = """SELECT a.key FROM actor a WHERE a.search_revision > ?
        AND NOT EXISTS (SELECT 1 FROM actors v WHERE v.key = a.key) ORDER BY a.key"""
    return [key for (key,) in connection.execute(query, (revision,))]


def merged_into(connection: sqlite3.Connection, key: str) -> list[str]:
    """Return the keys of the actors that a canonical actor stands for, without its own."""
    query = """SELECT a.key FROM actor a JOIN actor c ON c.id = a.canonical_id
        WHERE c.key = ? AND a.id <> c.id ORDER BY a.key"""
    return [merged for (merged,) in connection.execute(query, (key,))]


def name_of(row: Sequence[Any]) -> KnownName:
    """Make a name of its columns, NAME_COLUMNS."""
    return KnownName._make([*row[:7], _bounds(*row[7:11]), bool(row[11])])


@lru_cache(maxsize=1 << 14)  # most facts share their bounds with others
def _bounds(*days: str) -> Bounds:
    return Bounds(*map(date.fromisoformat, days))
