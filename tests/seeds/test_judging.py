"""How a claim stands to the seeds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from checks import held
from checks.claims import FOREIGN, HEADS, Claim, End
from checks.judging import Standing, Verdict, judge

from actors.domain.dates import PartialDate
from actors.domain.facts import Dataset
from tests.seeds.conftest import person

PEOPLE = (
    person("rudolf", "Rudolf Elphberg", "king 1880-03-04..1890-06-15", "king 1890-06-15..1900")
    + person("sapt", "Colonel Sapt", "foreign-minister 1885..1895")
    + person("hentzau", "Rupert Hentzau", "foreign-minister 1895-02..")
)


@pytest.fixture
def judged(people: Callable[[str], Dataset]) -> Callable[..., Verdict]:
    """Judge a claim of `name, classes, first, last`; a day after ~ is attested."""
    by_body = held.spells(people(PEOPLE))

    def end(text: str) -> End | None:
        return End(PartialDate.parse(text.strip("~")), text.startswith("~")) if text else None

    def of(name: str, classes: frozenset[str], first: str, last: str, post: str = "x") -> Verdict:
        return judge(Claim("f:1", "ruritania", classes, (name,), end(first), end(last), None, post), by_body)

    return of


@pytest.mark.parametrize(
    ("name", "classes", "first", "last", "standing"),
    [
        ("Rudolf Elphberg", HEADS, "1880-03-04", "1890-06-14", Standing.CONFIRMED),  # the last day
        ("Elphberg", HEADS, "1880-03", "1890-06", Standing.CONFIRMED),
        ("Rudolf Elphberg", HEADS, "1880", "1900-05-01", Standing.CONFIRMED),  # both spells as one
        ("Rudolf Elphberg", HEADS, "~1881-01-01", "~1889-01-01", Standing.CONFIRMED),
        ("Rudolf Elphberg", HEADS, "1880-03-05", "1890-06-15", Standing.DATES),
        ("Rudolf Elphberg", HEADS, "~1879-01-01", "~1881-01-01", Standing.DATES),
        ("Rudolf Elphberg", FOREIGN, "1881", "1882", Standing.MISSING),
        ("Michael Elphberg", HEADS, "~1885-01-01", "~1886-01-01", Standing.HOLDER),
        ("Bersonin", FOREIGN, "1890-01-01", "1893-01-01", Standing.HOLDER),
        ("Bersonin", FOREIGN, "1895", "1895", Standing.MISSING),  # no day is certain
        ("Rupert Hentzau", FOREIGN, "1895-02-03", "", Standing.CONFIRMED),
        ("Rupert Hentzau", FOREIGN, "1895-02-03", "1900", Standing.DATES),
        ("Colonel Sapt", FOREIGN, "1885", "", Standing.DATES),
        (
            "Colonel Sapt",
            frozenset(),
            "1886",
            "1887",
            Standing.OVERLAPS,
        ),  # of an unknown post: no contradiction
    ],
)
def test_standing(
    judged: Callable[..., Verdict],
    name: str,
    classes: frozenset[str],
    first: str,
    last: str,
    standing: Standing,
) -> None:
    assert judged(name, classes, first, last).standing is standing


def test_an_effective_leader_is_no_holder_of_a_post(judged: Callable[..., Verdict]) -> None:
    assert judged("Rudolf Elphberg", HEADS, "1879-01-01", "1890", "leader").standing is Standing.OVERLAPS
    assert judged("Michael", HEADS, "1885-01-01", "1886-01-01", "leader").standing is Standing.MISSING


def test_what_differs_is_said(judged: Callable[..., Verdict]) -> None:
    verdict = judged("Rupert Hentzau", FOREIGN, "1894-12", "1899")
    assert verdict.what == "from 1894-12, ours 1895-02, to 1899, ours goes on"
    assert "sapt ruritania/foreign-minister 1885..1895" in judged("X", FOREIGN, "1890-01", "1893-01").what
