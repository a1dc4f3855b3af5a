"""Who held what: the table of roles on a day or in a period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from actors.config import Settings
from actors.domain.dates import PartialDate
from actors.domain.vocabulary import POSITION_CLASSES
from actors.errors import UsageError
from actors.services.asking import Asked, Basis
from actors.services.database import Report, reading, silent
from actors.services.showing import find_key
from actors.storage import readpath

COLUMNS = (
    "state", "iso3", "cow", "position", "class", "person", "key", "wikidata", "from", "to", "certain", "source",
    "checked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RoleTable:
    """A row per occupancy, with the columns of COLUMNS; `certain` is a truth value."""

    basis: Basis
    rows: list[dict[str, Any]]

    def to_json(self) -> dict[str, Any]:
        """Return the table as one JSON document."""
        return {**self.basis.to_json(), "roles": self.rows}


def roles(
    settings: Settings,
    state: str | None = None,
    position_class: str | None = None,
    on: str | None = None,
    since: str | None = None,
    until: str | None = None,
    report: Report = silent,
) -> RoleTable:
    """Return the occupancies on a day, or touching the period since..until (both inclusive).

    `certain` says that the dates leave no doubt: on the day asked, or on some day of the period.
    Raises UsageError for impossible days or an unknown class, NotFoundError for an unknown state.
    """
    if on is not None and (since is not None or until is not None):
        raise UsageError("--on is one day, --from and --to are a period: give one or the other")
    if position_class is not None and position_class not in POSITION_CLASSES:
        raise UsageError(
            f"{position_class!r} is no class of positions", hint=f"one of {', '.join(POSITION_CLASSES)}"
        )
    asked = Asked.on(on)
    first = PartialDate.parse(since).first if since else None
    last = PartialDate.parse(until).last if until else None
    period = first is not None or last is not None
    if first and last and last < first:
        raise UsageError(f"the period ends ({until}) before it starts ({since})")
    start = (first.isoformat() if first else "0001-01-01") if period else asked.day.first.isoformat()
    end = (last.isoformat() if last else "9999-12-31") if period else asked.day.last.isoformat()
    with reading(settings, report) as connection:
        known = readpath.database_state(connection)
        conditions, parameters = ["possible_from <= ?", "? < possible_to"], [end, start]
        if state is not None:
            conditions.append("of_key = ?")
            parameters.append(find_key(connection, state, asked))
        if position_class is not None:
            conditions.append("(class = ? OR also_class = ?)")
            parameters += [position_class, position_class]
        # on some day of a period, but on all days of what was asked as one day
        soonest, latest = (end, start) if period else (start, end)
        certainly = f"certain_from <= '{soonest}' AND '{latest}' < certain_to"
        rows = connection.execute(
            f"""SELECT of_name, iso3, cow, position, coalesce(?, class), person, person_key, wikidata, from_date,
                to_date, {certainly}, source, checked
            FROM roles WHERE {" AND ".join(conditions)}
            ORDER BY of_name, position_key, possible_from, person_key""",  # noqa: S608 - ISO dates and our own parts
            [position_class, *parameters],
        )
        table = [dict(zip(COLUMNS, (*row[:10], bool(row[10]), *row[11:]), strict=True)) for row in rows]
        return RoleTable(Basis(asked.day, known.revision, known.known_until), table)
