"""A database without any actor, for datasets of a test's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from actors.storage import upgrade


@pytest.fixture(scope="session")
def blank_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "blank.sqlite"
    upgrade.create(path)
    return path


@pytest.fixture
def blank(blank_template: Path, tmp_path: Path) -> Path:
    """A database with the schema and no rows."""
    path = tmp_path / "blank.sqlite"
    shutil.copy(blank_template, path)
    return path
