"""Each signal by itself: what speaks for a candidate and what against."""

from __future__ import annotations

import pytest

from actors.domain.dates import PartialDate
from actors.domain.match import Reading
from actors.matching import signals, weights
from actors.matching.names import best_name, exact_signal, has_other_father, reading_of
from tests.matching.profiles import DAY, name, profile, role

NO_PARTICLES: frozenset[str] = frozenset()


def test_a_strong_name_counts_fully_a_weak_one_less_and_a_contextual_one_not_at_all() -> None:
    scores = [signals.strength(name("X", strength=how)).score for how in ("strong", "weak", "context")]
    assert scores == [1.0, 0.4, 0.0]


def test_case_matters_only_for_names_whose_lower_case_is_another_word() -> None:
    us = name("US", "acronym", case_sensitive=True)
    assert signals.letter_case(name("Russia"), "russia") is None
    asked = {text: signals.letter_case(us, text) for text in ("US", "us", "the US")}
    assert {text: signal and signal.score for text, signal in asked.items()} == {
        "US": 1,
        "us": 0,
        "the US": 1,
    }
    dotted = signals.letter_case(name("U.S.", case_sensitive=True), "US")
    assert dotted is not None
    assert dotted.score == 1.0


def test_validity_is_said_of_dated_names_only_and_ranks_by_the_day() -> None:
    zaire = name("Zaire", "former", start="1971-10-27", end="1997-05-17")
    assert signals.validity(name("Congo"), DAY) is None
    days = {"1980": 1.0, "1971": 0.7, "2017-11-22": 0.0}
    for day, score in days.items():
        found = signals.validity(zaire, PartialDate.parse(day))
        assert found is not None
        assert (found.score, day in found.detail) == (score, True)
    undated = signals.validity(zaire, None)
    assert undated is not None
    assert undated.score == 1.0


def test_life_weighs_more_where_a_day_was_asked_and_more_for_bodies_than_for_people() -> None:
    person = profile("p", start="1930-10-06", end="2000-06-10")
    body = profile("b", kind="state", start="1922-12-30", end="1991-12-26")
    undated = [signals.life(one, DAY, dated=False) for one in (person, body)]
    dated = [signals.life(one, DAY, dated=True) for one in (person, body)]
    assert [found and found.score for found in (*undated, *dated)] == [0.0] * 4
    assert [found and found.weight for found in undated] == [weights.LIFE, weights.LIFE_OF_BODY]
    assert [found and found.weight for found in dated] == [weights.LIFE_DATED] * 2
    assert signals.life(profile("x"), DAY, dated=True) is None


def test_life_on_a_day_within_it_is_whole_and_possible_in_a_year_of_its_end() -> None:
    person = profile("p", start="1930-10-06", end="2000-06-10")
    alive = signals.life(person, PartialDate.parse("1985"), dated=True)
    perhaps = signals.life(person, PartialDate.parse("2000"), dated=True)
    assert alive is not None
    assert perhaps is not None
    assert (alive.score, perhaps.score) == (1.0, 0.8)


def test_office_is_of_persons_and_the_higher_office_counts_more() -> None:
    assert signals.office(profile("nato", kind="organization"), DAY, dated=True) is None
    ranks = ["head_of_state", "foreign_minister", "legislator"]
    found = [signals.office(profile("p", roles=[role(what, "2014")]), DAY, dated=True) for what in ranks]
    assert [one and one.score for one in found] == [1.0, 0.9, 0.6]
    none = signals.office(profile("p"), DAY, dated=True)
    assert none is not None
    assert none.score == 0.0


def test_of_several_offices_the_highest_speaks_and_a_possible_one_counts_less() -> None:
    both = profile("p", roles=[role("legislator", "2010"), role("head_of_state", "2014")])
    maybe = profile("p", roles=[role("head_of_state", "2017-11")])
    high, possible = (signals.office(one, DAY, dated=True) for one in (both, maybe))
    assert high is not None
    assert possible is not None
    assert "head of state" in high.detail
    assert possible.score == pytest.approx(0.6)
    assert possible.detail.startswith("possibly ")


