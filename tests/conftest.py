"""Databases that tests share: the bundled one, made once, and a small one of our own, made for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actors.cli import cli
from actors.config import Settings
from actors.services import setup


@pytest.fixture(scope="session")
def bundled_template(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The bundled seeds in a database with its index; never written to."""
    folder = tmp_path_factory.mktemp("bundled")
    settings = Settings(folder / "actors.sqlite", is_default=False, cache=folder / "cache")
    setup.initialise(settings)
    return settings


@pytest.fixture(scope="session")
def bundled(bundled_template: Settings) -> Settings:
    """The bundled database, for reading."""
    return bundled_template


@pytest.fixture
def bundled_copy(bundled_template: Settings, tmp_path: Path) -> Settings:
    """A copy of the bundled database, to write to; its index is built when asked for."""
    path = tmp_path / "actors.sqlite"
    shutil.copy(bundled_template.database, path)
    return Settings(path, is_default=False, cache=tmp_path / "cache")


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    """An empty database with its index."""
    settings = Settings(tmp_path / "actors.sqlite", is_default=False, cache=tmp_path / "cache")
    setup.initialise(settings, empty=True)
    return settings


@pytest.fixture
def small(empty: Settings) -> Settings:
    """Two states, an organization and three people, added as a curator would."""
    from actors.services.editing import Dated, NewActor, add

    add(
        empty,
        NewActor(kind="state", name="Ruritania", actor_class="un_member", aliases=[("Ruritanian", "en")]),
    )
    add(empty, NewActor(kind="state", name="Grand Fenwick", actor_class="un_member"))
    add(empty, NewActor(kind="organization", name="League of Small States", actor_class="intergovernmental"))
    for name, short in (
        ("Rudolf Elphberg", "Elphberg"),
        ("Flavia Elphberg", "Elphberg"),
        ("Rupert Hentzau", None),
    ):
        add(
            empty,
            NewActor(
                kind="person", name=name, short=short, memberships=[Dated("league-of-small-states", "1894")]
            ),
        )
    return empty


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command line in this process: `run(settings, "search", "Putin")`."""

    def invoke(settings: Settings, *arguments: str) -> Result:
        if settings.cache:
            monkeypatch.setenv("ACTORS_CACHE", str(settings.cache))
        runner = CliRunner()
        return runner.invoke(cli, ["--db", str(settings.database), *arguments])

    return invoke
