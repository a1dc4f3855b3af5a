"""Questions of other languages: their words, the forms that names in them go back to, and their titles as data."""

from __future__ import annotations

import pytest

from actors.text.wordings import Wording, base_forms, wordings, words_of
from actors.text.words import titles


def wording(lang: str) -> Wording:
    script = {"ru": "Cyrl", "ar": "Arab", "fa": "Arab"}.get(lang, "Latn")
    (found,) = (one for one in wordings(script) if one.lang == lang)
    return found


@pytest.mark.parametrize(
    ("text", "apostrophe", "words"),
    [
        ("ministre d'Iran", "splits", ["ministre", "d", "iran"]),
        ("Türkiye’nin Bakanı", "cuts", ["turkiye", "bakani"]),
        ("Türkiye'nin Bakanı", None, ["turkiyenin", "bakani"]),
        ("Außenminister", None, ["aussenminister"]),
    ],
)
def test_an_apostrophe_splits_cuts_or_joins(text: str, apostrophe: str | None, words: list[str]) -> None:
    assert words_of(text, apostrophe) == words


@pytest.mark.parametrize(
    ("lang", "asked", "stored"),
    [
        ("ru", "турции", "турция"),
        ("ru", "украины", "украина"),
        ("ru", "ирана", "иран"),
        ("ru", "египта", "египет"),
        ("ru", "израиля", "израиль"),
        ("ru", "беларуси", "беларусь"),
        ("ru", "саудовскои аравии", "саудовская аравия"),
        ("ru", "соединенных штатов америки", "соединенные штаты америки"),
        ("ru", "россиискои федерации", "россииская федерация"),
        ("ru", "турецкая", "турецкии"),
        ("de", "turkischer", "turkisch"),
        ("de", "vereinigten staaten", "vereinigte staaten"),
        ("de", "russlands", "russland"),
        ("ar", "التركي", "تركي"),
        ("ar", "الالمانيه", "الماني"),
        ("ar", "للامم المتحده", "الامم المتحده"),
        ("tr", "suriyenin", "suriye"),
        ("fr", "cote d ivoire", "cote divoire"),
        ("es", "belgas", "belga"),
    ],
)
def test_an_inflected_name_goes_back_to_the_form_that_is_stored(lang: str, asked: str, stored: str) -> None:
    forms = base_forms(asked.split(), wording(lang))
    assert forms[0] == asked
    assert stored in forms


def test_many_words_do_not_make_too_many_forms() -> None:
    assert len(base_forms(["саудовских"] * 12, wording("ru"))) <= 128
    assert base_forms([], wording("de")) == [""]


@pytest.mark.parametrize("lang", ["fr", "es", "de", "tr", "ru", "ar"])
def test_every_language_has_the_main_titles(lang: str) -> None:
    classes = {name for rules in wording(lang).titles.values() for rule in rules for name in rule.classes}
    assert classes >= {
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "deputy_foreign_minister",
        "defence_minister",
        "interior_minister",
        "finance_minister",
        "vice_president",
        "crown_prince",
        "deputy_head_of_government",
        "security_adviser",
        "legislator",
        "un_ambassador",
        "military_chief",
        "intelligence_chief",
        "organization_head",
    }


def test_texts_are_read_by_english_titles_alone() -> None:
    assert ("foreign", "minister") in titles()
    assert ("aussenminister",) not in titles()
    assert all(not rule.of and not rule.english for rules in titles().values() for rule in rules)


def test_a_title_says_what_it_is_in_english() -> None:
    (rule,) = wording("de").titles["aussenminister",]
    assert "foreign minister" in rule.english
