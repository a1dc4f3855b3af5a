"""search, resolve, compare, show: look actors up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from actors.cli import options
from actors.cli.output import counted, heading, note, print_json, print_table
from actors.domain.dates import PartialDate
from actors.domain.match import Candidate

if TYPE_CHECKING:
    from actors.services.pairs import Pair


@click.command("search")
@options.words
@options.of_kind
@options.on_day
@click.option(
    "--limit", type=click.IntRange(min=1), default=10, show_default=True, help="At most so many results."
)
@options.as_json
@click.pass_context
def search_command(
    ctx: click.Context, text: str, kind: str | None, on: str | None, limit: int, as_json: bool
) -> None:
    """Find actors by words of their names, roles and descriptions.

    Case, diacritics, spelling and the script do not matter; the last word may be just the beginning of one.
    Quote phrases; restrict by fields: kind: class: state: role: name: key:

    \b
    Examples:
      actors search Erdogan
      actors search Эрдоган
      actors search kind:person role:"foreign minister" state:turkey
      actors search Assad --on 1985
    """
    from actors.services.searching import search

    result = search(options.settings(ctx), text, on, kind, limit, options.report)
    if as_json:
        print_json(result.to_json())
        return
    if not result.candidates:
        note(f"Nothing found for {text!r}.")
        return
    if result.did_you_mean:
        note(f"No name is spelt {text!r}. Did you mean {result.did_you_mean}?")
    print_table(
        ("NAME", "WHO", "KIND", "KEY", "FOUND AS"),
        [_row(found, result.basis.on) for found in result.candidates],
    )
    if result.total > len(result.candidates):
        note(f"{len(result.candidates)} of {result.total}; --limit shows more.")


def _row(found: Candidate, day: PartialDate) -> tuple[str, ...]:
    from actors.services.searching import snippet

    profile, matched = found.profile, found.matched
    who = profile.summary(day)
    life = profile.lifespan() if profile.kind == "person" else ""
    shown = matched.text if matched else snippet(found) or ""
    if shown == profile.name or (not matched and shown in who):
        shown = ""
    return (profile.name, f"{who} [{life}]" if life else who, profile.kind, profile.key, shown)


@click.command("resolve")
@options.words
@options.on_day
@options.of_kind
@options.as_json
@click.pass_context
def resolve_command(ctx: click.Context, text: str, on: str | None, kind: str | None, as_json: bool) -> None:
    """Say who or what a name, title, metonym or demonym means on a day, and why.

    The answer is never forced: it can be ambiguous, with its candidates, or unknown, with what is nearest.

    \b
    Examples:
      actors resolve Daesh
      actors resolve Turkish foreign minister --on 2017-11-22
      actors resolve Moscow
      actors resolve Assad --on 1985-01-01
    """
    from actors.services.resolving import resolve

    answer = resolve(options.settings(ctx), text, on, kind, options.report)
    if as_json:
        print_json(answer.to_json())
        return
    found, day = answer.resolution, answer.basis.on
    reason = f" ({found.reason})" if found.reason else ""
    reading = f", read as {found.reading.value}" if found.reading else ""
    if found.actor is None:
        heading(f"{found.status.value}{reason}{reading}")
        for signal in found.candidates[0].explanation if found.reason == "weak_match" else ():
            if signal.score == 0.0 and signal.weight == 0.0:
                click.echo(f"  {signal.signal:<11} {signal.detail}")
        if found.candidates:
            if found.reason == "no_match":
                click.echo("Nearest by name:")
            rows = [
                (
                    f"{candidate.score:.2f}",
                    candidate.profile.name,
                    candidate.profile.summary(day),
                    candidate.profile.key,
                )
                for candidate in found.candidates
            ]
            print_table(("SCORE", "NAME", "WHO", "KEY"), rows)
    else:
        heading(f"{found.actor.name} [{found.actor.key}]")
        click.echo(f"{found.actor.kind}{reading}: {found.actor.summary(day)}")
        for signal in found.candidates[0].explanation:
            click.echo(f"  {signal.signal:<11} {signal.score:.2f}  {signal.detail}")
    if answer.basis.beyond_data:
        note(f"As of {day}; the bundled data is known up to {answer.basis.known_until}.")


@click.command("compare")
@click.argument("a", metavar="NAME")
@click.argument("b", metavar="NAME")
@options.of_kind
@options.as_json
def compare_command(a: str, b: str, kind: str | None, as_json: bool) -> None:
    """Judge two names alone: could they be the same actor's?

    \b
    Examples:
      actors compare "Mevlut Cavusoglu" "ÇAVUŞOĞLU, Mevlüt"
      actors compare "Muammar Gaddafi" "Moammar Qaddafi" --kind person
    """
    from actors.matching.compare import compare
    from actors.services.asking import Asked, Basis

    a, b = options.clean(a), options.clean(b)
    result = compare(a, b, kind)
    if as_json:
        document = {"a": a, "b": b, "score": round(result.score, 4), "same": result.same}
        explanation = [signal.to_json() for signal in result.explanation]
        print_json(
            {**document, "explanation": explanation, **Basis(Asked.on(None).day, None, None).to_json()}
        )
        return
    heading(f"{'same' if result.same else 'different'}, {result.score:.2f}")
    for signal in result.explanation:
        click.echo(f"  {signal.signal:<11} {signal.score:.2f}  {signal.detail}")


def _complete_key(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from actors.services.showing import complete_key

    return complete_key(options.settings(ctx), incomplete)


@click.command("show")
@click.argument("text", metavar="KEY_OR_NAME", nargs=-1, required=True, shell_complete=_complete_key)
@options.on_day
@options.as_json
@click.pass_context
def show_command(ctx: click.Context, text: tuple[str, ...], on: str | None, as_json: bool) -> None:
    """Show all that is known of one actor: names, roles, memberships, relations, sources.

    \b
    Examples:
      actors show recep-tayyip-erdogan
      actors show Islamic State
    """
    from actors.services.showing import show

    shown = show(options.settings(ctx), options.clean(" ".join(text)), on, options.report)
    if as_json:
        print_json(shown.to_json())
        return
    profile = shown.profile
    heading(f"{profile.name} [{profile.key}]")
    kind = profile.kind + (f", {profile.actor_class.replace('_', ' ')}" if profile.actor_class else "")
    click.echo(kind + (f": {profile.description}" if profile.description else ""))
    if profile.lifespan():
        click.echo(f"{'Life' if profile.kind == 'person' else 'Existed'}: {profile.lifespan()}")
    if profile.identifiers:
        click.echo(
            "Identifiers: " + ", ".join(f"{scheme} {value}" for scheme, value in profile.identifiers.items())
        )
    if shown.merged:
        click.echo(f"Merged with: {', '.join(shown.merged)}")
    _print_facts("Roles", shown.roles, "position")
    if shown.holders:
        click.echo()
        heading(f"Office-holders on {shown.basis.on}")
        for holder in shown.holders:
            doubt = "" if holder["certain"] else " (possibly)"
            click.echo(
                f"  {_span(holder):<25} {holder['position']}: {holder['person_name']}{doubt}{_evidence(holder)}"
            )
    _print_facts("Memberships", shown.memberships, "of_name")
    _print_relations(shown.relations)
    _print_appearances(shown.appearances)
    _print_names(shown.names)
    for conflict in shown.conflicts:
        note(
            f"Conflict: {conflict['subject']}: {conflict['stated']} ({conflict['source']}),"
            f" {conflict['other']} ({conflict['other_source']})"
        )
    click.echo()
    click.echo("Sources: " + "; ".join(f"{source['title']} [{source['key']}]" for source in shown.sources))
    checked, facts = shown.checked
    click.echo(
        f"Of {facts} facts written from knowledge, {checked} are checked against a data file (✓)."
        f" Known up to {shown.basis.known_until}."
    )


def _span(fact: dict[str, str | None]) -> str:
    if not (fact["from"] or fact["to"]):
        return ""
    until = fact["to"] or ("?" if fact.get("end_state") == "unknown" else "")
    return f"{fact['from'] or '?'} – {until}".strip()


def _print_facts(title: str, facts: list[dict[str, str | None]], column: str) -> None:
    if facts:
        click.echo()
        heading(title)
        for fact in facts:
            acting = " (acting)" if fact.get("acting") else ""
            click.echo(f"  {_span(fact):<25} {fact[column]}{acting}{_evidence(fact)}")


def _print_relations(relations: list[dict[str, str | None]]) -> None:
    if relations:
        click.echo()
        heading("Relations")
        for fact in relations:
            predicate = (fact["predicate"] or "").replace("_", " ")
            said = (
                f"{predicate} {fact['of_name']}"
                if "of_name" in fact
                else f"{fact['from_name']}: {predicate} this"
            )
            click.echo(f"  {_span(fact):<25} {said}{_evidence(fact)}")


def _print_appearances(pairs: list[Pair]) -> None:
    if pairs:
        click.echo()
        heading("Appears with")
        for pair in pairs:
            often = f"in {counted(pair.count, 'sentence')} of {counted(pair.documents, 'document')}"
            click.echo(f"  {pair.b_name} [{pair.b}] {often}")


def _print_names(names: list[dict[str, str | None]]) -> None:
    click.echo()
    heading("Names")
    own = [name for name in names if name["source"] != "cldr"]
    for name in own:
        kind = (name["kind"] or "").replace("_", " ")
        span = f", {_span(name)}" if _span(name) else ""
        click.echo(f"  {name['lang']:<8} {name['text']}  ({kind}{span}){_evidence(name)}")
    if len(own) < len(names):
        langs = len({name["lang"] for name in names if name["source"] == "cldr"})
        click.echo(
            f"  and {len(names) - len(own)} names in {langs} languages from Unicode CLDR (--json lists them)"
        )


def _evidence(fact: dict[str, str | None]) -> str:
    return f"  ✓ {fact['checked']}" if fact["checked"] else ""
