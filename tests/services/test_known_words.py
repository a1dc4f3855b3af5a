"""The words of names that a word asked is like, whatever the script, and how much a word says."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

import pytest

from actors.config import Settings
from actors.services.database import reading
from actors.services.known_words import KnownWords
from actors.text.sounds import sound

LETTERS = "abcdefghijklmnoprstuvyz"


@pytest.fixture(scope="module")
def words(bundled_template: Settings) -> Iterator[KnownWords]:
    with reading(bundled_template) as connection:
        yield KnownWords(connection)


def one_word_names(words: KnownWords) -> list[str]:
    query = """SELECT DISTINCT k.key FROM name n JOIN name_key k ON k.name_id = n.id AND k.scheme = 'fold'
        WHERE n.kind = 'primary' AND n.retired_revision IS NULL AND k.key NOT LIKE '% %' AND length(k.key) >= 6
        ORDER BY 1"""
    return [key for (key,) in words.connection.execute(query) if key.isascii() and key.isalpha()]


def errors_within(word: str, dice: random.Random) -> dict[str, str]:
    """One of each typing error, at least two letters away from both ends."""
    at, letter = dice.randrange(2, len(word) - 3), dice.choice(LETTERS)
    return {
        "changed": word[:at] + letter + word[at + 1 :],
        "left out": word[:at] + word[at + 1 :],
        "added": word[:at] + letter + word[at:],
        "turned": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }


@pytest.mark.parametrize("error", ["changed", "left out", "added", "turned"])
def test_a_name_of_one_word_with_one_error_in_its_middle_is_like_it(words: KnownWords, error: str) -> None:
    dice = random.Random(7)
    missed = {}
    for word in dice.sample(one_word_names(words), 120):
        asked = errors_within(word, dice)[error]
        if word not in words.like(asked):
            missed[asked] = word
    assert len(missed) <= 4, missed  # of 120: words of few consonants, all of them spoilt


@pytest.mark.parametrize("error", ["changed", "left out", "added", "turned"])
def test_an_error_in_the_middle_that_leaves_the_sound_is_always_found(words: KnownWords, error: str) -> None:
    dice = random.Random(7)
    heard = 0
    for word in one_word_names(words):
        asked = errors_within(word, dice)[error]
        if sound(asked) == sound(word):
            heard += 1
            assert word in words.like(asked), asked
    assert heard > 20


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("qadhafi", "gaddafi"),
        ("khadafy", "gaddafi"),
        ("shroeder", "schroder"),
        ("erdogn", "erdogan"),
        ("husayn", "hussein"),
        ("путин", "putin"),
        ("פוטין", "putin"),
        ("بوتين", "putin"),
        ("푸틴", "putin"),
        ("プーチン", "putin"),
        ("меркель", "merkel"),
    ],
)
def test_other_spellings_and_scripts_of_a_word_are_like_it(words: KnownWords, asked: str, known: str) -> None:
    assert words.like(asked)[known] >= 0.5
    assert words.likeness(asked, known) == words.alike(asked)[known]


def test_a_word_of_names_is_most_like_itself(words: KnownWords) -> None:
    for word in ["putin", "turkey", "путин", "nato", "ministry"]:
        assert words.like(word)[word] == 1.0 == words.likeness(word, word)


@pytest.mark.parametrize(("asked", "most"), [("mohamed", 25), ("ali", 25), ("ม", 60), ("محمد", 60)])
def test_the_likest_words_are_kept(words: KnownWords, asked: str, most: int) -> None:
    every, kept = words.alike(asked), words.like(asked)
    assert kept.items() <= every.items()
    assert len(kept) == min(most, len(every))
    left_out = [alike for word, alike in every.items() if word not in kept]
    assert min(kept.values(), default=1) >= max(left_out, default=0)


def test_what_is_alike_is_so_by_more_than_nothing(words: KnownWords) -> None:
    for asked in ("mohamed", "x", "42", "бн", "zzzzqq", "ب"):
        assert all(0 < alike <= 1 for alike in words.alike(asked).values())
    assert words.like("zzzzqqxj") == {}


def test_an_initial_is_like_the_words_that_it_begins_however_many(words: KnownWords) -> None:
    assert words.likeness("v", "vladimir") == 0.75
    assert words.likeness("vladimir", "v") == 0.75
    assert words.likeness("v", "boris") == 0


@pytest.mark.parametrize(("asked", "known"), [("путин", "putin"), ("putin", "путин")])
def test_a_word_of_another_script_is_known_only_by_what_it_is_like(
    words: KnownWords, asked: str, known: str
) -> None:
    assert words.likeness(asked, "merkel" if known == "putin" else "меркель") == 0
    assert words.likeness(asked, known) == words.alike(asked).get(known, 0)


def test_words_that_no_name_has_are_compared_whatever_their_first_letter(words: KnownWords) -> None:
    assert not words.count("iongun")
    assert words.likeness("jongun", "iongun") > 0, "two words of a name taken together are no known word"


def test_names_with_a_word_are_counted_up_to_500(words: KnownWords) -> None:
    query = "SELECT count(*) FROM name_key WHERE key = ? AND scheme IN ('word', 'fold')"
    for word in ("putin", "vladimir", "ministry", "nobody's"):
        (counted,) = words.connection.execute(query, (word,)).fetchone()
        assert words.count(word) == min(500, counted)


def test_the_rarer_a_word_the_more_it_says(words: KnownWords) -> None:
    by_count = sorted(["ministry", "ali", "vladimir", "putin", "beeblebrox"], key=words.count, reverse=True)
    said = [words.rarity(word) for word in by_count]
    assert said == sorted(said)
    assert said[-1] == pytest.approx(math.log(1 + words.names))


def test_an_unknown_spelling_of_a_common_word_is_as_common(words: KnownWords) -> None:
    assert not words.count("mohamaed")
    assert words.rarity("mohamaed") > words.rarity_asked("mohamaed") <= words.rarity("mohamed")
    assert words.rarity_asked("beeblebrox") == words.rarity("beeblebrox")


def test_an_empty_database_has_no_words(empty: Settings) -> None:
    with reading(empty) as connection:
        words = KnownWords(connection)
        assert words.like("putin") == words.like("путин") == {}
        assert words.count("putin") == 0
        assert words.rarity_asked("putin") == words.rarity("putin") == 0
