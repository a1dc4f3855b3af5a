"""What must always hold in a database."""

from __future__ import annotations

from actors.storage.judgement_checks import JUDGEMENT_INVARIANTS

INVARIANTS = {
    **JUDGEMENT_INVARIANTS,
    "keys that are not looked up by their lower case": "SELECT count(*) FROM actor WHERE key_lower <> lower(key)",
    "live names without a key": """SELECT count(*) FROM name n WHERE n.retired_revision IS NULL
        AND NOT EXISTS (SELECT 1 FROM name_key k WHERE k.name_id = n.id AND k.scheme = 'fold')""",
    "facts retired before they were asserted": """SELECT sum(wrong) FROM (
        SELECT count(*) AS wrong FROM name WHERE retired_revision < asserted_revision
        UNION ALL SELECT count(*) FROM identifier WHERE retired_revision < asserted_revision
        UNION ALL SELECT count(*) FROM position WHERE retired_revision < asserted_revision
        UNION ALL SELECT count(*) FROM occupancy WHERE retired_revision < asserted_revision
        UNION ALL SELECT count(*) FROM relation WHERE retired_revision < asserted_revision)""",
    "periods that end before they start": """SELECT sum(wrong) FROM (
        SELECT count(*) AS wrong FROM occupancy WHERE from_first > to_last OR from_first > from_last OR to_first > to_last
        UNION ALL SELECT count(*) FROM name WHERE from_first > to_last OR from_first > from_last OR to_first > to_last
        UNION ALL SELECT count(*) FROM relation WHERE from_first > to_last OR from_first > from_last
            OR to_first > to_last)""",
    "roles of what is no person": """SELECT count(*) FROM occupancy o JOIN actor a ON a.id = o.person_id
        WHERE a.kind <> 'person'""",
    "live roles in positions that nobody states": """SELECT count(*) FROM occupancy o
        JOIN position p ON p.id = o.position_id WHERE o.retired_revision IS NULL
        AND NOT EXISTS (SELECT 1 FROM position q WHERE q.key = p.key AND q.retired_revision IS NULL)""",
    "a state that is behind its revisions": """SELECT count(*) FROM database_state
        WHERE revision <> (SELECT max(number) FROM revision)
        OR search_revision > 0
        AND NOT EXISTS (SELECT 1 FROM revision WHERE number = search_revision AND token = search_token)""",
    "keys of another version of the program": """SELECT count(*) FROM name_key k, database_state s
        WHERE k.version <> s.normalizer_version""",
    "revisions without a state": """SELECT count(*) FROM revision
        WHERE NOT EXISTS (SELECT 1 FROM database_state)""",
    "facts of revisions to come": """SELECT count(*) FROM name
        WHERE asserted_revision > (SELECT revision FROM database_state)""",
    "mentions that are not their document's text": """SELECT count(*) FROM mention m
        JOIN document d ON d.id = m.document_id WHERE m.surface = ''
        OR m.surface <> substr(d.text, m.start + 1, m."end" - m.start)""",
    "mentions that overlap or stand outside their sentence": """SELECT count(*) FROM (
        SELECT document_id, sentence, start, "end",
            lag("end", 1, 0) OVER (PARTITION BY document_id ORDER BY start) AS before FROM mention) m
        JOIN segment s ON s.document_id = m.document_id AND s.sentence = m.sentence
        WHERE m.start < m.before OR m.start < s.start OR s."end" < m."end" """,
    "sentences that overlap, stand outside their document, or whose paragraphs go back": """SELECT count(*) FROM (
        SELECT document_id, start, "end", paragraph, lag("end", 1, 0) OVER one AS before,
            lag(paragraph, 1, 0) OVER one AS last
        FROM segment WINDOW one AS (PARTITION BY document_id ORDER BY sentence)) s
        JOIN document d ON d.id = s.document_id
        WHERE s.start < s.before OR s.start >= s."end" OR s.paragraph < s.last OR s."end" > length(d.text)""",
    "mentions that mean an actor and are not resolved, or the other way round": """SELECT count(*) FROM mention
        WHERE (status = 'resolved') <> (actor_id IS NOT NULL)""",
    "appearances without a mention": """SELECT count(*) FROM appearance p WHERE NOT EXISTS (
        SELECT 1 FROM mention m JOIN segment s ON s.document_id = m.document_id AND s.sentence = m.sentence
        WHERE m.document_id = p.document_id AND m.sentence = p.sentence AND m.actor_id = p.actor_id
        AND s.paragraph = p.paragraph)""",
    "mentions without an appearance": """SELECT count(*) FROM mention m WHERE m.actor_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM appearance p WHERE p.actor_id = m.actor_id AND p.document_id = m.document_id
        AND p.sentence = m.sentence)""",
    "documents that count their contents wrongly": """SELECT count(*) FROM document d WHERE
        d.mentions <> (SELECT count(*) FROM mention m WHERE m.document_id = d.id)
        OR (d.appearing_sentences, d.appearing_paragraphs) <> (
            SELECT count(DISTINCT p.sentence), count(DISTINCT p.paragraph)
            FROM appearance p WHERE p.document_id = d.id)""",
}
"""What must always hold, as queries that count what breaks it; read by `db check`."""
