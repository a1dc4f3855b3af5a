"""Which script a text is written in, and its Latin transliteration."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.text.scripts import script_of
from actors.text.transliterate import latin_key


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Putin", "Latn"),
        ("Erdoğan", "Latn"),
        ("Nguyễn", "Latn"),
        ("Путин", "Cyrl"),
        ("Ελλάδα", "Grek"),
        ("Հայաստան", "Armn"),
        ("ישראל", "Hebr"),
        ("سوريا", "Arab"),
        ("ܣܘܪܝܐ", "Syrc"),
        ("ދިވެހިރާއްޖެ", "Thaa"),
        ("भारत", "Deva"),
        ("বাংলাদেশ", "Beng"),
        ("ਭਾਰਤ", "Guru"),
        ("ભારત", "Gujr"),
        ("ଭାରତ", "Orya"),
        ("இந்தியா", "Taml"),
        ("భారత", "Telu"),
        ("ಭಾರತ", "Knda"),
        ("ഇന്ത്യ", "Mlym"),
        ("ශ්‍රී ලංකා", "Sinh"),
        ("ไทย", "Thai"),
        ("ລາວ", "Laoo"),
        ("བོད", "Tibt"),
        ("မြန်မာ", "Mymr"),
        ("საქართველო", "Geor"),
        ("ⴟⴀⴐⴇⴓⴊⴈ", "Geor"),
        ("ኢትዮጵያ", "Ethi"),
        ("ᏣᎳᎩ", "Cher"),
        ("កម្ពុជា", "Khmr"),
        ("ᠮᠣᠩᠭᠣᠯ", "Mong"),
        ("한국", "Hang"),
        ("中国", "Hani"),
        ("カタール", "Kana"),
        ("さいたま", "Jpan"),
        ("日本カ", "Jpan"),
        ("習近平さん", "Jpan"),
        ("𞤀𞤁", "Adlm"),
        ("𠮷", "Hani"),
        ("", "Zyyy"),
        ("1914–18", "Zyyy"),
        ("…", "Zyyy"),
    ],
)
def test_a_text_is_of_the_script_of_its_letters(text: str, script: str) -> None:
    assert script_of(text) == script


def test_the_script_of_most_letters_decides_in_mixed_text() -> None:
    assert script_of("Путин (VP)") == "Cyrl"
    assert script_of("Vladimir Putin (Путин)") == "Latn"


@given(st.text())
def test_every_text_has_a_script_code_of_four_letters(text: str) -> None:
    code = script_of(text)
    assert len(code) == 4
    assert code.istitle()


NAMED = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "ARABIC": "Arab",
    "ARMENIAN": "Armn",
}
NAMED |= {"DEVANAGARI": "Deva", "BENGALI": "Beng", "GEORGIAN": "Geor", "HANGUL": "Hang", "ETHIOPIC": "Ethi"}
NAMED |= {
    "THAI": "Thai",
    "TAMIL": "Taml",
    "KHMER": "Khmr",
    "SINHALA": "Sinh",
    "MYANMAR": "Mymr",
    "THAANA": "Thaa",
}


def test_letters_of_the_basic_plane_are_of_the_script_that_unicode_names_them_by() -> None:
    wrong = []
    for code in (*range(0x1D00), *range(0x1DC0, 0xAB30)):  # the rest is phonetic or for display
        letter = chr(code)
        named = NAMED.get(unicodedata.name(letter, "").split(" ")[0])
        if named and letter.isalpha() and script_of(letter) not in (named, "Zyyy"):
            wrong.append(f"U+{code:04X} {unicodedata.name(letter)}: {script_of(letter)}")
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "key"),
    [("Путин", "putin"), ("Эрдоган", "erdogan"), ("Αθήνα", "athina"), ("Çavuşoğlu", "cavusoglu")],
)
def test_any_script_has_a_latin_key(text: str, key: str) -> None:
    assert latin_key(text) == key


@given(st.text())
def test_a_latin_key_is_folded_ascii(text: str) -> None:
    key = latin_key(text)
    assert key.isascii()
    assert latin_key(key) == key
