"""Keys of names: what each name has, and that keys made anew are those made one write after the other."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.domain.facts import Dataset
from actors.storage import keys
from actors.storage.engine import write_session
from actors.storage.keys import Bearer, keys_of
from actors.text.normalize import NORMALIZER_VERSION
from actors.text.sounds import sound
from actors.text.words import particles
from tests.storage.stating import SEEDS, actor, name, rows, state_dataset

PERSON, BODY = Bearer(has_latin=True, is_organization=False), Bearer(has_latin=True, is_organization=True)


def of(text: str, bearer: Bearer = PERSON, script: str = "Latn", kind: str = "alias") -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for scheme, key in keys_of(text, script, kind, particles(), bearer):
        assert key not in found.setdefault(scheme, set()), "no key is stored twice"
        found[scheme].add(key)
    return found


def test_a_name_of_one_word_is_its_own_word() -> None:
    assert of("Putin") == {"fold": {"putin"}}


def test_a_name_of_several_words_has_each_but_particles() -> None:
    assert of("Ministry of the Interior")["word"] == {"ministry", "interior"}
    assert of("Vladimir Putin") == {
        "fold": {"vladimir putin"},
        "order": {"putin vladimir"},
        "word": {"vladimir", "putin"},
    }


def test_words_are_stored_as_they_stand_and_as_they_are_compared() -> None:
    assert of("Abdelmalek Droukdel")["word"] == {"abdelmalek", "abd", "malek", "droukdel"}
    assert of("Abdelmalek")["word"] == {"abd", "malek"}
    assert "llc" in of("Izhmash Limited Liability Company")["word"]


def test_exonyms_are_asked_for_whole() -> None:
    assert set(of("Stati Uniti d'America", kind="exonym")) <= {"fold", "order"}


@pytest.mark.parametrize("has_latin", [True, False])
def test_only_who_has_no_latin_name_is_found_by_a_transliteration(has_latin: bool) -> None:
    found = of("Влад Цепеш", Bearer(has_latin, is_organization=False), "Cyrl").get("latin", set())
    assert found == (set() if has_latin else {"vlad tsepesh"})


def test_organizations_alone_have_acronyms_of_three_letters_to_eight() -> None:
    text = "Organisation for the Prohibition of Chemical Weapons"
    assert "opcw" in of(text, BODY)["acronym"]
    assert "acronym" not in of(text, PERSON)
    assert "acronym" not in of("Green Party", BODY), "two letters are anybody's"
    assert "acronym" not in of("Партия зелёных России", BODY, "Cyrl")


LATIN = st.sampled_from(
    ["Ali", "Abdel Malek", "Abdelmalek", "al-Malek", "Saif Ullah", "Izhmash OOO", "World Food Office", "X"]
)
FOREIGN = st.sampled_from(["Али", "Влад Цепеш", "علي", "金正恩", "김정은", "Ο Αλέξης"])
STATED = st.tuples(st.integers(0, 3), LATIN | FOREIGN, st.sampled_from(["alias", "exonym", "acronym"]))
KINDS = ("person", "organization", "state", "person")


def dataset(stated: list[tuple[int, str, str]]) -> Dataset:
    people = []
    for number in sorted({number for number, *_ in stated}):
        own = dict.fromkeys((text, kind) for bearer, text, kind in stated if bearer == number)
        # with a Latin name: who has none is also found by what its name is in Latin letters, till it gains one
        names = (name("Bearer"), *(name(text, kind=kind) for text, kind in own))
        people.append(actor(f"bearer-{number}", KINDS[number], names=names))
    return Dataset("2025-06-30", [SEEDS], people)


def words_in(path: Path) -> list[tuple[Any, ...]]:
    return rows(path, "SELECT word, sound, sound_reversed FROM word ORDER BY 1")


def keys_in(path: Path) -> list[tuple[Any, ...]]:
    return rows(path, "SELECT name_id, scheme, key, version FROM name_key ORDER BY 1, 2, 3")


def rebuilt(path: Path) -> int:
    with write_session(path) as session:
        return keys.rebuild_keys(session, particles())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(STATED, max_size=6), min_size=1, max_size=4), st.booleans())
def test_words_made_anew_are_those_made_one_write_after_the_other(
    blank_template: Path, writes: list[list[tuple[int, str, str]]], retire_missing: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(blank_template, folder))
        for stated in writes:
            state_dataset(path, dataset(stated), retire_missing=retire_missing)
        before = words_in(path)
        first = [row for row in keys_in(path) if row[1] != "latin"]
        (names,) = rows(path, "SELECT count(*) FROM name")[0]
        assert rebuilt(path) == names
        assert words_in(path) == before
        assert [row for row in keys_in(path) if row[1] != "latin"] == first
        again = keys_in(path)
        rebuilt(path)
        assert (keys_in(path), words_in(path)) == (again, before)
        assert all(heard == sound(word) and back == heard[::-1] for word, heard, back in before)
        assert {version for *_, version in again} <= {NORMALIZER_VERSION}


def test_a_word_stays_when_its_last_name_goes_and_is_stored_once(blank: Path) -> None:
    state_dataset(blank, dataset([(0, "Saif Ullah", "alias")]))
    state_dataset(blank, dataset([(0, "Ali", "alias")]))
    state_dataset(blank, dataset([(0, "Saif Ullah", "alias")]))
    assert [word for word, *_ in words_in(blank)] == ["ali", "bearer", "saif", "ullah"]


def test_keys_made_anew_mend_any_damage(blank: Path) -> None:
    state_dataset(blank, dataset([(0, "Saif Ullah", "alias"), (1, "World Food Office", "alias")]))
    before = keys_in(blank), words_in(blank)
    with write_session(blank) as session:
        connection = session.connection()
        connection.exec_driver_sql("DELETE FROM word WHERE word = 'saif'")
        connection.exec_driver_sql("INSERT INTO word VALUES ('never', 'nfr', 'rfn')")
        connection.exec_driver_sql("UPDATE name_key SET key = 'other ' || key WHERE scheme = 'word'")
    rebuilt(blank)
    assert (keys_in(blank), words_in(blank)) == before
