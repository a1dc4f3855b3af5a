"""Set up: bundled seeds to database to index."""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from filelock import FileLock

from actors.assets import asset_dir
from actors.config import Settings
from actors.errors import DatabaseError
from actors.formats.seeds import read_seeds
from actors.services import indexing
from actors.services.database import Report, rebuild_keys_if_older, silent, upgrade_if_older
from actors.storage import readpath, sqlite
from actors.text.words import particles

SEEDS_REASON = "bundled seeds"
"""The reason of the revisions that assert the seeds."""


def initialise(settings: Settings, report: Report = silent, empty: bool = False, index: bool = True) -> str:
    """Make the database with the bundled seeds (or `empty`), or bring an existing one to them; say what was done.

    A new database is written aside and renamed when it is complete, so an interrupted run leaves nothing.
    What curators added stays; facts of the seeds that changed are retired and asserted anew.
    Without `index` the search index is left to the first search that needs it.
    """
    with without_garbage_collection():
        return _initialise(settings, report, empty, index)


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Switch the cycle collector off: a bulk of long-lived values makes it cost a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _initialise(settings: Settings, report: Report, empty: bool, index: bool) -> str:
    path = settings.database
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"{path.parent} cannot be made: {error.strerror}") from error
    if path.exists():
        sqlite.open_any_schema(path).close()
        upgrade_if_older(path, report)
        rebuild_keys_if_older(path, report)
        if empty:
            raise DatabaseError(f"{path} already exists", hint="name a new file with --db")
        done = _load(path, report)
    else:
        if not sqlite.can_write(path):
            raise DatabaseError(f"{path.parent} cannot be written", hint="name another place with --db")
        with FileLock(path.with_name(f".{path.name}.lock"), mode=0o600):  # stays: removing it would race
            done = (
                "The database was made by another process meanwhile"
                if path.exists()
                else _make(path, report, empty)
            )
    if index:
        indexing.follow(settings, report)
    return done


def _make(path: Path, report: Report, empty: bool) -> str:
    from actors.storage import upgrade

    for left_over in path.parent.glob(f".{path.name}.*.building*"):
        left_over.unlink(missing_ok=True)  # of a run that was killed; the lock says that none is alive
    aside = path.with_name(f".{path.name}.{os.getpid()}.building")
    try:
        upgrade.create(aside, aside=True)
        done = f"Made {path}, empty" if empty else _load(aside, report, aside=True)
        sqlite.make_durable(aside)
        aside.replace(path)
    finally:
        for part in ("", "-wal", "-shm"):
            Path(f"{aside}{part}").unlink(missing_ok=True)
    return done


def _load(path: Path, report: Report, aside: bool = False) -> str:
    """Assert the bundled seeds in a database; unchanged seeds change nothing."""
    from actors.storage import canonical, facts, judgements, revisions
    from actors.storage.engine import write_session

    digest = seeds_digest()
    connection = sqlite.connect_to_read(path)
    known = readpath.database_state(connection).seeds_digest
    connection.close()
    if known == digest:
        return "The bundled seeds are already in the database"
    report("Reading the bundled seeds …")
    dataset = read_seeds(asset_dir("seeds"))
    with write_session(path, aside) as session:
        revision = revisions.begin(session, SEEDS_REASON)
        report(f"Writing {len(dataset.actors):,} actors …")
        change = facts.assert_dataset(session, revision, dataset, particles())
        canonical.settle(session, revision, judgements.judged(session))  # seeds go before others
        revisions.remember_seeds(session, digest, date.fromisoformat(dataset.known_until))
    return (
        f"{len(dataset.actors):,} actors: {change.asserted:,} facts asserted, {change.retired:,} retired,"
        f" {change.unchanged:,} unchanged"
    )


def seeds_digest() -> str:
    """Return the digest of the bundled seed files."""
    folder = asset_dir("seeds")
    state = hashlib.sha256()
    for path in sorted([*folder.glob("**/*.toml"), *folder.glob("generated/*.tsv")]):
        state.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()
