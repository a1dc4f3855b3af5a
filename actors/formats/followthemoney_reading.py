"""What an entity of FollowTheMoney, with the entities that link it to others, says of an actor."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from actors.domain.foreign import ForeignActor, ForeignName, ForeignPosition, ForeignRelation, ForeignRole
from actors.domain.vocabulary import ORGANIZATION_CLASSES, POSITION_CLASSES, PREDICATES, STATE_CLASSES
from actors.errors import ForeignFileError
from actors.formats.followthemoney_writing import TOPICS

ACTORS = frozenset(["Person", "LegalEntity", "Organization", "PublicBody", "Company"])
"""The schemata that are actors; Position is a post, and all others stand between two of these, or are left aside."""

LINKS: dict[str, tuple[str, str | None]] = {
    "Occupancy": ("holder", "post"),
    "Directorship": ("director", "organization"),
    "Employment": ("employee", "employer"),
    "Membership": ("member", "organization"),
    "Succession": ("successor", "predecessor"),
    "UnknownLink": ("subject", "object"),
    "Ownership": ("asset", "owner"),
    "Identification": ("holder", None),
    "Position": ("organization", None),
}
"""Of each schema between two others, the property of the actor that it is told with, and that of the other end."""

_IDENTIFIERS = {
    "wikidataId": "wikidata",
    "leiCode": "lei",
    "innCode": "inn",
    "ogrnCode": "ogrn",
    "imoNumber": "imo",
    "permId": "permid",
    "swiftBic": "swift",
}
"""Ids that are one actor's in the whole world; a "registration number" is not."""

_PREDICATES = {"Membership": "member_of", "Succession": "successor_of", "Ownership": "subsidiary_of"}
_DATES = {"Person": ("birthDate", "deathDate"), "Position": ("inceptionDate", "dissolutionDate")}
_COUNTRIES = ("citizenship", "nationality", "jurisdiction", "mainCountry", "country")
_READ = frozenset(
    ["name", "alias", "weakAlias", "previousName", "abbreviation", "description", "classification", "topics"]
)

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_QID = re.compile(r"Q[1-9][0-9]*")
_SCHEME = re.compile(r"[a-z][a-z0-9]{1,39}(?::[A-Za-z0-9._~-]+)?")
_OUR_POSITION = re.compile(r"position-([^.]+)\.([^.]+)")


class Entity(NamedTuple):
    """An entity of the file."""

    id: str
    schema: str
    caption: str
    properties: dict[str, list[str]]

    def first(self, name: str) -> str | None:
        """Return the first value of a property."""
        return next(iter(self.properties.get(name, ())), None)


class Link(NamedTuple):
    """An entity between two others, seen from one: its id or that of the other end, and that one if it is known."""

    schema: str
    properties: dict[str, list[str]]
    other: str
    entity: Entity | None

    def first(self, name: str) -> str | None:
        """Return the first value of a property."""
        return next(iter(self.properties.get(name, ())), None)


def actor_of(entity: Entity, links: Iterable[Link], place: str, aside: Counter[str]) -> ForeignActor:
    """Return the actor that an entity is, with its roles and relations; count what is left aside.

    Raises ForeignFileError for an entity without a name.
    """
    names = tuple(_names(entity))
    if not names:
        raise ForeignFileError(f"{entity.id[:60]!r} has no name", where=place)
    kind, actor_class = _kind(entity, aside)
    from_property, to_property = _DATES.get(entity.schema, ("incorporationDate", "dissolutionDate"))
    known = {from_property, to_property, *_IDENTIFIERS, *_COUNTRIES} | _READ
    for name, values in entity.properties.items():
        if name not in known:
            aside[f"property {name} of {entity.schema}"] += len(values)
    identifiers = list(_identifiers(entity))
    roles: list[ForeignRole] = []
    relations: list[ForeignRelation] = []
    positions: list[ForeignPosition] = []
    for link in links:
        if link.schema == "Identification":
            identifiers += _identification(link, aside)
        elif link.schema == "Position":
            positions += _position(link, entity.id, aside)
        elif link.schema in ("Occupancy", "Directorship", "Employment"):
            roles += _role(link, aside)
        else:
            relations += _relation(link, aside)
    if kind != "state":
        relations += _countries(entity, {relation.predicate for relation in relations}, aside)
    return ForeignActor(
        id=entity.id,
        kind=kind,
        actor_class=actor_class,
        names=names,
        identifiers=tuple(dict.fromkeys(identifiers)),
        description=entity.first("description"),
        start=_date(entity.properties.get(from_property, []), aside),
        end=_date(entity.properties.get(to_property, []), aside),
        roles=tuple(roles),
        relations=tuple(relations),
        positions=tuple(positions) if kind != "person" else (),
        place=place,
    )


