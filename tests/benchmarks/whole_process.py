"""Time `actors search` and `actors resolve` as whole processes, in turn with `sqlite-utils search`.

    python tests/benchmarks/whole_process.py [RUNS]

The peer is an FTS5 table of 50,000 rows with name, role and description, the 2,600 people of the bundled data
and made-up people around them. Commands run in turn, A B C A B C …; the medians and their ratios are printed.
Both programs must be installed, not in editable mode, for a fair figure: pip compiles what it installs.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

QUERY = "Erdogan"
ROWS = 50_000


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    actors, peer = _program("actors"), _program("sqlite-utils")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ACTORS_DB"] = f"{folder}/actors.sqlite"
        os.environ["ACTORS_CACHE"] = f"{folder}/cache"
        subprocess.run([actors, "init"], check=True, capture_output=True)
        table = _peer_table(Path(folder))
        commands = {
            "sqlite-utils search (FTS5)": [peer, "search", str(table), "actor", QUERY],
            "actors search": [actors, "search", QUERY],
            "actors resolve": [actors, "resolve", QUERY],
            "actors search, full text": [actors, "search", "role:president", "state:turkey"],
            "python -c 'import click'": [sys.executable, "-c", "import click"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(runs + 1):
            for name, command in commands.items():
                started = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                if turn:  # the first round warms the caches
                    times[name].append(time.perf_counter() - started)
    medians = {name: statistics.median(measured) for name, measured in times.items()}
    base = medians["sqlite-utils search (FTS5)"]
    print(f"{'command':<30} {'median':>9} {'min':>9} {'ratio':>7}   ({runs} runs in turn)")
    for name, median in medians.items():
        print(f"{name:<30} {median * 1000:6.1f} ms {min(times[name]) * 1000:6.1f} ms {median / base:7.2f}")
    print(f"resolve / search: {medians['actors resolve'] / medians['actors search']:.2f}")


def _program(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        sys.exit(f"{name} is not installed")
    return found


def _peer_table(folder: Path) -> Path:
    import sqlite3

    import sqlite_utils

    own = sqlite3.connect(os.environ["ACTORS_DB"])
    people = own.execute(
        "SELECT name, coalesce(description, '') FROM actors WHERE kind = 'person'"
    ).fetchall()
    own.close()
    words = sorted({word for name, _ in people for word in name.split()})
    made = random.Random(7)
    rows = [{"name": name, "role": what, "description": what} for name, what in people]
    while len(rows) < ROWS:
        name = " ".join(made.sample(words, 3)).replace("Erdoğan", "Doe")
        rows.append({"name": name, "role": made.choice(people)[1], "description": ""})
    path = folder / "peer.sqlite"
    database = sqlite_utils.Database(path)
    database["actor"].insert_all(rows)
    database["actor"].enable_fts(["name", "role", "description"])
    database.close()
    return path


if __name__ == "__main__":
    main()
