"""What the documents show is what the program does: README's tour and the SQL of docs/sqlite.md are run.

`python tests/test_docs.py` writes the tour's real output into README.md.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from actors.config import Settings
from actors.domain.dates import PartialDate
from actors.formats.texts import Text
from actors.services.ingesting import ingest

ROOT = Path(__file__).parent.parent
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
SQL = re.compile(r"```sql\n(.*?)```\n```\n(.*?)```", re.DOTALL)
SQLITE_PAGE = (ROOT / "docs" / "sqlite.md").read_text("utf-8")
INGESTED = re.search(r"```text\n(.*?)```", SQLITE_PAGE, re.DOTALL)
TOUR = CONSOLE.findall((ROOT / "README.md").read_text("utf-8"))


def commands(block: str) -> list[str]:
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def replayed(block: str, invoke: Callable[..., str]) -> str:
    return "".join(f"$ {command}\n{invoke(*shlex.split(command)[1:])}" for command in commands(block))


@pytest.mark.parametrize("block", TOUR, ids=[commands(block)[0] for block in TOUR])
def test_the_tour_in_the_readme_is_real(block: str, bundled_copy: Settings, run: Callable[..., Result]):
    assert replayed(block, lambda *words: run(bundled_copy, *words).stdout) == block


@pytest.fixture(scope="module")
def with_document(bundled_template: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled database with the text of the page ingested."""
    folder = tmp_path_factory.mktemp("documents")
    path = folder / "actors.sqlite"
    shutil.copy(bundled_template.database, path)
    assert INGESTED
    text = Text("summit.txt", None, INGESTED.group(1), PartialDate.parse("2017-11-22"))
    ingest(Settings(path, is_default=False, cache=folder / "cache"), [text])
    return path


@pytest.mark.parametrize(("query", "answer"), SQL.findall(SQLITE_PAGE))
def test_each_question_of_the_sqlite_page_is_one_select(query: str, answer: str, with_document: Path):
    connection = sqlite3.connect(f"file:{with_document}?mode=ro", uri=True)
    rows = connection.execute(query).fetchall()
    connection.close()
    assert "".join("|".join(map(str, row)) + "\n" for row in rows) == answer


@pytest.mark.parametrize("generator", ["docs/generate.py", "seeds/format.py"])
def test_what_is_generated_is_up_to_date(generator: str):
    done = subprocess.run(
        [sys.executable, ROOT / generator, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def write_the_tour() -> None:
    """Run the tour against a database made for it, and put the output into README.md."""
    path = ROOT / "README.md"
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "ACTORS_DB": f"{folder}/actors.sqlite",
            "ACTORS_CACHE": f"{folder}/cache",
        }

        def invoke(*words: str) -> str:
            command = [sys.executable, "-m", "actors", *words]
            return subprocess.run(
                command, capture_output=True, text=True, check=False, env=environment
            ).stdout

        invoke("init")
        text = CONSOLE.sub(
            lambda block: f"```console\n{replayed(block.group(1), invoke)}```", path.read_text("utf-8")
        )
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    write_the_tour()
