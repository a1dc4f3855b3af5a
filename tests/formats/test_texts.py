"""Texts come as they were given; what cannot be read is said in one line that names the place."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.domain.dates import PartialDate
from actors.errors import InputError
from actors.formats.texts import MOST_BYTES, Text, partial_date, read_texts


def lines(path: Path, *stated: Any) -> str:
    path.write_text("".join(json.dumps(line) + "\n" for line in stated), "utf-8")
    return str(path)


def refused(*arguments: Any) -> str:
    with pytest.raises(InputError) as caught:
        list(read_texts(*arguments))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_plain_file_is_one_text_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Čaputová came.\r\n\tAnd 👑 went.\n".encode())
    day = PartialDate.parse("2019")
    (text,) = read_texts([str(path)], date=day, lang="en_GB")
    assert text == Text(str(path), str(path), "Čaputová came.\r\n\tAnd 👑 went.\n", day, "en-GB")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfPutin came.")
    assert next(read_texts([str(path)])).text == "Putin came."
    path.write_bytes(b'\xef\xbb\xbf{"text": "Putin came."}\n')
    assert next(read_texts([str(path)], True)).text == "Putin came."


def test_standard_input_is_a_text_or_lines_of_json(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"Putin came."))
    monkeypatch.setattr(sys, "stdin", stream)
    assert list(read_texts(["-"])) == [Text("standard input", "-", "Putin came.")]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"id": 3, "text": "x"}')))
    assert list(read_texts(["-"], True)) == [Text("standard input:1", 3, "x")]


def test_a_line_says_its_own_date_and_language_before_those_given(tmp_path: Path) -> None:
    own = {"id": "a", "text": "x", "date": "2017-11", "lang": "fr", "title": "T", "url": "U"}
    file = lines(tmp_path / "a.jsonl", own | {"publisher": "P", "more": [1]}, {"text": "y"})
    first, second = read_texts([file], True, PartialDate.parse("2015"), "en")
    day = PartialDate.parse("2017-11")
    assert first == Text(f"{file}:1", "a", "x", day, "fr", "T", "U", "P")
    assert second == Text(f"{file}:2", None, "y", PartialDate.parse("2015"), "en")


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("2017", "2017"),
        ("2017-11", "2017-11"),
        ("2017-11-22", "2017-11-22"),
        ("2017-11-22T10:15:00Z", "2017-11-22"),
        ("2017-11-22 10:15:00+03:00", "2017-11-22"),
        ("", None),
        (None, None),
    ],
)
def test_dates_are_partial_or_the_day_of_a_timestamp(given: str | None, meant: str | None) -> None:
    read = partial_date(given)
    assert (read.text if read else None) == meant


def test_lines_are_read_one_by_one_and_blank_ones_are_none() -> None:
    def endless() -> Iterator[bytes]:
        yield from (b"\n", b'{"text": "first"}\n')
        raise AssertionError("the second line was read before it was asked for")

    class Stream(io.RawIOBase):
        feed = endless()

        def readline(self, _size: int | None = -1) -> bytes:
            return next(self.feed)

    class Input:
        buffer = Stream()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", Input())
        assert next(read_texts(["-"], True)).place == "standard input:2"


WRONG = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\t\n", "is empty"),
    "binary": (b"\x7fELF\x00\x01", "is binary or UTF-16, not UTF-8 text"),
    "UTF-16": ("\ufeffPutin".encode("utf-16-le"), "is binary or UTF-16"),
    "Latin-1": ("Un été à Paris".encode("latin-1"), "is no UTF-8: byte 0xe9 at 3"),
    "half a character": ("Putin é".encode()[:-1], "is no UTF-8: byte 0xc3 at 6"),
}
WRONG_LINES = {
    "no JSON": (b"Putin", "is no JSON: Expecting value (character 1)"),
    "half a line": (b'{"text": "Put', "is no JSON: Unterminated string"),
    "a list": (b'["x"]', "is no JSON object"),
    "no text": (b'{"id": 1}', '"text" is missing'),
    "null for text": (b'{"text": null}', '"text" is missing'),
    "a number for text": (b'{"text": 12}', '"text" is not text'),
    "empty text": (b'{"text": " "}', "is empty"),
    "NUL in text": (b'{"text": "a\\u0000b"}', "has a NUL character"),
    "half a surrogate pair": (b'{"text": "a\\ud800b"}', '"text" has half a surrogate pair'),
    "a title without characters": (b'{"text": "a", "title": "\\udfff"}', '"title" has half a surrogate'),
    "a list for an id": (b'{"id": [], "text": "a"}', '"id" is neither text nor a whole number'),
    "a truth value for an id": (b'{"id": true, "text": "a"}', '"id" is neither'),
    "no day": (b'{"text": "a", "date": "soon"}', "'soon' is not a date"),
    "a day that is none": (b'{"text": "a", "date": "2017-02-30"}', "'2017-02-30' is a day that does not exist"),
    "a number for a date": (b'{"text": "a", "date": 2017}', '"date" is not text'),
    "no language": (b'{"text": "a", "lang": "English, please"}',  "'English, please' is no language code"),
    "too deep": (b'{"text": ' + b"[" * 100_000, "is no JSON that can be read"),
    "a number too long": (b'{"id": ' + b"9" * 5000 + b', "text": "a"}', "is no JSON that can be read"),
    "NUL bytes": (b'{"text": "a"\x00}', "is binary"),
    "no UTF-8": (b'{"text": "\xff"}', "is no UTF-8: byte 0xff at 10"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), WRONG.values(), ids=WRONG)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert refused([str(path)]).startswith(f"{path}: {said}")


@pytest.mark.parametrize(("content", "said"), WRONG_LINES.values(), ids=WRONG_LINES)
def test_a_line_that_is_no_text_is_refused_and_can_be_skipped(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "before"}\n\n' + content + b'\n{"text": "after"}\n')
    assert refused([str(path)], True).startswith(f"{path}:3: {said}")
    skipped: list[InputError] = []
    texts = [text.text for text in read_texts([str(path)], True, refuse=skipped.append)]
    assert texts == ["before", "after"]
    assert len(skipped) == 1


def test_places_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.txt")
    assert refused([missing]) == f"{missing}: cannot be read: No such file or directory"
    assert refused([str(tmp_path)]) == f"{tmp_path}: cannot be read: Is a directory"
    good = tmp_path / "a.txt"
    good.write_text("x")
    skipped: list[InputError] = []
    found = list(read_texts([missing, str(good)], refuse=skipped.append))
    assert [text.text for text in found] == ["x"]
    assert [error.where for error in skipped] == [missing]


@pytest.mark.parametrize("jsonl", [False, True])
def test_a_text_of_fifty_megabytes_is_refused_and_what_follows_is_read(tmp_path: Path, jsonl: bool) -> None:
    big, small = tmp_path / "big", tmp_path / "small"
    with big.open("wb") as file:
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b'\n{"text": "after"}\n')
    small.write_bytes(b'{"text": "after"}\n')
    place = f"{big}:1" if jsonl else str(big)
    assert refused([str(big)], jsonl) == f"{place}: has more than 20 MB of text (split it)"
    skipped: list[InputError] = []
    after = [text.place for text in read_texts([str(big), str(small)], jsonl, refuse=skipped.append)]
    assert after == ([f"{big}:2", f"{small}:1"] if jsonl else [str(small)])
    assert len(skipped) == 1


def test_a_text_of_just_the_most_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * MOST_BYTES)
    assert len(next(read_texts([str(path)])).text) == MOST_BYTES


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
            str.strip
        )
    )
)
def test_any_text_comes_through_json_unchanged(tmp_path: Path, texts: list[str]) -> None:
    file = lines(tmp_path / "a.jsonl", *({"id": at, "text": text} for at, text in enumerate(texts)))
    assert [(text.id, text.text) for text in read_texts([file], True)] == list(enumerate(texts))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_no_bytes_are_anything_but_texts_or_clear_lines(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    for jsonl in (False, True):
        skipped: list[InputError] = []
        for text in read_texts([str(path)], jsonl, refuse=skipped.append):
            assert text.text.strip()
        assert all("\n" not in str(error) for error in skipped)
