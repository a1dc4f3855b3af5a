"""Rows a second of `actors match`, whole processes, beside comparing each name with all names by rapidfuzz.

    python tests/benchmarks/matching.py [ROWS] [DATABASE]

Known names are drawn from the database; garbled ones are Latin names of people with a letter changed; unknown ones are
names of all kinds with a letter changed, and first and last names of different people. The peer is what reconciliation over a CSV file does: `rapidfuzz.process.extractOne` of each query over
the folded names, which are read before. Runs are in turn; the best of three counts, as others use the machine too.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rapidfuzz import fuzz, process

from actors.services.processes import cores
from actors.storage import sqlite
from actors.text.normalize import fold

RUNS = 3
SCANNED = 300


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "actors.sqlite"
        os.environ["ACTORS_CACHE"] = f"{folder}/cache"
        if len(sys.argv) > 2:
            shutil.copy(sys.argv[2], database)
        else:
            run(database, "init")
        names = names_of(database)
        print(f"{len(names):,} names, {count:,} rows, {cores()} cores")
        folded = [fold(name) for name in names]
        people = [name for name in names_of(database, "person") if name.isascii() and " " in name]
        rows = {
            "known": known(names, count),
            "garbled": garbled(people, count),
            "unknown": unknown(names, count),
        }
        for kind, asked in rows.items():
            path = Path(folder) / f"{kind}.txt"
            path.write_text("\n".join(asked) + "\n", "utf-8")
            best: dict[str, float] = {}
            for _ in range(RUNS):
                for workers in sorted({1, cores()}):
                    took = run(database, "match", str(path), "--workers", str(workers))
                    label = f"actors match --workers {workers}"
                    best[label] = max(best.get(label, 0), count / took)
                best["rapidfuzz scan"] = max(best.get("rapidfuzz scan", 0), scan(asked, folded))
            for label, rate in best.items():
                print(
                    f"{kind:<8} {label:<26} {rate:9,.0f} rows/s {rate / best['rapidfuzz scan']:8.1f} x the scan"
                )


def run(database: Path, *arguments: str) -> float:
    command = [sys.executable, "-m", "actors", "--db", str(database), *arguments]
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def names_of(database: Path, kind: str | None = None) -> list[str]:
    connection = sqlite.connect_to_read(database)
    try:
        query = """SELECT DISTINCT n.name FROM names n JOIN actors a ON a.key = n.actor
            WHERE n.kind NOT IN ('exonym', 'demonym') AND coalesce(?, a.kind) = a.kind ORDER BY n.name"""
        return [name for (name,) in connection.execute(query, (kind,))]
    finally:
        connection.close()


def known(names: list[str], count: int) -> list[str]:
    dice = random.Random(1)
    return [dice.choice(names) for _ in range(count)]


def garbled(names: list[str], count: int) -> list[str]:
    dice = random.Random(3)
    return [with_a_letter_changed(dice.choice(names), dice) for _ in range(count)]


def with_a_letter_changed(name: str, dice: random.Random) -> str:
    at = dice.randrange(len(name))
    return name[:at] + dice.choice("abcdefghijklmnopqrstuvwxyz") + name[at + 1 :]


def unknown(names: list[str], count: int) -> list[str]:
    dice = random.Random(2)
    words = [name.split() for name in names if " " in name]

    def made_up() -> str:
        return f"{dice.choice(words)[0]} {dice.choice(words)[-1]}"

    return [
        with_a_letter_changed(dice.choice(names), dice) if number % 2 else made_up()
        for number in range(count)
    ]


def scan(asked: list[str], folded: list[str]) -> float:
    some = [fold(query) for query in asked[:SCANNED]]
    started = time.perf_counter()
    for query in some:
        process.extractOne(query, folded, scorer=fuzz.ratio)
    return len(some) / (time.perf_counter() - started)


if __name__ == "__main__":
    main()
