"""A kingdom with posts and their holders, with whole and partial dates and all kinds of ends."""

from __future__ import annotations

from pathlib import Path

import pytest

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
from actors.services.database import writing
from actors.storage import facts
from actors.text.words import particles
from tests.search.templates import empty, empty_template, small, small_template

__all__ = ["empty", "empty_template", "kingdom", "small", "small_template"]

SOURCES = (Source("almanac", "The Almanac", 1, licence="CC0-1.0"), Source("rumour", "The Rumour", 2))


def name(text: str, kind: str = "primary", source: str = "almanac") -> NameFact:
    strength = "weak" if kind == "demonym" else "strong"
    return NameFact(text=text, lang="en", script="Latn", kind=kind, strength=strength, source=source)


def held(
    position: str,
    start: str | None,
    end: str | None,
    unknown: bool = False,
    acting: bool = False,
    **stated: str,
) -> OccupancyFact:
    period = Period.parse(start, end, unknown)
    return OccupancyFact(
        position=f"zenda/{position}",
        period=period,
        acting=acting,
        source=stated.get("source", "almanac"),
        checked=stated.get("checked"),
    )


def person(key: str, *roles: OccupancyFact) -> ActorRecord:
    caption = key.title()
    return ActorRecord(
        key=key,
        kind="person",
        actor_class=None,
        caption=caption,
        description=None,
        period=Period.parse(None, None),
        source="almanac",
        names=(name(caption),),
        identifiers=(
            IdentifierFact(scheme="wikidata", value=f"Q-{key}", source="almanac", checked="book:1"),
        ),
        occupancies=roles,
    )


def state(key: str, *names: NameFact, relations: tuple[RelationFact, ...] = ()) -> ActorRecord:
    return ActorRecord(
        key=key,
        kind="state",
        actor_class="un_member",
        caption=names[0].text,
        description="a kingdom",
        period=Period.parse("1700", None),
        source="almanac",
        names=names,
        identifiers=tuple(
            IdentifierFact(scheme=scheme, value=f"{key[:2].upper()}{scheme}", source="almanac")
            for scheme in ("iso3", "cow")
        ),
        relations=relations,
    )


def post(key: str, position_class: str, also_class: str | None = None) -> PositionFact:
    return PositionFact(
        key=f"zenda/{key}",
        body="zenda",
        position_class=position_class,
        also_class=also_class,
        title=key.replace("-", " "),
        label=f"{key.replace('-', ' ').title()} of Zenda",
        source="almanac",
    )


@pytest.fixture
def kingdom(empty: Settings, tmp_path: Path) -> Settings:
    """Zenda with a king, a chancellor who is foreign minister too, and an envoy; there is no place for an index."""
    successor = RelationFact(
        predicate="successor_of", object="old-zenda", period=Period.parse("1700", None), source="almanac"
    )
    dataset = Dataset(
        "1900-12-31",
        SOURCES,
        [
            state("old-zenda", name("Old Zenda")),
            state("zenda", name("Zenda"), name("Zendan", "demonym"), relations=(successor,)),
            person("anton", held("king", "1880-01-01", "1890-06-15", checked="book:7")),
            person("boris", held("king", "1890-06-15", None), held("chancellor", "1885", "1887")),
            person("clara", held("chancellor", "1887", "1895-03", acting=True)),
            person("doris", held("chancellor", "1895-04-01", None, unknown=True)),
            person(
                "emil",
                held("envoy", "1890-01-01", "1891-01-01"),
                held("envoy", "1890-02-01", "1891-01-01", source="rumour"),
            ),
        ],
        [
            post("king", "head_of_state"),
            post("chancellor", "head_of_government", "foreign_minister"),
            post("envoy", "envoy"),
        ],
    )
    (tmp_path / "no-cache").touch()
    settings = empty._replace(cache=tmp_path / "no-cache")
    with writing(settings, "a kingdom") as write:
        facts.assert_dataset(write.session, write.revision, dataset, particles())
    return settings
