"""PETRARCH dictionaries: phrases and dated codes; what a code cannot say is counted."""

from __future__ import annotations

import pytest

from actors.domain.foreign import ForeignName, ForeignRole
from tests.formats.foreign import PETRARCH, read


def test_a_bare_code_of_a_country_makes_its_state_and_dated_codes_make_officials() -> None:
    found = read("petrarch", PETRARCH)
    assert found.errors == []
    state, rudolf, union, six = found.actors
    assert (state.id, state.kind, state.identifiers) == ("RURITANIA", "state", (("cameo", "AFG"),))
    assert state.names == (
        ForeignName("Ruritania", "en", "primary"),
        ForeignName("Ruritanian", "en", strength="context"),
        ForeignName("Strelsau", "en", strength="context"),
    )
    assert (rudolf.kind, [name.text for name in rudolf.names]) == (
        "person",
        ["Rudolf Elphberg", "King Rudolf"],
    )
    assert rudolf.roles == (
        ForeignRole("Government Official", "official", "cameo:AFG", "1994-01-01", "1997-07-01"),
        ForeignRole("Government Official", "official", "cameo:AFG", "2003-01-02", None),
    )
    assert (union.names[0].text, union.actor_class) == ("The U.N.", "intergovernmental")
    assert (six.kind, six.actor_class) == ("organization", "armed_group")
    assert found.aside == {"codes of organizations": 2, "codes of persons that are no dated office": 1}


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("320101-331108", "1932-01-01", "1933-11-09"),
        ("300101-301231", "2030-01-01", "2031-01-01"),
        ("310101-19991231", "1931-01-01", "2000-01-01"),
        (">011222", "2001-12-22", None),
        ("> 20011222", "2001-12-22", None),
        ("<900823", None, "1990-08-24"),
    ],
)
def test_years_of_two_and_four_digits_are_read_and_ends_are_included(
    code: str, start: str | None, end: str | None
) -> None:
    (actor,) = read("petrarch", f"A_B_\n\t[AFGGOV {code}]\n").actors
    assert [(role.start, role.end) for role in actor.roles] == [(start, end)]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("\t[AFGGOV 9008223-911221]", "no date"),
        ("\t[AFGGOV 901301-911221]", "no date"),
        ("\t[AFGGOV 20121204]", "without <"),
        ("\t[AFGGOV 911221-901221]", "ends before"),
        ("\t[~AGR]", "no code of an actor"),
        ("\t[AFGGOV", "left open"),
        ("\tAFGGOV]", "left open"),
    ],
)
def test_a_bad_code_is_named_by_its_line_and_the_rest_of_the_entry_stays(line: str, says: str) -> None:
    found = read("petrarch", f"# x\nA_B_\n\t[AFGGOV 900101-910101]\n{line}\n+A_C_\n")
    assert found.places == ["list.txt:4"]
    assert says in found.errors[0].what
    assert len(found.actors[0].roles) == 1


def test_nul_characters_and_all_kinds_of_comments_are_no_part_of_a_phrase() -> None:
    found = read(
        "petrarch", "A\0_B_ <!-- no --> [AFGREB] ; x\n<!-- C_D\nE_F [AFGREB]\n--> G_H [AFGREB] # x\n"
    )
    assert [actor.names[0].text for actor in found.actors] == ["A B", "G H"]
    assert found.aside["NUL characters"] == 1


def test_a_phrase_that_is_defined_again_adds_to_the_first() -> None:
    found = read("petrarch", "A_B_\n\t[AFGGOV 900101-910101]\na_b\n+A_C\n\t[AFGMIL 920101-930101]\n")
    (actor,) = found.actors
    assert [role.position for role in actor.roles] == ["Government Official", "Military Officer"]
    assert found.aside["phrases defined again"] == 1


def test_ethnic_and_religious_groups_are_no_states_though_their_codes_look_alike() -> None:
    head = "# actor file generated from the CAMEO ethnic\n# groups codes\n"
    (group,) = read("petrarch", head + "ALBANIANS_ [ALB]\n").actors
    assert (group.kind, group.identifiers) == ("organization", ())
    assert group.names[0].strength == "weak"


def test_titles_without_a_name_and_phrases_without_a_code_are_left_aside() -> None:
    found = read("petrarch", "US_SECRETARY_OF_STATE_ [USAGOV]\nNOBODY_\nNULL_ [---]\n")
    assert found.actors == []
    assert found.aside == {"titles of office without a name": 1, "phrases without a code": 2}


def test_codes_and_further_phrases_before_any_phrase_are_refused() -> None:
    assert read("petrarch", "+A_B\n[AFGGOV]\n").places == ["list.txt:1", "list.txt:2"]