def _names(entity: Entity) -> Iterator[ForeignName]:
    stated = [
        *((text, "alias", None) for text in entity.properties.get("name", ())),
        *((text, "former", None) for text in entity.properties.get("previousName", ())),
        *((text, "acronym", None) for text in entity.properties.get("abbreviation", ())),
        *((text, "alias", None) for text in entity.properties.get("alias", ())),
        *((text, "alias", "weak") for text in entity.properties.get("weakAlias", ())),
    ]
    stated.sort(key=lambda name: name[0] != entity.caption)
    for at, (text, kind, strength) in enumerate(stated):
        yield ForeignName(text, kind=kind, strength=strength) if at else ForeignName(text, kind="primary")


def _kind(entity: Entity, aside: Counter[str]) -> tuple[str, str | None]:
    if entity.schema == "Person":
        return "person", None
    said = entity.properties.get("classification", [])
    if entity.schema == "PublicBody" and said and said[0] in STATE_CLASSES:
        return "state", said[0]
    if entity.schema == "LegalEntity":
        aside["LegalEntity, taken for an organization"] += 1
    classes = [word for word in said if word in ORGANIZATION_CLASSES]
    if len(classes) < len(said):
        aside[f"property classification of {entity.schema}"] += len(said) - len(classes)
    by_topic = [name for name, topic in TOPICS.items() if topic in entity.properties.get("topics", ())]
    by_schema = {"PublicBody": "agency", "Company": "company"}.get(entity.schema, "other")
    return "organization", [*classes, *by_topic, by_schema][0]


def _identifiers(entity: Entity) -> Iterator[tuple[str, str]]:
    for name, scheme in _IDENTIFIERS.items():
        for value in entity.properties.get(name, ()):
            yield scheme, value
    if _QID.fullmatch(entity.id) and not entity.properties.get("wikidataId"):
        yield "wikidata", entity.id  # OpenSanctions gives entities of Wikidata their QID as id


def _identification(link: Link, aside: Counter[str]) -> Iterator[tuple[str, str]]:
    scheme, number = link.first("type"), link.first("number")
    ours = scheme and _SCHEME.fullmatch(scheme) and not link.properties.get("country")
    if ours and scheme and number:
        yield scheme, number
    else:
        aside["Identification (papers and numbers of registers)"] += 1


def _position(link: Link, body: str, aside: Counter[str]) -> Iterator[ForeignPosition]:
    """Yield a post of our own writing; what others call a position comes with its holders."""
    ours = _OUR_POSITION.fullmatch(link.other)
    classes = [word for word in link.properties.get("keywords", ()) if word in POSITION_CLASSES]
    label, title = link.first("name"), link.first("weakAlias")
    if ours and classes and label and title and ours[1] == body:
        start = _date(link.properties.get("inceptionDate", []), aside)
        end = _date(link.properties.get("dissolutionDate", []), aside)
        yield ForeignPosition(
            f"{ours[1]}/{ours[2]}",
            title,
            classes[0],
            label,
            classes[1] if len(classes) > 1 else None,
            tuple(link.properties.get("alias", ())),
            start=start,
            end=end,
        )


