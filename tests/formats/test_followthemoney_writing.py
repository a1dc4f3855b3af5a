"""What is written as FollowTheMoney is read back, and its own library drops and changes nothing."""

from __future__ import annotations

import io
import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.config import Settings
from actors.domain.foreign import ForeignActor, ForeignName, ForeignPosition, ForeignRelation, ForeignRole
from actors.domain.vocabulary import NAME_KINDS, ORGANIZATION_CLASSES, PREDICATES, STATE_CLASSES, STRENGTHS
from actors.formats.followthemoney import read_followthemoney
from actors.formats.followthemoney_writing import entities_of, kept
from actors.formats.foreign_file import ForeignFile
from actors.services.database import reading
from actors.storage.exporting import countries, whole_actors

NASTY = st.one_of(
    st.text(min_size=1),
    st.sampled_from(
        ['"quoted"', "''", "'a\nb'", "=1+1", "a\u200cb", "  x ", "e\u0301", "\ufeff", "a\x00b", "ﷺ"]
    ),
    st.text("\"' \n\t\u200b\u00ad\u3000=ée\u0301", min_size=1),
)
DATES = st.sampled_from([None, "1999", "2001-02", "2001-02-28", "0987-01-01"])
KEYS = st.one_of(
    st.from_regex(r"[a-z]{2,9}(-[a-z]{2,9})?", fullmatch=True), st.sampled_from(["a_b", "-x-", "é"])
)
NAMES = st.builds(
    ForeignName,
    NASTY,
    lang=st.sampled_from(["und", "en"]),
    kind=st.sampled_from(NAME_KINDS),
    strength=st.sampled_from([None, *STRENGTHS]),
    start=DATES,
)
ROLES = st.builds(
    ForeignRole, NASTY, st.none(), KEYS, DATES, DATES, st.booleans(), st.booleans(), key=st.just("zenda/king")
)
RELATIONS = st.builds(
    ForeignRelation, st.sampled_from(PREDICATES), KEYS.map(lambda key: f"to-{key}"), DATES, DATES
)
POSITIONS = st.builds(
    ForeignPosition,
    KEYS.map(lambda key: f"zenda/{key}"),
    NASTY,
    st.just("minister"),
    NASTY,
    titles=st.tuples(NASTY),
)
ACTORS = st.builds(
    ForeignActor,
    id=KEYS,
    kind=st.sampled_from(["person", "organization", "state"]),
    actor_class=st.sampled_from([None, *ORGANIZATION_CLASSES, *STATE_CLASSES]),
    names=st.lists(NAMES, min_size=1, max_size=4).map(tuple),
    identifiers=st.lists(
        st.tuples(st.sampled_from(["wikidata", "cow", "import:x"]), st.one_of(NASTY, st.just("Q42"))),
        max_size=3,
    ).map(tuple),
    description=st.one_of(st.none(), NASTY),
    start=DATES,
    end=DATES,
    roles=st.lists(ROLES, max_size=2).map(tuple),
    relations=st.lists(RELATIONS, max_size=2).map(tuple),
    positions=st.lists(POSITIONS, max_size=2).map(tuple),
)


@pytest.fixture(scope="module")
def model() -> Any:
    return pytest.importorskip("followthemoney").model


def written(actor: ForeignActor) -> tuple[list[dict[str, Any]], Counter[str]]:
    unsaid: Counter[str] = Counter()
    return list(entities_of(actor, {"zenda": "tr", "to-zenda": "tr"}, unsaid)), +unsaid


def read_back(entities: list[dict[str, Any]]) -> list[ForeignActor]:
    stream = io.BytesIO("\n".join(map(json.dumps, entities)).encode())
    found = list(read_followthemoney(ForeignFile(stream, "back"), {}, Counter()))
    assert all(isinstance(one, ForeignActor) for one in found), found
    return found  # type: ignore[return-value]


