"""The authority file for diplomatic actors: names, roles and dates in one SQLite file, with search.

>>> from actors import open_database
>>> with open_database() as db:
...     db.resolve("Turkish foreign minister", on="2017-11-22").resolution.actor.name
'Mevlüt Çavuşoğlu'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "open_database"]

if TYPE_CHECKING:
    from actors.api import open_database


def __getattr__(name: str) -> Any:
    if name == "open_database":
        from actors.api import open_database

        return open_database
    raise AttributeError(f"module 'actors' has no attribute {name!r}")
