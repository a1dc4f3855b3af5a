"""How long a search takes on an open database: the bundled data, 113,000 names, with invented people where wanted.

    python tests/benchmarks/search_speed.py [QUESTIONS] [MORE]

So many questions are asked of each class. MORE names are of invented people, their first and last names those of
bundled people. "the mix" is all classes but strangers: a stranger is a first and a last name of two people, and mostly
ends in the full-text index. Beside it what the same text costs as an FTS5 query, and compared with all names by
rapidfuzz; they are asked names alone, and answer no title or field.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from rapidfuzz import fuzz

from actors.config import Settings
from actors.services import setup
from actors.services.database import reading
from actors.services.importing import Wanted, import_files
from actors.services.opened import OpenData
from actors.services.resolving import resolve_in
from actors.services.searching import search_in
from tests.benchmarks.name_sets import Known, Question
from tests.benchmarks.peers import System, scan, words

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TITLES = ("{} president", "foreign minister of {}", "prime minister of {}", "{} ambassador to the UN")
FIELDS = ("role:president state:{}", 'role:"foreign minister" state:{}', "kind:organization state:{}")
NAMES = ("known", "misspelt", "other scripts", "strangers")
"""The classes that peers are asked too."""


class Bearer(NamedTuple):
    """A name of the bundled data, and what bears it."""

    key: str
    kind: str
    name: str
    is_primary: bool

    @property
    def is_latin(self) -> bool:
        return self.name.isascii()


def main() -> None:
    stated = [int(number) for number in sys.argv[1:]]
    count, more = (*stated, *(500, 0)[len(stated) :])
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = Settings(folder / "actors.sqlite", is_default=False, cache=folder / "cache")
        setup.initialise(settings)
        bundled = bearers(settings)
        if more:
            add_invented(settings, bundled, folder, more)
        classes = questions(bundled, count)
        data = stack.enter_context(closing(OpenData(settings)))
        show("", "asked", "p50 ms", "p95 ms", "max ms")
        times: dict[str, list[float]] = {}
        for label, asked in classes.items():
            times[label] = timed(lambda text: search(data, text), asked)
            row(f"search: {label}", times[label])
        row("search: the mix", [one for label, some in times.items() if label != "strangers" for one in some])
        for label in NAMES:
            row(f"resolve: {label}", timed(lambda text: resolve(data, text), classes[label]))
        known = [Known(one.key, one.kind, (one.name,)) for one in bearers(settings)]
        for peer in (words(known, folder, stack), scan(known, "rapidfuzz ratio, all", fuzz.ratio)):
            for label in NAMES:
                row(f"{peer.label}: {label}", timed(lambda text, peer=peer: ask(peer, text), classes[label]))
        print(f"{len(known):,} names")


def bearers(settings: Settings) -> list[Bearer]:
    query = """SELECT a.key, a.kind, n.name, max(n.kind = 'primary') FROM names n JOIN actors a ON a.key = n.actor
        WHERE n.kind <> 'demonym' GROUP BY a.key, n.name ORDER BY a.key, n.name"""
    with reading(settings) as connection:
        return list(map(Bearer._make, connection.execute(query)))


def add_invented(settings: Settings, bundled: Sequence[Bearer], folder: Path, names: int) -> None:
    """Import people of two names each: a first and a last name of others, and the last one alone with initials."""
    dice = random.Random(3)
    people = [one.name.split() for one in bundled if one.kind == "person" and " " in one.name]
    path = folder / "invented.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(names // 2):
            first, last = dice.choice(people)[0], dice.choice(people)[-1]
            spelt = [f"{first} {last}", f"{first[0]}. {last} {number}"]
            file.write(json.dumps({"id": f"invented-{number}", "kind": "person", "names": spelt}) + "\n")
    import_files(settings, [str(path)], Wanted(format="jsonl", source="invented"))


def questions(bundled: Sequence[Bearer], count: int) -> dict[str, list[str]]:
    """Return so many questions of each class, the same each time."""
    dice = random.Random(4)
    latin = [one for one in bundled if one.is_latin and one.kind != "state"]
    people = [one for one in latin if one.kind == "person" and " " in one.name]
    foreign = [one.name for one in bundled if one.kind == "person" and not set(one.name) & set(LETTERS)]
    states = [one.name for one in bundled if one.kind == "state" and one.is_primary]
    keys = sorted({one.key for one in bundled if one.kind == "state"})

    def each(make: Callable[[], str]) -> list[str]:
        return [make() for _ in range(count)]

    def stranger() -> str:
        return f"{dice.choice(people).name.split()[0]} {dice.choice(people).name.split()[-1]}"

    def phrase() -> str:
        said = dice.choice(people).name.split()
        at = dice.randrange(len(said) - 1)
        return f'"{said[at]} {said[at + 1]}"'

    return {
        "known": each(lambda: dice.choice(bundled).name),
        "misspelt": each(lambda: misspelt(dice.choice(latin).name, dice)),
        "other scripts": each(lambda: without_a_letter(dice.choice(foreign), dice)),
        "titles": each(lambda: dice.choice(TITLES).format(dice.choice(states))),
        "phrases": each(phrase),
        "fields": each(lambda: dice.choice(FIELDS).format(dice.choice(keys))),
        "strangers": each(stranger),
    }


def misspelt(name: str, dice: random.Random) -> str:
    """Return a name with a letter changed, added, lost or in its neighbour's place."""
    at = dice.randrange(len(name))
    before, letter, after = name[:at], name[at], name[at + 1 :]
    other = dice.choice(LETTERS)
    turned = f"{before}{after[:1]}{letter}{after[1:]}"
    return dice.choice([f"{before}{other}{after}", f"{before}{other}{letter}{after}", before + after, turned])


def without_a_letter(name: str, dice: random.Random) -> str:
    at = dice.randrange(len(name))
    return name[:at] + name[at + 1 :] if len(name) > 3 else name


def search(data: OpenData, text: str) -> None:
    with data.now() as now:
        search_in(now, text, limit=10)


def resolve(data: OpenData, text: str) -> None:
    with data.now() as now:
        resolve_in(now, text)


def ask(peer: System, text: str) -> None:
    peer.ask(Question(text, frozenset(), "", ""))


def timed(once: Callable[[str], None], asked: Sequence[str]) -> list[float]:
    """Return the milliseconds of each question; what is loaded at a first one counts for none."""
    for text in ("Jean Dupond-Martinet", "Жан Дюпон-Мартине", '"no such" state:nowhere'):
        once(text)
    return list(_each(once, asked))


def _each(once: Callable[[str], None], asked: Sequence[str]) -> Iterator[float]:
    for text in asked:
        started = time.perf_counter()
        once(text)
        yield 1000 * (time.perf_counter() - started)


def row(label: str, times: Sequence[float]) -> None:
    show(
        label,
        f"{len(times):,}",
        f"{median(times):.2f}",
        f"{quantiles(times, n=20)[-1]:.1f}",
        f"{max(times):.0f}",
    )


def show(label: str, *cells: str) -> None:
    print(f"{label:<38}", *(cell.rjust(8) for cell in cells), flush=True)


if __name__ == "__main__":
    main()
