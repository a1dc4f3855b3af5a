"""What a merge changes for readers, what it leaves as it is, and who may merge what."""

from __future__ import annotations

from pathlib import Path

import pytest

from actors.config import Settings
from actors.domain.dates import Period
from actors.domain.facts import Dataset, Source
from actors.domain.judgement import CURATOR, Obstacle, Refusal, Verdict
from actors.errors import ActorsError, AmbiguousNameError, NotFoundError, UsageError
from actors.services import database, indexing
from actors.services.database import writing
from actors.services.editing import Dated, NewActor, add
from actors.services.listing import roles
from actors.services.merging import Judged, Split, merge, split
from actors.services.resolving import resolve
from actors.services.showing import show
from actors.services.undoing import undo
from actors.storage import judgements
from tests.search.processes import execute, keys
from tests.storage.stating import SEEDS, actor, identifier, name, rows, state_dataset
from tests.storage.texts import ZENDA, read, store

RECORDS = Source("records", "Records", 2)


def ids(settings: Settings, *asked: str) -> list[int]:
    found = dict(rows(settings.database, "SELECT key, id FROM actor"))
    return [found[key] for key in asked]


def actors_table(settings: Settings) -> list[tuple[object, ...]]:
    return rows(settings.database, "SELECT key, canonical_id, prominence FROM actor ORDER BY id")


def test_a_merged_pair_is_one_actor_under_both_keys_and_all_names(small: Settings) -> None:
    done = merge(small, "Rudolf Elphberg", "flavia-elphberg", reason="one person after all")
    assert done == Judged("rudolf-elphberg", "flavia-elphberg", Verdict.SAME, "rudolf-elphberg", True, 7)
    for asked in ("flavia-elphberg", "FLAVIA-ELPHBERG", "Flavia Elphberg", "rudolf-elphberg", "Elphberg"):
        shown = show(small, asked)
        assert shown.profile.key == "rudolf-elphberg"
        assert {row["text"] for row in shown.names} == {"Rudolf Elphberg", "Flavia Elphberg", "Elphberg"}
        assert shown.merged == ["flavia-elphberg"]
    answer = resolve(small, "Flavia Elphberg").resolution
    assert answer.actor is not None
    assert answer.actor.key == "rudolf-elphberg"
    assert keys(small, "Elphberg") == ["rudolf-elphberg"]
    assert keys(small, "kind:person name:flavia") == ["rudolf-elphberg"]
    assert len(show(small, "rudolf-elphberg").memberships) == 1, (
        "both were members since 1894: one membership"
    )
    assert database.check(small) == []
    assert indexing.check(small) == []


def test_a_split_gives_all_back(small: Settings) -> None:
    before, shown = actors_table(small), show(small, "flavia-elphberg").to_json()
    merge(small, "rudolf-elphberg", "flavia-elphberg")
    assert actors_table(small) != before
    assert split(small, "flavia-elphberg") == Split("flavia-elphberg", ("rudolf-elphberg",), 8)
    assert actors_table(small) == before
    assert {**show(small, "flavia-elphberg").to_json(), "revision": shown["revision"]} == shown
    assert keys(small, "kind:person name:flavia") == ["flavia-elphberg"]
    assert indexing.check(small) == []


def test_a_split_takes_apart_what_names_the_very_key_and_leaves_the_others_merged(small: Settings) -> None:
    merge(small, "rudolf-elphberg", "flavia-elphberg")
    merge(small, "flavia-elphberg", "rupert-hentzau")
    split(small, "rudolf-elphberg")
    assert show(small, "rudolf-elphberg").merged == []
    assert show(small, "rupert-hentzau").profile.key == "flavia-elphberg"


def test_prominence_is_that_of_all_facts_together(small: Settings) -> None:
    def prominence(key: str) -> float:
        return show(small, key).profile.prominence

    before = prominence("rudolf-elphberg")
    merge(small, "rudolf-elphberg", "flavia-elphberg")
    assert prominence("rudolf-elphberg") > before
    undo(small)
    assert prominence("rudolf-elphberg") == before


