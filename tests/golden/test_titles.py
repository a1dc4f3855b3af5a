"""Titles of office in many languages, asked on a day (titles.tsv, in the form of resolve.tsv)."""

from __future__ import annotations

import pytest

from actors.config import Settings
from actors.services.resolving import resolve
from tests.golden.test_golden import Expected, assert_in_order, case_id, lines, told

TITLES = [(number, Expected(*cells)) for number, cells in lines("titles.tsv")]


@pytest.mark.parametrize(
    "expected", [pytest.param(case, id=case_id(at, case.query, case.on)) for at, case in TITLES]
)
def test_a_title_leads_to_who_held_it(bundled: Settings, expected: Expected) -> None:
    answer = resolve(bundled, expected.query, expected.on)
    found = answer.resolution
    said = told(answer)
    assert found.status.value == expected.status, said
    assert (found.reading.value if found.reading else "") == expected.reading, said
    keys = set(filter(None, expected.keys.split(",")))
    assert {candidate.profile.key for candidate in found.candidates} >= keys, said
    if found.actor is not None:
        assert {found.actor.key} == keys, said
    else:
        assert expected.note == f"reason {found.reason}", said
    assert_in_order(found.candidates)


def test_no_title_is_asked_twice() -> None:
    asked = [(case.query, case.on) for _, case in TITLES]
    assert len(set(asked)) == len(asked) >= 300
