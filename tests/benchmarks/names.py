"""How often a name finds its actor, ours beside peers, in one run: alias, cross-script and screening data.

    python tests/benchmarks/names.py FOLDER [--queries N] [--peers none|fast|all] [--only SET]

FOLDER holds alias-dev, cross-script-dev and yente-screening. Nobody is told the kind of actor asked for, but for
logic-v2. "actors resolve" is what `actors match` does on an open database, its answer as JSON; "actors search" is what
the web page and the API do, on a database and index that stay open. "sure" is the share of answers called `resolved`
(logic-v2: a score of 0.7, as in yente), "right" the share of those that are. Times are the median and the 95th
percentile in milliseconds on one core, of the questions alone, and noisy: ratios count. `pip install "actors[peers]"`
for logic-v2 (`--peers all`).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from importlib.util import find_spec
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from actors.config import Settings
from actors.formats.name_tables import NameRow
from actors.services import setup
from actors.services.database import reading
from actors.services.importing import Wanted, import_files
from actors.services.matching_rows import Matcher, Options
from actors.services.opened import OpenData
from actors.services.searching import search_in
from tests.benchmarks.name_sets import SETS, Known, NameSet, Question
from tests.benchmarks.peers import Found, System, fast, logic_v2

SHOWN = 10
"""So many candidates count as found."""

FIRST = Question("Jean Dupond-Martinet", frozenset(), "person", "")
"""Asked before the others, as what is loaded at a first question counts for none."""


class Asked(NamedTuple):
    """A question that a system answered: the place of the right actor, who it was sure of, and the time."""

    question: Question
    place: int | None
    resolved: str | None
    seconds: float


def main() -> None:
    arguments = argparse.ArgumentParser(description="How often a name finds its actor, ours beside peers.")
    arguments.add_argument("folder", type=Path, help="the folder of the data sets")
    arguments.add_argument("--queries", type=int, default=1000, help="at most so many of each set or script")
    arguments.add_argument("--peers", choices=["none", "fast", "all"], default="fast")
    arguments.add_argument("--only", choices=SETS, help="one data set instead of all")
    wanted = arguments.parse_args()
    if wanted.peers == "all" and not find_spec("nomenklatura"):
        say('nomenklatura is not installed and is left out: pip install "actors[peers]"')
        wanted.peers = "fast"
    rows = []
    for title in [wanted.only] if wanted.only else SETS:
        names = SETS[title](wanted.folder, wanted.queries)
        rows += list(measured(names, wanted.peers))
    show(rows)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def measured(names: NameSet, peers: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table for one data set: by class, and all together where there are several."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        started = time.perf_counter()
        systems = [*ours(names, folder, stack), *theirs(names.known, folder, stack, peers)]
        took = time.perf_counter() - started
        say(f"{names.title}: {len(names.known):,} actors, {len(names.questions):,} questions; {took:.0f} s")
        answers = {}
        for system in systems:
            system.ask(FIRST)
            if system.decides or any(question.gold for question in names.questions):
                started = time.perf_counter()
                answers[system] = [answered(system, question) for question in names.questions]
                say(f"  {system.label}: {time.perf_counter() - started:.0f} s")
    groups = sorted({question.group for question in names.questions})
    for group in groups if len(groups) == 1 else [*groups, "all"]:
        for system, asked in answers.items():
            yield row(names, group, system, [one for one in asked if group in (one.question.group, "all")])


def ours(names: NameSet, folder: Path, stack: ExitStack) -> list[System]:
    """Make a database of the actors, with its index, and return the ways to ask it."""
    settings = Settings(folder / "actors.sqlite", is_default=False, cache=folder / "cache")
    setup.initialise(settings, empty=not names.bundled, index=names.bundled)
    if not names.bundled:
        path = folder / "actors.jsonl"
        lines = ({"id": key, "kind": kind, "names": spelt} for key, kind, spelt in names.known)
        path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
        (done,) = import_files(settings, [str(path)], Wanted(format="jsonl", source="list"))
        assert done.new == len(names.known), done
    matcher = Matcher(stack.enter_context(reading(settings)), Options(limit=SHOWN))
    data = stack.enter_context(closing(OpenData(settings)))

    def resolve(question: Question) -> Found:
        document = matcher.match(NameRow("", 0, question.text)).to_json()
        found = document["actor"]
        keys = [candidate["key"] for candidate in document["candidates"]]
        return Found(keys, found["key"] if found else None)

    def search(question: Question) -> Found:
        with data.now() as now:
            found = search_in(now, question.text, limit=SHOWN).to_json()
        return Found([candidate["key"] for candidate in found["results"]])

    return [System("actors resolve", resolve, decides=True), System("actors search", search)]


def theirs(known: Sequence[Known], folder: Path, stack: ExitStack, peers: str) -> list[System]:
    if peers == "none":
        return []
    systems = fast(known, folder, stack)
    if peers == "all":
        (candidates,) = (system for system in systems if "trigrams" in system.label)
        systems.append(logic_v2(known, candidates))
    return systems


def answered(system: System, question: Question) -> Asked:
    started = time.perf_counter()
    found = system.ask(question)
    took = time.perf_counter() - started
    keys = list(dict.fromkeys(found.keys))[:SHOWN]
    place = next((place for place, key in enumerate(keys) if key in question.gold), None)
    return Asked(question, place, found.resolved, took)


def row(names: NameSet, group: str, system: System, asked: Sequence[Asked]) -> tuple[str, ...]:
    count = len(asked)
    has_gold = any(one.question.gold for one in asked)
    sure = [one for one in asked if one.resolved is not None]
    right = sum(one.resolved in one.question.gold for one in sure)
    took = [1000 * one.seconds for one in asked]
    return (
        names.title,
        group,
        f"{count:,}",
        system.label,
        share(sum(one.place == 0 for one in asked), count) if has_gold else "",
        share(sum(one.place is not None for one in asked), count) if has_gold else "",
        f"{median(took):.2f}",
        f"{quantiles(took, n=20)[-1]:.1f}" if count > 1 else "-",
        share(len(sure), count) if system.decides else "",
        share(right, len(sure)) if system.decides and has_gold else "",
    )


def share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def show(rows: Sequence[tuple[str, ...]]) -> None:
    head = ("data set", "class", "asked", "system", "Hit@1", "Hit@10", "p50 ms", "p95 ms", "sure", "right")
    table = [head, *rows]
    widths = [max(len(line[column]) for line in table) for column in range(len(head))]
    for line in table:
        cells = (
            cell.ljust(width) if column in (0, 1, 3) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        print("  ".join(cells).rstrip())


if __name__ == "__main__":
    main()
