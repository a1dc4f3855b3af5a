"""The reads of words equal naive queries over the models, on the bundled database."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from sqlite3 import Connection

import pytest
from sqlalchemy import create_engine, func, pool, select
from sqlalchemy.orm import Session, aliased

from actors.config import Settings
from actors.domain.actor import KnownName
from actors.domain.dates import Bounds
from actors.storage import sqlite, words
from actors.storage.schema import Actor, Name, NameKey, Word
from actors.text.normalize import fold
from actors.text.sounds import sound

OF_WORDS = NameKey.scheme.in_(("word", "fold"))
Own, Canonical = aliased(Actor), aliased(Actor)


@pytest.fixture(scope="module")
def connection(bundled_template: Settings) -> Iterator[Connection]:
    with closing(sqlite.connect_to_read(bundled_template.database)) as opened:
        yield opened


@pytest.fixture(scope="module")
def session(bundled_template: Settings) -> Iterator[Session]:
    path = bundled_template.database
    engine = create_engine("sqlite://", creator=lambda: sqlite.connect_to_read(path), poolclass=pool.NullPool)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


@pytest.fixture(scope="module")
def known(session: Session) -> Sequence[Word]:
    return session.scalars(select(Word).order_by(Word.word)).all()


def sampled(known: Sequence[Word], number: int) -> list[Word]:
    return random.Random(11).sample(known, number)


def test_the_words_stored_are_those_of_all_names_but_exonyms(session: Session, known: Sequence[Word]) -> None:
    keys = select(NameKey.scheme, NameKey.key).join(Name, Name.id == NameKey.name_id)
    of_names = {
        key
        for scheme, key in session.execute(keys.where(OF_WORDS, Name.kind != "exonym"))
        if scheme == "word" or len(key.split()) == 1
    }
    assert {stored.word for stored in known} == of_names


def test_each_word_stands_with_its_sound_both_ways(known: Sequence[Word]) -> None:
    for stored in sampled(known, 3000):
        assert (stored.sound, stored.sound_reversed) == (sound(stored.word), sound(stored.word)[::-1])


def test_words_with_some_sounds_are_those_whose_sound_it_is(
    connection: Connection, known: Sequence[Word]
) -> None:
    asked = [stored.sound for stored in sampled(known, 40)] + ["", "nobody's"]
    for sounds in (asked[:1], asked[1:9], asked[9:], ["nobody's"]):
        naive = sorted(stored.word for stored in known if stored.sound in sounds)
        assert sorted(words.with_sounds(connection, sounds)) == naive


def test_words_by_how_their_sound_begins_or_ends_are_those_of_a_scan(
    connection: Connection, known: Sequence[Word]
) -> None:
    heard = [stored.sound for stored in sampled(known, 25) if stored.sound]
    for part in [one[:2] for one in heard] + [one[:3] for one in heard] + ["zzz"]:
        begun = sorted(stored.word for stored in known if stored.sound.startswith(part))
        assert sorted(words.with_sound_beginning(connection, part)) == begun
        ended = sorted(stored.word for stored in known if stored.sound.endswith(part))
        assert sorted(words.with_sound_ending(connection, part)) == ended


@pytest.mark.parametrize("most", [1, 5, 10_000])
def test_names_with_a_word_are_counted_up_to_a_number(
    connection: Connection, session: Session, known: Sequence[Word], most: int
) -> None:
    for word in [*(stored.word for stored in sampled(known, 60)), "al", "putin", "ministry", "nobody's"]:
        query = select(func.count()).select_from(NameKey).where(NameKey.key == word, OF_WORDS)
        count = min(most, session.scalar(query) or 0)
        assert words.names_with(connection, [word, "nobody's"], most) == {word: count, "nobody's": 0}


@pytest.mark.parametrize("kind", [None, "person"])
@pytest.mark.parametrize("most", [3, 40])
def test_names_having_words_are_those_in_which_the_weights_add_up_highest(
    connection: Connection, session: Session, known: Sequence[Word], most: int, kind: str | None
) -> None:
    dice = random.Random(5)
    asked = [
        {"vladimir": 2.0, "putin": 5.0, "vladimirovich": 3.0},
        {"mohammed": 1.0, "bin": 0.1, "salman": 4.0},
        {"nobody's": 3.0},
        *({stored.word: dice.random() for stored in dice.sample(known, 8)} for _ in range(12)),
    ]
    for weights in asked:
        total: Counter[int] = Counter()
        for word, weight in weights.items():
            query = (
                select(NameKey.name_id)
                .join(Name, Name.id == NameKey.name_id)
                .join(Own, Own.id == Name.actor_id)
                .join(Canonical, Canonical.id == Own.canonical_id)
                .where(NameKey.key == word, OF_WORDS, Name.kind != "demonym", Name.retired_revision.is_(None))
            )
            for name_id in set(session.scalars(query.where(Canonical.kind == kind) if kind else query)):
                total[name_id] += weight  # type: ignore[assignment]
        found = words.names_having(connection, weights, most, kind)
        ids = [one.name_id for one in found]
        assert len(ids) == len(set(ids)) == min(most, len(total))
        highest = sorted(total.values(), reverse=True)[:most]
        assert [total[name_id] for name_id in ids] == pytest.approx(highest)
        for one in found:
            stored_name = session.get_one(Name, one.name_id)
            assert one.name == as_known(stored_name)
        places = [(-round(total[one.name_id], 9), len(one.name.text), one.name_id) for one in found]
        if len(total) <= 5 * most:
            assert places == sorted(places), "of the same weight the shortest first"


def as_known(name: Name) -> KnownName:
    bounds = Bounds(name.from_first, name.from_last, name.to_first, name.to_last)
    stated = (name.text, name.kind, name.lang, name.strength, fold(name.text), name.from_date, name.to_date)
    return KnownName(*stated, bounds, name.case_sensitive)


def test_the_words_of_an_actor_are_those_of_all_its_names(connection: Connection, session: Session) -> None:
    everyone = session.scalars(select(Actor.key).order_by(Actor.key)).all()
    for key in [*random.Random(13).sample(everyone, 60), "turkey", "nato", "muammar-gaddafi"]:
        query = (
            select(NameKey.key)
            .join(Name, Name.id == NameKey.name_id)
            .join(Own, Own.id == Name.actor_id)
            .join(Canonical, Canonical.id == Own.canonical_id)
            .where(Canonical.key == key, Name.retired_revision.is_(None), OF_WORDS)
        )
        naive = {word for word in session.scalars(query) if " " not in word}
        assert words.words_of(connection, [key, "nobody"]) == {key: naive, "nobody": set()}


def test_the_number_of_names_is_about_that_of_the_rows(connection: Connection, session: Session) -> None:
    counted = session.scalar(select(func.count()).select_from(Name))
    assert words.name_count(connection) == pytest.approx(counted, rel=0.01)
