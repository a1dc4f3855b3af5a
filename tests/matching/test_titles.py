"""Questions for an office: how they split into a title and a body, and which posts a title asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.matching.titles import (
    TitleQuery,
    asks_for,
    folded_question,
    is_title_question,
    name_behind_title,
    split_question,
    without_honorifics,
)
from actors.text.normalize import fold
from actors.text.words import TitleRule, honorifics, honorifics_behind, titles


@pytest.mark.parametrize(
    ("question", "title", "body"),
    [
        ("Turkish foreign minister", "foreign minister", "turkish"),
        ("Turkey's foreign minister", "foreign minister", "turkey"),
        ("Turkey’s foreign minister", "foreign minister", "turkey"),
        ("foreign minister of Turkey", "foreign minister", "turkey"),
        ("the foreign minister of the Netherlands", "foreign minister", "netherlands"),
        ("ambassador to the UN", "ambassador", "un"),
        ("special envoy for Syria", "special envoy", "syria"),
        ("secretary-general of the United Nations", "secretary general", "united nations"),
    ],
)
def test_a_question_splits_into_title_and_body(question: str, title: str, body: str) -> None:
    assert TitleQuery(title, body) in list(split_question(folded_question(question)))


def test_the_longest_title_is_tried_first() -> None:
    lengths = [len(split.title.split()) for split in split_question("us special envoy for syria")]
    assert lengths == sorted(lengths, reverse=True)
    assert len(lengths) > 2


def test_one_word_cannot_be_split() -> None:
    assert list(split_question("president")) == []
    assert list(split_question("")) == []
    assert list(split_question("the")) == []


@given(st.text(alphabet="abs of'’THE-é", max_size=40))
def test_splits_only_ever_use_the_words_of_the_question(text: str) -> None:
    folded = folded_question(text)
    words = folded.split()
    for split in split_question(folded):
        assert split.title
        assert split.body
        assert set(split.title.split()) | set(split.body.split()) <= set(words)


def rule(
    *classes: str, word: str | None = None, excluded: str | None = None, otherwise: bool = False
) -> TitleRule:
    return TitleRule(frozenset(classes), word, excluded, otherwise)


RULES = {
    ("president",): [rule("head_of_state", "organization_head", word="president")],
    ("premier",): [rule("head_of_government", excluded="president")],
    ("foreign", "minister"): [rule("foreign_minister")],
    ("leader",): [rule("leader"), rule("head_of_state", otherwise=True)],
}


def test_a_posts_own_title_asks_for_it_before_any_rule() -> None:
    own = ["secretary of state", "secretary of state of united states"]
    assert asks_for("secretary of state", own, ["foreign_minister", None], RULES) == "title"
    assert asks_for("foreign minister", own, ["foreign_minister", None], RULES) == "class"


def test_a_rule_with_a_word_wants_it_in_the_posts_own_titles() -> None:
    assert asks_for("president", ["federal president"], ["head_of_state"], RULES) == "class"
    assert asks_for("president", ["king"], ["head_of_state"], RULES) is None
    assert asks_for("president", ["vicepresident"], ["head_of_state"], RULES) is None


def test_a_rule_keeps_out_posts_whose_first_title_has_the_excluded_word() -> None:
    assert asks_for("premier", ["prime minister"], ["head_of_government"], RULES) == "class"
    assert asks_for("premier", ["president"], ["head_of_state", "head_of_government"], RULES) is None


def test_a_further_class_of_a_post_counts_and_a_foreign_one_does_not() -> None:
    assert asks_for("premier", ["taoiseach"], ["other", "head_of_government"], RULES) == "class"
    assert asks_for("foreign minister", ["defence minister"], ["defence_minister", None], RULES) is None
    assert asks_for("chief", ["chief of staff"], ["other", None], RULES) is None


def test_a_rule_for_want_of_a_better_one_says_so() -> None:
    assert asks_for("leader", ["supreme leader"], ["leader"], RULES) == "class"
    assert asks_for("leader", ["president"], ["head_of_state"], RULES) == "otherwise"


def test_the_bundled_rules_tell_presidents_from_chancellors_and_kings() -> None:
    rules = titles()
    assert asks_for("president", ["federal president"], ["head_of_state", None], rules) == "class"
    assert asks_for("president", ["federal chancellor"], ["head_of_government", None], rules) is None
    assert asks_for("chancellor", ["federal chancellor"], ["head_of_government", None], rules) == "class"
    assert asks_for("king", ["president"], ["head_of_state", None], rules) is None
    assert asks_for("prime minister", ["president"], ["head_of_state", "head_of_government"], rules) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("h e mr lavrov", "lavrov"),
        ("his excellency sergey lavrov", "sergey lavrov"),
        ("grand ayatollah ali khamenei", "ali khamenei"),
        ("lavrov", "lavrov"),
        ("mr", "mr"),
        ("mr dr", "dr"),
        ("sergey mr lavrov", "sergey mr lavrov"),
        ("the rt hon theresa may", "theresa may"),
        ("frau merkel", "merkel"),
        ("г н лавров", "лавров"),
        (fold("الشيخ أسامة بن لادن"), fold("أسامة بن لادن")),
    ],
)
def test_honorifics_in_front_are_set_aside_but_never_all_of_a_text(text: str, left: str) -> None:
    assert without_honorifics(text, honorifics()) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("erdogan bey", "erdogan"),
        ("bey erdogan", "bey erdogan"),
        ("bey", "bey"),
        ("rt hon boris johnson mp", "boris johnson"),
        ("習近平主席", "習近平"),
        ("习近平 主席", "习近平"),
        ("习近平主席阁下", "习近平"),
        ("文在寅大統領", "文在寅"),
        ("문재인 대통령", "문재인"),
        ("문재인대통령", "문재인"),
        ("プーチンさん", "プーチン"),
        ("副主席", "副主席"),
        ("大統領", "大統領"),
    ],
)
def test_honorifics_behind_are_set_aside_with_or_without_a_space_in_scripts_that_have_none(
    text: str, left: str
) -> None:
    assert without_honorifics(fold(text), honorifics(), honorifics_behind()) == fold(left)


@given(st.text(alphabet="mrbeysan 主席氏씨 ", max_size=20))
def test_setting_honorifics_aside_never_leaves_nothing_and_is_done_at_once(text: str) -> None:
    folded = fold(text)
    left = without_honorifics(folded, honorifics(), honorifics_behind())
    assert bool(left) == bool(folded)
    assert without_honorifics(left, (), honorifics_behind()) == left


@pytest.mark.parametrize(
    "text",
    [
        "king of Ruritania",
        "the King of Ruritania",
        "Ruritanian foreign minister",
        "Ruritania's foreign minister",
        "justice minister",
        "former president of Zenda",
        "special envoy for Zenda",
        "ambassador to Zenda",
    ],
)
def test_a_question_for_an_office_is_told_from_a_name(text: str) -> None:
    assert is_title_question(text)


@pytest.mark.parametrize(
    "text",
    ["Vladimir Putin", "President Putin", "Ruritania", "Foreign Minister Lavrof", "", "Martin King", "of"],
)
def test_a_name_is_no_question_for_an_office(text: str) -> None:
    assert not is_title_question(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Putinn", "Putinn"),
        ("Foreign Minister Lavrof", "Lavrof"),
        ("Russian President Vladimir Putinn", "Vladimir Putinn"),
        ("Secretary-General António Guteres", "António Guteres"),
        ("President  Kim   JONG", "Kim JONG"),
        ("Vladimir Putin", None),
        ("President", None),
        ("", None),
    ],
)
def test_the_name_behind_a_title_is_given_as_it_is_written(text: str, name: str | None) -> None:
    assert name_behind_title(text) == name


@given(st.text(alphabet="king president of Zenda'’s  ", max_size=40))
def test_what_stands_behind_a_title_is_the_end_of_the_text_and_shorter(text: str) -> None:
    name = name_behind_title(text)
    if name is not None:
        assert text.split()[-len(name.split()) :] == name.split()
        assert 0 < len(name.split()) < len(text.split())
    assert is_title_question(text) in (True, False)
