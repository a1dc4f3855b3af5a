"""Warm look-ups in one process, on a database that stays open; run with `pytest tests/benchmarks --benchmark-only`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from actors.config import Settings
from actors.services.opened import Data, OpenData
from actors.services.resolving import resolve_in
from actors.services.searching import search, search_in

QUERIES = ("Erdogan", "Daesh", "Путин", "محمد بن سلمان", "Turkish foreign minister")
OTHERS = ("erdogn", "foreign minister diplomat", '"foreign minister"', 'role:"foreign minister" state:turkey')


@pytest.fixture
def data(bundled: Settings) -> Iterator[Data]:
    open_data = OpenData(bundled)
    with open_data.now() as now:
        yield now
    open_data.close()


@pytest.mark.parametrize("query", QUERIES)
def test_resolve_on_an_open_database(benchmark, data: Data, query: str):
    assert benchmark(resolve_in, data, query, "2017-11-22").resolution.actor is not None


@pytest.mark.parametrize("query", [*QUERIES, *OTHERS])
def test_search_on_an_open_database(benchmark, data: Data, query: str):
    assert benchmark(search_in, data, query).candidates


@pytest.mark.parametrize("query", ["Erdogan", "role:president state:turkey"])
def test_search_opening_all_each_time(benchmark, bundled: Settings, query: str):
    assert benchmark(search, bundled, query).candidates
