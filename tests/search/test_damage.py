"""Damaged, missing and misleading index files: the next search answers right all the same."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from actors.config import Settings
from actors.search import generations
from actors.search import index as search_index
from actors.services import indexing
from actors.services.editing import NewActor, add
from tests.search.processes import keys

pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
# Whoosh leaves the file open in which it stumbles over damage; the collector closes it

QUESTIONS = {
    "kind:person name:rudolf": ["rudolf-elphberg"],
    "kind:person elph": ["flavia-elphberg", "rudolf-elphberg"],
    '"rupert hentzau"': ["rupert-hentzau"],
    "kind:person hentzzau": ["rupert-hentzau"],
    "kind:state": ["grand-fenwick", "ruritania"],
    "class:intergovernmental": ["league-of-small-states"],
}

DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "cut in half": lambda content: content[: len(content) // 2],
    "cut by a byte": lambda content: content[:-1],
    "zeroed": lambda content: bytes(len(content)),
    "zeroed in the second half": lambda content: content[: len(content) // 2] + bytes(len(content) // 2),
    "overwritten at random": lambda content: random.Random(1).randbytes(len(content)),
    "replaced by text": lambda _: b"This is no index.\n",
}


def current(settings: Settings) -> Path:
    return settings.index_folder / (settings.index_folder / "CURRENT").read_text().strip()


def assert_answers(settings: Settings) -> None:
    for question, wanted in QUESTIONS.items():
        assert sorted(keys(settings, question)) == wanted, question
    assert indexing.check(settings) == []


@pytest.fixture
def updated(small: Settings) -> Settings:
    """The small database, whose index has been built and then updated, so that it has several segments."""
    indexing.rebuild(small)
    add(small, NewActor(kind="person", name="Antoinette Mauban"))
    return small


def files_of(settings: Settings) -> list[Path]:
    """What Whoosh reads, without the seal that `index --check` reads."""
    return sorted(path for path in current(settings).iterdir() if path.suffix in (".seg", ".toc"))


@pytest.mark.parametrize("how", DAMAGE)
def test_any_file_of_the_generation_damaged_is_healed(updated: Settings, how: str) -> None:
    assert len({path.suffix for path in files_of(updated)}) == 2
    assert len(files_of(updated)) >= 3
    for number in range(len(files_of(updated))):
        victim = files_of(updated)[number]
        victim.write_bytes(DAMAGE[how](victim.read_bytes()))
        assert_answers(updated)
        indexing.rebuild(updated)
        add(updated, NewActor(kind="organization", name=f"Society {number}", actor_class="other"))


@pytest.mark.parametrize("suffix", [".seg", ".toc"])
def test_a_file_of_the_generation_gone_is_healed(updated: Settings, suffix: str) -> None:
    next(path for path in files_of(updated) if path.suffix == suffix).unlink()
    assert_answers(updated)


@pytest.mark.parametrize("how", ["gone", *DAMAGE])
def test_a_damaged_seal_changes_no_answer_is_reported_and_mended_by_a_rebuild(
    updated: Settings, how: str
) -> None:
    seal = current(updated) / "SEAL"
    if how == "gone":
        seal.unlink()
    else:
        seal.write_bytes(DAMAGE[how](seal.read_bytes()))
    for question, wanted in QUESTIONS.items():
        assert sorted(keys(updated, question)) == wanted, question
    assert indexing.check(updated) == ["the index is damaged: rebuild it with actors index --rebuild"]
    indexing.rebuild(updated)
    assert indexing.check(updated) == []


def test_a_single_flipped_bit_is_reported_by_check(updated: Settings) -> None:
    for number in range(len(files_of(updated))):
        victim = files_of(updated)[number]
        content = bytearray(victim.read_bytes())
        content[len(content) // 2] ^= 1
        victim.write_bytes(content)
        assert indexing.check(updated), victim.name
        indexing.rebuild(updated)
        add(updated, NewActor(kind="organization", name=f"Society {number}", actor_class="other"))


def test_a_damaged_file_is_reported_by_check_without_raising(updated: Settings) -> None:
    for how, spoil in DAMAGE.items():
        for suffix in (".seg", ".toc"):
            indexing.rebuild(updated)
            victim = next(path for path in files_of(updated) if path.suffix == suffix)
            victim.write_bytes(spoil(victim.read_bytes()))
            assert indexing.check(updated), f"{suffix} {how}"


@pytest.mark.parametrize("how", DAMAGE)
def test_an_addition_heals_a_damaged_index(updated: Settings, how: str) -> None:
    for suffix in (".seg", ".toc"):
        victim = next(path for path in files_of(updated) if path.suffix == suffix)
        victim.write_bytes(DAMAGE[how](victim.read_bytes()))
        add(updated, NewActor(kind="person", name=f"Sapt {how} {suffix[1:]}"))
        assert indexing.check(updated) == []
    assert len(keys(updated, "kind:person name:sapt")) == 2


def largest(settings: Settings) -> Path:
    """The segment with the actors; another has the state alone."""
    return max(current(settings).glob("*.seg"), key=lambda segment: segment.stat().st_size)


def test_damage_that_shows_only_when_asked_is_healed(updated: Settings) -> None:
    indexing.rebuild(updated)
    segment = largest(updated)
    content = segment.read_bytes()
    assert content.count(b"W3Bl") > 5, "the mark in front of each block of postings"
    segment.write_bytes(content.replace(b"W3Bl", b"????"))
    assert_answers(updated)


def test_damage_anywhere_in_a_segment_never_makes_a_search_fail(updated: Settings) -> None:
    indexing.rebuild(updated)
    whole = largest(updated).read_bytes()
    chance = random.Random(2)
    for at in range(0, len(whole), len(whole) // 12):
        segment = largest(updated)
        whole = segment.read_bytes()
        segment.write_bytes(whole[:at] + chance.randbytes(24) + whole[at + 24 :])
        for question in QUESTIONS:
            keys(updated, question)
        indexing.rebuild(updated)
        assert_answers(updated)


def test_an_index_folder_removed_is_built_again(small: Settings) -> None:
    shutil.rmtree(small.index_folder)
    assert indexing.check(small) == ["there is no usable index: the next search builds it"]
    assert_answers(small)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "\n",
        "nowhere\n",
        "{digest}-000000000000\n",
        "../outside\n",
        "{digest}-../../outside\n",
        "/etc\n",
        ".\n",
        "..\n",
        "lock\n",
        "{digest}-\0\n",
        "\N{SNOWMAN}",
        "x" * 100_000,
    ],
)
def test_a_current_file_that_names_nothing_usable_is_replaced(small: Settings, text: str | None) -> None:
    place = small.index_folder / "CURRENT"
    if text is None:
        place.unlink()
    else:
        place.write_text(text.replace("{digest}", search_index.digest()), "utf-8")
    assert generations.current(small.index_folder, search_index.digest()) is None
    assert_answers(small)


def test_a_current_file_that_is_a_folder_is_healed(small: Settings) -> None:
    place = small.index_folder / "CURRENT"
    place.unlink()
    place.mkdir()
    assert_answers(small)


def test_a_generation_that_is_a_file_is_replaced(small: Settings) -> None:
    generation = current(small)
    shutil.rmtree(generation)
    generation.write_text("no folder")
    assert_answers(small)


def test_an_index_of_another_definition_is_not_opened(
    small: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (small.index_folder / "CURRENT").read_text()
    monkeypatch.setattr(search_index, "FORMAT", search_index.FORMAT + 1)
    assert search_index.open_current(small.index_folder) is None
    assert_answers(small)
    after = (small.index_folder / "CURRENT").read_text()
    assert after.split("-")[0] != before.split("-")[0]


def test_the_digest_follows_the_definition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "search_index"
    shutil.copytree(search_index.asset_dir("search_index"), folder)
    monkeypatch.setattr(search_index, "asset_dir", lambda _: folder)
    digests = {search_index.digest()}
    for name in ("fields.toml", "words.toml"):
        with (folder / name).open("a") as file:
            file.write("# changed\n")
        digests.add(search_index.digest())
    assert len(digests) == 3
