"""merge, split, undo, log and duplicates as users run them."""

from __future__ import annotations

import json
from collections.abc import Callable

from click.testing import Result

from actors.config import Settings
from tests.cli.processes import actors, one_clear_line

Run = Callable[..., Result]


def said(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_journey_from_a_likely_pair_to_a_merge_and_back(run: Run, small: Settings) -> None:
    run(small, "add", "person", "Rupert Hentzau", "--namesake", "--key", "rupert-2", "--alias", "Rupert II")
    table = said(run(small, "duplicates")).splitlines()
    assert table[0].split() == ["SCORE", "KEY", "KEY", "WHY"]
    assert {*table[1].split()[1:3]} == {"rupert-hentzau", "rupert-2"}
    merged = said(run(small, "merge", "rupert-2", "rupert-hentzau", "--reason", "the same castle"))
    assert merged == "Merged rupert-2 and rupert-hentzau: both are rupert-hentzau\n"
    again = said(run(small, "merge", "rupert-2", "rupert-hentzau"))
    assert again == "rupert-2 and rupert-hentzau are one already: rupert-hentzau\n"
    assert "Merged with: rupert-2\n" in said(run(small, "show", "Rupert", "II"))
    assert said(run(small, "split", "rupert-2")) == "Split rupert-2 from rupert-hentzau\n"
    assert run(small, "duplicates").stderr == "No likely pairs.\n"
    undone = said(run(small, "undo"))
    assert undone == "Undid revision 9 (split rupert-2): 2 judgements changed\n"
    assert said(run(small, "undo", "7")) == "Undid revision 7 (add rupert-2): 2 facts retired\n"
    lines = said(run(small, "log", "--limit", "4")).splitlines()
    assert [line.split()[0] for line in lines] == ["REVISION", "11", "10", "9", "8"]
    assert lines[3].endswith("undone by 10")


def test_judged_different_is_refused_afterwards(small: Settings, run: Run) -> None:
    different = run(small, "merge", "rudolf-elphberg", "flavia-elphberg", "--different")
    assert said(different) == "rudolf-elphberg and flavia-elphberg are judged different\n"
    one_clear_line(
        actors(small, "merge", "rudolf-elphberg", "flavia-elphberg"),
        1,
        "judged different in revision 7",
        "undo 7",
    )
    one_clear_line(actors(small, "merge", "a", "b", "--different", "--unsure"), 2, "exclude each other")
    one_clear_line(actors(small, "merge", "Elphberg", "rupert-hentzau"), 1, "rudolf-elphberg", "by its key")
    one_clear_line(actors(small, "split", "rupert-hentzau"), 1, "is not merged")
    one_clear_line(actors(small, "undo", "77"), 1, "no revision 77")
    one_clear_line(actors(small, "undo", "0"), 2, "0")


def test_each_answers_in_json_with_what_it_rests_on(run: Run, small: Settings) -> None:
    commands = (
        ("merge", "rudolf-elphberg", "flavia-elphberg"),
        ("split", "flavia-elphberg"),
        ("undo",),
        ("log",),
        ("duplicates",),
    )
    documents = [json.loads(said(run(small, *command, "--json"))) for command in commands]
    assert [document["revision"] for document in documents] == [7, 8, 9, 9, 9]
    for document in documents:
        assert {"on", "revision", "version", "known_until"} <= document.keys()
    merge, split, undo, log, _ = documents
    assert (merge["canonical"], merge["verdict"], merge["changed"]) == ("rudolf-elphberg", "same", True)
    assert split["apart"] == ["rudolf-elphberg"]
    assert (undo["write"], undo["restored"]) == (8, False)
    assert log["revisions"][1]["undone_by"] == 9
