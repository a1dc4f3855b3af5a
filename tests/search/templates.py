"""The fixtures `empty` and `small` of the tests above, made once and copied for each test: 3 ms for 270."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from actors.config import Settings
from actors.services import setup
from actors.services.editing import Dated, NewActor, add


def place(folder: Path) -> Settings:
    return Settings(folder / "actors.sqlite", is_default=False, cache=folder / "cache")


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = place(tmp_path_factory.mktemp("empty"))
    setup.initialise(settings, empty=True)
    return settings


@pytest.fixture(scope="session")
def small_template(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = place(tmp_path_factory.mktemp("small"))
    setup.initialise(settings, empty=True)
    ruritanian = [("Ruritanian", "en")]
    add(settings, NewActor(kind="state", name="Ruritania", actor_class="un_member", aliases=ruritanian))
    add(settings, NewActor(kind="state", name="Grand Fenwick", actor_class="un_member"))
    league = "League of Small States"
    add(settings, NewActor(kind="organization", name=league, actor_class="intergovernmental"))
    member = [Dated("league-of-small-states", "1894")]
    for name, short in (
        ("Rudolf Elphberg", "Elphberg"),
        ("Flavia Elphberg", "Elphberg"),
        ("Rupert Hentzau", None),
    ):
        add(settings, NewActor(kind="person", name=name, short=short, memberships=member))
    return settings


@pytest.fixture
def empty(empty_template: Settings, tmp_path: Path) -> Settings:
    """An empty database with its index."""
    return copied(empty_template, place(tmp_path))


@pytest.fixture
def small(small_template: Settings, tmp_path: Path) -> Settings:
    """Two states, an organization and three people, added as a curator would, with their index."""
    return copied(small_template, place(tmp_path))


def copied(template: Settings, settings: Settings) -> Settings:
    shutil.copy(template.database, settings.database)
    settings.index_folder.parent.mkdir(parents=True, mode=0o700)
    shutil.copytree(template.index_folder, settings.index_folder)
    return settings
