"""merge, split, undo, log, duplicates: which actors are one, and taking back what was written."""

from __future__ import annotations

import click

from actors.cli import options
from actors.cli.output import note, print_json, print_table


@click.command("merge")
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@click.option("--different", is_flag=True, help="They are not one: refuse every merge that would join them.")
@click.option("--unsure", is_flag=True, help="Leave it open: not proposed again, and no import merges them.")
@click.option("--reason", help="Why; kept with the judgement.")
@options.as_json
@click.pass_context
def merge_command(
    ctx: click.Context,
    left: str,
    right: str,
    different: bool,
    unsure: bool,
    reason: str | None,
    as_json: bool,
) -> None:
    """Judge that two actors, given by key or name, are the same: they appear as one from then on.

    Both keys lead to the one that stays: the bundled actor, else the older. Facts keep the actor that they came
    from, so that split gives them back. Refused where it would join actors judged different.

    \b
    Examples:
      actors merge jane-doe-2 jane-doe --reason "the same born 1950"
      actors merge george-h-w-bush george-w-bush --different
    """
    from actors.domain.judgement import Verdict
    from actors.services.merging import merge

    if different and unsure:
        raise click.UsageError("--different and --unsure exclude each other")
    verdict = Verdict.DIFFERENT if different else Verdict.UNSURE if unsure else Verdict.SAME
    judged = merge(
        options.settings(ctx), options.clean(left), options.clean(right), verdict, reason, options.report
    )
    if as_json:
        print_json(judged.to_json())
    elif verdict is not Verdict.SAME:
        click.echo(f"{judged.left} and {judged.right} are judged {verdict}")
    elif judged.changed:
        click.echo(f"Merged {judged.left} and {judged.right}: both are {judged.canonical}")
    else:
        click.echo(f"{judged.left} and {judged.right} are one already: {judged.canonical}")


@click.command("split")
@click.argument("text", metavar="KEY", nargs=-1, required=True)
@click.option("--reason", help="Why; kept with the judgement.")
@options.as_json
@click.pass_context
def split_command(ctx: click.Context, text: tuple[str, ...], reason: str | None, as_json: bool) -> None:
    """Undo the merges that name an actor: it stands alone again, with all its names and mentions.

    The pairs are left open (as merge --unsure does), so that no import merges them again.

    \b
    Examples:
      actors split jane-doe-2
    """
    from actors.services.merging import split

    done = split(options.settings(ctx), options.clean(" ".join(text)), reason, options.report)
    if as_json:
        print_json(done.to_json())
    else:
        click.echo(f"Split {done.key} from {', '.join(done.apart)}")


@click.command("undo")
@click.argument("revision", type=click.IntRange(min=1), required=False)
@options.as_json
@click.pass_context
def undo_command(ctx: click.Context, revision: int | None, as_json: bool) -> None:
    """Undo a write: the last one that stands, or any REVISION of the log, in any order.

    What it stated is retired, what it retired lives again, what it judged is taken back. Undoing an undo brings the
    write back. Captions, descriptions and dates of birth or inception stay as they are.

    \b
    Examples:
      actors undo
      actors undo 12
    """
    from actors.services.undoing import undo

    done = undo(options.settings(ctx), revision, options.report)
    if as_json:
        print_json(done.to_json())
        return
    parts = {
        "facts live again": done.asserted,
        "facts retired": done.retired,
        "judgements changed": done.judgements,
    }
    counted = ", ".join(f"{count} {what}" for what, count in parts.items() if count)
    done_to = "Brought back" if done.restored else "Undid"
    click.echo(f"{done_to} revision {done.write} ({done.reason}): {counted or 'later writes decide'}")
    if done.kept:
        note(f"{done.kept} positions stay, as roles that others stated are in them.")


@click.command("log")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many revisions."
)
@options.as_json
@click.pass_context
def log_command(ctx: click.Context, limit: int, as_json: bool) -> None:
    """List what was written, the newest first: facts asserted and retired, judgements made and undone.

    \b
    Examples:
      actors log --limit 5
    """
    from actors.services.undoing import log

    found = log(options.settings(ctx), limit, options.report)
    if as_json:
        print_json(found.to_json())
        return
    rows = [
        (
            str(change.revision),
            change.created[:16].replace("T", " "),
            change.reason,
            *(
                str(count or "")
                for count in (change.asserted, change.retired, change.judged, change.unjudged)
            ),
            f"undone by {undone_by}" if undone_by else "",
        )
        for change, undone_by in found.entries
    ]
    print_table(("REVISION", "WHEN (UTC)", "WHAT", "ASSERTED", "RETIRED", "JUDGED", "UNJUDGED", ""), rows)


@click.command("duplicates")
@options.of_kind
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many pairs."
)
@options.as_json
@click.pass_context
def duplicates_command(ctx: click.Context, kind: str | None, limit: int, as_json: bool) -> None:
    """List pairs of actors that are likely one, with the reasons. Nothing is merged.

    They share an identifier or a full name, and dates and posts do not speak against it. Pairs judged --different
    or --unsure are left out.

    \b
    Examples:
      actors duplicates --kind person
      actors merge A B
      actors merge A B --different
    """
    from actors.services.duplicates import duplicates

    found = duplicates(options.settings(ctx), kind, limit, options.report)
    if as_json:
        print_json(found.to_json())
        return
    if not found.pairs:
        note("No likely pairs.")
        return
    rows = [
        (
            f"{pair.score:.2f}",
            pair.left.key,
            pair.right.key,
            "; ".join(signal.detail for signal in pair.explanation),
        )
        for pair in found.pairs
    ]
    print_table(("SCORE", "KEY", "KEY", "WHY"), rows)
    if found.total > len(found.pairs):
        note(f"{len(found.pairs)} of {found.total}; --limit shows more.")