def _role(link: Link, aside: Counter[str]) -> Iterator[ForeignRole]:
    start, end, ongoing = _period(link, aside)
    acting = link.first("description") == "acting"
    if link.schema != "Occupancy":
        position = link.first("role") or {"Directorship": "director"}.get(link.schema, "employee")
        yield ForeignRole(position, None, link.other, start, end, ongoing, acting)
        return
    post = link.entity
    if post is None or post.schema != "Position":
        aside["Occupancy of a Position that is not in the file"] += 1
        return
    country = next(iter(_codes(post, ("country", "subnationalArea"), aside)), None)
    body = post.first("organization") or country
    classes = [word for word in post.properties.get("keywords", ()) if word in POSITION_CLASSES]
    title = post.first("name") or post.caption
    if not body or not title:
        aside["Occupancy of a Position that says neither organization nor country"] += 1
        return
    ours = _OUR_POSITION.fullmatch(post.id)
    key = f"{ours[1]}/{ours[2]}" if ours and classes else None
    yield ForeignRole(title, classes[0] if classes else None, body, start, end, ongoing, acting, key)


def _relation(link: Link, aside: Counter[str]) -> Iterator[ForeignRelation]:
    predicate = _PREDICATES.get(link.schema)
    if predicate is None:
        said = link.first("role") or ""
        predicate = said if said in PREDICATES else "affiliate_of"
        if predicate != said:
            aside["UnknownLink, taken for affiliate_of"] += 1
    if link.schema == "Ownership" and (link.entity is None or link.entity.schema == "Person"):
        aside["Ownership by a person, or by nobody in the file"] += 1
        return
    start, end, ongoing = _period(link, aside)
    yield ForeignRelation(predicate, link.other, start, end, end_unknown=end is None and not ongoing)


def _period(link: Link, aside: Counter[str]) -> tuple[str | None, str | None, bool]:
    start = _date(link.properties.get("startDate", []), aside)
    end = _date(link.properties.get("endDate", []), aside)
    return start, end, end is None and "current" in map(str.lower, link.properties.get("status", ()))


def _countries(entity: Entity, said: set[str], aside: Counter[str]) -> Iterator[ForeignRelation]:
    """Yield the states that country codes name, where no link says it better."""
    if entity.schema == "Person":
        names: tuple[str, ...] = ("citizenship", "nationality")
        predicate, better = "citizen_of", {"citizen_of"}
    else:
        names = ("jurisdiction", "mainCountry", "country")
        predicate = "part_of" if entity.schema == "PublicBody" else "located_in"
        better = {"part_of", "located_in"}
    if not said & better:
        for code in _codes(entity, names, aside):
            yield ForeignRelation(predicate, code)


def _codes(entity: Entity, names: tuple[str, ...], aside: Counter[str]) -> list[str]:
    """Return references to the states of country codes: "iso2:TR"."""
    codes = dict.fromkeys(code for name in names for code in entity.properties.get(name, ()))
    iso = [code for code in codes if len(code) == 2 and code.isascii() and code.isalpha()]
    if len(iso) < len(codes):
        aside["codes of countries beyond ISO 3166"] += len(codes) - len(iso)
    return [f"iso2:{code.upper()}" for code in iso]


def _date(values: list[str], aside: Counter[str]) -> str | None:
    """Return the date on which all values agree: the most precise, or what they have in common."""
    dates = [value[:10] for value in values if _DATE.fullmatch(value[:10])]
    if len(dates) < len(values):
        aside["dates that cannot be read"] += len(values) - len(dates)
    if not dates:
        return None
    best = max(dates, key=len)
    if all(best.startswith(date) for date in dates):
        return best
    aside["dates that contradict each other"] += 1
    return next((best[:length] for length in (7, 4) if len({date[:length] for date in dates}) == 1), None)
