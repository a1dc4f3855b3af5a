"""An index that somebody else could have written is never opened: Whoosh unpickles what it reads."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, open_dir

from actors.config import Settings
from actors.search import generations
from actors.search import index as search_index
from actors.services import indexing
from tests.search.processes import keys

pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
# Whoosh leaves the file open in which it stumbles; the collector closes it


class Forged:
    """Pickles to a command that is run when it is read."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (str(self.marker),))


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "the-forged-index-was-run"


def forge(folder: Path, marker: Path, name: str = "forged") -> Path:
    """Write a generation whose table of contents makes the marker when it is read, and point CURRENT to it."""
    generation = folder / f"{search_index.digest()}-{name}"
    generation.mkdir(parents=True, mode=0o700)
    TOC(search_index._schema(), [Forged(marker)], 1).write(FileStorage(str(generation)), "MAIN")
    (folder / "CURRENT").write_text(generation.name + "\n")
    return generation


def assert_refused(settings: Settings, marker: Path) -> None:
    assert keys(settings, "kind:person name:hentzau") == ["rupert-hentzau"]
    assert not marker.exists()
    assert indexing.check(settings) == []
    assert generations.is_private(settings.index_folder)


def test_the_forged_index_would_run_its_command_if_it_were_opened(tmp_path: Path, marker: Path) -> None:
    with contextlib.suppress(Exception):  # the command gives no segment, over which Whoosh then stumbles
        open_dir(str(forge(tmp_path / "folder", marker))).searcher()
    assert marker.exists()


def test_the_forged_index_would_be_run_from_a_private_folder(small: Settings, marker: Path) -> None:
    forge(small.index_folder, marker)
    keys(small, "kind:person name:hentzau")
    assert marker.exists(), "so that the tests below can fail"


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o707, 0o722, 0o720, 0o702])
def test_an_index_folder_that_others_can_write_in_is_not_opened_but_cleared(
    small: Settings, marker: Path, mode: int
) -> None:
    forge(small.index_folder, marker)
    small.index_folder.chmod(mode)
    assert indexing.check(small), "check does not open it either"
    assert not marker.exists()
    assert_refused(small, marker)
    assert not list(small.index_folder.glob("*-forged"))


def test_a_folder_of_indexes_that_others_can_write_in_is_made_private_and_never_trusted(
    small: Settings, marker: Path
) -> None:
    small.index_folder.parent.chmod(0o777)
    assert generations.current(small.index_folder, search_index.digest()) is None
    assert_refused(small, marker)
    assert small.index_folder.parent.stat().st_mode & 0o077 == 0


def test_an_index_folder_that_is_a_link_is_refused(small: Settings, marker: Path, tmp_path: Path) -> None:
    forge(tmp_path / "elsewhere", marker)
    shutil.rmtree(small.index_folder)
    small.index_folder.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    said: list[str] = []
    assert keys(small, "Rupert Hentzau") == ["rupert-hentzau"]
    assert keys(small, "kind:person name:hentzau", said.append) == []
    assert len(said) == 1
    assert "is a link" in said[0]
    assert not marker.exists()


def test_a_folder_of_indexes_that_is_a_link_is_refused(small: Settings, marker: Path, tmp_path: Path) -> None:
    forge(tmp_path / "elsewhere" / small.index_folder.name, marker)
    shutil.rmtree(small.index_folder.parent)
    small.index_folder.parent.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    said: list[str] = []
    assert keys(small, "kind:person name:hentzau", said.append) == []
    assert len(said) == 1
    assert not marker.exists()


@pytest.mark.parametrize("place", ["index", "folder of indexes"])
@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_an_index_folder_of_another_owner_is_refused(small: Settings, marker: Path, place: str) -> None:
    forge(small.index_folder, marker)
    folder = small.index_folder if place == "index" else small.index_folder.parent
    os.chown(folder, 65534, 65534)
    said: list[str] = []
    assert keys(small, "Rupert Hentzau") == ["rupert-hentzau"]
    assert keys(small, "kind:person name:hentzau", said.append) == []
    assert len(said) == 1
    assert "belongs to somebody else" in said[0]
    assert not marker.exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_generation_of_another_owner_is_not_opened(small: Settings, marker: Path) -> None:
    os.chown(forge(small.index_folder, marker), 65534, 65534)
    assert_refused(small, marker)


def test_a_generation_that_others_can_write_in_is_not_opened(small: Settings, marker: Path) -> None:
    forge(small.index_folder, marker).chmod(0o777)
    assert_refused(small, marker)


def test_a_generation_that_is_a_link_is_not_opened(small: Settings, marker: Path, tmp_path: Path) -> None:
    generation = forge(tmp_path / "elsewhere", marker)
    (small.index_folder / generation.name).symlink_to(generation, target_is_directory=True)
    (small.index_folder / "CURRENT").write_text(generation.name + "\n")
    assert_refused(small, marker)


@pytest.mark.parametrize(
    "path", ["../elsewhere/{name}", "{elsewhere}/{name}", "{digest}-x/../../elsewhere/{name}"]
)
def test_current_never_leads_out_of_the_folder(
    small: Settings, marker: Path, tmp_path: Path, path: str
) -> None:
    elsewhere = small.index_folder.parent / "elsewhere"
    generation = forge(elsewhere, marker)
    stated = path.format(name=generation.name, elsewhere=elsewhere, digest=search_index.digest())
    (small.index_folder / "CURRENT").write_text(stated + "\n")
    assert_refused(small, marker)


def test_a_forged_index_beside_the_database_is_never_read(small: Settings, marker: Path) -> None:
    beside = small.database.parent
    folders = (
        beside / "index" / small.index_folder.name,
        beside / "search_index",
        beside / small.index_folder.name,
    )
    for folder in (*folders, Path(f"{small.database}.index"), beside):
        forge(folder, marker, f"forged{len(str(folder))}")
    shutil.rmtree(small.index_folder)
    assert_refused(small, marker)
    assert beside not in (small.index_folder, small.index_folder.parent)


def test_two_databases_never_share_an_index_folder_and_two_paths_of_one_do(tmp_path: Path) -> None:
    (tmp_path / "one.sqlite").touch()
    (tmp_path / "link.sqlite").symlink_to(tmp_path / "one.sqlite")
    folders = [
        Settings(tmp_path / name, is_default=False, cache=tmp_path).index_folder
        for name in ("one.sqlite", "link.sqlite", "two.sqlite")
    ]
    assert folders[0] == folders[1] != folders[2]


def test_a_new_index_is_for_its_owner_alone(small: Settings) -> None:
    places = [small.index_folder.parent, small.index_folder, *small.index_folder.glob("*-*")]
    assert len(places) > 2
    assert {place.stat().st_mode & 0o777 for place in places} == {0o700}
