"""Names with a title in front or an honorific on either side."""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Connection

import pytest

from actors.config import Settings
from actors.domain.match import Candidate, Signal
from actors.services.asking import Asked
from actors.services.database import reading
from actors.services.titled_names import titled_candidates

NOW = Asked.on(None)


@pytest.fixture(scope="module")
def connection(bundled_template: Settings) -> Iterator[Connection]:
    with reading(bundled_template) as opened:
        yield opened


def title_of(found: Candidate) -> Signal | None:
    return next((signal for signal in found.explanation if signal.signal == "title"), None)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("President Putin", "vladimir-putin"),
        ("president of Russia Putin", "vladimir-putin"),
        ("Turkish FM Çavuşoğlu", "mevlut-cavusoglu"),
        ("Президент Путин", "vladimir-putin"),
        ("le président turc Erdoğan", "recep-tayyip-erdogan"),
    ],
)
def test_a_title_that_the_bearer_had_speaks_for_him(connection: Connection, text: str, key: str) -> None:
    best = titled_candidates(connection, text, NOW, None)[0]
    title = title_of(best)
    assert best.profile.key == key
    assert title is not None
    assert title.score == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Mr Putin", "vladimir-putin"),
        ("H.E. Mr Lavrov", "sergey-lavrov"),
        ("Erdoğan Bey", "recep-tayyip-erdogan"),
        ("習近平主席", "xi-jinping"),
    ],
)
def test_honorifics_on_either_side_say_nothing(connection: Connection, text: str, key: str) -> None:
    best = titled_candidates(connection, text, NOW, None)[0]
    assert (best.profile.key, title_of(best)) == (key, None)


def test_a_title_that_the_bearer_never_had_speaks_against_him(connection: Connection) -> None:
    (with_title,) = titled_candidates(connection, "President Putin", NOW, None)
    (without,) = titled_candidates(connection, "foreign minister Putin", NOW, None)
    title = title_of(without)
    assert title is not None
    assert title.score == 0
    assert without.score < with_title.score


@pytest.mark.parametrize(
    "text", ["Putin", "President", "President Zaphod", "President Russia", "Emir Kusturica", "Президент", ""]
)
def test_nobody_is_found_by_a_title_alone_nor_a_state_as_its_bearer(
    connection: Connection, text: str
) -> None:
    assert titled_candidates(connection, text, NOW, None) == []


def test_only_people_bear_titles(connection: Connection) -> None:
    assert titled_candidates(connection, "President Putin", NOW, "organization") == []
    assert titled_candidates(connection, "President Putin", NOW, "person")


def test_a_first_name_with_a_title_that_no_bearer_had_is_doubted(connection: Connection) -> None:
    for found in titled_candidates(connection, "Pope Sergey Lavrov", NOW, None):
        assert "untitled" not in {signal.signal for signal in found.explanation}, "a name in full"
    (doubted,) = titled_candidates(connection, "Pope Lavrov", NOW, None)
    assert doubted.explanation[-1].signal == "untitled"
