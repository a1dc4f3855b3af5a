"""export: the database in the formats of others."""

from __future__ import annotations

import sys

import click

from actors.cli import options
from actors.cli.output import note


@click.command("export")
@click.option(
    "--format",
    "named",
    type=click.Choice(("jsonl", "csv", "followthemoney", "sqlite", "gexf")),
    help="The format; else the file's ending says it, and without one it is jsonl.",
)
@click.option(
    "-o", "--output", metavar="FILE|FOLDER", help="Where to; else standard output (-). csv is a folder."
)
@click.pass_context
def export_command(ctx: click.Context, named: str | None, output: str | None) -> None:
    """Write all actors in another format; two exports of one database are the same, byte for byte.

    jsonl comes back by `import` without loss; csv is a table per file; followthemoney is for OpenSanctions and
    OpenAleph; sqlite is a snapshot with full-text search and a datasette.yaml beside it; gexf is the network of
    co-appearances. What a format has no place for is counted.

    \b
    Examples:
      actors export -o actors.jsonl
      actors export --format csv -o actors-csv
      actors export --format followthemoney | ftm validate
      actors export -o snapshot.sqlite
    """
    from actors.services import exporting

    done = exporting.export(options.settings(ctx), named, output, sys.stdout.buffer, options.report)
    note(f"Wrote {', '.join(f'{count:,} {what}' for what, count in done.written.items())} to {done.target}")
    if +done.unsaid:
        note(f"{done.format} has no place for:")
    for what, count in sorted((+done.unsaid).items()):
        note(f"  {what}: {count:,}")
