"""Who held what: on days and in periods, certainly or possibly, by state and by class."""

from __future__ import annotations

from typing import Any

import pytest

from actors.config import Settings
from actors.errors import ActorsError, AmbiguousNameError, DateError, NotFoundError, UsageError
from actors.services.listing import COLUMNS, roles


def held(settings: Settings, **asked: Any) -> dict[str, bool]:
    rows = roles(settings, **asked).rows
    return {f"{row['key']} {row['position'].split()[0].lower()}": row["certain"] for row in rows}


def test_a_row_has_all_columns_with_codes_that_join(kingdom: Settings) -> None:
    (row,) = roles(kingdom, position_class="head_of_state", on="1889-01-01").rows
    assert tuple(row) == COLUMNS
    assert row == {
        "state": "Zenda",
        "iso3": "ZEiso3",
        "cow": "ZEcow",
        "position": "King of Zenda",
        "class": "head_of_state",
        "person": "Anton",
        "key": "anton",
        "wikidata": "Q-anton",
        "from": "1880-01-01",
        "to": "1890-06-15",
        "certain": True,
        "source": "almanac",
        "checked": "book:7",
    }


@pytest.mark.parametrize(
    ("day", "king"),
    [
        ("1879-12-31", {}),
        ("1880-01-01", {"anton king": True}),
        ("1890-06-14", {"anton king": True}),
        ("1890-06-15", {"boris king": True}),
        ("2400-01-01", {"boris king": True}),
        ("1889", {"anton king": True}),
        ("1890-06", {"anton king": False, "boris king": False}),
        ("1890", {"anton king": False, "boris king": False}),
        ("1891", {"boris king": True}),
    ],
)
def test_the_end_is_the_first_day_out_of_office(kingdom: Settings, day: str, king: dict[str, bool]) -> None:
    assert held(kingdom, position_class="head_of_state", on=day) == king


@pytest.mark.parametrize(
    ("day", "chancellor"),
    [
        ("1884-12-31", {}),
        ("1885-06-01", {"boris chancellor": False}),
        ("1886-06-01", {"boris chancellor": True}),
        ("1887-06-01", {"boris chancellor": False, "clara chancellor": False}),
        ("1888-06-01", {"clara chancellor": True}),
        ("1895-02-28", {"clara chancellor": True}),
        ("1895-03-15", {"clara chancellor": False}),
        ("1895-03-31", {}),
        ("1895-04-01", {"doris chancellor": True}),
        ("1895-04-02", {"doris chancellor": False}),
        ("1899-01-01", {"doris chancellor": False}),
    ],
)
def test_partial_and_unknown_dates_are_possible_and_not_certain(
    kingdom: Settings, day: str, chancellor: dict[str, bool]
) -> None:
    assert held(kingdom, position_class="head_of_government", on=day) == chancellor


def test_a_second_class_of_a_post_is_found_and_told_as_asked(kingdom: Settings) -> None:
    (row,) = roles(kingdom, position_class="foreign_minister", on="1888-06-01").rows
    assert (row["key"], row["class"]) == ("clara", "foreign_minister")
    (row,) = roles(kingdom, position_class="head_of_government", on="1888-06-01").rows
    assert (row["key"], row["class"]) == ("clara", "head_of_government")
    both = [row for row in roles(kingdom, on="1888-06-01").rows if row["key"] == "clara"]
    assert [row["class"] for row in both] == ["head_of_government"], "unasked, a post is listed once"


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("1880-01-01", "1880-01-01", {"anton king": True}),
        ("1870", "1879", {}),
        ("1890-06-15", "1890-06-15", {"boris king": True}),
        ("1890-06-14", "1890-06-15", {"anton king": True, "boris king": True}),
        (None, "1889", {"anton king": True}),
        ("1890-06-15", None, {"boris king": True}),
        ("1890-06", "1890-06", {"anton king": True, "boris king": True}),
    ],
)
def test_a_period_takes_in_both_its_ends(
    kingdom: Settings, since: str | None, until: str | None, found: dict[str, bool]
) -> None:
    assert held(kingdom, position_class="head_of_state", since=since, until=until) == found


def test_in_a_period_certain_means_on_some_day_of_it(kingdom: Settings) -> None:
    asked = {"position_class": "head_of_government"}
    assert held(kingdom, since="1885-02-01", until="1885-03-01", **asked) == {"boris chancellor": False}
    assert held(kingdom, since="1885-02-01", until="1886-01-01", **asked) == {"boris chancellor": True}
    assert held(kingdom, since="1899", until="1900", **asked) == {"doris chancellor": False}


@pytest.mark.parametrize("name", ["zenda", "Zenda", " ZENDA ", "Zendan"])
def test_a_state_is_named_by_its_key_or_a_name_of_it(kingdom: Settings, name: str) -> None:
    assert held(kingdom, state=name, on="1889-01-01") == {"anton king": True, "clara chancellor": True}


def test_a_state_without_posts_and_a_day_without_holders_give_no_rows(kingdom: Settings) -> None:
    assert roles(kingdom, state="old-zenda").rows == []
    assert roles(kingdom, on="1600").rows == []


def test_rows_are_ordered_by_state_post_and_day(bundled: Settings) -> None:
    rows = roles(bundled, on="2017-11-22").rows
    states = [row["state"] for row in rows]
    assert len(rows) > 100
    assert states == sorted(states)
    timeline = roles(bundled, state="turkey", position_class="foreign_minister", since="2000").rows
    assert [row["from"] for row in timeline] == sorted(row["from"] for row in timeline)


def test_the_bundled_data_answers_who_was_foreign_minister_of_turkey_that_day(bundled: Settings) -> None:
    (row,) = roles(bundled, state="Turkey", position_class="foreign_minister", on="2017-11-22").rows
    assert (row["key"], row["iso3"], row["cow"], row["certain"]) == ("mevlut-cavusoglu", "TUR", "640", True)


def test_the_document_says_day_revision_and_what_is_known(kingdom: Settings) -> None:
    document = roles(kingdom, on="1889").to_json()
    assert document["on"] == "1889"
    assert document["revision"] == 1
    assert document["known_until"] == "0001-01-01"
    assert {row["key"] for row in document["roles"]} == {"anton", "clara"}


@pytest.mark.parametrize(
    ("asked", "error", "what"),
    [
        ({"on": "1889", "since": "1880"}, UsageError, "--on is one day"),
        ({"on": "1889", "until": "1880"}, UsageError, "--on is one day"),
        ({"since": "1890", "until": "1889"}, UsageError, "ends (1889) before it starts (1890)"),
        ({"position_class": "wizard"}, UsageError, "'wizard' is no class"),
        ({"on": "1889-02-29"}, DateError, "does not exist"),
        ({"since": "soon"}, DateError, "is not a date"),
        ({"until": "1889-13"}, DateError, "1889-13"),
        ({"state": "Nowhere"}, NotFoundError, "no actor is called 'Nowhere'"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_error(
    kingdom: Settings, asked: dict[str, str], error: type[ActorsError], what: str
) -> None:
    with pytest.raises(error) as refused:
        roles(kingdom, **asked)
    assert what in str(refused.value)


def test_a_name_of_several_lists_their_keys(small: Settings) -> None:
    with pytest.raises(AmbiguousNameError, match="flavia-elphberg, rudolf-elphberg"):
        roles(small, state="Elphberg")
