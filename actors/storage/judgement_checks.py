"""What must hold between judgements and canonical actors, as queries that count what breaks it."""

from __future__ import annotations

_BUNDLED = """EXISTS (SELECT 1 FROM name n JOIN source s ON s.id = n.source_id
    WHERE n.actor_id = {0}.id AND n.retired_revision IS NULL AND s.precedence = 1)"""
_ONE = """SELECT count(*) FROM judgement j JOIN actor l ON l.id = j.left_id JOIN actor r ON r.id = j.right_id
    WHERE j.undone_revision IS NULL AND j.verdict"""

JUDGEMENT_INVARIANTS = {
    "actors judged the same that are not one": f"{_ONE} = 'same' AND l.canonical_id <> r.canonical_id",
    "actors judged different that are one": f"{_ONE} = 'different' AND l.canonical_id = r.canonical_id",
    "actors that no judgement merges": """SELECT count(*) FROM actor WHERE canonical_id <> id AND id NOT IN (
        WITH RECURSIVE edge(here, there) AS (
            SELECT left_id, right_id FROM judgement WHERE verdict = 'same' AND undone_revision IS NULL
            UNION ALL
            SELECT right_id, left_id FROM judgement WHERE verdict = 'same' AND undone_revision IS NULL),
        reached(top, id) AS (
            SELECT canonical_id, canonical_id FROM actor WHERE canonical_id <> id
            UNION
            SELECT r.top, e.there FROM reached r JOIN edge e ON e.here = r.id)
        SELECT r.id FROM reached r JOIN actor m ON m.id = r.id WHERE m.canonical_id = r.top)""",
    "merged actors that should stand for the canonical one": f"""SELECT count(*) FROM actor m
        JOIN actor c ON c.id = m.canonical_id WHERE m.id <> c.id
        AND (NOT {_BUNDLED.format("m")}, m.created_revision, m.id)
          < (NOT {_BUNDLED.format("c")}, c.created_revision, c.id)""",  # noqa: S608 - put together from this file's own parts
    "merged actors of different kinds": """SELECT count(*) FROM actor m JOIN actor c ON c.id = m.canonical_id
        WHERE m.kind <> c.kind""",
    "judgements undone before they were made": """SELECT count(*) FROM judgement
        WHERE undone_revision < made_revision""",
    "judgements of revisions to come": """SELECT count(*) FROM judgement j, database_state s
        WHERE max(j.made_revision, coalesce(j.undone_revision, 0)) > s.revision""",
    "judgements of an actor on itself": "SELECT count(*) FROM judgement WHERE left_id >= right_id",
}
"""Each thing that must not be, with the query that counts it."""
