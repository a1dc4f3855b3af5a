"""Kill real imports at 100 random moments; after each, the database must be sound and of one version or the other.

python tests/benchmarks/killing_imports.py [MOMENTS]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from actors.config import Settings
from actors.services import database, indexing, setup
from tests.services.killing import killed_imports


def main(moments: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        killed = 0
        for at in range(0, moments, 10):  # a new version is imported once in each database
            place = folder / str(at)
            place.mkdir()
            settings = Settings(place / "actors.sqlite", is_default=False, cache=place / "cache")
            setup.initialise(settings, empty=True)
            killed += sum(killed_imports(settings, place, min(10, moments - at), seed=at))
            assert database.check(settings) == []
            assert indexing.check(settings) == []
        print(f"{killed} of {moments} imports were killed while they ran; all databases are sound")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
