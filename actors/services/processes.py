"""Spread work over processes and give the results in the order of the work."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

from actors.errors import ActorsError

Lot = TypeVar("Lot")
Result = TypeVar("Result")


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    work: Callable[[Lot], Result], lots: Iterable[Lot], workers: int, ahead: int = 4
) -> Iterator[tuple[Lot, Result]]:
    """Yield each lot with its result, in order; `ahead` lots for each process are under way at once.

    What `lots` raises comes after the results of those before.
    """
    # processes are started anew, not forked: SQLite connections and threads must not be inherited
    executor = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_begin)
    under_way: deque[tuple[Lot, Future[Result]]] = deque()
    feed = iter(lots)
    failure: ActorsError | None = None
    try:
        while True:
            try:
                for lot in islice(feed, ahead * workers - len(under_way)):
                    with _not_main_again():
                        under_way.append((lot, executor.submit(work, lot)))
            except ActorsError as error:
                failure, feed = error, iter(())
            if not under_way:
                break
            lot, future = under_way.popleft()
            yield lot, future.result()
    except BrokenProcessPool as error:
        raise ActorsError("a process was ended", hint="too little memory? try --workers 1") from error
    finally:
        executor.shutdown(cancel_futures=True)
    if failure is not None:
        raise failure


@contextmanager
def beside(work: Callable[..., Result], *arguments: object) -> Iterator[Future[Result]]:
    """Run a function in another process while this one goes on; what failed there is raised by its result."""
    executor = ProcessPoolExecutor(1, get_context("spawn"), initializer=_begin)
    try:
        with _not_main_again():
            future = executor.submit(work, *arguments)
        yield future
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _not_main_again() -> Iterator[None]:
    """Keep new processes from running the script that this one was started with: all their work is in our modules.

    A script without `if __name__ == "__main__"` would begin anew in each of them.
    """
    main = sys.modules["__main__"].__dict__
    kept: dict[str, Any] = {name: main[name] for name in ("__file__", "__spec__") if name in main}
    main.pop("__file__", None)
    main["__spec__"] = None
    try:
        yield
    finally:
        main.update(kept)


def _begin() -> None:
    """Leave Ctrl-C to the process that started this one, and end when that ends, however it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()
