"""Time each export of 150,000 synthetic actors as a whole process, beside SQLite's own dump of the same database.

python tests/benchmarks/exporting.py [ACTORS]
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 150_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / "actors.sqlite"
        maker = Path(__file__).with_name("many_actors.py")
        subprocess.run([sys.executable, maker, database, str(count)], check=True)
        started = time.perf_counter()
        with (folder / "dump.sql").open("w") as dump:
            dump.writelines(f"{line}\n" for line in sqlite3.connect(database).iterdump())
        dumped = time.perf_counter() - started
        print(f"{'sqlite3 iterdump':<16} {dumped:6.2f} s  {count / dumped:8,.0f} actors/s  1.00")
        for form in ("jsonl", "csv", "followthemoney", "sqlite"):
            command = [
                sys.executable,
                "-m",
                "actors",
                "--db",
                database,
                "export",
                "--format",
                form,
                "-o",
                folder / form,
            ]
            started = time.perf_counter()
            child = os.posix_spawn(command[0], command, os.environ)
            _, ended, usage = os.wait4(child, 0)
            took = time.perf_counter() - started
            assert ended == 0
            memory = usage.ru_maxrss / 1024
            print(
                f"{form:<16} {took:6.2f} s  {count / took:8,.0f} actors/s  {took / dumped:.2f}  {memory:.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
