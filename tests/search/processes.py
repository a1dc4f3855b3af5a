"""Real child processes: forked ones that are killed at a step, or that run as an ordinary user."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from actors.config import Settings
from actors.services import searching

Answer = TypeVar("Answer")

_MAKING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_WATCHED = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "os.chmod", "sqlite3.connect"}


def in_child(body: Callable[[], Answer], prepare: Callable[[], object] = lambda: None) -> Answer:
    """Run `body` in a forked process after `prepare`, and return what it returned."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        try:
            prepare()
            said = pickle.dumps((True, body()))
        except BaseException:
            said = pickle.dumps((False, traceback.format_exc()))
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(said)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    assert said, "the child died"
    well, returned = pickle.loads(said)
    assert well, returned
    return returned  # type: ignore[no-any-return]


def as_ordinary_user(body: Callable[[], Answer]) -> Answer:
    """Run `body` in a forked process that permissions bind, also where the tests are run by root."""
    return in_child(body, lambda: os.setuid(65534) if os.getuid() == 0 else None)


def killed_at(step: int, body: Callable[[], object], watched: Path) -> bool:
    """Run `body` in a forked process that is killed before its step-th step under `watched`; say if it was.

    A step is the making, opening for writing, syncing, renaming or removing of a file or folder, or the
    connecting to a database.
    """
    pid = os.fork()
    if pid == 0:
        status = 3
        with contextlib.suppress(BaseException):
            count = 0

            def count_down(_: str) -> None:
                nonlocal count
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)

            _watch(watched, count_down)
            body()
            status = 0
        os._exit(status)
    _, ended = os.waitpid(pid, 0)
    assert ended in (0, signal.SIGKILL), f"step {step} ended with {ended}"
    return ended == signal.SIGKILL


def steps_of(body: Callable[[], object], watched: Path) -> list[str]:
    """Return the steps that `body` takes, having it taken them in a child."""
    steps: list[str] = []

    def taken() -> list[str]:
        _watch(watched, steps.append)
        body()
        return list(steps)

    return in_child(taken)


def _watch(watched: Path, step: Callable[[str], None]) -> None:
    place, really = str(watched), os.fsync

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & _MAKING):
            return
        if event not in _WATCHED and event not in ("open", "tests.fsync"):
            return
        relative = event in ("os.remove", "os.rmdir") and arguments[1] != -1  # within rmtree
        if relative or any(isinstance(part, (str, Path)) and place in str(part) for part in arguments):
            step(f"{event} {' '.join(str(part) for part in arguments)}")

    def fsync(handle: int) -> None:
        sys.audit("tests.fsync", str(Path(f"/proc/self/fd/{handle}").readlink()))
        really(handle)

    sys.addaudithook(hook)
    os.fsync = fsync


@contextlib.contextmanager
def held(lock: Path) -> Iterator[None]:
    """Have another process hold a lock file."""
    ready, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        from filelock import FileLock

        with FileLock(lock):
            os.write(tell, b".")
            signal.pause()
        os._exit(0)
    os.read(ready, 1)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(ready)
        os.close(tell)


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """Give a folder that every user can reach (pytest's own is for its owner alone)."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def keys(settings: Settings, text: str, report: Callable[[str], None] = lambda _: None) -> list[str]:
    """Return the keys that a search finds, best first."""
    found = searching.search(settings, text, limit=100, report=report)
    return [candidate.profile.key for candidate in found.candidates]


def execute(path: Path, *statements: str) -> None:
    """Change a database behind the program's back."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
