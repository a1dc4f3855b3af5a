"""JSON Lines: what a line can say is read and written back; what it cannot is named with its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.domain.foreign import (
    ForeignActor,
    ForeignName,
    ForeignPosition,
    ForeignRelation,
    ForeignRole,
)
from actors.domain.vocabulary import KINDS, NAME_KINDS, POSITION_CLASSES, PREDICATES, STRENGTHS
from actors.formats.foreign_file import clean
from actors.formats.jsonl import to_line
from tests.formats.foreign import JSONL, read


def test_a_line_says_names_identifiers_roles_and_memberships() -> None:
    found = read("jsonl", JSONL)
    assert (found.errors, found.aside) == ([], {})
    rudolf, party, zenda = found.actors
    assert rudolf == ForeignActor(
        id="r1",
        kind="person",
        names=(
            ForeignName("Rudolf Elphberg", kind="primary"),
            ForeignName("Рудольф", "ru", "short", start="1890"),
        ),
        identifiers=(("wikidata", "Q1"), ("viaf", "7"), ("viaf", "8")),
        description="king",
        start="1861-03",
        roles=(ForeignRole("King", "head_of_state", "ruritania", "1894-11-02", "1897"),),
        relations=(ForeignRelation("member_of", "League of Small States", "1894"),),
        place="list.txt:1",
    )
    assert party.relations == (ForeignRelation("part_of", "r3"),)
    assert party.place == "list.txt:3"
    assert (zenda.id, zenda.positions) == ("3", (ForeignPosition("3/duke", "Duke", "leader", "Duke"),))


def test_an_actor_is_the_name_alone() -> None:
    (actor,) = read("jsonl", '\ufeff{"id":"x","kind":"person","names":"Jane  Doe"}').actors
    assert actor.names == (ForeignName("Jane Doe", kind="primary"),)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "no JSON object|not a JSON object"),
        ('{"kind":"person","names":["A"]}', "no id"),
        ('{"id":"","kind":"person","names":["A"]}', "no id"),
        ('{"id":true,"kind":"person","names":["A"]}', "no id"),
        ('{"id":"a","kind":"person"}', "no name"),
        ('{"id":"a","kind":"person","names":[]}', "no name"),
        ('{"id":"a","kind":"person","names":{"text":"A"}}', "names is no list"),
        ('{"id":"a","kind":"person","names":[7]}', "entry of names"),
        ('{"id":"a","kind":7,"names":["A"]}', "kind is no text"),
        ('{"id":"a","kind":"person","names":["A"],"identifiers":[]}', ""),
        ('{"id":"a","kind":"person","names":["A"],"identifiers":{"q":{}}}', "identifier 'q'"),
        ('{"id":"a","kind":"person","names":["A"],"roles":[{"of":"x"}]}', "without 'position'"),
        ('{"id":"a","kind":"person","names":["A"],"roles":[{"position":"x"}]}', "without 'of'"),
        (
            '{"id":"a","kind":"state","names":["A"],"positions":[{"key":"k","title":"x","class":"leader","vacant":["2014"]}]}',
            "a vacancy of a position is",
        ),
        ('{"id":"a","kind":"person","names":["A"],"memberships":[{}]}', "without 'of'"),
        ('{"id":"a","kind":"person","names":["A"],"end":"soon"}', "end is neither"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_with_its_number(line: str, says: str) -> None:
    found = read("jsonl", JSONL.splitlines()[0] + "\n\n" + line + "\n" + JSONL.splitlines()[2])
    assert found.places == ["list.txt:3"], found.errors
    assert not says or any(part in found.errors[0].what for part in says.split("|"))
    assert [actor.id for actor in found.actors] == ["r1", "r2"], "the lines around it are read"


def test_bytes_that_are_no_text_are_the_fault_of_their_line() -> None:
    found = read("jsonl", JSONL.encode() + b'{"id":"\xff"}\n' + b'{"id":"z","kind":"person","names":["Z"]}')
    assert found.places == ["list.txt:5"]
    assert found.actors[-1].id == "z"


def test_members_that_mean_nothing_are_counted_unless_they_are_empty() -> None:
    line = {"id": "a", "kind": "person", "names": [{"text": "A", "shoe": 1}], "hair": "red", "hat": None}
    assert read("jsonl", json.dumps(line)).aside == {"member 'hair'": 1, "member 'shoe' of names": 1}


def test_a_file_may_have_its_own_words_for_members() -> None:
    line = {"id": "a", "kind": "person", "names": [{"name": "A"}], "birth": "1900"}
    (actor,) = read("jsonl", json.dumps(line), {"text": "name", "from": "birth"}).actors
    assert (actor.names[0].text, actor.start) == ("A", "1900")


def test_a_role_may_have_ended_and_a_membership_goes_on_unless_they_say_otherwise() -> None:
    line = {
        "id": "a",
        "kind": "person",
        "names": ["A"],
        "roles": [{"position": "x", "of": "y"}, {"position": "x", "of": "y", "end": "ongoing"}],
        "memberships": [{"of": "y"}, {"of": "y", "end": "unknown"}],
    }
    (actor,) = read("jsonl", json.dumps(line)).actors
    assert [role.ongoing for role in actor.roles] == [False, True]
    assert [relation.end_unknown for relation in actor.relations] == [False, True]


texts = st.text(min_size=1, max_size=30).map(clean).filter(bool)
days = st.sampled_from([None, "1815", "1815-06", "1815-06-18"])
maybe = st.one_of(st.none(), texts)
names = st.builds(
    ForeignName,
    texts,
    st.sampled_from(["und", "en", "zh-Hant"]),
    st.sampled_from(NAME_KINDS),
    st.sampled_from([None, *STRENGTHS]),
    days,
    days,
    st.booleans(),
    maybe,
)
roles = st.builds(
    ForeignRole, texts, st.sampled_from([None, *POSITION_CLASSES]), texts, days, st.none(),
    st.booleans(), st.booleans(), maybe, maybe,
)  # fmt: skip
relations = st.builds(
    ForeignRelation, st.sampled_from(PREDICATES), texts, days, st.none(), st.booleans(), maybe
)
positions = st.builds(
    ForeignPosition, texts, texts, st.sampled_from(POSITION_CLASSES), texts, maybe,
    st.lists(texts, max_size=2).map(tuple), st.booleans(),
    st.lists(st.just(("1816", "1817-02-03")), max_size=1).map(tuple), days, days, maybe,
)  # fmt: skip
foreign_actors = st.builds(
    ForeignActor,
    id=texts,
    kind=st.sampled_from(KINDS),
    actor_class=maybe,
    names=st.lists(names, min_size=1, max_size=3).map(tuple),
    identifiers=st.dictionaries(texts, texts, max_size=2).map(lambda found: tuple(found.items())),
    checked=st.dictionaries(texts, texts, max_size=1).map(lambda found: tuple(found.items())),
    description=maybe,
    start=days,
    end=st.none(),
    end_unknown=st.booleans(),
    roles=st.lists(roles, max_size=2).map(tuple),
    relations=st.lists(relations, max_size=3)
    .map(lambda found: sorted(found, key=lambda relation: relation.predicate != "member_of"))
    .map(tuple),
    positions=st.lists(positions, max_size=2).map(tuple),
    place=st.just("list.txt:1"),
)


@settings(max_examples=300, deadline=None)
@given(foreign_actors)
def test_what_is_written_is_read_back_the_same(actor: ForeignActor) -> None:
    line = to_line(actor)
    assert "\n" not in line
    found = read("jsonl", line + "\n")
    assert found.errors == []
    assert found.actors == [actor]
    assert to_line(found.actors[0]) == line
