"""What somebody judged two actors to be, and why a judgement can be refused."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

CURATOR = "curator"
"""Who judges where no import does."""


class Verdict(StrEnum):
    """Whether two actors are one."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Obstacle(StrEnum):
    """What stands in the way of a judgement."""

    DIFFERENT = "different"  # somebody judged that the two, or actors merged with them, are different
    UNSURE = "unsure"  # a curator left the pair open, or split it: no import merges it
    SAME = "same"  # they are one actor already, so that they cannot be judged apart
    KIND = "kind"  # a person is no state
    ONE_SOURCE = "one source"  # two records of one source are merged by curators alone


class Refusal(NamedTuple):
    """A judgement that was not made; `revision` is that of the judgement in the way, if one is."""

    left_id: int
    right_id: int
    why: Obstacle
    revision: int | None = None
