"""Facts about how words sound, in one script and across scripts."""

from __future__ import annotations

import pytest

from actors.text.likeness import foreign_likeness, foreign_likenesses
from actors.text.normalize import fold
from actors.text.sounds import likely_sounds, sound

NEAR = [
    ("פוטין", "putin"),
    ("נתניהו", "netanyahu"),
    ("קפקא", "kafka"),
    ("צ'רצ'יל", "churchill"),
    ("أردوغان", "erdogan"),
    ("القذافي", "gaddafi"),
    ("السيسي", "sisi"),
    ("السيسي", "el sisi"),
    ("Путин", "putin"),
    ("Горбачёв", "gorbachev"),
    ("Зеленський", "zelensky"),
    ("트럼프", "trump"),
    ("푸틴", "putin"),
    ("박", "park"),
    ("이", "lee"),
    ("근혜", "geunhye"),
    ("トランプ", "trump"),
    ("プーチン", "putin"),
    ("メルケル", "merkel"),
    ("近平", "jinping"),
    ("默克尔", "merkel"),
    ("奥巴马", "obama"),
    ("安倍", "abe"),
    ("晋三", "shinzo"),
    ("Μητσοτάκης", "mitsotakis"),
    ("Παπανδρέου", "papandreou"),
    ("ქართლი", "kartli"),
    ("სააკაშვილი", "saakashvili"),
    ("Փաշինյան", "pashinyan"),
    ("मोदी", "modi"),
    ("गांधी", "gandhi"),
    ("ทักษิณ", "thaksin"),
    ("روحانی", "rouhani"),
    ("احمدی‌نژاد", "ahmadinejad"),
    ("پاکستان", "pakistan"),
]
FAR = [
    ("פוטין", "obama"),
    ("נתניהו", "merkel"),
    ("أردوغان", "sarkozy"),
    ("Путин", "merkel"),
    ("트럼프", "obama"),
    ("トランプ", "obama"),
    ("默克尔", "obama"),
    ("Μητσοτάκης", "papandreou"),
    ("სააკაშვილი", "merkel"),
    ("Փաշինյան", "sarkozy"),
    ("मोदी", "gandhi"),
    ("ทักษิณ", "obama"),
    ("روحانی", "merkel"),
]


@pytest.mark.parametrize(("asked", "stored"), NEAR)
def test_a_name_fits_itself_in_another_script(asked: str, stored: str) -> None:
    assert foreign_likeness(fold(asked), fold(stored).replace(" ", "")) >= 0.6


@pytest.mark.parametrize(("asked", "stored"), FAR)
def test_another_name_does_not_fit(asked: str, stored: str) -> None:
    assert foreign_likeness(fold(asked), stored) < 0.5


@pytest.mark.parametrize(("asked", "stored"), NEAR)
def test_the_sound_of_the_stored_word_is_among_the_likely_ones(asked: str, stored: str) -> None:
    assert sound(fold(stored).replace(" ", "")) in likely_sounds(fold(asked))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gaddafi", "qadhafi"),
        ("muhammad", "mohamed"),
        ("hussein", "husayn"),
        ("erdogan", "ardoghan"),
        ("chavez", "tchavez"),
        ("yeltsin", "eltsin"),
        ("philip", "filip"),
        ("zedong", "cedong"),
    ],
)
def test_spellings_of_one_name_share_a_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("putin", "pushkin"), ("anna", "nina"), ("merkel", "markov")])
def test_other_consonants_or_another_beginning_make_another_sound(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_a_latin_word_has_its_own_sound_alone() -> None:
    assert likely_sounds("gaddafi") == ("ktf",)


def test_likely_sounds_are_as_many_as_asked_and_begin_alike() -> None:
    assert len(likely_sounds("וו", 3)) <= 3
    assert likely_sounds("וולף", 8)[:3] == likely_sounds("וולף", 3)
    assert sound("вольф") == likely_sounds("вольф")[0]


def test_words_judged_together_are_judged_as_each_alone() -> None:
    stored = ["putin", "putnam", "put", "obama", "putin", "", "pu"]
    assert foreign_likenesses("путин", stored) == [foreign_likeness("путин", word) for word in stored]


def test_a_bound_hides_only_what_is_below_it() -> None:
    stored = ["putin", "putnam", "patton", "botany", "obama", "rasputin"]
    for full, bound in zip(
        foreign_likenesses("путин", stored), foreign_likenesses("путин", stored, 0.5), strict=True
    ):
        assert bound == (full if full > 0.5 else 0.0)


def test_either_side_may_be_the_foreign_one() -> None:
    assert foreign_likeness("putin", "путин") == foreign_likeness("путин", "putin")
    assert foreign_likeness("путин", "פוטין") > 0.5


def test_a_word_of_signs_alone_is_no_error() -> None:
    assert likely_sounds("") == ("",)
    assert foreign_likeness("", "") == 1.0
    assert 0 <= foreign_likeness("٣", "three") <= 1
    assert sound("123") == "123"
