"""Make a database of many synthetic actors, for measurements of exports.

python tests/benchmarks/many_actors.py DATABASE [ACTORS]
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from actors.config import Settings
from actors.domain.dates import Period
from actors.domain.facts import (
    ActorRecord,
    Dataset,
    IdentifierFact,
    NameFact,
    OccupancyFact,
    PositionFact,
    RelationFact,
    Source,
)
from actors.services import setup
from actors.services.database import ensure
from actors.storage import facts, revisions
from actors.storage.engine import write_session
from actors.text.words import particles

SYLLABLES = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va"]
STATES = 200
SOURCE = "synthetic"


def word(dice: random.Random) -> str:
    return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))).title()


def named(text: str, kind: str) -> NameFact:
    strength = "weak" if kind == "short" else "strong"
    return NameFact(text=text, lang="en", script="Latn", kind=kind, strength=strength, source=SOURCE)


def person(number: int, dice: random.Random) -> ActorRecord:
    first, second, last = word(dice), word(dice), word(dice)
    names = [named(f"{first} {last}", "primary"), named(last, "short")]
    if number % 3:
        names.append(named(f"{first} {second} {last}", "alias"))
    start = dice.randint(1980, 2020)
    since = Period.parse(f"{start}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}", str(start + 4))
    state = f"state-{number % STATES:03}"
    held = OccupancyFact(position=f"{state}/minister", period=since, source=SOURCE)
    member = RelationFact(
        predicate="citizen_of", object=state, period=Period.parse(None, None), source=SOURCE
    )
    return ActorRecord(
        key=f"person-{number:06}",
        kind="person",
        actor_class=None,
        caption=names[0].text,
        description=None,
        period=Period.parse(str(start - 40), None),
        source=SOURCE,
        names=tuple(names),
        identifiers=(IdentifierFact(scheme="wikidata", value=f"Q{10_000_000 + number}", source=SOURCE),),
        occupancies=(held,) if number % 4 == 0 else (),
        relations=(member,) if number % 2 == 0 else (),
    )


def state(number: int) -> ActorRecord:
    key = f"state-{number:03}"
    return ActorRecord(
        key=key,
        kind="state",
        actor_class="un_member",
        caption=f"State {number:03}",
        description=None,
        period=Period.parse("1945", None),
        source=SOURCE,
        names=(named(f"State {number:03}", "primary"),),
    )


def make(path: Path, count: int) -> None:
    """Make the database, the same for the same number."""
    dice = random.Random(7)
    settings = Settings(path, is_default=False)
    setup.initialise(settings, empty=True, index=False)
    ensure(settings)
    states = [state(number) for number in range(STATES)]
    posts = [
        PositionFact(
            key=f"{actor.key}/minister",
            body=actor.key,
            position_class="minister",
            also_class=None,
            title="minister",
            label=f"Minister of {actor.caption}",
            source=SOURCE,
        )
        for actor in states
    ]
    actors = [*states, *(person(number, dice) for number in range(count - STATES))]
    sources = [Source(SOURCE, "Made for measurements", 2, licence="CC0-1.0", known_until="2025-12-31")]
    with setup.without_garbage_collection(), write_session(path) as session:
        revision = revisions.begin(session, "many actors")
        dataset = Dataset("2025-12-31", sources, actors, posts)
        facts.assert_dataset(session, revision, dataset, particles())


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 150_000)
