"""Where the bundled folders (migrations, seeds, search_index) are: in the wheel or beside pyproject.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from actors.errors import ActorsError

Asset = Literal["migrations", "search_index", "seeds"]

_PACKAGE = Path(__file__).parent


def asset_dir(name: Asset) -> Path:
    """Return the folder `name` of this installation; raise ActorsError if it is not there."""
    for folder in (_PACKAGE / "_assets" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise ActorsError(f"the bundled folder {name!r} is missing", hint="install the package again")
