"""What the documents show is what the program does: README's tour is run (docs/sqlite.md: test_sqlite_page.py).

`python tests/test_docs.py` writes the tour's real output into README.md.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from actors.config import Settings

ROOT = Path(__file__).parent.parent
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
TOUR = CONSOLE.findall((ROOT / "README.md").read_text("utf-8"))


def commands(block: str) -> list[str]:
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def replayed(block: str, invoke: Callable[..., str]) -> str:
    return "".join(f"$ {command}\n{invoke(*shlex.split(command)[1:])}" for command in commands(block))


@pytest.mark.parametrize("block", TOUR, ids=[commands(block)[0] for block in TOUR])
def test_the_tour_in_the_readme_is_real(block: str, bundled_copy: Settings, run: Callable[..., Result]):
    assert replayed(block, lambda *words: run(bundled_copy, *words).stdout) == block


@pytest.mark.parametrize("code", PYTHON)
def test_the_python_of_the_readme_prints_what_it_says(
    code: str, bundled_copy: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("ACTORS_DB", str(bundled_copy.database))
    monkeypatch.setenv("ACTORS_CACHE", str(bundled_copy.cache))
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    promised = re.findall(r"print\(.*\)  # (.*)", code)
    assert promised
    assert set(promised) <= set(printed)


@pytest.mark.parametrize("generator", ["docs/generate.py", "seeds/format.py"])
def test_what_is_generated_is_up_to_date(generator: str):
    done = subprocess.run(
        [sys.executable, ROOT / generator, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def write_the_tour() -> None:
    """Run the tour against a database made for it, and put the output into README.md."""
    path = ROOT / "README.md"
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "ACTORS_DB": f"{folder}/actors.sqlite",
            "ACTORS_CACHE": f"{folder}/cache",
        }

        def invoke(*words: str) -> str:
            command = [sys.executable, "-m", "actors", *words]
            return subprocess.run(
                command, capture_output=True, text=True, check=False, env=environment
            ).stdout

        invoke("init")
        text = CONSOLE.sub(
            lambda block: f"```console\n{replayed(block.group(1), invoke)}```", path.read_text("utf-8")
        )
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    write_the_tour()
