"""Imports: a source's own records, brought up to date, retired and never another's."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from actors.config import Settings
from actors.errors import ForeignFileError, UsageError
from actors.services import database, importing, indexing
from actors.services.editing import Dated, NewActor, add
from actors.services.importing import Wanted, import_files
from actors.services.showing import show
from tests.search.processes import keys
from tests.services.importing import imported, line, names_of, revision, rows, written


def sound(settings: Settings) -> bool:
    return database.check(settings) == [] and indexing.check(settings) == []


def test_new_actors_are_stored_indexed_and_sound(small: Settings) -> None:
    done = imported(
        small,
        line(
            "Sapt",
            "Colonel Sapt",
            {"text": "Сапт", "lang": "ru", "from": "1860"},
            identifiers={"wikidata": "Q5"},
            description="aide",
            **{"from": "1840", "to": "1899-05"},
        ),
        line("six", "The Six", kind="organization", **{"class": "armed_group"}),
    )
    assert (done.read, done.new, done.asserted, done.skipped, done.notes) == (2, 2, 6, 0, [])
    shown = show(small, "sapt").to_json()
    assert (shown["key"], shown["name"], shown["description"]) == ("Sapt", "Colonel Sapt", "aide")
    assert (shown["from"], shown["to"]) == ("1840", "1899-05")
    assert shown["identifiers"] == {"import:list": "Sapt", "wikidata": "Q5"}
    assert [(name["text"], name["script"], name["from"]) for name in shown["names"]] == [
        ("Colonel Sapt", "Latn", None),
        ("Сапт", "Cyrl", "1860"),
    ]
    assert keys(small, "name:sapt") == ["Sapt"]
    assert sound(small)


def test_the_same_file_again_changes_nothing(small: Settings) -> None:
    lines = (
        line("a", "A One", roles=[{"position": "Duke", "of": "ruritania", "from": "1890"}]),
        line("b", "B Two", memberships=[{"of": "a"}, {"of": "league-of-small-states"}]),
    )
    first = imported(small, *lines, licence="CC0-1.0", url="https://example.org")
    before = revision(small)
    again = imported(small, *lines)
    assert first.revision == before
    assert (again.revision, again.asserted, again.retired, again.new) == (None, 0, 0, 0)
    assert again.unchanged == first.asserted
    assert revision(small) == before
    assert rows(small, "SELECT licence, url, precedence FROM source WHERE key = 'import:list'") == [
        ("CC0-1.0", "https://example.org", 2)
    ]


def test_a_newer_version_updates_its_own_facts_and_retires_what_it_has_no_more(small: Settings) -> None:
    imported(small, line("a", "Old Name", "Kept Name", description="old"), line("b"), line("c"))
    add(small, NewActor(kind="person", name="x", key="a", aliases=[("Curated", "en")]))
    imported(small, line("z", "Elsewhere"), source="other")
    done = imported(small, line("a", "New Name", "Kept Name", description="new"), line("c"), line("d"))
    assert done.new == 1
    assert names_of(small, "a") == ["Curated", "Kept Name", "New Name", "x"]
    assert names_of(small, "b") == [], "retired, as the file has it no more"
    assert names_of(small, "z") == ["Elsewhere"]
    assert names_of(small, "c") == ["C"]
    assert keys(small, "Elsewhere") == ["z"]
    assert sound(small)


def test_an_actor_that_comes_back_is_the_same_again(small: Settings) -> None:
    imported(small, line("a"), line("b"))
    imported(small, line("b"))
    done = imported(small, line("a"), line("b"))
    assert done.new == 0
    assert names_of(small, "a") == ["A"]


def test_what_a_curator_described_keeps_the_curators_words(small: Settings) -> None:
    imported(small, line("a", "A", description="by the list"))
    add(small, NewActor(kind="person", name="A", key="a", description="by hand"))
    imported(small, line("a", "A", description="by the list, again"))
    assert show(small, "a").to_json()["description"] == "by hand"


def test_keys_are_ids_made_safe_with_a_hash_where_they_are_taken(small: Settings) -> None:
    imported(
        small,
        line("Ruritania", "Other"),
        line("a b/c", "A"),
        line("a-b-c", "B"),
        line("ümlaut", "C"),
        line("习近平", "D"),
        line("...", "E"),
        line("x" * 300, "F"),
        line("ABC", "G"),
        line("abc", "H"),
    )
    found = dict(rows(small, "SELECT i.value, a.key FROM identifier i JOIN actor a ON a.id = i.actor_id"))
    assert found["Ruritania"].startswith("Ruritania-")
    assert len(found["Ruritania"]) == len("Ruritania-") + 6
    assert found["a b/c"] == "a-b-c"
    assert found["a-b-c"].startswith("a-b-c-")
    assert found["ümlaut"] == "umlaut"
    assert found["习近平"] == "xijinping"
    assert found["..."] == "..."
    assert len(found["x" * 300]) == 120 + 7
    assert (found["ABC"], found["abc"][:4]) == ("ABC", "abc-")
    assert show(small, "UMLAUT").profile.name == "C"


def test_the_hash_depends_on_source_and_id_alone(small: Settings, tmp_path: Path) -> None:
    imported(small, line("ruritania", "X"), source="one")
    imported(small, line("q"), line("ruritania", "X"), source="two")
    found = sorted(key for (key,) in rows(small, "SELECT key FROM actor WHERE key LIKE 'ruritania-%'"))
    assert found == sorted([hashed_key("one"), hashed_key("two")])


def hashed_key(source: str) -> str:
    return "ruritania-" + sha256(f"{source}\0ruritania".encode()).hexdigest()[:6]


def test_a_mistake_stops_with_nothing_written_or_is_skipped_with_its_line(small: Settings) -> None:
    before = revision(small)
    lines = (line("a"), '{"id": "b"', line("c", kind="dog"), line("d", **{"from": "soon"}), line("e"))
    with pytest.raises(ForeignFileError, match=r"list\.jsonl:2: not JSON"):
        imported(small, *lines)
    assert revision(small) == before
    assert rows(small, "SELECT 1 FROM actor WHERE key = 'a'") == []
    done = imported(small, *lines, skip_errors=True)
    assert (done.read, done.skipped) == (2, 3)
    assert [note.split("list.jsonl:")[1][:2] for note in done.notes] == ["2:", "3:", "4:"]


def test_lines_that_were_skipped_retire_nothing(small: Settings) -> None:
    imported(small, line("a"), line("b"))
    imported(small, line("a"), "{", skip_errors=True)
    assert names_of(small, "b") == ["B"], "the bad line may have been b's"


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (line("b", kind="person", **{"class": "party"}), "persons have none"),
        (line("b", kind="organization", **{"class": "king"}), "no class of a organization"),
        (line("b", {"text": "B", "kind": "pet"}), "no kind of name"),
        (line("b", {"text": "B", "lang": "English language"}), "no language"),
        (line("b", {"text": "B", "strength": "iron"}), "no strength"),
        (line("b", "..."), "no name with letters"),
        (line("b", "B", roles=[{"position": "x", "of": "y", "class": "wizard"}]), "class of position"),
        (line("b", "B", roles=[{"position": "x", "of": "y", "from": "1900", "to": "1890"}]), "ends"),
        (line("b", "B", relations=[{"predicate": "loves", "of": "y"}]), "no relation"),
        (line("b", "B", identifiers={"1 2": "x"}), "no identifier"),
        (line("a\x07"), "control characters"),
        (line("a"), "came before"),
    ],
)
def test_what_is_impossible_is_refused_with_its_line(
    small: Settings, bad: dict[str, object], says: str
) -> None:
    with pytest.raises(ForeignFileError, match=says) as refused:
        imported(small, line("a"), bad)
    assert (refused.value.where or "").endswith("list.jsonl:2")


def test_a_file_cannot_speak_for_the_records_of_another_import(small: Settings) -> None:
    imported(small, line("a", "A"), source="one")
    done = imported(small, line("b", "B", identifiers={"import:one": "a", "viaf": "7"}), source="two")
    assert (done.left_aside(), done.same_as_known) == ({"identifiers of other imports": 1}, 0)
    imported(small, line("a", "A again"), source="one")
    assert names_of(small, "a") == ["A again"]


def test_an_id_cannot_become_another_kind_of_actor(small: Settings) -> None:
    imported(small, line("a"))
    with pytest.raises(ForeignFileError, match="was a person"):
        imported(small, line("a", kind="state"))


def test_an_id_twice_is_refused_also_across_parts(small: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "PART", 2)
    with pytest.raises(ForeignFileError, match=r"jsonl:5: the id 'a' came before"):
        imported(small, line("a"), line("b"), line("c"), line("d"), line("a"))


def test_a_file_without_actors_retires_nothing(small: Settings, tmp_path: Path) -> None:
    imported(small, line("a"))
    path = written(tmp_path, "", name="blank.jsonl")
    with pytest.raises(ForeignFileError, match="no actor"):
        import_files(small, [path], Wanted(source="list", format="jsonl"))
    assert names_of(small, "a") == ["A"]


def test_a_dry_run_says_what_would_be_and_writes_nothing(small: Settings) -> None:
    before = revision(small)
    done = imported(small, line("a"), dry_run=True)
    assert (done.new, done.asserted, done.revision) == (1, 2, None)
    assert revision(small) == before
    assert keys(small, "name:a") == []


def test_each_file_is_a_source_of_its_own_or_all_are_one(small: Settings, tmp_path: Path) -> None:
    one = written(tmp_path, line("a", "From One"), name="one list.jsonl")
    two = written(tmp_path, line("a", "From Two"), name="two.v2.jsonl")
    done = import_files(small, [one, two], Wanted())
    assert [each.source for each in done] == ["one-list", "two.v2"]
    three = written(tmp_path, line("b"), name="three.jsonl")
    (both,) = import_files(small, [one, three], Wanted(source="both"))
    assert both.read == 2
    import_files(small, [one], Wanted(source="both"))
    assert names_of(small, "b") == []
    assert sound(small)


@pytest.mark.parametrize("source", ["", "a/b", "x" * 34, "a b"])
def test_a_name_that_no_source_can_have_is_refused(small: Settings, source: str) -> None:
    with pytest.raises(UsageError, match="--source"):
        imported(small, line("a"), source=source or " ")


def test_a_file_that_cannot_be_read_is_named(small: Settings, tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(ForeignFileError, match="cannot be read"):
            import_files(small, [str(path)], Wanted())


def test_a_source_of_many_parts_is_brought_up_to_date_like_one(
    small: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "PART", 3)
    lines = [
        line(f"p{number}", f"Person {number}", memberships=[{"of": f"p{9 - number}"}]) for number in range(10)
    ]
    first = imported(small, *lines)
    assert (first.new, first.notes) == (10, [])
    assert imported(small, *lines).revision is None
    changed = [*lines[:4], line("p4", "Person Four"), *lines[6:]]
    done = imported(small, *changed)
    assert done.retired == 5, "name and membership of p4; name, identifier and membership of p5"
    assert names_of(small, "p4") == ["Person Four"]
    assert sound(small)


def test_many_changes_build_the_index_anew_and_few_do_not(small: Settings) -> None:
    def generation() -> str:
        return (small.index_folder / "CURRENT").read_text()

    before = generation()
    many = [line(f"p{number}") for number in range(1100)]
    imported(small, *many)
    after = generation()
    assert after != before
    imported(small, line("p0", "Changed"), *many[1:])
    assert generation() == after
    assert keys(small, "Changed") == ["p0"]
    assert sound(small)


def test_a_position_that_a_curator_uses_outlives_the_import_that_made_it(small: Settings) -> None:
    imported(small, line("a", roles=[{"position": "Chamberlain", "of": "ruritania", "from": "1890"}]))
    role = Dated("ruritania/chamberlain", "1891")
    add(small, NewActor(kind="person", name="Bertram", roles=[role]))
    imported(small, line("a"))
    assert rows(small, "SELECT person_key FROM roles WHERE position_key = 'ruritania/chamberlain'") == [
        ("bertram",)
    ]
    assert sound(small)
