"""Where built indexes live and how one replaces another, so that a crash at any step leaves a usable state.

A generation is a folder of Whoosh files. CURRENT names the one in use; a new one is built aside, made durable
and swapped in by replacing CURRENT; the one before is kept for readers that have it open. Whoosh unpickles
what it reads, so nothing is opened that others could have written.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from actors.errors import IndexUnavailableError

_CURRENT = "CURRENT"
_SEAL = "SEAL"
_BUILDING = ".building"


def prepare(folder: Path) -> None:
    """Make the index folder private (mode 0700); what others could have written in it is removed.

    Raises IndexUnavailableError if the folder cannot be made, or belongs to somebody else.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise IndexUnavailableError(f"no index folder: {error.strerror}", where=str(folder)) from error
    for place in (folder.parent, folder):
        about = place.lstat()
        if not stat.S_ISDIR(about.st_mode) or about.st_uid != _user(about):
            raise IndexUnavailableError(
                "the index folder is a link or belongs to somebody else", where=str(place), hint="remove it"
            )
        if about.st_mode & 0o022:
            clear(folder)  # whoever could write in the parent could swap this folder for another
            place.chmod(0o700)


def is_private(folder: Path) -> bool:
    """Say whether only this user can have written in the folder and its generations' parent."""
    for place in (folder.parent, folder):
        try:
            about = place.lstat()
        except OSError:
            return False
        if not stat.S_ISDIR(about.st_mode) or about.st_uid != _user(about) or about.st_mode & 0o022:
            return False
    return True


def _user(about: os.stat_result) -> int:
    return os.getuid() if hasattr(os, "getuid") else about.st_uid


def current(folder: Path, digest: str) -> Path | None:
    """Return the generation in use, or None if there is none of this definition that may be opened."""
    if not is_private(folder):
        return None
    try:
        name = (folder / _CURRENT).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    if not name.startswith(f"{digest}-") or not name.replace("-", "").isalnum():
        return None  # another definition, or not a name of ours: never a path outside the folder
    generation = folder / name
    try:
        about = generation.lstat()
    except OSError:
        return None
    ours = stat.S_ISDIR(about.st_mode) and about.st_uid == _user(about) and not about.st_mode & 0o022
    return generation if ours else None


@contextmanager
def locked(folder: Path, seconds: float) -> Iterator[bool]:
    """Hold the writers' lock of an index folder; give False if it was not free within the time."""
    from filelock import FileLock, Timeout  # 28 ms that a reader need not pay

    lock = FileLock(folder / "lock", timeout=seconds, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        yield False
        return
    except OSError as error:
        raise IndexUnavailableError(f"cannot be written: {error.strerror}", where=str(folder)) from error
    try:
        yield True
    finally:
        lock.release()


@contextmanager
def new_generation(folder: Path, digest: str) -> Iterator[Path]:
    """Give an empty folder to build in; at the end it is made durable and becomes the current one.

    The lock must be held. After an error nothing has changed.
    """
    name = f"{digest}-{secrets.token_hex(6)}"
    building = folder / f"{name}{_BUILDING}"
    try:
        building.mkdir(mode=0o700)
        yield building
        _make_durable(building)
        building.replace(folder / name)
        before = current(folder, digest)
        _point_to(folder, name)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    _remove_others(folder, {name, before.name if before else name})


def seal(generation: Path, token: str) -> None:
    """Write down the checksums of a generation's files after the commit of `token`; the lock must be held."""
    aside = generation / f"{_SEAL}.new"
    aside.write_text(json.dumps({"token": token, "sums": _sums(generation)}), "ascii")
    aside.replace(generation / _SEAL)


def is_intact(generation: Path, token: str) -> bool:
    """Say whether the files are as they were sealed after the commit of `token`.

    Reads them all, so it is for doubts, not for searching. Where a crash kept a commit from being sealed
    there is nothing to compare with.
    """
    try:
        sealed = json.loads((generation / _SEAL).read_text("ascii"))
        return bool(sealed["token"] != token or sealed["sums"] == _sums(generation))
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _sums(generation: Path) -> dict[str, int]:
    left_out = (_SEAL, f"{_SEAL}.new")
    return {
        place.name: crc32(place.read_bytes())
        for place in sorted(generation.iterdir())
        if place.name not in left_out and not place.name.endswith("LOCK")
    }


def clear(folder: Path) -> None:
    """Remove all that an index folder holds, but for the lock."""
    for place in folder.iterdir():
        if place.name != "lock":
            _remove(place)


def _point_to(folder: Path, name: str) -> None:
    if (folder / _CURRENT).is_dir():
        _remove(folder / _CURRENT)  # whatever made a folder of it: a file cannot replace it
    aside = folder / f"{_CURRENT}.{secrets.token_hex(4)}"
    with aside.open("w", encoding="ascii") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(folder / _CURRENT)
    _sync_folder(folder)


def _make_durable(building: Path) -> None:
    for place in building.iterdir():
        with place.open("rb") as file:
            os.fsync(file.fileno())
    _sync_folder(building)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove_others(folder: Path, kept: set[str]) -> None:
    for place in folder.iterdir():
        if place.name not in kept and place.name not in (_CURRENT, "lock"):
            _remove(place)


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
    else:
        place.unlink(missing_ok=True)
