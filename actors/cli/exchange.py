"""import: take over actors from files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from actors.cli import options
from actors.cli.output import note, print_json, print_table

if TYPE_CHECKING:
    from actors.services.importing import Imported

_NOTES_SHOWN = 20


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--format",
    "file_format",
    help="The format: jsonl, csv, followthemoney, ofac or petrarch; else the content shows it.",
)
@click.option("--source", help="Who says it: a short name; else the file's name without its ending.")
@click.option("--licence", help="The licence of the source, to be noted.")
@click.option("--url", help="Where the source is from, to be noted.")
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column, or member, of the file holds a field: name='Full Name'.",
)
@click.option(
    "--on-error",
    type=click.Choice(["stop", "skip"]),
    default="stop",
    help="At a line that cannot be taken over: stop with nothing written (the default), or skip the line.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@options.as_json
@click.pass_context
def import_command(
    ctx: click.Context,
    files: tuple[str, ...],
    file_format: str | None,
    source: str | None,
    licence: str | None,
    url: str | None,
    mapped: tuple[str, ...],
    on_error: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take over actors from FILE (- is standard input), each file as a source of its own, or all as --source.

    The same file again changes nothing. A newer version updates what the source said before and retires what it says
    no more; what others said stays. What has the same identifier as a known actor is made one with it.

    \b
    Examples:
      actors import actors.jsonl --source lists --licence CC0-1.0
      actors import diplomats.csv --map name="Full Name" --map wikidata=QID
      actors import sdn.csv --source ofac-sdn --on-error skip
    """
    from actors.services import importing

    wanted = importing.Wanted(
        format=file_format,
        source=source,
        licence=licence,
        url=url,
        columns=dict(_mapped(text) for text in mapped),
        skip_errors=on_error == "skip",
        dry_run=dry_run,
    )
    settings = options.settings(ctx)
    done = importing.import_files(settings, [options.clean(name) for name in files], wanted, options.report)
    if as_json:
        print_json(
            {
                "imports": [imported.to_json() for imported in done],
                "dry_run": dry_run,
                **importing.basis(settings).to_json(),
            }
        )
        return
    for imported in done:
        _print(imported, dry_run)


def _mapped(text: str) -> tuple[str, str]:
    name, equals, column = text.partition("=")
    if not (name.strip() and equals and column):
        raise click.UsageError(f"{text!r} is not FIELD=COLUMN")
    return name.strip(), column


def _print(imported: Imported, dry_run: bool) -> None:
    """Print what an import did; the places of what was left aside go to stderr."""
    for line in imported.notes[:_NOTES_SHOWN]:
        note(line)
    if len(imported.notes) > _NOTES_SHOWN:
        note(f"… and {len(imported.notes) - _NOTES_SHOWN:,} more (--json has them)")
    would = " (dry run: nothing is written)" if dry_run else ""
    click.echo(
        f"{imported.source}: {imported.read:,} actors ({imported.new:,} new), {imported.format}{would}"
    )
    click.echo(
        f"  facts: {imported.asserted:,} asserted, {imported.retired:,} retired, {imported.unchanged:,} unchanged"
    )
    if imported.same_as_known:
        click.echo(f"  made one with known actors: {imported.same_as_known:,}")
    if imported.skipped:
        click.echo(f"  lines skipped: {imported.skipped:,}")
    left_aside = imported.left_aside()
    if left_aside:
        click.echo("  left aside:")
        print_table(
            ("    WHAT", "TIMES"),
            [(f"    {what}", f"{times:,}") for what, times in left_aside.items()],
        )
