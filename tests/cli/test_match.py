"""`actors match` as users run it: what goes in and out, in which order, and what is said on stderr."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from actors.config import Settings
from tests.cli.processes import actors, environment, one_clear_line

Run = Callable[..., Result]


def answers(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_name_has_a_line_of_json_in_the_shape_of_the_contract(
    run: Run, bundled: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "names.csv"
    path.write_text("id,name,day\na,Erdogan,2017-11-22\nb,Zaphod Beeblebrox,\n")
    first, second = answers(run(bundled, "match", str(path), "--date-column", "day", "--limit", "1"))
    assert list(first) == ["id", "query", "on", "status", "reason", "reading", "actor", "candidates"]
    assert (first["id"], first["query"], first["on"]) == ("a", "Erdogan", "2017-11-22")
    assert sorted(first["actor"]) == ["class", "description", "identifiers", "key", "kind", "name", "roles"]  # type: ignore[call-overload]
    assert (second["id"], second["status"], second["actor"]) == ("b", "unknown", None)


def test_csv_keeps_the_columns_and_appends_ours(run: Run, bundled: Settings, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes("Land;Leader\nTürkei;Erdoğan\nx;Kim\n".encode("utf-16"))
    result = run(bundled, "match", str(path), "--column", "Leader", "--to", "csv")
    header, erdogan, kim = csv.reader(io.StringIO(result.stdout))
    assert header == [
        *("Land", "Leader", "match_status", "match_reason", "match_reading", "match_key", "match_name"),
        *("match_kind", "match_score", "match_candidates"),
    ]
    assert erdogan[:3] == ["Türkei", "Erdoğan", "resolved"]
    assert erdogan[5:8] == ["recep-tayyip-erdogan", "Recep Tayyip Erdoğan", "person"]
    assert 0 < float(erdogan[8]) <= 1
    assert kim[2:9] == ["ambiguous", "homonym", "name", "", "", "", ""]
    assert "kim-jong-un" in kim[9]
    assert result.stderr == "Read as utf-16.\n"


def test_a_name_of_ours_that_is_a_formula_is_harmless_and_cells_of_the_file_stay_as_they_are(
    run: Run, small: Settings, tmp_path: Path
) -> None:
    run(small, "add", "person", "=HYPERLINK(1)", "--key", "formula")
    path = tmp_path / "names.csv"
    path.write_text("name,sum\n=HYPERLINK(1),=1+1\n")
    result = run(small, "match", str(path), "--to", "csv")
    (_, row) = csv.reader(io.StringIO(result.stdout))
    assert row[:2] == ["=HYPERLINK(1)", "=1+1"]
    assert row[6] == "'=HYPERLINK(1)"


def test_plain_lines_come_from_standard_input_too(bundled: Settings) -> None:
    done = actors(bundled, "match", "-", stdin="Путин\nNATO\n".encode())
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["actor"]["key"] for line in found] == ["vladimir-putin", "nato"]
    assert done.stderr == b""


def test_json_lines_become_csv(run: Run, bundled: Settings, tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text('{"id": 1, "query": "Georgia", "kind": "state"}\n')
    rows = list(csv.DictReader(io.StringIO(run(bundled, "match", str(path), "--to", "csv").stdout)))
    assert [(row["id"], row["query"], row["on"], row["match_key"]) for row in rows] == [
        ("1", "Georgia", "", "georgia")
    ]


def test_reasons_are_given_where_they_are_asked_for(run: Run, bundled: Settings, tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("Erdogan\n")
    (plain,), (explained,) = (
        answers(run(bundled, "match", str(path), *more)) for more in ((), ("--explain",))
    )
    assert "explanation" not in plain["candidates"][0]  # type: ignore[index]
    assert explained["candidates"][0]["explanation"][0]["signal"] == "name"  # type: ignore[index]


def test_dates_that_are_none_are_counted_on_stderr(run: Run, bundled: Settings, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("name,day\nErdogan,22.11.2017\nPutin,2017\n")
    result = run(bundled, "match", str(path), "--date-column", "day")
    assert [line["reason"] for line in answers(result)] == ["bad_date", None]
    assert result.stderr == "Rows with a date that is none: 1 (write YYYY, YYYY-MM or YYYY-MM-DD).\n"


def test_what_cannot_be_read_is_one_clear_line(bundled: Settings, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("who,when\nErdogan,2017\n")
    one_clear_line(actors(bundled, "match", str(path)), 1, f"{path}:1", "who, when", "--column")
    one_clear_line(actors(bundled, "match", str(tmp_path / "none")), 1, "cannot be read")
    one_clear_line(actors(bundled, "match", str(path), "--encoding", "klingon"), 2, "klingon")
    one_clear_line(actors(bundled, "match", str(path), "--delimiter", "ab"), 2, "'ab'")


def test_the_rows_before_one_that_cannot_be_read_are_answered(bundled: Settings, tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text('{"query": "Erdogan"}\n' * 700 + "{broken\n")
    done = actors(bundled, "match", str(path), "--workers", "2")
    assert done.returncode == 1
    assert done.stdout.count(b"\n") == 700
    assert f"{path}:701: is no JSON".encode() in done.stderr


def test_a_reader_that_goes_away_ends_the_processes_without_a_word(bundled: Settings, tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("Erdogan\n" * 50_000)
    command = [
        sys.executable,
        "-m",
        "actors",
        "--db",
        str(bundled.database),
        "match",
        str(path),
        "--workers",
        "2",
    ]
    assert bundled.cache is not None
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(bundled.cache)
    ) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        assert started.stdout.readline().startswith(b'{"id":1,')
        started.stdout.close()
        assert started.stderr.read() == b""
        assert started.wait(30) == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_one_that_started_it(bundled: Settings, tmp_path: Path, how: int) -> None:
    path = tmp_path / "names.txt"
    path.write_text("Erdogan\n" * 200_000)
    command = [
        sys.executable,
        "-m",
        "actors",
        "--db",
        str(bundled.database),
        "match",
        str(path),
        "--workers",
        "2",
    ]
    assert bundled.cache is not None
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(bundled.cache),
        start_new_session=True,
    ) as started:
        assert started.stdout is not None
        started.stdout.readline()
        os.kill(started.pid, how)
        started.stdout.close()
        started.wait(30)
        until = time.monotonic() + 20
        while processes_of(started.pid) and time.monotonic() < until:
            time.sleep(0.05)
        assert processes_of(started.pid) == []
        assert started.stderr is not None
        assert b"Traceback" not in started.stderr.read()


def processes_of(session: int) -> list[str]:
    """The processes of a session that still run."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, rest = place.read_text().rpartition(")")
        except OSError:
            continue
        state, _, _, of = rest.split()[:4]
        if int(of) == session and state != "Z":
            found.append(place.parent.name)
    return found
