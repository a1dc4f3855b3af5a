"""together, unknown: what the documents say of actors, and of those who are none yet."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from actors.cli import options
from actors.cli.output import counted, heading, note, print_json, print_table
from actors.domain.vocabulary import SCOPES

if TYPE_CHECKING:
    from actors.services.appearing import PairAnswer, RankedAnswer
    from actors.services.pairs import Pair


@click.command("together")
@click.argument("names", metavar="NAME [NAME]", nargs=-1, required=True)
@click.option(
    "--scope",
    type=click.Choice(SCOPES),
    default="sentence",
    show_default=True,
    help="In what both must appear.",
)
@click.option("--since", metavar="DATE", help="Only documents published on or after this day …")
@click.option("--until", metavar="DATE", help="… and on or before this day.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="At most so many passages, or pairs.",
)
@options.as_json
@click.pass_context
def together_command(
    ctx: click.Context,
    names: tuple[str, ...],
    scope: str,
    since: str | None,
    until: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Show where two actors appear together, or with whom one does most often, in the documents ingested.

    Of two: the passages, the newest first. Of one: the pairs by count, with the normalised pointwise mutual
    information of the two (NPMI: 1 only together, 0 by chance, below 0 less than that). A period leaves out
    documents whose date is unknown or not certainly in it.

    
    Examples:
      actors together Putin Erdogan --json
      actors together "Islamic State" --scope paragraph --since 2015
    """
    from actors.services.appearing import PairAnswer, together

    if len(names) > 2:
        raise click.UsageError("give one name or two; quote a name of several words")
    a, b = (*map(options.clean, names), None)[:2]
    assert a is not None
    answer = together(options.settings(ctx), a, b, scope, since, until, limit, options.report)
    if as_json:
        print_json(answer.to_json())
    elif isinstance(answer, PairAnswer):
        _print_pair(answer)
    else:
        _print_ranked(answer)


def _print_pair(answer: PairAnswer) -> None:
    pair, scope = answer.pair, answer.within.scope
    heading(f"{pair.a_name} [{pair.a}] and {pair.b_name} [{pair.b}]")
    click.echo(_often(pair, scope))
    for passage in answer.evidence:
        click.echo(f"\n{passage.date or 'no date'}, document {passage.document}")
        click.echo(f"  {' '.join(passage.text.split())}")
    if len(answer.evidence) < pair.count:
        note(f"{len(answer.evidence)} of {pair.count}; --limit shows more.")


def _often(pair: Pair, scope: str) -> str:
    if not pair.count:
        return f"No {scope} has both."
    span = f", {pair.first} – {pair.last}" if pair.first else ""
    npmi = "" if pair.npmi is None else f"; NPMI {pair.npmi:.2f}"
    return f"Together in {counted(pair.count, scope)} of {counted(pair.documents, 'document')}{span}{npmi}"


def _print_ranked(answer: RankedAnswer) -> None:
    scope = answer.within.scope
    heading(
        f"{answer.name} [{answer.key}]: in {counted(answer.segments, scope)} of {answer.total:,} with an actor"
    )
    if not answer.pairs:
        note(f"No {scope} has another actor.")
        return
    print_table(
        (f"{scope.upper()}S", "DOCUMENTS", "NPMI", "WITH", "KEY", "FIRST", "LAST"),
        [
            (
                f"{pair.count:,}",
                f"{pair.documents:,}",
                "" if pair.npmi is None else f"{pair.npmi:.2f}",
                pair.b_name,
                pair.b,
                pair.first or "",
                pair.last or "",
            )
            for pair in answer.pairs
        ],
    )


@click.command("unknown")
@click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many names."
)
@options.as_json
@click.pass_context
def unknown_command(ctx: click.Context, limit: int, as_json: bool) -> None:
    """List names in the documents that look like an actor's and are nobody's, the most frequent first.

    Who is worth it can be added; the documents are then read again.

    \b
    Examples:
      actors unknown --limit 20
      actors add person "Jane Doe" --role "foreign minister of Canada,2031-01-05"
      actors documents --reread
    """
    from actors.services.appearing import unknown_names

    answer = unknown_names(options.settings(ctx), limit, options.report)
    if as_json:
        print_json(answer.to_json())
        return
    if not answer.names:
        note("No unknown names in the documents.")
        return
    rows = [
        (
            f"{name.count:,}",
            f"{name.documents:,}",
            name.name,
            ", ".join(title for title, _ in name.titles),
            " ".join(name.text.split())[:100],
        )
        for name in answer.names
    ]
    print_table(("COUNT", "DOCUMENTS", "NAME", "TITLES", "AS IN"), rows)
    if len(answer.names) < answer.total:
        note(f"{len(answer.names)} of {answer.total:,}; --limit shows more.")
    note(
        f"To add one: actors add person {shlex.quote(answer.names[0].name)}; then: actors documents --reread"
    )
