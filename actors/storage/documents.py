"""Write what was read: documents with their sentences, mentions and appearances, in bulk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from actors.domain.dates import PartialDate
from actors.domain.document import Sentence
from actors.storage.bulk import insert_rows, slices
from actors.storage.mentions import Found
from actors.storage.schema import Actor, Appearance, Document, MentionCandidate, Name, Segment
from actors.storage.schema import Mention as MentionRow


class ReadDocument(NamedTuple):
    """A document to store: what is said of it, and what was read in it by one version of the extractor.

    `read_revision` is the revision of the database with whose actors it was read.
    """

    sha256: str
    text: str
    sentences: Sequence[Sentence]
    mentions: Sequence[Found]
    read_revision: int
    extractor_version: int
    published: PartialDate | None = None
    lang: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None


def add_documents(session: Session, revision: int, documents: Sequence[ReadDocument]) -> list[ReadDocument]:
    """Store documents in their order, but those that are stored already, and return the new ones."""
    hashes = [document.sha256 for document in documents]
    stored = {row[0] for row in _rows_where(session, (Document.sha256,), Document.sha256, hashes)}
    first = (session.scalar(select(func.max(Document.id))) or 0) + 1
    new = [document for document in documents if document.sha256 not in stored]
    numbered = list(enumerate(new, first))
    insert_rows(
        session, Document, [_document_row(number, revision, document) for number, document in numbered]
    )
    _insert_contents(session, numbered)
    return new


def reread_documents(session: Session, documents: Mapping[int, ReadDocument]) -> None:
    """Put what was read now in the place of what was read before in the documents with these ids."""
    stored = sorted(stored_ids(session, documents))
    _delete_contents(session, stored)
    for number in stored:
        session.execute(update(Document).where(Document.id == number).values(**_counts(documents[number])))
    _insert_contents(session, [(number, documents[number]) for number in stored])


def remove_documents(session: Session, ids: Collection[int]) -> None:
    """Remove documents with all that was read in them."""
    _delete_contents(session, ids)
    for some in slices(ids):
        session.execute(delete(Document).where(Document.id.in_(some)))


def stored_ids(session: Session, ids: Collection[int]) -> set[int]:
    """Return those of the ids that are documents."""
    return {row[0] for row in _rows_where(session, (Document.id,), Document.id, ids)}


def _delete_contents(session: Session, ids: Collection[int]) -> None:
    for some in slices(ids):
        for table in (Appearance, MentionCandidate, MentionRow, Segment):
            session.execute(delete(table).where(table.document_id.in_(some)))


def _counts(document: ReadDocument) -> dict[str, int]:
    paragraphs = [sentence.paragraph for sentence in document.sentences]
    appearing = {mention.sentence for mention in document.mentions if mention.key}
    return {
        "read_revision": document.read_revision,
        "extractor_version": document.extractor_version,
        "mentions": len(document.mentions),
        "appearing_sentences": len(appearing),
        "appearing_paragraphs": len({paragraphs[sentence] for sentence in appearing}),
    }


def _document_row(number: int, revision: int, document: ReadDocument) -> tuple[Any, ...]:
    published = document.published
    return (
        number,
        document.sha256,
        document.title,
        document.url,
        document.publisher,
        published.text if published else None,
        published.first.isoformat() if published else None,
        published.last.isoformat() if published else None,
        document.lang,
        revision,
        *_counts(document).values(),
        document.text,
    )


def _insert_contents(session: Session, numbered: Sequence[tuple[int, ReadDocument]]) -> None:
    """Insert in the order of the primary keys, which fills pages one after the other."""
    own = _OwnActors(session, [document for _, document in numbered])
    segments: list[tuple[Any, ...]] = []
    mentions: list[tuple[Any, ...]] = []
    candidates: list[tuple[Any, ...]] = []
    appearances: set[tuple[int, int, int, int]] = set()
    for number, document in numbered:
        sentences, text = document.sentences, document.text
        segments += [
            (number, at, paragraph, start, end) for at, (start, end, paragraph) in enumerate(sentences)
        ]
        for found in document.mentions:
            start, end, sentence = found.start, found.end, found.sentence
            actor = own.actor(found)
            row = (number, start, end, sentence, text[start:end], found.type, found.status, found.reason)
            mentions.append((*row, found.title, actor, found.name_id, found.score))
            if actor is not None:
                appearances.add((actor, number, sentences[sentence].paragraph, sentence))
            for key, score in found.candidates:
                candidates.append((number, start, own.by_key[key][0], score))
    insert_rows(session, Segment, segments)
    insert_rows(session, MentionRow, mentions)
    insert_rows(session, MentionCandidate, candidates)
    insert_rows(session, Appearance, sorted(appearances))


class _OwnActors:
    """Which actor's own a mention is: the one that the name it matched belongs to, else the one with the key."""

    def __init__(self, session: Session, documents: Iterable[ReadDocument]) -> None:
        keys: set[str] = set()
        names: set[int] = set()
        for document in documents:
            for found in document.mentions:
                if found.key:
                    keys.add(found.key)
                    if found.name_id is not None:
                        names.add(found.name_id)
                keys.update(key for key, _ in found.candidates)
        ids = (Actor.key, Actor.id, Actor.canonical_id)
        self.by_key: dict[str, tuple[int, int]] = {
            key: (own, canonical) for key, own, canonical in _rows_where(session, ids, Actor.key, keys)
        }
        of_names = (Name.id, Name.actor_id, Actor.canonical_id)
        self._by_name: dict[int, tuple[int, int]] = {
            name: (own, canonical)
            for name, own, canonical in _rows_where(
                session, of_names, Name.id, names, Actor.id == Name.actor_id
            )
        }

    def actor(self, found: Found) -> int | None:
        """Return the own actor of a resolved mention, else None."""
        if found.key is None:
            return None
        own, canonical = self.by_key[found.key]
        of_name = self._by_name.get(found.name_id or 0)
        return of_name[0] if of_name and of_name[1] == canonical else own


def _rows_where(
    session: Session, columns: Sequence[Any], column: Any, values: Iterable[Any], *conditions: Any
) -> Iterable[Any]:
    for some in slices(values):
        yield from session.execute(select(*columns).where(column.in_(some), *conditions))