def test_merged_states_share_posts_and_the_cards_of_their_holders_follow(small: Settings) -> None:
    holder = NewActor(kind="person", name="Sapt", memberships=[Dated("grand-fenwick", "1894")])
    add(small, holder)
    assert keys(small, "kind:state name:fenwick") == ["grand-fenwick"]
    merge(small, "grand-fenwick", "ruritania")
    assert keys(small, "kind:state name:fenwick") == ["ruritania"]
    assert [row["of"] for row in show(small, "sapt").memberships] == ["ruritania"]
    assert [row["of"] for row in show(small, "rudolf-elphberg").memberships] == ["league-of-small-states"]


def test_a_role_that_both_had_is_listed_once(kingdom: Settings) -> None:
    merge(kingdom, "emil", "boris")
    envoys = [row for row in roles(kingdom, "zenda", on="1890-08-01").rows if row["class"] == "envoy"]
    assert [(row["key"], row["from"]) for row in envoys] == [("boris", "1890-01-01")]
    add(
        kingdom,
        NewActor(kind="person", name="Boris", key="boris-2", roles=[Dated("zenda/king", "1891")]),
        namesake=True,
    )
    add(
        kingdom,
        NewActor(kind="person", name="Boris", key="boris-3", roles=[Dated("zenda/king", "1891")]),
        namesake=True,
    )
    merge(kingdom, "boris-2", "boris-3")
    kings = [row["key"] for row in roles(kingdom, "zenda", on="1893").rows if row["class"] == "head_of_state"]
    assert sorted(kings) == ["boris", "boris-2"]


def test_mentions_and_appearances_keep_the_actor_that_the_name_was_of(small: Settings) -> None:
    store(small.database, read(ZENDA, "1894"))
    tables = ("mention", "mention_candidate", "appearance")
    before = [rows(small.database, f"SELECT * FROM {table}") for table in tables]
    of_flavia = "SELECT surface FROM mentions WHERE actor = 'flavia-elphberg'"
    mentioned = rows(small.database, of_flavia)
    assert mentioned
    merge(small, "rudolf-elphberg", "flavia-elphberg")
    assert [rows(small.database, f"SELECT * FROM {table}") for table in tables] == before
    assert rows(small.database, of_flavia) == []
    assert database.check(small) == []
    split(small, "flavia-elphberg")
    assert rows(small.database, of_flavia) == mentioned


def test_the_same_judgement_again_changes_nothing(small: Settings) -> None:
    merge(small, "rudolf-elphberg", "flavia-elphberg")
    again = merge(small, "flavia-elphberg", "rudolf-elphberg")
    assert (again.changed, again.canonical, again.revision) == (False, "rudolf-elphberg", 7)
    assert len(rows(small.database, "SELECT * FROM judgement")) == 1


def test_what_is_judged_different_is_never_joined_also_not_by_way_of_others(small: Settings) -> None:
    merge(small, "rudolf-elphberg", "rupert-hentzau", Verdict.DIFFERENT)
    merge(small, "rupert-hentzau", "flavia-elphberg")
    before = actors_table(small)
    with pytest.raises(ActorsError, match="judged different in revision 7") as refused:
        merge(small, "rudolf-elphberg", "flavia-elphberg")
    assert "actors undo 7" in str(refused.value)
    assert actors_table(small) == before
    with pytest.raises(ActorsError, match="are one actor"):
        merge(small, "rupert-hentzau", "flavia-elphberg", Verdict.DIFFERENT)
    undo(small, 7)
    assert merge(small, "rudolf-elphberg", "flavia-elphberg").changed


def test_kinds_do_not_mix_and_nobody_is_merged_with_itself(small: Settings) -> None:
    with pytest.raises(ActorsError, match="different kinds"):
        merge(small, "rudolf-elphberg", "ruritania")
    with pytest.raises(UsageError, match="are the same key"):
        merge(small, "rudolf-elphberg", "Rudolf Elphberg")
    with pytest.raises(AmbiguousNameError, match="flavia-elphberg, rudolf-elphberg"):
        merge(small, "Elphberg", "rupert-hentzau")
    with pytest.raises(NotFoundError, match="rupert-hentsau"):
        merge(small, "rupert-hentsau", "rudolf-elphberg")  # a near name is no name to merge by
    with pytest.raises(ActorsError, match="is not merged with any other"):
        split(small, "rupert-hentzau")
    assert rows(small.database, "SELECT count(*) FROM revision") == [(6,)]


