"""Files of names: whatever dress they come in, the same rows are read, and what cannot be read is named."""

from __future__ import annotations

import codecs
import csv
import io
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.errors import ActorsError, InputError, UsageError
from actors.formats.encodings import encoding_of
from actors.formats.name_tables import Layout, NameRow, open_names

NAMES = ["Recep Tayyip Erdoğan", "Çavuşoğlu, Mevlüt", "Jürgen Möllemann", 'Kim "Jong" Un']


def read(path: Path, **layout: str) -> list[NameRow]:
    with open_names(str(path), Layout(**layout)) as table:
        return list(table.rows)


def queries(path: Path, **layout: str) -> list[str]:
    return [row.query for row in read(path, **layout)]


def written(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def refusal(path: Path) -> ActorsError | None:
    try:
        read(path)
    except ActorsError as error:
        return error
    return None


def as_csv(rows: list[list[str]], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_table_is_read_in_any_encoding_and_with_any_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    table = as_csv(
        [["no", "Name", "when"], *([str(at), name, "2017"] for at, name in enumerate(NAMES))], delimiter
    )
    path = written(tmp_path / "names.csv", table, encoding)
    rows = read(path, date_column="when")
    assert [row.query for row in rows] == NAMES
    assert {row.on for row in rows} == {"2017"}
    assert [row.cells[0] for row in rows] == ["0", "1", "2", "3"]


def test_a_file_that_is_no_utf_8_is_taken_for_windows_1252(tmp_path: Path) -> None:
    path = written(
        tmp_path / "names.csv", as_csv([["name"], ["Jürgen Möllemann"], ["“Teflon” Rutte"]]), "cp1252"
    )
    assert queries(path) == ["Jürgen Möllemann", "“Teflon” Rutte"]


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "names.txt", "Путин\nЛавров\n", "koi8-r")
    assert queries(path, encoding="koi8-r") == ["Путин", "Лавров"]
    with pytest.raises(UsageError, match="'klingon' is no encoding"):
        read(path, encoding="klingon")
    with pytest.raises(UsageError, match="'base64' is no encoding"):
        read(path, encoding="base64")


@given(st.text(min_size=1), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_what_utf_8_wrote_is_never_taken_for_windows_1252(text: str, encoding: str) -> None:
    assert encoding_of(text.encode(encoding, "replace")) != "cp1252"


def test_plain_lines_are_names_each_also_with_commas(tmp_path: Path) -> None:
    path = written(tmp_path / "names.txt", "ERDOĞAN, Recep Tayyip\r\nPUTIN, Vladimir\n\nKim\n")
    assert queries(path) == ["ERDOĞAN, Recep Tayyip", "PUTIN, Vladimir", "", "Kim"]
    assert [row.id for row in read(path)] == [1, 2, 3, 4]


def test_a_header_with_a_column_for_names_makes_any_file_a_table(tmp_path: Path) -> None:
    path = written(tmp_path / "names.txt", "id;Full Name;party\nx7;Angela Merkel;CDU\n")
    (row,) = read(path)
    assert (row.id, row.query, row.cells) == ("x7", "Angela Merkel", ("x7", "Angela Merkel", "CDU"))


def test_a_column_is_named_without_case_or_counted_where_there_is_no_header(tmp_path: Path) -> None:
    path = written(tmp_path / "leaders.csv", "Country,Leader\nTurkey,Erdogan\n")
    assert queries(path, column="LEADER") == ["Erdogan"]
    path = written(tmp_path / "bare.csv", "Turkey,Erdogan,2016\nRussia,Putin,2017\n")
    assert queries(path, column="2") == ["Erdogan", "Putin"]
    with open_names(str(path), Layout("2", "3")) as table:
        assert table.columns == ("column_1", "column_2", "column_3")
        assert [row.on for row in table.rows] == ["2016", "2017"]


def test_a_column_that_is_missing_is_one_clear_line_with_those_that_there_are(tmp_path: Path) -> None:
    path = written(tmp_path / "leaders.csv", "Country,Leader\nTurkey,Erdogan\n")
    with pytest.raises(InputError) as refused:
        read(path)
    assert str(refused.value).startswith(f"{path}:1: no column is called name, but Country, Leader (")
    with pytest.raises(InputError, match="no column is called 'Person'"):
        read(path, column="Person")
    with pytest.raises(InputError, match="there is no column 3"):
        read(path, column="3")
    with pytest.raises(InputError, match="no column is called 'day'"):
        read(path, column="Leader", date_column="day")


def test_short_rows_are_filled_and_long_ones_refused_with_their_line(tmp_path: Path) -> None:
    path = written(tmp_path / "names.csv", "name,party\nA\nB,x,,\n")
    assert [row.cells for row in read(path)] == [("A", ""), ("B", "x")]
    written(path, 'name,party\n"A\nB",x\nC,x,y\n')
    with pytest.raises(InputError, match=f"^{path}:4: 3 cells where the first row has 2"):
        read(path)


def test_a_cell_can_have_line_breaks_nul_and_a_million_characters(tmp_path: Path) -> None:
    large = "x" * 1_000_000
    path = written(
        tmp_path / "names.csv", as_csv([["name"], ["two\nlines"], ["nul\0here"], [large], ["last"]])
    )
    rows = read(path)
    assert [row.query for row in rows] == ["two\nlines", "nul\0here", large, "last"]
    assert [row.place.rpartition(":")[2] for row in rows] == ["2", "4", "5", "6"]


def test_a_quote_that_is_never_closed_is_refused_where_it_begins(tmp_path: Path) -> None:
    path = written(tmp_path / "names.csv", 'name,party\nA,x\n"B,y\nC,z\n')
    with pytest.raises(InputError, match=f"^{path}:3: a quote that begins here is never closed"):
        read(path)
    written(path, 'name\nA\n"B' + "x\n" * 1_000_000)
    with pytest.raises(InputError, match=f"^{path}:3: .*is a quote left open"):
        read(path)


def test_a_quote_within_a_cell_is_a_letter(tmp_path: Path) -> None:
    path = written(tmp_path / "names.csv", 'name,party\nKim 6" tall,x\nB,y\n')
    assert queries(path) == ['Kim 6" tall', "B"]


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "names.txt", b"short\n" + b"x" * (9 << 20))
    with pytest.raises(InputError, match=f"^{path}:2: the line is longer"):
        read(path)


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path) -> None:
    path = written(tmp_path / "names.txt", b"name\n" * 20_000 + b"M\xfcller\n")
    with pytest.raises(InputError, match=f"^{path}:20001: is no utf-8 "):
        read(path)
    with pytest.raises(InputError, match="is no utf-16"):
        read(written(path, codecs.BOM_UTF16_LE + b"A\0\0"))


