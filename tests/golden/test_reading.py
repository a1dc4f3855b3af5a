"""The annotated news texts, read by the tagger: how many mentions are right, and frozen results so that each change shows.

`python -m tests.golden.test_reading` writes the frozen results (`texts/NAME.read.tsv`) anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from actors.config import Settings
from actors.domain.dates import PartialDate
from actors.domain.document import Mention
from actors.services.tagging import open_reader
from tests.golden.test_texts import TABLES, TEXTS, day_of, marked

DATA = Path(os.environ.get("ACTORS_SHARED_DATA") or TEXTS.parents[3] / "shared" / "data")
ARTICLES = DATA.parent / "articles"
Right = tuple[str, str, str]


def read(settings: Settings, table: Path) -> list[Mention]:
    source = table.with_suffix(".txt")
    if not source.exists():
        source = ARTICLES / source.name
    if not source.exists():
        pytest.skip("the text is not ours to keep here")
    with open_reader(settings) as reader:
        text = source.read_bytes().decode("utf-8")
        found = reader.read(text, PartialDate.parse(day_of(table)))
    assert all(text[mention.start : mention.end] == mention.surface for mention in found.mentions)
    return list(found.mentions)


def as_read(mentions: list[Mention]) -> dict[tuple[int, int], Right]:
    return {
        (one.start, one.end): (one.type.value, one.status.value, one.actor.key if one.actor else "")
        for one in mentions
    }


def as_marked(table: Path) -> dict[tuple[int, int], Right]:
    return {(one.start, one.end): (one.type, one.status, one.key) for one in marked(table)}


def lines(mentions: list[Mention]) -> str:
    return "".join(
        "\t".join(
            (
                str(one.start),
                str(one.end),
                one.surface.replace("\n", "\\n"),
                one.type.value,
                one.status.value,
                one.actor.key if one.actor else "",
                one.reason or "",
            )
        )
        + "\n"
        for one in mentions
    )


def measured(
    pairs: list[tuple[dict[tuple[int, int], Right], dict[tuple[int, int], Right]]], kind: str
) -> tuple[float, float]:
    """Return precision and recall of mentions with the right span, type, status and actor."""
    right = read_ones = marked_ones = 0
    for found, gold in pairs:
        found = {span: said for span, said in found.items() if kind in ("all", said[0])}
        gold = {span: said for span, said in gold.items() if kind in ("all", said[0])}
        right += len(found.items() & gold.items())
        read_ones += len(found)
        marked_ones += len(gold)
    return right / read_ones, right / marked_ones


@pytest.mark.parametrize(("kind", "least"), [("name", 0.95), ("all", 0.9)])
def test_our_own_texts_are_read_as_a_careful_reader_would(bundled: Settings, kind: str, least: float):
    pairs = [
        (as_read(read(bundled, table)), as_marked(table))
        for table in TABLES
        if table.with_suffix(".txt").exists()
    ]
    assert len(pairs) >= 12
    precision, recall = measured(pairs, kind)
    assert precision >= least
    assert recall >= least


@pytest.mark.parametrize(("kind", "least"), [("name", 0.97), ("all", 0.95)])
def test_the_sochi_article_is_read_as_a_careful_reader_would(bundled: Settings, kind: str, least: float):
    table = TEXTS / "sochi-2017.tsv"
    precision, recall = measured([(as_read(read(bundled, table)), as_marked(table))], kind)
    assert precision >= least
    assert recall >= least


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_each_text_is_read_as_before(bundled: Settings, table: Path):
    assert lines(read(bundled, table)) == table.with_suffix(".read.tsv").read_text("utf-8")


def test_every_mention_says_why(bundled: Settings):
    for mention in read(bundled, TEXTS / "two-assads-2007.tsv"):
        assert mention.reason or (mention.candidates and mention.candidates[0].explanation)


def _freeze() -> None:
    import tempfile

    from actors.services import setup

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "actors.sqlite", is_default=False, cache=Path(folder) / "cache")
        setup.initialise(settings, index=False)
        for table in TABLES:
            table.with_suffix(".read.tsv").write_text(lines(read(settings, table)), "utf-8")


if __name__ == "__main__":
    _freeze()
