"""Likely pairs are listed with reasons, the likeliest first; what speaks against them counts; nothing is merged."""

from __future__ import annotations

import pytest

from actors.config import Settings
from actors.domain.judgement import Verdict
from actors.errors import UsageError
from actors.services.duplicates import duplicates
from actors.services.editing import Dated, NewActor, add
from actors.services.merging import merge, split
from actors.services.undoing import undo
from tests.storage.stating import SEEDS, actor, name, rows, ruritania, state_dataset


@pytest.fixture
def unindexed(small: Settings) -> Settings:
    (small.database.parent / "no-cache").touch()
    return small._replace(cache=small.database.parent / "no-cache")


def pairs(settings: Settings, **asked: object) -> list[tuple[str, str, float]]:
    found = duplicates(settings, **asked)  # type: ignore[arg-type]
    return [(pair.left.key, pair.right.key, round(pair.score, 2)) for pair in found.pairs]


def person(settings: Settings, name: str, key: str, **stated: object) -> None:
    add(settings, NewActor(kind="person", name=name, key=key, **stated), namesake=True)  # type: ignore[arg-type]


def test_a_full_name_in_common_makes_a_likely_pair_in_any_order_and_script(unindexed: Settings) -> None:
    person(unindexed, "Hentzau, Rupert", "reversed")
    person(unindexed, "Руперт Хентзау", "cyrillic", aliases=[("Rupert HENTZAU", "en")])
    assert {frozenset(pair[:2]) for pair in pairs(unindexed)} == {
        frozenset({"rupert-hentzau", "cyrillic"}),
        frozenset({"rupert-hentzau", "reversed"}),
        frozenset({"cyrillic", "reversed"}),
    }


def test_a_surname_or_a_place_s_kind_in_common_makes_none(unindexed: Settings) -> None:
    assert pairs(unindexed) == [], "Rudolf and Flavia Elphberg share a short name"
    add(
        unindexed, NewActor(kind="organization", name="Ruritania", key="ruritania-ltd", actor_class="company")
    )
    assert pairs(unindexed) == [], "a state is no company"


def test_an_identifier_in_common_is_the_best_reason(unindexed: Settings) -> None:
    person(unindexed, "R. H.", "by-id", identifiers=[("wikidata", "Q7")])
    add(
        unindexed,
        NewActor(
            kind="person", name="Rupert Hentzau", key="rupert-hentzau", identifiers=[("wikidata", "Q7")]
        ),
    )
    (pair,) = duplicates(unindexed).pairs
    assert {pair.left.key, pair.right.key} == {"rupert-hentzau", "by-id"}
    assert pair.score == 1.0
    assert [signal.detail for signal in pair.explanation] == ["both are wikidata Q7"]


def test_other_dates_speak_against_it_and_missing_ones_do_not(unindexed: Settings) -> None:
    person(unindexed, "George Bush", "elder", start="1924-06-12", end="2018")
    person(unindexed, "George Bush", "younger", start="1946")
    person(unindexed, "George Bush", "undated")
    person(unindexed, "George Bush", "month", start="1924-06")
    found = {frozenset(pair[:2]) for pair in pairs(unindexed, limit=50)}
    assert frozenset({"elder", "month"}) in found
    assert frozenset({"younger", "undated"}) in found
    assert not found & {frozenset({"elder", "younger"}), frozenset({"month", "younger"})}


def test_a_post_in_common_speaks_for_it_and_other_posts_against_it(kingdom: Settings) -> None:
    for key, post in (("boris-king", "zenda/king"), ("boris-envoy", "zenda/envoy")):
        person(kingdom, "Boris", key, roles=[Dated(post, "1895")], aliases=[("Boris of Zenda", "en")])
    add(kingdom, NewActor(kind="person", name="Boris", key="boris", aliases=[("Boris of Zenda", "en")]))
    scores = {frozenset(pair[:2]): pair[2] for pair in pairs(kingdom)}
    assert scores[frozenset({"boris", "boris-king"})] > scores[frozenset({"boris", "boris-envoy"})]


def test_two_of_one_source_are_less_likely_one(unindexed: Settings) -> None:
    twins = (actor(key, names=(name("Sapt von Strelsau"),)) for key in ("sapt", "other-sapt"))
    state_dataset(unindexed.database, ruritania(*twins, source=SEEDS), retire_missing=False)
    person(unindexed, "Sapt von Strelsau", "added")
    scores = {frozenset(pair[:2]): pair[2] for pair in pairs(unindexed, kind="person")}
    assert scores[frozenset({"sapt", "added"})] == 1.0
    assert scores[frozenset({"sapt", "other-sapt"})] == 0.6


def test_pairs_that_are_judged_are_left_out_also_of_those_merged_with_them(unindexed: Settings) -> None:
    person(unindexed, "Rupert Hentzau", "second")
    person(unindexed, "Rupert Hentzau", "third")
    assert len(pairs(unindexed)) == 3
    merge(unindexed, "second", "third", Verdict.DIFFERENT)
    assert [pair[:2] for pair in pairs(unindexed)] == [
        ("rupert-hentzau", "second"),
        ("rupert-hentzau", "third"),
    ]
    merge(unindexed, "rupert-hentzau", "third")
    assert pairs(unindexed) == []
    split(unindexed, "third")
    assert [pair[:2] for pair in pairs(unindexed)] == [("rupert-hentzau", "second")], "a split leaves it open"
    undo(unindexed, rows(unindexed.database, "SELECT max(number) FROM revision")[0][0])
    assert pairs(unindexed) == []


def test_nothing_is_written_and_pairs_are_counted_beyond_the_limit(unindexed: Settings) -> None:
    for number in range(4):
        person(unindexed, "Rupert Hentzau", f"rupert-{number}")
    before = unindexed.database.read_bytes()
    found = duplicates(unindexed, kind="person", limit=3)
    assert (found.total, len(found.pairs)) == (10, 3)
    document = found.to_json()
    assert sorted(document["pairs"][0]) == ["a", "b", "explanation", "score"]
    assert unindexed.database.read_bytes() == before
    assert duplicates(unindexed, kind="state").total == 0
    for wrong in ({"kind": "dog"}, {"limit": 0}):
        with pytest.raises(UsageError):
            duplicates(unindexed, **wrong)  # type: ignore[arg-type]


def test_the_bundled_data_has_no_likely_pair(bundled: Settings) -> None:
    assert pairs(bundled) == []
