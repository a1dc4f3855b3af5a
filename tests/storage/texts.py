"""Documents as if they had been read: a line is a sentence, a blank line parts paragraphs, names are where they stand."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from actors.domain.dates import PartialDate
from actors.domain.document import Sentence
from actors.storage import revisions
from actors.storage.documents import ReadDocument, add_documents
from actors.storage.engine import write_session
from actors.storage.mentions import Found

RUDOLF, FLAVIA, RUPERT, RURITANIA = "rudolf-elphberg", "flavia-elphberg", "rupert-hentzau", "ruritania"
NAMES = {"Rudolf": RUDOLF, "Flavia": FLAVIA, "Rupert": RUPERT, "Ruritania": RURITANIA}
ZENDA = """Rudolf met Flavia in Ruritania.
Rudolf left.

Rupert did not see Flavia.
Nobody came."""


def read(text: str, published: str | None = None, **more: Any) -> ReadDocument:
    """A document in which NAMES are resolved, "Elphberg" is ambiguous and "Antoinette" unknown."""
    sentences, start, paragraph = [], 0, 0
    for line in text.split("\n"):
        if line:
            sentences.append(Sentence(start, start + len(line), paragraph))
        else:
            paragraph += 1
        start += len(line) + 1
    found = [
        mention
        for number, sentence in enumerate(sentences)
        for name in (*NAMES, "Elphberg", "Antoinette")
        for mention in found_in(text, name, number, sentence)
    ]
    return ReadDocument(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        sentences=sentences,
        mentions=sorted(found, key=lambda mention: mention.start),
        read_revision=more.pop("read_revision", 1),
        extractor_version=more.pop("extractor_version", 1),
        published=PartialDate.parse(published) if published else None,
        **more,
    )


def found_in(text: str, name: str, number: int, sentence: Sentence) -> list[Found]:
    start, mentions = text.find(name, sentence.start, sentence.end), []
    while start >= 0:
        end = start + len(name)
        key = NAMES.get(name)
        status = "resolved" if key else "ambiguous" if name == "Elphberg" else "unknown"
        reason = None if key else "homonym" if name == "Elphberg" else "no_match"
        candidates = ((RUDOLF, 0.6), (FLAVIA, 0.6)) if name == "Elphberg" else ()
        title = "Lady" if text[sentence.start : start].endswith("Lady ") else None
        score = 1.0 if key else None
        mentions.append(
            Found(start, end, "name", status, reason, number, title, None, key, score, candidates)
        )
        start = text.find(name, end, sentence.end)
    return mentions


def store(path: Path, *documents: ReadDocument) -> list[ReadDocument]:
    """Store documents in a transaction of their own, and return the new ones."""
    with write_session(path) as session:
        revision = revisions.begin(session, "a test", searchable=False)
        return add_documents(session, revision, documents)
