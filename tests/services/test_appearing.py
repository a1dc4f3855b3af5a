"""Co-appearances are counted by sentence, paragraph or document, over canonical actors, with their evidence."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.config import Settings
from actors.errors import AmbiguousNameError, DateError, NotFoundError, UsageError
from actors.services.appearing import PairAnswer, RankedAnswer, nearest, together, unknown_names
from actors.services.merging import merge, split
from actors.services.pairs import npmi
from actors.services.showing import show
from tests.storage.stating import execute
from tests.storage.texts import FLAVIA, RUDOLF, RUPERT, RURITANIA, ZENDA, read, store

LATER = "Rudolf met Flavia.\nHe left.\nRupert met Rudolf.\n\nFlavia met Ruritania."


@pytest.fixture
def stories(small: Settings) -> Settings:
    """Two dated documents and one without a date."""
    store(
        small.database, read(ZENDA, "1894"), read(LATER, "1895-06-30"), read("Flavia and Rudolf and Flavia.")
    )
    return small


def pair(settings: Settings, a: str, b: str, scope: str = "sentence", **more: str) -> PairAnswer:
    answer = together(settings, a, b, scope, **more)
    assert isinstance(answer, PairAnswer)
    return answer


def ranked(settings: Settings, a: str, scope: str = "sentence", **more: str) -> RankedAnswer:
    answer = together(settings, a, None, scope, **more)
    assert isinstance(answer, RankedAnswer)
    return answer


@pytest.mark.parametrize(("scope", "count"), [("sentence", 3), ("paragraph", 3), ("document", 3)])
def test_two_are_counted_in_the_segments_that_have_both(stories: Settings, scope: str, count: int) -> None:
    found = pair(stories, RUDOLF, FLAVIA, scope).pair
    assert (found.count, found.documents, found.first, found.last) == (count, 3, "1894", "1895-06-30")


def test_a_wider_scope_finds_who_shares_no_sentence(stories: Settings) -> None:
    counts = {
        scope: pair(stories, RUPERT, FLAVIA, scope).pair.count
        for scope in ("sentence", "paragraph", "document")
    }
    assert counts == {"sentence": 1, "paragraph": 2, "document": 2}


def test_the_order_of_the_names_does_not_matter(stories: Settings) -> None:
    one, other = pair(stories, RUDOLF, FLAVIA), pair(stories, FLAVIA, RUDOLF)
    assert one.evidence == other.evidence
    assert one.pair.npmi == other.pair.npmi
    assert (one.pair.a, one.pair.b) == (other.pair.b, other.pair.a) == (RUDOLF, FLAVIA)


def test_evidence_is_the_newest_first_and_what_has_no_date_last(stories: Settings) -> None:
    found = pair(stories, RUDOLF, FLAVIA).evidence
    assert [(passage.document, passage.date) for passage in found] == [
        (2, "1895-06-30"),
        (1, "1894"),
        (3, None),
    ]
    assert [passage.text for passage in found] == [
        "Rudolf met Flavia.",
        "Rudolf met Flavia in Ruritania.",
        "Flavia and Rudolf and Flavia.",
    ]
    answer = together(stories, RUDOLF, FLAVIA, limit=1)
    assert isinstance(answer, PairAnswer)
    assert [passage.document for passage in answer.evidence] == [2]
    assert answer.pair.count == 3


def test_evidence_marks_the_two_where_they_stand_in_the_document(stories: Settings) -> None:
    passage = pair(stories, RUDOLF, FLAVIA, "sentence").evidence[1]
    assert passage.sentence == (0, 31)
    assert [(mention["surface"], mention["key"]) for mention in passage.mentions] == [
        ("Rudolf", RUDOLF),
        ("Flavia", FLAVIA),
    ]
    for mention in passage.mentions:
        assert ZENDA[mention["start"] : mention["end"]] == mention["surface"]


def test_evidence_of_a_wider_scope_runs_between_the_nearest_two_sentences(stories: Settings) -> None:
    (later, first) = pair(stories, RUPERT, FLAVIA, "document").evidence
    assert later.text == "Rupert met Rudolf.\n\nFlavia met Ruritania."
    assert LATER[slice(*later.sentence)] == later.text
    assert first.text == "Rupert did not see Flavia."
    assert pair(stories, RUPERT, FLAVIA, "paragraph").evidence[0].text == LATER.partition("\n\n")[0]


sentences = st.lists(st.integers(0, 60), min_size=1, max_size=8, unique=True).map(sorted)


@given(sentences, sentences)
def test_the_nearest_sentences_are_those_of_a_naive_search(left: list[int], right: list[int]) -> None:
    start, end = nearest(left, right)
    assert (start in left and end in right) or (start in right and end in left)
    assert end - start == min(abs(one - other) for one, other in itertools.product(left, right))


@pytest.mark.parametrize(
    ("since", "until", "documents"),
    [
        (None, None, {1, 2, 3}),
        ("1894", None, {1, 2}),
        ("1894", "1894", {1}),
        ("1894-02", None, {2}),
        (None, "1894-12-30", set()),
        ("1895-06-30", "1895-06-30", {2}),
        (None, "1895", {1, 2}),
        ("1896", None, set()),
    ],
)
def test_a_period_takes_what_is_certainly_in_it(
    stories: Settings, since: str | None, until: str | None, documents: set[int]
) -> None:
    answer = together(stories, RUDOLF, FLAVIA, since=since, until=until)
    assert isinstance(answer, PairAnswer)
    assert {passage.document for passage in answer.evidence} == documents
    assert answer.pair.count == answer.pair.documents == len(documents)
    ranking = together(stories, RUDOLF, since=since, until=until)
    assert isinstance(ranking, RankedAnswer)
    counted = {found.b: found.count for found in ranking.pairs}
    assert counted.get(FLAVIA, 0) == len(documents)


def test_one_is_ranked_with_all_others_by_count_then_key(stories: Settings) -> None:
    found = ranked(stories, FLAVIA)
    assert [(one.b, one.count, one.documents) for one in found.pairs] == [
        (RUDOLF, 3, 3),
        (RURITANIA, 2, 2),
        (RUPERT, 1, 1),
    ]
    assert (found.segments, found.total) == (5, 7)
    assert [one.b for one in ranked(stories, FLAVIA, "document").pairs] == [RUDOLF, RUPERT, RURITANIA]
    answer = together(stories, FLAVIA, limit=1)
    assert isinstance(answer, RankedAnswer)
    assert [one.b for one in answer.pairs] == [RUDOLF]


def test_the_measure_is_the_normalised_pointwise_mutual_information(stories: Settings) -> None:
    of_two = pair(stories, FLAVIA, RURITANIA).pair
    # in 5, 2 and together 2 of 7 sentences with an actor
    assert of_two.npmi == pytest.approx(math.log((2 / 7) / (5 / 7 * 2 / 7)) / -math.log(2 / 7))
    listed = {one.b: one.npmi for one in ranked(stories, FLAVIA).pairs}
    assert listed[RURITANIA] == of_two.npmi
    assert ranked(stories, FLAVIA, since="1895").total == 3


def test_the_measure_is_one_for_inseparable_ones_and_nought_by_chance() -> None:
    assert npmi(5, 5, 5, 5) == 1.0
    assert npmi(10, 10, 10, 1000) == pytest.approx(1)
    assert npmi(10, 100, 100, 1000) == pytest.approx(0)
    assert npmi(1, 100, 100, 1000) == pytest.approx(-1 / 3)
    assert npmi(0, 10, 10, 1000) is None


@pytest.mark.parametrize("before", [True, False], ids=["merged, then read", "read, then merged"])
def test_merged_actors_are_one_and_do_not_appear_with_themselves(small: Settings, before: bool) -> None:
    if before:
        merge(small, FLAVIA, RUDOLF)
    store(small.database, read(ZENDA, "1894"), read(LATER, "1895"))
    if not before:
        merge(small, FLAVIA, RUDOLF)
    found = ranked(small, RUDOLF)
    assert {one.b: one.count for one in found.pairs} == {RURITANIA: 2, RUPERT: 2}
    assert found.segments == 6
    backwards = ranked(small, RURITANIA)
    assert {one.b: one.count for one in backwards.pairs} == {RUDOLF: 2}
    assert pair(small, RURITANIA, RUDOLF).pair == backwards.pairs[0]
    with pytest.raises(UsageError, match="the same actor"):
        together(small, RUDOLF, FLAVIA)
    split(small, FLAVIA)
    assert {one.b: one.count for one in ranked(small, RUDOLF).pairs} == {FLAVIA: 2, RUPERT: 1, RURITANIA: 1}


def test_names_are_resolved_as_show_does(stories: Settings) -> None:
    assert pair(stories, "Rudolf Elphberg", "Flavia Elphberg").pair.count == 3
    with pytest.raises(AmbiguousNameError, match="flavia-elphberg, rudolf-elphberg"):
        together(stories, "Elphberg")
    with pytest.raises(NotFoundError):
        together(stories, RUDOLF, "Black Michael")


def test_impossible_questions_are_wrong_usage(stories: Settings) -> None:
    with pytest.raises(UsageError, match="is no scope"):
        together(stories, RUDOLF, scope="chapter")
    with pytest.raises(UsageError, match="before it starts"):
        together(stories, RUDOLF, since="1891", until="1890")
    with pytest.raises(DateError):
        together(stories, RUDOLF, since="soon")


def test_nobody_appears_where_nothing_was_read(small: Settings) -> None:
    assert ranked(small, RUDOLF).pairs == []
    assert pair(small, RUDOLF, FLAVIA, "document").to_json()["evidence"] == []
    assert show(small, RUDOLF).appearances == []


def test_show_lists_the_five_most_frequent(stories: Settings) -> None:
    shown = show(stories, FLAVIA)
    assert [found.b for found in shown.appearances] == [RUDOLF, RURITANIA, RUPERT]
    assert shown.to_json()["appearances"] == [found.to_json() for found in ranked(stories, FLAVIA).pairs]


def test_unknown_names_are_one_for_all_forms_with_their_titles_and_newest_sentence(small: Settings) -> None:
    texts = [
        ("Lady Antoinette came.\nRudolf saw Antoinette.", "1894"),
        ("Then Antoinette left.", "1895"),
        ("Lady Antoinette!", None),
    ]
    store(small.database, *(read(text, day) for text, day in texts))
    execute(
        small.database,
        "UPDATE document SET text = replace(text, 'Then Antoinette', 'Then ANTOINETTE')",
        "UPDATE mention SET surface = 'ANTOINETTE' WHERE document_id = 2",
    )
    found = unknown_names(small)
    assert found.total == 1
    (name,) = found.names
    assert (name.name, name.forms, name.count) == ("Antoinette", ("Antoinette", "ANTOINETTE"), 4)
    assert (name.documents, name.titles) == (3, (("Lady", 2),))
    assert (name.document, name.date, name.sentence) == (2, "1895", (0, 21))
    assert name.text == "Then ANTOINETTE left."


def test_unknown_names_come_by_count_and_as_many_as_asked(small: Settings) -> None:
    store(small.database, read("Antoinette.\nAntoinette."), read("Lady Antoinette."))
    execute(small.database, "UPDATE mention SET surface = 'Zoe' WHERE document_id = 2")
    assert [(name.name, name.count) for name in unknown_names(small).names] == [("Antoinette", 2), ("Zoe", 1)]
    found = unknown_names(small, 1)
    assert ([name.name for name in found.names], found.total) == (["Antoinette"], 2)
