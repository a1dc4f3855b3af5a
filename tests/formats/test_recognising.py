"""A file's format is seen in its content."""

from __future__ import annotations

import pytest

from actors.errors import ForeignFileError, UsageError
from actors.formats.recognising import reader_of
from tests.formats.foreign import SAMPLES, foreign, read


@pytest.mark.parametrize("name", SAMPLES)
def test_each_format_is_recognised_by_its_content(name: str) -> None:
    assert reader_of(foreign(SAMPLES[name]), None).name == name
    assert reader_of(foreign("\ufeff" + SAMPLES[name]), None).name == name


def test_what_is_named_is_believed() -> None:
    assert reader_of(foreign("whatever"), "csv").name == "csv"
    with pytest.raises(UsageError, match="jsonl, csv, followthemoney, ofac, petrarch"):
        reader_of(foreign("x"), "docx")


@pytest.mark.parametrize("name", ["csv", "ofac", "petrarch"])
def test_a_field_that_means_nothing_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=r"no field|no columns"):
        read(name, SAMPLES[name], {"shoe": "QID"})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("hello\nworld\n", "--format"),
        ('36,25,-0- ,"Havana","Cuba",-0- \n', "sdn.csv"),
        ('36,12,"aka","AERO",-0- \n', "sdn.csv"),
    ],
)
def test_what_shows_no_format_is_refused_with_what_to_do(content: str, says: str) -> None:
    with pytest.raises(ForeignFileError, match=says):
        reader_of(foreign(content), None)
