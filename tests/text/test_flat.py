"""Texts folded without moving: each folded character knows its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.text.flat import flatten


@pytest.mark.parametrize(
    ("given_text", "flat"),
    [
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("U.N. – Assad’s", "u n    assad s"),
        ("ÇAVUŞOĞLU", "cavusoglu"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("Straße", "straße"),
        ("Путин", "путин"),
        ("टोगो", "टोगो"),
        ("al\u00adAssad", "alassad"),
        ("Mevlu\u0308t", "mevlut"),
    ],
)
def test_names_are_folded_letter_for_letter(given_text: str, flat: str):
    assert flatten(given_text).text == flat


def test_plain_text_keeps_every_place():
    assert flatten("Syria, Iraq").anchors is None


@pytest.mark.parametrize("between", ["\n  ", "  ", " \n", "\r\n", "\t ", "\u00a0 "])
def test_blanks_within_a_name_count_as_one(between: str):
    text = f"then John{between}Kerry spoke"
    flat = flatten(text)
    at = flat.text.index("john kerry")
    start, end = flat.place(at), flat.place(at + len("john kerry") - 1) + 1
    assert text[start:end] == f"John{between}Kerry"


def test_a_blank_line_is_never_within_a_name():
    assert "john kerry" not in flatten("John\n\nKerry").text


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_every_folded_letter_stands_where_it_stood(text: str):
    flat = flatten(text)
    places = [flat.place(at) for at in range(len(flat.text))]
    assert all(0 <= place < len(text) for place in places)
    assert places == sorted(places)
    for at, place in enumerate(places):
        if flat.text[at].isalnum() and flat.text[at].isascii() and text[place].isascii():
            assert text[place].lower() == flat.text[at]
