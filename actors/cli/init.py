"""init: make the database."""

from __future__ import annotations

import click

from actors.cli import options


@click.command("init")
@click.option("--empty", is_flag=True, help="Make a database without the bundled data.")
@click.pass_context
def init_command(ctx: click.Context, empty: bool) -> None:
    """Make the database from the bundled seeds, and its search index.

    On an existing database, bring the bundled facts to those of this version; what was added stays.

    \b
    Examples:
      actors init
      actors --db mine.sqlite init --empty
    """
    from actors.services.setup import initialise

    click.echo(initialise(options.settings(ctx), options.report, empty))
