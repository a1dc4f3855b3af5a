"""Draw the rows that are judged one by one, with a fixed seed: heads, foreign ministers, groups and organizations.

    python seeds/sample.py [SEED]

Prints 50 of each kind as they stand, for two readers. Their verdicts are kept in checks/judged.tsv.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent)]

from actors.domain.facts import ActorRecord, Dataset, OccupancyFact
from actors.formats.seeds import read_seeds

SEED = 2026
EACH = 50


def main(arguments: list[str]) -> int:
    """Print the sample; return the exit status."""
    dataset = read_seeds(HERE)
    draw = random.Random(int(arguments[0]) if arguments else SEED)  # noqa: S311  (a sample, no secret)
    roles = list(_roles(dataset))
    for kind, rows in (
        ("head", [line for line, classes in roles if classes & {"head_of_state", "head_of_government"}]),
        ("foreign minister", [line for line, classes in roles if "foreign_minister" in classes]),
        ("organization", list(_organizations(dataset))),
    ):
        for line in draw.sample(rows, EACH):
            print(f"{kind}\t{line}")
    return 0


def _roles(dataset: Dataset) -> Iterator[tuple[str, set[str | None]]]:
    positions = {position.key: position for position in dataset.positions}
    for actor in dataset.actors:
        for role in actor.occupancies:
            position = positions[role.position]
            line = f"{actor.key} {position.key}\t{_person(actor)}\t{position.label}{_when(role)}"
            yield line, {position.position_class, position.also_class}


def _person(actor: ActorRecord) -> str:
    born, died = actor.period.start, actor.period.end
    names = ", ".join(name.text for name in actor.names[1:])
    return f"{actor.caption} ({born or ''}-{died or ''}): {actor.description or ''} [{names}]"


def _when(role: OccupancyFact) -> str:
    end = role.period.end or ("?" if role.period.end_state == "unknown" else "")
    return f" {role.period.start or '?'} to {end}{' acting' if role.acting else ''} [{role.checked or 'unchecked'}]"


def _organizations(dataset: Dataset) -> Iterator[str]:
    for actor in dataset.actors:
        if actor.kind == "organization":
            ties = "; ".join(
                f"{tie.predicate} {tie.object} {tie.period.start or ''}..{tie.period.end or ''}"
                for tie in actor.relations
            )
            yield f"{actor.key}\t{actor.actor_class}: {_person(actor)}\t{ties}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
