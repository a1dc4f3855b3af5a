"""Public lists come in with the counts of their files; skipped where the files are not there ($ACTORS_SHARED_DATA)."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from actors.config import Settings
from actors.services import database
from actors.services.importing import Imported, Wanted, import_files
from tests.services.importing import rows

DATA = Path(os.environ.get("ACTORS_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the public files are not here")


@pytest.fixture
def place(bundled_copy: Settings, tmp_path: Path) -> Settings:
    """The bundled database, without a place for an index, which takes most of the time."""
    (tmp_path / "no-cache").touch()
    return bundled_copy._replace(cache=tmp_path / "no-cache")


def taken(place: Settings, path: Path, columns: Mapping[str, str] | None = None) -> Imported:
    wanted = Wanted(source="list", columns=columns or {}, skip_errors=True)
    (done,) = import_files(place, [str(path)], wanted)
    assert database.check(place) == []
    return done


@pytest.mark.parametrize("name", ["alias-dev", "cross-script-dev"])
def test_every_actor_and_name_of_the_lists_of_lines_comes_in(place: Settings, name: str) -> None:
    path = DATA / name / "actors.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    done = taken(place, path)
    assert (done.format, done.read, done.skipped) == ("jsonl", len(lines), 0)
    names = sum(len(dict.fromkeys(line["names"])) for line in lines)
    twice = done.left_aside().get("names said twice", 0)
    stated = rows(
        place, "SELECT count(*) FROM name n JOIN source s ON s.id = n.source_id WHERE s.key = 'import:list'"
    )
    assert stated[0][0] + twice >= names
    assert stated[0][0] <= names


def test_the_ofac_list_comes_in_but_for_vessels_and_aircraft(place: Settings) -> None:
    with (DATA / "ofac" / "sdn.csv").open(encoding="utf-8", newline="") as file:
        types = [row[2].strip() for row in csv.reader(file)]
    aliases = len((DATA / "ofac" / "alt.csv").read_text("utf-8").splitlines())
    done = taken(place, DATA / "ofac" / "sdn.csv")
    assert (done.format, done.skipped) == ("ofac", 0)
    assert done.read == types.count("individual") + types.count("-0-")
    assert done.left_aside()["vessels"] == types.count("vessel")
    assert done.left_aside()["aircraft"] == types.count("aircraft")
    assert done.same_as_known > 150, "the seeds name the numbers of the list"
    assert done.asserted > aliases


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("Phoenix.Countries.actors.txt", [2039, 14190, 15346, 18009, 22508, 22519, 31715, 43614, 51385]),
        ("Phoenix.International.actors.txt", [41, 11183, 11184]),
        ("Phoenix.MilNonState.actors.txt", [1946]),
        ("CAMEO.EthnicGroups.actors.txt", []),
        ("CAMEO.ReligiousGroups.actors.txt", []),
    ],
)
def test_dictionaries_come_in_with_their_bad_lines_by_number(
    place: Settings, name: str, bad: list[int]
) -> None:
    path = DATA / "petrarch-dictionaries" / name
    phrases = 0
    for line in path.read_text("utf-8").replace("\0", "").split("\n"):
        text = re.split("[#;]", line)[0]
        phrase = re.sub(r"\[[^\]]*\]?", "", text).strip(" \t_]")
        phrases += bool(phrase) and not phrase.startswith("+")
    done = taken(place, path)
    lines = [int(note.split(":")[1]) for note in done.notes if note.startswith(f"{path}:")]
    assert lines == bad
    aside = done.left_aside()
    left = ("phrases defined again", "phrases without a code", "titles of office without a name")
    assert done.read == phrases - sum(aside.get(what, 0) for what in left)
    if name == "Phoenix.Countries.actors.txt":
        assert aside["NUL characters"] == 1
        assert done.same_as_known > 190, "states are known by their codes"
        assert rows(place, "SELECT count(*) FROM actors WHERE name = 'Turkey'") == [(1,)]


def test_us_chiefs_of_mission_come_in_as_lines_and_as_a_table(place: Settings, tmp_path: Path) -> None:
    folder = DATA / "us-chiefs-of-mission"
    done = taken(place, folder / "people.jsonl", {"text": "name", "from": "birth", "to": "death"})
    assert done.read + done.skipped == len((folder / "people.jsonl").read_text("utf-8").splitlines())
    tenures = [json.loads(line) for line in (folder / "tenures.jsonl").read_text("utf-8").splitlines()]
    path = tmp_path / "tenures.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(tenures[0]))
        writer.writeheader()
        writer.writerows(tenures)
    columns = {
        "kind": "=person",
        "id": "holder_id",
        "name": "holder",
        "of": "state",
        "role_from": "from",
        "role_to": "to",
    }
    (done,) = import_files(place, [str(path)], Wanted(source="tenures", columns=columns, skip_errors=True))
    people = {row["holder_id"] for row in tenures}
    assert len(people) - done.skipped <= done.read <= len(people)
    assert done.left_aside()["column 'accredited_to'"] > 5000
    held = rows(
        place,
        "SELECT count(*) FROM occupancy o JOIN source s ON s.id = o.source_id WHERE s.key = 'import:tenures'",
    )
    assert held[0][0] > 6900
    assert all(note.startswith(f"{path}:") for note in done.notes)
    assert database.check(place) == []


def test_known_people_are_not_doubled_where_an_identifier_says_so(place: Settings) -> None:
    path = place.database.parent / "people.jsonl"
    path.write_text(
        '{"id":"e","kind":"person","names":["Recep Tayyip Erdogan"],"identifiers":{"wikidata":"Q39259"}}\n'
        '{"id":"p","kind":"person","names":["Vladimir Putin"],"identifiers":{"wikidata":"Q7747"}}\n'
        '{"id":"q","kind":"person","names":["Vladimir Putin"]}\n'
    )
    assert taken(place, path).same_as_known == 2
    found = rows(place, "SELECT DISTINCT actor FROM names WHERE name = 'Vladimir Putin' ORDER BY 1")
    assert found == [("q",), ("vladimir-putin",)]
