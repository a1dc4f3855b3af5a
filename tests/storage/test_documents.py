"""What is read is stored as it was read, once, and goes away without a trace."""

from __future__ import annotations

import pytest

from actors.config import Settings
from actors.services import database
from actors.storage import judgements, revisions
from actors.storage.documents import remove_documents, reread_documents, stored_ids
from actors.storage.engine import write_session
from tests.storage.stating import dump, execute, rows
from tests.storage.texts import FLAVIA, RUDOLF, RUPERT, RURITANIA, ZENDA, read, store

OWN = ("document", "segment", "mention", "mention_candidate", "appearance")


def counts(settings: Settings) -> list[int]:
    return [rows(settings.database, f"SELECT count(*) FROM {table}")[0][0] for table in OWN]


def test_sentences_and_mentions_are_stored_where_they_stand(small: Settings) -> None:
    store(small.database, read(ZENDA, "1894-06", title="In Zenda", lang="en", url="https://zenda.example"))
    stored = rows(small.database, "SELECT title, url, published, published_first, lang FROM documents")
    assert stored == [("In Zenda", "https://zenda.example", "1894-06", "1894-06-01", "en")]
    query = 'SELECT substr(d.text, s.start + 1, s."end" - s.start), s.paragraph FROM segment s, document d'
    texts = rows(small.database, f"{query} ORDER BY s.sentence")
    assert texts[:2] == [("Rudolf met Flavia in Ruritania.", 0), ("Rudolf left.", 0)]
    assert texts[2:] == [("Rupert did not see Flavia.", 1), ("Nobody came.", 1)]
    found = rows(small.database, "SELECT surface, actor, sentence, paragraph FROM mentions ORDER BY start")
    first = [("Rudolf", RUDOLF, 0, 0), ("Flavia", FLAVIA, 0, 0), ("Ruritania", RURITANIA, 0, 0)]
    assert found == [*first, ("Rudolf", RUDOLF, 1, 0), ("Rupert", RUPERT, 2, 1), ("Flavia", FLAVIA, 2, 1)]
    assert database.check(small) == []


def test_places_count_code_points_also_beyond_the_basic_plane(small: Settings) -> None:
    store(small.database, read("👑 Ékes: Rudolf came.\nAnd 👑👑 Flavia."))
    assert rows(small.database, "SELECT start, surface FROM mentions") == [(8, "Rudolf"), (28, "Flavia")]
    assert database.check(small) == []


def test_a_text_that_is_stored_is_not_stored_again(small: Settings) -> None:
    assert len(store(small.database, read(ZENDA), read("Rudolf slept."))) == 2
    before = counts(small)
    assert store(small.database, read(ZENDA, "1999", title="Again")) == []
    assert counts(small) == before
    (new,) = store(small.database, read(ZENDA), read("Flavia slept."))
    assert new.text == "Flavia slept."
    texts = rows(small.database, "SELECT id, text FROM document ORDER BY id")
    assert texts == [(1, ZENDA), (2, "Rudolf slept."), (3, "Flavia slept.")]


def test_an_actor_appears_once_in_a_sentence_however_often_it_is_named(small: Settings) -> None:
    store(small.database, read("Rudolf saw Rudolf and Rudolf.\nFlavia slept.\n\nRudolf."))
    assert rows(small.database, "SELECT actor, paragraph, sentence FROM appearances ORDER BY 3") == [
        (RUDOLF, 0, 0),
        (FLAVIA, 0, 1),
        (RUDOLF, 1, 2),
    ]
    query = "SELECT mentions, appearing_sentences, appearing_paragraphs FROM document"
    assert rows(small.database, query) == [(5, 3, 2)]


def test_what_is_not_resolved_keeps_its_candidates_and_title_and_does_not_appear(small: Settings) -> None:
    store(small.database, read("Elphberg and Lady Antoinette."))
    query = "SELECT surface, status, reason, title, actor FROM mentions ORDER BY start"
    assert rows(small.database, query) == [
        ("Elphberg", "ambiguous", "homonym", None, None),
        ("Antoinette", "unknown", "no_match", "Lady", None),
    ]
    candidates = "SELECT a.key FROM mention_candidate c JOIN actor a ON a.id = c.actor_id ORDER BY 1"
    assert rows(small.database, candidates) == [(FLAVIA,), (RUDOLF,)]
    assert counts(small)[-1] == 0


def ids(settings: Settings, *keys: str) -> list[int]:
    found = dict(rows(settings.database, "SELECT key, id FROM actor"))
    return [found[key] for key in keys]


def merge(settings: Settings, key: str, into: str) -> None:
    with write_session(settings.database) as session:
        revision = revisions.begin(session, "merge")
        assert judgements.judge_same(session, revision, *ids(settings, key, into), by="curator") is None


