"""Actors as entities of FollowTheMoney: what its own library reads without dropping or changing anything.

Persons are Person; states, ministries, agencies and courts PublicBody; companies Company; all else Organization, with
our class as `classification`. A post is a Position with our class among its `keywords` and its title as `weakAlias`,
a role an Occupancy, a membership a Membership, `successor_of` a Succession, any other relation an UnknownLink whose
`role` is the predicate, and an id elsewhere an Identification of that `type` (but `wikidataId`).
Ends are written as they are: an `endDate` is the day on which something ended, as our `to` is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha1
from typing import Any

from actors.domain.foreign import ForeignActor, ForeignName, ForeignPosition, ForeignRelation, ForeignRole

SCHEMATA = {"ministry": "PublicBody", "agency": "PublicBody", "court": "PublicBody", "company": "Company"}
"""Classes of organizations with a schema of their own; the others are an Organization."""

TOPICS = {"intergovernmental": "gov.igo", "party": "pol.party"}
"""Classes of organizations that are also topics."""

_POSITION_TOPICS = {
    "head_of_state": "gov.head",
    "head_of_government": "gov.head",
    "foreign_minister": "gov.executive",
    "defence_minister": "gov.executive",
    "interior_minister": "gov.executive",
    "finance_minister": "gov.executive",
    "minister": "gov.executive",
    "legislator": "gov.legislative",
    "security_adviser": "gov.security",
    "intelligence_chief": "gov.security",
    "religious_leader": "gov.religion",
}

_NO_NAMES = ("demonym", "metonym")
"""Kinds of names that name the actor in a context alone: there they would pass for names of its own."""

_LONGEST = {"name": 384, "identifier": 64, "string": 1024, "text": 65_000}
_ID = re.compile(r"[0-9a-zA-Z](?:[0-9a-zA-Z.-]{0,180}[0-9a-zA-Z])?")
_DATE = re.compile(r"[12][0-9]{3}(?:-[0-9]{2}){0,2}")
_QID = re.compile(r"Q[0-9]+")
_QUOTED = re.compile(r"""^["'](.*)["']$""")
_SPACE = re.compile("[\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u0a00]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2060-\u2064\ufeff\ud800-\udfff]"
)


def entities_of(
    actor: ForeignActor, countries: Mapping[str, str], unsaid: Counter[str]
) -> Iterator[dict[str, Any]]:
    """Yield an actor's own entity, then those of its posts, roles, relations and identifiers.

    `countries` gives the ISO 3166 codes of states by their keys. What the format cannot say is counted.
    """
    own_id = entity_id(actor.id, unsaid)
    properties = _Properties(unsaid)
    _names(properties, actor.names)
    properties.add("description", actor.description, "text")
    person = actor.kind == "person"
    properties.date("birthDate" if person else "incorporationDate", actor.start)
    properties.date("deathDate" if person else "dissolutionDate", actor.end)
    properties.add("classification", actor.actor_class, "string")
    properties.add(
        "topics", TOPICS.get(actor.actor_class or "") or ("gov" if actor.kind == "state" else None), "string"
    )
    own_country = countries.get(actor.id)
    properties.add("jurisdiction" if own_country else "", own_country, "string")
    of_country = {"citizen_of": "citizenship", "part_of": "country", "located_in": "country"}
    for relation in actor.relations:
        properties.add(of_country.get(relation.predicate, ""), countries.get(relation.of), "string")
    further = [identifier for identifier in actor.identifiers if not _is_qid(identifier)]
    for _, value in filter(_is_qid, actor.identifiers):
        properties.add("wikidataId", value, "identifier")
    _count_unsaid(actor, unsaid)
    yield _entity(own_id, _schema(actor), properties.said, actor.names[0].text)
    for position in actor.positions:
        yield _position(position, own_id, own_country, unsaid)
    for role in actor.roles:
        yield _occupancy(role, own_id, unsaid)
    for relation in actor.relations:
        yield _link(relation, own_id, unsaid)
    for scheme, value in further:
        yield from _identification(scheme, value, own_id, unsaid)


def _count_unsaid(actor: ForeignActor, unsaid: Counter[str]) -> None:
    """Count what the properties have no place for."""
    confirmed = [where for _, where in actor.checked]
    confirmed += [name.checked for name in actor.names if name.checked]
    confirmed += [role.checked for role in actor.roles if role.checked]
    confirmed += [relation.checked for relation in actor.relations if relation.checked]
    confirmed += [position.checked for position in actor.positions if position.checked]
    unsaid.update(
        {
            "rows that confirm a fact": len(confirmed),
            "ends of actors that are not known": actor.end_unknown,
            "posts that several hold at a time": sum(post.collective for post in actor.positions),
            "vacancies of posts": sum(len(post.vacant) for post in actor.positions),
        }
    )
    for at, name in enumerate(actor.names):
        if at and name.kind in _NO_NAMES:
            unsaid[f"{name.kind}s"] += 1
            continue
        if name.lang != "und":
            unsaid["languages of names"] += 1
        if name.start or name.end:
            unsaid["dates of names"] += 1
        if name.kind not in ("alias" if at else "primary", "former", "acronym"):
            unsaid["kinds of names"] += 1
        if name.case_sensitive:
            unsaid["names that hold as they are spelt only"] += 1


def _schema(actor: ForeignActor) -> str:
    if actor.kind == "organization":
        return SCHEMATA.get(actor.actor_class or "", "Organization")
    return "Person" if actor.kind == "person" else "PublicBody"


def _is_qid(identifier: tuple[str, str]) -> bool:
    return identifier[0] == "wikidata" and _QID.fullmatch(identifier[1]) is not None


class _Properties:
    """The properties of an entity in the making, each value once and in the form that the library keeps."""

    def __init__(self, unsaid: Counter[str]) -> None:
        self.said: dict[str, list[str]] = {}
        self._unsaid = unsaid

    def add(self, name: str, stated: str | None, value_type: str) -> None:
        """Add a text of a type; nothing without a name of the property."""
        if stated is None or not name:
            return
        text = kept(stated, name=value_type == "name")
        if not text or len(text) > _LONGEST[value_type]:
            self._unsaid[f"a {value_type} that is too long or empty"] += 1
            return
        if value_type == "name" and text != stated:
            self._unsaid["invisible characters and quotation marks of names"] += 1
        values = self.said.setdefault(name, [])
        if text not in values:
            values.append(text)

    def date(self, name: str, stated: str | None) -> None:
        """Add a partial date."""
        if stated is None:
            return
        if _DATE.fullmatch(stated):
            self.said[name] = [stated]
        else:
            self._unsaid["dates before the year 1000"] += 1


def kept(text: str, *, name: bool) -> str:
    """Return a text as the library would keep it, which is what it gives back when it is asked again."""
    while True:
        cleaned = unicodedata.normalize("NFC", text)
        cleaned = _SPACE.sub(" ", _INVISIBLE.sub("", cleaned)).strip()
        if name:
            cleaned = " ".join(_QUOTED.sub(r"\1", cleaned).split())
        if cleaned == text:
            return text
        text = cleaned


def entity_id(key: str, unsaid: Counter[str]) -> str:
    """Return the id of the entity with a key of ours: the key itself wherever it can be one."""
    if _ID.fullmatch(key):
        return key
    unsaid["keys that are no ids there"] += 1
    return _hashed("actor", key)


def position_id(key: str) -> str:
    """Return the id of a post: "position-turkey.foreign-minister"."""
    form = f"position-{key.replace('/', '.')}"
    return (
        form if key.count("/") == 1 and "." not in key and _ID.fullmatch(form) else _hashed("position", key)
    )


def _hashed(kind: str, *parts: str | None) -> str:
    return f"{kind}-{sha1(chr(0).join(part or '' for part in parts).encode(), usedforsecurity=False).hexdigest()}"


def _entity(
    own_id: str, schema: str, properties: dict[str, list[str]], caption: str | None = None
) -> dict[str, Any]:
    said: dict[str, Any] = {"id": own_id}
    if caption:
        said["caption"] = caption
    return {**said, "schema": schema, "properties": properties}


def _names(properties: _Properties, names: tuple[ForeignName, ...]) -> None:
    """Add the name to print, then the others, in an order that reading them back keeps."""
    properties.add("name", names[0].text, "name")
    others = {(_property_of(name), name.text) for name in names[1:] if name.kind not in _NO_NAMES}
    for name, text in sorted(others, key=lambda other: (other[0], kept(other[1], name=True), other[1])):
        if name != "weakAlias" or ("alias", text) not in others:
            properties.add(name, text, "name")


def _property_of(name: ForeignName) -> str:
    if name.kind == "former":
        return "previousName"
    if name.kind == "acronym":
        return "abbreviation"
    weak = name.strength in ("weak", "context") or (
        name.strength is None and name.kind in ("short", "nickname", "misspelling")
    )
    return "weakAlias" if weak else "alias"


def _position(
    position: ForeignPosition, body: str, country: str | None, unsaid: Counter[str]
) -> dict[str, Any]:
    properties = _Properties(unsaid)
    properties.add("name", position.label, "name")
    properties.add("weakAlias", position.title, "name")
    for title in position.titles:
        properties.add("alias", title, "name")
    properties.said["organization"] = [body]
    properties.add("country", country, "string")
    for position_class in filter(None, (position.position_class, position.also_class)):
        properties.add("keywords", position_class, "string")
        properties.add("topics", _POSITION_TOPICS.get(position_class), "string")
    properties.date("inceptionDate", position.start)
    properties.date("dissolutionDate", position.end)
    return _entity(position_id(position.key), "Position", properties.said, position.label)


def _occupancy(role: ForeignRole, holder: str, unsaid: Counter[str]) -> dict[str, Any]:
    properties = _Properties(unsaid)
    post = position_id(role.key or f"{role.of}/{role.position}")
    properties.said |= {"holder": [holder], "post": [post]}
    properties.date("startDate", role.start)
    properties.date("endDate", role.end)
    status = "ended" if role.end else "current" if role.ongoing else "unknown"
    properties.add("status", status, "string")
    if role.acting:
        properties.add("description", "acting", "text")
    own_id = _hashed("occupancy", holder, post, role.start, role.end, status, "acting" if role.acting else "")
    return _entity(own_id, "Occupancy", properties.said)


_ENDS = {"Membership": ("member", "organization"), "Succession": ("successor", "predecessor")}


def _link(relation: ForeignRelation, subject: str, unsaid: Counter[str]) -> dict[str, Any]:
    properties = _Properties(unsaid)
    schema = {"member_of": "Membership", "successor_of": "Succession"}.get(relation.predicate, "UnknownLink")
    one, other = _ENDS.get(schema, ("subject", "object"))
    target = entity_id(relation.of, Counter())
    properties.said |= {one: [subject], other: [target]}
    if schema == "UnknownLink":
        properties.add("role", relation.predicate, "string")
    properties.date("startDate", relation.start)
    properties.date("endDate", relation.end)
    status = "ended" if relation.end else "unknown" if relation.end_unknown else "current"
    properties.add("status", status, "string")
    own_id = _hashed(
        schema.lower(), subject, relation.predicate, target, relation.start, relation.end, status
    )
    return _entity(own_id, schema, properties.said)


def _identification(scheme: str, value: str, holder: str, unsaid: Counter[str]) -> Iterator[dict[str, Any]]:
    properties = _Properties(unsaid)
    properties.said["holder"] = [holder]
    properties.add("type", scheme, "string")
    properties.add("number", value, "identifier")
    if "number" in properties.said:
        yield _entity(_hashed("identification", holder, scheme, value), "Identification", properties.said)
