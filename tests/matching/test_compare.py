"""Two names alone: what makes them the same actor's and what keeps them apart."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from actors.matching import weights
from actors.matching.compare import compare

SAME = [
    ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan", None),
    ("Mevlut Cavusoglu", "ÇAVUŞOĞLU, Mevlüt", None),
    ("Binali Yıldırım", "BİNALİ YILDIRIM", None),
    ("Xi Jinping", "Jinping Xi", None),
    ("Kim Jong-un", "Kim Jong Un", None),
    ("Bashar al-Assad", "Bashar Assad", None),
    ("Mr. Sergey Lavrov", "Sergey Lavrov", None),
    ("Sergey Lavrov", "Sergei Lavrov", None),
    ("Muammar Gaddafi", "Moammar Qaddafi", "person"),
    ("Usama bin Ladin", "Osama bin Laden", "person"),
    ("Mohammed bin Salman", "Mohammad bin Salman", None),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy", None),
    ("Aleksandr Lukashenko", "Alexander Lukashenko", "person"),
    ("Abdel Fattah el-Sisi", "Abdelfattah al-Sisi", "person"),
    ("Recep Tayyip Erdoğan", "Tayyip Erdogan", "person"),
    ("John F. Kennedy", "John Fitzgerald Kennedy", "person"),
    ("George H. W. Bush", "George H.W. Bush", "person"),
    ("Vladimir Putin", "Владимир Путин", None),
    ("Mikhail Gorbachev", "Михаил Горбачёв", None),
    ("Tsipras", "Τσίπρας", None),
    ("ולאדימיר פוטין", "Vladimir Putin", "person"),
    ("Bashar al-Assad", "بشار الأسد", "person"),
    ("Мевлют Чавушоглу", "Mevlüt Çavuşoğlu", "person"),
    ("Владимир Путин", "ولادیمیر پوتین", "person"),
    ("Saif Ullah Khan", "Saifullah Khan", "person"),
    ("Abdelmalek Droukdel", "Abdul Malik Droukdel", "person"),
    ("Ramzi Yousef", "Ramzi Yussuf", "person"),
    ("Stroytransgaz OOO", "Stroytransgaz LLC", "organization"),
    ("N.A.T.O.", "NATO", None),
    ("Côte d'Ivoire", "COTE D’IVOIRE", None),
]

DIFFERENT = [
    ("George H. W. Bush", "George W. Bush", None),
    ("George H. W. Bush", "George W. Bush", "person"),
    ("Bill Clinton", "Hillary Clinton", "person"),
    ("Сергей Лавров", "Sergei Shoigu", "person"),
    ("محمد بن سلمان", "Salman bin Abdulaziz", "person"),
    ("Bashar al-Assad", "Hafez al-Assad", "person"),
    ("Kim Jong-un", "Kim Jong-il", "person"),
    ("Boris Johnson", "Boris Yeltsin", "person"),
    ("John Kerry", "John Kelly", "person"),
    ("Ali Khamenei", "Ruhollah Khomeini", "person"),
    ("Mohammed bin Salman", "Mohammed bin Zayed", "person"),
    ("Abdullah Gul", "Abdullah Abdullah", "person"),
    ("Mohammed VI", "Mohammed V", "person"),
    ("Elizabeth I", "Elizabeth II", "person"),
    ("Ferdinand Marcos Jr.", "Imelda Marcos", "person"),
    ("Yazbek Mohammad", "Yazbek Ahmad", "person"),
    ("Los Cuinis Drug Trafficking Organization", "Los Valles Drug Trafficking Organization", "organization"),
    ("Iran", "Iraq", "state"),
    ("Niger", "Nigeria", "state"),
    ("Austria", "Australia", "state"),
    ("Mali", "Malawi", "state"),
    ("Slovakia", "Slovenia", "state"),
    ("Congo", "DR Congo", "state"),
    ("North Korea", "South Korea", "state"),
    ("Guinea", "Guinea-Bissau", "state"),
    ("Sudan", "South Sudan", "state"),
    ("Chad", "China", None),
    ("UN", "EU", None),
    ("IAEA", "International Energy Agency", "organization"),
]


@pytest.mark.parametrize(("left", "right", "kind"), SAME)
def test_spellings_of_one_name_are_the_same(left: str, right: str, kind: str | None) -> None:
    found = compare(left, right, kind)
    assert found.same, found
    assert found.score >= weights.SAME_ABROAD_AT


@pytest.mark.parametrize(("left", "right", "kind"), DIFFERENT)
def test_names_of_two_actors_are_different(left: str, right: str, kind: str | None) -> None:
    found = compare(left, right, kind)
    assert not found.same, found
    assert found.score < weights.SAME_AT


@pytest.mark.parametrize(
    ("acronym", "spelled_out"),
    [
        ("UN", "United Nations"),
        ("U.N.", "United Nations"),
        ("IAEA", "International Atomic Energy Agency"),
        ("OPEC", "Organization of the Petroleum Exporting Countries"),
    ],
)
def test_an_acronym_is_the_organization_it_stands_for_but_never_a_person(
    acronym: str, spelled_out: str
) -> None:
    assert compare(acronym, spelled_out, "organization").same
    assert compare(spelled_out, acronym, "organization").same
    assert compare(acronym, spelled_out).explanation[0].signal == "acronym"
    assert not compare(acronym, spelled_out, "person").same


def test_lower_case_letters_are_no_acronym() -> None:
    assert not compare("un", "United Nations", "organization").same


def test_the_same_name_scores_one_and_reordered_words_a_little_less() -> None:
    assert compare("Hassan Rouhani", "HASSAN ROUHANI").score == weights.EXACT == 1.0
    assert compare("Hassan Rouhani", "Rouhani, Hassan").score == weights.REORDERED < weights.EXACT


def test_another_script_scores_less_than_the_same_script_and_says_so() -> None:
    crossed = compare("Vladimir Putin", "Владимир Путин")
    assert crossed.score < compare("Vladimir Putin", "Putin, Vladimir").score
    assert [signal.signal for signal in crossed.explanation] == ["name", "script"]


def test_a_part_left_out_counts_less_against_than_a_part_that_differs() -> None:
    left_out = compare("Mohammad Javad Zarif", "Javad Zarif", "person").score
    differs = compare("Mohammad Javad Zarif", "Ahmad Javad Zarif", "person").score
    assert differs < left_out


def test_nothing_compares_with_nothing() -> None:
    for left, right in (("", "Putin"), ("Putin", ""), ("", ""), ("!!!", "???"), ("😀", "😀")):
        found = compare(left, right)
        assert (found.score, found.same) == (0.0, False)
        assert found.explanation[0].signal == "empty"


def test_names_of_particles_alone_are_compared_by_their_own_letters() -> None:
    assert not compare("De", "Van").same
    assert not compare("Al", "Van der").same
    assert compare("Al", "AL").same


WORDS = "Mohammed Mohamed bin al-Assad Путин H. W. Bush UN United Nations Dr King VI أحمد 金"
names = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=5).map(" ".join),
)


@example("0", "𮌝", None)
@given(names, names, st.sampled_from([None, "person", "organization", "state"]))
def test_comparing_is_symmetric_bounded_and_explained(left: str, right: str, kind: str | None) -> None:
    found, turned = compare(left, right, kind), compare(right, left, kind)
    assert abs(found.score - turned.score) < 1e-9
    crossing = any(signal.signal == "script" for signal in found.explanation)
    least = weights.SAME_ABROAD_AT if crossing else weights.SAME_AT
    assert found.same == turned.same == (found.score >= least)
    assert 0 <= found.score <= 1
    assert found.explanation
    assert all(
        0 <= signal.score <= 1 and 0 <= signal.weight <= 1 and signal.detail for signal in found.explanation
    )


@given(names.filter(lambda name: any(map(str.isalnum, name))))
def test_a_name_is_the_same_as_itself(name: str) -> None:
    found = compare(name, name)
    assert found.same or found.explanation[0].signal == "empty"