def test_office_weighs_more_where_a_day_was_asked() -> None:
    undated, dated = (signals.office(profile("p"), DAY, dated=flag) for flag in (False, True))
    assert undated is not None
    assert dated is not None
    assert (undated.weight, dated.weight) == (weights.OFFICE, weights.OFFICE_DATED)
    assert weights.OFFICE < weights.OFFICE_DATED


def test_prominence_is_told_as_it_is() -> None:
    assert signals.prominence(profile("p", prominence=0.25)).score == 0.25


def test_metonyms_and_demonyms_have_readings_of_their_own_and_all_else_is_a_name() -> None:
    assert reading_of(name("Moscow", "metonym")) is Reading.METONYM
    assert reading_of(name("Russian", "demonym")) is Reading.DEMONYM
    assert {reading_of(name("x", kind)) for kind in ("primary", "acronym", "nickname")} == {Reading.NAME}


def test_the_stricter_the_way_a_name_was_found_the_higher_it_scores() -> None:
    scores = [exact_signal(scheme, name("Путин")).score for scheme in ("fold", "order", "latin")]
    assert scores == [weights.EXACT, weights.REORDERED, weights.TRANSLITERATED]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("asked", "way"),
    [
        ("recep tayyip erdogan", "the same:"),
        ("erdogan tayyip recep", "the same words in another order"),
        ("tayyip erdogan", "part of"),
        ("erdo", "the beginning of a word of"),
    ],
)
def test_the_best_name_says_how_it_fits(asked: str, way: str) -> None:
    known = [name("Recep Tayyip Erdoğan"), name("Anadolu")]
    matched, signal = best_name(asked, known, NO_PARTICLES)
    assert matched is known[0]
    assert signal.detail.startswith(way)


def test_ways_to_fit_rank_same_before_reordered_before_part_before_nothing() -> None:
    known = [name("Recep Tayyip Erdoğan")]
    asked = ["recep tayyip erdogan", "erdogan recep tayyip", "recep erdogan", "recep", "putin"]
    scores = [best_name(text, known, NO_PARTICLES)[1].score for text in asked]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert best_name("putin", known, NO_PARTICLES)[0] is None


@pytest.mark.parametrize("asked", ["mao", "iraq", "afghanistam", "recep tayyip erdogn"])
def test_a_misspelt_name_fits_none_by_its_words(asked: str) -> None:
    known = [name("Mali"), name("Moa"), name("Iran"), name("Afghanistan"), name("Recep Tayyip Erdoğan")]
    matched, signal = best_name(asked, known, NO_PARTICLES)
    assert (matched, signal.signal, signal.score) == (None, "text", weights.ROLE_ONLY)


def test_the_initials_of_a_name_are_less_than_any_name() -> None:
    derived = exact_signal("acronym", name("World Food Programme"))
    assert (derived.signal, derived.score) == ("acronym", weights.DERIVED_ACRONYM)
    assert derived.score < weights.TRANSLITERATED


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        ("salman bin mohammed", "mohammed bin salman"),
        ("salman ibn mohammed", "mohammed bin salman"),
        ("hamad bin khalifa", "khalifa bin hamad al thani"),
        ("ali bin omar", "ali bin khalid bin hamad"),
    ],
)
def test_names_that_state_other_fathers_are_told_apart(asked: str, stored: str) -> None:
    assert has_other_father(asked, stored)
    assert has_other_father(stored, asked)


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        ("bin salman mohammed", "mohammed bin salman"),
        ("salman mohammed bin", "mohammed bin salman"),
        ("mohammed ibn salmaan", "mohammed bin salman"),
        ("mohammed salman", "mohammed bin salman"),  # none stated
        ("mohammed bin salman bin abdulaziz", "mohammed bin salman"),
        ("salman mohammed", "mohammed salman"),
        ("", "mohammed bin salman"),
        ("bin", "bin"),
    ],
)
def test_the_same_father_or_none_stated_is_no_other(asked: str, stored: str) -> None:
    assert not has_other_father(asked, stored)
    assert not has_other_father(stored, asked)
