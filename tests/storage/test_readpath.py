"""The hand-written reads equal SQLAlchemy queries over the models, on the bundled database."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from sqlite3 import Connection

import pytest
from sqlalchemy import Engine, create_engine, func, or_, pool, select
from sqlalchemy.orm import Session, aliased

from actors.config import Settings
from actors.domain.actor import KnownName
from actors.domain.dates import Bounds
from actors.storage import readpath, sqlite
from actors.storage.schema import Actor, DatabaseState, Name, NameKey, Occupancy, Position, Revision
from actors.text.normalize import fold

SCHEMES = ("fold", "order", "latin", "word")
BEGUN = (
    *(
        "vladimir pu",
        "putin",
        "put",
        "united n",
        "foreign affairs",
        "ministry of",
        "al a",
        "islamic state of",
    ),
    *(
        "recep erdogan",
        "erdogan recep",
        "bashar al assad",
        "владимир п",
        "republic",
        "zzz",
        "qaeda al",
        "s",
        "mo",
    ),
    *(
        "of the r",
        "guterres",
        "antonio gut",
        "abdul rahman",
        "hassan n",
        "china p",
        "european un",
        "court just",
    ),
)
Own, Canonical = aliased(Actor), aliased(Actor)


@pytest.fixture(scope="module")
def connection(bundled_template: Settings) -> Iterator[Connection]:
    with closing(sqlite.connect_to_read(bundled_template.database)) as opened:
        yield opened


@pytest.fixture(scope="module")
def session(bundled_template: Settings) -> Iterator[Session]:
    path = bundled_template.database
    engine: Engine = create_engine(
        "sqlite://", creator=lambda: sqlite.connect_to_read(path), poolclass=pool.NullPool
    )
    with Session(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture(scope="module")
def everyone(connection: Connection) -> dict[str, readpath.Profile]:
    return {profile.key: profile for profile in readpath.profiles(connection)}


def known(name: Name, key: str) -> KnownName:
    bounds = Bounds(name.from_first, name.from_last, name.to_first, name.to_last)
    stated = (name.text, name.kind, name.lang, name.strength, key, name.from_date, name.to_date)
    return KnownName(*stated, bounds, name.case_sensitive)


def test_profiles_by_key_equal_those_of_all(
    connection: Connection, everyone: dict[str, readpath.Profile]
) -> None:
    keys = random.Random(7).sample(sorted(everyone), 300)
    assert list(readpath.profiles(connection, keys)) == [everyone[key] for key in keys]


def test_profiles_of_all_come_by_key_and_are_the_canonical_actors(
    session: Session, everyone: dict[str, readpath.Profile]
) -> None:
    query = select(Actor.key).where(Actor.canonical_id == Actor.id).order_by(Actor.key)
    assert list(everyone) == list(session.scalars(query))


def test_profiles_without_names_are_the_same_else(
    connection: Connection, everyone: dict[str, readpath.Profile]
) -> None:
    keys = ["vladimir-putin", "turkey", "nato", "islamic-state"]
    bare = [everyone[key]._replace(names=()) for key in keys]
    assert list(readpath.profiles(connection, keys, names=False)) == bare


def test_profiles_of_keys_that_do_not_exist_are_left_out(connection: Connection) -> None:
    assert list(readpath.profiles(connection, ["nobody", "", "TURKEY"])) == []
    assert [profile.key for profile in readpath.profiles(connection, ["nobody", "turkey"])] == ["turkey"]


def test_a_profile_equals_the_rows_of_the_models(
    session: Session, everyone: dict[str, readpath.Profile]
) -> None:
    for key in random.Random(11).sample(sorted(everyone), 40):
        profile, actor = everyone[key], session.scalars(select(Actor).where(Actor.key == key)).one()
        assert (profile.kind, profile.actor_class, profile.name) == (
            actor.kind,
            actor.actor_class,
            actor.caption,
        )
        assert (profile.description, profile.prominence) == (actor.description, actor.prominence)
        assert profile.life == Bounds(actor.from_first, actor.from_last, actor.to_first, actor.to_last)
        live = select(Name).where(Name.actor_id == actor.id, Name.retired_revision.is_(None))
        assert set(profile.names) == {known(name, fold(name.text)) for name in session.scalars(live)}
        held = (
            select(Position.key, Occupancy.from_date, Occupancy.to_date)
            .join(Position, Position.id == Occupancy.position_id)
            .where(Occupancy.person_id == actor.id, Occupancy.retired_revision.is_(None))
        )
        roles = sorted(((role.position_key, role.from_date, role.to_date) for role in profile.roles), key=str)
        assert roles == sorted(map(tuple, session.execute(held)), key=str)


def test_names_by_key_equal_the_query_over_the_models(connection: Connection, session: Session) -> None:
    stored = session.execute(select(NameKey.key).distinct().order_by(NameKey.key)).scalars().all()
    asked = [
        *random.Random(3).sample(stored, 60),
        "putin",
        "un",
        "turkey",
        "путин",
        "assad bashar",
        "nobody at all",
    ]
    for key in asked:
        for schemes in (("fold",), SCHEMES):
            query = (
                select(Canonical.key, NameKey.scheme, Name)
                .select_from(NameKey)
                .join(Name, Name.id == NameKey.name_id)
                .join(Own, Own.id == Name.actor_id)
                .join(Canonical, Canonical.id == Own.canonical_id)
                .where(NameKey.key == key, NameKey.scheme.in_(schemes), Name.retired_revision.is_(None))
            )
            expected = sorted(
                (actor, scheme, known(name, key)) for actor, scheme, name in session.execute(query)
            )
            assert sorted(map(tuple, readpath.names_by_key(connection, key, schemes))) == expected


@pytest.mark.parametrize("text", BEGUN)
def test_names_by_words_equal_the_query_over_the_models(
    text: str, connection: Connection, session: Session
) -> None:
    *whole, begun = text.split()

    def having(condition: object) -> object:
        return Name.id.in_(
            select(NameKey.name_id).where(or_(NameKey.scheme == "fold", NameKey.scheme == "word"), condition)
        )

    query = (
        select(Canonical.key, Name)
        .join(Own, Own.id == Name.actor_id)
        .join(Canonical, Canonical.id == Own.canonical_id)
        .where(Name.retired_revision.is_(None), having(NameKey.key.startswith(begun, autoescape=True)))
        .where(*(having(NameKey.key == word) for word in whole))
    )
    expected = sorted((actor, known(name, fold(name.text))) for actor, name in session.execute(query))
    found = readpath.names_by_words(connection, text.split(), most=100_000)
    assert sorted((hit.actor_key, hit.name) for hit in found) == expected
    assert {hit.scheme for hit in found} <= {"word"}
    few = readpath.names_by_words(connection, text.split(), most=5)
    assert few == found[:5]


def test_no_words_have_no_names(connection: Connection) -> None:
    assert readpath.names_by_words(connection, []) == []


def test_holders_equal_the_query_over_the_models(connection: Connection, session: Session) -> None:
    stored = session.scalars(select(Position.key).distinct().order_by(Position.key)).all()
    for key in [*random.Random(5).sample(stored, 50), "turkey/foreign-minister", "no/post"]:
        query = (
            select(Own.key)
            .join(Occupancy, Occupancy.person_id == Own.id)
            .join(Position, Position.id == Occupancy.position_id)
            .where(Position.key == key, Occupancy.retired_revision.is_(None))
            .distinct()
            .order_by(Own.key)
        )
        assert readpath.holders(connection, key) == list(session.scalars(query))


def test_posts_equal_the_query_over_the_models(connection: Connection, session: Session) -> None:
    live = select(Position).where(Position.retired_revision.is_(None)).order_by(Position.key)
    expected = [(post.key, post.title, tuple(post.titles), post.collective) for post in session.scalars(live)]
    posts = readpath.all_posts(connection)
    assert [(post.key, post.title, post.titles, post.collective) for post in posts] == expected
    assert readpath.posts_of(connection, "turkey") == [post for post in posts if post.body == "turkey"]


def test_the_state_equals_the_row_of_the_model(connection: Connection, session: Session) -> None:
    state, row = readpath.database_state(connection), session.get_one(DatabaseState, 1)
    assert state[:3] == (row.revision, row.search_revision, row.search_token)
    assert state.known_until == row.known_until.isoformat()
    assert readpath.has_revision(connection, row.revision, row.search_token)
    assert not readpath.has_revision(connection, row.revision, "forged")
    assert session.scalar(select(func.max(Revision.number))) == row.revision


def test_changed_since_a_revision_are_the_actors_stamped_after_it(
    connection: Connection, session: Session
) -> None:
    revision = readpath.database_state(connection).revision
    assert readpath.changed_since(connection, revision) == []
    everyone = list(session.scalars(select(Actor.key).order_by(Actor.key)))
    assert readpath.changed_since(connection, revision - 1) == everyone
