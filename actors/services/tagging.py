"""Read a text: which actors it names, where, and who is meant on its day and beside whom it names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from actors.config import Settings
from actors.domain.dates import PartialDate
from actors.domain.document import ReadText
from actors.matching import bearers, places, roles, spans, strangers
from actors.matching.capitals import Setting
from actors.matching.spans import Phrase, Span, is_written
from actors.services.database import Report, reading, silent
from actors.services.knowledge import Known
from actors.text.flat import flatten
from actors.text.sentences import sentences_of
from actors.text.words import bare_titles, common_titles

EXTRACTOR_VERSION: Final = 2
"""Raised whenever a text can be read differently."""


class Reader:
    """Reads texts with the names of one open database; remembers what it looked up."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._known = Known(connection)

    def read(
        self, text: str, on: PartialDate | None = None, lang: str | None = None, explained: bool = True
    ) -> ReadText:
        """Return the sentences and mentions of a text in a language (BCP 47, English if None), as of its day.

        Without a day no title of office alone is resolved. What is not `explained` is quicker where each text has
        its own day: the explanations then may tell another day on which the answer is the same.
        """
        lexicon = self._known.lexicon(lang or "en")
        found = lexicon.tagger.find(flatten(text))
        sentences = sentences_of(
            text, _line_breaks_in_names(found, lexicon.phrases, text) if "\n" in text else ()
        )
        if not sentences:
            return ReadText(text, (), ())
        listed = spans.chosen(
            found, lexicon.phrases, lexicon.surfaces, text, sentences, lexicon.words.pronouns
        )
        datelines = places.datelines(text, sentences)
        all_spans = strangers.with_strangers(
            listed,
            Setting(text, sentences, datelines, lexicon.words, lexicon.given_names, self._known.has_words),
        )
        knowledge = self._known.on(on, lexicon, explained)

        def names_in(start: int, end: int) -> list[Span]:
            within = [
                one
                for one in found
                if start <= one[0] and -one[1] <= end and not lexicon.phrases[one[2]].title
            ]
            names = spans.chosen(
                within, lexicon.phrases, lexicon.surfaces, text, sentences, lexicon.words.pronouns
            )
            return [one for one in names if one.names.key]

        joined = roles.join_titles(
            all_spans,
            roles.TitleSetting(
                text,
                lexicon.phrases,
                lexicon.words,
                bare_titles(),
                common_titles(),
                knowledge.has_post,
                names_in,
            ),
        )
        places.drop_places(joined, text, sentences, lexicon.words)
        mentions = bearers.decide(joined, text, knowledge, lexicon.words)
        return ReadText(text, sentences, tuple(mentions))


def _line_breaks_in_names(
    found: Sequence[tuple[int, int, int]], phrases: Sequence[Phrase], text: str
) -> set[int]:
    """Return where lines break within whole names: "Recep Tayyip / Erdoğan"."""
    breaks = set()
    for start, minus_end, number in found:
        at = text.find("\n", start, -minus_end)
        if at >= 0 and any(
            name.strength == "strong" and is_written(name, " ".join(text[start:-minus_end].split()))
            for name in phrases[number].names
        ):
            breaks.add(at)
    return breaks


@contextmanager
def open_reader(settings: Settings, report: Report = silent) -> Iterator[Reader]:
    """Give a reader of texts on one consistent state of the database."""
    with reading(settings, report) as connection:
        yield Reader(connection)
