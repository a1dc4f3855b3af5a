"""Posts asked for by title: vacant is what the data says, nobody known is what it does not say."""

from __future__ import annotations

import pytest

from actors.config import Settings
from actors.services.resolving import resolve
from tests.services.importing import imported, line


@pytest.fixture
def ruritania(empty: Settings) -> Settings:
    """A state whose throne was empty from 1890 to 1892, and whose king after that began in an unknown month."""
    throne = {"key": "r/king", "title": "King", "class": "head_of_state", "vacant": [["1890-06-01", "1892"]]}
    state = line("r", "Ruritania", kind="state", positions=[throne], **{"class": "un_member"})
    role = {"position": "King", "of": "r", "key": "r/king"}
    rudolf = line("a", "Rudolf Elphberg", roles=[role | {"from": "1880", "to": "1890-06-01"}])
    michael = line("b", "Michael Elphberg", roles=[role | {"from": "1891", "to": "1900"}])
    imported(empty, state, rudolf, michael)
    return empty


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("1885-01-01", None),
        ("1890-06-01", "vacant"),
        ("1890-12-31", "vacant"),
        ("1891-06-01", "vacant"),  # a stated vacancy goes before a holder who may have begun
        ("1895-01-01", None),
        ("1905-01-01", "nobody_known"),
        ("1870-01-01", "nobody_known"),
    ],
)
def test_vacant_is_told_apart_from_nobody_known(ruritania: Settings, day: str, reason: str | None) -> None:
    answer = resolve(ruritania, "King of Ruritania", on=day)
    assert answer.resolution.reason == reason
    assert bool(answer.resolution.candidates) is (reason is None)
