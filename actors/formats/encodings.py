"""Which encoding a file of names is in, and its lines as text with their numbers."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from actors.errors import InputError, UsageError

LONGEST_LINE = 8 << 20
"""Characters; a file without line breaks must not fill the memory."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(head: bytes) -> str:
    """Return the encoding of a file by its beginning: by its mark, else the first of these that fits.

    UTF-16 without a mark (every second byte of names in Latin letters is NUL), UTF-8, else Windows-1252, which fits
    nearly everything. Other encodings cannot be told apart without a guess at the language: they are named.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    for start, encoding in ((0, "utf-16-be"), (1, "utf-16-le")):
        if head[start::2].count(0) > 0.4 * len(head[start::2]) and head[1 - start :: 2].count(0) == 0:
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def checked_encoding(named: str) -> str:
    """Return the name of an encoding of text; raise UsageError if Python has none of this name."""
    try:
        codec = codecs.lookup(named)
        "a".encode(codec.name)
    except (LookupError, ValueError, UnicodeError):
        raise UsageError(f"{named!r} is no encoding", hint="such as utf-8, utf-16, cp1252, koi8-r") from None
    return codec.name


def lines_of(stream: BinaryIO, encoding: str, name: str) -> Iterator[str]:
    """Yield the lines of a stream with their ends. Raises InputError with `name:line` for bytes that are no text."""
    text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
    number = 0
    while True:
        number += 1
        try:
            line = text.readline(LONGEST_LINE)
            # bytes that are no text come as lone surrogates, line by line, but for UTF-16 and UTF-32, which fail
            if not line.isascii():
                line.encode("utf-8")
        except UnicodeError:
            raise InputError(
                f"is no {encoding}", where=f"{name}:{number}", hint="name the encoding with --encoding"
            ) from None
        if not line:
            text.detach()
            return
        if len(line) >= LONGEST_LINE:
            raise InputError("the line is longer than 8 million characters", where=f"{name}:{number}")
        yield line.removeprefix("\ufeff") if number == 1 else line
