"""How alike words and names are, whoever asks: spellings pass, other names do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.matching import weights
from actors.matching.alike import (
    Fit,
    actor_likeness,
    is_spelling,
    lighter,
    name_likeness,
    same_by_ear,
    says_little,
    word_likeness,
)
from actors.text.name_words import name_words
from actors.text.normalize import fold


def says(word: str) -> float:
    return 1.0 if word in {"ali", "muhammad", "bank"} else 4.0


def fit(asked: str, stored: str) -> Fit:
    return name_likeness(name_words(fold(asked)), name_words(fold(stored)), word_likeness, lighter(says))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gaddafi", "qadhafi"),
        ("gaddafi", "kadafi"),
        ("qaddafi", "gadhafi"),
        ("osama", "usama"),
        ("hussein", "husayn"),
        ("sergey", "sergei"),
        ("yussuf", "yousef"),
        ("erdogan", "erdogn"),
        ("abdullah", "abdallah"),
        ("abu", "abou"),
    ],
)
def test_spellings_of_a_word_are_alike(one: str, other: str) -> None:
    assert word_likeness(one, other) == word_likeness(other, one) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("iran", "iraq"),
        ("austria", "australia"),
        ("mali", "malta"),
        ("niger", "nigeria"),
        ("slovakia", "slovenia"),
        ("kerry", "kelly"),
    ],
)
def test_words_that_only_look_alike_are_not(one: str, other: str) -> None:
    assert word_likeness(one, other) == word_likeness(other, one) < 0.76


@pytest.mark.parametrize(
    ("one", "other"), [("vi", "v"), ("ii", "i"), ("ii", "iii"), ("14", "1"), ("17", "18")]
)
def test_other_numbers_are_no_counterparts(one: str, other: str) -> None:
    assert word_likeness(one, other) == word_likeness(other, one) == 0


def test_an_initial_may_stand_for_a_word_but_is_not_the_word() -> None:
    assert 0.5 < word_likeness("j", "john") == word_likeness("john", "j") < 0.8
    assert word_likeness("j", "kevin") == 0


def test_the_order_of_words_counts_little() -> None:
    assert (
        0.8
        < fit("Rouhani, Hassan", "Hassan Rouhani").score
        < 1
        == fit("Hassan Rouhani", "Hassan Rouhani").score
    )


def test_words_in_another_order_tell_apart_where_letters_cannot() -> None:
    same, turned = (
        name_likeness(asked, ["felix", "manuel"], word_likeness, says, same_script=False).score
        for asked in (["felix", "manuel"], ["manuel", "felix"])
    )
    assert 0.9 < turned < same == 1


def test_words_without_a_counterpart_are_told_by_side() -> None:
    found = fit("George H. W. Bush", "George Bush junior")
    assert found.asked_alone == ("hw",)
    assert found.stored_alone == ("jr",)
    assert [(pair.asked, pair.stored) for pair in found.pairs] == [("bush", "bush"), ("george", "george")]


def test_a_word_asked_that_is_missing_is_worse_than_a_word_not_asked() -> None:
    assert fit("Javad Zarif", "Mohsen Javad Zarif").score > fit("Mohsen Javad Zarif", "Javad Zarif").score


def test_both_sides_lacking_a_part_is_worse_than_one_side() -> None:
    assert (
        fit("Javad Zarif", "Mohsen Javad Zarif").score > fit("Ahmad Javad Zarif", "Mohsen Javad Zarif").score
    )


def test_a_common_word_missing_counts_less_than_a_rare_one() -> None:
    assert fit("Ali Zarif", "Zarif").score > fit("Javad Zarif", "Zarif").score


def test_what_the_counterparts_say_grows_with_their_rarity() -> None:
    assert fit("Ali Muhammad", "Ali Muhammad").said == 2 < fit("Javad Zarif", "Javad Zarif").said == 8


@pytest.mark.parametrize(
    ("asked", "stored", "pair"),
    [
        ("Saifullah Khan", "Saif Ullah Khan", ("saifullah", "saif ullah")),
        ("Saif Ullah Khan", "Saifullah Khan", ("saif ullah", "saifullah")),
        ("Abd Allah Ragab", "Abdallah Ragab", ("abd allah", "abdallah")),
    ],
)
def test_a_word_written_apart_is_the_word(asked: str, stored: str, pair: tuple[str, str]) -> None:
    found = fit(asked, stored)
    assert pair in [(two.asked, two.stored) for two in found.pairs]
    assert not found.asked_alone
    assert not found.stored_alone
    assert found.score > 0.9


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        ("Stroytransgaz OOO", "Stroytransgaz LLC"),
        ("Izhmash Joint-Stock Company", "OAO Izhmash"),
        ("Abdelmalek Droukdel", "Abd al-Malek Droukdel"),
    ],
)
def test_legal_forms_and_servants_of_are_the_same_words(asked: str, stored: str) -> None:
    found = fit(asked, stored)
    assert (found.asked_share, found.stored_share) == (1, 1)


def test_a_legal_form_missing_is_a_small_thing() -> None:
    assert fit("Lama Foods", "Lama Foods SARL").score > 0.85 > fit("Lama Foods", "Lama Foods Ghana").score


def test_an_actor_fits_better_whose_other_names_have_the_rest() -> None:
    asked = name_words("bushra shawkat")
    best = fit("bushra shawkat", "bushra al assad")
    alone = actor_likeness(best, asked, {"bushra", "assad"}, word_likeness, says)
    assert actor_likeness(best, asked, {"bushra", "assad", "shawkat"}, word_likeness, says) > alone


def test_nothing_fits_nothing() -> None:
    assert fit("", "Putin").score == fit("Putin", "").score == fit("Putin", "Merkel").score == 0


words = st.lists(
    st.sampled_from(
        ["ali", "abd", "allah", "abdallah", "saif", "ullah", "saifullah", "g", "bush", "v", "vi", "llc"]
    ),
    max_size=5,
)


@given(words, words)
def test_each_word_is_paired_once_or_alone_and_a_name_fits_itself(
    asked: list[str], stored: list[str]
) -> None:
    found = name_likeness(asked, stored, word_likeness, says)
    for given_words, alone, paired in (
        (asked, found.asked_alone, [pair.asked for pair in found.pairs]),
        (stored, found.stored_alone, [pair.stored for pair in found.pairs]),
    ):
        assert sorted(given_words) == sorted([*alone, *" ".join(paired).split()])
    assert 0 <= found.score <= 1
    if asked:
        assert name_likeness(asked, asked, word_likeness, says).score == pytest.approx(1)


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        ("gaddafi", "qadhafi"),  # alike by ear
        ("kaddafi", "ghadafi"),
        ("zelenskiy", "zelensky"),
        ("moamer", "moammar"),
        ("erdogn", "erdogan"),
        ("merckel", "merkel"),
        ("lula", "lola"),  # a vowel in a word of four letters
        ("johanneson", "johannessen"),  # two errors from nine letters on
        ("j", "john"),  # what an initial stands for, its likeness says
        ("путин", "putin"),
        ("путен", "путин"),
        ("saif ullah", "saifullah"),
    ],
)
def test_what_differs_by_ear_or_by_an_error_is_a_spelling(asked: str, stored: str) -> None:
    assert is_spelling(asked, stored)
    assert is_spelling(stored, asked)


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        ("assaf", "assad"),
        ("johansson", "johnson"),
        ("derdogan", "erdogan"),  # no error is forgiven in the first letter
        ("bush", "bosch"),
        ("kerry", "kelly"),
        ("mali", "malta"),
        ("кот", "кит"),
        ("beridze", "baramidze"),
    ],
)
def test_other_words_are_no_spellings(asked: str, stored: str) -> None:
    assert not is_spelling(asked, stored)
    assert not is_spelling(stored, asked)


@pytest.mark.parametrize(
    ("one", "other"),
    [("qadhafi", "kadafi"), ("yussuf", "yusuf"), ("tschernenko", "chernenko"), ("jusuf", "dzhusuf")],
)
def test_words_that_sound_the_same_are_the_same_by_ear(one: str, other: str) -> None:
    assert same_by_ear(one, other)
    assert word_likeness(one, other) >= weights.SAME_BY_EAR


@pytest.mark.parametrize(("one", "other"), [("assad", "assaf"), ("hasan", "hussein"), ("mali", "mila")])
def test_vowels_and_consonants_are_heard(one: str, other: str) -> None:
    assert not same_by_ear(one, other)


letters = st.text(alphabet="aeioubcdghkmnpqstwz", min_size=1, max_size=10)


@given(letters, letters)
def test_being_a_spelling_and_sounding_the_same_do_not_depend_on_who_asks(one: str, other: str) -> None:
    assert is_spelling(one, other) == is_spelling(other, one)
    assert same_by_ear(one, other) == same_by_ear(other, one)
    assert same_by_ear(one, one)
    assert not same_by_ear(one, other) or is_spelling(one, other)


def test_words_that_go_with_names_say_less_than_their_rarity() -> None:
    def rare(_: str) -> float:
        return 10.0

    light = lighter(rare)
    assert light("putin") == light("김") == 10
    assert light("llc") == light("abu") == 10 * weights.LEGAL_FORM
    assert light("haji") == 10 * weights.HONORIFIC
    assert light("vladimirovich") == light("владимирович") == 10 * weights.PATRONYMIC
    assert light("v") == light("в") == weights.INITIAL_SAYS


@pytest.mark.parametrize("word", ["v", "в", "vladimirovich", "sergeevna", "владимирович", "haji", "mr"])
def test_an_initial_a_patronymic_or_an_honorific_makes_no_other_name(word: str) -> None:
    assert says_little(word)


@pytest.mark.parametrize("word", ["putin", "jr", "ali", "vich", "llc"])
def test_any_other_word_may_make_another_name(word: str) -> None:
    assert not says_little(word)
