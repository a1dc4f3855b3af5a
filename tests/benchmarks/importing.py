"""Import and index invented actors made of real names; search them; print a line for each size.

    python tests/benchmarks/importing.py [--data FOLDER] [--keep FOLDER] [NUMBER...]

Each import is a process of its own, so that its largest memory is its own. The names come from the lists of
../shared/data (OFAC, US chiefs of mission, Wikidata) and, beyond these, from combinations of their name tokens.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from actors.config import Settings  # noqa: E402 - also where the package is not installed
from actors.services.searching import search  # noqa: E402

NAMES_AN_ACTOR = 400_000 / 150_000


def listed(data: Path) -> Iterator[dict[str, Any]]:
    for place in (
        "alias-dev/actors.jsonl",
        "us-chiefs-of-mission/people.jsonl",
        "cross-script-dev/actors.jsonl",
    ):
        for line in (data / place).open(encoding="utf-8"):
            stated = json.loads(line)
            names = [name if isinstance(name, str) else name["name"] for name in stated["names"]]
            yield {"id": f"{place[:2]}-{stated['id']}", "kind": stated["kind"], "names": names}


def combined(data: Path) -> Iterator[dict[str, Any]]:
    """Persons of two tokens with the same name in another script."""
    by_language: dict[str, list[tuple[str, str]]] = {}
    for line in (data / "cross-script-dev/name-tokens.tsv").open(encoding="utf-8").readlines()[1:]:
        latin, other, language, _ = line.rstrip("\n").split("\t")
        by_language.setdefault(language, []).append((latin, other))
    languages = sorted(by_language)
    chosen = random.Random(7)
    number = 0
    while True:
        number += 1
        first, last = chosen.choices(by_language[chosen.choice(languages)], k=2)
        names = [f"{first[0]} {last[0]}".title(), f"{first[1]} {last[1]}"]
        names += [
            f"{last[0]}, {first[0]}".title(),
            f"{last[1]} {first[1]}",
            f"{first[0][:1]}. {last[0]}".title(),
        ]
        yield {"id": f"person-{number}", "kind": "person", "names": names}


def write_actors(data: Path, path: Path, number: int) -> int:
    """Write `number` actors as JSON Lines; return the number of their names."""
    names, made = 0, combined(data)
    sources = listed(data)
    with path.open("w", encoding="utf-8") as file:
        for at in range(number):
            actor = next(sources, None) or next(made)
            if actor["id"].startswith("person-"):
                wanted = round(NAMES_AN_ACTOR * (at + 1)) - names
                actor["names"] = actor["names"][: max(2, wanted)]
            names += len(actor["names"])
            file.write(json.dumps(actor, ensure_ascii=False) + "\n")
    return names


def timed(command: list[str], environment: dict[str, str]) -> tuple[float, float, float]:
    """Run a process; return its seconds, those of the processor, and its largest memory in MB (Linux)."""
    code = (
        "import resource,subprocess,sys;done=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL);"
        "used=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_utime+used.ru_stime,used.ru_maxrss);sys.exit(done.returncode)"
    )
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *command], env=environment, check=True, capture_output=True, text=True
    )
    processor, memory = map(float, done.stdout.split())
    return time.perf_counter() - started, processor, memory / 1024


def asked(path: Path, number: int) -> list[str]:
    """Return questions: names as they are, with a slip of the pen, and single words."""
    chosen = random.Random(11)
    lines = path.read_text("utf-8").splitlines()
    questions = []
    for line in chosen.sample(lines, min(number, len(lines))):
        name = chosen.choice(json.loads(line)["names"])
        place = chosen.randrange(len(name))
        questions += [name, name[:place] + name[place + 1 :], re.split(r"[ ,]+", name)[-1]]
    return questions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("numbers", type=int, nargs="*", default=[10_000, 50_000, 150_000])
    options = parser.parse_args()
    print("actors  names  import and index  of the processor  again  memory  database  search p50, p95")
    for number in options.numbers:
        with tempfile.TemporaryDirectory() as temporary:
            folder = options.keep or Path(temporary)
            path, database = folder / f"made-{number}.jsonl", folder / f"made-{number}.sqlite"
            names = write_actors(options.data, path, number)
            environment = {**os.environ, "ACTORS_CACHE": str(folder / "cache"), "PYTHONPATH": str(ROOT)}
            actors = [sys.executable, "-m", "actors", "--db", str(database)]
            timed([*actors, "init", "--empty"], environment)
            seconds, processor, memory = timed([*actors, "import", str(path)], environment)
            again, *_ = timed([*actors, "import", str(path)], environment)
            settings = Settings(database, is_default=False, cache=folder / "cache")
            times = []
            for question in asked(path, 200):
                started = time.perf_counter()
                search(settings, question)
                times.append(1000 * (time.perf_counter() - started))
            size = database.stat().st_size / 2**20
            print(
                f"{number:,}  {names:,}  {seconds:.1f} s  {processor:.1f} s  {again:.1f} s  {memory:.0f} MB  {size:.0f} MB"
                f"  {median(times):.1f} ms, {quantiles(times, n=20)[-1]:.1f} ms",
                flush=True,
            )


if __name__ == "__main__":
    main()
