"""Spellings of one person and of two."""

from __future__ import annotations

import pytest
from checks.people import can_be_same, is_named


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Recep Tayyip Erdoğan", "Tayyip Erdogan"),
        ("Abdel Fattah al-Sisi", "Abdelfattah Elsisi"),
        ("Mikhail Gorbachev", "Gorbachev"),
        ("G.W. Bush", "George W. Bush"),
        ("José Maria Neves", "Jose Maria Pereira Neves"),
        ("Abdullah As-Sabah", "Abdullah al-Sabah"),
        ("Ouédraogo", "Ouedraogo"),
    ],
)
def test_spellings_of_one_name(first: str, second: str) -> None:
    assert can_be_same(first, second)
    assert can_be_same(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ilham Aliyev", "Heydar Aliyev"),
        ("Laurent Kabila", "Joseph Kabila"),
        ("Mohammad Rabbani", "Burhanuddin Rabbani"),
        ("Kim Jong Il", "Kim Yong Nam"),
        ("Ali", "Ilham Aliyev"),
        ("Lee", "Chuan Leekpai"),
        ("al", "el"),
        ("", "Putin"),
    ],
)
def test_names_of_two(first: str, second: str) -> None:
    assert not can_be_same(first, second)


def test_a_lone_surname_of_ours_fits_a_lone_surname_alone() -> None:
    assert is_named("Aliyev", "Ilham Aliyev", ["Aliyev"])
    assert not is_named("Heydar Aliyev", "Ilham Aliyev", ["Aliyev"])
    assert is_named("Suharto", "Suharto", [])
