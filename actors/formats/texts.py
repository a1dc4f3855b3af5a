"""Read texts: plain UTF-8 files, standard input, and JSON Lines with what is known of each text."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from actors.domain.dates import PartialDate
from actors.errors import InputError, UsageError

MOST_BYTES = 20_000_000
"""What one text, or one line of JSON, can have: ten times the longest report that is news."""

STANDARD_INPUT = "-"
_BYTE_ORDER_MARK = "\ufeff"
_TIMESTAMP = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9].*", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class Text(NamedTuple):
    """A text with its place (`file` or `file:line`), the id its giver knows it by, and what is said of it.

    The text is as given, but for a byte-order mark at the start of its file, which is no part of it.
    """

    place: str
    id: str | int | None
    text: str
    date: PartialDate | None = None
    lang: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None


Refuse = Callable[[InputError], None]
"""What is done about a text that cannot be read: raise the error, or note it and return."""


def stop(error: InputError) -> None:
    """Refuse a text by ending the reading."""
    raise error


def read_texts(
    sources: Sequence[str],
    jsonl: bool = False,
    date: PartialDate | None = None,
    lang: str | None = None,
    refuse: Refuse = stop,
) -> Iterator[Text]:
    """Yield the texts of files (`-` is standard input), one by one; with `jsonl` each line is one.

    `date` and `lang` hold for texts that do not say their own.
    """
    lang = language(lang) if lang else None
    for source in sources:
        place = "standard input" if source == STANDARD_INPUT else source
        try:
            with _opened(source) as stream:
                if jsonl:
                    yield from _lines(stream, place, date, lang, refuse)
                    continue
                text = _decoded(_whole(stream), place)
        except InputError as error:
            refuse(error)
        except OSError as error:
            refuse(InputError(f"cannot be read: {error.strerror or error}", where=place))
        else:
            yield Text(place, source, text, date, lang)


def language(text: str) -> str:
    """Return a language code; raise UsageError for what cannot be one."""
    if not _LANGUAGE.fullmatch(text) or len(text) > 16:
        raise UsageError(f"{text!r} is no language code", hint="write en, fr, zh …")
    return text.replace("_", "-")


def _opened(source: str) -> Any:
    if source == STANDARD_INPUT:
        return nullcontext(sys.stdin.buffer)
    return Path(source).open("rb")


def _whole(stream: BinaryIO) -> bytes:
    return stream.read(MOST_BYTES + 1)


def _lines(
    stream: BinaryIO, source: str, date: PartialDate | None, lang: str | None, refuse: Refuse
) -> Iterator[Text]:
    number = 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        rest = line
        while len(line) > MOST_BYTES and rest and not rest.endswith(b"\n"):
            rest = stream.readline(1 << 20)
        if not line.strip():
            continue
        try:
            text = _from_json(line, f"{source}:{number}", date, lang)
        except InputError as error:
            refuse(error)
        else:
            yield text


def _from_json(line: bytes, place: str, date: PartialDate | None, lang: str | None) -> Text:
    try:
        stated = json.loads(_decoded(line.rstrip(), place))
    except json.JSONDecodeError as error:
        raise InputError(f"is no JSON: {error.msg} (character {error.pos + 1})", where=place) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON that can be read: {error}", where=place) from None
    if not isinstance(stated, dict):
        raise InputError("is no JSON object", where=place, hint='write {"id": …, "text": …} a line')
    text_id, text = stated.get("id"), _string(stated, "text", place)
    if isinstance(text_id, bool) or not isinstance(text_id, (str, int, type(None))):
        raise InputError('"id" is neither text nor a whole number', where=place)
    if text is None:
        raise InputError('"text" is missing', where=place)
    _checked(text, place)
    stated_date, stated_lang = _string(stated, "date", place), _string(stated, "lang", place)
    try:
        own_date = partial_date(stated_date)
        own_lang = language(stated_lang) if stated_lang else lang
    except UsageError as error:
        raise InputError(error.what, where=place, hint=error.hint) from None
    title, url, publisher = (_string(stated, name, place) for name in ("title", "url", "publisher"))
    return Text(place, text_id, text, own_date or date, own_lang, title, url, publisher)


def partial_date(text: str | None) -> PartialDate | None:
    """Read a partial date, or the day of an ISO timestamp; None for no text. Raises DateError."""
    if not text:
        return None
    timestamp = _TIMESTAMP.fullmatch(text)
    return PartialDate.parse(timestamp.group(1) if timestamp else text)


def _string(stated: dict[str, Any], name: str, place: str) -> str | None:
    value = stated.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f'"{name}" is not text', where=place)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InputError(f'"{name}" has half a surrogate pair, which is no character', where=place) from None
    return value


def _decoded(raw: bytes, place: str) -> str:
    if len(raw) > MOST_BYTES:
        raise InputError(f"has more than {MOST_BYTES // 1_000_000} MB of text", where=place, hint="split it")
    if b"\0" in raw:
        raise InputError("is binary or UTF-16, not UTF-8 text (it has NUL bytes)", where=place)
    try:
        text = raw.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        wrong = raw[error.start]
        raise InputError(f"is no UTF-8: byte 0x{wrong:02x} at {error.start}", where=place) from None
    return _checked(text, place)


def _checked(text: str, place: str) -> str:
    if "\0" in text:
        raise InputError("has a NUL character: it is no text", where=place)
    if not text.strip():
        raise InputError("is empty", where=place)
    return text
