"""Warm look-ups in one process; run with `pytest tests/benchmarks --benchmark-only`."""

from __future__ import annotations

import pytest

from actors.config import Settings
from actors.services.asking import Asked
from actors.services.resolving import near_ones, resolve_with
from actors.services.searching import search
from actors.storage import sqlite

QUERIES = ("Erdogan", "Daesh", "Путин", "محمد بن سلمان", "Turkish foreign minister")


@pytest.mark.parametrize("query", QUERIES)
def test_resolve_on_an_open_database(benchmark, bundled: Settings, query: str):
    connection = sqlite.connect_to_read(bundled.database)
    asked = Asked.on("2017-11-22")
    found = benchmark(resolve_with, connection, query, asked, None, near_ones(connection, asked, None))
    connection.close()
    assert found.actor is not None


@pytest.mark.parametrize(
    "query", [*QUERIES, "erdogn", "foreign minister diplomat", 'role:"foreign minister" state:turkey']
)
def test_search_opening_all_each_time(benchmark, bundled: Settings, query: str):
    assert benchmark(search, bundled, query).candidates
