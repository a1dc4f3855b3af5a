"""Alembic's environment: runs in the connection it is given, or on $ACTORS_DB for `alembic check`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from alembic import context
from sqlalchemy import Connection

from actors.storage.engine import make_engine
from actors.storage.schema import Base


def include_object(_object: Any, _name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Hide what the models do not know: views and the tables of full-text indexes."""
    return not (kind == "table" and reflected and compare_to is None)


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=include_object,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = make_engine(Path(os.environ["ACTORS_DB"]))
    with engine.connect() as opened:
        run(opened)
