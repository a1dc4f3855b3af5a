"""match: resolve a file of names."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from actors.cli import options
from actors.cli.output import note

if TYPE_CHECKING:
    from actors.formats.name_tables import NameRow
    from actors.services.matching_rows import Matched

COLUMNS = (
    "match_status", "match_reason", "match_reading", "match_key", "match_name", "match_kind", "match_score",
    "match_candidates",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@click.command("match")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--column", metavar="C", help="The column of names: its header, or its number without a header."
)
@click.option("--date-column", metavar="C", help="The column of days: each name is resolved as of its day.")
@options.of_kind
@click.option("--encoding", metavar="E", help="Such as utf-8, utf-16, cp1252, koi8-r; else found out.")
@click.option("--delimiter", metavar="D", help="What stands between cells; else found out.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=5, show_default=True, help="At most so many candidates."
)
@click.option(
    "--to",
    "to",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    show_default=True,
    help="What to write.",
)
@click.option("--explain", is_flag=True, help="Give each candidate's reasons (JSON Lines).")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Match on so many processes; else one per core where there are many rows.",
)
@click.pass_context
def match_command(
    ctx: click.Context,
    file: str,
    column: str | None,
    date_column: str | None,
    kind: str | None,
    encoding: str | None,
    delimiter: str | None,
    limit: int,
    to: str,
    explain: bool,
    workers: int | None,
) -> None:
    """Resolve each name of a file, in its order: CSV, JSON Lines ({"id","query","on","kind"}) or plain lines.

    In CSV the names are in --column, else in a column called name, query, label, actor or person. CSV out keeps the
    columns and appends ours. A row whose date is none is unknown with the reason bad_date.

    \b
    Examples:
      actors match leaders.csv --column Leader --date-column Date --to csv
      cut -f3 events.tsv | actors match -
    """
    from actors.formats.name_tables import Layout, open_names
    from actors.services.matching_rows import Options, match_rows

    write = csv.writer(sys.stdout, lineterminator="\n").writerow
    bad_dates = 0
    with open_names(file, Layout(column, date_column, encoding, delimiter)) as table:
        if table.encoding != "utf-8" and encoding is None:
            note(f"Read as {table.encoding}.")
        if to == "csv" and table.columns:
            write([*table.columns, *COLUMNS])
        matches = match_rows(
            options.settings(ctx), table.rows, Options(kind, limit, explain), workers, options.report
        )
        for lot in matches:
            for row, found in lot:
                bad_dates += found.reason == "bad_date"
                if to == "csv":
                    write([*row.cells, *_cells(found)])
                else:
                    sys.stdout.write(_line(row, found) + "\n")
            sys.stdout.flush()
    if bad_dates:
        note(f"Rows with a date that is none: {bad_dates} (write YYYY, YYYY-MM or YYYY-MM-DD).")


def _line(row: NameRow, found: Matched) -> str:
    asked = json.dumps({"id": row.id, "query": row.query}, ensure_ascii=False, separators=(",", ":"))
    return f"{asked[:-1]},{found.document[1:]}"


def _cells(found: Matched) -> Sequence[Any]:
    stated = found.to_json()
    actor, candidates = stated["actor"], stated["candidates"]
    cells = [stated["status"], stated["reason"], stated["reading"]]
    cells += [actor[member] for member in ("key", "name", "kind")] if actor else [None] * 3
    cells.append(candidates[0]["score"] if actor and candidates else None)
    cells.append("; ".join(f"{candidate['key']} {candidate['score']}" for candidate in candidates))
    return ["" if cell is None else _harmless(cell) for cell in cells]


def _harmless(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: an imported name can begin with "="."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
