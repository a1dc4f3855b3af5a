"""Tag texts without storing anything: who is named in them, as JSON for programs and as rows for people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from actors import __version__
from actors.config import Settings
from actors.domain.document import Mention, ReadText
from actors.domain.match import Candidate, Status
from actors.formats.texts import Text
from actors.services.database import Report, reading, silent
from actors.services.tagging import Reader
from actors.services.workers import read_all
from actors.storage import readpath


class Marked(NamedTuple):
    """A text's mentions for people: a row (surface, type, status, who) each, and who is in it how often."""

    place: str
    rows: list[tuple[str, str, str, str]]
    actors: list[tuple[str, int]]


def marked(
    settings: Settings, texts: Iterable[Text], workers: int | None = None, report: Report = silent
) -> Iterator[Marked]:
    """Yield what people read of each text, in order."""
    for _, shown in read_all(settings, texts, _shown, workers, report):
        yield shown


def json_lines(
    settings: Settings, texts: Iterable[Text], workers: int | None = None, report: Report = silent
) -> Iterator[str]:
    """Yield one line of JSON with id and mentions for each text, in order."""
    for _, line in read_all(settings, texts, _json_line, workers, report):
        yield line


def json_documents(
    settings: Settings, texts: Iterable[Text], workers: int | None = None, report: Report = silent
) -> Iterator[dict[str, Any]]:
    """Yield the contract's object for each text, in order, with the day and what it rests on."""
    with reading(settings, report) as connection:
        revision = readpath.database_state(connection).revision
    for text, mentions in read_all(settings, texts, _mentions, workers, report):
        on = text.date.text if text.date else None
        yield {"id": text.id, "on": on, "revision": revision, "version": __version__, "mentions": mentions}


def _read(reader: Reader, text: Text) -> ReadText:
    return reader.read(text.text, text.date, text.lang)


def _mentions(reader: Reader, text: Text) -> list[dict[str, Any]]:
    read = _read(reader, text)
    return [mention.to_json(read.sentences) for mention in read.mentions]


def _json_line(reader: Reader, text: Text) -> str:
    read = _read(reader, text)
    mentions = []
    for mention in read.mentions:
        alone = _encoded(mention.to_json_alone(read.sentences))
        mentions.append(f'{alone[:-1]},"candidates":{_candidates(mention.candidates)}}}')
    return f'{{"id":{_encoded(text.id)},"mentions":[{",".join(mentions)}]}}'


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_MOST_REMEMBERED = 10_000
_remembered: dict[int, tuple[tuple[Candidate, ...], str]] = {}
"""The JSON of candidates by their identity, with the candidates themselves, so that the identity stays theirs."""


def _candidates(candidates: tuple[Candidate, ...]) -> str:
    """Return candidates as JSON; a reader gives the same ones again and again, and they are most of a line."""
    known = _remembered.get(id(candidates))
    if known is None:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        known = candidates, _encoded([candidate.to_json() for candidate in candidates])
        _remembered[id(candidates)] = known
    return known[1]


def _shown(reader: Reader, text: Text) -> Marked:
    mentions = _read(reader, text).mentions
    actors = Counter(mention.actor.name for mention in mentions if mention.actor)
    return Marked(text.place, [_row(mention) for mention in mentions], actors.most_common())


def _row(mention: Mention) -> tuple[str, str, str, str]:
    status = mention.status.value + (f" ({mention.reason})" if mention.reason else "")
    if mention.actor:
        who = f"{mention.actor.name} [{mention.actor.key}]"
    elif mention.status is Status.AMBIGUOUS:
        who = " or ".join(candidate.profile.key for candidate in mention.candidates[:4])
    else:
        who = mention.title or ""
    return (" ".join(mention.surface.split()), mention.type.value, status, who)
