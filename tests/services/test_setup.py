"""Setting up: complete or not at all, once, by itself at the default place, and again without loss."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from actors.config import Settings
from actors.errors import DatabaseError
from actors.services import database, setup, statistics
from actors.services.editing import NewActor, add
from actors.services.showing import show
from tests.search.processes import execute, keys, killed_at


def new(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "data" / "actors.sqlite", is_default=False, cache=tmp_path / "cache")


@pytest.fixture
def unindexed(bundled_copy: Settings, tmp_path: Path) -> Settings:
    """A copy of the bundled database with no place for an index, which would cost two seconds each time."""
    (tmp_path / "no-cache").touch()
    return bundled_copy._replace(cache=tmp_path / "no-cache")


def test_initialising_twice_changes_nothing(unindexed: Settings) -> None:
    setup.initialise(unindexed, index=False)
    before = unindexed.database.read_bytes()
    assert setup.initialise(unindexed, index=False) == "The bundled seeds are already in the database"
    assert unindexed.database.read_bytes() == before


def test_seeds_read_again_change_nothing_and_keep_what_a_curator_added(unindexed: Settings) -> None:
    setup.initialise(unindexed, index=False)
    stated = NewActor(
        kind="person", name="Erdogan", key="recep-tayyip-erdogan", aliases=[("Zed Tayyip", "en")]
    )
    add(unindexed, stated)
    add(unindexed, NewActor(kind="person", name="Zed Newman", description="a newcomer"))
    add(unindexed, NewActor(kind="state", name="Finland", key="finland", description="as a curator says"))
    execute(unindexed.database, "UPDATE database_state SET seeds_digest = 'another'")
    assert " 0 facts asserted, 0 retired, " in setup.initialise(unindexed, index=False)
    assert "Zed Tayyip" in [name["text"] for name in show(unindexed, "recep-tayyip-erdogan").names]
    assert keys(unindexed, "zed newman") == ["zed-newman"]
    assert show(unindexed, "finland").profile.description == "as a curator says"
    assert database.check(unindexed) == []


def test_an_empty_database_is_not_made_over_an_existing_one(small: Settings) -> None:
    with pytest.raises(DatabaseError, match="already exists"):
        setup.initialise(small, empty=True)
    assert keys(small, "Rupert Hentzau") == ["rupert-hentzau"]


def test_initialising_over_another_file_is_refused_and_leaves_it(tmp_path: Path) -> None:
    settings = new(tmp_path)
    settings.database.parent.mkdir()
    settings.database.write_text("a letter to a friend, not a database\n" * 100)
    with pytest.raises(DatabaseError):
        setup.initialise(settings)
    assert settings.database.read_text().startswith("a letter")


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError, match="cannot be made"):
        setup.initialise(Settings(tmp_path / "file" / "actors.sqlite", is_default=False, cache=tmp_path))


def test_initialising_killed_at_any_step_leaves_a_whole_database_or_none(tmp_path: Path) -> None:
    step, killed = 1, True
    while killed:
        settings = new(tmp_path / str(step))
        settings.database.parent.parent.mkdir()
        killed = killed_at(
            step,
            lambda settings=settings: setup.initialise(settings, empty=True, index=False),  # type: ignore[misc]
            settings.database.parent,
        )
        if not settings.database.exists():
            assert killed
            setup.initialise(settings, empty=True, index=False)
            left = {path.name for path in settings.database.parent.iterdir()}
            assert left == {".actors.sqlite.lock", "actors.sqlite"}
        assert database.check(settings) == [], f"after step {step}"
        assert keys(settings, "kind:person") == []
        step += 1
    assert step > 8


@pytest.mark.parametrize("moment", ["Reading the bundled seeds", "Writing"])
def test_seeding_killed_leaves_no_half_database_and_the_next_call_succeeds(
    tmp_path: Path, moment: str
) -> None:
    settings = new(tmp_path)

    def die(line: str) -> None:
        if line.startswith(moment):
            os.kill(os.getpid(), signal.SIGKILL)

    pid = os.fork()
    if pid == 0:
        setup.initialise(settings, die)
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == signal.SIGKILL
    assert not settings.database.exists()
    left = [path.name for path in settings.database.parent.iterdir() if "building" in path.name]
    assert left, "what the killed process had begun"
    if moment == "Writing":
        return  # the one below takes the same way, and costs three seconds
    setup.initialise(settings, empty=True)
    assert not [path.name for path in settings.database.parent.iterdir() if "building" in path.name]
    assert database.check(settings) == []


def test_seeding_an_existing_database_killed_in_the_transaction_leaves_it_as_it_was(small: Settings) -> None:
    before = statistics.stats(small)
    pid = os.fork()
    if pid == 0:
        setup.initialise(
            small, lambda line: line.startswith("Writing") and os.kill(os.getpid(), signal.SIGKILL)
        )  # type: ignore[arg-type, return-value]
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == signal.SIGKILL
    assert {**statistics.stats(small), "bytes": 0} == {**before, "bytes": 0}
    assert keys(small, "kind:person name:hentzau") == ["rupert-hentzau"]
    assert database.check(small) == []


def test_two_first_searches_at_the_default_place_build_it_once_and_both_answer(tmp_path: Path) -> None:
    environment = {
        "HOME": str(tmp_path / "home"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "actors", "search", "Erdogan", "--json"]
    processes = [
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path
        )
        for _ in range(2)
    ]
    talk = []
    for process in processes:
        answer, said = process.communicate(timeout=100)
        talk.append(said)
        assert process.returncode == 0, said
        assert json.loads(answer)["results"][0]["key"] == "recep-tayyip-erdogan"
        assert "Traceback" not in said
    path = tmp_path / "data" / "actors" / "actors.sqlite"
    assert f"No database yet: building {path} from the bundled seeds" in talk[0] + talk[1]
    assert (talk[0] + talk[1]).count("Reading the bundled seeds") == 1
    assert path.exists()
    assert not list(path.parent.glob(".*building*"))
    assert not (tmp_path / "home").exists(), "nothing is put elsewhere"
    settings = Settings(path, is_default=False, cache=tmp_path / "cache" / "actors")
    assert database.check(settings) == []


def test_only_the_default_place_is_built_unasked(tmp_path: Path) -> None:
    settings = new(tmp_path)
    with pytest.raises(DatabaseError, match="does not exist"):
        keys(settings, "Erdogan")
    assert not settings.database.exists()
