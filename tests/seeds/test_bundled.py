"""The bundled seeds against the public files, where these are present."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from checks import comparing

from actors.assets import asset_dir
from actors.formats.seeds import read_seeds

SEEDS = asset_dir("seeds")
FILES = Path(os.environ.get("ACTORS_SHARED_DATA", SEEDS.parent.parent / "shared/data"))


@pytest.fixture(scope="module")
def compared() -> comparing.Compared:
    """All evidence judged against the seeds."""
    if not (FILES / "office-holders").is_dir():
        pytest.skip("the public files are not here")
    return comparing.compare(read_seeds(SEEDS), SEEDS, FILES)


def test_no_row_disagrees_that_is_not_settled(compared: comparing.Compared) -> None:
    assert comparing.disagreements(compared, set()) == []
    assert comparing.missing(compared, set()) == []
    assert comparing.stale_citations(compared) == []


def test_coverage_was_counted_on_these_seeds(compared: comparing.Compared) -> None:
    counted = json.loads((SEEDS / "checks/measured.json").read_text("utf-8"))
    assert counted == comparing.shares(compared), "run seeds/compare.py FOLDER --measure"


def test_the_extracts_agree_without_any_other_file() -> None:
    """What is in the repository is compared in every run of the tests."""
    alone = comparing.compare(read_seeds(SEEDS), SEEDS, SEEDS / "nowhere")
    assert list(alone.verdicts) == ["every-politician"]
    assert len(alone.verdicts["every-politician"]) > 4_000
    assert comparing.disagreements(alone, set()) == []
