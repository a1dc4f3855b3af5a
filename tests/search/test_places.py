"""Places that cannot be written, and a lock that is not free: what can be answered is answered."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from actors.config import Settings
from actors.errors import ReadOnlyError
from actors.services import indexing
from actors.services.editing import NewActor, add
from actors.services.resolving import resolve
from tests.search.processes import as_ordinary_user, execute, held, keys, open_folder

FULL_TEXT = "kind:person name:hentzau"
FOUND = ["rupert-hentzau"]


@pytest.fixture
def placed(small: Settings) -> Iterator[Settings]:
    """The small database where every user can reach it, in a folder of its own beside an empty cache."""
    with open_folder() as folder:
        (folder / "data").mkdir()
        (folder / "cache").mkdir(mode=0o777)
        (folder / "cache").chmod(0o777)
        execute(small.database, "PRAGMA journal_mode = DELETE")
        shutil.copy(small.database, folder / "data" / "actors.sqlite")
        yield Settings(folder / "data" / "actors.sqlite", is_default=False, cache=folder / "cache")
        for place in (folder / "data", folder / "cache"):
            place.chmod(0o700)


def make_read_only(settings: Settings) -> None:
    settings.database.chmod(0o444)
    settings.database.parent.chmod(0o555)


def asked(settings: Settings, *texts: str) -> tuple[list[list[str]], list[str]]:
    said: list[str] = []
    return [keys(settings, text, said.append) for text in texts], said


def test_a_read_only_database_with_a_writable_cache_is_searched_by_name_and_by_full_text(
    placed: Settings,
) -> None:
    make_read_only(placed)
    found, said = as_ordinary_user(lambda: asked(placed, "Rupert Hentzau", "hentz", FULL_TEXT))
    assert found == [FOUND, FOUND, FOUND]
    assert said == ["Building the search index of 6 actors …"]
    assert [path.name for path in placed.database.parent.iterdir()] == ["actors.sqlite"], (
        "nothing is left beside it"
    )
    assert list((placed.cache or Path()).glob("index/*/CURRENT"))


def test_a_read_only_database_is_not_written(placed: Settings) -> None:
    make_read_only(placed)

    def refused() -> str:
        with pytest.raises(ReadOnlyError) as error:
            add(placed, NewActor(kind="person", name="Antoinette Mauban"))
        return str(error.value)

    assert "cannot be written" in as_ordinary_user(refused)


def test_exact_names_are_answered_without_a_place_for_the_index(placed: Settings) -> None:
    assert placed.cache
    placed.cache.chmod(0o555)
    found, said = as_ordinary_user(lambda: asked(placed, "Rupert Hentzau", "hentz", "Ruritania"))
    assert found == [FOUND, FOUND, ["ruritania"]]
    assert said == []


def test_a_question_for_the_index_without_a_place_for_it_says_so_in_one_line(placed: Settings) -> None:
    assert placed.cache
    placed.cache.chmod(0o555)
    found, said = as_ordinary_user(lambda: asked(placed, FULL_TEXT))
    assert found == [[]]
    assert len(said) == 1
    assert said[0].startswith("Searching exact names only: ")
    assert "\n" not in said[0]


def test_a_cache_that_is_a_file_is_like_one_that_cannot_be_written(small: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    settings = small._replace(cache=tmp_path / "file")
    found, said = asked(settings, "Rupert Hentzau", FULL_TEXT)
    assert found == [FOUND, []]
    assert len(said) == 1


def test_an_index_in_a_cache_that_cannot_be_written_is_used_while_it_is_in_step(placed: Settings) -> None:
    def made_then_closed() -> tuple[list[list[str]], list[str]]:
        indexing.rebuild(placed)
        for place in (placed.index_folder, placed.index_folder.parent, *placed.index_folder.glob("*-*")):
            place.chmod(0o500)
        return asked(placed, FULL_TEXT)

    assert as_ordinary_user(made_then_closed) == ([FOUND], [])


def test_a_change_is_saved_though_the_index_cannot_follow(small: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    said: list[str] = []
    added = add(
        small._replace(cache=tmp_path / "file"),
        NewActor(kind="person", name="Fritz Tarlenheim"),
        report=said.append,
    )
    assert added.is_new
    assert len(said) == 1
    assert said[0].startswith("The change is saved")
    assert keys(small, "kind:person name:tarlenheim") == ["fritz-tarlenheim"]


def test_exact_names_are_answered_while_another_process_holds_the_lock(
    small: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "WAIT_SECONDS", 0.1)
    with held(small.index_folder / "lock"):
        add(small, NewActor(kind="person", name="Fritz Tarlenheim"))
        assert indexing.check(small)
        found, said = asked(small, "Fritz Tarlenheim", "tarlen")
        assert found == [["fritz-tarlenheim"], ["fritz-tarlenheim"]]
        assert said == []
        found, said = asked(small, "kind:person name:tarlenheim")
        assert found == [[]]
        assert said == ["Another process keeps the search index busy: searching exact names only"]
        answer = resolve(small, "Fritz Tarlenheim")
        assert answer.resolution.actor is not None
    assert keys(small, "kind:person name:tarlenheim") == ["fritz-tarlenheim"]


def test_an_index_in_step_is_used_though_the_lock_is_held(small: Settings) -> None:
    with held(small.index_folder / "lock"):
        assert asked(small, FULL_TEXT) == ([FOUND], [])


def test_a_rebuild_that_cannot_have_the_lock_is_an_error(
    small: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "WAIT_SECONDS", 0.1)
    with (
        held(small.index_folder / "lock"),
        pytest.raises(indexing.IndexUnavailableError, match="another process is building"),
    ):
        indexing.rebuild(small)
