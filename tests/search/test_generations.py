"""Generations: built aside, swapped in, the one before kept, readers undisturbed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from actors.config import Settings
from actors.domain.actor import EVER, KnownName, Profile
from actors.errors import IndexUnavailableError
from actors.search import generations
from actors.search import index as search_index
from actors.search.index import OpenIndex, Stamp
from actors.search.query import ask, parse
from actors.services import indexing
from actors.services.editing import NewActor, add
from tests.search.processes import in_child, keys


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "cache" / "index" / "one"
    generations.prepare(place)
    return place


def profile(name: str) -> Profile:
    known = KnownName(name, "primary", "en", "strong", name.lower())
    return Profile(name.lower(), "person", None, name, None, 0.5, EVER, None, None, {}, (), (known,))


def build(folder: Path, revision: int, *names: str) -> None:
    search_index.build(folder, map(profile, names), Stamp(revision, f"token {revision}"))


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[OpenIndex]:
    index = search_index.open_current(folder)
    assert index is not None
    with contextlib.closing(index):
        yield index


def found(index: OpenIndex, text: str) -> list[str]:
    return sorted(hit.key for hit in ask(index, parse(text), None, lambda _: []).profiles)


def folders(place: Path) -> set[str]:
    return {child.name for child in place.iterdir() if child.is_dir()}


def pointed(place: Path) -> str:
    return (place / "CURRENT").read_text().strip()


def test_an_index_folder_without_a_generation_has_no_current_one(folder: Path) -> None:
    assert search_index.open_current(folder) is None
    assert search_index.open_current(folder / "missing") is None


def test_what_is_built_is_found_with_its_stamp(folder: Path) -> None:
    build(folder, 7, "Rudolf", "Flavia")
    with opened(folder) as index:
        assert index.stamp == (7, "token 7")
        assert found(index, "rudolf") == ["rudolf"]
        assert found(index, "ru") == ["rudolf"]
        assert found(index, "key:*") == [], "the state is no actor"


def test_exactly_the_current_generation_and_the_one_before_are_kept(folder: Path) -> None:
    names: list[str] = []
    for revision in range(1, 5):
        build(folder, revision, "Rudolf")
        names.append(pointed(folder))
        assert folders(folder) == set(names[-2:])
    assert len(set(names)) == 4


def test_a_reader_of_the_older_generation_goes_on_after_two_rebuilds(folder: Path) -> None:
    build(folder, 1, "Rudolf", "Flavia")
    with opened(folder) as old:
        for revision in (2, 3):
            in_child(lambda revision=revision: build(folder, revision, "Rupert"))  # type: ignore[misc]
            assert found(old, "kind:person") == ["flavia", "rudolf"]
            assert found(old, "fla") == ["flavia"]
            with opened(folder) as new:
                assert found(new, "kind:person") == ["rupert"]
        assert old.stamp.revision == 1


def test_a_reader_goes_on_while_the_generation_it_has_open_is_updated(small: Settings) -> None:
    with opened(small.index_folder) as old:
        for name in ("Antoinette Mauban", "Fritz Tarlenheim", "Marshal Strakencz"):
            in_child(lambda name=name: add(small, NewActor(kind="person", name=name)))  # type: ignore[misc]
            assert found(old, "kind:person") == ["flavia-elphberg", "rudolf-elphberg", "rupert-hentzau"]
            assert found(old, "rupert") == ["rupert-hentzau"]
    assert len(keys(small, "kind:person")) == 6


def test_a_build_that_fails_changes_nothing(folder: Path) -> None:
    build(folder, 1, "Rudolf")
    before = pointed(folder)

    def breaking() -> Iterator[Profile]:
        yield profile("Flavia")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        search_index.build(folder, breaking(), Stamp(2, "token 2"))
    assert folders(folder) == {before}
    assert pointed(folder) == before
    with opened(folder) as index:
        assert found(index, "kind:person") == ["rudolf"]


def test_an_update_that_fails_changes_nothing_and_can_be_tried_again(folder: Path) -> None:
    build(folder, 1, "Rudolf")

    def breaking() -> Iterator[Profile]:
        yield profile("Flavia")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        search_index.update(folder, breaking(), ["rudolf"], Stamp(2, "token 2"))
    with opened(folder) as index:
        assert found(index, "kind:person") == ["rudolf"]
        assert index.stamp.revision == 1
    assert search_index.update(folder, [profile("Flavia")], ["rudolf"], Stamp(2, "token 2"))
    with opened(folder) as index:
        assert found(index, "kind:person") == ["flavia"]
        assert index.stamp.revision == 2


def test_an_update_without_a_generation_asks_for_a_rebuild(folder: Path) -> None:
    assert not search_index.update(folder, [profile("Rudolf")], [], Stamp(1, "token"))


def test_an_update_while_another_writes_the_generation_asks_for_a_rebuild(folder: Path) -> None:
    from whoosh.index import open_dir

    build(folder, 1, "Rudolf")
    writer = open_dir(str(folder / pointed(folder))).writer()
    try:
        assert not search_index.update(folder, [profile("Flavia")], [], Stamp(2, "token 2"))
    finally:
        writer.cancel()


def test_the_lock_is_given_to_one_at_a_time(folder: Path) -> None:
    with generations.locked(folder, 0) as free:
        assert free

        def try_it() -> bool:
            with generations.locked(folder, 0) as free:
                return free

        assert in_child(try_it) is False
    assert in_child(try_it) is True


def test_clearing_leaves_the_lock_alone(folder: Path) -> None:
    build(folder, 1, "Rudolf")
    with generations.locked(folder, 0):
        generations.clear(folder)
        assert [place.name for place in folder.iterdir()] == ["lock"]


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(IndexUnavailableError, match="no index folder"):
        generations.prepare(tmp_path / "file" / "index" / "one")


def test_check_says_when_the_number_of_actors_differs(small: Settings) -> None:
    index_of = search_index.open_current(small.index_folder)
    assert index_of is not None
    stamp = index_of.stamp
    index_of.close()
    build(small.index_folder, 0, "Rudolf")
    search_index.build(small.index_folder, [profile("Rudolf")], stamp)
    assert indexing.check(small) == ["1 actors in the index, 6 in the database"]
    assert indexing.rebuild(small) == 6
    assert indexing.check(small) == []
