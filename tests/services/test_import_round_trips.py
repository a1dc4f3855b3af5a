"""What was imported is told again without loss: from a file, and from the whole bundled database."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.config import Settings
from actors.domain.foreign import ForeignActor, ForeignName, ForeignPosition, ForeignRelation, ForeignRole
from actors.domain.vocabulary import (
    KINDS,
    NAME_KINDS,
    POSITION_CLASSES,
    PREDICATES,
    classes_of,
    default_strength,
)
from actors.formats.foreign_file import clean
from actors.formats.jsonl import to_line
from actors.services import database
from actors.services.database import reading
from actors.services.importing import Wanted, import_files
from actors.text.normalize import fold
from tests.services.exported import told

words = st.text(min_size=1, max_size=12).map(clean).filter(fold)
days = st.sampled_from([None, "1815", "1815-06", "1815-06-18"])
ends = st.sampled_from([None, "1821", "1821-05", "1821-05-05"])
proofs = st.sampled_from([None, "list.csv:7"])


@st.composite
def files(draw: st.DrawFn) -> list[ForeignActor]:
    """Actors that refer to each other, in the order of their ids, as `told` tells them."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4))
    ids = [f"actor-{number}" for number in range(len(kinds))]
    bodies = [own_id for own_id, kind in zip(ids, kinds, strict=True) if kind != "person"]
    posts = {
        own_id: [
            ForeignPosition(f"{own_id}/{number}", *draw(_titles), draw(proofs))
            for number in range(draw(st.integers(0, 2)))
        ]
        for own_id in bodies
    }
    return [
        _actor(draw, own_id, kind, [other for other in ids if other != own_id], posts)
        for own_id, kind in zip(ids, kinds, strict=True)
    ]


_titles = st.tuples(
    words,
    st.sampled_from(POSITION_CLASSES),
    words,
    st.sampled_from([None, "minister"]),
    st.lists(words, max_size=2).map(tuple),
    st.booleans(),
    st.lists(st.just(("1816", "1817-02-03")), max_size=1).map(tuple),
    days,
    ends,
)
_names = st.builds(
    ForeignName, words, st.sampled_from(["en", "und", "ar"]), st.sampled_from(NAME_KINDS),
    st.sampled_from([None, "context"]), days, ends, st.booleans(), proofs,
)  # fmt: skip


def _actor(
    draw: st.DrawFn, own_id: str, kind: str, others: list[str], posts: dict[str, list[ForeignPosition]]
) -> ForeignActor:
    caption = draw(_names)._replace(kind="primary", start=None)
    further = draw(st.lists(_names, max_size=3, unique_by=lambda name: name.text))
    further = [name for name in further if name.text != caption.text and name.kind != "primary"]
    names = [caption, *sorted(further, key=lambda name: (name.lang, name.kind, name.text))]
    known = [(of, post) for of in posts for post in posts[of]]
    held = draw(st.lists(st.sampled_from(known), max_size=2, unique=True)) if known else []
    roles = []
    for of, post in sorted(held, key=lambda pair: pair[1].key) if kind == "person" else []:
        end = draw(ends)
        ongoing = end is None and draw(st.booleans())
        acting, start, proof = draw(st.booleans()), draw(days), draw(proofs)
        roles.append(
            ForeignRole(post.label, post.position_class, of, start, end, ongoing, acting, post.key, proof)
        )
    related = draw(st.lists(st.sampled_from(others), max_size=2, unique=True)) if others else []
    relations = []
    for other in related:
        end = draw(ends)
        unknown = end is None and draw(st.booleans())
        predicate, start, proof = draw(st.sampled_from(PREDICATES)), draw(days), draw(proofs)
        relations.append(ForeignRelation(predicate, other, start, end, unknown, proof))
    relations.sort(key=lambda tie: (tie.predicate != "member_of", tie.predicate, tie.of))
    start, end = draw(days), draw(ends)
    return ForeignActor(
        id=own_id,
        kind=kind,
        actor_class=draw(st.sampled_from([None, *classes_of(kind)])),
        names=tuple(_as_stored(name) for name in names),
        identifiers=tuple(sorted(draw(st.dictionaries(st.sampled_from("qr"), words, max_size=2)).items())),
        description=draw(st.one_of(st.none(), words)),
        start=start,
        end=end,
        end_unknown=end is None and draw(st.booleans()),
        roles=tuple(roles),
        relations=tuple(relations),
        positions=tuple(posts.get(own_id, ())),
    )


def _as_stored(name: ForeignName) -> ForeignName:
    return name._replace(strength=None) if name.strength == default_strength(name.kind) else name


def imported_anew(template: Settings, folder: Path, actors: list[ForeignActor]) -> list[ForeignActor]:
    """Import actors into a new database by way of JSON Lines, and tell them again."""
    (folder / "no-cache").touch()  # there is no place for an index, which takes most of the time
    place = Settings(folder / "actors.sqlite", is_default=False, cache=folder / "no-cache")
    shutil.copy(template.database, place.database)
    lines = folder / "list.jsonl"
    lines.write_text("".join(f"{to_line(actor)}\n" for actor in actors), "utf-8")
    (done,) = import_files(place, [str(lines)], Wanted())
    assert (done.left_aside(), done.notes) == ({}, [])
    assert database.check(place) == []
    with reading(place) as connection:
        return told(connection)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files())
def test_a_file_is_told_again_as_it_was(empty_template: Settings, actors: list[ForeignActor]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = imported_anew(empty_template, Path(folder), actors)
    assert [replace(actor, place="") for actor in found] == actors


def test_the_bundled_database_is_told_again_as_it_was(
    bundled: Settings, empty_template: Settings, tmp_path: Path
) -> None:
    with reading(bundled) as connection:
        before = told(connection)
    assert imported_anew(empty_template, tmp_path, before) == before
