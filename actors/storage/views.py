"""The views that other tools may rely on (docs/sqlite.md), in SQL that SQLite and PostgreSQL share.

They are dropped before and made again after every migration, so they always are the program's own.
"""

from __future__ import annotations

_DATES = """{0}.from_date, {0}.to_date, {0}.from_first AS possible_from, {0}.from_last AS certain_from,
       {0}.to_first AS certain_to, {0}.to_last AS possible_to, {0}.end_state"""

# here and below, CROSS JOIN keeps SQLite from reading all identifiers of a scheme, or all holders of a post, for
# each actor: at 150,000 actors the views did not end within ten minutes
_IDENTIFIER = """(SELECT min(i.value) FROM actor ia CROSS JOIN identifier i
        WHERE ia.canonical_id = {0}.id AND i.actor_id = ia.id AND i.scheme = '{1}'
          AND i.retired_revision IS NULL) AS {2}"""

_MENTION = """m.document_id AS document, d.published, m.start, m."end", m.surface, m.type, m.status, m.reason,
       m.title, {0} AS actor, n.text AS name, m.score, m.sentence, s.paragraph, s.start AS sentence_start,
       s."end" AS sentence_end
FROM mention m
JOIN document d ON d.id = m.document_id
JOIN segment s ON s.document_id = m.document_id AND s.sentence = m.sentence
LEFT JOIN name n ON n.id = m.name_id"""

