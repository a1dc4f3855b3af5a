"""A small country's seeds, written to a folder and read from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from actors.domain.facts import Dataset
from actors.formats.seeds import read_seeds

HEAD = {
    "sources.toml": 'known_until = "1910-12-31"\n\n[editor]\ntitle = "Editors"\n',
    "states/europe.toml": '[ruritania]\nname = "Ruritania"\nclass = "un_member"\niso = "AD"\n',
    "generated/iso-codes.tsv": "AD\tAND\t020\n",
    "positions/europe.toml": (
        '["ruritania/king"]\ntitle = "King"\nclass = "head_of_state"\n\n'
        '["ruritania/chancellor"]\ntitle = "Chancellor"\nclass = "head_of_government"\n\n'
        '["ruritania/foreign-minister"]\ntitle = "Foreign Minister"\nclass = "foreign_minister"\n'
    ),
}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """The folder of the small country's seeds."""
    folder = tmp_path / "seeds"
    for name, text in HEAD.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture
def people(seeds: Path) -> Callable[[str], Dataset]:
    """Write the people's file and read the whole."""

    def read(text: str) -> Dataset:
        path = seeds / "people/europe.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return read_seeds(seeds)

    return read


def person(key: str, name: str, *roles: str, more: str = "") -> str:
    """Return a table of a person; a role is written `king 1880..1890`."""
    lines = []
    for role in roles:
        post, _, dates = role.partition(" ")
        start, _, end = dates.partition("..")
        ends = f', to = "{end}"' if end else ""
        lines.append(f'  {{ position = "ruritania/{post}", from = "{start}"{ends} }},\n')
    return f'[{key}]\nname = "{name}"\n{more}roles = [\n{"".join(lines)}]\n\n'
