"""What references mean, which positions are used, and who is made one with whom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from actors.config import Settings
from actors.services import database
from actors.services.editing import NewActor, add
from actors.services.resolving import resolve
from tests.services.importing import imported, line, revision, rows


def state(own_id: str, *names: Any, **more: Any) -> dict[str, Any]:
    return line(own_id, *names, kind="state", **{"class": "un_member"}, **more)


def role(of: str, position: str = "Duke", **more: Any) -> dict[str, Any]:
    return {"position": position, "of": of, "from": "1890", "to": "1895", **more}


def roles_of(settings: Settings, key: str) -> list[tuple[str, str]]:
    query = "SELECT position_key, of_key FROM roles WHERE person_key = ? ORDER BY 1"
    return [(position, of) for position, of in rows(settings, query, key)]


@pytest.mark.parametrize(
    "of", ["ruritania", "RURITANIA", "Ruritania", "own", "iso3:RUR", "the Kingdom", "grand-fenwick"]
)
def test_a_body_is_found_by_key_own_id_identifier_or_name(small: Settings, of: str) -> None:
    add(
        small,
        NewActor(
            kind="state",
            name="Ruritania",
            key="ruritania",
            aliases=[("The Kingdom", "en")],
            identifiers=[("iso3", "RUR")],
        ),
    )
    done = imported(small, line("a", roles=[role(of)]), state("own", "Own State"))
    found = {"own": "own", "grand-fenwick": "grand-fenwick"}.get(of, "ruritania")
    assert roles_of(small, "a") == [(f"{found}/duke", found)]
    assert done.notes == []


def test_an_id_of_the_file_goes_before_a_key_of_others(small: Settings) -> None:
    imported(small, line("a", roles=[role("ruritania")]), state("ruritania", "New Ruritania"))
    ((position, of),) = roles_of(small, "a")
    assert of.startswith("ruritania-")
    assert position == f"{of}/duke"


@pytest.mark.parametrize("of", ["Atlantis", "rudolf-elphberg", "Elphberg", "wikidata:Q1"])
def test_a_body_that_cannot_be_found_is_reported_and_the_rest_lands(small: Settings, of: str) -> None:
    done = imported(small, line("a", roles=[role(of), role("ruritania")], memberships=[{"of": "Nowhere"}]))
    assert roles_of(small, "a") == [("ruritania/duke", "ruritania")]
    assert done.left_aside() == {
        "roles of bodies that cannot be found": 1,
        "relations to actors that cannot be found": 1,
    }
    assert f"list.jsonl:1: no state or organization {of!r} for the role 'Duke'" in done.notes[0]


def test_roles_of_what_is_no_person_and_relations_to_itself_are_counted(small: Settings) -> None:
    done = imported(
        small, state("s", roles=[role("ruritania")], relations=[{"predicate": "part_of", "of": "s"}])
    )
    assert done.left_aside() == {"roles of what is no person": 1, "relations of an actor to itself": 1}
    assert database.check(small) == []


@pytest.mark.parametrize(
    ("stated", "position"),
    [
        ({"position": "Foreign Minister"}, "turkey/foreign-minister"),
        ({"position": "minister of foreign affairs", "class": "foreign_minister"}, "turkey/foreign-minister"),
        ({"position": "President", "class": "head_of_state"}, "turkey/president"),
        ({"position": "President of Turkey"}, "turkey/president"),
        ({"position": "President", "class": "organization_head"}, "turkey/president"),
        ({"position": "Chief Astronomer"}, "turkey/chief-astronomer"),
    ],
)
def test_positions_that_exist_are_reused_by_title_and_class(
    bundled_copy: Settings, tmp_path: Path, stated: dict[str, str], position: str
) -> None:
    (tmp_path / "no-cache").touch()  # there is no place for an index, which takes most of the time
    bundled_copy = bundled_copy._replace(cache=tmp_path / "no-cache")
    imported(bundled_copy, line("a", roles=[{"of": "turkey", "from": "1930", "to": "1931", **stated}]))
    assert roles_of(bundled_copy, "a") == [(position, "turkey")]
    assert database.check(bundled_copy) == []


def test_a_position_that_is_made_answers_questions_for_it(small: Settings) -> None:
    lines = [
        line("a", "Anton", roles=[role("ruritania", "Lord Chamberlain")]),
        line("b", "Boris", roles=[role("ruritania", "Foreign Minister", to="1892")]),
    ]
    imported(small, *lines)
    asked = resolve(small, "foreign minister of Ruritania", "1891-05-01").resolution
    assert asked.actor is not None
    assert asked.actor.key == "b"
    asked = resolve(small, "Lord Chamberlain of Ruritania", "1891-05-01").resolution
    assert asked.actor is not None
    assert rows(small, "SELECT key, class, label FROM positions ORDER BY key") == [
        ("ruritania/foreign-minister", "foreign_minister", "Foreign Minister of Ruritania"),
        ("ruritania/lord-chamberlain", "other", "Lord Chamberlain of Ruritania"),
    ]


def test_the_same_identifier_makes_a_known_actor_of_an_imported_one(small: Settings) -> None:
    add(small, NewActor(kind="person", name="X", key="rudolf-elphberg", identifiers=[("wikidata", "Q1")]))
    done = imported(small, line("r", "Rudolf V", identifiers={"wikidata": "Q1"}), line("s"))
    assert done.same_as_known == 1
    assert rows(small, "SELECT key FROM actors WHERE key IN ('r', 'rudolf-elphberg')") == [
        ("rudolf-elphberg",)
    ]
    assert rows(small, "SELECT verdict, by, reason FROM judgement") == [
        ("same", "import list", "wikidata Q1")
    ]
    resolved = resolve(small, "Rudolf V").resolution
    assert resolved.actor is not None
    assert resolved.actor.key == "rudolf-elphberg"
    before = revision(small)
    imported(small, line("r", "Rudolf V", identifiers={"wikidata": "Q1"}), line("s"))
    assert revision(small) == before
    assert database.check(small) == []


def test_nothing_is_made_one_by_its_name_alone(small: Settings) -> None:
    done = imported(small, line("rudolf", "Rudolf Elphberg"))
    assert done.same_as_known == 0
    assert len(rows(small, "SELECT 1 FROM actors WHERE name = 'Rudolf Elphberg'")) == 2


def test_two_records_of_one_source_are_never_made_one(small: Settings) -> None:
    add(small, NewActor(kind="person", name="X", key="rudolf-elphberg", identifiers=[("wikidata", "Q1")]))
    lines = [line("r", identifiers={"wikidata": "Q1"}), line("s", identifiers={"wikidata": "Q1"})]
    done = imported(small, *lines)
    assert done.same_as_known == 1
    assert sum(done.left_aside().values()) >= 1
    assert len({key for (key,) in rows(small, "SELECT key FROM actors WHERE key IN ('r', 's')")}) == 1


def test_an_identifier_does_not_make_a_person_of_a_state(small: Settings) -> None:
    add(small, NewActor(kind="state", name="X", key="ruritania", identifiers=[("cameo", "RUR")]))
    assert imported(small, line("r", identifiers={"cameo": "RUR"})).same_as_known == 0


def test_roles_of_a_file_fall_to_the_body_that_its_own_was_made_one_with(small: Settings) -> None:
    add(small, NewActor(kind="state", name="X", key="ruritania", identifiers=[("iso3", "RUR")]))
    imported(small, line("a", roles=[role("77")]), state("77", "Ruritanie", identifiers={"iso3": "RUR"}))
    assert roles_of(small, "a") == [("ruritania/duke", "ruritania")]
