"""Databases that are none, not ours, too new, missing or out of reach: one clear line, and nothing is damaged."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from actors.config import Settings
from tests.cli.processes import ROOT, actors, environment, one_clear_line

READERS = [["search", "Putin"], ["resolve", "Putin"], ["show", "nato"], ["roles"], ["stats"], ["sources"]]
CARETAKERS = [["db", "info"], ["db", "check"], ["db", "upgrade"], ["index"]]
WRITERS = [["init"], ["add", "person", "Jane Doe"]]


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.execute("INSERT INTO notes VALUES ('not yours')")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA application_id = 0x41435452")
        connection.execute("PRAGMA user_version = 9999")
        connection.execute("CREATE TABLE actor (id INTEGER PRIMARY KEY)")


BAD = {
    "empty": (lambda path: path.touch(), "is empty, not a database"),
    "text": (lambda path: path.write_text("who is who\n" * 500), "is not a database"),
    "binary": (lambda path: path.write_bytes(bytes(range(256)) * 64), "is not a database"),
    "a header alone": (lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(84)), ""),
    "of another program": (foreign, "another program"),
    "newer": (newer, "newer version"),
    "a folder": (lambda path: path.mkdir(), "is not a file"),
    "a device": (lambda path: path.symlink_to("/dev/null"), "is not a file"),
}


def content(path: Path) -> object:
    return path.read_bytes() if path.is_file() else sorted(path.iterdir()) if path.is_dir() else None


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_is_no_database_of_ours_is_refused_and_left_as_it_is(tmp_path: Path, what: str) -> None:
    path = tmp_path / "bad.sqlite"
    make, says = BAD[what]
    make(path)
    before = content(path)
    settings = Settings(path, is_default=False, cache=tmp_path / "cache")
    for arguments in (READERS[0], CARETAKERS[1], WRITERS[0], WRITERS[1]):
        one_clear_line(actors(settings, *arguments), 1, str(path), says)
        assert content(path) == before
    assert {entry.name for entry in tmp_path.iterdir()} <= {"bad.sqlite", "cache"}


def test_every_command_refuses_a_file_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    foreign(path)
    settings = Settings(path, is_default=False, cache=tmp_path / "cache")
    for arguments in [*READERS, *CARETAKERS, *WRITERS, ["db", "backup", str(tmp_path / "copy")]]:
        one_clear_line(actors(settings, *arguments), 1, "another program")
    assert not (tmp_path / "copy").exists()


def test_a_database_that_does_not_exist_is_not_made_unasked(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "none.sqlite", is_default=False, cache=tmp_path / "cache")
    for arguments in [*READERS, ["add", "person", "Jane Doe"]]:
        one_clear_line(actors(settings, *arguments), 1, "does not exist", "actors init")
    deep = settings._replace(database=tmp_path / "no" / "such" / "folder" / "a.sqlite")
    one_clear_line(actors(deep, "search", "Putin"), 1, "does not exist")
    assert not (tmp_path / "no").exists()
    assert not settings.database.exists()


def test_a_truncated_database_is_damaged_and_says_how_to_go_on(bundled_copy: Settings) -> None:
    size = bundled_copy.database.stat().st_size
    os.truncate(bundled_copy.database, size // 3)
    for arguments in (["search", "Putin"], ["roles"]):
        one_clear_line(actors(bundled_copy, *arguments), 1, str(bundled_copy.database))
    assert bundled_copy.database.stat().st_size == size // 3


@pytest.mark.parametrize(
    ("url", "says"),
    [("postgresql://localhost/actors", "postgresql"), ("sqlite://", "sqlite"), ("http://x/y", "http")],
)
def test_other_database_systems_are_wrong_usage(bundled: Settings, url: str, says: str) -> None:
    assert bundled.cache is not None
    command = [sys.executable, "-m", "actors", "--db", url, "stats"]
    ended = subprocess.run(command, capture_output=True, env=environment(bundled.cache), check=False)
    one_clear_line(ended, 2, says)


def test_a_sqlite_url_and_the_environment_name_a_database_too(bundled: Settings) -> None:
    assert bundled.cache is not None
    command = [sys.executable, "-m", "actors", "resolve", "Putin", "--json"]
    env = environment(bundled.cache, ACTORS_DB=f"sqlite:///{bundled.database}")
    ended = subprocess.run(command, capture_output=True, env=env, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == actors(bundled, "resolve", "Putin", "--json").stdout


def as_nobody(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a user who may write nothing (root may write everywhere)."""
    more = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
    code = "from actors.cli import main; main()"
    return actors(settings, *arguments, code=code, **more)


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A folder that everybody can read and nobody can write in."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and len(folder.parts) > 2:
            folder.chmod(folder.stat().st_mode | 0o055)
    place = tmp_path / "sealed"
    place.mkdir(mode=0o755)
    return place


def test_an_unwritable_folder_is_said_to_be_one(sealed: Path) -> None:
    sealed.chmod(0o555)
    settings = Settings(sealed / "actors.sqlite", is_default=False, cache=sealed / "cache")
    one_clear_line(as_nobody(settings, "init"), 1, str(sealed), "cannot be written")
    deeper = settings._replace(database=sealed / "deeper" / "actors.sqlite")
    one_clear_line(as_nobody(deeper, "init"), 1, "deeper")
    assert list(sealed.iterdir()) == []


def test_a_database_that_can_only_be_read_answers_and_refuses_to_be_written(
    bundled: Settings, sealed: Path
) -> None:
    path = sealed / "actors.sqlite"
    shutil.copy(bundled.database, path)
    path.chmod(0o444)
    sealed.chmod(0o555)
    before = path.read_bytes()
    settings = Settings(path, is_default=False, cache=sealed / "cache")
    for arguments in (["resolve", "Putin", "--json"], ["search", "Putin"], ["show", "nato"], ["stats"]):
        ended = as_nobody(settings, *arguments)
        assert ended.returncode == 0, ended.stderr
        assert ended.stdout
    one_clear_line(as_nobody(settings, "add", "person", "Jane Doe"), 1, "cannot be written")
    assert path.read_bytes() == before
    assert list(sealed.iterdir()) == [path]


def test_a_broken_line_of_the_seeds_is_named_and_leaves_no_database(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    for folder in ("actors", "migrations", "search_index", "seeds"):
        shutil.copytree(ROOT / folder, checkout / folder, ignore=shutil.ignore_patterns("__pycache__"))
    broken = checkout / "seeds" / "people" / "asia.toml"
    lines = broken.read_text("utf-8").split("\n")
    settings = Settings(tmp_path / "actors.sqlite", is_default=False, cache=tmp_path / "cache")
    for line, says in (
        ("name = 'unclosed", "asia.toml"),
        ('nmae = "x"', "nmae"),
        ('from = "2015-02-30"', ""),
    ):
        broken.write_text("\n".join([lines[0], *lines[1:3], line, *lines[3:]]), "utf-8")
        ended = actors(settings, "init", env={"PYTHONPATH": str(checkout)}, cwd=checkout)
        said = [part for part in ended.stderr.decode().splitlines() if part.startswith("actors: ")]
        assert ended.returncode == 1
        assert len(said) == 1
        assert "asia.toml" in said[0]
        assert says in said[0]
        assert "Traceback" not in ended.stderr.decode()
        assert not settings.database.exists()
    assert not [entry for entry in tmp_path.iterdir() if "building" in entry.name]


def test_an_existing_database_is_not_made_again_empty(small: Settings) -> None:
    before = small.database.read_bytes()
    one_clear_line(actors(small, "init", "--empty"), 1, "already exists")
    assert small.database.read_bytes() == before
