"""A process killed at any step of building or updating leaves what the next search heals."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from actors.config import Settings
from actors.services import indexing
from actors.services.database import reading
from actors.services.editing import NewActor, add
from actors.storage import readpath
from tests.search.processes import keys, killed_at, steps_of

PEOPLE = ["flavia-elphberg", "rudolf-elphberg", "rupert-hentzau"]
MOST_STEPS = 200


@pytest.fixture(params=["the first", "one that replaces another"])
def building(request: pytest.FixtureRequest, small: Settings) -> Callable[[], object]:
    """A build, in a folder that is not there yet or beside the generation of before."""

    def build() -> object:
        if request.param == "the first":
            small.index_folder.rename(small.index_folder.with_name(f"aside-{os.getpid()}"))
        return indexing.rebuild(small)

    return build


def member(name: str) -> NewActor:
    return NewActor(kind="person", name=name, description="born of a test")


def is_stored(settings: Settings, key: str) -> bool:
    with reading(settings) as connection:
        return readpath.actor_key(connection, key) is not None


def assert_heals(settings: Settings, step: int, people: list[str]) -> None:
    assert sorted(keys(settings, "kind:person")) == sorted(people), f"after step {step}"
    assert indexing.check(settings) == [], f"after step {step}"


def generations(settings: Settings) -> list[str]:
    return [place.name for place in settings.index_folder.iterdir() if place.is_dir()]


def test_a_build_is_watched_at_every_step(
    small: Settings, building: Callable[[], object], tmp_path: Path
) -> None:
    steps = steps_of(building, tmp_path)
    for wanted in (".building", ".seg", ".toc", "CURRENT", "os.rename"):
        assert any(wanted in step for step in steps), wanted
    order = [
        max(at for at, step in enumerate(steps) if step.startswith(event) and part in step)
        for event, part in (
            ("os.mkdir", ".building"),
            ("open", ".seg"),
            ("tests.fsync", ".building/"),
            ("os.rename", ".building "),
            ("tests.fsync", "CURRENT"),
            ("os.rename", "/CURRENT "),
        )
    ]
    synced = [step for step in steps if step.startswith("tests.fsync")]
    assert any(".seg" in step for step in synced)
    assert any(".toc" in step for step in synced)
    assert order == sorted(order), "made durable before it is renamed, renamed before CURRENT names it"


def test_a_build_killed_at_any_step_is_healed_by_the_next_search(
    small: Settings, building: Callable[[], object], tmp_path: Path
) -> None:
    step = 1
    while killed_at(step, building, tmp_path):
        assert_heals(small, step, PEOPLE)
        step += 1
        assert step < MOST_STEPS
    assert step > 30
    assert_heals(small, step, PEOPLE)


def test_killed_builds_leave_nothing_behind_but_two_generations(
    small: Settings, building: Callable[[], object], tmp_path: Path
) -> None:
    step = 5
    while killed_at(step, building, tmp_path):
        step += 5
    indexing.rebuild(small)
    indexing.rebuild(small)
    assert len(generations(small)) == 2
    assert not [name for name in generations(small) if name.endswith(".building")]
    assert sorted(path.name for path in small.index_folder.iterdir() if path.is_file()) == ["CURRENT", "lock"]


def test_an_addition_killed_at_any_step_is_stored_and_found_or_neither(
    small: Settings, tmp_path: Path
) -> None:
    people, step, stored_but_killed = list(PEOPLE), 1, 0
    while True:
        name = f"Zinovy Number{step:03d}"
        key = f"zinovy-number{step:03d}"
        killed = killed_at(step, lambda name=name: add(small, member(name)), tmp_path)  # type: ignore[misc]
        if is_stored(small, key):
            people.append(key)
            stored_but_killed += killed
            assert keys(small, f"kind:person name:number{step:03d}") == [key], f"after step {step}"
        else:
            assert killed, f"step {step}"
            assert key not in keys(small, f"kind:person name:number{step:03d}"), f"after step {step}"
        assert_heals(small, step, people)
        if not killed:
            break
        step += 1
        assert step < MOST_STEPS
    assert step > 20
    assert stored_but_killed > 10


def test_an_update_is_watched_before_and_after_its_table_of_contents_is_renamed(
    small: Settings, tmp_path: Path
) -> None:
    steps = steps_of(lambda: add(small, member("Zinovy")), tmp_path)
    renamed = next(at for at, step in enumerate(steps) if step.startswith("os.rename") and ".toc" in step)
    assert any(".seg" in step for step in steps[:renamed])
    assert steps[renamed + 1 :], "something is removed after the commit"
    assert not [step for step in steps if ".building" in step], "an addition is no rebuild"


def test_a_process_killed_between_the_database_and_the_index_leaves_the_index_behind_until_searched(
    small: Settings, tmp_path: Path
) -> None:
    steps = steps_of(lambda: add(small, member("Zinovy First")), tmp_path)
    at_index = next(at for at, step in enumerate(steps, 1) if str(small.index_folder) in step)
    assert killed_at(at_index, lambda: add(small, member("Zinovy Second")), tmp_path)
    (behind,) = indexing.check(small)
    assert "the next search brings it up to date" in behind
    assert keys(small, "Zinovy Second") == ["zinovy-second"], "by its exact name from SQL"
    assert keys(small, 'kind:person "zinovy second"') == ["zinovy-second"]
    assert indexing.check(small) == []


def test_changes_that_several_killed_writers_left_are_caught_up_without_a_rebuild(
    small: Settings, tmp_path: Path
) -> None:
    steps = steps_of(lambda: add(small, member("Zinovy First")), tmp_path)
    at_index = next(at for at, step in enumerate(steps, 1) if str(small.index_folder) in step)
    for name in ("Second", "Third", "Fourth"):
        assert killed_at(at_index, lambda name=name: add(small, member(f"Zinovy {name}")), tmp_path)  # type: ignore[misc]
    before = (small.index_folder / "CURRENT").read_text()
    found = keys(small, "kind:person name:zinovy")
    assert sorted(found) == ["zinovy-first", "zinovy-fourth", "zinovy-second", "zinovy-third"]
    assert (small.index_folder / "CURRENT").read_text() == before


def test_a_killed_process_holds_no_lock(small: Settings, tmp_path: Path) -> None:
    said: list[str] = []
    steps = steps_of(lambda: add(small, member("Zinovy First")), tmp_path)
    committing = next(at for at, step in enumerate(steps, 1) if ".toc" in step)
    assert killed_at(committing, lambda: add(small, member("Zinovy Second")), tmp_path)
    add(small, member("Zinovy Third"), report=said.append)
    assert said == []
    assert indexing.check(small) == []
