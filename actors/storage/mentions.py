"""Mentions as they are stored, documents, and names that are nobody's yet: reads over a plain DB-API connection."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, NamedTuple

from actors.domain.document import Mention
from actors.domain.match import Status
from actors.text.normalize import fold


class Found(NamedTuple):
    """A mention reduced to what is stored, of plain values that are quick to pass between processes."""

    start: int
    end: int
    type: str
    status: str
    reason: str | None
    sentence: int
    title: str | None
    name_id: int | None
    key: str | None
    score: float | None
    candidates: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, mention: Mention) -> Found:
        """Reduce a mention; candidates are kept where it is ambiguous."""
        actor = mention.actor
        ambiguous = mention.status is Status.AMBIGUOUS
        return cls(
            mention.start,
            mention.end,
            mention.type.value,
            mention.status.value,
            mention.reason,
            mention.sentence,
            mention.title,
            mention.name_id,
            actor.key if actor else None,
            mention.candidates[0].score if actor else None,
            tuple((one.profile.key, one.score) for one in mention.candidates) if ambiguous else (),
        )


class StoredDocument(NamedTuple):
    """A document as it is listed: what is said of it, its beginning, and how much was found in it."""

    id: int
    date: str | None
    title: str | None
    url: str | None
    publisher: str | None
    lang: str | None
    sha256: str
    characters: int
    mentions: int
    beginning: str

    def to_json(self) -> dict[str, Any]:
        """Return the document as JSON."""
        return self._asdict()


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that looks like an actor's and is nobody's: its usual form, how often and in how many documents.

    `titles` are the titles in front of it with their numbers, the most frequent first.
    """

    name: str
    forms: tuple[str, ...]
    count: int
    documents: int
    titles: tuple[tuple[str, int], ...]
    document: int
    date: str | None
    sentence: tuple[int, int]
    text: str

    def to_json(self) -> dict[str, Any]:
        """Return the name with a sentence that shows it."""
        return {
            "name": self.name,
            "forms": list(self.forms),
            "count": self.count,
            "documents": self.documents,
            "titles": [{"title": title, "count": count} for title, count in self.titles],
            "evidence": {
                "document": self.document,
                "date": self.date,
                "sentence": list(self.sentence),
                "text": self.text,
            },
        }


_UNKNOWN = "m.status = 'unknown' AND m.type = 'name'"
"""The condition of the index of unknown names, which must be the same word for word."""


def documents(connection: sqlite3.Connection) -> list[StoredDocument]:
    """Return all documents, the newest first."""
    rows = connection.execute(
        """SELECT id, published, title, url, publisher, lang, sha256, length(text), mentions,
            substr(text, 1, 200)
        FROM document ORDER BY published_last DESC NULLS LAST, id DESC"""
    )
    return [StoredDocument._make([*row[:-1], " ".join(row[-1].split())[:80]]) for row in rows]


def number_of_documents(connection: sqlite3.Connection) -> int:
    """Return how many documents are stored."""
    ((number,),) = connection.execute("SELECT count(*) FROM document").fetchall()
    return int(number)


def has_document(connection: sqlite3.Connection, sha256: str) -> bool:
    """Say whether a text is stored."""
    query = "SELECT 1 FROM document WHERE sha256 = ?"
    return bool(connection.execute(query, (sha256,)).fetchall())


def documents_behind(
    connection: sqlite3.Connection, search_revision: int, extractor_version: int
) -> list[int]:
    """Return the documents that were read before a revision or by another version of the extractor."""
    query = "SELECT id FROM document WHERE read_revision < ? OR extractor_version <> ? ORDER BY id"
    return [number for (number,) in connection.execute(query, (search_revision, extractor_version))]


def document_text(connection: sqlite3.Connection, number: int) -> tuple[str, str | None, str | None]:
    """Return a document's text, date and language."""
    query = "SELECT text, published, lang FROM document WHERE id = ?"
    ((text, published, lang),) = connection.execute(query, (number,)).fetchall()
    return text, published, lang


def unknown_names(connection: sqlite3.Connection, most: int) -> tuple[int, list[UnknownName]]:
    """Return how many names are nobody's, and the most frequent of them, one for all forms that fold alike."""
    groups: dict[str, dict[str, int]] = {}
    query = f"SELECT surface, count(*) FROM mention m WHERE {_UNKNOWN} GROUP BY surface"  # noqa: S608 - our own part
    for surface, count in connection.execute(query):
        groups.setdefault(fold(surface), {})[surface] = count
    ordered = sorted(groups.items(), key=lambda group: (-sum(group[1].values()), group[0]))
    return len(groups), [_unknown(connection, surfaces) for _, surfaces in ordered[:most]]


def _unknown(connection: sqlite3.Connection, surfaces: dict[str, int]) -> UnknownName:
    forms: dict[str, int] = {}
    for surface, count in surfaces.items():
        form = " ".join(surface.split())
        forms[form] = forms.get(form, 0) + count
    usual = sorted(forms, key=lambda form: (-forms[form], form))
    bearing = f"FROM mention m WHERE {_UNKNOWN} AND m.surface IN ({', '.join('?' * len(surfaces))})"
    parameters = tuple(surfaces)
    ((documents,),) = connection.execute(
        f"SELECT count(DISTINCT m.document_id) {bearing}",
        parameters,
    ).fetchall()
    titles = connection.execute(
        f"SELECT title, count(*) {bearing} AND title IS NOT NULL GROUP BY title ORDER BY 2 DESC, 1 LIMIT 3",
        parameters,
    ).fetchall()
    ((document, date, start, end, text),) = connection.execute(
        f"""WITH found AS (SELECT m.document_id, m.sentence {bearing})
        SELECT d.id, d.published, s.start, s."end", substr(d.text, s.start + 1, s."end" - s.start)
        FROM found JOIN document d ON d.id = found.document_id
        JOIN segment s ON s.document_id = d.id AND s.sentence = found.sentence
        ORDER BY d.published_last DESC NULLS LAST, d.id DESC, s.sentence LIMIT 1""",  # noqa: S608
        parameters,
    ).fetchall()
    return UnknownName(
        name=usual[0],
        forms=tuple(usual),
        count=sum(surfaces.values()),
        documents=documents,
        titles=tuple(titles),
        document=document,
        date=date,
        sentence=(start, end),
        text=text,
    )
