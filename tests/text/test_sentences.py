"""Sentences and paragraphs of news."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.text.sentences import sentences_of


def split(text: str) -> list[str]:
    return [text[one.start : one.end] for one in sentences_of(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Putin left. Assad stayed.", ["Putin left.", "Assad stayed."]),
        ("He met Mr. Kerry and Gen. Haftar on Jan. 5.", ["He met Mr. Kerry and Gen. Haftar on Jan. 5."]),
        ("The U.N. Security Council met.", ["The U.N. Security Council met."]),
        ("He flew to the U.S. The talks go on.", ["He flew to the U.S.", "The talks go on."]),
        ("George W. Bush spoke.", ["George W. Bush spoke."]),
        ("words judged by deeds.Iran spoke", ["words judged by deeds.", "Iran spoke"]),
        ("“It is over.” He left.", ["“It is over.”", "He left."]),
        ("Is it? It is! So… he said.", ["Is it?", "It is!", "So… he said."]),
        ("3.5 per cent of the vote", ["3.5 per cent of the vote"]),
        ("他说。我们走。", ["他说。", "我们走。"]),
        ("Heading\n\nText here.", ["Heading", "Text here."]),
        ("", []),
        (" \n \n ", []),
    ],
)
def test_a_text_falls_into_its_sentences(text: str, sentences: list[str]):
    assert split(text) == sentences


def test_lines_of_a_wrapped_paragraph_belong_together():
    text = "The ministers of the two countries agreed on Saturday that\nthe weapons would be removed or destroyed by the middle of\nnext year. They left."
    assert len(split(text)) == 2


def test_lines_of_a_list_are_paragraphs_of_their_own():
    text = "China: Li Baodong, Deputy Foreign Minister\nFrance: Laurent Fabius\nIran: Mohammad Javad Zarif; Hossein Amir-Abdollahian"
    assert [one.paragraph for one in sentences_of(text)] == [0, 1, 2]


def test_blank_lines_part_paragraphs():
    assert [one.paragraph for one in sentences_of("One. Two.\n\nThree.")] == [0, 0, 1]


@given(st.text(alphabet="aB. \n!?”\u00a0。U", max_size=120))
def test_sentences_are_in_order_and_lose_nothing_but_blanks(text: str):
    found = sentences_of(text)
    last = 0
    for one in found:
        assert last <= one.start < one.end <= len(text)
        assert not text[last : one.start].strip()
        last = one.end
    assert not text[last:].strip()
    assert [one.paragraph for one in found] == sorted(one.paragraph for one in found)
