"""The Whoosh index: its fields from search_index/fields.toml, building, updating and opening it.

The index carries the (revision, token) of the database it was made from in a document of its own, written in
the same commit as the actors, so that it can never claim to be what it is not.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import struct
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import tomli
from whoosh import fields
from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.index import EmptyIndexError, FileIndex, IndexVersionError, LockError, create_in, open_dir
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import CorruptIndexError, ReaderClosed, TermNotFound
from whoosh.searching import Searcher
from whoosh.writing import SegmentWriter

from actors.assets import asset_dir
from actors.domain.actor import Profile
from actors.errors import IndexUnavailableError
from actors.search import generations
from actors.text.normalize import NORMALIZER_VERSION, fold
from actors.text.scripts import script_of
from actors.text.transliterate import latin_key

FORMAT = 2
"""Raised when what is written into the index changes otherwise than by search_index/."""

NAMES_APART = "|"
"""Stands between names in a field, so that no phrase runs from one into the next; fold() never makes it."""

_MEGABYTES = 64
"""The memory for postings before they are sorted on disk."""

_STATE_KEY = "*"
_TEXT_FIELDS = ("name", "latin", "role", "description")

Progress = Callable[[int], None]


class Stamp(NamedTuple):
    """The state of the database that an index was made from."""

    revision: int
    token: str


class Part(NamedTuple):
    """Documents of a generation that another process wrote, as Whoosh knows them."""

    segment: Any
    documents: int


Beside = Callable[[Path], AbstractContextManager[Callable[[], "Part | Iterable[Profile]"]]]
"""Begins to write a part of the generation at a path beside; gives what returns it, or the actors left over."""


def alone(_: Path) -> AbstractContextManager[Callable[[], Part | Iterable[Profile]]]:
    """Write nothing beside."""
    return nullcontext(lambda: ())


def digest() -> str:
    """Return the digest of all that decides what a built index holds."""
    state = hashlib.sha256(f"{FORMAT} {NORMALIZER_VERSION}".encode())
    folder = asset_dir("search_index")
    for name in ("fields.toml", "words.toml"):
        state.update((folder / name).read_bytes())
    return state.hexdigest()[:12]


class OpenIndex:
    """A generation opened for asking; close it after use."""

    def __init__(self, index: FileIndex) -> None:
        self._index = index
        self.searcher: Searcher = index.searcher()
        state = self.searcher.document(key=_STATE_KEY)
        stated = json.loads(state["card"]) if state else {}
        self.stamp = Stamp(int(stated.get("revision", -1)), str(stated.get("token", "")))

    def close(self) -> None:
        """Release the files."""
        self.searcher.close()
        self._index.close()


def open_current(folder: Path) -> OpenIndex | None:
    """Open the current generation, or return None if there is none or it cannot be read.

    While another process commits, files can vanish between two reads: that is tried three times.
    """
    for attempt in range(3):
        generation = generations.current(folder, digest())
        if generation is None:
            return None
        try:
            return OpenIndex(open_dir(str(generation), readonly=True))
        except FileNotFoundError:
            time.sleep(0.01 * (attempt + 1))
        except DAMAGE:
            return None
    return None


DAMAGE = (
    EmptyIndexError,
    IndexVersionError,
    WhooshIndexError,
    CorruptIndexError,
    ReaderClosed,
    TermNotFound,
    pickle.UnpicklingError,
    struct.error,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    AttributeError,
    AssertionError,
    TypeError,
    ImportError,
    MemoryError,
    OverflowError,
    RecursionError,
)
"""What Whoosh, pickle, struct and zlib raise on truncated or overwritten files: all mean "rebuild"."""


def is_intact(folder: Path, stamp: Stamp) -> bool:
    """Say whether the current generation is byte for byte what was written for a state of the database."""
    generation = generations.current(folder, digest())
    return generation is not None and generations.is_intact(generation, stamp.token)


def build(
    folder: Path,
    profiles: Iterable[Profile],
    stamp: Stamp,
    progress: Progress = lambda _: None,
    beside: Beside = alone,
) -> None:
    """Build a new generation from all actors and make it the current one. The lock must be held.

    `beside` may write some of them with `write_part` meanwhile: what it gives is asked for the part at the end.
    """
    try:
        with generations.new_generation(folder, digest()) as generation:
            index = create_in(str(generation), _schema())
            with beside(generation) as other:
                parts = [write_part(generation, profiles, progress)]
                more = other()
                parts.append(more if isinstance(more, Part) else write_part(generation, more))
            with _committed(index, stamp, merge=False) as writer:
                writer.segments += [part.segment for part in parts if part.documents]
            generations.seal(generation, stamp.token)
    except OSError as error:
        raise IndexUnavailableError(f"cannot be written: {error.strerror}", where=str(folder)) from error


def write_part(generation: Path, profiles: Iterable[Profile], progress: Progress = lambda _: None) -> Part:
    """Write actors into a part of a generation that `build`, in this process or another, will commit.

    This is what Whoosh's own writer for several processes does in each of them; that one leaves them
    running when the process that started them is killed.
    """
    index = open_dir(str(generation))
    writer = SegmentWriter(index, _lk=False, limitmb=_MEGABYTES)
    number = 0
    try:
        for number, profile in enumerate(profiles, 1):
            writer.add_document(**_document(profile))
            progress(number)
    except BaseException:
        writer.cancel()
        raise
    segment = writer._finalize_segment()
    index.close()
    return Part(segment, number)


def update(folder: Path, changed: Iterable[Profile], removed: Iterable[str], stamp: Stamp) -> bool:
    """Replace the cards of changed actors in the current generation. The lock must be held.

    Returns False if the generation cannot be used, and a rebuild is needed.
    """
    generation = generations.current(folder, digest())
    if generation is None:
        return False
    try:
        with _committed(open_dir(str(generation)), stamp) as writer:
            for key in removed:
                writer.delete_by_term("key", key)
            for profile in changed:
                writer.update_document(**_document(profile))
        generations.seal(generation, stamp.token)
    except (LockError, *DAMAGE):
        return False
    return True


@contextmanager
def _committed(index: FileIndex, stamp: Stamp, merge: bool = True, **options: Any) -> Iterator[SegmentWriter]:
    """Give a writer whose work is committed together with the stamp, or cancelled whole."""
    writer = SegmentWriter(index, **options)
    try:
        yield writer
        writer.update_document(**_state_document(stamp))
    except BaseException:
        writer.cancel()
        raise
    writer.commit(merge=merge)
    index.close()


def _schema() -> fields.Schema:
    words: Any = SpaceSeparatedTokenizer()  # a tokenizer is an analyzer, though Whoosh types them apart
    text = {name: fields.TEXT(analyzer=words, phrase=name == "name") for name in _TEXT_FIELDS}
    return fields.Schema(
        key=fields.ID(unique=True),
        kind=fields.ID(),
        actor_class=fields.ID(),
        state=fields.KEYWORD(),
        card=fields.STORED(),
        **text,
    )


def boosts() -> dict[str, float]:
    """Return the boost of each text field, from search_index/fields.toml."""
    stated: dict[str, Any] = tomli.loads((asset_dir("search_index") / "fields.toml").read_text("utf-8"))
    return {name: float(stated[name]["boost"]) for name in _TEXT_FIELDS}


def _document(profile: Profile) -> dict[str, Any]:
    # exonyms of states, which CLDR has by the ten thousand, are asked for whole, and that SQL keys answer:
    # without them the index is built in half the time
    names = [name for name in profile.names if name.kind != "exonym" or profile.kind != "state"]
    forms = dict.fromkeys(name.folded for name in names)
    # who has a name in Latin letters is searched by it; how others spell it from their letters finds nobody
    foreign = [name.text for name in names if not name.folded.isascii() and script_of(name.text) != "Latn"]
    latin = dict.fromkeys(map(latin_key, foreign)) if len(foreign) == len(names) else {}
    roles = dict.fromkeys(
        fold(f"{role.position} {role.position_class.replace('_', ' ')} {role.of_name}")
        for role in profile.roles
    )
    states = dict.fromkeys(role.of for role in profile.roles)
    if profile.kind == "state":
        states[profile.key] = None
    return {
        "key": profile.key,
        "kind": profile.kind,
        "actor_class": profile.actor_class or "none",
        "state": " ".join(states),
        "name": f" {NAMES_APART} ".join(forms),
        "latin": f" {NAMES_APART} ".join(form for form in latin if form and form not in forms),
        "role": f" {NAMES_APART} ".join(roles),
        "description": fold(profile.description or ""),
        "card": profile._replace(names=tuple(names)).to_card(),
    }


def _state_document(stamp: Stamp) -> dict[str, Any]:
    return {"key": _STATE_KEY, "card": json.dumps({"revision": stamp.revision, "token": stamp.token})}
