"""Write aside, then rename: what stands under a name is whole, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from actors.errors import ExportError


@contextmanager
def file_aside(target: Path) -> Iterator[Path]:
    """Give a path to write to, which takes the target's place at the end; on an error nothing is left of it."""
    if target.is_dir():
        raise ExportError(f"{target} is a folder", hint="name a file")
    with explained(target):
        aside = _beside(target)
        try:
            yield aside
            _to_disk(aside)
            aside.replace(target)
        finally:
            with suppress(OSError):
                aside.unlink()


@contextmanager
def folder_aside(target: Path, files: tuple[str, ...]) -> Iterator[Path]:
    """Give a new folder to write `files` to, which takes the target's place at the end, and that of an older export.

    Raises ExportError if the target is a folder with other files than these: they are not ours to remove.
    """
    if target.exists() and not target.is_dir():
        raise ExportError(f"{target} is a file", hint="name a folder")
    with explained(target):
        aside = _beside(target)
        others = sorted({path.name for path in target.iterdir()} - set(files)) if target.is_dir() else []
        if others:
            raise ExportError(f"{target} holds other files ({others[0]})", hint="name a new folder")
        before = aside.with_suffix(".before")
        try:
            aside.mkdir()
            yield aside
            for name in files:
                _to_disk(aside / name)
            if target.is_dir():
                target.rename(before)
            aside.rename(target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
            _remove_or_restore(before, target)


def _beside(target: Path) -> Path:
    """Return a hidden path of this process; what killed processes left beside the target is tidied away."""
    for left in target.parent.glob(f".{escape(target.name)}.*.*"):
        process = left.suffixes[-2][1:] if len(left.suffixes) > 1 else ""
        if os.name == "posix" and process.isdigit() and not _is_alive(int(process)):
            if left.suffix == ".before":
                _remove_or_restore(left, target)
            elif left.suffix == ".part":
                shutil.rmtree(left) if left.is_dir() else left.unlink()
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def _remove_or_restore(before: Path, target: Path) -> None:
    """Remove the folder that made room for a new one, or give it its place back where no new one came."""
    if before.is_dir():
        if target.exists():
            shutil.rmtree(before, ignore_errors=True)
        else:
            before.rename(target)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def explained(target: Path | str) -> Iterator[None]:
    """Say in one line why the target cannot be written; a reader of our output that left is no error."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritten(error, target) from error


def _unwritten(error: OSError, target: Path | str) -> ExportError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return ExportError(f"the disk is full, {target} was not written")
    return ExportError(f"{target} cannot be written: {error.strerror or error}")
