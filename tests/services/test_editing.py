"""What a curator adds: new actors, facts to known ones, and what is refused with nothing written."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from actors.config import Settings
from actors.errors import ActorsError, AmbiguousNameError, DateError, NotFoundError, UsageError
from actors.services import database, indexing
from actors.services.database import reading
from actors.services.editing import Added, Dated, NewActor, add
from actors.services.resolving import resolve
from actors.services.showing import show
from actors.storage.sqlite import table_counts
from tests.search.processes import in_child, keys


def counts(settings: Settings) -> dict[str, int]:
    with reading(settings) as connection:
        return table_counts(connection)


def person(name: str, **stated: Any) -> NewActor:
    return NewActor(kind="person", name=name, **stated)


def test_a_new_person_is_stored_indexed_and_sound(small: Settings) -> None:
    stated = person(
        "  Sapt  von Strelsau ",
        short="Sapt",
        aliases=[("Сапт", "ru")],
        identifiers=[("wikidata", "Q1")],
        memberships=[Dated("league-of-small-states", "1894", "1899-05")],
        description="colonel",
        start="1840",
        end="1900-02-03",
    )
    assert add(small, stated) == Added("sapt-von-strelsau", True, 5, revision=7)
    shown = show(small, "sapt-von-strelsau").to_json()
    assert shown["name"] == "Sapt von Strelsau"
    assert [(name["text"], name["lang"], name["script"], name["kind"]) for name in shown["names"]] == [
        ("Sapt von Strelsau", "en", "Latn", "primary"),
        ("Sapt", "en", "Latn", "short"),
        ("Сапт", "ru", "Cyrl", "alias"),
    ]
    assert shown["identifiers"] == {"wikidata": "Q1"}
    assert (shown["from"], shown["to"], shown["description"]) == ("1840", "1900-02-03", "colonel")
    assert [(row["of"], row["from"], row["to"]) for row in shown["memberships"]] == [
        ("league-of-small-states", "1894", "1899-05")
    ]
    assert keys(small, "kind:person name:sapt") == ["sapt-von-strelsau"]
    assert database.check(small) == []
    assert indexing.check(small) == []


def test_each_addition_is_one_revision_with_its_reason(small: Settings) -> None:
    before = counts(small)["revision"]
    add(small, person("Sapt"))
    with reading(small) as connection:
        number, reason = connection.execute(
            "SELECT number, reason FROM revision ORDER BY number DESC LIMIT 1"
        ).fetchone()
    assert counts(small)["revision"] == before + 1
    assert (number, reason.lower()) == (before + 1, "add sapt")


def test_an_existing_key_is_added_to(small: Settings) -> None:
    added = add(small, person("Rupert of Hentzau", key="rupert-hentzau", aliases=[("Ruprecht", "de")]))
    assert added == Added("rupert-hentzau", False, 2, revision=7)
    assert show(small, "rupert-hentzau").profile.name == "Rupert Hentzau", "its own name stays first"
    assert keys(small, "ruprecht") == ["rupert-hentzau"]
    assert keys(small, "kind:person name:ruprecht") == ["rupert-hentzau"]


def test_the_same_facts_again_change_nothing_but_the_revision(small: Settings) -> None:
    stated = person("Rupert Hentzau", key="rupert-hentzau", aliases=[("Ruprecht", "de")])
    add(small, stated)
    before = counts(small)
    assert add(small, stated).facts == 0
    assert counts(small) == {**before, "revision": before["revision"] + 1}


@pytest.fixture
def unindexed(bundled_copy: Settings, tmp_path: Path) -> Settings:
    """A copy of the bundled database with no place for an index, which would cost two seconds each time."""
    (tmp_path / "no-cache").touch()
    return bundled_copy._replace(cache=tmp_path / "no-cache")


@pytest.mark.parametrize("key", ["finland", "al-shabaab", "yugoslavia", "fidel-castro"])
def test_adding_to_a_bundled_actor_leaves_what_is_known_of_it(unindexed: Settings, key: str) -> None:
    query = """SELECT kind, class, caption, description, from_date, from_first, from_last, to_date, to_first,
        to_last, end_state FROM actor WHERE key = ?"""
    with reading(unindexed) as connection:
        before = connection.execute(query, (key,)).fetchone()
    add(unindexed, NewActor(kind=before[0], name=before[2], key=key, aliases=[("Zzyzx", "en")]))
    with reading(unindexed) as connection:
        assert connection.execute(query, (key,)).fetchone() == before
    assert database.check(unindexed) == []


def test_a_role_is_stated_by_key_or_by_title(unindexed: Settings) -> None:
    titles = ("finland/foreign-minister", "foreign minister of Finland", "Finnish foreign minister")
    for number, title in enumerate(titles):
        add(unindexed, person(f"Zed Number{number}", roles=[Dated(title, "2040-01-01", "2041")]))
        (row,) = show(unindexed, f"zed-number{number}").roles
        assert (row["of"], row["class"]) == ("finland", "foreign_minister")
    found = resolve(unindexed, "Finnish foreign minister", on="2040-06-01").resolution
    assert {candidate.profile.key for candidate in found.candidates} >= {"zed-number0", "zed-number2"}


def test_a_namesake_is_refused_unless_stated_to_be_one(small: Settings) -> None:
    with pytest.raises(ActorsError, match="already a name of rupert-hentzau") as error:
        add(small, person("rupert HENTZAU"))
    assert error.value.hint
    assert "--namesake" in error.value.hint
    with pytest.raises(ActorsError, match="key 'rupert-hentzau' is taken"):
        add(small, person("Rupert Hentzau"), namesake=True)
    assert add(small, person("Rupert Hentzau", key="rupert-the-younger"), namesake=True).is_new
    assert sorted(keys(small, "Rupert Hentzau")) == ["rupert-hentzau", "rupert-the-younger"]


def test_an_actor_of_another_kind_may_have_the_name_but_not_the_key(small: Settings) -> None:
    with pytest.raises(ActorsError, match="is taken"):
        add(small, person("Ruritania"))
    assert add(small, person("Ruritania", key="ruritania-jones")).is_new


@pytest.mark.parametrize(
    ("stated", "error", "what"),
    [
        (person("   "), UsageError, "is no name"),
        (person("?!"), UsageError, "is no name"),
        (person("Zed", short="…"), UsageError, "is no name"),
        (person("Zed", aliases=[("--", "en")]), UsageError, "is no name"),
        (person("Zed", key="Not A Key"), UsageError, "is no key"),
        (person("Zed", key="zed/../x"), UsageError, "is no key"),
        (person("Zed", actor_class="ministry"), UsageError, "persons have no class"),
        (person("Zed", start="1900-13"), DateError, "1900-13"),
        (person("Zed", start="1900-02-30"), DateError, "does not exist"),
        (person("Zed", start="1950", end="1949"), DateError, "before it starts"),
        (person("Zed", roles=[Dated("duke of nowhere")]), NotFoundError, "no position 'duke of nowhere'"),
        (person("Zed", memberships=[Dated("the-nowhere")]), NotFoundError, "'the-nowhere' is not the key"),
        (person("Zed", memberships=[Dated("ruritania", "1900", "1899")]), DateError, "before it starts"),
        (person("Zed", key="ruritania"), ActorsError, "is a state, not a person"),
        (NewActor(kind="state", name="Zed"), UsageError, "needs --class"),
        (NewActor(kind="state", name="Zed", actor_class="party"), UsageError, "no class of a state"),
        (NewActor(kind="organization", name="Zed", actor_class="un_member"), UsageError, "no class of a"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    small: Settings, stated: NewActor, error: type[ActorsError], what: str
) -> None:
    before = counts(small)
    with pytest.raises(error) as refused:
        add(small, stated)
    assert what in str(refused.value)
    assert "\n" not in str(refused.value)
    assert counts(small) == before


def test_a_title_of_several_posts_names_them(unindexed: Settings) -> None:
    with pytest.raises((AmbiguousNameError, NotFoundError)) as error:
        add(unindexed, person("Zed", roles=[Dated("foreign minister")]))
    assert "foreign minister" in str(error.value)


def test_a_name_without_letters_for_a_key_asks_for_one(small: Settings) -> None:
    added = add(small, person("Сапт"))
    assert added.key == "sapt"


def test_two_who_add_the_same_actor_at_once_are_not_both_told_that_it_is_new(small: Settings) -> None:
    def adding(description: str) -> str:
        try:
            return "new" if add(small, person("Sapt", description=description)).is_new else "extended"
        except ActorsError as error:
            return str(error)

    def both() -> list[str]:
        from concurrent.futures import ThreadPoolExecutor

        lock = sqlite3.connect(small.database, isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")  # nobody can write, but all can read what is there
        with ThreadPoolExecutor(2) as pool:
            waiting = [pool.submit(adding, description) for description in ("colonel", "general")]
            time.sleep(0.7)
            lock.execute("ROLLBACK")
            lock.close()
            return sorted(one.result() for one in waiting)

    answers = in_child(both)
    assert answers.count("new") == 1, answers


def test_adding_to_a_missing_database_says_how_to_make_it(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "none.sqlite", is_default=False, cache=tmp_path)
    with pytest.raises(ActorsError, match="does not exist") as error:
        add(settings, person("Sapt"))
    assert error.value.hint == "make it with: actors init"
    assert not settings.database.exists()
