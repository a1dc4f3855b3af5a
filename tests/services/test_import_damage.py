"""Damaged files and killed processes: no half-written fact, and the next import is right."""

from __future__ import annotations

import resource
import shutil
import signal
from pathlib import Path

import pytest

from actors.config import Settings
from actors.errors import ActorsError, DatabaseError, ReadOnlyError
from actors.formats.recognising import READERS
from actors.services import database, indexing
from actors.services.importing import Wanted, import_files
from tests.formats.foreign import SAMPLES
from tests.formats.test_mutations import mutated
from tests.search.processes import as_ordinary_user, in_child, open_folder
from tests.services.importing import line, rows, written
from tests.services.killing import killed_imports


@pytest.mark.parametrize("format_name", READERS)
def test_damaged_files_leave_a_sound_database(small: Settings, tmp_path: Path, format_name: str) -> None:
    (tmp_path / "no-cache").touch()  # there is no place for an index, which takes most of the time
    place = small._replace(cache=tmp_path / "no-cache")
    for number, content in enumerate(mutated(SAMPLES[format_name].encode(), 40, seed=9)):
        path = tmp_path / "list.txt"
        path.write_bytes(content)
        before = rows(place, "SELECT count(*) FROM actor")
        wanted = Wanted(source="list", format=format_name, skip_errors=number % 2 == 0)
        try:
            import_files(place, [str(path)], wanted)
        except ActorsError:
            assert rows(place, "SELECT count(*) FROM actor") == before
    assert database.check(place) == []


def test_an_import_killed_at_any_moment_has_happened_or_not(small: Settings, tmp_path: Path) -> None:
    assert sum(killed_imports(small, tmp_path, moments=6, seed=3)) > 0
    assert database.check(small) == []
    assert indexing.check(small) == []


@pytest.mark.parametrize("room", [20_000, 300_000, 1_500_000])
def test_a_full_disk_is_one_clear_line_and_nothing_is_imported(
    small: Settings, tmp_path: Path, room: int
) -> None:
    lines = [line(f"p{number}", memberships=[{"of": f"p{number + 1}"}]) for number in range(3000)]
    path = written(tmp_path, *lines)

    def said() -> str:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        with pytest.raises(DatabaseError) as refused:
            import_files(small, [path], Wanted())
        return str(refused.value)

    assert in_child(said).count("\n") == 0
    assert database.check(small) == []
    assert rows(small, "SELECT count(*) FROM actor WHERE key LIKE 'p%'") == [(0,)]
    assert import_files(small, [path], Wanted())[0].new == 3000


def test_a_read_only_database_is_one_clear_line(small: Settings, tmp_path: Path) -> None:
    path = written(tmp_path, line("a"))

    def said() -> str:
        with pytest.raises(ReadOnlyError) as refused:
            import_files(small, [path], Wanted())
        return str(refused.value)

    with open_folder() as folder:
        place = small._replace(database=Path(shutil.copy(small.database, folder)))
        path = shutil.copy(path, folder)
        folder.chmod(0o555)
        place.database.chmod(0o444)
        Path(path).chmod(0o444)
        small = place
        assert "cannot be written" in as_ordinary_user(said)
        folder.chmod(0o755)