KING = ForeignActor(
    id="anton",
    kind="person",
    names=(
        ForeignName("Anton", kind="primary"),
        ForeignName("Anton the Old", kind="former"),
        ForeignName("A.", kind="acronym"),
        ForeignName("Toni"),
        ForeignName("Ant", strength="weak"),
    ),
    identifiers=(("wikidata", "Q7"), ("cow", "640")),
    description="a king",
    start="1850-03-02",
    end="1890-06-15",
    roles=(
        ForeignRole("King of Zenda", "head_of_state", "zenda", "1880", "1890-06-15", key="zenda/king"),
        ForeignRole(
            "King of Zenda",
            "head_of_state",
            "zenda",
            "1870",
            None,
            ongoing=True,
            acting=True,
            key="zenda/king",
        ),
        ForeignRole("King of Zenda", "head_of_state", "zenda", None, None, key="zenda/king"),
    ),
    relations=(
        ForeignRelation("member_of", "club", "1880", "1881"),
        ForeignRelation("citizen_of", "zenda", end_unknown=True),
        ForeignRelation("opposed_to", "boris"),
    ),
)
ZENDA = ForeignActor(
    id="zenda",
    kind="state",
    actor_class="un_member",
    names=(ForeignName("Zenda", kind="primary"),),
    relations=(ForeignRelation("successor_of", "old-zenda", "1700"),),
    positions=(
        ForeignPosition(
            "zenda/king", "king", "head_of_state", "King of Zenda", "leader", ("monarch",), start="1700"
        ),
    ),
)


def test_all_that_the_format_can_say_is_read_back() -> None:
    entities = [*written(KING)[0], *written(ZENDA)[0]]
    for stated, found in zip((KING, ZENDA), read_back(entities), strict=True):
        for member in ("id", "kind", "actor_class", "names", "identifiers", "description", "start", "end"):
            assert getattr(found, member) == getattr(stated, member), member
        assert found.roles == stated.roles
        assert sorted(found.relations) == sorted(stated.relations)
        assert found.positions == stated.positions


def test_what_the_format_cannot_say_is_counted_and_demonyms_are_no_names() -> None:
    entities, unsaid = written(
        ForeignActor(
            id="zenda_1",
            kind="state",
            actor_class="un_member",
            names=(
                ForeignName("Zenda", lang="en", kind="primary"),
                ForeignName("Zendan", kind="demonym"),
                ForeignName(
                    "Zen\u200bda City", kind="short", start="1900", case_sensitive=True, checked="a:1"
                ),
            ),
            start="0987-01-01",
        )
    )
    assert unsaid == {
        "languages of names": 1,
        "demonyms": 1,
        "dates of names": 1,
        "kinds of names": 1,
        "names that hold as they are spelt only": 1,
        "rows that confirm a fact": 1,
        "invisible characters and quotation marks of names": 1,
        "dates before the year 1000": 1,
        "keys that are no ids there": 1,
    }
    assert "Zendan" not in json.dumps(entities)
    assert entities[0]["properties"]["weakAlias"] == ["Zenda City"]


@settings(deadline=None)
@given(ACTORS)
def test_whatever_is_written_can_be_read(actor: ForeignActor) -> None:
    entities, unsaid = written(actor)
    if entities[0]["properties"].get("name"):
        (back,) = read_back(entities)
        assert len(back.relations) >= len({relation[:2] for relation in actor.relations})
    else:
        assert unsaid


@settings(deadline=None)
@given(NASTY, st.booleans())
def test_a_text_that_is_kept_is_kept_again(text: str, name: bool) -> None:
    once = kept(text, name=name)
    assert kept(once, name=name) == once


@settings(deadline=None)
@given(actor=ACTORS)
def test_the_real_library_drops_and_changes_nothing(model: Any, actor: ForeignActor) -> None:
    for entity in written(actor)[0]:
        assert model.get_proxy(entity, cleaned=False).to_dict() == entity


def test_the_real_library_keeps_the_bundled_data_whole(model: Any, bundled: Settings) -> None:
    with reading(bundled) as connection:
        codes = countries(connection)
        for actor in whole_actors(connection):
            for entity in entities_of(actor, codes, Counter()):
                assert model.get_proxy(entity, cleaned=False).to_dict() == entity
