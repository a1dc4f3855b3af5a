"""Read many texts, on one process or several, and give each result in the order of the texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import chain
from typing import TypeVar

from actors.config import Settings
from actors.errors import ActorsError
from actors.formats.texts import Text
from actors.services.database import Report, reading, silent
from actors.services.processes import cores, in_order
from actors.services.tagging import Reader

FEW = 100
_FEW_CHARACTERS = 400_000
"""What one process has read before others have started, which takes them half a second."""

_LOT_TEXTS = 32
_LOT_CHARACTERS = 200_000
_LOTS_AHEAD = 8
"""Lots for each process that are under way at once: enough to go on with while a batch is being written."""

Result = TypeVar("Result")
Work = Callable[[Reader, Text], Result]
"""What is done with a text: a function of a module, whose result is quick to pass between processes."""


def read_all(
    settings: Settings,
    texts: Iterable[Text],
    work: Work[Result],
    workers: int | None = None,
    report: Report = silent,
) -> Iterator[tuple[Text, Result]]:
    """Yield each text with its result, in order; with one worker as soon as the text is there.

    Without a number of `workers` there is one for each core, but the first texts are read in this process: few
    are read before others would have started. If `texts` raises, the results before it come first.
    """
    wanted = workers or cores()
    feed = iter(texts)
    with ExitStack() as stack:
        if workers is None or workers == 1:
            reader = stack.enter_context(_opened_reader(settings, report))
            characters = 0
            for number, text in enumerate(feed, 1):
                yield text, work(reader, text)
                characters += len(text.text)
                if wanted > 1 and (number >= FEW or characters >= _FEW_CHARACTERS):
                    break
        rest = next(feed, None)
    if rest is not None:
        yield from _spread(settings, chain([rest], feed), work, wanted)


@contextmanager
def _opened_reader(settings: Settings, report: Report = silent) -> Iterator[Reader]:
    """Give a reader that holds no snapshot: one kept through a long ingest would make the write-ahead log grow."""
    with reading(settings, report) as connection:
        connection.rollback()
        yield Reader(connection)


def _spread(
    settings: Settings, texts: Iterable[Text], work: Work[Result], workers: int
) -> Iterator[tuple[Text, Result]]:
    for lot, results in in_order(partial(_work_on, settings, work), _lots(texts), workers, _LOTS_AHEAD):
        yield from zip(lot, results, strict=True)


def _lots(texts: Iterable[Text]) -> Iterator[list[Text]]:
    """Yield texts in lots that are worth passing on together; those before a failure come before it."""
    lot: list[Text] = []
    characters = 0
    try:
        for text in texts:
            lot.append(text)
            characters += len(text.text)
            if len(lot) >= _LOT_TEXTS or characters >= _LOT_CHARACTERS:
                yield lot
                lot, characters = [], 0
    except ActorsError:
        yield lot
        raise
    if lot:
        yield lot


_opened = ExitStack()
_reader: Reader | None = None
"""The reader of this process, if it is one that was started to read; it stays open until the process ends."""


def _work_on(settings: Settings, work: Work[Result], texts: Sequence[Text]) -> list[Result]:
    global _reader
    if _reader is None:
        _reader = _opened.enter_context(_opened_reader(settings))
    return [work(_reader, text) for text in texts]
