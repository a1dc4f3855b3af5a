"""Imports in processes of their own that are killed at random moments."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from actors.config import Settings
from actors.services import database
from actors.services.importing import Wanted, import_files
from tests.cli.processes import environment
from tests.services.importing import imported, line, rows

PEOPLE = 3000
OLD = 10


def killed_imports(settings: Settings, folder: Path, moments: int, seed: int) -> Iterator[bool]:
    """Kill imports of a new version of a source, check after each, and yield whether it was still running.

    At the end the import is run whole.
    """
    imported(settings, *(line(f"p{number}", f"Old {number}") for number in range(OLD)))
    path = folder / "list.jsonl"
    new = [
        line(f"p{number}", f"New {number}", memberships=[{"of": f"p{PEOPLE - number}"}])
        for number in range(PEOPLE)
    ]
    path.write_text("".join(json.dumps(one) + "\n" for one in new), "utf-8")
    assert settings.cache is not None
    places = environment(settings.cache)
    command = [sys.executable, "-m", "actors", "--db", str(settings.database), "import", str(path)]
    started = time.monotonic()
    subprocess.run([*command, "--dry-run"], env=places, check=True, capture_output=True)
    whole = time.monotonic() - started
    chosen = random.Random(seed)
    for _ in range(moments):
        child = subprocess.Popen(command, env=places, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chosen.uniform(0.25, 1.2) * whole)
        child.send_signal(signal.SIGKILL)
        yield child.wait() == -signal.SIGKILL
        assert database.check(settings) == []
        assert _versions(settings) in ((OLD, 0), (0, PEOPLE)), "one whole version or the other"
    done = import_files(settings, [str(path)], Wanted())[0]
    assert done.read == PEOPLE
    assert _versions(settings) == (0, PEOPLE)


def _versions(settings: Settings) -> tuple[int, int]:
    query = "SELECT total(name GLOB 'Old [0-9]*'), total(name GLOB 'New [0-9]*') FROM names"
    ((old, new),) = rows(settings, query)
    return int(old), int(new)
