"""Databases of an older or a newer version of the program, read and written by a real one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from actors.config import Settings
from actors.errors import NewerDatabaseError
from actors.services.database import reading, writing
from actors.storage import sqlite
from actors.text.normalize import NORMALIZER_VERSION
from tests.storage.stating import dump, execute, rows
from tests.storage.test_upgrade import ADDS_A_COLUMN, FAILS_AFTER_DDL, HEAD, NEXT, migrations_with

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def next_version(tmp_path: Path) -> Path:
    """A copy of the program that has one migration more."""
    folder = tmp_path / "next-version"
    for part in ("actors", "seeds", "search_index"):
        shutil.copytree(PROJECT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    migrations_with(folder / "migrations", ADDS_A_COLUMN)
    return folder


def run_version(folder: Path, settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(folder), "ACTORS_CACHE": str(settings.cache)}
    command = [sys.executable, "-m", "actors", "--db", str(settings.database), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=folder)


def test_the_next_version_upgrades_by_itself_when_it_writes_after_a_backup(
    small: Settings, next_version: Path
) -> None:
    before = dump(small.database)
    done = run_version(next_version, small, "add", "person", "Black", "Michael")
    assert done.returncode == 0, done.stderr
    assert f"Upgraded the database from schema {HEAD} to {NEXT}" in done.stderr
    (backup,) = small.database.parent.glob("*.backup")
    assert str(backup) in done.stderr
    assert dump(backup) == before
    found = run_version(next_version, small, "search", "Michael", "--json")
    assert '"black-michael"' in found.stdout


def test_the_next_version_refuses_to_read_an_older_database_and_says_what_to_run(
    small: Settings, next_version: Path
) -> None:
    before = dump(small.database)
    asked = run_version(next_version, small, "search", "Rudolf")
    assert (asked.returncode, asked.stdout) == (1, "")
    assert len(asked.stderr.splitlines()) == 1
    assert f"older schema {HEAD}" in asked.stderr
    assert "actors db upgrade" in asked.stderr
    assert dump(small.database) == before
    assert run_version(next_version, small, "db", "upgrade").returncode == 0
    assert '"rudolf-elphberg"' in run_version(next_version, small, "search", "Rudolf", "--json").stdout


def test_a_write_whose_upgrade_fails_writes_nothing(small: Settings, next_version: Path) -> None:
    shutil.rmtree(next_version / "migrations")
    migrations_with(next_version / "migrations", FAILS_AFTER_DDL)
    before = dump(small.database)
    done = run_version(next_version, small, "add", "person", "Black", "Michael")
    assert done.returncode == 1
    assert "halfway" in done.stderr
    assert "Traceback" not in done.stderr
    assert dump(small.database) == before


def test_a_newer_database_is_refused_for_reading_and_for_writing(small: Settings) -> None:
    execute(small.database, f"PRAGMA user_version = {NEXT}")
    before = dump(small.database)
    with pytest.raises(NewerDatabaseError, match=r"newer version .*upgrade actors") as caught, reading(small):
        pass
    assert str(small.database) in str(caught.value)
    with pytest.raises(NewerDatabaseError, match=r"newer version .*upgrade actors"), writing(small, "a test"):
        pass
    assert dump(small.database) == before


def test_writing_to_an_up_to_date_database_makes_no_backup(small: Settings) -> None:
    with writing(small, "a test") as write:
        assert write.revision > 0
    assert list(small.database.parent.glob("*.backup")) == []


def test_a_write_that_raises_leaves_nothing_behind(small: Settings) -> None:
    before = dump(small.database)
    with pytest.raises(RuntimeError), writing(small, "a test"):
        raise RuntimeError
    assert dump(small.database) == before


def test_each_write_raises_the_revision_with_a_token_of_its_own(small: Settings) -> None:
    for _ in range(2):
        with writing(small, "a test"):
            pass
    tokens = rows(small.database, "SELECT number, token FROM revision ORDER BY number")
    assert [number for number, _ in tokens] == list(range(1, len(tokens) + 1))
    assert len({token for _, token in tokens}) == len(tokens)
    state = "SELECT revision, search_token FROM database_state"
    assert rows(small.database, state) == [tokens[-1]]


def test_keys_of_an_older_normalizer_are_rebuilt_when_opened_for_writing(small: Settings) -> None:
    keys = "SELECT name_id, scheme, key, version FROM name_key ORDER BY name_id, scheme, key"
    before = rows(small.database, keys)
    assert {version for *_, version in before} == {NORMALIZER_VERSION}
    execute(
        small.database,
        "UPDATE name_key SET version = 0, key = 'older ' || key",
        "UPDATE database_state SET normalizer_version = 0",
    )
    with writing(small, "a test"):
        pass
    assert rows(small.database, keys) == before
    assert rows(small.database, "SELECT normalizer_version FROM database_state") == [(NORMALIZER_VERSION,)]


def test_the_backup_of_an_upgrade_is_a_database_that_this_version_reads(
    small: Settings, tmp_path: Path
) -> None:
    target = tmp_path / "copy.sqlite"
    sqlite.backup(small.database, target)
    with reading(small._replace(database=target)) as connection:
        assert connection.execute("SELECT count(*) FROM actors").fetchone() == (6,)
