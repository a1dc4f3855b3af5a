"""Reading texts with the bundled data: what the words around a name show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from actors.config import Settings
from actors.domain.dates import PartialDate
from actors.domain.document import Mention
from actors.services.tagging import Reader, open_reader

TEXTS = Path(__file__).parents[1] / "golden" / "texts"


@pytest.fixture(scope="module")
def reader(bundled_template: Settings) -> Iterator[Reader]:
    with open_reader(bundled_template) as opened:
        yield opened


def said(reader: Reader, text: str, on: str | None = "2017-11-22") -> list[tuple[str, str, str]]:
    """Return each mention as (surface, type, key or status)."""
    found = reader.read(text, PartialDate.parse(on) if on else None).mentions
    return [(one.surface, one.type.value, one.actor.key if one.actor else one.status.value) for one in found]


def keys(reader: Reader, text: str, on: str | None = "2017-11-22") -> list[str]:
    return [key for _, _, key in said(reader, text, on)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # token boundaries and letter case
        ("US and us, WHO and who, IS and is.", ["united-states", "who", "islamic-state"]),
        ("The turkey sat on the china in chad.", []),
        ("He read the Iranians’ letter.", ["iran"]),
        ("Nato and NATO", ["nato", "nato"]),
        # points, quotes, hyphens, slashes, line breaks
        ("The U.N. and the UN met.", ["united-nations", "united-nations"]),
        ("Assad’s and Putin's men", ["bashar-al-assad", "vladimir-putin"]),
        ("talks on Syria.Negotiations went on", ["syria"]),
        ("the Russia-Iran-Turkey summit", ["russia", "iran", "turkey"]),
        ("“Putin”, (Erdogan) and ‘Rouhani’", ["vladimir-putin", "recep-tayyip-erdogan", "hassan-rouhani"]),
        ("PKK/YPG", ["pkk", "ypg"]),
        ("Recep Tayyip\nErdoğan spoke", ["recep-tayyip-erdogan"]),
        ("Mevlu\u0308t C\u0327avus\u0327og\u0306lu spoke", ["mevlut-cavusoglu"]),
        # longest match
        ("Syrian Arab Republic", ["syria"]),
        ("The United Nations Security Council met.", ["un-security-council"]),
    ],
)
def test_names_are_found_as_written(reader: Reader, text: str, expected: list[str]):
    assert keys(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow said so.", ["russia"]),
        ("He arrived in Moscow.", []),
        ("She flew to Tbilisi on Monday.", []),
        ("He wrote to Moscow again.", ["russia"]),
        ("under pressure from Washington", ["united-states"]),
        ("Moscow and Tehran backed him.", ["russia", "iran"]),
        ("SINGAPORE — Talks began.", []),
        ("ANKARA, Nov. 20 (Reuters) — Turkey agreed.", ["turkey"]),
        ("He saw the Geneva airport, the Paris Agreement, the Jordan River and Lake Chad.", []),
        ("The Kremlin and the Pentagon denied it.", ["russia", "us-department-of-defense"]),
    ],
)
def test_governments_are_told_from_their_cities(reader: Reader, text: str, expected: list[str]):
    assert keys(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkish President Recep Tayyip Erdogan", [("Turkish", "demonym", "turkey"), ("Recep Tayyip Erdogan", "name", "recep-tayyip-erdogan")]),
        ("The Syrian President left.", [("Syrian President", "role", "bashar-al-assad")]),
        ("Israel’s prime minister left.", [("Israel’s prime minister", "role", "benjamin-netanyahu")]),
        ("the president of Iran", [("president of Iran", "role", "hassan-rouhani")]),
        ("UN Secretary-General António Guterres", [("UN", "name", "united-nations"), ("António Guterres", "name", "antonio-guterres")]),
        ("the UN envoy for Syria", [("UN envoy for Syria", "role", "staffan-de-mistura")]),
        ("The president and the king met.", []),
        ("Foreign Ministers of Russia Lavrov", [("Russia", "name", "russia"), ("Lavrov", "name", "sergey-lavrov")]),
        ("between Russian President, Turkish President Recep Tayyip Erdogan and others",
         [("Russian President", "role", "vladimir-putin"), ("Turkish", "demonym", "turkey"), ("Recep Tayyip Erdogan", "name", "recep-tayyip-erdogan")]),
        ("Hakan Fidan, the Turkish spy chief", [("Hakan Fidan", "name", "hakan-fidan"), ("Turkish spy chief", "role", "hakan-fidan")]),
    ],
)  # fmt: skip
def test_titles_belong_to_names_or_stand_alone(
    reader: Reader, text: str, expected: list[tuple[str, str, str]]
):
    assert said(reader, text) == expected


@pytest.mark.parametrize(
    ("on", "key"),
    [("1985-11-20", "ronald-reagan"), ("2016-06-01", "barack-obama"), ("2024-05-01", "joe-biden")],
)
def test_the_day_picks_the_office_holder(reader: Reader, on: str, key: str):
    assert keys(reader, "The US President spoke.", on) == [key]


def test_the_day_picks_the_bearer_of_a_surname(reader: Reader):
    assert keys(reader, "Assad spoke.", "1985-01-01") == ["hafez-al-assad"]
    assert keys(reader, "Assad spoke.", "2017-01-01") == ["bashar-al-assad"]


def test_without_a_day_no_title_alone_resolves(reader: Reader):
    found = reader.read(
        "Vladimir Putin came. The Russian President spoke. Erdogan, the Turkish president, left."
    ).mentions
    roles = [one for one in found if one.type.value == "role"]
    assert [(one.surface, one.status.value, one.reason) for one in roles] == [
        ("Russian President", "ambiguous", "no_date"),
        ("Turkish president", "ambiguous", "no_date"),
    ]
    assert roles[0].candidates[0].profile.key == "vladimir-putin"


def test_a_full_name_binds_the_surname(reader: Reader):
    text = "Hillary Clinton met Bill Clinton. Mrs Clinton spoke; Mr Clinton listened."
    assert keys(reader, text, "2005-03-01") == [
        "hillary-clinton",
        "bill-clinton",
        "hillary-clinton",
        "bill-clinton",
    ]


def test_the_elder_and_the_younger_are_told_apart(reader: Reader):
    text = "George H. W. Bush and George W. Bush. The elder Bush spoke. The younger Bush did not."
    assert keys(reader, text, "1999-01-01")[2:] == ["george-h-w-bush", "george-w-bush"]


@pytest.mark.parametrize(
    "text",
    [
        "By: Arti Bali",
        "Ahmed Assad, a dentist, laughed.",
        "Dr. Ahmed Assad, a dentist, laughed.",
        "She met Jeb Bush.",
        "It was Michael Jordan.",
        "The Gates Foundation paid.",
        "He works for the Bank of England.",
    ],
)
def test_a_longer_unlisted_name_is_not_swallowed_by_a_listed_part(reader: Reader, text: str):
    assert keys(reader, text) == ["unknown"]


def test_who_is_unknown_in_full_is_unknown_by_surname(reader: Reader):
    text = "Nermin Erdoğan, a widow, slept. Mrs Erdoğan had heard nothing of Recep Tayyip Erdoğan."
    assert keys(reader, text, "2016-07-16") == ["unknown", "unknown", "recep-tayyip-erdogan"]


def test_the_state_beside_it_tells_a_shared_acronym(reader: Reader):
    assert keys(reader, "In Syria the SDF advanced.", "2019-01-01") == ["syria", "syrian-democratic-forces"]
    assert keys(reader, "In Japan the SDF advanced.", "2019-01-01") == ["japan", "japan-self-defense-forces"]


def test_what_stays_open_is_ambiguous_with_its_candidates(reader: Reader):
    (found,) = reader.read("Brussels says no.", PartialDate.parse("2014-03-24")).mentions
    assert (found.status.value, found.reason) == ("ambiguous", "homonym")
    assert {"nato", "european-union"} <= {one.profile.key for one in found.candidates}


def test_nobody_is_named_before_birth_or_beginning(reader: Reader):
    assert "emmanuel-macron" not in keys(reader, "Macron spoke.", "1960-01-01")
    assert "global-coalition-against-daesh" not in keys(reader, "the US-led coalition", "1991-01-18")


def test_every_decision_explains_itself(reader: Reader):
    text = (TEXTS / "bush-funeral-2018.txt").read_text("utf-8")
    for one in reader.read(text, PartialDate.parse("2018-12-05")).mentions:
        assert one.reason or one.candidates[0].explanation


def test_the_documents_part_is_in_the_explanation(reader: Reader):
    found = reader.read("Bashar al-Assad came. Assad spoke.", PartialDate.parse("2007-01-01")).mentions
    assert ("document", "named in full in this text") in [
        (signal.signal, signal.detail) for signal in found[1].candidates[0].explanation
    ]


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "\x00\x00", "\ufeff", "…", "\U0001f600" * 50, "a" * 100_000, "Putin " * 5_000]
)
def test_odd_texts_are_read_without_harm(reader: Reader, text: str):
    assert sound(reader, text, "2017")


def sound(reader: Reader, text: str, on: str | None) -> bool:
    read = reader.read(text, PartialDate.parse(on) if on else None)
    last = 0
    for one in read.mentions:
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.surface
        where = read.sentences[one.sentence]
        assert where.start <= one.start
        assert one.end <= where.end
        last = one.end
    return True


ARTICLES = [path.read_text("utf-8") for path in sorted(TEXTS.glob("*.txt"))]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """An article with pieces cut, doubled, moved, put in other cases, and odd characters put in."""
    text = draw(st.sampled_from(ARTICLES))
    start = draw(st.integers(0, len(text)))
    text = text[start : start + draw(st.integers(20, 600))]
    for _ in range(draw(st.integers(1, 6))):
        at, to = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        piece = text[at:to]
        change = draw(st.sampled_from(["cut", "double", "upper", "lower", "swap", "insert", "title"]))
        odd = draw(
            st.sampled_from(
                [
                    "\u0301",
                    "\u200b",
                    "\r\n",
                    "  ",
                    "\n\n",
                    "’s",
                    ".",
                    ",",
                    " – ",
                    "İ",
                    "ß",
                    "\x00",
                    "(",
                    "“",
                    "Dr. ",
                    "the ",
                    "普京",
                    "\u202e",
                ]
            )
        )
        changed = {
            "cut": "", "double": piece * 2, "upper": piece.upper(), "lower": piece.lower(), "swap": piece[::-1],
            "insert": piece + odd, "title": piece.title(),
        }  # fmt: skip
        text = text[:at] + changed[change] + text[to:]
    return text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=mutated(), on=st.sampled_from([None, "1985-11-20", "2017-11", "2024"]))
@example(text="İİİ Assad", on=None)
def test_mutated_articles_are_read_without_harm(reader: Reader, text: str, on: str | None):
    assert sound(reader, text, on)


def test_reading_again_says_the_same(reader: Reader):
    def once() -> list[Mention]:
        return list(reader.read(ARTICLES[0], PartialDate.parse("2019-10-14")).mentions)

    assert once() == once()


@pytest.mark.parametrize(
    "on", ["1985-05-17", "1999-06-04", "2011-12-31", "2012-01-01", "2017-11-22", "2024-08-21"]
)
def test_what_need_not_be_explained_is_decided_alike(bundled: Settings, on: str):
    day = PartialDate.parse(on)
    with open_reader(bundled) as one, open_reader(bundled) as other:
        for text in ARTICLES[:12]:
            explained = one.read(text, day).mentions
            shared = other.read(text, day, explained=False).mentions
            assert [decided(mention) for mention in explained] == [decided(mention) for mention in shared]


def decided(mention: Mention) -> tuple[object, ...]:
    candidates = [(one.profile.key, one.score) for one in mention.candidates]
    return (
        mention.start,
        mention.end,
        mention.type,
        mention.status,
        mention.reason,
        mention.name_id,
        candidates,
    )
