"""Showing an actor whole, by key or by name."""

from __future__ import annotations

import pytest

from actors.config import Settings
from actors.errors import AmbiguousNameError, DateError, NotFoundError
from actors.services.editing import NewActor, add
from actors.services.showing import complete_key, show


def test_a_person_is_shown_with_roles_in_order_and_their_sources(kingdom: Settings) -> None:
    shown = show(kingdom, "boris").to_json()
    assert [(row["position"], row["from"], row["to"]) for row in shown["timeline"]] == [
        ("Chancellor of Zenda", "1885", "1887"),
        ("King of Zenda", "1890-06-15", None),
    ]
    assert [row["end_state"] for row in shown["timeline"]] == ["ended", "ongoing"]
    assert [source["key"] for source in shown["sources"]] == ["almanac"]
    assert shown["identifiers"] == {"wikidata": "Q-boris"}
    assert shown["holders"] == []


def test_roles_are_those_of_the_day_and_the_timeline_all(kingdom: Settings) -> None:
    assert [role["position"] for role in show(kingdom, "boris", on="1886-05-01").to_json()["roles"]] == [
        "Chancellor of Zenda"
    ]
    assert show(kingdom, "boris", on="1889").to_json()["roles"] == []
    assert [role["certain"] for role in show(kingdom, "boris", on="1885").to_json()["roles"]] == [False]
    assert len(show(kingdom, "boris", on="1889").roles) == 2


def test_a_state_is_shown_with_its_office_holders_on_the_day(kingdom: Settings) -> None:
    shown = show(kingdom, "zenda", on="1889-01-01")
    assert [(row["person"], row["class"], row["certain"], row["acting"]) for row in shown.holders] == [
        ("clara", "head_of_government", 1, 1),
        ("anton", "head_of_state", 1, 0),
    ]
    assert [row["person"] for row in show(kingdom, "zenda", on="1887").holders] == ["boris", "clara", "anton"]


def test_a_relation_is_shown_from_both_ends(kingdom: Settings) -> None:
    (forth,) = show(kingdom, "zenda").relations
    (back,) = show(kingdom, "old-zenda").relations
    assert (forth["predicate"], forth["of"]) == ("successor_of", "old-zenda")
    assert (back["predicate"], back["from_actor"]) == ("successor_of", "zenda")


def test_sources_that_contradict_are_shown_the_better_one_first(kingdom: Settings) -> None:
    shown = show(kingdom, "emil")
    assert [(row["from"], row["source"]) for row in shown.roles] == [("1890-01-01", "almanac")]
    (conflict,) = shown.conflicts
    assert {conflict["source"], conflict["other_source"]} == {"almanac", "rumour"}


def test_memberships_are_apart_from_other_relations(small: Settings) -> None:
    shown = show(small, "rupert-hentzau")
    assert [row["of"] for row in shown.memberships] == ["league-of-small-states"]
    assert shown.relations == []
    league = show(small, "league-of-small-states")
    assert league.relations == [], "members are not listed one by one"


def test_a_curators_facts_do_not_count_as_checked_or_unchecked(small: Settings, bundled: Settings) -> None:
    assert show(small, "rupert-hentzau").checked == (0, 0)
    checked, facts = show(bundled, "recep-tayyip-erdogan").checked
    assert 0 < checked <= facts


@pytest.mark.parametrize(
    "asked", ["rupert-hentzau", "RUPERT-HENTZAU", " rupert-hentzau ", "Rupert Hentzau", "HENTZAU, rupert"]
)
def test_an_actor_is_found_by_key_without_case_or_by_name(small: Settings, asked: str) -> None:
    assert show(small, asked).profile.key == "rupert-hentzau"


def test_an_ambiguous_name_lists_the_keys(small: Settings) -> None:
    with pytest.raises(AmbiguousNameError) as error:
        show(small, "Elphberg")
    assert "flavia-elphberg" in str(error.value)
    assert "rudolf-elphberg" in str(error.value)


@pytest.mark.parametrize("asked", ["Nobody At All", "", "   ", "?!", "x" * 10_000])
def test_an_unknown_name_is_one_clear_error(small: Settings, asked: str) -> None:
    with pytest.raises(NotFoundError) as error:
        show(small, asked)
    assert "\n" not in str(error.value)


def test_an_impossible_day_is_refused(small: Settings) -> None:
    with pytest.raises(DateError):
        show(small, "ruritania", on="2017-02-30")


def test_names_come_in_order_of_their_kinds(small: Settings) -> None:
    add(small, NewActor(kind="state", name="Ruritania", key="ruritania", aliases=[("Aruritania", "en")]))
    kinds = [row["kind"] for row in show(small, "ruritania").names]
    assert kinds[0] == "primary"
    assert kinds.count("alias") == 2


def test_keys_are_completed_for_the_shell(small: Settings) -> None:
    assert complete_key(small, "ru") == ["rudolf-elphberg", "rupert-hentzau", "ruritania"]
    assert complete_key(small, "zz") == []
    assert complete_key(small._replace(database=small.database.with_name("none")), "ru") == []
