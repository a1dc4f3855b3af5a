"""Questions for an office in other languages: where a body may stand, and what is taken out with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.matching.worded import WordedTitle, split_worded

SET_ASIDE = frozenset({"de", "la", "le", "des", "d", "el"})
TITLES = {("ministre", "affaires", "etrangeres"), ("president",), ("president", "republique"), ("pape",)}


@pytest.mark.parametrize(
    ("question", "title", "body"),
    [
        ("ministre des affaires etrangeres de la turquie", "ministre affaires etrangeres", "turquie"),
        ("ministre turc des affaires etrangeres", "ministre affaires etrangeres", "turc"),
        ("le president turc", "president", "turc"),
        ("russe president", "president", "russe"),
        ("president de la republique d afrique du sud", "president republique", "afrique du sud"),
    ],
)
def test_the_body_stands_before_behind_or_within_the_title(question: str, title: str, body: str) -> None:
    found = list(split_worded(question.split(), SET_ASIDE, TITLES))
    assert any(split.title == tuple(title.split()) and tuple(body.split()) in split.bodies for split in found)


def test_the_longest_title_comes_first() -> None:
    found = list(split_worded(["president", "de", "la", "republique", "francaise"], SET_ASIDE, TITLES))
    assert [split.title for split in found] == [("president", "republique"), ("president",)]


def test_an_article_may_belong_to_the_body() -> None:
    (found,) = split_worded(["president", "de", "el", "salvador"], SET_ASIDE, TITLES)
    assert found.bodies == (("de", "el", "salvador"), ("el", "salvador"), ("salvador",))


def test_a_title_alone_has_no_body() -> None:
    assert list(split_worded(["le", "pape"], SET_ASIDE, TITLES)) == [WordedTitle(("pape",), ())]


@pytest.mark.parametrize("question", ["", "turquie", "ancien president turc", "de la", "ministre turc"])
def test_what_leaves_no_title_is_not_split(question: str) -> None:
    titles = TITLES - {("president",)}
    assert list(split_worded(question.split(), SET_ASIDE, titles)) == []


@given(st.lists(st.sampled_from(["president", "republique", "de", "la", "turc", "pape"]), max_size=8))
def test_title_and_body_together_are_the_question(words: list[str]) -> None:
    for split in split_worded(words, SET_ASIDE, TITLES):
        kept = [word for word in words if word not in SET_ASIDE]
        body = [word for word in split.bodies[-1] if word not in SET_ASIDE] if split.bodies else []
        assert sorted([*split.title, *body]) == sorted(kept)
