"""What is wrong among the seeds themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from checks import consistency
from checks.comparing import SETTLED, read_settled

from actors.assets import asset_dir
from actors.domain.facts import Dataset
from actors.formats.seeds import read_seeds
from tests.seeds.conftest import person

Read = Callable[[str], Dataset]


def said(dataset: Dataset, *settled: str) -> list[str]:
    return [line.partition(": ")[2] for line in consistency.problems(dataset, settled)]


@pytest.fixture(autouse=True)
def _a_century_earlier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ruritania's gaps are looked for since 1870."""
    monkeypatch.setattr(consistency, "GAPS_SINCE", consistency.date(1870, 1, 1))


def test_a_gap_between_two_heads_is_told(people: Read) -> None:
    read = people(
        person("a", "A One", "king 1860..1880-01-01") + person("b", "B Two", "king 1880-02-01..1890")
    )
    assert said(read) == ["nobody holds ruritania/king from 1880-01-01 to 1880-02-01"]


@pytest.mark.parametrize(
    "roles",
    [
        ("king 1860..1880", "king 1880-02-01..1890"),  # the year leaves it open
        ("king 1860..1880-02-01", "king 1880-02-01..1890"),
        ("foreign-minister 1860..1870", "foreign-minister 1880..1890"),  # ministers are not all known
    ],
)
def test_what_may_follow_without_a_gap_is_not_told(people: Read, roles: tuple[str, str]) -> None:
    assert said(people(person("a", "A One", roles[0]) + person("b", "B Two", roles[1]))) == []


def test_a_stated_vacancy_is_no_gap(people: Read, seeds: Path) -> None:
    path = seeds / "positions/europe.toml"
    vacant = 'vacant = [{ from = "1880-01-01", to = "1880-02-01" }]\n'
    path.write_text(path.read_text().replace('"head_of_state"\n', f'"head_of_state"\n{vacant}'))
    read = people(
        person("a", "A One", "king 1860..1880-01-01") + person("b", "B Two", "king 1880-02-01..1890")
    )
    assert said(read) == []


def test_doubles_are_told(people: Read) -> None:
    qid = 'identifiers = [{ wikidata = "Q1" }]\n'
    read = people(person("a", "Rudolf", more=qid) + person("b", "RUDOLF", more=qid))
    assert said(read) == [
        "b and a have the same wikidata id",
        "b and a have the same name",
        "'rudolf' is a strong name of b and of a",
    ]
    assert said(read, "namesakes:rudolf") == ["b and a have the same wikidata id"]


def test_a_person_named_like_a_state_is_told(people: Read) -> None:
    assert said(people(person("a", "Ruritania"))) == [
        "'ruritania' is a strong name of a and of ruritania (person and state)"
    ]


def test_impossible_dates_are_told(people: Read) -> None:
    read = people(
        person("a", "A One", "king 1880..1890", more='from = "1800"\nto = "1885"\n')
        + person(
            "b", "B Two", "king 1890..1891", "chancellor 1890..1895", more='from = "1885"\nto = "2001"\n'
        )
        + person("c", "C Three", "chancellor 1895", more='from = "1850"\nto = "1900"\n')
    )
    assert said(read) == [
        "a holds ruritania/king to 1890, after death on 1885",
        "b lives for 116 years",
        "b holds ruritania/chancellor from 1890, born in 1885",
        "c still holds ruritania/chancellor, though dead since 1900",
    ]


def test_a_role_outside_the_time_of_its_post_is_told(people: Read, seeds: Path) -> None:
    path = seeds / "positions/europe.toml"
    path.write_text(
        path.read_text().replace('"head_of_state"\n', '"head_of_state"\nfrom = "1880"\nto = "1890"\n')
    )
    read = people(person("a", "A One", "king 1879..1885") + person("b", "B Two", "king 1885..1895"))
    assert said(read) == [
        "a holds ruritania/king from 1879, before it existed (1880)",
        "b holds ruritania/king to 1895, after its end (1890)",
    ]


def test_the_bundled_seeds_are_consistent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consistency, "GAPS_SINCE", consistency.date(2000, 1, 1))
    folder = asset_dir("seeds")
    assert list(consistency.problems(read_seeds(folder), read_settled(folder / SETTLED))) == []