VIEWS: dict[str, str] = {
    "actors": f"""
SELECT a.key, a.kind, a.class, a.caption AS name, a.description, a.prominence,
       {_DATES.format("a")},
       {_IDENTIFIER.format("a", "iso3", "iso3")},
       {_IDENTIFIER.format("a", "cow", "cow")},
       {_IDENTIFIER.format("a", "wikidata", "wikidata")}
FROM actor a
WHERE a.canonical_id = a.id AND EXISTS (
    SELECT 1 FROM actor m WHERE m.canonical_id = a.id
      AND (EXISTS (SELECT 1 FROM name n WHERE n.actor_id = m.id AND n.retired_revision IS NULL)
        OR EXISTS (SELECT 1 FROM position p WHERE p.body_id = m.id AND p.retired_revision IS NULL)
        OR EXISTS (SELECT 1 FROM relation r WHERE r.object_id = m.id AND r.retired_revision IS NULL)))""",
    "names": f"""
SELECT c.key AS actor, n.text AS name, n.lang, n.script, n.kind, n.strength, n.case_sensitive,
       {_DATES.format("n")}, s.key AS source, n.checked
FROM name n
JOIN source s ON s.id = n.source_id
JOIN actor a ON a.id = n.actor_id
JOIN actor c ON c.id = a.canonical_id
WHERE n.retired_revision IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM actor a2
    JOIN name n2 ON n2.actor_id = a2.id
    JOIN source s2 ON s2.id = n2.source_id
    WHERE a2.canonical_id = a.canonical_id AND n2.text = n.text AND n2.lang = n.lang AND n2.kind = n.kind
      AND n2.from_first = n.from_first AND n2.retired_revision IS NULL
      AND (s2.precedence < s.precedence OR (s2.precedence = s.precedence AND n2.id < n.id)))""",
    "identifiers": """
SELECT DISTINCT c.key AS actor, i.scheme, i.value
FROM identifier i
JOIN actor a ON a.id = i.actor_id
JOIN actor c ON c.id = a.canonical_id
WHERE i.retired_revision IS NULL""",
    "positions": f"""
SELECT p.key, p.class, p.also_class, p.title, p.label, p.titles, p.collective, p.vacant,
       b.key AS body, {_DATES.format("p")}, s.key AS source, p.checked
FROM position p
JOIN source s ON s.id = p.source_id
JOIN actor ba ON ba.id = p.body_id
JOIN actor b ON b.id = ba.canonical_id
WHERE p.retired_revision IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM position p2 JOIN source s2 ON s2.id = p2.source_id
    WHERE p2.key = p.key AND p2.retired_revision IS NULL
      AND (s2.precedence < s.precedence OR (s2.precedence = s.precedence AND p2.id < p.id)))""",
    "roles": f"""
SELECT c.key AS person_key, c.caption AS person, {_IDENTIFIER.format("c", "wikidata", "wikidata")},
       q.key AS position_key, q.label AS position, q.class, q.also_class,
       b.key AS of_key, b.caption AS of_name, b.kind AS of_kind,
       {_IDENTIFIER.format("b", "iso3", "iso3")},
       {_IDENTIFIER.format("b", "cow", "cow")},
       {_DATES.format("o")}, o.acting, s.key AS source, o.checked
FROM occupancy o
JOIN source s ON s.id = o.source_id
JOIN actor a ON a.id = o.person_id
JOIN actor c ON c.id = a.canonical_id
JOIN position p ON p.id = o.position_id
JOIN positions q ON q.key = p.key
JOIN actor b ON b.key = q.body
WHERE o.retired_revision IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM actor a2
    JOIN occupancy o2 ON o2.person_id = a2.id
    JOIN position p2 ON p2.id = o2.position_id
    JOIN source s2 ON s2.id = o2.source_id
    WHERE a2.canonical_id = a.canonical_id AND p2.key = p.key AND o2.retired_revision IS NULL
      AND o2.from_first < o.to_last AND o.from_first < o2.to_last
      AND (s2.precedence < s.precedence
           OR (s2.precedence = s.precedence AND o2.id < o.id
               AND (o2.source_id <> o.source_id OR o2.person_id <> o.person_id))))""",
    "relations": f"""
SELECT sc.key AS subject_key, sc.caption AS subject, r.predicate, oc.key AS object_key, oc.caption AS object,
       {_DATES.format("r")}, s.key AS source, r.checked
FROM relation r
JOIN source s ON s.id = r.source_id
JOIN actor sa ON sa.id = r.subject_id
JOIN actor sc ON sc.id = sa.canonical_id
JOIN actor oa ON oa.id = r.object_id
JOIN actor oc ON oc.id = oa.canonical_id
WHERE r.retired_revision IS NULL AND sc.id <> oc.id
  AND NOT EXISTS (
    SELECT 1 FROM actor a2
    JOIN relation r2 ON r2.subject_id = a2.id
    JOIN actor o2 ON o2.id = r2.object_id
    JOIN source s2 ON s2.id = r2.source_id
    WHERE a2.canonical_id = sa.canonical_id AND o2.canonical_id = oa.canonical_id
      AND r2.predicate = r.predicate AND r2.retired_revision IS NULL
      AND r2.from_first < r.to_last AND r.from_first < r2.to_last
      AND (s2.precedence < s.precedence
           OR (s2.precedence = s.precedence AND r2.id < r.id
               AND (r2.source_id <> r.source_id OR r2.subject_id <> r.subject_id OR r2.object_id <> r.object_id))))""",
    "memberships": """
SELECT subject_key AS member_key, subject AS member, object_key AS organization_key, object AS organization,
       from_date, to_date, possible_from, certain_from, certain_to, possible_to, end_state, source, checked
FROM relations
WHERE predicate = 'member_of'""",
    "conflicts": """
SELECT c.key AS actor, 'role' AS fact, p.key AS subject,
       coalesce(o.from_date, '?') || '..' || coalesce(o.to_date, o.end_state) AS stated, s.key AS source,
       coalesce(o2.from_date, '?') || '..' || coalesce(o2.to_date, o2.end_state) AS other, s2.key AS other_source
FROM occupancy o
JOIN actor a ON a.id = o.person_id
JOIN actor c ON c.id = a.canonical_id
JOIN position p ON p.id = o.position_id
JOIN source s ON s.id = o.source_id
JOIN actor a2 ON a2.canonical_id = a.canonical_id
CROSS JOIN occupancy o2
JOIN position p2 ON p2.id = o2.position_id AND p2.key = p.key
JOIN source s2 ON s2.id = o2.source_id AND s2.id <> s.id
WHERE o.retired_revision IS NULL AND o2.retired_revision IS NULL
  AND o2.person_id = a2.id AND o2.id > o.id
  AND o2.from_first < o.to_last AND o.from_first < o2.to_last
  AND (coalesce(o.from_date, '') <> coalesce(o2.from_date, '') OR coalesce(o.to_date, '') <> coalesce(o2.to_date, ''))
UNION ALL
SELECT c.key, 'identifier', i.scheme, i.value, s.key, i2.value, s2.key
FROM identifier i
JOIN actor a ON a.id = i.actor_id
JOIN actor c ON c.id = a.canonical_id
JOIN source s ON s.id = i.source_id
JOIN actor a2 ON a2.canonical_id = a.canonical_id
CROSS JOIN identifier i2
JOIN source s2 ON s2.id = i2.source_id
WHERE i.retired_revision IS NULL AND i2.retired_revision IS NULL
  AND i2.actor_id = a2.id AND i2.scheme = i.scheme AND i2.value <> i.value AND i2.id > i.id""",
    "documents": """
SELECT id, sha256, title, url, publisher, published, published_first, published_last, lang, mentions, text
FROM document""",
    # in two parts, as an outer join to the actor would be read in full to find the mentions of one
    "mentions": f"""
SELECT {_MENTION.format("c.key")}
JOIN actor a ON a.id = m.actor_id
JOIN actor c ON c.id = a.canonical_id
UNION ALL
SELECT {_MENTION.format("NULL")}
WHERE m.actor_id IS NULL""",
    "appearances": """
SELECT DISTINCT c.key AS actor, p.document_id AS document, p.paragraph, p.sentence, d.published,
       d.published_first, d.published_last
FROM appearance p
JOIN document d ON d.id = p.document_id
JOIN actor a ON a.id = p.actor_id
JOIN actor c ON c.id = a.canonical_id""",
}
"""Each view's name and body, in the order in which they can be made."""
