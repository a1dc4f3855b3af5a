"""add: state new facts as a curator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from actors.cli import options
from actors.cli.output import print_json
from actors.domain.vocabulary import ORGANIZATION_CLASSES, STATE_CLASSES


@click.group("add")
def add_command() -> None:
    """Add a person, organization or state, or facts to one (--key of an existing actor).

    \b
    Examples:
      actors add person "Jane Doe" --short Doe --role "foreign minister of Canada,2031-01-05"
      actors add organization "Contact Group on Atlantis" --class format --alias CGA
      actors add person Erdogan --key recep-tayyip-erdogan --alias "RTE@tr"
    """


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that all kinds of actors have."""
    for option in (
        click.option("--key", help="The key to give, or the key of an existing actor to add to."),
        click.option("--alias", "aliases", multiple=True, metavar="TEXT[@LANG]", help="A further name."),
        click.option(
            "--identifier", "identifiers", multiple=True, metavar="SCHEME=VALUE", help="An id elsewhere."
        ),
        click.option(
            "--member-of", "memberships", multiple=True, metavar="KEY[,FROM[,TO]]", help="A membership."
        ),
        click.option("--description", help="One line on who or what this is."),
        click.option("--from", "start", metavar="DATE", help="Birth or inception."),
        click.option("--to", "end", metavar="DATE", help="Death or end."),
        click.option(
            "--namesake", is_flag=True, help="Another actor with this name exists: this one is new."
        ),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON document."),
    ):
        command = option(command)
    return click.pass_context(click.argument("name", nargs=-1, required=True)(command))


@add_command.command("person")
@click.option("--short", help="The form used alone, mostly the surname.")
@click.option(
    "--role", "roles", multiple=True, metavar="POSITION[,FROM[,TO]]", help="A position, by key or title."
)
@_shared
def person(ctx: click.Context, short: str | None, roles: tuple[str, ...], **stated: Any) -> None:
    """Add a person."""
    _add(ctx, "person", short=short, roles=roles, **stated)


@add_command.command("organization")
@click.option("--class", "actor_class", type=click.Choice(ORGANIZATION_CLASSES), help="What it is.")
@_shared
def organization(ctx: click.Context, **stated: Any) -> None:
    """Add an organization."""
    _add(ctx, "organization", **stated)


@add_command.command("state")
@click.option("--class", "actor_class", type=click.Choice(STATE_CLASSES), help="Its standing.")
@_shared
def state(ctx: click.Context, **stated: Any) -> None:
    """Add a state."""
    _add(ctx, "state", **stated)


def _add(ctx: click.Context, kind: str, *, as_json: bool, namesake: bool, **stated: Any) -> None:
    from actors.services import editing
    from actors.services.asking import Asked, Basis

    new = editing.NewActor(
        kind=kind,
        name=options.clean(" ".join(stated.pop("name"))),
        aliases=[_alias(options.clean(text)) for text in stated.pop("aliases")],
        identifiers=[_identifier(text) for text in stated.pop("identifiers")],
        roles=[_dated(text) for text in stated.pop("roles", ())],
        memberships=[_dated(text) for text in stated.pop("memberships")],
        **stated,
    )
    added = editing.add(options.settings(ctx), new, namesake, options.report)
    if as_json:
        basis = Basis(Asked.on(None).day, added.revision, None)
        print_json({"key": added.key, "new": added.is_new, "facts": added.facts, **basis.to_json()})
    else:
        click.echo(f"{'Added' if added.is_new else 'Extended'} {added.key}: {added.facts} new facts")


def _alias(text: str) -> tuple[str, str]:
    name, at, lang = text.rpartition("@")
    return (name, lang) if at and name and lang else (text, "en")


def _identifier(text: str) -> tuple[str, str]:
    scheme, equals, stated = text.partition("=")
    if not (scheme and equals and stated):
        raise click.UsageError(f"{text!r} is not SCHEME=VALUE")
    return scheme, stated


def _dated(text: str) -> Any:
    from actors.services.editing import Dated

    what, *dates = (part.strip() for part in options.clean(text).split(","))
    if len(dates) > 2 or not what:
        raise click.UsageError(f"{text!r} is not WHAT[,FROM[,TO]]")
    return Dated(what, *(day or None for day in dates))
