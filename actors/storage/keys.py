"""The keys of names: what exact look-ups compare, rebuildable from the names at any time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from actors.storage import schema
from actors.storage.bulk import insert_rows
from actors.text.normalize import NORMALIZER_VERSION, fold, order_key
from actors.text.transliterate import latin_key


def keys_of(text: str, script: str, kind: str, set_aside: frozenset[str]) -> list[tuple[str, str]]:
    """Return the stored keys of a name as (scheme, key); a key that says nothing new is left out.

    `fold`: `normalize.fold`. `order`: words sorted, without particles and honorifics.
    `latin`: the folded transliteration of names in other scripts. `word`: each word of a name of several.
    Exonyms, which CLDR has by the ten thousand, are asked for whole and as they are: they have neither.
    """
    folded = fold(text)
    keys = [("fold", folded)]
    words = folded.split()
    ordered = order_key(folded, set_aside)
    if ordered != folded:
        keys.append(("order", ordered))
    if script != "Latn" and kind != "exonym":
        latin = latin_key(text)
        if latin and latin != folded:
            keys.append(("latin", latin))
    if len(words) > 1 and kind != "exonym":
        keys += [("word", word) for word in dict.fromkeys(words) if word not in set_aside]
    return keys


def insert_keys(session: Session, names: list[dict[str, Any]], set_aside: frozenset[str]) -> None:
    """Insert the keys of new names, given as rows with id, text, script and kind."""
    known: dict[tuple[str, str], list[tuple[str, str]]] = {}
    rows: list[tuple[int, str, str, int]] = []
    for name in names:
        form = (name["text"], name["kind"])
        keys = known.get(form)
        if keys is None:
            keys = known[form] = keys_of(name["text"], name["script"], name["kind"], set_aside)
        name_id = name["id"]
        rows += [(name_id, scheme, key, NORMALIZER_VERSION) for scheme, key in keys]
    insert_rows(session, schema.NameKey, rows)


def rebuild_keys(session: Session, set_aside: frozenset[str]) -> int:
    """Make all keys anew from the names, for keys of another normalizer; return the number of names."""
    session.execute(delete(schema.NameKey))
    columns = (schema.Name.id, schema.Name.text, schema.Name.script, schema.Name.kind)
    names = [row._asdict() for row in session.execute(select(*columns))]
    insert_keys(session, names, set_aside)
    return len(names)
