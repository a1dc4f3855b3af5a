"""FollowTheMoney is read as OpenSanctions and OpenAleph write it; what has no place with us is counted."""

from __future__ import annotations

import io
import json
from collections import Counter
from typing import Any

import pytest

from actors.domain.foreign import ForeignActor, ForeignName, ForeignRelation, ForeignRole
from actors.errors import ForeignFileError
from actors.formats.followthemoney import read_followthemoney
from actors.formats.foreign_file import ForeignFile


def entity(own_id: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": own_id, "schema": schema, "properties": properties}


def read(*lines: Any) -> tuple[list[ForeignActor], list[str], Counter[str]]:
    """Return the actors, the mistakes, and what was left aside."""
    written = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    aside: Counter[str] = Counter()
    found = list(read_followthemoney(ForeignFile(io.BytesIO(written.encode()), "some.ftm.json"), {}, aside))
    actors = [one for one in found if isinstance(one, ForeignActor)]
    return actors, [str(one) for one in found if isinstance(one, ForeignFileError)], aside


ANTON = entity("anton", "Person", name=["Anton"])
ZENDA = entity("zenda", "PublicBody", name=["Zenda"], classification=["un_member"], country=["zz"])
KING = entity("king", "Position", name=["King of Zenda"], organization=["zenda"])


def test_a_person_comes_with_names_dates_and_ids() -> None:
    (actor,), wrong, aside = read(
        entity(
            "Q7",
            "Person",
            name=["Anton Ruler", "Anton R."],
            previousName=["Anton Before"],
            weakAlias=["Toni"],
            birthDate=["1850", "1850-03-02"],
            deathDate=["1890-06-15T10:00:00"],
            description=["a king"],
            topics=["role.pep"],
            email=["anton@example.org"],
        )
        | {"caption": "Anton R."}
    )
    assert wrong == []
    assert actor.names == (
        ForeignName("Anton R.", kind="primary"),
        ForeignName("Anton Ruler"),
        ForeignName("Anton Before", kind="former"),
        ForeignName("Toni", strength="weak"),
    )
    assert (actor.start, actor.end) == ("1850-03-02", "1890-06-15")
    assert actor.identifiers == (("wikidata", "Q7"),)
    assert aside == {"property email of Person": 1}


def test_roles_and_relations_come_with_their_holder_wherever_they_stand_in_the_file() -> None:
    actors, wrong, _ = read(
        entity("o", "Occupancy", holder=["anton"], post=["king"], startDate=["1880"], status=["current"]),
        entity("m", "Membership", member=["anton"], organization=["club"], endDate=["1885-01-01"]),
        entity("s", "Succession", predecessor=["zenda"], successor=["club"], status=["current"]),
        entity("d", "Directorship", director=["anton"], organization=["club"], role=["Chair"]),
        KING,
        ANTON,
        entity("club", "Organization", name=["Club"], topics=["pol.party"]),
        ZENDA,
    )
    assert wrong == []
    anton, club, zenda = actors
    assert anton.roles == (
        ForeignRole("King of Zenda", None, "zenda", "1880", ongoing=True),
        ForeignRole("Chair", None, "club"),
    )
    assert anton.relations == (ForeignRelation("member_of", "club", end="1885-01-01"),)
    assert club.relations == (ForeignRelation("successor_of", "zenda"),)
    assert (club.kind, club.actor_class) == ("organization", "party")
    assert (zenda.kind, zenda.actor_class, zenda.relations) == ("state", "un_member", ())


def test_a_post_without_an_organization_is_of_the_state_that_its_country_code_names() -> None:
    (anton,), _, _ = read(
        ANTON,
        entity("king", "Position", name=["King"], country=["tr"]),
        entity("o", "Occupancy", holder=["anton"], post=["king"]),
    )
    assert [role.of for role in anton.roles] == ["iso2:TR"]


def test_countries_are_relations_where_no_link_says_it_better() -> None:
    citizen = entity("anton", "Person", name=["Anton"], citizenship=["tr", "suhh"], country=["us"])
    (anton,), _, aside = read(citizen)
    assert anton.relations == (ForeignRelation("citizen_of", "iso2:TR"),)
    assert aside["codes of countries beyond ISO 3166"] == 1
    link = entity("l", "UnknownLink", subject=["anton"], object=["turkey"], role=["citizen_of"])
    (anton,), _, _ = read(citizen, link)
    assert [relation.of for relation in anton.relations] == ["turkey"]


@pytest.mark.parametrize(
    ("dates", "read_as"),
    [
        (["1950"], "1950"),
        (["1950-02", "1950", "1950-02-03"], "1950-02-03"),
        (["1950-02-03", "1950-02-04"], "1950-02"),
        (["1950-02-03", "1950-03"], "1950"),
        (["1950", "1951"], None),
        (["about 1950"], None),
    ],
)
def test_several_dates_are_what_they_agree_on(dates: list[str], read_as: str | None) -> None:
    (actor,), _, _ = read(entity("anton", "Person", name=["Anton"], birthDate=dates))
    assert actor.start == read_as


def test_an_entity_in_several_lines_is_put_together() -> None:
    (anton,), _, _ = read(
        entity("anton", "LegalEntity", alias=["Toni"]),
        entity("anton", "Person", name=["Anton"], alias=["Toni"]),
    )
    assert anton.kind == "person"
    assert [name.text for name in anton.names] == ["Anton", "Toni"]


def test_what_has_no_place_with_us_is_counted_by_kind() -> None:
    _, wrong, aside = read(
        ANTON,
        entity("v", "Vessel", name=["Ship"]),
        entity("w", "Vessel", name=["Boat"]),
        entity("o", "Occupancy", holder=["anton"], post=["nowhere"]),
        entity("p", "Occupancy", holder=["nobody"], post=["nowhere"]),
        entity("m", "Membership", member=["anton"]),
        entity("u", "UnknownLink", subject=["anton"], object=["x"], role=["friend"]),
        entity("i", "Identification", holder=["anton"], number=["77"], country=["us"], type=["passport"]),
        entity("b", "Ownership", owner=["anton"], asset=["anton"]),
    )
    assert wrong == []
    assert aside == {
        "entities of Vessel": 2,
        "Occupancy of a Position that is not in the file": 1,
        "Occupancy of nobody in the file": 1,
        "Membership without its ends": 1,
        "UnknownLink, taken for affiliate_of": 1,
        "Identification (papers and numbers of registers)": 1,
        "Ownership by a person, or by nobody in the file": 1,
    }


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"schema": "Person"}', "no id"),
        ('{"id": "x"}', "no schema"),
        ('{"id": "x", "schema": "Person", "properties": []}', "properties"),
        ('{"id": "x", "schema": "Person", "properties": {"name": [{}]}}', "'name'"),
        ('{"id": "x", "schema": "Person"}', "has no name"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_named_by_its_place_and_the_others_are_read(line: str, says: str) -> None:
    actors, (wrong,), _ = read(ZENDA, line, ANTON)
    assert wrong.startswith("some.ftm.json:2: ")
    assert says in wrong
    assert [actor.id for actor in actors] == ["zenda", "anton"]
    assert actors[1].place == "some.ftm.json:3"


def test_bytes_that_are_not_utf_8_are_a_bad_line() -> None:
    stream = io.BytesIO(json.dumps(ANTON).encode() + b'\n{"id": "\xff"}\n')
    found = list(read_followthemoney(ForeignFile(stream, "f"), {}, Counter()))
    assert sorted(type(one).__name__ for one in found) == ["ForeignActor", "ForeignFileError"]
