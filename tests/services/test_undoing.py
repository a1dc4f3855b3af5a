"""Undo in any order leaves what the last writes that stand have stated; the log says what was done."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from actors.config import Settings
from actors.domain.facts import Dataset
from actors.errors import ActorsError, NotFoundError
from actors.services import database, indexing, setup
from actors.services.database import writing
from actors.services.editing import Dated, NewActor, add
from actors.services.merging import merge, split
from actors.services.resolving import resolve
from actors.services.showing import show
from actors.services.undoing import log, undo
from actors.storage import facts
from actors.storage.sqlite import table_counts
from actors.text.words import particles
from tests.search.processes import keys
from tests.storage.stating import IMPORT, actor, name, post, reader, role, rows, ruritania, state_dataset

SAPT = NewActor(
    kind="person",
    name="Sapt von Strelsau",
    short="Sapt",
    identifiers=[("wikidata", "Q1")],
    memberships=[Dated("league-of-small-states", "1894")],
)


def test_an_addition_that_is_undone_is_gone_from_every_answer(small: Settings) -> None:
    add(small, SAPT)
    done = undo(small)
    assert (done.write, done.reason, done.retired, done.revision) == (7, "add Sapt von Strelsau", 4, 8)
    assert keys(small, "Sapt") == keys(small, "kind:person name:sapt") == []
    assert resolve(small, "Sapt").resolution.candidates == ()
    with pytest.raises(NotFoundError):
        show(small, "sapt-von-strelsau")
    assert rows(small.database, "SELECT count(*) FROM actors") == [(6,)]
    assert rows(small.database, "SELECT key FROM actor WHERE id = 7") == [("sapt-von-strelsau",)], (
        "no key is reused"
    )
    assert database.check(small) == []
    assert indexing.check(small) == []


def test_what_was_undone_can_be_added_again_and_brought_back(small: Settings) -> None:
    add(small, SAPT)
    before = show(small, "sapt-von-strelsau").to_json()
    undo(small)
    brought = undo(small, 8)
    assert (brought.write, brought.restored, brought.asserted) == (7, True, 4)
    assert {**show(small, "Sapt").to_json(), "revision": before["revision"]} == before
    undo(small)
    added = add(small, SAPT)
    assert (added.key, added.is_new, added.facts) == ("sapt-von-strelsau", True, 4)
    assert keys(small, "kind:person name:sapt") == ["sapt-von-strelsau"]
    assert indexing.check(small) == []


def test_a_key_that_was_undone_is_never_given_to_another_kind(small: Settings) -> None:
    add(small, SAPT)
    undo(small)
    state = NewActor(kind="state", name="Sapt von Strelsau", actor_class="former")
    with pytest.raises(ActorsError, match="is taken"):
        add(small, state)
    with pytest.raises(ActorsError, match="is a person, not a state"):
        add(small, NewActor(kind="state", name="Sapt", actor_class="former", key="sapt-von-strelsau"))


def test_facts_added_to_an_actor_are_undone_alone(small: Settings) -> None:
    add(small, NewActor(kind="person", name="Ruprecht", key="rupert-hentzau"))
    undo(small)
    assert [row["text"] for row in show(small, "rupert-hentzau").names] == ["Rupert Hentzau"]
    assert keys(small, "Ruprecht") == []


def test_what_a_write_retired_lives_again(blank_database: Settings) -> None:
    path = blank_database.database
    king = role("ruritania/king", "1894", "1899", "import")
    first = ruritania(
        actor("rudolf", names=(name("Rudolf", "import"),), occupancies=(king,), source="import"),
        source=IMPORT,
    )
    state_dataset(path, first)
    longer = role("ruritania/king", "1894", "1905", "import")
    second = ruritania(
        actor("rudolf", names=(name("Rodolfo", "import"),), occupancies=(longer,), source="import"),
        source=IMPORT,
    )
    state_dataset(path, second)
    undo(blank_database)
    assert [row["text"] for row in show(blank_database, "rudolf").names] == ["Rudolf"]
    assert [row["to"] for row in show(blank_database, "rudolf").roles] == ["1899"]
    assert resolve(blank_database, "Rudolf").resolution.actor is not None
    assert rows(path, "SELECT asserted_revision, retired_revision FROM name WHERE text = 'Rudolf'") == [
        (1, 2),
        (3, None),
    ], "the history is not rewritten"
    assert database.check(blank_database) == []


def test_a_post_stays_while_a_role_that_another_stated_is_in_it(blank_database: Settings) -> None:
    path = blank_database.database
    state_dataset(path, ruritania(posts=(post("ruritania/king", "import"),), source=IMPORT))
    add(blank_database, NewActor(kind="person", name="Rudolf", roles=[Dated("ruritania/king", "1894")]))
    done = undo(blank_database, 1)
    assert (done.retired, done.kept) == (1, 1)
    assert [row["position"] for row in show(blank_database, "rudolf").roles] == ["king of ruritania"]
    assert show(blank_database, "ruritania").names == []
    assert database.check(blank_database) == []


def test_an_undo_that_would_join_what_was_judged_different_is_refused_whole(small: Settings) -> None:
    from actors.domain.judgement import Verdict

    merge(small, "rudolf-elphberg", "flavia-elphberg")
    undo(small)
    merge(small, "rudolf-elphberg", "flavia-elphberg", Verdict.DIFFERENT)
    before = rows(small.database, "SELECT * FROM judgement")
    with pytest.raises(ActorsError, match="judged different in revision 9"):
        undo(small, 8)
    assert rows(small.database, "SELECT * FROM judgement") == before
    assert rows(small.database, "SELECT revision FROM database_state") == [(9,)]
    undo(small, 9)
    assert undo(small, 8).restored
    assert show(small, "flavia-elphberg").profile.key == "rudolf-elphberg"


def test_undo_goes_back_one_write_at_a_time_past_what_is_undone(small: Settings) -> None:
    merge(small, "rudolf-elphberg", "flavia-elphberg")
    split(small, "flavia-elphberg")
    add(small, SAPT)
    assert [undo(small).write for _ in range(9)] == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    with pytest.raises(ActorsError, match="nothing to undo"):
        undo(small)
    assert rows(small.database, "SELECT * FROM actors") == []
    assert database.check(small) == []
    assert indexing.check(small) == []


def test_what_cannot_be_undone_is_refused_with_what_to_do(small: Settings) -> None:
    with pytest.raises(NotFoundError, match=r"no revision 99 \(actors log"):
        undo(small, 99)
    undo(small, 6)
    with pytest.raises(ActorsError, match=r"already undone by revision 7 \(actors undo 7 brings it back"):
        undo(small, 6)
    add(small, NewActor(kind="person", name="Flavia Elphberg", key="flavia-elphberg"))
    with pytest.raises(ActorsError, match=r"revision 8 \(add flavia-elphberg\) changed no fact"):
        undo(small)


def test_the_seeds_are_not_undone(bundled_copy: Settings) -> None:
    with pytest.raises(ActorsError, match="nothing to undo"):
        undo(bundled_copy)
    with pytest.raises(ActorsError, match=r"revision 1 \(bundled seeds\) is the program's own"):
        undo(bundled_copy, 1)


def test_an_undo_goes_past_newer_seeds(small: Settings) -> None:
    seeds = ruritania(actor("rassendyll", names=(name("Rassendyll"),)))
    with writing(small, setup.SEEDS_REASON) as write:
        facts.assert_dataset(write.session, write.revision, seeds, particles())
    assert undo(small).reason == "add Rupert Hentzau"
    assert show(small, "rassendyll").profile.key == "rassendyll"


def test_the_log_lists_the_newest_first_with_what_they_did(small: Settings) -> None:
    merge(small, "rudolf-elphberg", "flavia-elphberg")
    split(small, "flavia-elphberg")
    add(small, SAPT)
    undo(small)
    found = log(small, limit=4).to_json()
    assert found["revision"] == 10
    assert [{key: stated for key, stated in entry.items() if key != "created"} for entry in found["revisions"]] == [
        {"revision": 10, "reason": "undo 9", "asserted": 0, "retired": 4, "judged": 0, "unjudged": 0, "undone_by": None},
        {"revision": 9, "reason": "add Sapt von Strelsau", "asserted": 4, "retired": 0, "judged": 0, "unjudged": 0, "undone_by": 10},
        {"revision": 8, "reason": "split flavia-elphberg", "asserted": 0, "retired": 0, "judged": 1, "unjudged": 1, "undone_by": None},
        {"revision": 7, "reason": "merge rudolf-elphberg flavia-elphberg", "asserted": 0, "retired": 0, "judged": 1, "unjudged": 0, "undone_by": None},
    ]  # fmt: skip


@pytest.fixture
def blank_database(empty: Settings, tmp_path: Path) -> Settings:
    """Without any write, and without a place for an index."""
    (tmp_path / "no-cache").touch()
    return empty._replace(cache=tmp_path / "no-cache")


TEXTS = ("Rudolf", "Rudi", "Rex")
Stated = dict[str, str]  # the strength of each name stated


class Undoing(RuleBasedStateMachine):
    """Versions of a source come in, with and without retiring, and are undone and brought back in any order."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.writes: list[dict[str, str | None]] = []  # what each write left of the names that it touched
        self.undone: set[int] = set()
        self.numbers: list[int] = []
        self.undos: dict[int, int] = {}

    @initialize()
    def database(self) -> None:
        path = self.folder / "actors.sqlite"
        shutil.copy(self.template, path)
        (self.folder / "no-cache").touch()
        self.settings = Settings(path, is_default=False, cache=self.folder / "no-cache")

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def live(self) -> Stated:
        found: dict[str, str | None] = {}
        for number, write in enumerate(self.writes):
            if number not in self.undone:
                found |= write
        return {text: strength for text, strength in found.items() if strength}

    @rule(
        stated=st.dictionaries(st.sampled_from(TEXTS), st.sampled_from(["strong", "weak"])),
        retire=st.booleans(),
    )
    def state(self, stated: Stated, retire: bool) -> None:
        before = self.live()
        names = tuple(name(text, "import", strength=strength) for text, strength in stated.items())
        dataset = Dataset("2025-06-30", [IMPORT], [actor("rudolf", names=names, source="import")])
        number, _ = state_dataset(self.settings.database, dataset, retire_missing=retire)
        changed: dict[str, str | None] = {
            text: strength for text, strength in stated.items() if before.get(text) != strength
        }
        if retire:
            changed |= dict.fromkeys(before.keys() - stated.keys())
        self.writes.append(changed)
        self.numbers.append(number)

    @rule(choice=st.integers(min_value=0, max_value=20))
    def turn_over(self, choice: int) -> None:
        if not self.writes:
            return
        write = choice % len(self.writes)
        number = self.undos[write] if write in self.undone else self.numbers[write]
        if not self.writes[write]:
            with pytest.raises(ActorsError, match="changed no fact"):
                undo(self.settings, number)
            return
        self.undone ^= {write}
        self.undos[write] = undo(self.settings, number).revision

    @invariant()
    def the_facts_that_live_are_those_of_the_writes_that_stand(self) -> None:
        query = "SELECT text, strength FROM name WHERE retired_revision IS NULL"
        assert dict(rows(self.settings.database, query)) == self.live()

    @invariant()
    def names_that_live_are_found_and_the_database_is_sound(self) -> None:
        with reader(self.settings.database) as connection:
            found = {text for (text,) in connection.execute("SELECT name FROM names")}
            assert found == set(self.live())
            shown = connection.execute("SELECT count(*) FROM actors").fetchone()[0]
            assert shown == bool(found)
            assert table_counts(connection)["actor"] <= 1
        assert database.check(self.settings) == []


def test_any_order_of_versions_and_undos_leaves_what_the_writes_that_stand_say(
    empty_template: Settings,
) -> None:
    Undoing.template = empty_template.database
    run_state_machine_as_test(
        Undoing, settings=settings(max_examples=12, stateful_step_count=20, deadline=None)
    )
