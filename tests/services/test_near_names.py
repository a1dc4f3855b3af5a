"""Names that a text nearly is: errors anywhere, other scripts, words joined or shortened; and who is not meant."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from rapidfuzz import process
from rapidfuzz.distance import OSA

from actors.config import Settings
from actors.domain.match import Candidate, Resolution, Status
from actors.services.asking import Asked
from actors.services.database import reading, writing
from actors.services.editing import NewActor, add
from actors.services.known_words import KnownWords
from actors.services.merging import merge, split
from actors.services.near_names import near_candidates
from actors.services.resolving import resolve, resolve_with
from actors.services.undoing import undo
from actors.storage import keys
from actors.text.words import particles
from tests.services.importing import imported, line

NOW = Asked.on(None)


@pytest.fixture(scope="module")
def words(bundled_template: Settings) -> Iterator[KnownWords]:
    with reading(bundled_template) as connection:
        yield KnownWords(connection)


def near(words: KnownWords, text: str, kind: str | None = None) -> list[str]:
    return keys_of(near_candidates(words, text, NOW, kind))


def keys_of(found: list[Candidate]) -> list[str]:
    return [candidate.profile.key for candidate in found]


def near_in(settings: Settings, text: str, kind: str | None = None) -> list[str]:
    with reading(settings) as connection:
        return near(KnownWords(connection), text, kind)


def asked(words: KnownWords, text: str, kind: str | None = None) -> Resolution:
    return resolve_with(words, text, NOW, kind)


def doubts(words: KnownWords, text: str, key: str) -> set[str]:
    (found,) = [one for one in near_candidates(words, text, NOW, None) if one.profile.key == key]
    return {signal.signal for signal in found.explanation if signal.weight == 0}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Mevlit Cavusoglu", "mevlut-cavusoglu"),
        ("Angela Merckel", "angela-merkel"),
        ("Emanuel Macron", "emmanuel-macron"),
        ("Abdelfatah el-Sissi", "abdel-fattah-el-sisi"),
        ("Kim Jongun", "kim-jong-un"),
        ("KimJong Un", "kim-jong-un"),
        ("V. V. Putin", "vladimir-putin"),
        ("V.V. Putin", "vladimir-putin"),
        ("V. Putin", "vladimir-putin"),
        ("Реджеп Эрдоган", "recep-tayyip-erdogan"),
        ("Марк Рютте", "mark-rutte"),
        ("ולדימיר פוטין", "vladimir-putin"),
        ("مارك روته", "mark-rutte"),
        ("블라디미르 푸틴", "vladimir-putin"),
        ("ウラジーミル・プーチン", "vladimir-putin"),
        ("Mohamed bin Salman bin Abdulaziz", "mohammed-bin-salman"),
    ],
)
def test_another_spelling_of_a_name_resolves_to_its_actor(words: KnownWords, text: str, key: str) -> None:
    found = asked(words, text)
    assert (found.status, found.actor and found.actor.key) == (Status.RESOLVED, key)
    assert found.candidates[0].score < 1


@pytest.mark.parametrize(
    ("text", "key", "doubt"),
    [
        ("Mevlut", "mevlut-cavusoglu", "partial"),
        ("aevlut Cavusoglu", "mevlut-cavusoglu", "spelling"),  # the first letter wrong
        ("Boris Johansson", "boris-johnson", "spelling"),
        ("Salman bin Mohammed", "mohammed-bin-salman", "order"),  # the son's father, not the father's son
        ("Nigar", "niger", "alone"),
        ("NATA", "nato", "alone"),
        ("Vladimir Putin junior", "vladimir-putin", "generation"),
    ],
)
def test_what_may_be_another_name_is_shown_with_its_doubt_and_never_resolved(
    words: KnownWords, text: str, key: str, doubt: str
) -> None:
    assert doubt in doubts(words, text, key)
    found = asked(words, text)
    assert (found.status, found.reason, found.candidates[0].profile.key) == (
        Status.AMBIGUOUS,
        "weak_match",
        key,
    )


@pytest.mark.parametrize(
    "text",
    ["Zaphod Beeblebrox", "Marko Polo Bantekas", "padako Ooata", "Iran Iraq Ukraine", "Ludwig van Beethofen"],
)
def test_strangers_are_unknown(words: KnownWords, text: str) -> None:
    assert (asked(words, text).status, asked(words, text).reason) == (Status.UNKNOWN, "no_match")


@pytest.mark.parametrize("text", ["of the", "", "?!", "qz", "…"])
def test_what_says_too_little_is_near_nobody(words: KnownWords, text: str) -> None:
    assert near_candidates(words, text, NOW, None) == []


def with_error(name: str, dice: random.Random) -> str:
    """One typing error in a name, no space lost or gained: two of one word are compared elsewhere."""
    at = dice.choice([at for at in range(len(name) - 1) if " " not in name[at : at + 2]])
    letter = dice.choice("abdefgiklmnoprstu")
    return dice.choice(
        [
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        ]
    )


def test_a_typing_error_anywhere_in_a_name_of_several_words_finds_its_actor(words: KnownWords) -> None:
    """All actors that a scan of all names finds, but for one text in a hundred: a common name with a short one."""
    query = """SELECT k.key, c.key, n.kind = 'primary' FROM name n
        JOIN name_key k ON k.name_id = n.id AND k.scheme = 'fold'
        JOIN actor a ON a.id = n.actor_id JOIN actor c ON c.id = a.canonical_id
        WHERE n.retired_revision IS NULL AND n.kind NOT IN ('demonym', 'exonym') AND length(k.key) >= 10
            AND k.key LIKE '% %' ORDER BY 1, 2"""
    names = [row for row in words.connection.execute(query) if row[0].isascii()]
    bearers: dict[str, set[str]] = {}
    for key, actor, _ in names:
        bearers.setdefault(key, set()).add(actor)
    scanned, dice = list(bearers), random.Random(7)
    missed: list[str] = []
    for key, actor, _ in dice.sample([row for row in names if row[2]], 200):
        text = with_error(key, dice)
        scan = process.extract(text, scanned, scorer=OSA.distance, score_cutoff=1, limit=None)
        meant = set().union(*(bearers[name] for name, *_ in scan))
        assert actor in meant
        if not meant <= set(near(words, text)):
            missed.append(text)
    assert len(missed) <= 2, missed


def test_two_words_written_as_one_find_the_actor(words: KnownWords) -> None:
    dice = random.Random(5)
    query = "SELECT DISTINCT key, name FROM actors WHERE kind = 'person' AND name LIKE '% %' ORDER BY 1"
    people = [row for row in words.connection.execute(query) if row[1].isascii() and row[1].count(" ") == 1]
    for key, name in dice.sample(people, 100):
        text = name.replace(" ", "")
        assert key in near(words, text), text


def test_candidates_of_a_kind_are_of_that_kind(words: KnownWords) -> None:
    assert "vladimir-putin" in near(words, "Vladimr Putin", "person")
    for kind in ("organization", "state"):
        found = near_candidates(words, "Vladimr Putin", NOW, kind)
        assert {one.profile.kind for one in found} <= {kind}


def test_the_same_question_has_the_same_answer_whatever_was_asked_before(words: KnownWords) -> None:
    texts = ["Emanuel Macron", "Kim Jongun", "ولاديمير بوتين", "NATA"]
    fresh = [near_candidates(KnownWords(words.connection), text, NOW, None) for text in texts]
    assert [near_candidates(words, text, NOW, None) for text in reversed(texts)] == fresh[::-1]


LEAGUE = line("league", "Society of Zendan Fishing Villages", kind="organization", **{"class": "other"})


def test_initials_are_a_guess_that_is_never_resolved(empty: Settings) -> None:
    imported(empty, LEAGUE)
    found = resolve(empty, "SZFV").resolution
    assert (found.status, found.reason) == (Status.AMBIGUOUS, "weak_match")
    (only,) = found.candidates
    assert (only.profile.key, only.explanation[0].signal) == ("league", "acronym")
    assert not resolve(empty, "szfv").resolution.candidates, "an acronym is in capitals"
    assert not resolve(empty, "SZFV", kind="person").resolution.candidates


def test_an_acronym_that_a_name_says_is_no_guess(empty: Settings) -> None:
    stated = {**LEAGUE, "names": [*LEAGUE["names"], {"text": "SZFV", "kind": "acronym"}]}
    imported(empty, stated)
    assert resolve(empty, "SZFV").resolution.status is Status.RESOLVED


@pytest.mark.parametrize(
    ("own", "lang", "latin"),
    [
        ("Владимир Цепеш", "ru", "Vladimir Tsepesh"),
        ("김정은", "ko", "Kim Jong Un"),
        ("Ελευθέριος Βενιζέλος", "el", "Eleftherios Venizelos"),
        ("მიხეილ სააკაშვილი", "ka", "Mikheil Saakashvili"),
        ("محمود عباس", "ar", "Mahmoud Abbas"),
        ("דוד בן גוריון", "he", "David Ben Gurion"),
    ],
)
def test_an_actor_without_a_latin_name_is_found_by_latin_letters_and_its_own(
    empty: Settings, own: str, lang: str, latin: str
) -> None:
    strangers = [line(f"stranger-{n}", text) for n, text in enumerate(["Rudolf Elphberg", "Мария Иванова"])]
    imported(empty, line("one", {"text": own, "lang": lang}), *strangers)
    assert resolve(empty, own).resolution.status is Status.RESOLVED
    for text in (own, latin):
        found = resolve(empty, text).resolution.candidates
        assert [one.profile.key for one in found][:1] == ["one"], text


def test_a_merged_pair_is_near_once_under_both_names(empty: Settings) -> None:
    imported(empty, line("mundt", "Hans-Dieter Mundt"), line("freitag", "Hans-Dieter Freitag"))
    assert set(near_in(empty, "Hans-Dietre Mundt")) == {"mundt", "freitag"}
    merge(empty, "mundt", "freitag")
    kept = near_in(empty, "Hans-Dietre Mundt")
    assert len(kept) == 1
    assert near_in(empty, "Hans-Dietre Freitga") == kept
    assert (
        resolve(empty, "Hans-Dietre Mundt").resolution.actor
        == resolve(empty, "Hans-Dietre Freitga").resolution.actor
    )
    split(empty, "freitag")
    assert set(near_in(empty, "Hans-Dietre Mundt")) == {"mundt", "freitag"}


def test_names_that_were_undone_are_not_near(small: Settings) -> None:
    add(small, NewActor(kind="person", name="Sapt von Strelsau"))
    assert near_in(small, "Sappt von Strelsau") == ["sapt-von-strelsau"]
    undo(small)
    assert near_in(small, "Sappt von Strelsau") == []
    undo(small, 8)
    assert near_in(small, "Sappt von Strelsau") == ["sapt-von-strelsau"]


def test_names_that_an_import_no_longer_has_are_not_near(empty: Settings) -> None:
    imported(empty, line("one", "Rudolf Elphberg"))
    imported(empty, line("one", "Sapt von Strelsau"))
    assert near_in(empty, "Rudolff Elphberg") == []
    assert near_in(empty, "Sappt von Strelsau") == ["one"]


def test_names_are_near_as_soon_as_they_are_added_or_imported(small: Settings) -> None:
    assert near_in(small, "Frittz von Tarlenheim") == []
    add(small, NewActor(kind="person", name="Fritz von Tarlenheim"))
    assert near_in(small, "Frittz von Tarlenheim") == ["fritz-von-tarlenheim"]
    imported(small, line("mob", "Black Mikhael of Strelsau"))
    assert near_in(small, "Blakc Mikhael of Strelsau") == ["mob"]


def test_keys_made_anew_leave_every_answer(small: Settings) -> None:
    imported(small, line("one", {"text": "Владимир Цепеш", "lang": "ru"}), LEAGUE)
    texts = ["Rudolff Elphberg", "Владимр Цепеш", "SZFV", "Elphbreg", "Leage of Small States"]
    before = [near_in(small, text) for text in texts]
    assert all(before)
    with writing(small, "a test") as write:
        keys.rebuild_keys(write.session, particles())
    assert [near_in(small, text) for text in texts] == before


@pytest.mark.parametrize("retired", [0, 70])
def test_names_of_the_past_do_not_crowd_out_a_live_one(empty: Settings, retired: int) -> None:
    for start in range(0, retired, 35):
        people = [line(f"p{n}", f"Zebediah Strelsau {n}") for n in range(start, start + 35)]
        imported(empty, *people, source=f"past-{start}")
        undo(empty)
    imported(empty, line("live", "Zebediah Strelsau of Hentzau-Rassendyll"))
    assert near_in(empty, "Zebediahh Strelsau") == ["live"]


@pytest.mark.parametrize("others", [0, 80])
def test_many_people_with_a_word_do_not_hide_the_organization_asked_for(empty: Settings, others: int) -> None:
    people = [line(f"p{n}", f"Zebediah {'abcdefghij'[n % 10]}{n}") for n in range(others)]
    body = line("union", "Zebediah Union of Fishing Villages", kind="organization", **{"class": "other"})
    imported(empty, body, *people)
    assert near_in(empty, "Zebbediah", "organization") == ["union"]
