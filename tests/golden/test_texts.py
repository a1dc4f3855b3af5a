"""The annotated news texts: their tables are sound, and every name in them is one that the data resolves.

Which of its bearers a name means in its text is for the tagger to say; here each surface stands alone on its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from actors.config import Settings
from actors.services.resolving import resolve
from actors.storage import readpath, sqlite

TEXTS = Path(__file__).parent / "texts"
TABLES = sorted(table for table in TEXTS.glob("*.tsv") if not table.name.endswith(".read.tsv"))


class Marked(NamedTuple):
    """One line of a table: a mention as a careful reader marks it."""

    start: int
    end: int
    surface: str
    type: str
    status: str
    key: str
    note: str


def marked(table: Path) -> Iterator[Marked]:
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert rows[0] == list(Marked._fields)
    for start, end, surface, *others in rows[1:]:
        yield Marked(int(start), int(end), surface.replace("\\n", "\n"), *others)


def day_of(table: Path) -> str:
    stated = re.search(r"^# date: (\S+)$", table.read_text("utf-8"), re.MULTILINE)
    assert stated
    return stated.group(1)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_each_mention_stands_where_its_table_says(table: Path):
    source = table.with_suffix(".txt")
    if not source.exists():
        pytest.skip("the text is not ours to keep here")
    text, last = source.read_bytes().decode("utf-8"), 0
    for mention in marked(table):
        assert text[mention.start : mention.end] == mention.surface
        assert mention.start >= last, "mentions do not overlap"
        assert mention.type in ("name", "role", "metonym", "demonym")
        assert mention.status in ("resolved", "ambiguous", "unknown")
        assert bool(mention.key) == (mention.status == "resolved")
        last = mention.end


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_each_name_in_a_text_finds_its_actor(table: Path, bundled: Settings):
    missed = []
    for mention in {mention.surface: mention for mention in marked(table)}.values():
        if mention.status == "resolved" and mention.type != "role":
            found = resolve(bundled, " ".join(mention.surface.split()), on=day_of(table)).resolution
            if mention.key not in [candidate.profile.key for candidate in found.candidates]:
                missed.append((mention.surface, mention.key))
    assert not missed


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_each_actor_of_a_table_exists(table: Path, bundled: Settings):
    connection = sqlite.connect_to_read(bundled.database)
    missing = {m.key for m in marked(table) if m.key and readpath.actor_key(connection, m.key) != m.key}
    connection.close()
    assert not missing
