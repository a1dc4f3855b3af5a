"""Time the first call ever and `actors init`, as whole processes in an empty home.

python tests/benchmarks/setting_up.py [RUNS]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    actors = str(Path(sys.executable).with_name("actors"))
    for label, command in (
        ("first `search` (database)", [actors, "search", "Erdogan"]),
        ("`init` (database and index)", [actors, "init"]),
    ):
        times = []
        for _ in range(runs):
            with tempfile.TemporaryDirectory() as home:
                places = {name: f"{home}/{name}" for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME")}
                environment = {**os.environ, "HOME": home, **places}
                environment.pop("ACTORS_DB", None)
                started = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True, env=environment)
                times.append(time.perf_counter() - started)
        print(f"{label:<30} median {statistics.median(times):.2f} s, max {max(times):.2f} s ({runs} runs)")


if __name__ == "__main__":
    main()