def test_the_actor_of_the_seeds_stands_for_the_others_then_the_oldest(small: Settings) -> None:
    record = actor("rupert-of-hentzau", names=(name("Rupert of Hentzau"),))
    state_dataset(small.database, Dataset("2025-06-30", [SEEDS], [record]), retire_missing=False)
    assert merge(small, "rudolf-elphberg", "rupert-hentzau").canonical == "rudolf-elphberg"
    assert merge(small, "rupert-hentzau", "rupert-of-hentzau").canonical == "rupert-of-hentzau"
    assert show(small, "rudolf-elphberg").profile.key == "rupert-of-hentzau"


def imported(settings: Settings, *people: str) -> None:
    """Each person has an id in one import."""
    records = [
        actor(key, names=(name(key, "records"),), identifiers=(identifier("import:records", key, "records"),), source="records")
        for key in people
    ]  # fmt: skip
    state_dataset(settings.database, Dataset("2025-06-30", [RECORDS], records), retire_missing=False)


def judge(settings: Settings, left: str, right: str, by: str = "import records") -> Refusal | None:
    with writing(settings, "a test") as write:
        return judgements.judge_same(
            write.session, write.revision, *ids(settings, left, right), by, "wikidata Q1"
        )


def test_an_import_never_merges_two_of_its_own_records_also_not_by_way_of_a_third(small: Settings) -> None:
    imported(small, "one", "two")
    assert judge(small, "one", "rudolf-elphberg") is None
    refused = judge(small, "two", "rudolf-elphberg")
    assert refused == Refusal(*ids(small, "two", "rudolf-elphberg"), Obstacle.ONE_SOURCE)
    assert judge(small, "two", "rudolf-elphberg", CURATOR) is None
    assert show(small, "two").merged == ["one", "two"]
    assert database.check(small) == []


def test_an_import_never_merges_what_a_curator_split(small: Settings) -> None:
    imported(small, "one")
    assert judge(small, "one", "rudolf-elphberg") is None
    split(small, "one")
    refused = judge(small, "one", "rudolf-elphberg")
    assert refused is not None
    assert (refused.why, refused.revision) == (Obstacle.UNSURE, 9)
    assert show(small, "one").profile.key == "one"
    assert merge(small, "one", "rudolf-elphberg").changed, "a curator may think again"


def test_many_pairs_are_judged_in_one_go_as_they_are_one_by_one(small: Settings) -> None:
    imported(small, *(f"p{number:03d}" for number in range(60)))
    merge(small, "p010", "p012", Verdict.DIFFERENT)
    chain = [(f"p{number:03d}", f"p{number + 1:03d}") for number in range(59)]
    with writing(small, "a test") as write:
        pairs = [(*ids(small, *pair), None) for pair in chain]
        refused = judgements.judge_all_same(write.session, write.revision, pairs, CURATOR)
    assert refused == [Refusal(*ids(small, "p011", "p012"), Obstacle.DIFFERENT, 8)]
    assert show(small, "p011").profile.key == "p000"
    assert show(small, "p059").profile.key == "p012"
    assert database.check(small) == []


def test_seeding_again_keeps_a_merge(bundled_copy: Settings, tmp_path: Path) -> None:
    from actors.services import setup

    (tmp_path / "no-cache").touch()
    settings = bundled_copy._replace(cache=tmp_path / "no-cache")
    add(settings, NewActor(kind="person", name="Erdogan, R. T.", key="rte", aliases=[("Tayyip Reis", "tr")]))
    merge(settings, "rte", "recep-tayyip-erdogan")
    execute(settings.database, "UPDATE database_state SET seeds_digest = 'of an older version'")
    assert "unchanged" in setup.initialise(settings, index=False)
    assert show(settings, "Tayyip Reis").profile.key == "recep-tayyip-erdogan"
    assert database.check(settings) == []


def test_an_actor_that_the_seeds_take_over_stands_for_the_merged_ones(small: Settings) -> None:
    from actors.storage import canonical

    merge(small, "rudolf-elphberg", "rupert-hentzau")
    record = actor("rupert-hentzau", names=(name("Rupert"),), period=Period.parse("1870", None))
    state_dataset(small.database, Dataset("2025-06-30", [SEEDS], [record]), retire_missing=False)
    with writing(small, "a test") as write:
        canonical.settle(write.session, write.revision, judgements.judged(write.session))
    assert show(small, "rudolf-elphberg").profile.key == "rupert-hentzau"
    assert database.check(small) == []
