"""Cells are read back as they were, and none is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.formats.csv_folder import neutralised, write_table

CELLS = st.one_of(st.text(), st.text("'=+-@\t\r\n＝ab\",\x00", max_size=6))


def stated_in(cell: str) -> str:
    """Return the text of a neutralised cell, as docs/sqlite.md says."""
    return cell[1:] if re.match(r"'+[=+\-@\t\r\n＝＋－＠]", cell) else cell


@pytest.mark.parametrize("text", ["=1+1", "+49", "-0-", "@SUM(A1)", "\tx", "\nx", "\r=x", "＝1", "'=1"])
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(text: str) -> None:
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Putin", "1-2", "d'Estaing", "'Abd", "{=1}", "\u200f=1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert neutralised(text) == text


@given(CELLS)
def test_every_text_comes_back_and_begins_no_formula(text: str) -> None:
    assert stated_in(neutralised(text)) == text
    assert neutralised(text)[:1] not in tuple("=+-@\t\r\n＝＋－＠")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS.filter(bool)), max_size=5))
def test_rows_with_line_breaks_quotes_and_control_characters_are_read_back(
    tmp_path: Path, rows: list[tuple[str, str]]
) -> None:
    path = tmp_path / "table.csv"
    assert write_table(path, ["one", "other"], rows) == len(rows)
    with path.open(encoding="utf-8", newline="") as file:
        header, *read = csv.reader(file)
    assert header == ["one", "other"]
    assert [tuple(map(stated_in, row)) for row in read] == rows
