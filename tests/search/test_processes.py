"""Several processes at once: nothing is locked out, wrong or stale after a write has returned."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from actors.config import Settings
from actors.services import database, indexing
from tests.search.processes import keys

WORKER = Path(__file__).with_name("worker.py")
WRITERS = 2
SEARCHERS = 3
EACH = 8


def start(settings: Settings, role: str, done: Path, name: str, count: int) -> subprocess.Popen[str]:
    arguments = [role, str(settings.database), str(settings.cache), str(done), name, str(count)]
    return subprocess.Popen(
        [sys.executable, "-W", "error", str(WORKER), *arguments],
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("index", ["in step", "missing"])
def test_two_processes_write_and_three_search_at_once_and_all_is_found_at_once(
    small: Settings, tmp_path: Path, index: str
) -> None:
    done = tmp_path / "done"
    done.touch()
    each = EACH if index == "in step" else EACH // 4
    if index == "missing":
        shutil.rmtree(small.index_folder)
    processes = [start(small, "search", done, "-", WRITERS * each) for _ in range(SEARCHERS)]
    processes += [start(small, "write", done, f"w{number}", each) for number in range(1, WRITERS + 1)]
    talk = [process.communicate(timeout=100)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), "\n".join(talk)
    assert talk == [""] * len(processes)
    assert len(keys(small, "kind:person name:zed")) == WRITERS * each
    assert indexing.check(small) == []
    assert database.check(small) == []
    assert len([place for place in small.index_folder.iterdir() if place.is_dir()]) <= 2


def test_two_commands_add_and_a_third_finds_what_both_added(small: Settings) -> None:
    def command(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "actors", "--db", str(small.database), *arguments],
            env={"ACTORS_CACHE": str(small.cache), "HOME": "/nonexistent"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    adding = [command("add", "person", "Zed", f"{word}son") for word in ("Fritz", "Johann")]
    for process in adding:
        talk = process.communicate(timeout=60)
        assert process.returncode == 0, talk
        assert talk[1] == ""
    searching = command("search", "kind:person", "name:zed", "--json")
    answer, talk = searching.communicate(timeout=60)
    assert talk == ""
    assert '"zed-fritzson"' in answer
    assert '"zed-johannson"' in answer
