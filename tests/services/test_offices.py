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


def test_the_explanation_says_which_title_in_which_language_and_which_body(bundled: Settings) -> None:
    (found,) = resolve(bundled, "министр иностранных дел Турции", on="2017-11-22").resolution.candidates
    said = {signal.signal: signal.detail for signal in found.explanation}
    assert said["title"] == "asks for: Foreign Minister of Turkey"
    assert said["wording"] == "министр иностранных дел (ru)"
    assert said["body"] == "Турция (exonym): turkey"


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("König von Ruritania", None),
        ("roi de la Ruritania", None),
        ("король Ruritania", "no_match"),  # a name of another script is no Cyrillic question
        ("Königin von Ruritania", "no_match"),
        ("ancien roi de Ruritania", "no_match"),
    ],
)
def test_a_name_of_another_language_is_taken_as_it_stands(
    ruritania: Settings, question: str, reason: str | None
) -> None:
    assert resolve(ruritania, question, on="1885-01-01").resolution.reason == reason


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Президент Путин", "vladimir-putin"),
        ("türkischer Außenminister Çavuşoğlu", "mevlut-cavusoglu"),
        ("le président turc Recep Tayyip Erdogan", "recep-tayyip-erdogan"),
        ("Cumhurbaşkanı Erdoğan", "recep-tayyip-erdogan"),
    ],
)
def test_a_title_of_another_language_stands_in_front_of_a_name(
    bundled: Settings, question: str, key: str
) -> None:
    found = resolve(bundled, question, on="2017-11-22").resolution
    assert found.actor is not None
    assert found.actor.key == key
