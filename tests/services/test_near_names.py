"""What is near a name is found by keys alone: parts, typing errors anywhere, other scripts."""

from __future__ import annotations

import random

import pytest
from rapidfuzz.distance import OSA

from actors.config import Settings
from actors.services.asking import Asked
from actors.services.database import reading
from actors.services.near_names import Lexicon, near_candidates
from actors.text.normalize import fold
from actors.text.spelling import errors_allowed


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Mevlut", "mevlut-cavusoglu"),  # a part
        ("Mevlut Cavus", "mevlut-cavusoglu"),  # a word only begun
        ("Mevlit Cavusoglu", "mevlut-cavusoglu"),  # an error within
        ("aevlut Cavusoglu", "mevlut-cavusoglu"),  # the first letter wrong
        ("padako Ooata", "sadako-ogata"),  # both words wrong
        ("el-Blghdadi", "abu-bakr-al-baghdadi"),
        ("Реджеп Эрдоган", "recep-tayyip-erdogan"),
    ],
)
def test_a_near_name_is_found(bundled: Settings, text: str, key: str) -> None:
    with reading(bundled) as connection:
        found = near_candidates(Lexicon(connection), text, Asked.on(None), None)
    assert key in [candidate.profile.key for candidate in found]


@pytest.mark.parametrize("text", ["of the", "Zaphod Beeblebrox", "", "?!", "Iran Iraq Ukraine"])
def test_nothing_near_is_nothing_found(bundled: Settings, text: str) -> None:
    with reading(bundled) as connection:
        assert near_candidates(Lexicon(connection), text, Asked.on(None), None) == []


def test_one_error_in_a_name_of_several_words_always_finds_the_name(bundled: Settings) -> None:
    """Compared with a scan of all names, which is what the keys spare."""
    dice = random.Random(7)
    with reading(bundled) as connection:
        query = """SELECT DISTINCT f.key, n.actor FROM names n JOIN name_key f ON f.scheme = 'fold'
            JOIN name m ON m.id = f.name_id AND m.text = n.name
            WHERE n.kind = 'primary' AND f.key LIKE '% %' AND length(f.key) >= 8 ORDER BY 1, 2"""
        names = [(key, actor) for key, actor in connection.execute(query) if key.isascii()]
        lexicon = Lexicon(connection)
        for key, actor in dice.sample(names, 150):
            at = dice.randrange(len(key))
            asked = key[:at] + dice.choice("bcdfgklmnprstz") + key[at + 1 :]
            if OSA.distance(fold(asked), key) > errors_allowed(fold(asked)):
                continue  # a space became a letter or the other way round
            found = near_candidates(lexicon, asked, Asked.on(None), None)
            assert actor in [candidate.profile.key for candidate in found], asked
