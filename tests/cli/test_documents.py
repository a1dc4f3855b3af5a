"""The JSON documents of the contract: which members they have, of which types, in which order."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from click.testing import Result

import actors
from actors.config import Settings

Run = Callable[..., Result]

BASIS = {"on", "revision", "known_until", "version"}
ACTOR = {"key", "kind", "class", "name", "description", "identifiers", "roles"}
CANDIDATE = {"key", "kind", "class", "name", "score", "reading", "explanation"}
ROLE = {"position", "class", "of", "from", "to", "certain"}
SIGNAL = {"signal", "score", "weight", "detail"}


def document(run: Run, settings: Settings, *arguments: str) -> Any:
    ended = run(settings, *arguments, "--json")
    assert ended.exit_code == 0, ended.output
    return json.loads(ended.stdout)


def check_basis(stated: dict[str, Any], on: str | None = None) -> None:
    assert stated.keys() >= BASIS
    assert isinstance(stated["revision"], int)
    assert stated["version"] == actors.__version__
    assert len(stated["known_until"]) == 10
    assert stated["on"] == on if on else len(stated["on"]) == 10


def check_score(score: Any) -> None:
    assert isinstance(score, int | float)
    assert 0 <= score <= 1
    assert score == round(score, 4)


def check_candidate(stated: dict[str, Any], further: frozenset[str] = frozenset()) -> None:
    assert stated.keys() == CANDIDATE | further
    assert stated["kind"] in ("person", "organization", "state")
    assert (stated["class"] is None) == (stated["kind"] == "person")
    assert stated["reading"] in ("name", "role", "metonym", "demonym")
    check_score(stated["score"])
    assert stated["explanation"]
    for signal in stated["explanation"]:
        assert signal.keys() == SIGNAL
        check_score(signal["score"])
        check_score(signal["weight"])
        assert signal["detail"]


def check_actor(stated: dict[str, Any]) -> None:
    assert stated.keys() >= ACTOR
    assert all(isinstance(value, str) for value in stated["identifiers"].values())
    for role in stated["roles"]:
        assert role.keys() == ROLE
        assert isinstance(role["certain"], bool)


@pytest.mark.parametrize(
    "arguments",
    [
        ["Erdogan"],
        ["Assad", "--on", "1985"],
        ["kim"],
        ["kind:person", "minister"],
        ["Turkish", "foreign", "minister", "--on", "2017-11-22"],
    ],
    ids=" ".join,
)
def test_search(run: Run, bundled: Settings, arguments: list[str]) -> None:
    found = document(run, bundled, "search", *arguments)
    on = arguments[arguments.index("--on") + 1] if "--on" in arguments else None
    check_basis(found, on)
    assert found.keys() == BASIS | {"query", "total", "did_you_mean", "results"}
    assert found["total"] >= len(found["results"]) > 0
    for result in found["results"]:
        check_candidate(result, frozenset({"description", "matched", "snippet"}))
        assert result["matched"] is None or result["matched"].keys() == {"text", "kind", "lang"}
    scores = [result["score"] for result in found["results"]]
    assert scores == sorted(scores, reverse=True)


def test_a_search_for_a_misspelt_name_asks_whether_another_was_meant(run: Run, bundled: Settings) -> None:
    assert document(run, bundled, "search", "erdogn")["did_you_mean"] == "Erdoğan"
    for spelt in ("Erdogan", "Tayyip Erdogan", "Erdo"):
        assert document(run, bundled, "search", *spelt.split())["did_you_mean"] is None


def test_what_is_found_in_a_role_or_description_says_where(run: Run, bundled: Settings) -> None:
    found = document(run, bundled, "search", "nuclear", "negotiator")["results"]
    assert found
    assert all(result["matched"] or "nuclear" in result["snippet"].lower() for result in found)
    assert document(run, bundled, "search", "Putin")["results"][0]["snippet"] is None


def test_equal_scores_go_by_prominence_and_then_by_key(run: Run, bundled: Settings) -> None:
    found = document(run, bundled, "search", "mohammed", "--limit", "60")["results"]
    ranks = []
    for result in found:
        prominence = next(one["score"] for one in result["explanation"] if one["signal"] == "prominence")
        ranks.append((-result["score"], -prominence, result["key"]))
    assert len(ranks) > 20
    assert all(before < after for before, after in pairwise(ranks))


def test_the_limit_cuts_the_results_and_not_the_total(run: Run, bundled: Settings) -> None:
    few, more = (document(run, bundled, "search", "kim", "--limit", limit) for limit in ("2", "8"))
    assert len(few["results"]) == 2
    assert few["results"] == more["results"][:2]
    assert few["total"] == more["total"] >= 8


def test_search_of_nothing_known_is_an_empty_list(run: Run, bundled: Settings) -> None:
    found = document(run, bundled, "search", "Zaphod Beeblebrox")
    assert (found["total"], found["results"]) == (0, [])
    assert found["query"] == "Zaphod Beeblebrox"


@pytest.mark.parametrize(
    ("text", "on", "status"),
    [
        ("Putin", None, "resolved"),
        ("Turkish foreign minister", "2017-11-22", "resolved"),
        ("prime minister of Syria", "2024-09-15", "ambiguous"),
        ("Brussels", None, "ambiguous"),
        ("president of Lebanon", "2015-06-01", "unknown"),
        ("Zaphod Beeblebrox", "2015", "unknown"),
    ],
)
def test_resolve(run: Run, bundled: Settings, text: str, on: str | None, status: str) -> None:
    found = document(run, bundled, "resolve", text, *(["--on", on] if on else []))
    check_basis(found, on)
    assert found.keys() == BASIS | {"query", "status", "reason", "reading", "actor", "candidates"}
    assert (found["query"], found["status"]) == (text, status)
    assert found["reading"] in ("name", "role", "metonym", "demonym", None)
    assert (found["actor"] is not None) == (status == "resolved")
    if found["actor"]:
        assert found["actor"].keys() == ACTOR
        check_actor(found["actor"])
        assert found["candidates"][0]["key"] == found["actor"]["key"]
    else:
        assert isinstance(found["reason"], str)
    for candidate in found["candidates"]:
        check_candidate(candidate)


def test_the_roles_of_an_actor_are_those_of_the_day_asked(run: Run, bundled: Settings) -> None:
    then = document(run, bundled, "resolve", "Mevlüt Çavuşoğlu", "--on", "2017-11-22")["actor"]["roles"]
    assert {"position", "class", "of", "from", "to", "certain"} == then[0].keys()
    minister = next(role for role in then if role["class"] == "foreign_minister")
    assert (minister["of"], minister["from"], minister["certain"]) == ("turkey", "2015-11-24", True)
    before = document(run, bundled, "resolve", "Mevlüt Çavuşoğlu", "--on", "2015-10-01")["actor"]["roles"]
    assert all(role["class"] != "foreign_minister" for role in before)


def test_compare(run: Run, bundled: Settings) -> None:
    found = document(run, bundled, "compare", "Sergey Lavrov", "Sergei Lavrov", "--kind", "person")
    assert found.keys() >= {"a", "b", "score", "same", "explanation"}
    assert (found["a"], found["b"], found["same"]) == ("Sergey Lavrov", "Sergei Lavrov", True)
    check_score(found["score"])
    assert all(signal.keys() == SIGNAL for signal in found["explanation"])


def test_show(run: Run, bundled: Settings) -> None:
    shown = document(run, bundled, "show", "turkey", "--on", "2017-11-22")
    check_basis(shown, "2017-11-22")
    check_actor(shown)
    lists = {"names", "timeline", "memberships", "relations", "holders", "conflicts", "sources"}
    assert shown.keys() >= BASIS | ACTOR | lists | {"checked"}
    assert shown["identifiers"]["iso3"] == "TUR"
    assert {"text": "Türkiye", "lang": "tr"}.items() <= next(
        name for name in shown["names"] if name["lang"] == "tr" and name["text"] == "Türkiye"
    ).items()
    holders = {holder["person"] for holder in shown["holders"]}
    assert {"recep-tayyip-erdogan", "mevlut-cavusoglu", "binali-yildirim"} <= holders
    assert all({"from", "to", "source", "checked"} <= fact.keys() for name in lists for fact in shown[name]
               if name not in ("conflicts", "sources"))  # fmt: skip


def test_show_of_a_person_is_a_dated_timeline(run: Run, bundled: Settings) -> None:
    shown = document(run, bundled, "show", "recep-tayyip-erdogan")
    mine = [(role["class"], role["from"], role["to"]) for role in shown["timeline"] if role["of"] == "turkey"]
    assert ("head_of_government", "2003-03-14", "2014-08-28") in mine
    assert ("head_of_state", "2014-08-28", None) in mine


def test_roles(run: Run, bundled: Settings) -> None:
    table = document(run, bundled, "roles", "--class", "foreign_minister", "--on", "2017-11-22")
    check_basis(table, "2017-11-22")
    columns = ["state", "iso3", "cow", "position", "class", "person", "key", "wikidata", "from", "to"]
    assert all(list(row) == [*columns, "certain", "source", "checked"] for row in table["roles"])
    turkish = [row for row in table["roles"] if row["iso3"] == "TUR"]
    assert [(row["key"], row["from"], row["certain"]) for row in turkish] == [
        ("mevlut-cavusoglu", "2015-11-24", True)
    ]
    assert len(table["roles"]) > 50


def test_a_role_that_a_partial_date_leaves_open_is_not_certain(run: Run, bundled: Settings) -> None:
    rows = document(
        run, bundled, "roles", "--state", "syria", "--class", "head_of_government", "--on", "2024-09-15"
    )
    assert {(row["key"], row["certain"]) for row in rows["roles"]} == {
        ("hussein-arnous", False),
        ("mohammad-ghazi-al-jalali", False),
    }


@pytest.mark.parametrize("arguments", [["stats"], ["sources"], ["db", "info"]], ids=" ".join)
def test_what_is_counted_carries_the_revision_and_the_version(
    run: Run, bundled: Settings, arguments: list[str]
) -> None:
    stated = document(run, bundled, *arguments)
    assert isinstance(stated, dict), "one document with members, so that it can carry them"
    assert {"revision", "version"} <= stated.keys()
    assert stated["version"] == actors.__version__


def test_stats_count_what_roles_and_sources_list(run: Run, bundled: Settings) -> None:
    counted = document(run, bundled, "stats")
    kinds = {row["kind"] for row in counted["actors"]["by_class"]}
    assert kinds == {"person", "organization", "state"}
    assert sum(row["count"] for row in counted["actors"]["by_class"]) == counted["actors"]["total"]
    assert all(fact["live"] >= fact["checked"] >= 0 for fact in counted["facts"].values())
    assert counted["facts"].keys() == {"names", "identifiers", "positions", "roles", "relations"}


def test_add_says_which_actor_it_made_and_which_it_extended(run: Run, empty: Settings) -> None:
    made = document(run, empty, "add", "state", "Ruritania", "--class", "un_member")
    assert (made["key"], made["new"]) == ("ruritania", True)
    person = document(run, empty, "add", "person", "Jane", "Doe", "--short", "Doe")
    assert (person["key"], person["new"]) == ("jane-doe", True)
    again = document(run, empty, "add", "person", "Jane Doe", "--key", "jane-doe", "--alias", "Дж. Доу@ru")
    assert (again["key"], again["new"], again["facts"]) == ("jane-doe", False, 1)
    assert {"version", "revision"} <= again.keys()
