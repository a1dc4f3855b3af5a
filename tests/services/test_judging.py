"""Any order of merges, splits, judgements and undos gives the state that the judgements in force say."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from actors.config import Settings
from actors.domain.facts import Dataset
from actors.domain.judgement import Verdict
from actors.errors import ActorsError
from actors.services import database
from actors.services.merging import merge, split
from actors.services.undoing import undo
from actors.storage import readpath
from tests.storage.stating import IMPORT, SEEDS, actor, name, reader, state_dataset

PEOPLE = [f"p{number}" for number in range(6)]
SEEDED = ("p3", "p5")
"""Two of the people are also known to the seeds, so they go before the older ones."""

someone = st.sampled_from(PEOPLE)
Event = tuple[str, frozenset[str], str]  # "made" or "undone", the pair, the verdict


class Model:
    """A list of writes, each with what it did, and which of them are undone: nothing is materialised."""

    def __init__(self) -> None:
        self.writes: list[list[Event]] = []
        self.undone: set[int] = set()

    def live(self, verdict: str) -> set[frozenset[str]]:
        found = set()
        for write, events in enumerate(self.writes):
            for what, pair, of in events:
                if of == verdict and write not in self.undone:
                    found = found | {pair} if what == "made" else found - {pair}
        return found

    def company(self, key: str) -> set[str]:
        group = {key}
        for _ in PEOPLE:
            group |= {one for pair in self.live("same") if pair & group for one in pair}
        return group

    def canonical(self, key: str) -> str:
        return min(self.company(key), key=lambda one: (one not in SEEDED, PEOPLE.index(one)))

    def contradicts(self) -> bool:
        return any(len({self.canonical(key) for key in pair}) == 1 for pair in self.live("different"))


class Judging(RuleBasedStateMachine):
    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.model = Model()
        self.revisions: list[int] = []
        self.undos: dict[int, int] = {}

    @initialize()
    def database(self) -> None:
        path = self.folder / "actors.sqlite"
        shutil.copy(self.template, path)
        (self.folder / "no-cache").touch()
        self.settings = Settings(path, is_default=False, cache=self.folder / "no-cache")

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def attempt(self, body: Any, events: list[Event]) -> None:
        """Do it if the model allows it, expect a refusal if not."""
        self.model.writes.append(events)
        if self.model.contradicts():
            self.model.writes.pop()
            with pytest.raises(ActorsError):
                body()
        else:
            self.revisions.append(body().revision)

    @rule(left=someone, right=someone)
    def judge_same(self, left: str, right: str) -> None:
        pair = frozenset({left, right})
        if left == right or self.model.canonical(left) == self.model.canonical(right):
            return
        events = [("undone", pair, "unsure")] if pair in self.model.live("unsure") else []
        self.attempt(lambda: merge(self.settings, left, right), [*events, ("made", pair, "same")])

    @rule(left=someone, right=someone, verdicts=st.permutations(["different", "unsure"]))
    def judge_apart(self, left: str, right: str, verdicts: list[str]) -> None:
        verdict, other = verdicts
        pair = frozenset({left, right})
        if left == right:
            return
        if self.model.canonical(left) == self.model.canonical(right):
            with pytest.raises(ActorsError, match="are one actor"):
                merge(self.settings, left, right, Verdict(verdict))
            return
        events = [("undone", pair, other)] if pair in self.model.live(other) else []
        if pair not in self.model.live(verdict):
            events.append(("made", pair, verdict))
        self.attempt(lambda: merge(self.settings, left, right, Verdict(verdict)), events)

    @rule(key=someone)
    def take_apart(self, key: str) -> None:
        pairs = sorted((pair for pair in self.model.live("same") if key in pair), key=sorted)
        if not pairs:
            with pytest.raises(ActorsError, match="is not merged"):
                split(self.settings, key)
            return
        events = [event for pair in pairs for event in (("undone", pair, "same"), ("made", pair, "unsure"))]
        self.attempt(lambda: split(self.settings, key), events)

    @rule(choice=st.integers(min_value=0, max_value=30))
    def turn_over(self, choice: int) -> None:
        """Undo a write, or the undo of one."""
        if not self.revisions:
            return
        write = choice % len(self.revisions)
        events, undone = self.model.writes[write], self.model.undone
        restoring = write in undone
        undone ^= {write}
        if not events or self.model.contradicts():
            undone ^= {write}
            with pytest.raises(ActorsError, match=r"changed no fact|judged different"):
                undo(self.settings, self.undos[write] if restoring else self.revisions[write])
        else:
            done = undo(self.settings, self.undos[write] if restoring else self.revisions[write])
            assert (done.write, done.restored) == (self.revisions[write], restoring)
            self.undos[write] = done.revision

    @invariant()
    def canonical_actors_are_what_the_judgements_say(self) -> None:
        with reader(self.settings.database) as connection:
            for key in PEOPLE:
                assert readpath.actor_key(connection, key) == self.model.canonical(key)
            live: dict[str, set[frozenset[str]]] = {"same": set(), "different": set(), "unsure": set()}
            for verdict, left, right in connection.execute(
                """SELECT verdict, l.key, r.key FROM judgement j JOIN actor l ON l.id = j.left_id
                JOIN actor r ON r.id = j.right_id WHERE undone_revision IS NULL"""
            ):
                live[verdict].add(frozenset({left, right}))
        assert live == {verdict: self.model.live(verdict) for verdict in live}

    @invariant()
    def the_database_is_sound(self) -> None:
        assert database.check(self.settings) == []

    @invariant()
    def names_are_those_of_all_merged(self) -> None:
        with reader(self.settings.database) as connection:
            for key in PEOPLE:
                company = self.model.company(key)
                names = connection.execute("SELECT name FROM names WHERE actor = ?", (key,)).fetchall()
                expected = {f"Name {one}" for one in company} if self.model.canonical(key) == key else set()
                assert {text for (text,) in names} == expected


@pytest.fixture(scope="module")
def six_people(empty_template: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("judging") / "six.sqlite"
    shutil.copy(empty_template.database, path)
    for key in PEOPLE:  # one after the other, so that their age differs
        source = SEEDS if key in SEEDED else IMPORT
        person = actor(key, names=(name(f"Name {key}", source.key),), source=source.key)
        state_dataset(path, Dataset("2025-06-30", [source], [person]), retire_missing=False)
    return path


def test_any_order_gives_what_the_judgements_in_force_say(six_people: Path) -> None:
    Judging.template = six_people
    run_state_machine_as_test(
        Judging, settings=settings(max_examples=25, stateful_step_count=25, deadline=None)
    )
