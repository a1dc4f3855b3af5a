"""Short ways to write a JSON Lines file and import it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from actors.config import Settings
from actors.services.database import reading
from actors.services.importing import Imported, Wanted, import_files


def line(own_id: str, *names: Any, kind: str = "person", **more: Any) -> dict[str, Any]:
    return {"id": own_id, "kind": kind, "names": list(names) or [own_id.title()], **more}


def written(folder: Path, *lines: dict[str, Any] | str, name: str = "list.jsonl") -> str:
    texts = [stated if isinstance(stated, str) else json.dumps(stated) for stated in lines]
    path = folder / name
    path.write_text("".join(f"{text}\n" for text in texts), "utf-8")
    return str(path)


def imported(
    settings: Settings, *lines: dict[str, Any] | str, source: str = "list", **wanted: Any
) -> Imported:
    path = written(settings.database.parent, *lines)
    (done,) = import_files(settings, [path], Wanted(source=source, **wanted))
    return done


def rows(settings: Settings, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with reading(settings) as connection:
        return connection.execute(query, parameters).fetchall()


def revision(settings: Settings) -> int:
    return int(rows(settings, "SELECT revision FROM database_state")[0][0])


def names_of(settings: Settings, key: str) -> list[str]:
    query = "SELECT name FROM names WHERE actor = ? ORDER BY name"
    return [name for (name,) in rows(settings, query, key)]
