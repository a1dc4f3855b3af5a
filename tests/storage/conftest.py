"""Databases made once and copied for each test, which storage can do in a tenth of the time of adding."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from actors.config import Settings
from actors.domain.facts import Dataset
from actors.storage import upgrade
from tests.storage.stating import CURATOR, actor, member_of, name, state_dataset


@pytest.fixture(scope="session")
def blank_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "blank.sqlite"
    upgrade.create(path)
    return path


@pytest.fixture(scope="session")
def small_template(blank_template: Path) -> Path:
    def stated(caption: str, kind: str, actor_class: str | None = None, *members: str) -> object:
        key, source = "-".join(caption.lower().split()), "curator"
        names = (name(caption, source, kind="primary"), name(caption.split()[-1], source, kind="short"))
        relations = tuple(member_of(of, "1894", source=source) for of in members)
        told = {"caption": caption, "actor_class": actor_class, "names": names, "relations": relations}
        return actor(key, kind, source=source, **told)

    path = blank_template.with_name("small.sqlite")
    shutil.copy(blank_template, path)
    people = ("Rudolf Elphberg", "Flavia Elphberg", "Rupert Hentzau")
    actors = [
        stated("Ruritania", "state", "un_member"),
        stated("Grand Fenwick", "state", "un_member"),
        stated("League of Small States", "organization", "intergovernmental"),
        *(stated(person, "person", None, "league-of-small-states") for person in people),
    ]
    state_dataset(path, Dataset("2025-06-30", [CURATOR], actors))
    return path


@pytest.fixture
def blank(blank_template: Path, tmp_path: Path) -> Path:
    """A database with the schema and no rows."""
    path = tmp_path / "blank.sqlite"
    shutil.copy(blank_template, path)
    return path


@pytest.fixture
def small(small_template: Path, tmp_path: Path) -> Settings:
    """Two states, an organization and its three members; the index is built when asked for."""
    path = tmp_path / "actors.sqlite"
    shutil.copy(small_template, path)
    return Settings(path, is_default=False, cache=tmp_path / "cache")
