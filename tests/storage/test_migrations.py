"""Each migration on a database of the schema before it, with rows in every table that it changes."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from actors.assets import asset_dir
from actors.config import Settings
from actors.services import database
from actors.services.resolving import resolve
from actors.storage import upgrade
from actors.text.normalize import NORMALIZER_VERSION
from tests.storage.stating import dump, rows

TWO_PEOPLE = f"""
INSERT INTO revision VALUES (1, 'token', '1894-01-01T00:00:00', 'a test', 1);
INSERT INTO database_state (id, revision, search_revision, search_token, known_until, normalizer_version)
    VALUES (1, 1, 1, 'token', '2025-01-01', {NORMALIZER_VERSION});
INSERT INTO source (id, key, title, precedence) VALUES (1, 'almanac', 'The Almanac', 1);
INSERT INTO actor (id, key, key_lower, kind, caption, prominence, canonical_id, described_by, created_revision,
        search_revision, from_first, from_last, to_first, to_last, end_state)
    SELECT id, key, key, 'person', key, 0, id, 1, 1, 1, '0001-01-01', '0001-01-01', '9999-12-31', '9999-12-31', 'ongoing'
    FROM (SELECT 1 AS id, 'rudolf' AS key UNION ALL SELECT 2, 'flavia');
"""
ITS_DOCUMENTS = """
INSERT INTO document (id, sha256, lang, text, asserted_revision, published, published_first, published_last)
    VALUES (4, 'abc', 'en', 'Rudolf met Flavia. Elphberg left.', 1, '1894', '1894-01-01', '1894-12-31'),
           (5, 'def', 'en', 'Nobody.', 1, NULL, NULL, NULL);
INSERT INTO segment (id, document_id, paragraph, sentence, start, "end")
    VALUES (10, 4, 0, 0, 0, 18), (11, 4, 0, 1, 19, 33), (12, 5, 0, 0, 0, 7);
INSERT INTO mention (id, document_id, segment_id, start, "end", surface, type, status, actor_id, extractor_version)
    VALUES (30, 4, 10, 0, 6, 'Rudolf', 'name', 'resolved', 1, 3),
           (31, 4, 10, 11, 17, 'Flavia', 'name', 'resolved', 2, 3),
           (20, 4, 11, 19, 27, 'Elphberg', 'name', 'ambiguous', NULL, 3);
INSERT INTO mention_candidate VALUES (20, 1, 0.5), (20, 2, 0.4);
INSERT INTO appearance (actor_id, document_id, sentence, paragraph) VALUES (1, 4, 0, 0), (2, 4, 0, 0);
"""


def of_schema(number: int, folder: Path, *scripts: str) -> Settings:
    """A database as the first migrations make it, with rows in it."""
    migrations = folder / "migrations"
    later = shutil.ignore_patterns(f"000[{number + 1}-9]*", "__pycache__")
    shutil.copytree(asset_dir("migrations"), migrations, ignore=later)
    path = folder / "actors.sqlite"
    upgrade.create(path, migrations)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("".join(scripts))
    return Settings(path, is_default=False, cache=folder / "cache")


@pytest.fixture
def first_schema(tmp_path: Path) -> Settings:
    """A database as the first migration makes it, with documents in it."""
    return of_schema(1, tmp_path, TWO_PEOPLE, ITS_DOCUMENTS)


def test_documents_of_the_first_schema_keep_what_was_read_in_them(first_schema: Settings) -> None:
    path, before = first_schema.database, dump(first_schema.database)
    copy = upgrade.upgrade(path)
    assert copy is not None
    assert dump(copy) == before
    assert database.check(first_schema) == []
    query = "SELECT id, lang, published_last, extractor_version, read_revision, mentions FROM document ORDER BY id"
    assert rows(path, query) == [(4, "en", "1894-12-31", 3, 1, 3), (5, "en", None, 0, 1, 0)]
    assert rows(path, "SELECT appearing_sentences, appearing_paragraphs FROM document ORDER BY id") == [
        (1, 1),
        (0, 0),
    ]
    query = "SELECT surface, status, actor, sentence, title FROM mentions WHERE document = 4 ORDER BY start"
    assert rows(path, query) == [
        ("Rudolf", "resolved", "rudolf", 0, None),
        ("Flavia", "resolved", "flavia", 0, None),
        ("Elphberg", "ambiguous", None, 1, None),
    ]
    assert rows(path, "SELECT start, actor_id, score FROM mention_candidate") == [(19, 1, 0.5), (19, 2, 0.4)]
    assert rows(path, "SELECT actor, sentence FROM appearances ORDER BY 1") == [("flavia", 0), ("rudolf", 0)]
    segments = 'SELECT document_id, sentence, paragraph, start, "end" FROM segment'
    assert rows(path, segments) == [(4, 0, 0, 0, 18), (4, 1, 0, 19, 33), (5, 0, 0, 0, 7)]


NAMES_OF_AN_OLDER_PROGRAM = f"""
UPDATE database_state SET normalizer_version = {NORMALIZER_VERSION - 1};
INSERT INTO name (id, actor_id, text, lang, script, kind, strength, case_sensitive, source_id, asserted_revision,
        from_first, from_last, to_first, to_last, end_state)
    SELECT id, actor, text, 'en', script, kind, 'strong', 0, 1, 1,
        '0001-01-01', '0001-01-01', '9999-12-31', '9999-12-31', 'ongoing'
    FROM (SELECT 1 AS id, 1 AS actor, 'Rudolf Elphberg' AS text, 'Latn' AS script, 'primary' AS kind
        UNION ALL SELECT 2, 2, 'Флавия', 'Cyrl', 'primary' UNION ALL SELECT 3, 1, 'Rodolfo V', 'Latn', 'exonym');
INSERT INTO name_key VALUES (1, 'fold', 'rudolf elphberg', {NORMALIZER_VERSION - 1}),
    (2, 'fold', 'older', {NORMALIZER_VERSION - 1});
"""


@pytest.fixture
def third_schema(tmp_path: Path) -> Settings:
    """A database as the program before the table of words made it."""
    return of_schema(3, tmp_path, TWO_PEOPLE, NAMES_OF_AN_OLDER_PROGRAM)


def test_the_words_of_an_upgraded_database_are_filled_in_when_it_is_written(third_schema: Settings) -> None:
    said: list[str] = []
    with database.writing(third_schema, "a test", said.append, index=False):
        pass
    found = rows(third_schema.database, "SELECT word, sound, sound_reversed FROM word ORDER BY 1")
    assert [word for word, *_ in found] == ["elphberg", "flavia", "rudolf", "флавия"]
    assert all(heard and heard == back[::-1] for _, heard, back in found)
    assert rows(third_schema.database, "SELECT normalizer_version FROM database_state") == [
        (NORMALIZER_VERSION,)
    ]
    assert rows(third_schema.database, "SELECT count(*) FROM name_key WHERE key = 'older'") == [(0,)]
    assert [text for text in said if "Upgraded" in text or "keys" in text] == said
    assert len(said) == 2
    assert database.check(third_schema) == []


def test_the_words_of_an_upgraded_database_are_filled_in_when_it_is_read(third_schema: Settings) -> None:
    database.upgrade_if_older(third_schema.database)
    assert rows(third_schema.database, "SELECT count(*) FROM word") == [(0,)]
    for text, key in (("Rudolf Elfberg", "rudolf"), ("Флавья", "flavia")):
        found = resolve(third_schema, text).resolution.candidates
        assert [candidate.profile.key for candidate in found] == [key]
