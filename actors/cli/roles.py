"""roles: who held what."""

from __future__ import annotations

import click

from actors.cli import options
from actors.cli.output import note, print_csv, print_json, print_table
from actors.domain.vocabulary import POSITION_CLASSES


@click.command("roles")
@click.option("--state", metavar="S", help="Of this state or organization: its key or a name of it.")
@click.option(
    "--class", "position_class", type=click.Choice(POSITION_CLASSES), help="Of this class of positions."
)
@options.on_day
@click.option("--from", "since", metavar="DATE", help="In the period from this day …")
@click.option("--to", "until", metavar="DATE", help="… to this day, inclusive.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with codes that join.")
@options.as_json
@click.pass_context
def roles_command(
    ctx: click.Context,
    state: str | None,
    position_class: str | None,
    on: str | None,
    since: str | None,
    until: str | None,
    as_csv: bool,
    as_json: bool,
) -> None:
    """List who held which position, on a day or in a period; a row per occupancy.

    `to` is the first day on which the person no longer held it. `certain` is false where a partial date
    leaves the day open.

    \b
    Examples:
      actors roles --class foreign_minister --on 2017-11-22 --csv
      actors roles --state turkey --from 2014 --to 2016
    """
    from actors.services.listing import COLUMNS, roles

    if as_csv and as_json:
        raise click.UsageError("--csv and --json exclude each other")
    table = roles(options.settings(ctx), state, position_class, on, since, until, options.report)
    if as_json:
        print_json(table.to_json())
    elif as_csv:
        print_csv(COLUMNS, table.rows)
    elif not table.rows:
        note("Nobody is known to have held such a position then.")
    else:
        rows = [
            (
                row["state"],
                row["position"],
                row["person"],
                row["from"] or "?",
                row["to"] or "",
                "" if row["certain"] else "possibly",
                row["key"],
            )
            for row in table.rows
        ]
        print_table(("OF", "POSITION", "PERSON", "FROM", "TO", "", "KEY"), rows)
        if table.basis.beyond_data:
            note(f"The data is known up to {table.basis.known_until}.")
