"""Facts are asserted and retired, never updated; the better source wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from actors.config import Settings
from actors.domain.dates import Period
from actors.domain.facts import ALWAYS, Dataset
from actors.services import editing
from actors.storage import readpath
from tests.storage.stating import (
    CURATOR,
    IMPORT,
    SEEDS,
    actor,
    dump,
    execute,
    identifier,
    member_of,
    name,
    post,
    reader,
    role,
    rows,
    ruritania,
    state_dataset,
)

LIVE_NAMES = "SELECT text FROM name WHERE retired_revision IS NULL ORDER BY text"


def rudolf(*names: str, source: str = "seeds", **more: object) -> object:
    stated = {"names": tuple(name(text, source) for text in names)} | more
    return actor("rudolf", source=source, **stated)


def full() -> Dataset:
    league = actor(
        "league", "organization", actor_class="alliance", names=(name("The League", kind="primary"),)
    )
    king = rudolf(
        "Rudolf",
        "Рудольф",
        identifiers=(identifier("wikidata", "Q1"),),
        occupancies=(
            role("ruritania/king", "1894", "1900"),
            role("ruritania/king", "1905", None, acting=True),
        ),
        relations=(member_of("league", "1894"),),
    )
    return ruritania(king, league)


def test_the_same_dataset_again_asserts_and_retires_nothing(blank: Path) -> None:
    _, first = state_dataset(blank, full())
    assert (first.asserted, first.retired, first.unchanged) == (9, 0, 0)
    _, again = state_dataset(blank, full())
    assert (again.asserted, again.retired, again.unchanged, again.actors) == (0, 0, 9, 0)


def test_the_same_dataset_again_leaves_all_rows_as_they_are(blank: Path) -> None:
    state_dataset(blank, full())
    before = dump(blank)
    state_dataset(blank, full())
    changed = {line.split("(")[0] for line in set(dump(blank)) ^ set(before)}
    assert changed == {'INSERT INTO "revision" VALUES', 'INSERT INTO "database_state" VALUES'}


def test_a_changed_dataset_retires_what_is_gone_and_asserts_what_is_new(blank: Path) -> None:
    state_dataset(blank, ruritania(rudolf("Rudolf", "Rudi")))
    revision, change = state_dataset(blank, ruritania(rudolf("Rudolf", "Ralph")))
    assert (change.asserted, change.retired, change.actors) == (1, 1, 1)
    assert rows(blank, LIVE_NAMES) == [("Ralph",), ("Rudolf",), ("Ruritania",)]
    assert rows(blank, "SELECT text FROM name WHERE retired_revision = ?", revision) == [("Rudi",)]


def test_a_fact_with_another_date_is_retired_and_asserted_anew_not_updated(blank: Path) -> None:
    def reign(end: str) -> Dataset:
        return ruritania(rudolf(occupancies=(role("ruritania/king", "1894", end),)))

    first, _ = state_dataset(blank, reign("1900"))
    second, change = state_dataset(blank, reign("1901"))
    assert (change.asserted, change.retired) == (1, 1)
    life = "SELECT to_date, asserted_revision, retired_revision FROM occupancy ORDER BY id"
    assert rows(blank, life) == [("1900", first, second), ("1901", second, None)]


def test_a_changed_post_keeps_its_holders(blank: Path) -> None:
    reign = rudolf(occupancies=(role("ruritania/king", "1894", "1900"),))
    state_dataset(blank, ruritania(reign))
    _, change = state_dataset(
        blank, ruritania(reign, posts=(post("ruritania/king", label="King of the Ruritanians"),))
    )
    assert (change.asserted, change.retired) == (1, 1)
    assert rows(blank, "SELECT person_key, position FROM roles") == [("rudolf", "King of the Ruritanians")]


def test_a_fact_dropped_and_stated_again_lives_twice(blank: Path) -> None:
    for names in (("Rudi",), (), ("Rudi",)):
        state_dataset(blank, ruritania(rudolf(*names)))
    lives = "SELECT asserted_revision, retired_revision FROM name WHERE text = 'Rudi' ORDER BY id"
    assert rows(blank, lives) == [(1, 2), (3, None)]


def test_rows_by_their_revisions_are_the_older_state(blank: Path) -> None:
    versions = [("Rudolf",), ("Rudolf", "Rudi"), ("Rudi",), (), ("Rudolf", "Ralph")]
    for names in versions:
        state_dataset(blank, ruritania(rudolf(*names)))
    at = """SELECT text FROM name n JOIN actor a ON a.id = n.actor_id WHERE a.key = 'rudolf'
        AND asserted_revision <= ? AND (retired_revision IS NULL OR retired_revision > ?)"""
    for revision, names in enumerate(versions, 1):
        assert sorted(text for (text,) in rows(blank, at, revision, revision)) == sorted(names)


def test_an_actor_that_its_source_drops_stays_without_facts(blank: Path) -> None:
    state_dataset(blank, ruritania(rudolf("Rudolf")))
    state_dataset(blank, ruritania())
    assert rows(blank, "SELECT key FROM actor ORDER BY key") == [("rudolf",), ("ruritania",)]
    assert rows(blank, LIVE_NAMES) == [("Ruritania",)]


def test_a_curators_facts_survive_a_new_version_of_the_seeds(blank: Path) -> None:
    state_dataset(blank, ruritania(rudolf("Rudolf")))
    curated = rudolf("The Red", source="curator", identifiers=(identifier("viaf", "7", "curator"),))
    state_dataset(blank, Dataset("2025-06-30", [CURATOR], [curated]), retire_missing=False)
    before = rows(blank, "SELECT * FROM name WHERE text = 'The Red'")
    state_dataset(blank, ruritania(rudolf("Rudolf V")))
    assert rows(blank, "SELECT * FROM name WHERE text = 'The Red'") == before
    assert rows(blank, LIVE_NAMES) == [("Rudolf V",), ("Ruritania",), ("The Red",)]
    assert rows(blank, "SELECT scheme, value FROM identifiers WHERE actor = 'rudolf'") == [("viaf", "7")]


def test_a_curators_description_survives_a_new_version_of_the_seeds(blank: Path) -> None:
    state_dataset(blank, ruritania(rudolf("Rudolf", description="King")))
    curated = rudolf(source="curator", description="King, with red hair")
    state_dataset(blank, Dataset("2025-06-30", [CURATOR], [curated]), retire_missing=False)
    state_dataset(blank, ruritania(rudolf("Rudolf", "Rudi", description="King")))
    assert rows(blank, "SELECT description FROM actors WHERE key = 'rudolf'") == [("King, with red hair",)]


def test_a_curator_who_only_adds_a_name_leaves_the_description_to_the_seeds(
    blank: Path, tmp_path: Path
) -> None:
    state_dataset(blank, ruritania(rudolf("Rudolf", description="King")))
    settings = Settings(blank, is_default=False, cache=tmp_path / "cache")
    editing.add(settings, editing.NewActor(kind="person", key="rudolf", name="The Red"))
    died = rudolf("Rudolf", description="King until 1900", period=Period.parse("1870", "1900"))
    state_dataset(blank, ruritania(died))
    life = "SELECT description, from_date, to_date FROM actors WHERE key = 'rudolf'"
    assert rows(blank, life) == [("King until 1900", "1870", "1900")]
    assert ("The Red",) in rows(blank, LIVE_NAMES)


def test_a_source_that_corrects_its_own_fact_retires_the_one_before_also_when_others_are_kept(
    blank: Path,
) -> None:
    state_dataset(blank, ruritania(rudolf("Rudolf")))
    for end in (None, "1900"):
        curated = rudolf(source="curator", occupancies=(role("ruritania/king", "1894", end, "curator"),))
        state_dataset(blank, Dataset("2025-06-30", [CURATOR], [curated]), retire_missing=False)
    assert rows(blank, "SELECT from_date, to_date FROM roles") == [("1894", "1900")]
    life = "SELECT to_date, asserted_revision, retired_revision FROM occupancy ORDER BY id"
    assert rows(blank, life) == [(None, 2, 3), ("1900", 3, None)]


@pytest.mark.parametrize(
    "order", [(CURATOR, SEEDS, IMPORT), (IMPORT, SEEDS, CURATOR), (SEEDS, IMPORT, CURATOR)]
)
def test_a_curator_goes_before_the_seeds_and_these_before_an_import(
    blank: Path, order: tuple[object, ...]
) -> None:
    ends = {"curator": "1902", "seeds": "1901", "import": "1900"}
    strengths = {"curator": "context", "seeds": "weak", "import": "strong"}
    left = [SEEDS.key, IMPORT.key, CURATOR.key]
    for source in order:
        person = actor(
            "rudolf",
            source=source.key,
            names=(name("Rudi", source.key, strength=strengths[source.key]),),
            occupancies=(role("ruritania/king", "1894", ends[source.key], source.key),),
            relations=(member_of("ruritania", "1894", ends[source.key], source.key),),
        )
        state_dataset(
            blank,
            ruritania(person, posts=(post("ruritania/king", source.key, label=source.key),), source=source),
        )
    for best in ("curator", "seeds", "import"):
        assert rows(blank, "SELECT strength, source FROM names WHERE name = 'Rudi'") == [
            (strengths[best], best)
        ]
        assert rows(blank, "SELECT to_date, source, position FROM roles") == [(ends[best], best, best)]
        assert rows(blank, "SELECT to_date, source FROM memberships") == [(ends[best], best)]
        assert rows(blank, "SELECT label, source FROM positions") == [(best, best)]
        left.remove(best)
        for table in ("name", "position", "occupancy", "relation"):
            by = f"(SELECT id FROM source WHERE key = '{best}')"
            execute(blank, f"UPDATE {table} SET retired_revision = 9 WHERE source_id = {by}")


def test_sources_that_differ_are_shown_as_conflicts_and_sources_that_agree_are_not(blank: Path) -> None:
    for source, end, qid in ((SEEDS, "1900", "Q1"), (IMPORT, "1901", "Q2")):
        person = actor(
            "rudolf",
            source=source.key,
            identifiers=(identifier("wikidata", qid, source.key), identifier("viaf", "7", source.key)),
            occupancies=(
                role("ruritania/king", "1894", end, source.key),
                role("ruritania/king", "1905", "1906", source.key),
            ),
        )
        state_dataset(blank, ruritania(person, posts=(post("ruritania/king", source.key),), source=source))
    assert sorted(rows(blank, "SELECT * FROM conflicts")) == [
        ("rudolf", "identifier", "wikidata", "Q1", "seeds", "Q2", "import"),
        ("rudolf", "role", "ruritania/king", "1894..1900", "seeds", "1894..1901", "import"),
    ]


def test_merged_actors_appear_once_with_the_names_and_roles_of_both(blank: Path) -> None:
    shared = name("Rudi")
    one = actor(
        "rudolf", names=(name("Rudolf"), shared), occupancies=(role("ruritania/king", "1894", "1900"),)
    )
    other = actor("r-elphberg", names=(name("Elphberg"), shared), relations=(member_of("ruritania", "1890"),))
    state_dataset(blank, ruritania(one, other))
    execute(
        blank,
        "UPDATE actor SET canonical_id = (SELECT id FROM actor WHERE key = 'rudolf') WHERE key = 'r-elphberg'",
    )
    assert rows(blank, "SELECT key FROM actors ORDER BY key") == [("rudolf",), ("ruritania",)]
    names = "SELECT name FROM names WHERE actor = 'rudolf' ORDER BY name"
    assert rows(blank, names) == [("Elphberg",), ("Rudi",), ("Rudolf",)]
    assert rows(blank, "SELECT member_key FROM memberships") == [("rudolf",)]
    assert rows(blank, "SELECT person_key FROM roles") == [("rudolf",)]
    with reader(blank) as connection:
        assert readpath.actor_key(connection, "R-ELPHBERG") == "rudolf"
        (profile,) = readpath.profiles(connection, ["rudolf"])
        assert {known.text for known in profile.names} == {"Elphberg", "Rudi", "Rudolf"}
        assert list(readpath.profiles(connection, ["r-elphberg"])) == []


def test_a_merged_body_gives_its_posts_to_the_canonical_one_and_is_no_member_of_itself(blank: Path) -> None:
    king = actor("rudolf", occupancies=(role("ruritania/king", "1894", "1900"),))
    kingdom = actor("kingdom", "state", actor_class="former", relations=(member_of("ruritania", "1800"),))
    state_dataset(blank, ruritania(king, kingdom))
    execute(
        blank,
        "UPDATE actor SET canonical_id = (SELECT id FROM actor WHERE key = 'kingdom') WHERE key = 'ruritania'",
    )
    assert rows(blank, "SELECT of_key, position_key FROM roles") == [("kingdom", "ruritania/king")]
    assert rows(blank, "SELECT * FROM relations") == []


def test_a_key_is_looked_up_without_case(blank: Path) -> None:
    state_dataset(blank, ruritania(actor("ImportedKey", names=(name("Imported"),))))
    with reader(blank) as connection:
        for asked in ("ImportedKey", "importedkey", "IMPORTEDKEY"):
            assert readpath.actor_key(connection, asked) == "ImportedKey"
        assert readpath.actor_key(connection, "imported") is None


def test_a_role_in_a_post_that_nobody_states_writes_nothing(blank: Path) -> None:
    before = dump(blank)
    with pytest.raises(KeyError, match="positions that nobody states"):
        state_dataset(blank, ruritania(rudolf(occupancies=(role("ruritania/tsar", "1894", None),))))
    assert dump(blank) == before


def test_a_change_of_a_state_marks_its_office_holders_for_the_index(blank: Path) -> None:
    people = (
        rudolf(occupancies=(role("ruritania/king", "1894", None),)),
        actor("rupert", names=(name("Rupert"),)),
    )
    first, _ = state_dataset(blank, ruritania(*people))
    renamed = ruritania(*people)
    state = actor("ruritania", "state", actor_class="un_member", caption="Ruritania Proper", period=ALWAYS)
    second, _ = state_dataset(blank, Dataset("2025-06-30", [SEEDS], [state, *people], renamed.positions))
    stamps = rows(blank, "SELECT key, search_revision FROM actor ORDER BY key")
    assert stamps == [("rudolf", second), ("rupert", first), ("ruritania", second)]


def test_a_relation_raises_the_prominence_of_what_it_points_to(blank: Path) -> None:
    league = actor("league", "organization", actor_class="alliance")
    state_dataset(blank, ruritania(rudolf("Rudolf"), league))
    (before,) = rows(blank, "SELECT prominence FROM actor WHERE key = 'league'")
    state_dataset(blank, ruritania(rudolf("Rudolf", relations=(member_of("league", "1894"),)), league))
    (after,) = rows(blank, "SELECT prominence FROM actor WHERE key = 'league'")
    assert after > before


def test_the_period_of_a_life_is_stored_as_given_with_its_days(blank: Path) -> None:
    state_dataset(blank, ruritania(rudolf("Rudolf", period=Period.parse("1870-02", "1920"))))
    life = "SELECT from_date, possible_from, certain_from, to_date, certain_to, possible_to FROM actors WHERE key='rudolf'"
    assert rows(blank, life) == [("1870-02", "1870-02-01", "1870-02-28", "1920", "1920-01-01", "1920-12-31")]
