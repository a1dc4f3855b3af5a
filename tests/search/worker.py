"""A process of the test of concurrency: `worker.py write|search DATABASE CACHE DONE NAME COUNT`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from actors.config import Settings
from actors.services.editing import NewActor, add
from actors.services.searching import search


def write(settings: Settings, done: Path, name: str, count: int) -> None:
    """Add people; append each key to `done` once the write has returned."""
    for number in range(count):
        word = f"{name}n{number:03d}"
        added = add(settings, NewActor(kind="person", name=f"Zed {word}"), report=refuse)
        with done.open("a") as file:
            file.write(f"{added.key} {word}\n")


def look_up(settings: Settings, done: Path, count: int) -> None:
    """Find each person, once it is known to have been written, by name, by prefix and through the index."""
    seen = 0
    until = time.monotonic() + 100
    while seen < count:
        assert time.monotonic() < until, f"only {seen} of {count} were written"
        lines = done.read_text().splitlines(keepends=True)
        whole = [line.split() for line in lines if line.endswith("\n")]
        if len(whole) == seen:
            time.sleep(0.005)
        for key, word in whole[seen:]:
            for text in (
                f"Zed {word}",
                f"zed {word[:-1]}",
                word,
                f"kind:person name:{word}",
                f'"zed {word}"',
            ):
                found = search(settings, text, limit=1000, report=refuse)
                keys = [candidate.profile.key for candidate in found.candidates]
                assert key in keys, f"{text!r} found {keys}, not {key}"
                assert len(keys) == len(set(keys)), f"{text!r} found one twice: {keys}"
        at_least = search(settings, "kind:person name:zed", limit=1000, report=refuse).total
        assert at_least >= len(whole), f"{at_least} are found of {len(whole)} written"
        seen = len(whole)


def refuse(line: str) -> None:
    """Nothing is reported where all goes well, but for the building of the index."""
    assert line.startswith(("Building the search index", "  ")), line


if __name__ == "__main__":
    role, database, cache, done, name, count = sys.argv[1:]
    settings = Settings(Path(database), is_default=False, cache=Path(cache))
    if role == "write":
        write(settings, Path(done), name, int(count))
    else:
        look_up(settings, Path(done), int(count))
