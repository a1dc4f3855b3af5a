"""Exports are whole, the same each time, and what stood in their place survives whatever goes wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import shutil
import signal
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from actors import open_database
from actors.config import Settings
from actors.domain.foreign import ForeignActor
from actors.errors import ActorsError, ExportError, UsageError
from actors.formats.foreign_file import ForeignFile
from actors.formats.jsonl import read_jsonl
from actors.services import setup
from actors.services.database import reading
from actors.services.exporting import FORMATS, STREAMS, export
from actors.services.importing import Wanted, import_files
from actors.storage.exporting import ORDERS, whole_actors
from tests.search.processes import as_ordinary_user, in_child, killed_at, open_folder, steps_of
from tests.storage.texts import read, store


def exported(settings: Settings, target: Path, form: str) -> Path:
    export(settings, form, str(target), io.BytesIO())
    return target


def content(path: Path) -> object:
    """Return all bytes below a path by name; None where nothing is."""
    if path.is_dir():
        return {below.name: below.read_bytes() for below in sorted(path.iterdir())}
    return path.read_bytes() if path.exists() else None


def appear(settings: Settings, *documents: tuple[str | None, list[list[str]]]) -> None:
    """Store documents: a day, and the keys of the actors in each sentence."""
    people = {key.title(): key for key in ("anton", "boris", "clara", "doris", "zenda")}
    texts = [
        read(
            "\n".join(f"{number}.{at} {' '.join(map(str.title, keys))}" for at, keys in enumerate(sentences)),
            day,
            people,
        )
        for number, (day, sentences) in enumerate(documents)
    ]
    store(settings.database, *texts)


@pytest.mark.parametrize("form", FORMATS)
def test_two_exports_of_one_database_are_the_same_bytes(bundled: Settings, tmp_path: Path, form: str) -> None:
    (tmp_path / "again").mkdir()
    first = exported(bundled, tmp_path / "one", form)
    again = exported(bundled, tmp_path / "again" / "one", form)
    assert content(first) == content(again)
    assert content(first)


@pytest.mark.parametrize("form", STREAMS)
def test_a_stream_is_what_the_file_is(kingdom: Settings, tmp_path: Path, form: str) -> None:
    stream = io.BytesIO()
    export(kingdom, form, "-", stream)
    assert stream.getvalue() == exported(kingdom, tmp_path / "file", form).read_bytes()


def test_json_lines_say_all_of_every_actor(bundled: Settings, tmp_path: Path) -> None:
    with (
        exported(bundled, tmp_path / "a.jsonl", "jsonl").open("rb") as stream,
        reading(bundled) as connection,
    ):
        aside: Counter[str] = Counter()
        read = list(read_jsonl(ForeignFile(stream, "a.jsonl"), {}, aside))
        stated = list(whole_actors(connection))
    assert not aside
    assert len(read) == len(stated)
    for one, other in zip(read, stated, strict=True):
        assert isinstance(one, ForeignActor)
        for member in ForeignActor.__slots__:
            assert member == "place" or getattr(one, member) == getattr(other, member), (one.id, member)


@pytest.mark.parametrize("form", ["jsonl", "followthemoney"])
def test_what_is_exported_and_imported_into_an_empty_database_is_exported_as_the_same(
    bundled: Settings, tmp_path: Path, form: str
) -> None:
    first = exported(bundled, tmp_path / "first", form)
    other = Settings(tmp_path / "other.sqlite", is_default=False, cache=tmp_path / "cache")
    setup.initialise(other, empty=True, index=False)
    (imported,) = import_files(other, [str(first)], Wanted(source="copy"))
    assert (imported.format, imported.aside, imported.notes) == (form, {}, [])
    again = exported(other, tmp_path / "again", form).read_text().splitlines()
    assert set(again) == set(first.read_text().splitlines())
    assert again == first.read_text().splitlines()


def test_the_tables_of_csv_and_of_the_snapshot_are_the_promised_views(
    kingdom: Settings, tmp_path: Path
) -> None:
    folder = exported(kingdom, tmp_path / "csv", "csv")
    snapshot = exported(kingdom, tmp_path / "snapshot.sqlite", "sqlite")
    with closing(sqlite3.connect(snapshot)) as copy, reading(kingdom) as connection:
        for view, order in ORDERS.items():
            with (folder / f"{view}.csv").open(encoding="utf-8", newline="") as file:
                header, *rows = csv.reader(file)
            cursor = copy.execute(f"SELECT * FROM {view} ORDER BY {order}")
            assert [column[0] for column in cursor.description] == header
            copied = cursor.fetchall()
            assert [["" if cell is None else str(cell) for cell in row] for row in copied] == rows
            if view != "sources":
                assert copied == connection.execute(f"SELECT * FROM {view} ORDER BY {order}").fetchall()
        assert len(copied) == 2


def test_the_snapshot_is_sound_and_finds_names_by_words(kingdom: Settings, tmp_path: Path) -> None:
    snapshot = exported(kingdom, tmp_path / "snapshot.sqlite", "sqlite")
    with closing(sqlite3.connect(snapshot)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert copy.execute("SELECT revision FROM database_state").fetchone() == (1,)
        found = copy.execute(
            "SELECT actor FROM names WHERE rowid IN (SELECT rowid FROM names_fts WHERE names_fts MATCH 'old')"
        )
        assert found.fetchall() == [("old-zenda",)]
    assert [path.name for path in sorted(tmp_path.glob("*snapshot*"))] == ["snapshot.sqlite"]


def test_a_datasette_yaml_of_somebody_else_is_left_alone(kingdom: Settings, tmp_path: Path) -> None:
    beside = tmp_path / "datasette.yaml"
    exported(kingdom, tmp_path / "a.sqlite", "sqlite")
    assert '"a":' in beside.read_text()
    exported(kingdom, tmp_path / "b.sqlite", "sqlite")
    assert '"b":' in beside.read_text()
    beside.write_text("title: mine\n")
    exported(kingdom, tmp_path / "c.sqlite", "sqlite")
    assert beside.read_text() == "title: mine\n"


def test_the_network_has_the_pairs_that_share_sentences(kingdom: Settings, tmp_path: Path) -> None:
    appear(
        kingdom,
        ("1890-01-01", [["anton", "boris"], ["anton", "boris", "zenda"], ["clara"]]),
        ("1891-02-03", [["boris", "anton"]]),
        (None, [["clara", "doris"]]),
    )
    text = exported(kingdom, tmp_path / "net.gexf", "gexf").read_text()
    assert 'source="anton" target="boris" weight="3" start="1890-01-01" end="1891-02-03"' in text
    assert 'source="clara" target="doris" weight="1">' in text
    assert text.count("<edge ") == 4
    assert text.count("<node ") == 5


def test_facts_that_were_retired_and_merged_actors_are_not_exported(kingdom: Settings) -> None:
    with closing(sqlite3.connect(kingdom.database)) as connection, connection:
        connection.execute(
            "UPDATE actor SET canonical_id = (SELECT id FROM actor WHERE key = 'anton') WHERE key = 'boris'"
        )
        connection.execute("UPDATE name SET retired_revision = 2 WHERE text = 'Zendan'")
    stream = io.BytesIO()
    done = export(kingdom, None, None, stream)
    lines = {line["id"]: line for line in map(json.loads, stream.getvalue().splitlines())}
    assert "boris" not in lines
    assert "Boris" in [name["text"] for name in lines["anton"]["names"]]
    assert b"Zendan" not in stream.getvalue()
    assert done.unsaid["keys of merged actors"] == 1


@pytest.mark.parametrize("form", FORMATS)
def test_killed_at_any_step_the_export_before_or_the_new_one_is_there_whole(
    kingdom: Settings, tmp_path: Path, form: str
) -> None:
    place = tmp_path / "out"
    place.mkdir()
    target = exported(kingdom, place / "export", form)
    before = content(target)
    assert before
    with closing(sqlite3.connect(kingdom.database)) as connection, connection:
        connection.execute("UPDATE actor SET caption = 'Antonia' WHERE key = 'anton'")
        connection.execute("UPDATE name SET text = 'Antonia' WHERE text = 'Anton'")
    after = content(exported(kingdom, tmp_path / "after", form))
    if form != "gexf":
        assert after != before
    steps = len(steps_of(lambda: exported(kingdom, place / "export", form), place))
    assert steps >= 2
    for step in range(1, steps + 1):
        shutil.rmtree(place)
        place.mkdir()
        copied = tmp_path / "after"
        shutil.copytree(copied, target) if copied.is_dir() else shutil.copy(copied, target)
        assert killed_at(step, lambda: exported(kingdom, target, form), place)
        if target.exists():
            assert content(target) == after, step
        else:  # between two renames of a folder: the next export puts the older one back first
            assert form == "csv"
        assert content(exported(kingdom, target, form)) == after, step
        assert {path.name for path in place.iterdir()} <= {"export", "datasette.yaml"}, step


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_gives_one_clear_line_and_leaves_what_was_there(kingdom: Settings, form: str) -> None:
    appear(kingdom, (None, [["anton", "clara"]]))
    with open_folder() as place:
        target = exported(kingdom, place / "export", form)
        before = content(target)
        assert before
        with closing(sqlite3.connect(kingdom.database)) as connection, connection:
            connection.execute("UPDATE actor SET caption = ? WHERE key = 'anton'", ("x" * 60_000,))

        def fill() -> str:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))  # room for SQLite's shared memory
            with pytest.raises(ActorsError) as raised:
                exported(kingdom, target, form)
            return str(raised.value)

        said = in_child(fill)
        assert "\n" not in said
        assert str(target) in said
        assert content(target) == before
        assert {path.name for path in place.iterdir()} <= {"export", "datasette.yaml"}


@pytest.mark.parametrize("form", FORMATS)
def test_a_folder_that_cannot_be_written_gives_one_clear_line(kingdom: Settings, form: str) -> None:
    with open_folder() as place:
        database = place / "actors.sqlite"
        shutil.copy(kingdom.database, database)
        settings = kingdom._replace(database=database)
        (place / "out").mkdir(mode=0o555)

        def attempt() -> str:
            with pytest.raises(ActorsError) as raised:
                exported(settings, place / "out" / "export", form)
            return str(raised.value)

        said = as_ordinary_user(attempt)
        assert str(place / "out" / "export") in said
        assert list((place / "out").iterdir()) == []


def test_no_database_and_no_folder_of_others_is_replaced(kingdom: Settings, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="the database itself"):
        exported(kingdom, kingdom.database, "sqlite")
    other = tmp_path / "other.sqlite"
    shutil.copy(kingdom.database, other)
    with pytest.raises(ExportError, match="is a database"):
        exported(kingdom, other, "jsonl")
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "dear.txt").touch()
    with pytest.raises(ExportError, match=r"other files \(dear.txt\)"):
        exported(kingdom, folder, "csv")
    with pytest.raises(ExportError, match="is a folder"):
        exported(kingdom, folder, "jsonl")
    with pytest.raises(ExportError, match="is a file"):
        exported(kingdom, folder / "dear.txt", "csv")
    assert [path.name for path in folder.iterdir()] == ["dear.txt"]


def test_a_link_stays_and_a_device_is_written_to(kingdom: Settings, tmp_path: Path) -> None:
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    real.touch()
    link.symlink_to(real)
    exported(kingdom, link, "jsonl")
    assert link.is_symlink()
    assert real.stat().st_size
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    exported(kingdom, pipe, "jsonl")
    assert os.read(reader, 1 << 20) == real.read_bytes()
    os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.jsonl", "jsonl"),
        ("a", "jsonl"),
        ("a.SQLITE", "sqlite"),
        ("a.ftm.json", "followthemoney"),
        ("a.gexf", "gexf"),
    ],
)
def test_the_ending_says_the_format(kingdom: Settings, tmp_path: Path, name: str, form: str) -> None:
    assert export(kingdom, None, str(tmp_path / name), io.BytesIO()).format == form


@pytest.mark.parametrize("form", ["csv", "sqlite"])
def test_what_is_no_stream_needs_a_place(kingdom: Settings, form: str) -> None:
    with pytest.raises(UsageError, match="not one stream"):
        export(kingdom, form, None, io.BytesIO())


def test_python_exports_like_the_command(kingdom: Settings, tmp_path: Path) -> None:
    with open_database(str(kingdom.database)) as database:
        done = database.export(str(tmp_path / "a.jsonl"))
    assert done.written == {"actors": 7}
    assert (tmp_path / "a.jsonl").read_bytes() == exported(kingdom, tmp_path / "b", "jsonl").read_bytes()
