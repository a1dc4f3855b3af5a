"""db: upgrade, check, back up and restore the database."""

from __future__ import annotations

from pathlib import Path

import click

from actors.cli import options
from actors.cli.output import print_json, print_table
from actors.errors import DatabaseError


@click.group("db")
def db_command() -> None:
    """Look after the database file.

    \b
    Examples:
      actors db info
      actors db backup ~/actors-2025.sqlite
    """


@db_command.command("upgrade")
@click.pass_context
def upgrade(ctx: click.Context) -> None:
    """Bring an older database to this version's schema, after a backup beside it."""
    from actors.services.database import upgrade_if_older

    copy = upgrade_if_older(options.settings(ctx).database, options.report)
    click.echo("The schema is up to date." if copy is None else f"Upgraded; the backup is {copy}")


@db_command.command("check")
@click.pass_context
def check(ctx: click.Context) -> None:
    """Check the file and every invariant of the model; exit 1 if something is wrong."""
    from actors.services import database

    settings = options.settings(ctx)
    wrong = database.check(settings)
    for line in wrong:
        click.echo(line)
    if wrong:
        raise DatabaseError(f"{settings.database} is not sound ({len(wrong)} found)", hint="restore a backup")
    click.echo(f"{settings.database} is sound.")


@db_command.command("backup")
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
@click.pass_context
def backup(ctx: click.Context, target: Path) -> None:
    """Copy the database to a new FILE, consistently also while it is written."""
    from actors.services import database

    database.backup(options.settings(ctx), target)
    click.echo(f"Wrote {target}")


@db_command.command("restore")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.pass_context
def restore(ctx: click.Context, source: Path) -> None:
    """Put the backup FILE in the place of the database; what was there is kept beside it."""
    from actors.services import database

    kept = database.restore(options.settings(ctx), source)
    click.echo(f"Restored {source}" + (f"; the database before is {kept}" if kept else ""))


@db_command.command("info")
@options.as_json
@click.pass_context
def info(ctx: click.Context, as_json: bool) -> None:
    """Say where the database is and where it stands."""
    from actors.services import database

    facts = database.info(options.settings(ctx))
    if as_json:
        print_json(facts)
    else:
        print_table(("WHAT", "IS"), [(name, str(stated)) for name, stated in facts.items()])
