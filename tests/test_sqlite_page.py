"""docs/sqlite.md is run: its SQL on the database and on the snapshot, its Python, and Datasette's JSON API."""

from __future__ import annotations

import asyncio
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from actors.config import Settings
from actors.domain.dates import PartialDate
from actors.formats.texts import Text
from actors.services.exporting import export
from actors.services.ingesting import ingest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "sqlite.md").read_text("utf-8")
SQL = re.compile(r"```sql\n(.*?)```\n```\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```\n```\n(.*?)```", re.DOTALL)
ADDRESS = re.compile(r"```\nhttp://127.0.0.1:8001(/\S+)\n```\n```\n(.*?)```", re.DOTALL)
BEFORE, _, REST = PAGE.partition("## Questions about documents")
DOCUMENTS, _, SNAPSHOT = REST.partition("## The snapshot")
INGESTED = re.search(r"```text\n(.*?)```", DOCUMENTS, re.DOTALL)
OF_BOTH = SQL.findall(BEFORE)


@pytest.fixture(scope="module")
def exports(bundled_template: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the snapshot and the folder of CSV that the page speaks of."""
    folder = tmp_path_factory.mktemp("exports")
    export(bundled_template, "sqlite", str(folder / "snapshot.sqlite"), io.BytesIO())
    export(bundled_template, "csv", str(folder / "actors-csv"), io.BytesIO())
    return folder


def answer(path: Path, query: str) -> str:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return "".join("|".join(map(str, row)) + "\n" for row in connection.execute(query))


@pytest.mark.parametrize(("query", "expected"), OF_BOTH)
def test_each_question_is_answered_by_the_database(query: str, expected: str, bundled: Settings) -> None:
    assert answer(bundled.database, query) == expected


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


@pytest.mark.parametrize(("query", "expected"), SQL.findall(DOCUMENTS))
def test_each_question_about_documents_is_answered_by_the_database(
    query: str, expected: str, with_document: Path
) -> None:
    assert answer(with_document, query) == expected


@pytest.mark.parametrize(("query", "expected"), [*OF_BOTH, *SQL.findall(SNAPSHOT)])
def test_each_question_is_answered_by_the_snapshot(query: str, expected: str, exports: Path) -> None:
    assert answer(exports / "snapshot.sqlite", query) == expected


@pytest.mark.parametrize(("code", "expected"), PYTHON.findall(PAGE))
def test_each_program_prints_what_the_page_says(code: str, expected: str, exports: Path) -> None:
    for module in re.findall(r"^import (\w+)", code, re.MULTILINE):
        pytest.importorskip(module)
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=exports,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.stdout == expected, ended.stderr


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("address", "expected"), ADDRESS.findall(PAGE))
def test_each_address_of_datasette_gives_what_the_page_says(
    address: str, expected: str, exports: Path
) -> None:
    served = pytest.importorskip("datasette.app")
    metadata = pytest.importorskip("datasette.utils").parse_metadata(
        (exports / "datasette.yaml").read_text("utf-8")
    )
    site = served.Datasette([str(exports / "snapshot.sqlite")], metadata=metadata)
    response = asyncio.run(site.client.get(address))
    assert response.status_code == 200, response.text
    answered = response.json()
    assert (answered["rows"] if isinstance(answered, dict) else answered) == json.loads(expected)


@pytest.mark.filterwarnings("ignore")
def test_the_ready_question_of_datasette_finds_by_words(exports: Path) -> None:
    served = pytest.importorskip("datasette.app")
    metadata = pytest.importorskip("datasette.utils").parse_metadata(
        (exports / "datasette.yaml").read_text("utf-8")
    )
    site = served.Datasette([str(exports / "snapshot.sqlite")], metadata=metadata)
    response = asyncio.run(site.client.get("/snapshot/find.json?words=cavusoglu&_shape=objects"))
    assert [row["key"] for row in response.json()["rows"]] == ["mevlut-cavusoglu"]
