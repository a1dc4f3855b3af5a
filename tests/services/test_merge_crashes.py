"""A process that is killed while it merges, splits or undoes leaves a sound database and nothing half-done."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from actors.config import Settings
from actors.services import database, indexing
from actors.services.merging import merge, split
from actors.services.showing import show
from tests.cli.processes import environment
from tests.search.processes import keys, killed_at, steps_of
from tests.storage.stating import rows

AT_WORK = """
import sys
from pathlib import Path
from actors.config import Settings
from actors.services.merging import merge, split
from actors.services.undoing import undo
settings = Settings(Path(sys.argv[1]), is_default=False, cache=Path(sys.argv[2]))
done = open(sys.argv[3], "a", buffering=1)
while True:
    for write in (
        lambda: merge(settings, "rudolf-elphberg", "flavia-elphberg"),
        lambda: merge(settings, "flavia-elphberg", "rupert-hentzau"),
        lambda: split(settings, "flavia-elphberg"),
        lambda: undo(settings),
        lambda: undo(settings),
        lambda: undo(settings),
    ):
        done.write(f"{write().revision}\\n")
"""


def test_a_merge_that_is_killed_at_any_step_is_done_or_not(small: Settings, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(small.database.parent, whole, ignore=shutil.ignore_patterns("whole"))
    steps = steps_of(lambda: merge(small, "rudolf-elphberg", "flavia-elphberg"), tmp_path)
    assert len(steps) > 5
    for step in range(1, len(steps) + 1):
        for place in ("actors.sqlite", "actors.sqlite-wal", "actors.sqlite-shm"):
            (tmp_path / place).unlink(missing_ok=True)
        shutil.copy(whole / "actors.sqlite", small.database)
        shutil.rmtree(tmp_path / "cache")
        shutil.copytree(whole / "cache", tmp_path / "cache")
        assert killed_at(step, lambda: merge(small, "rudolf-elphberg", "flavia-elphberg"), tmp_path)
        assert database.check(small) == [], steps[step - 1]
        judged = rows(small.database, "SELECT count(*) FROM judgement") == [(1,)]
        assert (show(small, "flavia-elphberg").profile.key == "rudolf-elphberg") == judged
        assert merge(small, "rudolf-elphberg", "flavia-elphberg").changed != judged
        assert keys(small, "kind:person name:flavia") == ["rudolf-elphberg"]
        assert indexing.check(small) == []


@pytest.mark.parametrize("seed", range(4))
def test_what_was_done_before_a_kill_at_any_moment_is_kept_and_nothing_is_half_done(
    small: Settings, tmp_path: Path, seed: int
) -> None:
    done = tmp_path / "done"
    done.touch()
    assert small.cache is not None
    command = [sys.executable, "-c", AT_WORK, str(small.database), str(small.cache), str(done)]
    with subprocess.Popen(command, env=environment(small.cache), stderr=subprocess.PIPE) as started:
        until = time.monotonic() + 30
        while not done.read_text() and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(random.Random(seed).uniform(0, 0.4))
        started.send_signal(signal.SIGKILL)
        assert started.wait() == -signal.SIGKILL
    acknowledged = int(done.read_text().splitlines()[-1])
    assert database.check(small) == []
    ((revision,),) = rows(small.database, "SELECT revision FROM database_state")
    assert acknowledged <= revision <= acknowledged + 1
    if (
        show(small, "flavia-elphberg").profile.key == "flavia-elphberg"
        and not show(small, "flavia-elphberg").merged
    ):
        merge(small, "flavia-elphberg", "rudolf-elphberg")
    split(small, "flavia-elphberg")
    assert database.check(small) == []
    assert indexing.check(small) == []
