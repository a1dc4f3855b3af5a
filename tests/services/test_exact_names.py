"""Names that are borne as asked, or but for their order, script, brackets or ending."""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Connection

import pytest

from actors.config import Settings
from actors.domain.match import Candidate
from actors.services.asking import Asked
from actors.services.database import reading
from actors.services.exact_names import bracketed_candidates, exact_candidates, inflected_candidates

NOW = Asked.on(None)


@pytest.fixture(scope="module")
def connection(bundled_template: Settings) -> Iterator[Connection]:
    with reading(bundled_template) as opened:
        yield opened


def keys(found: list[Candidate]) -> list[str]:
    return [candidate.profile.key for candidate in found]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Vladimir Putin", "the same:"),
        ("VLADIMIR  putin", "the same:"),
        ("PUTIN, Vladimir", "the same words in another order"),
        ("Путин Владимир", "the same words in another order"),
        ("Владимир Путинъ", "the same in Latin letters"),
    ],
)
def test_a_name_is_found_as_it_stands_in_another_order_or_in_latin_letters(
    connection: Connection, text: str, way: str
) -> None:
    (found,) = exact_candidates(connection, text, NOW, None)
    assert found.profile.key == "vladimir-putin"
    assert found.explanation[0].detail.startswith(way)


@pytest.mark.parametrize("text", ["Vladimr Putin", "Zaphod", "", "?!", "al"])
def test_what_no_actor_bears_is_not_found(connection: Connection, text: str) -> None:
    assert exact_candidates(connection, text, NOW, None) == []


@pytest.mark.parametrize("text", ["bin Salman, Mohammed", "Salman, Mohammed bin", "Mohammed bin Salman"])
def test_the_order_of_words_may_change_while_the_father_is_the_same(
    connection: Connection, text: str
) -> None:
    assert keys(exact_candidates(connection, text, NOW, None)) == ["mohammed-bin-salman"]


def test_with_father_and_son_exchanged_it_is_another_name(connection: Connection) -> None:
    assert exact_candidates(connection, "Salman bin Mohammed", NOW, None) == []


def test_a_word_in_its_own_case_is_not_the_acronym_that_is_written_otherwise(connection: Connection) -> None:
    assert "western-sahara" not in keys(exact_candidates(connection, "Sadr", NOW, None))
    assert "western-sahara" in keys(exact_candidates(connection, "SADR", NOW, None))


def test_a_name_in_the_wrong_case_is_still_found_where_nothing_else_is_meant(connection: Connection) -> None:
    right, wrong = (exact_candidates(connection, text, NOW, None)[0] for text in ("US", "us"))
    assert right.profile.key == wrong.profile.key == "united-states"
    assert right.score > wrong.score


def test_candidates_come_best_first_each_actor_once_and_of_the_kind_asked(connection: Connection) -> None:
    found = exact_candidates(connection, "Kim", NOW, None)
    assert len(found) > 1
    assert [one.rank() for one in found] == sorted(one.rank() for one in found)
    assert len(set(keys(found))) == len(found)
    assert exact_candidates(connection, "Vladimir Putin", NOW, "state") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("World Food Programme (WFP)", ["wfp"]),
        ("WFP [World Food Programme]", ["wfp"]),
        ("Georgia (country)", ["georgia"]),
        ("Kim Jong Un (North Korea)", ["kim-jong-un"]),
        ("普京（俄罗斯）", ["vladimir-putin"]),
        ("Vladimir Putin", []),
        ("(Putin)", []),
        ("Zaphod (Putin)", []),
        ("Putin (", []),
    ],
)
def test_what_stands_in_brackets_behind_a_name_chooses_or_is_left_aside(
    connection: Connection, text: str, expected: list[str]
) -> None:
    assert keys(bracketed_candidates(connection, text, NOW, None)) == expected


def test_of_several_bearers_the_one_is_meant_who_bears_the_name_in_brackets_too(
    connection: Connection,
) -> None:
    assert len(exact_candidates(connection, "Assad", NOW, None)) > 1
    assert keys(bracketed_candidates(connection, "Assad (Bashar al-Assad)", NOW, None)) == ["bashar-al-assad"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Зеленского", "volodymyr-zelensky"),
        ("Владимира Путина", "vladimir-putin"),
        ("Германии", "germany"),
        ("Erdoğan'ın", "recep-tayyip-erdogan"),
        ("Türkiye’nin", "turkey"),
    ],
)
def test_a_name_is_found_in_a_case_of_its_language(connection: Connection, text: str, key: str) -> None:
    assert keys(inflected_candidates(connection, text, NOW, None)) == [key]
    assert inflected_candidates(connection, text, NOW, "organization") == []


@pytest.mark.parametrize("text", ["Putins", "Zaphod'ın", "Мегрэ", "", "'", "а б в г д Путина"])
def test_latin_words_and_strangers_have_no_endings(connection: Connection, text: str) -> None:
    assert inflected_candidates(connection, text, NOW, None) == []
