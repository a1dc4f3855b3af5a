"""The keys of names: what exact look-ups compare, rebuildable from the names at any time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from actors.storage import schema
from actors.storage.bulk import insert_rows, slices
from actors.text.likeness import likeliest_latin
from actors.text.name_words import acronyms, name_words
from actors.text.normalize import NORMALIZER_VERSION, fold, order_key
from actors.text.sounds import sound
from actors.text.transliterate import latin_key

_ACRONYM_LENGTHS = range(3, 9)


class Bearer(NamedTuple):
    """What a name's keys need to know of its actor."""

    has_latin: bool
    is_organization: bool


def keys_of(
    text: str, script: str, kind: str, set_aside: frozenset[str], bearer: Bearer
) -> list[tuple[str, str]]:
    """Return the stored keys of a name as (scheme, key); a key that says nothing new is left out.

    `fold`: `normalize.fold`. `order`: words sorted, without particles and honorifics. `latin`: the folded
    transliteration, of an actor without a name in Latin letters. `word`: each word of a name of several, as it stands
    and as it is compared (`name_words`), and in Latin letters for an actor without a name in these. `acronym`: what the name of an organization may be shortened to.
    Exonyms, which CLDR has by the ten thousand, are asked for whole and as they are.
    """
    folded = fold(text)
    keys = [("fold", folded)]
    words = folded.split()
    ordered = order_key(folded, set_aside)
    if ordered != folded:
        keys.append(("order", ordered))
    if kind == "exonym":
        return keys
    if not bearer.has_latin:
        latin = latin_key(text)
        if latin and latin != folded:
            keys.append(("latin", latin))
    several = [word for word in words if word not in set_aside] if len(words) > 1 else []
    compared = dict.fromkeys((*several, *name_words(folded)))
    if not bearer.has_latin:
        compared |= dict.fromkeys(likeliest_latin(word) for word in name_words(folded) if not word.isascii())
    keys += [("word", word) for word in compared if word and word != folded]
    if bearer.is_organization and script == "Latn":
        keys += [("acronym", short) for short in sorted(acronyms(folded)) if len(short) in _ACRONYM_LENGTHS]
    return keys


def insert_keys(session: Session, names: list[dict[str, Any]], set_aside: frozenset[str]) -> None:
    """Insert the keys of new names, given as rows with id, actor_id, text, script and kind."""
    bearers = _bearers(session, {name["actor_id"] for name in names})
    known: dict[tuple[str, str, Bearer], list[tuple[str, str]]] = {}
    rows: list[tuple[int, str, str, int]] = []
    for name in names:
        form = (name["text"], name["kind"], bearers[name["actor_id"]])
        keys = known.get(form)
        if keys is None:
            keys = known[form] = keys_of(name["text"], name["script"], name["kind"], set_aside, form[2])
        name_id = name["id"]
        rows += [(name_id, scheme, key, NORMALIZER_VERSION) for scheme, key in keys]
    insert_rows(session, schema.NameKey, rows)
    _insert_words(session, ((kind, keys) for (_, kind, _), keys in known.items()))


def _bearers(session: Session, actor_ids: Collection[int]) -> dict[int, Bearer]:
    with_latin: set[int] = set()
    organizations: set[int] = set()
    for some in slices(actor_ids):
        latin = select(schema.Name.actor_id).where(
            schema.Name.script == "Latn", schema.Name.actor_id.in_(some)
        )
        with_latin.update(session.scalars(latin.distinct()))
        kind = select(schema.Actor.id).where(schema.Actor.kind == "organization", schema.Actor.id.in_(some))
        organizations.update(session.scalars(kind))
    return {actor: Bearer(actor in with_latin, actor in organizations) for actor in actor_ids}


def _insert_words(session: Session, known: Iterable[tuple[str, Sequence[tuple[str, str]]]]) -> None:
    """Insert the words that the keys of names have and that no name before had."""
    words = dict.fromkeys(
        key
        for kind, keys in known
        if kind != "exonym"
        for scheme, key in keys
        if scheme == "word" or (scheme == "fold" and " " not in key)
    )
    if session.scalar(select(schema.Word.word).limit(1)) is not None:
        for some in slices(list(words)):
            for word in session.scalars(select(schema.Word.word).where(schema.Word.word.in_(some))):
                del words[word]
    sounds = ((word, sound(word)) for word in words)
    insert_rows(session, schema.Word, [(word, heard, heard[::-1]) for word, heard in sounds])


def rebuild_keys(session: Session, set_aside: frozenset[str]) -> int:
    """Make all keys anew from the names, for keys of another normalizer; return the number of names."""
    session.execute(delete(schema.NameKey))
    session.execute(delete(schema.Word))
    columns = (schema.Name.id, schema.Name.actor_id, schema.Name.text, schema.Name.script, schema.Name.kind)
    names = [row._asdict() for row in session.execute(select(*columns))]
    insert_keys(session, names, set_aside)
    return len(names)
