"""Run the command as users do: a process of its own, with its own environment and places."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from actors.config import Settings

ROOT = Path(__file__).parents[2]


def environment(cache: Path, **more: str) -> dict[str, str]:
    """Return an environment in which nothing outside of the test's folder is read or written."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
    places = {"HOME": str(cache / "home"), "ACTORS_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    return {**kept, **places, **more}


def actors(
    settings: Settings,
    *arguments: str | bytes,
    stdin: bytes | None = None,
    code: str | None = None,
    **options: Any,
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m actors --db DATABASE ARGUMENTS` (or `code`) and return what it wrote and how it ended."""
    assert settings.cache is not None
    start = ["-m", "actors"] if code is None else ["-c", code]
    more = options.pop("env", {})
    return subprocess.run(
        [sys.executable, *start, "--db", str(settings.database), *arguments],
        input=stdin,
        stdin=None if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        env=environment(settings.cache, **more),
        timeout=60,
        check=False,
        **options,
    )


def one_clear_line(ended: subprocess.CompletedProcess[bytes], status: int, *says: str) -> str:
    """Check that a run failed as the contract says, with one line on stderr; return that line."""
    said = ended.stderr.decode()
    assert ended.returncode == status, (ended.returncode, said)
    assert ended.stdout == b""
    assert said.startswith("actors: "), said
    assert said.count("\n") == 1, said
    assert "Traceback" not in said
    assert "a bug" not in said
    for part in says:
        assert part in said, said
    return said
