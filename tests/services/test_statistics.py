"""Counts and sources tell what is live, and nothing else."""

from __future__ import annotations

from actors.config import Settings
from actors.services.editing import NewActor, add
from actors.services.statistics import sources, stats
from tests.search.processes import execute


def test_an_empty_database_counts_nothing(empty: Settings) -> None:
    counted = stats(empty)
    assert counted["actors"] == {"total": 0, "by_class": []}
    assert counted["facts"]["names"] == {"live": 0, "checked": 0}
    assert (counted["revision"], counted["languages"], counted["documents"]) == (0, 0, 0)
    assert sources(empty)["sources"] == []


def test_actors_are_counted_by_kind_and_class(small: Settings) -> None:
    counted = stats(small)["actors"]
    assert counted["total"] == 6
    assert counted["by_class"] == [
        {"kind": "organization", "class": "intergovernmental", "count": 1},
        {"kind": "person", "class": None, "count": 3},
        {"kind": "state", "class": "un_member", "count": 2},
    ]


def test_facts_are_counted_while_they_live_and_checked_where_a_file_confirms_them(kingdom: Settings) -> None:
    facts = stats(kingdom)["facts"]
    assert facts["roles"] == {"live": 7, "checked": 1}
    assert facts["identifiers"] == {"live": 9, "checked": 5}
    assert facts["positions"] == {"live": 3, "checked": 0}
    execute(kingdom.database, "UPDATE occupancy SET retired_revision = 1 WHERE checked IS NOT NULL")
    assert stats(kingdom)["facts"]["roles"] == {"live": 6, "checked": 0}


def test_merged_actors_are_counted_once(small: Settings) -> None:
    execute(small.database, "UPDATE actor SET canonical_id = 1 WHERE id = 2")
    assert stats(small)["actors"]["total"] == 5


def test_languages_and_revisions_are_counted(small: Settings) -> None:
    before = stats(small)
    add(small, NewActor(kind="state", name="Ruritania", key="ruritania", aliases=[("Руритания", "ru")]))
    after = stats(small)
    assert (before["languages"], after["languages"]) == (1, 2)
    assert after["revision"] == before["revision"] + 1
    assert after["facts"]["names"]["live"] == before["facts"]["names"]["live"] + 1


def test_sources_come_by_precedence_with_the_number_of_their_live_facts(kingdom: Settings) -> None:
    listed = sources(kingdom)["sources"]
    assert [source["key"] for source in listed] == ["almanac", "rumour"]
    facts = stats(kingdom)["facts"]
    assert sum(source["facts"] for source in listed) == sum(table["live"] for table in facts.values())
    assert listed[1]["facts"] == 1
    assert listed[0]["licence"] == "CC0-1.0"


def test_every_bundled_source_of_facts_has_a_title_and_those_of_others_a_licence(bundled: Settings) -> None:
    listed = sources(bundled)["sources"]
    assert sum(source["facts"] for source in listed) > 50_000
    for source in listed:
        assert source["title"], source["key"]
        assert source["licence"] or source["key"] == "editor", source["key"]
