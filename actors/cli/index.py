"""index: rebuild or check the search index."""

from __future__ import annotations

import click

from actors.cli import options


@click.command("index")
@click.option("--rebuild", is_flag=True, help="Build it anew.")
@click.option("--check", is_flag=True, help="Say whether it is in step with the database; exit 1 if not.")
@click.pass_context
def index_command(ctx: click.Context, rebuild: bool, check: bool) -> None:
    """Bring the search index up to date. It is kept in step by itself; this is for doubts.

    \b
    Examples:
      actors index --check
      actors index --rebuild
    """
    from actors.errors import IndexUnavailableError
    from actors.services import indexing
    from actors.services.database import ensure

    if rebuild and check:
        raise click.UsageError("--rebuild and --check exclude each other")
    settings = options.settings(ctx)
    ensure(settings, options.report)
    if rebuild:
        click.echo(
            f"Indexed {indexing.rebuild(settings, options.report):,} actors in {settings.index_folder}"
        )
        return
    if not check:
        indexing.follow(settings, options.report)
    wrong = indexing.check(settings)
    if wrong:
        raise IndexUnavailableError("; ".join(wrong))
    click.echo(f"The index in {settings.index_folder} is in step with the database.")
