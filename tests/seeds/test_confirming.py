"""What rows confirm is written into the seeds, and nothing else changes."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from checks import held
from checks.claims import FOREIGN, HEADS, Claim, End
from checks.confirming import confirm
from checks.judging import judge
from checks.measures import people_covered, speakers_covered

from actors.domain.dates import PartialDate
from actors.domain.facts import Dataset
from tests.seeds.conftest import person

PEOPLE = (
    person("rudolf", "Rudolf Elphberg", "king 1880-03-04..1890", "foreign-minister 1870..1880")
    + person("sapt", "Colonel Sapt", "foreign-minister 1885..1895")
    + person("hentzau", "Rupert Hentzau", "foreign-minister 1895-02..")
)


def claim(
    name: str, classes: frozenset[str], first: str, last: str, place: str, qid: str | None = None
) -> Claim:
    ends = [End(PartialDate.parse(text.strip("~")), text.startswith("~")) for text in (first, last)]
    return Claim(place, "ruritania", classes, (name,), ends[0], ends[1], qid)


def test_rows_that_agree_are_named_in_the_roles(people: Callable[[str], Dataset], seeds: Path) -> None:
    by_body = held.spells(people(PEOPLE))
    claims = [
        claim("Rudolf Elphberg", HEADS, "1880-03-04", "1890", "best.csv:1", "Q1"),
        claim("Rudolf Elphberg", HEADS, "~1885-01-01", "~1886-01-01", "other.csv:2"),
        claim("Sapt", FOREIGN, "~1886-01-01", "~1887-01-01", "other.csv:3", "Q2"),  # a surname is no identity
        claim("Rupert Hentzau", FOREIGN, "1896", "1899", "other.csv:4", "Q3"),  # its dates differ
        claim("Rupert Hentzau", frozenset(), "1895-02", "~1899", "other.csv:5", "Q3"),  # its post is not told
    ]
    before = tomllib.loads((seeds / "people/europe.toml").read_text("utf-8"))
    assert confirm([judge(found, by_body) for found in claims], seeds) == (2, 1)
    after = tomllib.loads((seeds / "people/europe.toml").read_text("utf-8"))
    king, minister = after["rudolf"]["roles"]
    assert king["checked"] == "best.csv:1"
    assert after["sapt"]["roles"][0]["checked"] == "other.csv:3"
    assert after["rudolf"]["identifiers"] == [{"wikidata": "Q1", "checked": "best.csv:1"}]
    assert minister == before["rudolf"]["roles"][1]
    assert after["hentzau"] == before["hentzau"]
    assert "identifiers" not in after["sapt"]


def test_people_covered_hold_a_post_of_the_kind_in_the_time(people: Callable[[str], Dataset]) -> None:
    by_body = held.spells(people(PEOPLE))
    asked = [
        claim("Elphberg", HEADS, "1889-01-01", "1892", "f:1"),
        claim("Elphberg", HEADS, "1895-01-01", "1896", "f:2"),
        claim("Hentzau", FOREIGN, "1900", "1901", "f:3"),
        claim("Hentzau", HEADS, "1900", "1901", "f:4"),
    ]
    covered, missed = people_covered(asked, by_body)
    assert covered == 2
    assert [miss.claim.place for miss in missed] == ["f:2", "f:4"]


def test_speakers_are_in_office_on_the_days_or_somebody_else_is(people: Callable[[str], Dataset]) -> None:
    by_body = held.spells(people(PEOPLE))
    asked = [
        claim("Sapt", FOREIGN, "~1890-09-20", "~1890-10-01", "f:1"),
        claim("Hentzau", FOREIGN, "~1895-02-10", "~1895-02-12", "f:2"),  # the month of his start
        claim("Bersonin", FOREIGN, "~1890-09-20", "~1890-10-01", "f:3"),
        claim("Bersonin", HEADS, "~1895-09-20", "~1895-10-01", "f:4"),
    ]
    days = speakers_covered(asked, by_body)
    assert (days.right, days.possible, days.total) == (1, 1, 4)
    assert [miss.claim.place for miss in days.other] == ["f:3"]
    assert [miss.claim.place for miss in days.nobody] == ["f:4"]
