"""Read texts into the database, list them, read them again and remove them."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from actors.config import Settings
from actors.domain.document import Sentence
from actors.errors import NotFoundError
from actors.formats.texts import Text, partial_date
from actors.services.asking import Basis
from actors.services.database import Report, make_ready, reading, silent, writing
from actors.services.tagging import EXTRACTOR_VERSION, Reader
from actors.services.workers import read_all
from actors.storage import mentions, readpath, sqlite

if TYPE_CHECKING:
    from actors.storage.documents import ReadDocument

BATCH_DOCUMENTS = 500
_BATCH_CHARACTERS = 20_000_000
_SECONDS_BETWEEN_REPORTS = 5.0


@dataclass(frozen=True, slots=True)
class Counts:
    """What an ingest stored: documents, those that were stored already, and what was found in the new ones."""

    basis: Basis
    documents: int
    unchanged: int
    sentences: int
    mentions: int
    resolved: int
    ambiguous: int
    unknown: int

    def to_json(self) -> dict[str, Any]:
        """Return the counts as one JSON document."""
        counted = {name: getattr(self, name) for name in self.__slots__ if name != "basis"}
        return {**self.basis.to_json(), **counted}


@dataclass(frozen=True, slots=True)
class Listed:
    """The documents that are stored, the newest first."""

    basis: Basis
    documents: list[mentions.StoredDocument]

    def to_json(self) -> dict[str, Any]:
        """Return the list as one JSON document."""
        return {**self.basis.to_json(), "documents": [document.to_json() for document in self.documents]}


def ingest(
    settings: Settings, texts: Iterable[Text], workers: int | None = None, report: Report = silent
) -> Counts:
    """Store texts with the mentions in them, in batches of one transaction each; return what was new.

    A text that is stored already changes nothing, so an ingest that was interrupted goes on when it is run again.
    `workers` is a number of processes, else it follows from the cores and the number of texts.
    """
    from actors.storage.documents import add_documents

    make_ready(settings, report)
    under_way: set[str] = set()
    counts: Counter[str] = Counter()
    progress = _Progress(report)
    with closing(sqlite.connect_to_read(settings.database)) as connection:
        read_revision = readpath.database_state(connection).revision
        fresh = _not_stored(connection, texts, under_way, counts)
        for batch in _batches(read_all(settings, fresh, find, workers, report)):
            documents = [_read_document(text, found, read_revision) for text, found in batch]
            with writing(settings, "ingest", report, searchable=False) as write:
                added = add_documents(write.session, write.revision, documents)
            under_way.difference_update(document.sha256 for document in documents)
            counts["unchanged"] += len(documents) - len(added)
            _count(counts, added)
            progress.tell(len(batch))
    return _counts(settings, counts)


def reread(settings: Settings, workers: int | None = None, report: Report = silent) -> Counts:
    """Read the documents again that were read by another version, or before what is searched for changed.

    That is how documents get to know actors that were added after them. They keep their ids; batches are one
    transaction each, and what an interrupted run left is done by the next.
    """
    from actors.storage.documents import reread_documents

    make_ready(settings, report)
    counts: Counter[str] = Counter()
    progress = _Progress(report)
    with closing(sqlite.connect_to_read(settings.database)) as connection:
        state = readpath.database_state(connection)
        behind = mentions.documents_behind(connection, state.search_revision, EXTRACTOR_VERSION)
        counts["unchanged"] = mentions.number_of_documents(connection) - len(behind)
        for batch in _batches(read_all(settings, _stored(connection, behind), find, workers, report)):
            documents = {
                int(text.id or 0): _read_document(text, found, state.revision) for text, found in batch
            }
            with writing(settings, "read documents again", report, searchable=False) as write:
                reread_documents(write.session, documents)
            _count(counts, documents.values())
            progress.tell(len(batch))
    return _counts(settings, counts)


def documents(settings: Settings, report: Report = silent) -> Listed:
    """Return the documents that are stored, the newest first."""
    with reading(settings, report) as connection:
        return Listed(Basis.today(connection), mentions.documents(connection))


def remove_documents(settings: Settings, ids: Collection[int], report: Report = silent) -> Basis:
    """Remove documents with all that was read in them; raise NotFoundError, and remove none, for a wrong id."""
    from actors.storage import documents as storage

    with writing(settings, "remove documents", report, searchable=False) as write:
        missing = sorted(set(ids) - storage.stored_ids(write.session, ids))
        if missing:
            raise NotFoundError(f"there is no document {missing[0]}", hint="actors documents lists them")
        storage.remove_documents(write.session, ids)
        return Basis.today(write.connection)


def find(reader: Reader, text: Text) -> Read:
    """Read a text for storing: what a process passes on to the one that writes."""
    read = reader.read(text.text, text.date, text.lang, explained=False)
    return Read([tuple(it) for it in read.sentences], [tuple(mentions.Found.of(it)) for it in read.mentions])


class Read(NamedTuple):
    """Sentences and mentions as plain tuples."""

    sentences: list[tuple[int, ...]]
    mentions: list[tuple[Any, ...]]


def _read_document(text: Text, read: Read, read_revision: int) -> ReadDocument:
    from actors.storage.documents import ReadDocument

    return ReadDocument(
        sha256=_sha256(text.text),
        text=text.text,
        sentences=[Sentence._make(it) for it in read.sentences],
        mentions=[mentions.Found._make(it) for it in read.mentions],
        read_revision=read_revision,
        extractor_version=EXTRACTOR_VERSION,
        published=text.date,
        lang=text.lang,
        title=text.title,
        url=text.url,
        publisher=text.publisher,
    )


def _not_stored(
    connection: sqlite3.Connection, texts: Iterable[Text], under_way: set[str], counts: Counter[str]
) -> Iterator[Text]:
    """Leave out the texts that are stored or under way, before they are read."""
    for text in texts:
        sha256 = _sha256(text.text)
        if sha256 in under_way or mentions.has_document(connection, sha256):
            counts["unchanged"] += 1
        else:
            under_way.add(sha256)
            yield text


def _stored(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[Text]:
    for number in ids:
        text, published, lang = mentions.document_text(connection, number)
        yield Text(f"document {number}", number, text, partial_date(published), lang)


def _batches(results: Iterable[tuple[Text, Read]]) -> Iterator[list[tuple[Text, Read]]]:
    batch: list[tuple[Text, Read]] = []
    characters = 0
    for text, read in results:
        batch.append((text, read))
        characters += len(text.text)
        if len(batch) >= BATCH_DOCUMENTS or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _count(counts: Counter[str], documents: Collection[ReadDocument]) -> None:
    counts["documents"] += len(documents)
    for document in documents:
        counts["sentences"] += len(document.sentences)
        counts["mentions"] += len(document.mentions)
        counts.update(found.status for found in document.mentions)


def _counts(settings: Settings, counts: Counter[str]) -> Counts:
    with reading(settings) as connection:
        basis = Basis.today(connection)
    return Counts(basis, *(counts[name] for name in Counts.__slots__ if name != "basis"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class _Progress:
    """Says every few seconds how many documents are stored, and how fast it goes."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._documents = 0
        self._started = self._told = time.monotonic()

    def tell(self, documents: int) -> None:
        """Note that a batch is stored."""
        self._documents += documents
        now = time.monotonic()
        if now - self._told >= _SECONDS_BETWEEN_REPORTS:
            self._told = now
            speed = self._documents / (now - self._started)
            self._report(f"  {self._documents:,} documents, {speed:,.0f} a second")
