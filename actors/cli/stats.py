"""stats and sources: what is in the database and where it comes from."""

from __future__ import annotations

import click

from actors.cli import options
from actors.cli.output import heading, print_json, print_table


@click.command("stats")
@options.as_json
@click.pass_context
def stats_command(ctx: click.Context, as_json: bool) -> None:
    """Count what the database holds, and how much of it a data file confirms.

    \b
    Example:
      actors stats --json
    """
    from actors.services.statistics import stats

    counted = stats(options.settings(ctx), options.report)
    if as_json:
        print_json(counted)
        return
    heading(f"{counted['actors']['total']:,} actors, known up to {counted['known_until']}")
    rows = [
        (row["kind"], (row["class"] or "").replace("_", " "), f"{row['count']:,}")
        for row in counted["actors"]["by_class"]
    ]
    print_table(("KIND", "CLASS", "ACTORS"), rows)
    click.echo()
    facts = counted["facts"].items()
    print_table(
        ("FACTS", "LIVE", "CHECKED"),
        [(name, f"{count['live']:,}", f"{count['checked']:,}") for name, count in facts],
    )
    click.echo(
        f"\nDocuments: {counted['documents']:,}. Languages: {counted['languages']}. {counted['database']}"
    )


@click.command("sources")
@options.as_json
@click.pass_context
def sources_command(ctx: click.Context, as_json: bool) -> None:
    """List the sources of the facts with their licences.

    \b
    Example:
      actors sources
    """
    from actors.services.statistics import sources

    found = sources(options.settings(ctx), options.report)
    if as_json:
        print_json(found)
        return
    print_table(
        ("SOURCE", "FACTS", "LICENCE", "TITLE"),
        [(row["key"], f"{row['facts']:,}", row["licence"] or "", row["title"]) for row in found["sources"]],
    )
