"""tag, ingest, documents: read texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from actors.cli import options
from actors.cli.output import counted, heading, note, print_json, print_table

if TYPE_CHECKING:
    from actors.errors import InputError
    from actors.formats.texts import Text
    from actors.services.ingesting import Counts
    from actors.storage.mentions import StoredDocument


def _of_texts(body: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of the commands that read texts."""
    for option in (
        click.option(
            "--on-error",
            type=click.Choice(("stop", "skip")),
            default="stop",
            show_default=True,
            help="What to do about a text that cannot be read.",
        ),
        options.workers,
        click.option("--lang", metavar="LANG", help="The language of texts that do not say theirs: en, fr …"),
        click.option("--date", metavar="DATE", help="The day of texts that do not say theirs."),
        click.option(
            "--jsonl", is_flag=True, help='A text a line: {"id","text","date","lang","title","url"}.'
        ),
    ):
        body = option(body)
    return body


def _texts(
    files: Sequence[str], jsonl: bool, date: str | None, lang: str | None, on_error: str
) -> tuple[Iterator[Text], list[InputError]]:
    """Return the texts that a command names, and the list that those to be skipped will be put on."""
    from actors.domain.dates import PartialDate
    from actors.formats import texts

    skipped: list[InputError] = []

    def skip(error: InputError) -> None:
        skipped.append(error)
        note(f"Skipped {len(skipped)}: {error}")

    day = PartialDate.parse(date) if date is not None else None
    lang = texts.language(lang) if lang is not None else None
    return texts.read_texts(files, jsonl, day, lang, skip if on_error == "skip" else texts.stop), skipped


@click.command("tag")
@click.argument("files", metavar="[FILE...|-]", nargs=-1)
@_of_texts
@options.as_json
@click.pass_context
def tag_command(
    ctx: click.Context,
    files: tuple[str, ...],
    jsonl: bool,
    date: str | None,
    lang: str | None,
    workers: int | None,
    on_error: str,
    as_json: bool,
) -> None:
    """Find the actors that texts name, and say who is meant on the day of the text; nothing is stored.

    Places count the code points of the text (a byte-order mark is no part of it). Without a date no title that
    stands alone is resolved. With --jsonl there is a line of JSON out for each line in; --workers 1 answers each at
    once.

    \b
    Examples:
      actors tag article.txt --date 2017-11-22
      actors tag --jsonl --workers 4 < articles.jsonl > mentions.jsonl
    """
    from actors.services import marking

    if jsonl and as_json:
        raise click.UsageError("--jsonl and --json exclude each other")
    texts, _ = _texts(files or ("-",), jsonl, date, lang, on_error)
    asked = (options.settings(ctx), texts, workers, options.report)
    if jsonl:
        for line in marking.json_lines(*asked):
            click.echo(line)
    elif as_json:
        print_json(list(marking.json_documents(*asked)))
    else:
        for shown in marking.marked(*asked):
            heading(shown.place)
            print_table(("SURFACE", "TYPE", "STATUS", "WHO"), shown.rows)
            who = ", ".join(f"{name} ({count})" if count > 1 else name for name, count in shown.actors)
            click.echo(f"\nIn it: {who or 'nobody that is known'}\n")


@click.command("ingest")
@click.argument("files", metavar="FILE...|-", nargs=-1, required=True)
@_of_texts
@click.option("--url", metavar="U", help="Where the text is from, for one FILE.")
@click.option("--title", metavar="T", help="The title of the text, for one FILE.")
@options.as_json
@click.pass_context
def ingest_command(
    ctx: click.Context,
    files: tuple[str, ...],
    jsonl: bool,
    date: str | None,
    lang: str | None,
    workers: int | None,
    on_error: str,
    url: str | None,
    title: str | None,
    as_json: bool,
) -> None:
    """Store texts with the actors that they name; the same text again changes nothing.

    Texts are stored in batches, so what was interrupted goes on when it is run again.

    \b
    Examples:
      actors ingest article.txt --date 2017-11-22 --title "Leaders meet in Sochi"
      actors ingest --jsonl articles.jsonl --on-error skip
    """
    from actors.services.ingesting import ingest

    if (url or title) and (jsonl or len(files) > 1):
        raise click.UsageError("--url and --title are for one FILE; lines of JSON say their own")
    texts, skipped = _texts(files, jsonl, date, lang, on_error)
    described = (text._replace(url=text.url or url, title=text.title or title) for text in texts)
    counts = ingest(options.settings(ctx), described, workers, options.report)
    if as_json:
        print_json({**counts.to_json(), "skipped": len(skipped)})
        return
    click.echo(f"Stored {_found_in(counts)}")
    if counts.unchanged:
        click.echo(f"{counts.unchanged:,} stored before")
    if skipped:
        click.echo(f"{len(skipped):,} skipped")


def _found_in(counts: Counts) -> str:
    return (
        f"{counted(counts.documents, 'document')}: {counted(counts.sentences, 'sentence')},"
        f" {counted(counts.mentions, 'mention')}"
        f" ({counts.resolved:,} resolved, {counts.ambiguous:,} ambiguous, {counts.unknown:,} unknown)"
    )


@click.command("documents")
@click.option(
    "--remove", metavar="ID", type=int, multiple=True, help="Remove a document with all that was read in it."
)
@click.option(
    "--reread", is_flag=True, help="Read documents again that were read before actors or the program changed."
)
@options.workers
@options.as_json
@click.pass_context
def documents_command(
    ctx: click.Context, remove: tuple[int, ...], reread: bool, workers: int | None, as_json: bool
) -> None:
    """List the documents that were ingested, the newest first.

    \b
    Examples:
      actors documents --json
      actors documents --remove 12
      actors documents --reread
    """
    from actors.services import ingesting

    settings = options.settings(ctx)
    if remove and reread:
        raise click.UsageError("--remove and --reread exclude each other")
    if workers and not reread:
        raise click.UsageError("--workers is for --reread")
    if remove:
        basis = ingesting.remove_documents(settings, remove, options.report)
        if as_json:
            print_json({**basis.to_json(), "removed": list(remove)})
        else:
            click.echo(f"Removed {', '.join(map(str, remove))}")
    elif reread:
        counts = ingesting.reread(settings, workers, options.report)
        if as_json:
            print_json(counts.to_json())
        else:
            click.echo(f"Read again {_found_in(counts)}; {counts.unchanged:,} were up to date")
    else:
        listed = ingesting.documents(settings, options.report)
        if as_json:
            print_json(listed.to_json())
        else:
            _print_documents(listed.documents)


def _print_documents(documents: Sequence[StoredDocument]) -> None:
    if not documents:
        note("No documents yet; actors ingest FILE stores some.")
        return
    rows = [
        (
            str(document.id),
            document.date or "",
            (document.title or document.beginning)[:60],
            document.publisher or document.url or "",
            f"{document.mentions:,}",
        )
        for document in documents
    ]
    print_table(("ID", "DATE", "TITLE", "FROM", "MENTIONS"), rows)
