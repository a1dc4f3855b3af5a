"""Files that were damaged at random: no reader falls over, and each mistake names its line."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from actors.domain.foreign import ForeignActor
from actors.errors import ForeignFileError
from actors.formats.recognising import READERS, reader_of
from actors.services.importing_records import record_of
from tests.formats.foreign import SAMPLES, foreign

NASTY = [
    b"\0", b"\xff", b"\n", b"\r", b'"', b"'", b"{", b"[", b"]", b",", b";", b"-0-", b"\\ud800", b"\xed\xa0\x80",
    b"[AFGGOV 999999-000000]", b"9" * 5000, b"null", b"1e999", b"\t", b"+", b"#", b"<!--", b"\xef\xbb\xbf", b" ",
]  # fmt: skip
PLACE = re.compile(r"list\.txt:[1-9][0-9]*")


def mutated(sample: bytes, number: int, seed: int = 4) -> Iterator[bytes]:
    """Yield `number` copies with one to four of their places overwritten, cut out, doubled or filled with nasty bytes."""
    chosen = random.Random(seed)
    for _ in range(number):
        content = bytearray(sample)
        for _ in range(chosen.randint(1, 4)):
            at = chosen.randrange(len(content) + 1)
            to = min(len(content), at + chosen.choice([0, 1, 1, 5, 40]))
            piece = chosen.choice([b"", chosen.choice(NASTY), bytes(content[at:to]) * 2, chosen.randbytes(2)])
            content[at:to] = piece
        yield bytes(content)


@pytest.mark.parametrize("format_name", READERS)
def test_a_thousand_damaged_files_are_read_or_refused_by_their_lines(format_name: str) -> None:
    actors = refused = 0
    for content in mutated(SAMPLES[format_name].encode(), 1000):
        try:
            found = list(READERS[format_name](foreign(content), {}, Counter()))
        except ForeignFileError as error:  # of the whole file: a header without the columns that are needed
            found = [error]
        for one in found:
            try:
                if isinstance(one, ForeignActor):
                    record_of(one, "key", "source", Counter())
                    actors += 1
                    continue
            except ForeignFileError as error:
                one = error
            refused += 1
            assert PLACE.fullmatch(one.where or ""), (one.where, one.what, content)
            assert "\n" not in str(one)
            assert len(str(one)) < 500
    assert actors > 500
    assert refused > 100


@pytest.mark.parametrize("format_name", READERS)
def test_damage_does_not_make_recognising_fall_over(format_name: str) -> None:
    right = 0
    for content in mutated(SAMPLES[format_name].encode(), 200):
        try:
            right += reader_of(foreign(content), None).name == format_name
        except ForeignFileError:
            continue
    assert right > 100
