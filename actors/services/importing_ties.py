"""What the references of foreign roles, relations and positions mean here: bodies found, positions reused or made."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from actors.domain.facts import OccupancyFact, PositionFact, RelationFact
from actors.domain.foreign import ForeignPosition, ForeignRelation, ForeignRole
from actors.matching.titles import asks_for
from actors.services.importing_records import period_of
from actors.services.offices import own_titles, without_the
from actors.storage import importing, readpath
from actors.storage.importing import Known
from actors.text.normalize import fold
from actors.text.transliterate import latin_key
from actors.text.words import titles

_REMEMBERED = 20_000


class Ties:
    """The references of one source's records, looked up in the transaction of its import."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        source: str,
        fact_source: str,
        aside: Counter[str],
        note: Callable[[str], None],
    ) -> None:
        self._connection = connection
        self._source = source
        self._fact_source = fact_source
        self._aside = aside
        self._note = note
        self._body = lru_cache(_REMEMBERED)(self._found)
        self._posts = lru_cache(_REMEMBERED)(self._posts_of)
        self._made: dict[str, str] = {}  # positions of this source, and their bodies

    @property
    def posts(self) -> set[str]:
        """The keys of the positions that this source states."""
        return set(self._made)

    def positions(self, own: Known, stated: Sequence[ForeignPosition]) -> list[PositionFact]:
        """Return the positions of a body that are not known from another source."""
        facts: list[PositionFact] = []
        body = importing.actor_by_key(self._connection, own.key) if stated else None
        for position in stated:
            assert body is not None
            key = self._free_key(position.key, body)
            if key in self._made:
                self._aside["positions said twice"] += 1
            elif importing.body_of_post(self._connection, key, self._fact_source) is None:
                self._made[key] = body.key
                facts.append(
                    PositionFact(
                        key=key,
                        body=body.key,
                        position_class=position.position_class,
                        also_class=position.also_class,
                        title=position.title,
                        label=position.label,
                        titles=position.titles,
                        collective=position.collective,
                        vacant=position.vacant,
                        period=period_of(position.start, position.end),
                        source=self._fact_source,
                        checked=position.checked,
                    )
                )
        return facts

    def occupancies(
        self, own: Known, stated: Sequence[ForeignRole], place: str
    ) -> tuple[list[OccupancyFact], list[PositionFact]]:
        """Return the roles whose bodies are found, and the positions that had to be made for them."""
        facts: list[OccupancyFact] = []
        made: list[PositionFact] = []
        if own.kind != "person" and stated:
            self._aside["roles of what is no person"] += len(stated)
            stated = ()
        for role in stated:
            body = self._body(role.of)
            if body is None or body.kind == "person":
                self._aside["roles of bodies that cannot be found"] += 1
                self._note(f"{place}: no state or organization {role.of!r} for the role {role.position!r}")
                continue
            key = self._known_post(role, body)
            if key is None:
                key = self._free_key(role.key or f"{body.key}/{_slug(role.position)}", body)
                if key not in self._made:
                    self._made[key] = body.key
                    made.append(self._position(key, role, body))
            facts.append(
                OccupancyFact(
                    position=key,
                    period=period_of(role.start, role.end, not role.ongoing),
                    acting=role.acting,
                    source=self._fact_source,
                    checked=role.checked,
                )
            )
        return facts, made

    def relations(self, own: Known, stated: Sequence[ForeignRelation], place: str) -> list[RelationFact]:
        """Return the relations to other actors that are found."""
        facts: list[RelationFact] = []
        for relation in stated:
            other = self._body(relation.of)
            if other is None:
                self._aside["relations to actors that cannot be found"] += 1
                self._note(f"{place}: no actor {relation.of!r} for {relation.predicate}")
            elif other.key == self._canonical(own):
                self._aside["relations of an actor to itself"] += 1
            else:
                facts.append(
                    RelationFact(
                        predicate=relation.predicate,
                        object=other.key,
                        period=period_of(relation.start, relation.end, relation.end_unknown),
                        source=self._fact_source,
                        checked=relation.checked,
                    )
                )
        return facts

    def _canonical(self, own: Known) -> str:
        found = importing.actor_by_key(self._connection, own.key)
        return found.key if found else own.key

    def _found(self, reference: str) -> Known | None:
        own_id = importing.OWN_SCHEME + self._source
        scheme, colon, value = reference.partition(":")
        found = importing.actor_by_identifier(self._connection, own_id, reference)
        found = found or importing.actor_by_key(self._connection, reference)
        if found is None and colon:
            found = importing.actor_by_identifier(self._connection, scheme, value)
        return found or self._named(reference)

    def _named(self, name: str) -> Known | None:
        """Return the one actor whose strong name, or else any name, this is; persons are no bodies of others."""
        folded = fold(name)
        hits = readpath.names_by_key(self._connection, folded, ("fold",)) if folded else []
        for some in ([hit for hit in hits if hit.name.strength == "strong"], hits):
            keys = {hit.actor_key for hit in some}
            if len(keys) == 1:
                return importing.actor_by_key(self._connection, keys.pop())
        return None

    def _known_post(self, role: ForeignRole, body: Known) -> str | None:
        """Return the position of another source that a role means: by its key, title or class."""
        posts = self._posts(body.key)
        if role.key is not None:
            return role.key if any(post.key == role.key for post, _ in posts) else None
        title, rules = without_the(fold(role.position)), titles()
        by_class: list[str] = []
        for post, own in posts:
            classes = [post.position_class, post.also_class]
            if role.position_class is not None and role.position_class not in classes:
                continue
            how = asks_for(title, own, classes, rules)
            if how == "title":
                return post.key
            if how == "class":
                by_class.append(post.key)
        return by_class[0] if len(by_class) == 1 else None

    def _posts_of(self, body: str) -> list[tuple[readpath.Post, list[str]]]:
        posts = importing.posts_of_others(self._connection, body, self._fact_source)
        return [(post, own_titles(post)) for post in posts]

    def _free_key(self, key: str, body: Known) -> str:
        """Return the key, with digits of a hash where it is that of another body's position."""
        owner = self._made.get(key) or importing.body_of_post(self._connection, key, self._fact_source)
        if owner in (None, body.key):
            return key
        digest = hashlib.sha256("\0".join((self._source, body.key, key)).encode()).hexdigest()
        return f"{key}-{digest[:6]}"

    def _position(self, key: str, role: ForeignRole, body: Known) -> PositionFact:
        title = role.position
        named = fold(body.name) in fold(title)
        position_class = role.position_class or _class_of(title)
        return PositionFact(
            key=key,
            body=body.key,
            position_class=position_class,
            also_class=None,
            title=title,
            label=title if named else f"{title} of {body.name}",
            collective=position_class in ("legislator", "official"),
            source=self._fact_source,
        )


def _slug(title: str) -> str:
    return "-".join(latin_key(title).split()) or hashlib.sha256(title.encode()).hexdigest()[:6]


def _class_of(title: str) -> str:
    """Return the class of position that a title alone tells, "other" where it tells none or several."""
    rules = titles().get(tuple(without_the(fold(title)).split()), ())
    classes = {name for rule in rules for name in rule.classes}
    return classes.pop() if len(classes) == 1 else "other"
