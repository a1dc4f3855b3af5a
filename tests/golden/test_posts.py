"""Posts asked for on a day: the person in office, or why there is none (posts.tsv)."""

from __future__ import annotations

import pytest

from actors.config import Settings
from actors.services.resolving import resolve
from tests.golden.test_golden import case_id, lines

POSTS = [(number, *cells) for number, cells in lines("posts.tsv")]


@pytest.mark.parametrize(
    ("query", "on", "expected"), [pytest.param(*case, id=case_id(at, *case[:2])) for at, *case in POSTS]
)
def test_a_post_leads_to_who_held_it(bundled: Settings, query: str, on: str, expected: str) -> None:
    found = resolve(bundled, query, on=on).resolution
    answer = found.candidates[0].profile.key if found.status == "resolved" else found.reason
    assert answer == expected
