"""How fast texts are read, beside flashtext, spaCy's PhraseMatcher and a bare Aho-Corasick scan over the same names.

`python tests/benchmarks/reading.py [--peers]` prints one table: MB of UTF-8 text a second on one core (the best of
several runs of CPU time), as news comes: our golden texts, each with its own day. The peers only find phrases; they
know no case rules, titles, days, surnames or context, and resolve nothing. `pip install "actors[peers]"` for them.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from actors.config import Settings
from actors.domain.dates import PartialDate
from actors.formats.texts import Text
from actors.services import setup
from actors.services.lexicon import lexicon_of
from actors.services.marking import _json_line
from actors.services.tagging import Reader, open_reader
from actors.storage import sqlite
from actors.text.flat import flatten

TEXTS = Path(__file__).parents[1] / "golden" / "texts"
ROUNDS = 15


def articles() -> list[tuple[str, str]]:
    """Return each golden text with its day."""
    found = []
    for text in sorted(TEXTS.glob("*.txt")):
        day = re.search(r"^# date: (\S+)$", text.with_suffix(".tsv").read_text("utf-8"), re.MULTILINE)
        assert day
        found.append((text.read_text("utf-8"), day.group(1)))
    return found


def best(work: Callable[[], int]) -> tuple[float, int]:
    """Return the least CPU time of a round and what the work counted."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        count = work()
        times.append(time.process_time() - start)
    return min(times), count


def reading(reader: Reader, texts: list[tuple[str, PartialDate]]) -> int:
    return sum(len(reader.read(text, day).mentions) for text, day in texts)


def peers(names: list[str], texts: list[str]) -> dict[str, tuple[float, int]]:
    import spacy
    from flashtext import KeywordProcessor
    from spacy.matcher import PhraseMatcher

    processor = KeywordProcessor(case_sensitive=True)
    for name in names:
        processor.add_keyword(name)
    language = spacy.blank("en")
    matcher = PhraseMatcher(language.vocab)
    matcher.add("NAME", [language.make_doc(name) for name in names])
    return {
        "flashtext": best(
            lambda: sum(len(processor.extract_keywords(text, span_info=True)) for text in texts)
        ),
        "spaCy PhraseMatcher, with its tokenizer": best(
            lambda: sum(len(matcher(language.make_doc(text))) for text in texts)
        ),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--peers", action="store_true", help="also measure flashtext and spaCy")
    arguments.add_argument("--article", help="a file and its day, FILE@DAY, instead of the golden texts")
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "actors.sqlite", is_default=False, cache=Path(folder) / "cache")
        setup.initialise(settings, index=False)
        chosen = articles()
        if wanted.article:
            file, _, day = wanted.article.rpartition("@")
            chosen = [(Path(file).read_text("utf-8"), day)] * 20
        dated = [(text, PartialDate.parse(day)) for text, day in chosen]
        texts = [text for text, _ in dated]
        size = sum(len(text.encode()) for text in texts)
        rows: dict[str, tuple[float, int]] = {}
        with open_reader(settings) as reader:
            start = time.process_time()
            first = reader.read("Putin met Obama.", dated[0][1])
            ready = time.process_time() - start
            assert first.mentions
            rows["actors: found, resolved, explained"] = best(lambda: reading(reader, dated))
            lines = [Text("", number, text, day) for number, (text, day) in enumerate(dated)]
            rows["actors: the same, as JSON lines"] = best(
                lambda: sum(_json_line(reader, line).count('"surface"') for line in lines)
            )
        connection = sqlite.connect_to_read(settings.database)
        lexicon = lexicon_of(connection, "en")
        connection.close()
        flat = [flatten(text) for text in texts]
        rows["ahocorasick_rs alone, text folded before"] = best(
            lambda: sum(len(lexicon.tagger.find(text)) for text in flat)
        )
        if wanted.peers:
            names = sorted({name.text for phrase in lexicon.phrases for name in phrase.names})
            rows |= peers(names, texts)
    ours = next(iter(rows.values()))[0]
    print(f"{len(texts)} articles, {size:,} bytes, {len(lexicon.phrases):,} phrases")
    print(f"lexicon and first text: {ready:.2f} s")
    print(f"{'':44} {'MB/s':>7} {'found':>9} {'speed of ours':>14}")
    for what, (seconds, count) in rows.items():
        print(f"{what:44} {size / seconds / 1e6:7.2f} {count:9,} {seconds / ours:13.2f}x")


if __name__ == "__main__":
    main()
