"""The word lists of search_index/."""

from __future__ import annotations

import tomli

from actors.assets import asset_dir
from actors.domain import vocabulary
from actors.text.normalize import fold
from actors.text.words import honorifics, particles, titles, titles_in


def test_particles_are_single_folded_words() -> None:
    assert particles()
    assert {word for word in particles() if fold(word) != word or " " in word} == set()


def test_honorifics_come_longest_first_so_that_the_longest_match_wins() -> None:
    lengths = [len(phrase) for phrase in honorifics()]
    assert lengths == sorted(lengths, reverse=True)
    assert ("his", "excellency") in honorifics()
    assert len(set(honorifics())) == len(honorifics())


def test_titles_ask_for_classes_that_positions_can_have() -> None:
    asked = {name for lang in ("en", "fr", "ru") for _, rule in titles_in(lang) for name in rule.classes}
    assert asked
    assert asked - set(vocabulary.POSITION_CLASSES) == set()


def test_every_title_in_the_file_can_be_asked_for() -> None:
    entries = tomli.loads((asset_dir("search_index") / "titles.toml").read_text("utf-8"))["title"]
    phrases = {tuple(fold(phrase).split()) for entry in entries for phrase in entry.get("en", ())}
    assert () not in phrases
    assert phrases == set(titles())
