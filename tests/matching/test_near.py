"""How a name that is only near is judged: what it has, and each doubt that keeps it from being the one meant."""

from __future__ import annotations

import pytest

from actors.matching import weights
from actors.matching.alike import Fit, Pair, name_likeness, word_likeness
from actors.matching.near import Bearer, near_signals, whole_likeness, with_initials_apart
from actors.text.name_words import name_words
from actors.text.normalize import fold

SOMEONE, KNOWN = Bearer(is_person=True, prominence=0.3), Bearer(is_person=True, prominence=0.9)
BODY = Bearer(is_person=False, prominence=0.3)
FEW, MANY = 100, 10_000_000


def rare(_: str) -> float:
    return 8.0


def doubts(asked: str, stored: str, bearer: Bearer = SOMEONE, names: int = FEW) -> set[str]:
    words = name_words(fold(stored))
    fit = name_likeness(name_words(fold(asked)), words, word_likeness, rare)
    first, *others = near_signals(fit.score, fit, words, names, bearer)
    assert (first.signal, first.score, first.weight) == ("words", fit.score, 1.0)
    assert all((one.score, one.weight) == (0, 0) for one in others), "a doubt takes nothing from the score"
    return {one.signal for one in others}


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        ("Emanuel Macron", "Emmanuel Macron"),
        ("Muamar Qadhafi", "Muammar Gaddafi"),
        ("Vladimir Vladimirovich Putin", "Vladimir Putin"),
        ("Vladimir V. Putin", "Vladimir Putin"),
        ("Lama Foods", "Lama Foods LLC"),
    ],
)
def test_a_spelling_of_the_whole_name_is_not_doubted(asked: str, stored: str) -> None:
    assert doubts(asked, stored, BODY if "Foods" in asked else SOMEONE) == set()


@pytest.mark.parametrize(
    ("asked", "stored", "bearer", "doubt"),
    [
        ("Boris Johansson", "Boris Johnson", SOMEONE, "spelling"),
        ("George Bush junior", "George Bush", SOMEONE, "generation"),
        ("Hillary Rodham Clinton", "Hillary Clinton", SOMEONE, "added"),
        ("Mevlut", "Mevlut Cavusoglu", SOMEONE, "partial"),
        ("Lama Foods", "Lama Foods Ghana", BODY, "partial"),
        ("Lama Foods Ghana", "Lama Foods", BODY, "lacking"),
        ("Javad Zarif", "Javad Owji", SOMEONE, "lacking"),
        ("Nigar", "Niger", BODY, "alone"),
    ],
)
def test_each_doubt_has_its_case(asked: str, stored: str, bearer: Bearer, doubt: str) -> None:
    assert doubt in doubts(asked, stored, bearer)


def test_one_more_word_makes_no_other_name_of_who_is_well_known() -> None:
    assert "added" not in doubts("Hillary Rodham Clinton", "Hillary Clinton", KNOWN)


def test_a_single_word_that_is_near_means_only_who_is_well_known() -> None:
    assert "alone" in doubts("erdogn", "Erdogan", SOMEONE)
    assert "alone" not in doubts("erdogn", "Erdogan", KNOWN)
    assert "alone" in doubts("nata", "Nato", KNOWN), "short words are near to too much"


def test_among_many_names_as_much_is_alike_by_chance_but_less_so_of_the_well_known() -> None:
    asked, stored = "Emanuel Macron", "Emmanuel Macron"
    assert "chance" not in doubts(asked, stored, SOMEONE, FEW)
    assert "chance" in doubts(asked, stored, SOMEONE, MANY)
    assert "chance" not in doubts(asked, stored, KNOWN, MANY)


def test_a_person_without_the_surname_may_be_another_and_without_a_forename_not() -> None:
    assert "partial" in doubts("Mohammed Javad", "Mohammed Javad Zarif")
    assert "partial" not in doubts("Javad Zarif", "Mohammed Javad Zarif")
    assert "partial" not in doubts("George Bush", "George Bush jr"), "a generation is no surname"


@pytest.mark.parametrize(
    ("asked", "stored", "likeness", "is_doubted"),
    [
        ("פוטין", "putin", weights.READ_AS_AT, False),
        ("פוטין", "patino", weights.READ_AS_AT - 0.01, True),
        ("путин", "putin", weights.READ_WITH_VOWELS_AT, False),
        ("путилин", "putin", weights.READ_WITH_VOWELS_AT - 0.01, True),
    ],
)
def test_a_word_of_another_script_must_fit_better_where_vowels_are_written(
    asked: str, stored: str, likeness: float, is_doubted: bool
) -> None:
    pairs = (Pair(asked, stored, likeness), Pair("x", "x", 1.0))
    fit = Fit(0.9, 0.9, 0.9, 20.0, pairs, (), ())
    found = near_signals(0.9, fit, (stored, "x"), FEW, SOMEONE)
    assert ("spelling" in {signal.signal for signal in found}) is is_doubted


def test_the_first_signal_says_which_words_are_whose_counterparts() -> None:
    words = ("emmanuel", "macron")
    fit = name_likeness(("emanuel", "macron"), words, word_likeness, rare)
    said = near_signals(fit.score, fit, words, FEW, SOMEONE)[0].detail
    assert set(said.split(", ")) == {"macron", "emanuel ~ emmanuel"}


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("V.V. Putin", "V V  Putin"),
        ("V. Putin", "V  Putin"),
        ("В.В. Путин", "В В  Путин"),
        ("U.N.", "U.N."),
        ("Putin", "Putin"),
        ("St. Petersburg", "St. Petersburg"),
        ("", ""),
    ],
)
def test_initials_of_a_person_are_words_and_an_acronym_is_one(text: str, apart: str) -> None:
    assert with_initials_apart(text) == apart


def test_a_name_in_another_script_fits_from_first_letter_to_last_and_with_its_last_word_first() -> None:
    right = whole_likeness(("владимир", "путин"), ("vladimir", "putin"))
    turned = whole_likeness(("путин", "владимир"), ("vladimir", "putin"))
    other = whole_likeness(("владимир", "путин"), ("angela", "merkel"))
    assert right > 0.9
    assert turned > 0.9
    assert other < 0.3
