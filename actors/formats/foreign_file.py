"""Files of other people: read line by line with their places, whatever is in them."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from actors.errors import ForeignFileError

LONGEST_LINE = 8 << 20
"""Bytes; a file without line breaks must not fill the memory."""

_HEAD = 64 << 10
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


class ForeignFile(NamedTuple):
    """An open file with the name that messages call it by; `path` is None for standard input."""

    stream: BinaryIO
    name: str
    path: Path | None = None

    def place(self, line: int) -> str:
        """Return `file:line`."""
        return f"{self.name}:{line}"

    def head(self) -> bytes:
        """Return the first 64 kB, and go back to the start."""
        self.stream.seek(0)
        head = self.stream.read(_HEAD)
        self.stream.seek(0)
        return head

    def lines(self) -> Iterator[tuple[int, str | ForeignFileError]]:
        """Yield each line by its number, as text, or what is wrong with it: not UTF-8, or without end."""
        self.stream.seek(0)
        number = 0
        while raw := self.stream.readline(LONGEST_LINE):
            number += 1
            whole = raw.endswith(b"\n") or len(raw) < LONGEST_LINE
            if not whole:
                while (more := self.stream.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
                    pass
                yield number, ForeignFileError("the line is longer than 8 MB", where=self.place(number))
                continue
            try:
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                yield (
                    number,
                    ForeignFileError(
                        f"byte {error.start + 1} of the line is not UTF-8",
                        where=self.place(number),
                        hint="save the file as UTF-8",
                    ),
                )
                continue
            yield number, text.rstrip("\r\n")


@contextmanager
def open_foreign(named: str) -> Iterator[ForeignFile]:
    """Open a file, or standard input ("-"), which is copied aside as it is read more than once.

    Raises ForeignFileError where it cannot be read.
    """
    path = None if named == "-" else Path(named)
    try:
        stream = tempfile.TemporaryFile() if path is None else path.open("rb")  # noqa: SIM115 - closed below
    except (OSError, ValueError) as error:
        what = error.strerror if isinstance(error, OSError) else error
        raise ForeignFileError(f"cannot be read: {what}", where=named) from error
    with stream:
        if path is None:
            shutil.copyfileobj(sys.stdin.buffer, stream)
        yield ForeignFile(stream, "stdin" if path is None else named, path)


def clean(text: str) -> str:
    """Return a text of one line without control characters, doubled or outer spaces."""
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
    return " ".join(text.split())


class WrongLineError(Exception):
    """What is wrong with a line; its place is added where that is known."""


def json_object(line: str) -> dict[str, Any]:
    """Return the object of a line of JSON; raise WrongLineError for anything else."""
    try:
        parsed = json.loads(line)
    except (ValueError, RecursionError) as error:
        at = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        what = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        raise WrongLineError(f"not JSON: {what}{at}") from None
    if not isinstance(parsed, dict):
        raise WrongLineError("not a JSON object")
    return parsed
