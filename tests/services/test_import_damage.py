"""Damaged files and killed processes: no half-written fact, and the next import is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from actors.config import Settings
from actors.errors import ActorsError
from actors.formats.recognising import READERS
from actors.services import database, indexing
from actors.services.importing import Wanted, import_files
from tests.formats.foreign import SAMPLES
from tests.formats.test_mutations import mutated
from tests.services.importing import rows
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
