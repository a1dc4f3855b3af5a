"""Work in other processes, from any kind of main program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from actors.config import Settings
from actors.services import indexing
from actors.services.processes import beside, in_order


def doubled(number: int) -> int:
    return 2 * number


def failing(*numbers: object) -> int:
    raise ValueError(f"no {numbers[0]}")


def test_work_beside_gives_its_result_or_raises_what_failed() -> None:
    with beside(doubled, 21) as future:
        assert future.result() == 42
    with beside(failing, 21) as future, pytest.raises(ValueError, match="no 21"):
        future.result()


def test_results_come_in_the_order_of_the_work() -> None:
    assert list(in_order(doubled, range(20), 2)) == [(number, 2 * number) for number in range(20)]


SCRIPT = """
print("begun")
from pathlib import Path
from actors.config import Settings
from actors.services import indexing
settings = Settings(Path({database!r}), is_default=False, cache=Path({cache!r}))
print(indexing.rebuild(settings) > indexing.WORTH_TWO, indexing.check(settings))
"""


def test_a_script_without_a_guard_is_not_run_again(bundled_copy: Settings, tmp_path: Path) -> None:
    """The index of the bundled data is built by two processes; neither is the script once more."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(database=str(bundled_copy.database), cache=str(bundled_copy.cache)))
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.stdout, done.stderr) == ("begun\nTrue []\n", "")


def test_an_index_is_built_whole_where_the_other_process_fails(
    bundled_copy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "cores", lambda: 2)
    monkeypatch.setattr(indexing, "_write_from", failing)
    indexing.rebuild(bundled_copy)
    assert indexing.check(bundled_copy) == []


def test_the_second_half_is_written_here_if_the_database_went_on(
    bundled_copy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "cores", lambda: 2)
    other = indexing._stamp
    calls: list[object] = []

    def changed(state: object) -> object:
        calls.append(state)
        return other(state)._replace(token="another")  # type: ignore[arg-type]

    monkeypatch.setattr(indexing, "_stamp", changed)  # the other process compares with the true one
    indexing.rebuild(bundled_copy)
    monkeypatch.undo()
    assert calls
    index = indexing.search_index.open_current(bundled_copy.index_folder)
    assert index is not None
    assert index.searcher.doc_count() > 10_000
    index.close()
