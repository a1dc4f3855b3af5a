"""Profiles: cards that the index stores, roles on a day, the line that tells an actor from others."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from actors.domain.actor import EVER, KnownName, Profile, Role
from actors.domain.dates import Bounds, PartialDate, Period

KNOWN_UNTIL = date(2025, 6, 30)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
maybe = st.none() | texts
bounds = st.just(EVER) | st.builds(Bounds, st.dates(), st.dates(), st.dates(), st.dates())
names = st.builds(KnownName, texts, texts, texts, texts, texts, maybe, maybe, bounds, st.booleans())
roles = st.builds(Role, texts, texts, texts, texts, texts, maybe, maybe, texts, bounds, st.booleans())
profiles = st.builds(
    Profile, texts, texts, maybe, texts, maybe, st.floats(0, 1), bounds, maybe, maybe,
    st.dictionaries(texts, texts, max_size=3),
    st.lists(roles, max_size=3).map(tuple),
    st.lists(names, max_size=4, unique_by=lambda name: (name.folded, name.kind, name.from_date)).map(tuple),
)  # fmt: skip


def role(label: str, start: str | None, end: str | None, end_unknown: bool = False) -> Role:
    period = Period.parse(start, end, end_unknown)
    where = ("ruritania/" + label, label.title(), label, "ruritania", "Ruritania")
    return Role(*where, start, end, period.end_state.value, period.bounds(KNOWN_UNTIL))


def person(
    *held: Role, description: str | None = None, life: tuple[str | None, str | None] = (None, None)
) -> Profile:
    return Profile("rudolf", "person", None, "Rudolf", description, 0.5, EVER, *life, {}, held, ())


@given(profiles)
def test_a_card_reads_back_as_the_profile(profile: Profile) -> None:
    assert Profile.from_card(profile.to_card()) == profile


@given(profiles)
def test_a_card_is_one_line_of_json(profile: Profile) -> None:
    card = profile.to_card()
    assert "\n" not in card
    assert isinstance(json.loads(card), list)


def test_a_card_keeps_one_name_of_each_folded_form_kind_and_start() -> None:
    first = KnownName("Çavuşoğlu", "short", "tr", "weak", "cavusoglu")
    same_form = KnownName("Cavusoglu", "short", "en", "weak", "cavusoglu")
    dated = KnownName("Cavusoglu", "short", "en", "weak", "cavusoglu", "2000")
    profile = person()._replace(names=(first, same_form, dated))
    assert Profile.from_card(profile.to_card()).names == (first, dated)


def test_roles_on_a_day_are_those_held_the_certain_ones_first() -> None:
    possible, certain, past = (
        role("minister", "2015", "2019"),
        role("envoy", "2010", None),
        role("king", "1990", "2000"),
    )
    actor = person(possible, certain, past)
    assert actor.roles_on(PartialDate.parse("2015-06-01")) == [certain, possible]
    assert actor.roles_on(PartialDate.parse("2019-12-31")) == [certain]
    assert actor.roles_on(PartialDate.parse("1980")) == []


def test_a_role_in_json_says_whether_it_is_certain_on_the_day() -> None:
    minister = role("minister", "2015", "2019")
    assert minister.to_json(PartialDate.parse("2016")) == {
        "position": "Minister", "class": "minister", "of": "ruritania", "from": "2015", "to": "2019", "certain": True,
    }  # fmt: skip
    assert minister.to_json(PartialDate.parse("2015"))["certain"] is False


def test_years_show_an_ongoing_role_as_open_and_an_unknown_end_as_a_question() -> None:
    assert role("king", "2015-11-24", "2023").years() == "2015-11-24 – 2023"
    assert role("king", "2015", None).years() == "2015 –"
    assert role("king", None, None, end_unknown=True).years() == "? – ?"


def test_the_summary_is_the_office_on_the_day_else_the_highest_before_else_the_highest_to_come() -> None:
    actor = person(role("minister", "2001", "2003"), role("leader", "2010", "2012"), description="a person")
    assert actor.summary(PartialDate.parse("2002-06-01")) == "Minister (2001 – 2003)"
    assert actor.summary(PartialDate.parse("2005")) == "Minister (2001 – 2003)"
    assert actor.summary(PartialDate.parse("2020")) == "Leader (2010 – 2012)"
    assert actor.summary(PartialDate.parse("1990")) == "Leader (2010 – 2012)"
    assert person(description="a person").summary(PartialDate.parse("1990")) == "a person"
    assert person().summary(PartialDate.parse("1990")) == ""


def test_of_equal_offices_the_summary_names_the_latest() -> None:
    actor = person(role("minister", "2001", "2003"), role("minister", "2010", "2012"))
    assert actor.summary(PartialDate.parse("2020")) == "Minister (2010 – 2012)"


def test_the_lifespan_shows_what_is_known() -> None:
    assert person(life=("1930", "2000-01-02")).lifespan() == "1930 – 2000-01-02"
    assert person(life=(None, "2000")).lifespan() == "? – 2000"
    assert person(life=("1930", None)).lifespan() == "1930 –"
    assert person().lifespan() == ""