def split(settings: Settings, key: str) -> None:
    with write_session(settings.database) as session:
        judgements.split(session, revisions.begin(session, "split"), *ids(settings, key), by="curator")


def test_a_mention_keeps_the_actor_whose_own_name_it_matched_and_is_shown_as_the_canonical_one(
    small: Settings,
) -> None:
    merge(small, FLAVIA, RUDOLF)
    own = "SELECT n.id FROM name n JOIN actor a ON a.id = n.actor_id WHERE a.key = ? LIMIT 1"
    ((of_flavia,),) = rows(small.database, own, FLAVIA)
    ((of_rupert,),) = rows(small.database, own, RUPERT)
    document = read("Rudolf came.\nRudolf went.\nRudolf slept.")
    names = (of_flavia, None, of_rupert)
    found = [one._replace(name_id=name) for one, name in zip(document.mentions, names, strict=True)]
    store(small.database, document._replace(mentions=found))
    keys = "SELECT a.key FROM mention m JOIN actor a ON a.id = m.actor_id ORDER BY m.start"
    assert rows(small.database, keys) == [(FLAVIA,), (RUDOLF,), (RUDOLF,)]
    assert rows(small.database, "SELECT DISTINCT actor FROM mentions") == [(RUDOLF,)]
    assert rows(small.database, "SELECT actor, sentence FROM appearances ORDER BY 2") == [
        (RUDOLF, sentence) for sentence in range(3)
    ]


def test_merged_actors_appear_once_and_a_split_gives_each_its_own_back(small: Settings) -> None:
    store(small.database, read(ZENDA))
    before = rows(small.database, "SELECT * FROM appearances ORDER BY 1, 4")
    merge(small, FLAVIA, RUDOLF)
    merged = rows(small.database, "SELECT actor, sentence FROM appearances ORDER BY 2, 1")
    assert merged == [(RUDOLF, 0), (RURITANIA, 0), (RUDOLF, 1), (RUDOLF, 2), (RUPERT, 2)]
    assert database.check(small) == []
    split(small, FLAVIA)
    assert rows(small.database, "SELECT * FROM appearances ORDER BY 1, 4") == before


def test_removing_a_document_leaves_nothing_of_it(small: Settings) -> None:
    store(small.database, read("Rupert and Elphberg slept.", "1893"))
    before = dump(small.database)
    store(small.database, read(ZENDA + "\nElphberg and Antoinette."), read("Flavia."))
    with write_session(small.database) as session:
        assert stored_ids(session, [1, 2, 3, 4]) == {1, 2, 3}
        remove_documents(session, [2, 3])
    execute(small.database, "DELETE FROM revision WHERE number > 2", "UPDATE database_state SET revision = 2")
    assert dump(small.database) == before


def test_reading_again_puts_the_new_in_the_place_of_the_old(small: Settings) -> None:
    store(small.database, read("Rudolf slept."), read(ZENDA))
    other = read(ZENDA)
    changed = other._replace(mentions=other.mentions[:1], read_revision=7, extractor_version=3)
    with write_session(small.database) as session:
        revisions.begin(session, "a test", searchable=False)
        reread_documents(session, {2: changed, 99: changed})
    assert counts(small) == [2, 5, 2, 0, 2]
    query = "SELECT id, read_revision, extractor_version, mentions, appearing_sentences FROM document"
    assert rows(small.database, query) == [(1, 1, 1, 1, 1), (2, 7, 3, 1, 1)]
    assert database.check(small) == []


def test_a_thousand_documents_are_stored_in_their_order(small: Settings) -> None:
    texts = [f"Rudolf met Flavia {number} times.\nElphberg." for number in range(1000)]
    store(small.database, *(read(text) for text in texts))
    assert [text for (text,) in rows(small.database, "SELECT text FROM document ORDER BY id")] == texts
    assert counts(small) == [1000, 2000, 3000, 2000, 2000]
    assert database.check(small) == []


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT count(*) FROM mention WHERE status = 'unknown' AND type = 'name'", "ix_mention_unknown"),
        ("SELECT * FROM mentions WHERE actor = 'ruritania'", "ix_mention_actor_id"),
        ("SELECT * FROM appearances WHERE actor = 'ruritania'", "PRIMARY KEY (actor_id=?"),
        ("SELECT * FROM mentions WHERE document = 1", "PRIMARY KEY (document_id=?"),
        ("SELECT sum(appearing_sentences) FROM document WHERE published_first > 'x'", "COVERING INDEX"),
    ],
)
def test_the_questions_that_are_asked_use_an_index(small: Settings, query: str, index: str) -> None:
    plan = " ".join(str(row[3]) for row in rows(small.database, f"EXPLAIN QUERY PLAN {query}"))
    assert index in plan
