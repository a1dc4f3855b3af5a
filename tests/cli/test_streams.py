"""stdout is data, stderr is talk; pipes and NO_COLOR are respected; tables and CSV can be read."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from actors.config import Settings
from actors.services.listing import COLUMNS
from tests.cli.processes import actors, environment

Run = Callable[..., Result]
ESCAPE = "\x1b"


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "Assad"],
        ["resolve", "Moscow"],
        ["resolve", "Brussels"],
        ["show", "nato"],
        ["roles", "--state", "turkey"],
        ["stats"],
        ["sources"],
        ["compare", "A", "B"],
    ],
    ids=" ".join,
)
def test_into_a_pipe_there_are_no_escape_codes_and_the_answer_is_on_stdout(
    run: Run, bundled: Settings, arguments: list[str]
) -> None:
    ended = run(bundled, *arguments)
    assert ended.exit_code == 0
    assert ended.stdout
    assert ESCAPE not in ended.stdout + ended.stderr


def test_nothing_found_is_said_on_stderr_and_is_no_error(run: Run, bundled: Settings) -> None:
    for arguments in (["search", "Zaphod Beeblebrox"], ["roles", "--state", "turkey", "--on", "1000"]):
        ended = run(bundled, *arguments)
        assert (ended.exit_code, ended.stdout) == (0, "")
        assert len(ended.stderr.splitlines()) == 1


def test_an_unknown_name_is_an_answer_of_resolve(run: Run, bundled: Settings) -> None:
    ended = run(bundled, "resolve", "Zaphod", "Beeblebrox", "--on", "2017-11-22")
    assert ended.exit_code == 0
    assert ended.stdout.startswith("unknown (no_match)")


def test_a_day_after_what_is_known_is_noted_on_stderr_and_stdout_stays_json(
    run: Run, bundled: Settings
) -> None:
    plain = run(bundled, "resolve", "Putin", "--on", "2125-01-01")
    assert "known up to" in plain.stderr
    known = json.loads(run(bundled, "resolve", "Putin", "--on", "2125-01-01", "--json").stdout)
    assert known["on"] == "2125-01-01" > known["known_until"]


def test_the_days_of_a_question_can_be_a_year_or_a_month(run: Run, bundled: Settings) -> None:
    for day in ("2015", "2015-10", "2015-10-31"):
        stated = json.loads(run(bundled, "search", "Sinirlioğlu", "--on", day, "--json").stdout)
        assert stated["on"] == day
        roles = json.loads(run(bundled, "roles", "--state", "turkey", "--on", day, "--json").stdout)
        certain = {row["key"]: row["certain"] for row in roles["roles"] if row["class"] == "foreign_minister"}
        assert certain["feridun-sinirlioglu"] is (day != "2015")


def test_a_result_is_one_line_of_the_table(run: Run, bundled: Settings) -> None:
    head, *rows = run(bundled, "search", "kim", "--limit", "5").stdout.splitlines()
    assert head.split() == ["NAME", "WHO", "KIND", "KEY", "FOUND", "AS"]
    assert len(rows) == 5
    assert not any(row.endswith(" ") for row in rows)
    at = head.index("KIND")
    assert all(row[at:].split()[0] in ("person", "organization", "state") for row in rows)


def test_the_csv_of_roles_has_the_documented_columns_and_joins(run: Run, bundled: Settings) -> None:
    arguments = ["roles", "--class", "foreign_minister", "--on", "2017-11-22"]
    table = run(bundled, *arguments, "--csv").stdout
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert list(rows[0]) == list(COLUMNS) == [
        "state", "iso3", "cow", "position", "class", "person", "key", "wikidata", "from", "to", "certain",
        "source", "checked",
    ]  # fmt: skip
    stated = json.loads(run(bundled, *arguments, "--json").stdout)["roles"]
    assert len(rows) == len(stated) > 50
    assert [row["key"] for row in rows] == [row["key"] for row in stated]
    turkish = next(row for row in rows if row["iso3"] == "TUR")
    assert (turkish["key"], turkish["cow"], turkish["certain"]) == ("mevlut-cavusoglu", "640", "true")
    assert {row["certain"] for row in rows} <= {"true", "false"}
    assert "None" not in {cell for row in rows for cell in row.values()}


def test_the_period_of_roles_includes_both_its_ends(run: Run, bundled: Settings) -> None:
    def holders(since: str, until: str) -> set[str]:
        arguments = ["--state", "turkey", "--class", "foreign_minister", "--from", since, "--to", until]
        return {row["key"] for row in json.loads(run(bundled, "roles", *arguments, "--json").stdout)["roles"]}

    assert holders("2015-08-28", "2015-11-23") == {"feridun-sinirlioglu"}
    assert holders("2015-08-27", "2015-11-24") == {"mevlut-cavusoglu", "feridun-sinirlioglu"}
    assert holders("2014", "2014") == {"ahmet-davutoglu", "mevlut-cavusoglu"}


def on_a_terminal(settings: Settings, *arguments: str, **more: str) -> str:
    """Run the program on a terminal of its own and return what was written there."""
    assert settings.cache is not None
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "actors", "--db", str(settings.database), *arguments]
    env = environment(settings.cache, TERM="xterm-256color", **more)
    with subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=env) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:  # how Linux says that the other side has closed
                break
            if not part:
                break
            shown += part
        os.close(leader)
        assert process.wait() == 0
    return shown.decode()


def test_a_terminal_gets_bold_headings_and_no_color_takes_them_away(bundled: Settings) -> None:
    assert f"{ESCAPE}[1m" in on_a_terminal(bundled, "resolve", "Moscow")
    plain = on_a_terminal(bundled, "resolve", "Moscow", NO_COLOR="1")
    assert ESCAPE not in plain
    assert "Russia [russia]" in plain
    table = on_a_terminal(bundled, "search", "Putin", NO_COLOR="1")
    assert "vladimir-putin" in table
    assert not re.search(r"\x1b\[(?:[0-9;]*;)?(?:3|4|9|10)[0-7]", table), "no colours"


@pytest.mark.parametrize(
    "arguments",
    [["roles", "--from", "1900", "--csv"], ["roles", "--from", "1900", "--json"]],
    ids=" ".join,
)
def test_a_reader_that_leaves_early_is_no_error(bundled: Settings, arguments: list[str]) -> None:
    assert bundled.cache is not None
    command = [sys.executable, "-m", "actors", "--db", str(bundled.database), *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(bundled.cache)
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
        status = process.wait()
    assert said == ""
    assert status == 0


def test_output_is_utf8_whatever_the_locale(bundled: Settings, tmp_path: Path) -> None:
    ended = actors(bundled, "search", "Путин", env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert ended.returncode == 0
    assert "Путин" in ended.stdout.decode("utf-8")


def test_progress_of_making_a_database_is_talk_and_its_result_data(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "new" / "actors.sqlite", is_default=False, cache=tmp_path / "cache")
    made = actors(settings, "init", "--empty")
    assert made.returncode == 0, made.stderr
    assert made.stdout.decode().count("\n") == 1
    assert b"Made" in made.stdout
    assert settings.database.exists()
