"""Wrong usage ends with 2, other errors with 1, both with one clear line; odd input is no error at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest
from click.testing import Result
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from actors.cli import main
from actors.config import Settings
from actors.errors import UsageError
from actors.services.resolving import resolve
from actors.services.searching import search
from tests.cli.processes import actors, one_clear_line

Capture = pytest.CaptureFixture[str]
Run = Callable[..., Result]

WRONG = {
    "no command": [],
    "no such command": ["serch", "Putin"],
    "no text": ["search"],
    "no such option": ["search", "Putin", "--frobnicate"],
    "no such kind": ["search", "Putin", "--kind", "dog"],
    "no such class": ["roles", "--class", "wizard"],
    "a word for a limit": ["search", "Putin", "--limit", "many"],
    "a limit of none": ["search", "Putin", "--limit", "0"],
    "a limit below none": ["search", "Putin", "--limit", "-3"],
    "no day": ["resolve", "Putin", "--on", "yesterday"],
    "a 30th of February": ["resolve", "Putin", "--on", "2015-02-30"],
    "a 29th of February in a common year": ["search", "Putin", "--on", "2015-02-29"],
    "a 13th month": ["roles", "--on", "2015-13"],
    "month nought": ["roles", "--on", "2015-00"],
    "year nought": ["resolve", "Putin", "--on", "0000"],
    "a day written otherwise": ["show", "nato", "--on", "22.11.2017"],
    "digits of another script": ["resolve", "Putin", "--on", "٢٠١٥"],
    "a day with a blank": ["resolve", "Putin", "--on", "2015 "],
    "an empty day": ["resolve", "Putin", "--on", ""],
    "a period that ends before it starts": ["roles", "--from", "2016", "--to", "2014"],
    "one name to compare": ["compare", "Putin"],
    "three names to compare": ["compare", "A", "B", "C"],
    "two forms at once": ["roles", "--csv", "--json"],
    "building and checking at once": ["index", "--rebuild", "--check"],
    "an argument too many": ["stats", "please"],
    "an identifier without a value": ["add", "person", "Jane Doe", "--identifier", "wikidata"],
}


def ended(capsys: Capture, settings: Settings, *arguments: str) -> tuple[int, str, str]:
    """Run the program in this process; return its status, stdout and stderr."""
    with pytest.raises(SystemExit) as leaving:
        main(["--db", str(settings.database), *arguments])
    said = capsys.readouterr()
    assert isinstance(leaving.value.code, int)
    return leaving.value.code, said.out, said.err


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_usage_ends_with_2_and_one_line(
    capsys: Capture, bundled: Settings, arguments: list[str]
) -> None:
    status, out, said = ended(capsys, bundled, *arguments)
    assert (status, out) == (2, "")
    assert said.startswith("actors: ")
    assert said.count("\n") == 1
    assert len(said) < 700


def test_the_line_names_what_was_wrong_and_what_to_do(bundled: Settings) -> None:
    one_clear_line(actors(bundled, "resolve", "x", "--on", "soon"), 2, "'soon'", "YYYY-MM-DD")
    one_clear_line(
        actors(bundled, "search", "x", "--kind", "dog"), 2, "dog", "person", "organization", "state"
    )
    one_clear_line(actors(bundled, "search"), 2, "actors search --help")


def test_a_name_of_several_actors_ends_show_with_1_and_their_keys(bundled: Settings) -> None:
    one_clear_line(
        actors(bundled, "show", "George", "Bush"), 1, "george-h-w-bush", "george-w-bush", "by its key"
    )


def test_a_name_of_nobody_ends_show_with_1(bundled: Settings) -> None:
    one_clear_line(actors(bundled, "show", "Zaphod", "Beeblebrox"), 1, "Zaphod Beeblebrox", "actors search")
    one_clear_line(actors(bundled, "roles", "--state", "Ruritania"), 1, "Ruritania")


def test_a_key_is_looked_up_without_case(run: Run, bundled: Settings) -> None:
    shown = run(bundled, "show", "NATO", "--json")
    assert json.loads(shown.stdout)["key"] == "nato"
    assert json.loads(run(bundled, "show", "Recep-Tayyip-ERDOGAN", "--json").stdout)["kind"] == "person"


@pytest.mark.parametrize(
    "text",
    [
        b"\xff\xfe\x80",
        b"Putin\xc3",
        b"\xed\xa0\x80",
        b"Pu\ttin\n",
        "‮Putin".encode(),
        b'"',
        b'kind:person "',
        b"kind:",
        b"role:",
        b"a:b:c:::",
        b"* OR NOT (",
        b"%_[]",
        b"'; DROP TABLE actor; --",
        b"\\x00",
        b"../../etc/passwd",
        b"x" * 100_000,
        "Путин ".encode() * 2_000,
    ],
    ids=lambda text: repr(text[:24]),
)
@pytest.mark.parametrize("command", ["search", "resolve"])
def test_no_text_is_an_error(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, bundled: Settings, command: str, text: bytes
) -> None:
    monkeypatch.setenv("ACTORS_CACHE", str(bundled.cache))
    status, out, said = ended(capsys, bundled, command, "--json", "--", os.fsdecode(text))
    assert status == 0, said
    assert isinstance(json.loads(out)["query"], str)
    assert said == ""


def test_bytes_that_are_no_unicode_and_huge_arguments_are_no_error_to_a_real_process(
    bundled: Settings,
) -> None:
    for text in (b"\xff\xfe\x80 Putin", b"x" * 120_000):
        found = actors(bundled, "resolve", "--json", text)
        assert found.returncode == 0, found.stderr[-300:]
        assert json.loads(found.stdout.decode("utf-8"))["status"] in ("resolved", "unknown")
        assert found.stderr == b""


def test_no_name_is_an_error_to_compare(bundled: Settings) -> None:
    for left, right in ((b"\xff\xfe", b"Putin"), (b"x" * 50_000, b"y z " * 10_000), (b"", b"")):
        told = actors(bundled, "compare", "--json", left, right)
        assert told.returncode == 0, told.stderr[-300:]
        assert json.loads(told.stdout.decode("utf-8"))["same"] is False


def test_bytes_that_are_no_unicode_are_shown_as_such(bundled: Settings) -> None:
    assert "nobody�" in one_clear_line(actors(bundled, "show", b"nobody\xff"), 1)


def test_a_nul_character_in_a_database_path_is_refused() -> None:
    with pytest.raises(UsageError, match="NUL"):
        Settings.resolve("a\0b", {})


PARTS = """kind:person kind: role:"foreign minister" " state:turkey name: key:nato class:x Putin president of the
Turkey's foreign minister UN s 's Assad , . - أسد 习 टो H.W. + OR NOT * former"""
questions = st.one_of(
    st.text(max_size=60), st.lists(st.sampled_from(PARTS.split()), max_size=8).map(" ".join)
)
days = st.sampled_from([None, "2015", "2017-11", "2017-11-22", "0001-01-01", "9999-12-31"])
calm = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@calm
@given(questions, days)
@example("\0", None)
@example("\ud800", None)
@example('"' * 50, None)
@example("s " * 60, "2015")
def test_search_answers_any_text(bundled: Settings, text: str, day: str | None) -> None:
    found = search(bundled, text, day)
    assert len(found.candidates) <= min(found.total, 10)
    assert all(0 <= candidate.score <= 1 for candidate in found.candidates)
    json.dumps(found.to_json())


@calm
@given(questions, days, st.sampled_from([None, "person", "organization", "state"]))
@example("\0", None, None)
@example("\ud800", None, None)
@example("s " * 60, "2015", None)
def test_resolve_answers_any_text(bundled: Settings, text: str, day: str | None, kind: str | None) -> None:
    found = resolve(bundled, text, day, kind).resolution
    assert (found.actor is not None) == (found.status.value == "resolved")
    assert all(kind in (None, candidate.profile.kind) for candidate in found.candidates)
    assert (found.reason is None) == (found.actor is not None)
