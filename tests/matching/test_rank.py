"""From signals to a score, from candidates to a decision."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.domain.match import Candidate, Reading, Signal, Status
from actors.matching import rank, weights
from tests.matching.profiles import DAY, candidate, name, profile, role

unit = st.floats(0, 1)


def test_a_score_is_the_name_less_what_each_signal_takes_up_to_its_weight() -> None:
    explanation = [
        Signal("name", 0.9, 1.0, ""),
        Signal("strength", 0.5, 0.2, ""),
        Signal("life", 0.0, 0.5, ""),
    ]
    assert rank.score(explanation) == pytest.approx(0.9 * 0.9 * 0.5)
    assert rank.score(explanation[:1]) == 0.9


@given(unit, st.lists(st.tuples(unit, unit), max_size=6))
def test_further_signals_never_raise_a_score_nor_leave_zero_to_one(
    first: float, others: list[tuple[float, float]]
) -> None:
    explanation = [Signal("name", first, 1.0, ""), *(Signal("other", *pair, "") for pair in others)]
    assert 0 <= rank.score(explanation) <= first


def test_ranked_orders_by_score_then_prominence_then_key_and_keeps_the_best_of_each_actor() -> None:
    given_order = [
        candidate("b", 0.5),
        candidate("a", 0.5),
        candidate("known", 0.5, prominence=0.9),
        candidate("best", 0.8),
        candidate("best", 0.3),
    ]
    found = rank.ranked(given_order)
    assert [one.profile.key for one in found] == ["best", "known", "a", "b"]
    assert found[0].score == 0.8
    assert rank.ranked(reversed(given_order)) == found


def test_scores_that_print_alike_are_a_tie_for_prominence() -> None:
    found = rank.ranked(
        [candidate("dim", 0.50001, prominence=0.1), candidate("known", 0.50004, prominence=0.9)]
    )
    assert [one.profile.key for one in found] == ["known", "dim"]


def test_nobody_is_unknown() -> None:
    decided = rank.decide([])
    assert (decided.status, decided.reason, decided.actor) == (Status.UNKNOWN, "no_match", None)


def test_what_scores_below_the_candidates_is_not_shown() -> None:
    decided = rank.decide([candidate("someone", weights.CANDIDATE_AT - 0.01)])
    assert (decided.status, list(decided.candidates)) == (Status.UNKNOWN, [])


def test_a_name_that_fits_too_badly_is_never_resolved_even_alone() -> None:
    decided = rank.decide([candidate("someone", weights.RESOLVE_AT - 0.01)])
    assert (decided.status, decided.reason, decided.actor) == (Status.AMBIGUOUS, "weak_match", None)


def test_a_good_candidate_alone_is_resolved() -> None:
    decided = rank.decide([candidate("someone", weights.RESOLVE_AT, Reading.DEMONYM)])
    assert decided.status is Status.RESOLVED
    assert decided.actor is not None
    assert decided.actor.key == "someone"
    assert (decided.reason, decided.reading) == (None, Reading.DEMONYM)


def test_a_rival_within_the_margin_makes_a_homonym_and_one_beyond_it_does_not() -> None:
    best = candidate("best", 0.95)
    near = rank.decide([best, candidate("rival", 0.95 - weights.MARGIN + 0.01)])
    far = rank.decide([best, candidate("rival", 0.95 - weights.MARGIN - 0.01)])
    assert (near.status, near.reason, len(near.candidates)) == (Status.AMBIGUOUS, "homonym", 2)
    assert far.actor is not None
    assert far.actor.key == "best"
    assert len(far.candidates) == 2


def test_a_reading_is_stated_only_where_the_best_two_agree() -> None:
    agree = rank.decide([candidate("a", 0.9, Reading.METONYM), candidate("b", 0.9, Reading.METONYM)])
    differ = rank.decide([candidate("a", 0.9, Reading.METONYM), candidate("b", 0.9, Reading.NAME)])
    assert (agree.reading, differ.reading) == (Reading.METONYM, None)


def test_the_day_does_not_count_for_the_soundness_of_a_name() -> None:
    dead = profile("long-dead", start="1900", end="1950")
    known = name("Long Dead")
    first = Signal("name", 1.0, 1.0, "the same")
    found = rank.candidate(dead, "Long Dead", known, first, DAY, dated=True)
    assert found.score < weights.RESOLVE_AT < rank.soundness(found)
    assert rank.decide([found]).actor is dead


def test_the_holder_of_an_office_on_the_day_comes_before_a_namesake_without() -> None:
    known, first = name("Assad", "short", "weak"), Signal("name", 1.0, 1.0, "the same")
    father = profile(
        "father", start="1930", end="2000-06-10", roles=[role("head_of_state", "1971", "2000-06-10")]
    )
    son = profile("son", start="1965", roles=[role("head_of_state", "2000-07-17")])
    found = rank.ranked(rank.candidate(one, "Assad", known, first, DAY, dated=True) for one in (father, son))
    assert [one.profile.key for one in found] == ["son", "father"]
    assert rank.decide(found).actor is son


def test_every_signal_of_a_candidate_is_in_its_explanation() -> None:
    someone = profile("someone", start="1950", roles=[role("foreign_minister", "2014")])
    known = name("IS", start="2010", case_sensitive=True)
    first = Signal("name", 1.0, 1.0, "the same")
    extra = [Signal("title", 1.0, 0.15, "stated")]
    found = rank.candidate(someone, "IS", known, first, DAY, dated=True, extra=extra)
    said = [signal.signal for signal in found.explanation]
    assert said == ["name", "title", "strength", "case", "validity", "life", "office", "prominence"]
    assert found.score == rank.score(found.explanation)
    assert found.matched is known


def near(
    key: str,
    score: float,
    *doubts: str,
    asked: str = "rudolf elphberg",
    stored: str = "Rudolf Elphberg",
    prominence: float = 0.5,
) -> Candidate:
    """A candidate with a name that is only near, and what speaks against it."""
    explanation = (Signal("words", score, 1.0, ""), *(Signal(doubt, 0.0, 0.0, "") for doubt in doubts))
    bearer = profile(key, prominence=prominence)
    return Candidate(bearer, rank.score(explanation), Reading.NAME, explanation, name(stored), asked)


def test_a_near_name_without_doubts_resolves_from_its_threshold_on() -> None:
    assert rank.decide([near("a", weights.NEAR_RESOLVE_AT)]).status is Status.RESOLVED
    weak = rank.decide([near("a", weights.NEAR_RESOLVE_AT - 0.01)])
    assert (weak.status, weak.reason) == (Status.AMBIGUOUS, "weak_match")


@pytest.mark.parametrize("doubt", ["spelling", "generation", "added", "partial", "order", "chance", "alone"])
def test_a_doubt_takes_nothing_from_the_score_and_never_resolves(doubt: str) -> None:
    found = near("a", 0.99, doubt)
    assert found.score == rank.soundness(found) == 0.99
    decided = rank.decide([found])
    assert (decided.status, decided.reason, decided.actor) == (Status.AMBIGUOUS, "weak_match", None)


def test_a_guess_from_initials_never_resolves() -> None:
    guess = Candidate(profile("a"), 1.0, Reading.NAME, (Signal("acronym", 1.0, 1.0, ""),))
    assert rank.decide([guess]).reason == "weak_match"


@pytest.mark.parametrize(
    "found",
    [near("a", weights.SERIOUS_AT - 0.01), near("a", 0.99, "lacking"), near("a", 0.9, "lacking", "chance")],
)
def test_who_only_has_some_of_it_is_shown_but_the_answer_is_unknown(found: Candidate) -> None:
    assert not rank.is_serious(found)
    decided = rank.decide([found])
    assert (decided.status, decided.reason, decided.actor) == (Status.UNKNOWN, "no_match", None)
    assert list(decided.candidates) == [found]


def test_every_name_that_is_not_only_near_is_serious() -> None:
    assert rank.is_serious(candidate("a", 0.1))
    assert rank.is_serious(near("a", weights.SERIOUS_AT))


def test_the_best_of_those_that_are_serious_is_judged() -> None:
    lacking, whole = near("lacking", 0.95, "lacking"), near("whole", 0.8)
    decided = rank.decide([lacking, whole])
    assert (decided.status, decided.reason) == (Status.AMBIGUOUS, "homonym")
    apart = rank.decide([whole, near("lacking", 0.8 - weights.MARGIN_OF_NEAR - 0.01, "lacking")])
    assert apart.actor is not None
    assert apart.actor.key == "whole"


def test_near_names_are_told_apart_by_a_finer_margin() -> None:
    best = near("best", 0.9)
    within = rank.decide([best, near("rival", 0.9 - weights.MARGIN_OF_NEAR + 0.01)])
    beyond = rank.decide([best, near("rival", 0.9 - weights.MARGIN_OF_NEAR - 0.01)])
    assert (within.status, within.reason) == (Status.AMBIGUOUS, "homonym")
    assert beyond.actor is best.profile
    assert weights.MARGIN_OF_NEAR < weights.MARGIN


@pytest.mark.parametrize(
    ("asked", "stored", "prominence", "needed"),
    [
        ("rudolf", "Rudolf", 0.5, weights.NEAR_RESOLVE_AT),
        ("рудольф", "Рудольф", 0.5, weights.NEAR_RESOLVE_AT),
        ("рудольф", "Rudolf", 0.5, weights.NEAR_RESOLVE_ABROAD),
        ("рудольф", "Rudolf", weights.KNOWN_WITH_MORE, weights.NEAR_RESOLVE_ABROAD - weights.LESS_FOR_KNOWN),
        ("루돌프", "Rudolf", 0.5, weights.NEAR_RESOLVE_BY_SYLLABLE),
        ("ルドルフ", "Rudolf", 0.5, weights.NEAR_RESOLVE_BY_SYLLABLE),
        ("魯道夫", "Rudolf", 0.9, weights.NEAR_RESOLVE_BY_SYLLABLE - weights.LESS_FOR_KNOWN),
    ],
)
def test_how_well_a_near_name_must_fit_depends_on_its_script_and_its_bearer(
    asked: str, stored: str, prominence: float, needed: float
) -> None:
    enough, short = (
        near("a", score, asked=asked, stored=stored, prominence=prominence)
        for score in (needed + 0.001, needed - 0.01)
    )
    assert rank.decide([enough]).status is Status.RESOLVED
    assert rank.decide([short]).status is Status.AMBIGUOUS


def test_prominence_counts_less_where_a_name_is_only_near() -> None:
    def left_to_the_unknown(way: str) -> float:
        known, unknown = (
            rank.candidate(one, "x", None, Signal(way, 1.0, 1.0, ""), DAY, dated=False).score
            for one in (profile(prominence=1.0), profile(prominence=0.0))
        )
        return unknown / known

    assert left_to_the_unknown("name") == pytest.approx(1 - weights.PROMINENCE)
    assert left_to_the_unknown("words") == pytest.approx(1 - weights.PROMINENCE_OF_NEAR)
