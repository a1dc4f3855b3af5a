"""CSV tables: a header or --map says what the columns are; rows of one id are one actor."""

from __future__ import annotations

import pytest

from actors.domain.foreign import ForeignName, ForeignRole
from actors.errors import ForeignFileError
from tests.formats.foreign import CSV, read


def test_rows_of_one_id_are_one_actor_wherever_they_stand() -> None:
    found = read("csv", CSV, {"wikidata": "QID"})
    assert (found.errors, found.aside) == ([], {"column 'shoe size'": 1})
    anton, bank = found.actors
    assert [name.text for name in anton.names] == ["Anton", "Tony", "Toni"]
    assert [name.kind for name in anton.names] == ["primary", "alias", "alias"]
    assert anton.identifiers == (("wikidata", "Q7"),)
    assert anton.roles == (
        ForeignRole("King", "head_of_state", "ruritania", "1880-01-01", "1890"),
        ForeignRole("Duke", None, "ruritania", "1870", "1880-01-01"),
    )
    assert (bank.names, bank.place) == ((ForeignName("Bank, the", kind="primary"),), "list.txt:3")


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_the_delimiter_is_seen_in_the_header(delimiter: str) -> None:
    (actor,) = read("csv", f"id{delimiter}kind{delimiter}name\n1{delimiter}person{delimiter}A, B\n").actors
    assert (actor.id, actor.names[0].text) == ("1", "A, B")


def test_a_table_without_ids_goes_by_the_names() -> None:
    found = read("csv", "Name,Kind\nA,person\nB,person\nA,person\n")
    assert [actor.id for actor in found.actors] == ["A", "B"]


def test_map_names_a_column_or_says_a_field_for_all_rows() -> None:
    found = read("csv", "Full Name,from\nJane Doe,1990\n", {"name": "full name", "kind": "=person"})
    assert (found.actors[0].kind, found.actors[0].start) == ("person", "1990")
    found = read("csv", "name,from\nJane,1990\n", {"kind": "=person", "role_from": "from"})
    assert found.actors[0].start is None, "a column that is mapped is not read by its own name too"


def test_any_scheme_of_identifiers_can_be_a_column() -> None:
    (actor,) = read("csv", "id,kind,name,ISO3,identifier:viaf\n1,person,A,RUR,77\n").actors
    assert set(actor.identifiers) == {("iso3", "RUR"), ("viaf", "77")}


@pytest.mark.parametrize(
    ("content", "columns", "says"),
    [
        ("id,title\n1,x\n", {}, "no column 'name'"),
        ("id,name\n1,x\n", {}, "no column 'kind'"),
        ("id,name,kind\n1,x,person\n", {"name": "Full Name"}, "no column 'Full Name'"),
        ("id,name\rkind\n1,x\n", {}, "header"),
    ],
)
def test_a_header_that_cannot_be_used_is_refused(content: str, columns: dict[str, str], says: str) -> None:
    with pytest.raises(ForeignFileError, match=says) as refused:
        read("csv", content, columns)
    assert refused.value.where == "list.txt:1"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (b"2,person", "2 cells where the header has 7"),
        (b"2,person,B,\xff,,,", "UTF-8"),
        (b"2,person,,,,,", "no name"),
        (b"2,person,B,King,,,", "both position and of"),
        (b"2,person,B,King,x,1890,1880", "ends"),
        (b"2,person,B,King,x,yesterday,", "not a date"),
        (b'2,person,"B"x,,,,', "not CSV"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_the_others_are_read(row: bytes, says: str) -> None:
    head = b"id,kind,name,position,of,role_from,role_to\n1,person,A,,,,\n"
    found = read("csv", head + row + b"\n3,person,C,,,,\n")
    assert found.places == ["list.txt:3"]
    assert says in str(found.errors[0])
    assert [actor.id for actor in found.actors] == ["1", "3"]


def test_a_cell_over_several_lines_keeps_the_count_of_lines_right() -> None:
    found = read("csv", 'id,kind,name\n1,person,"A\nB"\n2,person\n')
    assert [actor.names[0].text for actor in found.actors] == ["A B"]
    assert found.places == ["list.txt:4"]
