"""How fast articles are stored, and whether an article costs more the more are there.

`python tests/benchmarks/ingesting.py [50000] [--workers 2]` ingests articles of about 4 kB, put together from the
sentences of the golden texts, into a database of the bundled data, in steps of 5,000, and prints a line for each step:
articles a second, and the time of a plain `sqlite3` insert of the same texts as the peer of the run.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from actors.config import Settings
from actors.domain.dates import PartialDate
from actors.formats.texts import Text
from actors.services import setup
from actors.services.ingesting import ingest
from actors.text.sentences import sentences_of

TEXTS = Path(__file__).parents[1] / "golden" / "texts"
STEP = 5000
LENGTH = 4000


def articles(number: int) -> Iterator[Text]:
    """Yield articles of sentences from one golden text each, on days of its year, so that names are in company."""
    rng = random.Random(1)
    sources = []
    for path in sorted(TEXTS.glob("*.txt")):
        text = path.read_text("utf-8")
        day = re.search(r"^# date: (\d{4})", path.with_suffix(".tsv").read_text("utf-8"), re.MULTILINE)
        assert day
        sources.append(([text[one.start : one.end] for one in sentences_of(text)], day.group(1)))
    for at in range(number):
        sentences, year = sources[at % len(sources)]
        chosen: list[str] = [f"Report {at}."]
        while sum(map(len, chosen)) < LENGTH:
            chosen.append(rng.choice(sentences))
        day = f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        yield Text(f"article {at}", at, " ".join(chosen), PartialDate.parse(day))


def plain_insert(folder: Path, texts: list[str]) -> float:
    """Return the seconds of inserting texts into a table of one column, the least that storing them takes."""
    connection = sqlite3.connect(folder / "peer.sqlite")
    connection.execute("CREATE TABLE IF NOT EXISTS text (id INTEGER PRIMARY KEY, text TEXT)")
    start = time.perf_counter()
    with connection:
        connection.executemany("INSERT INTO text (text) VALUES (?)", [(text,) for text in texts])
    seconds = time.perf_counter() - start
    connection.close()
    return seconds


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("number", nargs="?", type=int, default=50_000)
    arguments.add_argument("--workers", type=int, default=2)
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "actors.sqlite", is_default=False, cache=Path(folder) / "cache")
        setup.initialise(settings, index=False)
        feed = articles(wanted.number)
        print(
            f"{'stored':>8} {'articles/s':>11} {'ms each':>8} {'plain insert, ms each':>22} {'mentions':>9} {'MB':>7}"
        )
        for stored in range(STEP, wanted.number + 1, STEP):
            texts = [next(feed) for _ in range(STEP)]
            start = time.perf_counter()
            counts = ingest(settings, texts, wanted.workers)
            seconds = time.perf_counter() - start
            plain = plain_insert(Path(folder), [text.text for text in texts])
            size = settings.database.stat().st_size / 1e6
            print(
                f"{stored:8,} {STEP / seconds:11.0f} {seconds / STEP * 1000:8.2f} {plain / STEP * 1000:22.3f}"
                f" {counts.mentions:9,} {size:7.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
