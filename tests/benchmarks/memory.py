"""The largest memory of one look-up as a whole process on the bundled data (Linux); the goal is 120 MB.

python tests/benchmarks/memory.py [DATABASE]
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.importing import timed

ASKED = (
    ("resolve", "Erdogan"),
    ("resolve", "Muamar Kadafi"),
    ("search", "Мевлют Чавушоглу"),
    ("search", "role:president", "state:turkey"),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "actors.sqlite"
        environment = {**os.environ, "ACTORS_CACHE": f"{folder}/cache"}
        actors = [sys.executable, "-m", "actors", "--db", str(database)]
        if len(sys.argv) > 1:
            shutil.copy(sys.argv[1], database)
            timed([*actors, "index"], environment)
        else:
            timed([*actors, "init"], environment)
        for asked in ASKED:
            timed([*actors, *asked], environment)  # what is read first is in the system's cache then
            seconds, processor, memory = timed([*actors, *asked], environment)
            print(
                f"{' '.join(asked):<32} {memory:5.0f} MB {seconds:6.2f} s, {processor:.2f} s of the processor"
            )


if __name__ == "__main__":
    main()
