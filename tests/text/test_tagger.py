"""The automaton finds what a naive search finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from actors.text.flat import flatten
from actors.text.tagger import Tagger

WORDS = st.lists(
    st.sampled_from(["al", "assad", "iran", "iranian", "is", "u", "n", "united", "nations"]),
    min_size=1,
    max_size=3,
)
LEXICON = st.lists(WORDS.map(" ".join), unique=True, max_size=8)
TEXT = st.lists(
    st.sampled_from(
        ["Al", "Assad", "assad’s", "Iran", "Iranian", "is", "U.N.", "United\n  Nations", "u\u0301n", ",", "-"]
    ),
    max_size=14,
).map(" ".join)


def naive(phrases: list[str], text: str) -> list[tuple[int, int, int]]:
    flat = flatten(text)
    found = []
    for number, phrase in enumerate(phrases):
        for one in re.finditer(rf"(?=(?<![^ ]){re.escape(phrase)}(?![^ ]))", flat.text):
            start, end = one.start(), one.start() + len(phrase)
            found.append((flat.place(start), -flat.place(end - 1) - 1, number))
    return sorted(found)


@given(LEXICON, TEXT)
def test_the_automaton_finds_what_a_naive_search_finds(phrases: list[str], text: str):
    assert Tagger(phrases).find(flatten(text)) == naive(phrases, text)


def test_names_are_whole_words():
    assert Tagger(["iran"]).find(flatten("Iranian Tirana iran")) == [(15, -19, 0)]


def test_neighbours_share_the_blank_between_them():
    found = Tagger(["russia", "iran", "turkey"]).find(flatten("Russia-Iran-Turkey"))
    assert [number for _, _, number in found] == [0, 1, 2]


def test_scripts_without_blanks_are_searched_within_words():
    text = "在索契普京说"
    assert Tagger(["普京"]).find(flatten(text)) == [(3, -5, 0)]


def test_an_empty_lexicon_finds_nothing():
    assert Tagger([]).find(flatten("Putin")) == []
