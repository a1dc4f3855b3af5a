"""Where the database and the index live; read from the environment only when asked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from actors.errors import UsageError


class Settings(NamedTuple):
    """What one run works with: the database file, its index folder, and whether both may be made unasked."""

    database: Path
    is_default: bool
    cache: Path | None = None

    @classmethod
    def resolve(cls, database: str | None = None, environ: Mapping[str, str] | None = None) -> Settings:
        """Settle the places: `database`, else $ACTORS_DB, else the user's data folder.

        $ACTORS_CACHE moves the folder of the indexes, which else is the user's cache folder.
        Raises UsageError for a URL of another database system than SQLite.
        """
        environ = os.environ if environ is None else environ
        named = database or environ.get("ACTORS_DB") or None
        path = _path(named) if named else _user_folder("data") / "actors.sqlite"
        cache = environ.get("ACTORS_CACHE")
        return cls(path, is_default=named is None, cache=Path(cache) if cache else None)

    @property
    def index_folder(self) -> Path:
        """The folder of this database's indexes: one per real path, in the user's cache, never beside the file."""
        import hashlib  # 4 ms that a known name need not pay

        digest = hashlib.sha256(os.fsencode(os.path.realpath(self.database))).hexdigest()[:16]
        return (self.cache or _user_folder("cache")) / "index" / digest


def _path(named: str) -> Path:
    if "://" in named:
        scheme, _, rest = named.partition("://")
        if scheme != "sqlite" or not rest.startswith("/") or len(rest) < 2:
            raise UsageError(f"cannot use the database {scheme}://…", hint="give a file or sqlite:///PATH")
        named = rest[1:]
    if "\0" in named:
        raise UsageError("a database path cannot contain a NUL character")
    return Path(named).expanduser()


def _user_folder(which: str) -> Path:
    import platformdirs  # 11 ms that an explicit --db need not pay

    if which == "data":
        return platformdirs.user_data_path("actors", appauthor=False)
    return platformdirs.user_cache_path("actors", appauthor=False)
