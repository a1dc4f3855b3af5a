"""Adjectives of states in other languages, by which "ministre turc" and "وزير الخارجية التركي" are understood."""

from __future__ import annotations

import pytest

from actors.assets import asset_dir
from actors.domain.facts import ActorRecord
from actors.formats.seeds import read_seeds
from actors.text.normalize import fold

LANGUAGES = ("fr", "es", "de", "ru", "ar", "tr")
CONGOS = {"congo", "dr-congo"}


@pytest.fixture(scope="module")
def states() -> list[ActorRecord]:
    """The states that a foreign minister can be of."""
    return [
        actor
        for actor in read_seeds(asset_dir("seeds")).actors
        if actor.kind == "state" and actor.actor_class in ("un_member", "observer", "disputed")
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_member_of_the_united_nations_has_an_adjective(states: list[ActorRecord], lang: str) -> None:
    lacking = {
        state.key
        for state in states
        if state.actor_class == "un_member"
        and not any(name.kind == "demonym" and name.lang in (lang, "en") for name in state.names)
    }
    written = sum(
        any(name.kind == "demonym" and name.lang == lang for name in state.names) for state in states
    )
    assert lacking == set()
    assert written > 170  # a few are as in English or as the state's own name: "suisse", "Andorran"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_adjective_is_of_two_states_but_the_congos(states: list[ActorRecord], lang: str) -> None:
    owners: dict[str, set[str]] = {}
    for state in states:
        for name in state.names:
            if name.kind == "demonym" and name.lang == lang:
                owners.setdefault(fold(name.text), set()).add(state.key)
    shared = {text: keys for text, keys in owners.items() if len(keys) > 1}
    assert all(keys == CONGOS for keys in shared.values()), shared
    assert shared
