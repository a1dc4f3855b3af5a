"""Run something where nothing can be written, also when the tests run as root."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def locked_folder(*files: Path) -> Iterator[Path]:
    """A folder with copies of the files that everyone can read and nobody can write (root could)."""
    folder = Path(tempfile.mkdtemp(prefix="actors-read-only-"))
    try:
        for file in files:
            shutil.copy(file, folder)
            (folder / file.name).chmod(0o444)
        folder.chmod(0o555)
        yield folder
    finally:
        folder.chmod(stat.S_IRWXU)
        shutil.rmtree(folder)


@contextmanager
def open_folder() -> Iterator[Path]:
    """An empty folder that everyone can write."""
    folder = Path(tempfile.mkdtemp(prefix="actors-cache-"))
    folder.chmod(0o777)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def as_ordinary_user(action: Callable[[], str]) -> str:
    """Return what the action returns, or how it fails, in a child process that is not root.

    What the action imports must have been imported before: the child may not be allowed to read it.
    """
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            said = action()
        except BaseException as error:
            said = "".join(traceback.format_exception_only(error)).strip()
        os.write(write_end, said.encode())
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, encoding="utf-8") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said