def test_json_lines_are_read_with_their_ids_days_and_kinds(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "query": "Erdoğan", "on": "2017", "kind": "person"},
        {"query": "Turkey", "other": [1]},
        {"id": 7, "query": "", "on": None},
    ]
    path = written(tmp_path / "names.jsonl", "\n\n".join(map(json.dumps, lines)))
    assert [row[1:5] for row in read(path)] == [
        ("a", "Erdoğan", "2017", "person"),
        (3, "Turkey", None, None),
        (7, "", None, None),
    ]
    renamed = written(tmp_path / "renamed.jsonl", '{"who": "Erdoğan", "day": "2017"}')
    assert [row[2:4] for row in read(renamed, column="who", date_column="day")] == [("Erdoğan", "2017")]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"query": "x"', "is no JSON"),
        ("[" * 100_000, "is no JSON that can be read|is no JSON"),
        ('["x"]', "is no JSON object"),
        ('{"name": "x"}', '"query" is missing'),
        ('{"query": 7}', '"query" is not text'),
        ('{"query": "x", "on": 2017}', '"on" is not text'),
        ('{"query": "x", "kind": "dog"}', "'dog' is no kind"),
        ('{"query": "x", "id": [1]}', '"id" is neither'),
    ],
)
def test_a_line_that_is_no_such_json_is_refused_with_its_number(tmp_path: Path, line: str, what: str) -> None:
    path = written(tmp_path / "names.jsonl", f'{{"query": "fine"}}\n\n{line}\n')
    with pytest.raises(InputError, match=what) as refused:
        read(path)
    assert refused.value.where == f"{path}:3"


@pytest.mark.parametrize("name", ["names.csv", "names.txt", "names.jsonl"])
def test_an_empty_file_has_no_rows(tmp_path: Path, name: str) -> None:
    assert read(written(tmp_path / name, b"")) == []


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError, match="cannot be read") as refused:
            read(path)
        assert refused.value.where == str(path)


def test_a_thousand_mutated_files_are_read_or_refused_with_a_line(tmp_path: Path) -> None:
    """No traceback, whatever the bytes; a refusal names a line of the file."""
    dice = random.Random(4)
    table = as_csv(
        [["id", "name", "date"], *([str(at), name, "2017-01-02"] for at, name in enumerate(NAMES * 5))]
    )
    lines = "\n".join(json.dumps({"id": at, "query": name}) for at, name in enumerate(NAMES * 5))
    sources = [table.encode(), table.encode("utf-16"), table.encode("cp1252", "replace"), lines.encode()]
    path = tmp_path / "mutated"
    refused = 0
    for _ in range(1000):
        content = bytearray(dice.choice(sources))
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(content))
            change = dice.randrange(3)
            if change == 0:
                content[at] = dice.randrange(256)
            elif change == 1:
                del content[at : at + dice.randint(1, 40)]
            else:
                content[at:at] = dice.choice([b'"', b"\0", b"\n", b"{", b"\xff\xfe", b",", b";;;", b"\r"])
        error = refusal(written(path, bytes(content)))
        if error is not None:
            refused += 1
            assert error.where is not None, error
            assert error.where.startswith(f"{path}:"), error
            assert "\n" not in str(error)
    assert 50 < refused < 950
