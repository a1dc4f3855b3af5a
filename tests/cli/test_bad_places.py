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

from actors.cli import main
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
    for arguments in (READERS[0], WRITERS[0]):
        one_clear_line(actors(settings, *arguments), 1, str(path), says)
        assert content(path) == before
    assert {entry.name for entry in tmp_path.iterdir()} <= {"bad.sqlite", "cache"}


@pytest.mark.parametrize(
    "arguments", [*READERS, *CARETAKERS, *WRITERS, ["db", "backup", "copy"]], ids=" ".join
)
@pytest.mark.parametrize("what", ["of another program", "newer", "binary"])
def test_every_command_refuses_what_is_not_ours(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    what: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACTORS_CACHE", str(tmp_path / "cache"))
    make, says = BAD[what]
    make(tmp_path / "bad.sqlite")
    before = content(tmp_path / "bad.sqlite")
    with pytest.raises(SystemExit) as leaving:
        main(["--db", "bad.sqlite", *arguments])
    told = capsys.readouterr()
    assert content(tmp_path / "bad.sqlite") == before
    if what == "newer" and arguments in (["db", "info"], ["db", "backup", "copy"]):
        assert leaving.value.code == 0, "what can be told or saved of a newer database is"
        return
    assert (leaving.value.code, told.out) == (1, "")
    assert says in told.err
    assert told.err.count("\n") == 1
    assert not (tmp_path / "copy").exists()


def test_a_database_that_does_not_exist_is_not_made_unasked(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "none.sqlite", is_default=False, cache=tmp_path / "cache")
    for arguments in (READERS[0], READERS[3], ["add", "person", "Jane Doe"]):
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


AS_NOBODY = """
import importlib, os, pkgutil, sys
import actors, sqlalchemy.dialects.sqlite, sqlalchemy.orm, alembic.command, whoosh.query, rapidfuzz.process, anyascii
for module in pkgutil.walk_packages(actors.__path__, "actors."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
from actors.cli import main
main()
"""
"""Everything is imported first: who may write nothing may not be allowed to read the interpreter's folder either."""


def as_nobody(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a user who may write nothing (root may write everywhere)."""
    return actors(settings, *arguments, code=AS_NOBODY)


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A folder that everybody can read and nobody but its owner can write in; seal it with chmod."""
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


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("name = 'unclosed", ""),
        ('nmae = "Jane Doe"', "nmae"),
        ('name = "Jane Doe"\nfrom = "2015-02-30"', "2015-02-30"),
        ('name = "Jane Doe"\nroles = [{ position = "atlantis/king" }]', "atlantis/king"),
    ],
    ids=["not TOML", "no such field", "no such day", "no such position"],
)
def test_a_broken_line_of_the_seeds_is_named_and_leaves_no_database(
    tmp_path: Path, broken: str, says: str
) -> None:
    checkout = tmp_path / "checkout"
    for folder in ("actors", "migrations", "search_index"):
        shutil.copytree(ROOT / folder, checkout / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("people", "states", "positions", "organizations", "generated"):
        (checkout / "seeds" / folder).mkdir(parents=True)
    shutil.copy(ROOT / "seeds" / "sources.toml", checkout / "seeds")
    for table in ("cldr-names.tsv", "iso-codes.tsv"):
        head = (ROOT / "seeds" / "generated" / table).read_text("utf-8").split("\n")[0]
        (checkout / "seeds" / "generated" / table).write_text(f"{head}\n", "utf-8")
    (checkout / "seeds" / "people" / "asia.toml").write_text(f"[jane-doe]\n{broken}\n", "utf-8")
    settings = Settings(tmp_path / "actors.sqlite", is_default=False, cache=tmp_path / "cache")
    ended = actors(settings, "init", env={"PYTHONPATH": str(checkout)}, cwd=checkout)
    said = [line for line in ended.stderr.decode().splitlines() if line.startswith("actors: ")]
    assert ended.returncode == 1
    assert len(said) == 1, ended.stderr
    assert "asia.toml" in said[0]
    assert says in said[0]
    assert "Traceback" not in ended.stderr.decode()
    assert not settings.database.exists()
    assert not [entry for entry in tmp_path.iterdir() if "building" in entry.name]


def test_an_existing_database_is_not_made_again_empty(small: Settings) -> None:
    before = small.database.read_bytes()
    one_clear_line(actors(small, "init", "--empty"), 1, "already exists")
    assert small.database.read_bytes() == before
