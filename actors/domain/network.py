"""Who appears with whom: the nodes and edges of co-appearances."""

from __future__ import annotations

from typing import NamedTuple


class Appearing(NamedTuple):
    """A canonical actor that appears in documents, with how many sentences and documents."""

    key: str
    kind: str
    actor_class: str | None
    name: str
    sentences: int
    documents: int


class CoAppearance(NamedTuple):
    """Two actors (their keys in order) that share sentences, and the first and last day of those documents."""

    left: str
    right: str
    sentences: int
    documents: int
    first: str | None
    last: str | None
