"""Each documented view answers its question in one plain SELECT, on the bundled database."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from actors.config import Settings
from actors.storage import sqlite
from actors.storage.views import VIEWS
from tests.storage.stating import rows

DOCUMENT = Path(__file__).parents[2] / "docs" / "sqlite.md"
DATES = ["from_date", "to_date", "possible_from", "certain_from", "certain_to", "possible_to", "end_state"]


def test_who_was_foreign_minister_of_turkey_on_a_day(bundled: Settings) -> None:
    query = """SELECT person, wikidata, iso3, cow FROM roles WHERE of_key = 'turkey' AND class = 'foreign_minister'
        AND certain_from <= '2017-11-22' AND '2017-11-22' < certain_to"""
    assert rows(bundled.database, query) == [("Mevlüt Çavuşoğlu", "Q249206", "TUR", "640")]


def test_all_names_of_an_actor(bundled: Settings) -> None:
    names = {
        name for (name,) in rows(bundled.database, "SELECT name FROM names WHERE actor = 'islamic-state'")
    }
    assert names >= {
        "Islamic State",
        "ISIS",
        "ISIL",
        "Daesh",
        "داعش",
        "Islamic State of Iraq",
        "al-Qaeda in Iraq",
    }


def test_the_members_of_nato_on_a_day(bundled: Settings) -> None:
    query = """SELECT member_key FROM memberships WHERE organization_key = 'nato'
        AND certain_from <= '1960-01-01' AND '1960-01-01' < certain_to ORDER BY member_key"""
    assert [key for (key,) in rows(bundled.database, query)] == [
        *("belgium", "canada", "denmark", "france", "germany", "greece", "iceland", "italy", "luxembourg"),
        *("netherlands", "norway", "portugal", "turkey", "united-kingdom", "united-states"),
    ]


def test_the_codes_of_a_state(bundled: Settings) -> None:
    query = (
        "SELECT scheme, value FROM identifiers WHERE actor = 'turkey' AND scheme LIKE 'iso%' ORDER BY scheme"
    )
    assert rows(bundled.database, query) == [("iso2", "TR"), ("iso3", "TUR")]
    assert rows(bundled.database, "SELECT key, name, kind, class FROM actors WHERE iso3 = 'TUR'") == [
        ("turkey", "Turkey", "state", "un_member")
    ]


def test_the_posts_of_an_organization(bundled: Settings) -> None:
    query = (
        "SELECT key, class, label, source FROM positions WHERE body = 'nato' AND class = 'organization_head'"
    )
    assert [key for key, *_ in rows(bundled.database, query)] == ["nato/secretary-general"]


def test_what_an_actor_is_related_to(bundled: Settings) -> None:
    query = """SELECT object_key, from_date FROM relations
        WHERE subject_key = 'turkey' AND predicate = 'member_of' AND object_key = 'nato'"""
    assert rows(bundled.database, query) == [("nato", "1952-02-18")]


def test_the_bundled_sources_do_not_contradict_each_other(bundled: Settings) -> None:
    assert rows(bundled.database, "SELECT * FROM conflicts") == []


def test_a_view_shows_each_role_and_each_membership_once(bundled: Settings) -> None:
    for view, columns in (
        ("roles", "person_key, position_key, possible_from, acting"),
        ("memberships", "member_key, organization_key, possible_from"),
        ("names", "actor, name, lang, kind, possible_from"),
        ("positions", "key"),
        ("actors", "key"),
        ("identifiers", "actor, scheme, value"),
    ):
        query = f"SELECT {columns} FROM {view} GROUP BY {columns} HAVING count(*) > 1"
        assert rows(bundled.database, query) == [], view


def documented() -> dict[str, list[str]]:
    """The columns that docs/sqlite.md promises for each view."""
    table = re.findall(r"^\| `(\w+)` \| ([^|]+) \| `([^`]+)` \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    return {view: columns.split() + ([] if "no dates" in row else DATES) for view, row, columns in table}


def test_every_view_is_documented() -> None:
    assert set(documented()) == set(VIEWS)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_the_columns_that_are_promised(bundled: Settings, view: str) -> None:
    columns = [column[1] for column in rows(bundled.database, f"PRAGMA table_info({view})")]
    assert sorted(columns) == sorted(documented()[view])


MADE_BY = (4, "8346128d59e9c315")
"""The schema whose migration last made the views anew, and the digest of the views then."""


def test_changed_views_come_with_a_migration() -> None:
    """Views are made anew by a migration only: without one, existing databases would keep the old ones."""
    digest = hashlib.sha256(repr(VIEWS).encode()).hexdigest()[:16]
    assert (sqlite.schema_head(), digest) == MADE_BY, (
        "add a migration, an empty one will do, and note both here"
    )
