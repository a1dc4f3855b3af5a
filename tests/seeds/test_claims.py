"""What the readers take from rows of the evidence files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checks import claims
from checks.claims import FOREIGN, HEADS, States

STATES = States({"AND": "ruritania"}, {"ruritania": "ruritania"})


@pytest.mark.parametrize(
    ("title", "classes"),
    [
        ("President", HEADS),
        ("Amir", HEADS),
        ("Prime minister", {"head_of_government"}),
        ("Prime Minister and Minister for Foreign Affairs", {"head_of_government"}),
        ("Deputy Prime Minister and Minister for Foreign Affairs", FOREIGN),
        ("Chancellor of the Exchequer", {"finance_minister"}),
        ("Minister for Foregn Affairs", FOREIGN),
        ("Deputy Minister for Foreign Affairs", {"deputy_foreign_minister"}),
        ("Deputy Prime Minister", {"deputy_head_of_government"}),
        ("Vice-President", {"vice_president"}),
        ("Director of the Foreign Intelligence Service", {"intelligence_chief"}),
        ("Foreign Ministry Spokeperson", {"spokesperson"}),
        ("Permanent Representative to the United Nations", {"un_ambassador"}),
        ("Ambassador to France", {"ambassador", "envoy"}),
        ("Minister of Transport", {"minister"}),
        ("Chair of the Delegation", set()),
    ],
)
def test_titles_are_classed(title: str, classes: set[str]) -> None:
    assert claims.classes_of(title) == classes


def test_rows_of_the_compiled_file_keep_their_lines_and_exactness(tmp_path: Path) -> None:
    folder = tmp_path / "office-holders"
    folder.mkdir()
    (folder / "evidence.csv").write_text(
        "iso3,state,post_class,person,variants,wikidata,first,last,exactness,sources,conflicts\n"
        'AND,R,head_of_state,Rudolf,"Rudolph | Rudi",Q1,1880-01-01,1890-06,tenure..month,x,"a\nb"\n'
        "AND,R,leader,Michael,,,1891,,attested,x,\n"
        "XXX,nowhere,leader,Nobody,,,1891,,attested,x,\n"
    )
    rudolf, michael = claims.office_holders(tmp_path, STATES)
    assert (rudolf.place, rudolf.body, rudolf.spellings) == (
        "office-holders/evidence.csv:2", "ruritania", ("Rudolf", "Rudolph", "Rudi"),
    )  # fmt: skip
    assert rudolf.first is not None
    assert rudolf.last is not None
    assert (rudolf.first.date.text, rudolf.first.attested) == ("1880-01-01", False)
    assert (rudolf.last.date.text, rudolf.last.attested) == ("1890-06", False)
    assert michael.place == "office-holders/evidence.csv:4", "the record before has two lines"
    assert michael.first is not None
    assert michael.first.attested
    assert michael.last is None
    assert michael.classes == HEADS


def test_speakers_of_2001_spoke_in_november(tmp_path: Path) -> None:
    folder = tmp_path / "un-general-debate-speakers"
    folder.mkdir()
    speaker = {"state": "R", "iso3": "AND", "position": "President", "holder": "Rudolf"}
    days = {"from": "2001-09-20", "to": "2001-10-01"}
    (folder / "speakers.jsonl").write_text(json.dumps(speaker | days) + "\n")
    (found,) = claims.debate(tmp_path, STATES)
    assert found.first is not None
    assert found.first.date.text == "2001-11-10"


def test_extracts_name_their_repository_and_row(tmp_path: Path) -> None:
    (tmp_path / "ruritania-ministers.tsv").write_text(
        "# ruritania\t0123abc\n42\tMinister for Foreign Affairs\tSapt\tQ7\t1880-01\t\n"
    )
    (found,) = claims.office_holders_of_states(tmp_path)
    assert found.place == "every-politician/ruritania-ministers/holders21.csv:42"
    assert (found.body, found.classes, found.wikidata) == ("ruritania", FOREIGN, "Q7")
    assert found.last is not None
    assert found.last.attested, "an open end says only that the post was held when the file was made"
