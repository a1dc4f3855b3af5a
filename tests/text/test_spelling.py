"""Typing errors, against a naive search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.text.spelling import errors_allowed, nearest


def distance(one: str, other: str) -> int:
    """Optimal string alignment by its definition."""
    rows: dict[tuple[int, int], int] = {}
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if not (i and j):
                rows[i, j] = i + j
                continue
            change = rows[i - 1, j - 1] + (one[i - 1] != other[j - 1])
            rows[i, j] = min(rows[i - 1, j] + 1, rows[i, j - 1] + 1, change)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i, j] = min(rows[i, j], rows[i - 2, j - 2] + 1)
    return rows[len(one), len(other)]


words = st.text("abc", max_size=10)


@given(words, st.lists(words, max_size=30, unique=True))
def test_nearest_finds_what_a_naive_search_finds_nearest_first(word: str, lexicon: list[str]) -> None:
    near = [term for term in lexicon if distance(word, term) <= errors_allowed(word)]
    found = nearest(word, lexicon, most=len(lexicon) + 1)
    assert sorted(found) == sorted(near)
    assert [distance(word, term) for term in found] == sorted(distance(word, term) for term in near)


@given(words, st.lists(words, max_size=30, unique=True), st.integers(1, 5))
def test_nearest_keeps_the_best_when_there_are_more(word: str, lexicon: list[str], most: int) -> None:
    best = sorted(d for d in (distance(word, term) for term in lexicon) if d <= errors_allowed(word))[:most]
    assert [distance(word, term) for term in nearest(word, lexicon, most)] == best


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("erdogn", "erdogan"),
        ("erdoogan", "erdogan"),
        ("erdagan", "erdogan"),
        ("erdgoan", "erdogan"),
        ("guterrres", "guterres"),
        ("zelenksyi", "zelensky"),
        ("путен", "путин"),
    ],
)
def test_a_letter_missing_added_changed_or_swapped_is_recognised(typed: str, meant: str) -> None:
    assert nearest(typed, ["macron", meant, "xi"]) == [meant]


def test_short_words_have_no_errors_and_long_words_two() -> None:
    assert [errors_allowed("x" * length) for length in (0, 3, 4, 7, 8, 30)] == [0, 0, 1, 1, 2, 2]
    assert nearest("ira", ["iran", "iraq"]) == []
