"""Write and ask many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import JSON, Date, insert
from sqlalchemy.orm import Session

T = TypeVar("T")


def bulk_insert(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:
    """Insert rows by attribute names; large numbers go past SQLAlchemy's parameter handling, at twice the speed."""
    attributes = {attribute.key: attribute.columns[0] for attribute in table.__mapper__.column_attrs}
    plain = not any(isinstance(column.type, JSON) for column in attributes.values())
    if len(rows) < 1000 or not plain:
        if rows:
            named = [{attributes[name].name: stated for name, stated in row.items()} for row in rows]
            session.execute(insert(table.__table__), named)
        return
    connection = session.connection()
    compiled = insert(table.__table__).compile(dialect=connection.dialect)
    keys = {column.name: name for name, column in attributes.items()}
    order = [keys[column] for column in compiled.positiontup or ()]
    in_order = itemgetter(*order)
    of_days = [at for at, name in enumerate(order) if isinstance(attributes[name].type, Date)]
    days: dict[date, str] = {}

    def parameters(row: dict[str, Any]) -> list[Any]:
        stated = list(in_order(row))
        for at in of_days:
            day = stated[at]
            stated[at] = days.get(day) or days.setdefault(day, day.isoformat())
        return stated

    connection.exec_driver_sql(compiled.string, [tuple(parameters(row)) for row in rows])


def insert_rows(session: Session, table: Any, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows that are given as the driver stores them, in the order of the table's columns."""
    if rows:
        connection = session.connection()
        compiled = insert(table.__table__).compile(dialect=connection.dialect)
        connection.exec_driver_sql(compiled.string, rows)


def slices(stated: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """Yield the values in lists that one statement can take as parameters."""
    ordered = list(stated)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]
