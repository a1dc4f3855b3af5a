"""The OFAC list: persons and organizations with names from three places; vessels are left aside and counted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from actors.domain.foreign import ForeignActor, ForeignName
from actors.errors import ForeignFileError
from actors.formats.foreign_file import open_foreign
from actors.formats.ofac import read_ofac
from tests.formats.foreign import OFAC, read


def test_rows_are_persons_and_organizations_and_nothing_else() -> None:
    found = read("ofac", OFAC)
    airline, duke = found.actors
    assert (airline.id, airline.kind, airline.identifiers) == ("36", "organization", (("ofac", "36"),))
    assert (duke.kind, duke.start, duke.description) == ("person", "1974-11-16", "Duke of Strelsau")
    assert duke.names == (
        ForeignName("Duke BLACK MICHAEL", "en", "primary"),
        ForeignName("BLACK MICHAEL, Duke", "en"),
        ForeignName("THE DUKE", "en", strength="weak"),
    )
    assert found.aside["vessels"] == 1
    assert found.aside["remarks beyond births and names"] == 1
    assert found.aside["alt.csv is not beside it"] == 1


def test_aliases_and_addresses_are_read_from_beside(tmp_path: Path) -> None:
    (tmp_path / "SDN.CSV").write_text(OFAC)
    (tmp_path / "alt.CSV").write_text(
        '36,1,"fka","AERO",-0- \n36,2,"zzz","AERO",-0- \n200,3,"aka","OLD CLOUD",-0- \n9,4,"aka","NOBODY",-0- \n'
    )
    (tmp_path / "add.CSV").write_text('36,25,-0- ,"Havana","Cuba",-0- \n100,26,-0- ,-0- ,-0- ,-0- \n')
    aside: Counter[str] = Counter()
    with open_foreign(str(tmp_path / "SDN.CSV")) as file:
        found = list(read_ofac(file, {}, aside))
    actors = [one for one in found if isinstance(one, ForeignActor)]
    (error,) = (one for one in found if isinstance(one, ForeignFileError))
    assert actors[0].names[1] == ForeignName("AERO", "en", "former")
    assert (error.where, "'zzz'" in error.what) == (f"{tmp_path}/alt.CSV:2", True)
    assert aside["addresses"] == 1
    assert aside["aliases of numbers that are not in sdn.csv"] == 1


def test_rows_with_too_few_cells_or_of_no_type_are_named_by_their_lines() -> None:
    found = read("ofac", OFAC.splitlines()[0] + '\n7,"X"\nx,"X",dog,' + "-0-," * 8 + "-0-\n")
    assert found.places == ["list.txt:2", "list.txt:3"]
    assert [actor.id for actor in found.actors] == ["36"]


def test_births_that_are_vague_are_left_aside() -> None:
    rows = [
        f'{number},"A, B",individual,{"-0-," * 8}"{remark}"'
        for number, remark in enumerate(
            ["DOB circa 1950.", "DOB 1950 to 1955.", "DOB 31 Feb 1950.", "DOB Mar 1950."], 1
        )
    ]
    assert [actor.start for actor in read("ofac", "\n".join(rows)).actors] == [None, None, None, "1950-03"]
