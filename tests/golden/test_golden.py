"""Hand-written expectations over the bundled data: who is meant, and what a search finds first (see README.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from actors.config import Settings
from actors.domain.match import Candidate, Reading, Status
from actors.services.resolving import Answer, resolve
from actors.services.searching import search

HERE = Path(__file__).parent


RESOLVED = ("resolve.tsv", "more.tsv", "near.tsv", "scripts.tsv")
"""The files of questions to `resolve`, all of one form."""


class Expected(NamedTuple):
    """One line of a file of RESOLVED."""

    query: str
    on: str
    status: str
    reading: str
    keys: str
    note: str


class Sought(NamedTuple):
    """One line of search.tsv."""

    query: str
    on: str
    within: str
    key: str
    note: str


def lines(name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cases of a file with their line numbers; comments, the head and blank lines are left out."""
    for number, line in enumerate((HERE / name).read_text("utf-8").split("\n"), 1):
        if number > 1 and line and not line.startswith("#"):
            yield number, line.split("\t")


def case_id(number: int, query: str, on: str) -> str:
    said = query.encode("ascii", "backslashreplace").decode().replace("[", "(").replace("]", ")")
    return f"{number}: {said or '(empty)'}{f' on {on}' if on else ''}"


RESOLVE = [(name, number, Expected(*cells)) for name in RESOLVED for number, cells in lines(name)]
SEARCH = [(number, Sought(*cells)) for number, cells in lines("search.tsv")]


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(case, id=f"{name.removesuffix('.tsv')} {case_id(at, case.query, case.on)}")
        for name, at, case in RESOLVE
    ],
)
def test_resolve_says_who_is_meant(bundled: Settings, expected: Expected) -> None:
    answer = resolve(bundled, expected.query, expected.on or None)
    found = answer.resolution
    said = told(answer)
    assert found.status.value in expected.status.split("/"), said
    if expected.reading != ".":
        assert (found.reading and found.reading.value) == expected.reading, said
    keys = set(filter(None, expected.keys.split(",")))
    if found.actor is not None:
        assert {found.actor.key} == keys, said
    else:
        assert keys <= {candidate.profile.key for candidate in found.candidates}, said
    assert_in_order(found.candidates)


@pytest.mark.parametrize(
    "sought", [pytest.param(case, id=f"{case_id(at, case.query, case.on)}") for at, case in SEARCH]
)
def test_search_finds_first(bundled: Settings, sought: Sought) -> None:
    result = search(bundled, sought.query, sought.on or None)
    first = [candidate.profile.key for candidate in result.candidates][: int(sought.within)]
    assert sought.key in first, first
    assert result.total >= len(result.candidates)
    assert_in_order(result.candidates)


def test_a_query_of_ten_thousand_letters_is_nobody(bundled: Settings) -> None:
    for text in ("x" * 10_000, "president of " * 800, "б" * 10_000, "s " * 1_200):
        assert resolve(bundled, text, "2017-11-22").resolution.actor is None
        assert search(bundled, text, "2017-11-22").total >= 0


def test_every_line_of_the_golden_files_is_told_apart() -> None:
    asked = [(case.query, case.on) for _, _, case in RESOLVE]
    sought = [(case.query, case.on, case.key) for _, case in SEARCH]
    assert [case for case, times in Counter(asked).items() if times > 1] == []
    assert [case for case, times in Counter(sought).items() if times > 1] == []
    by_file = Counter(name for name, _, _ in RESOLVE)
    assert all(by_file[name] >= 200 for name in RESOLVED), by_file
    assert len(sought) >= 70


def test_every_case_states_what_can_be_answered() -> None:
    for name, number, case in RESOLVE:
        where = f"{name}:{number}"
        said = case.status.split("/")
        assert set(said) <= {status.value for status in Status}, where
        assert case.reading in {".", *(reading.value for reading in Reading)}, where
        keys = [key for key in case.keys.split(",") if key]
        assert "resolved" not in said or len(keys) == 1, f"{where}: resolved is one actor"
        assert said != ["unknown"] or not keys, f"{where}: unknown is nobody"


def assert_in_order(candidates: tuple[Candidate, ...] | list[Candidate]) -> None:
    ranks = [candidate.rank() for candidate in candidates]
    assert all(before <= after for before, after in pairwise(ranks)), "score, then prominence, then key"
    assert all(0 <= candidate.score <= 1 for candidate in candidates)
    keys = [candidate.profile.key for candidate in candidates]
    assert len(keys) == len(set(keys))


def told(answer: Answer) -> str:
    found = answer.resolution
    shown = [f"{candidate.profile.key} {candidate.score:.2f}" for candidate in found.candidates[:5]]
    return f"{found.status.value} ({found.reason}), {found.reading}: {', '.join(shown) or 'nobody'}"
