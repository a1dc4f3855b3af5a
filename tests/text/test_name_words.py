"""The words that names are compared by."""

from __future__ import annotations

import pytest

from actors.text.name_words import acronyms, name_words


@pytest.mark.parametrize(
    ("folded", "words"),
    [
        ("abdelmalek droukdel", ("abd", "malek", "droukdel")),
        ("abd al malek droukdel", ("abd", "malek", "droukdel")),
        ("abdul rahman", ("abd", "rahman")),
        ("abdurrahman", ("abd", "rahman")),
        ("abdullah gul", ("abdullah", "gul")),
        ("izhmash ooo", ("izhmash", "llc")),
        ("izhmash limited liability company", ("izhmash", "llc")),
        ("company limited by izhmash", ("co", "ltd", "by", "izhmash")),
        ("mohammed bin salman", ("muhammad", "salman")),
        ("al van der", ("al", "van", "der")),
        ("", ()),
    ],
)
def test_one_word_stands_for_all_of_its_spellings(folded: str, words: tuple[str, ...]) -> None:
    assert name_words(folded) == words


@pytest.mark.parametrize(
    ("folded", "acronym"),
    [
        ("shahid tondgoyan petrochemical company", "stpc"),
        ("islamic heritage revival party", "ihrp"),
        ("kaveh pars industries company ltd", "kpi"),
        ("organization of the petroleum exporting countries", "opec"),
        ("people s committee for peace", "pscp"),
    ],
)
def test_initials_with_and_without_legal_form_and_small_words(folded: str, acronym: str) -> None:
    assert acronym in acronyms(folded)


def test_one_word_has_no_acronym() -> None:
    assert not acronyms("hamas")
