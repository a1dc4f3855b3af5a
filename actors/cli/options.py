"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from actors.config import Settings
from actors.domain.vocabulary import KINDS

Body = TypeVar("Body", bound=Callable[..., Any])


def settings(ctx: click.Context) -> Settings:
    """Return the settings of this run, from --db and the environment."""
    return Settings.resolve(ctx.find_root().obj)


def report(line: str) -> None:
    """Tell the user on stderr how long work gets on."""
    click.echo(line, err=True)


def as_json(body: Body) -> Body:
    """Add --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(body)


def on_day(body: Body) -> Body:
    """Add --on."""
    return click.option(
        "--on", metavar="DATE", help="As of a day: 2017-11-22, 2017-11 or 2017. Without it, today."
    )(body)


def of_kind(body: Body) -> Body:
    """Add --kind."""
    return click.option("--kind", type=click.Choice(KINDS), help="Only actors of this kind.")(body)


def workers(body: Body) -> Body:
    """Add --workers."""
    return click.option(
        "--workers",
        type=click.IntRange(min=1),
        metavar="N",
        help="Read on so many processes; else one per core where there are many texts.",
    )(body)


def words(body: Body) -> Body:
    """Add the argument TEXT..., several words without quotes."""
    return click.argument("text", nargs=-1, required=True, callback=_joined)(body)


def clean(text: str) -> str:
    """Return a text of the command line without what is no Unicode (bytes that the shell passed on)."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _joined(_ctx: click.Context, _parameter: click.Parameter, parts: tuple[str, ...]) -> str:
    return clean(" ".join(parts))
