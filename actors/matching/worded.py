"""Understand questions for an office in other languages: "ministre turc des Affaires étrangères", "президент РФ"."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple


class WordedTitle(NamedTuple):
    """One way to read a question: the words of a title, and those of its body, which may begin with articles.

    `bodies` are the ways to take the body's words, the longest first; none where the title stands alone.
    """

    title: tuple[str, ...]
    bodies: tuple[tuple[str, ...], ...]


def split_worded(
    words: Sequence[str], set_aside: Container[str], titles: Container[tuple[str, ...]]
) -> Iterator[WordedTitle]:
    """Yield the ways to take a body out of a question so that a title is left, the longest titles first.

    The body stands before, behind or within the title; words that are `set_aside` do not count for the title.
    """
    kept = [at for at, word in enumerate(words) if word not in set_aside]
    whole = tuple(words[at] for at in kept)
    if whole in titles:
        yield WordedTitle(whole, ())
    for length in range(1, len(kept)):
        for start in range(len(kept) - length + 1):
            title = whole[:start] + whole[start + length :]
            if title not in titles:
                continue
            first, last = kept[start], kept[start + length - 1]
            before = kept[start - 1] + 1 if start else 0
            yield WordedTitle(
                title, tuple(tuple(words[begin : last + 1]) for begin in range(before, first + 1))
            )
