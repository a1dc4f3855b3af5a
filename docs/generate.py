"""Generate docs/cli.md from the commands' own help, and docs/coverage.md from the bundled seeds.

    python docs/generate.py [--check]

With --check the files are compared instead of written; exit status 1 if one differs.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parent.parent))

from actors.assets import asset_dir
from actors.cli import cli
from actors.domain.dates import Holding, PartialDate
from actors.domain.facts import ActorRecord, Dataset, PositionFact
from actors.formats.seeds import read_seeds

FOLDER = Path(__file__).parent


def cli_reference() -> str:
    """Return the help of every command as Markdown."""
    parts = ["# Command line\n\nGenerated from `--help` by `docs/generate.py`.\n"]
    for path, command, context in _commands(cli, _context(cli, "actors", None), "actors"):
        text = command.get_help(context)
        parts.append(f"## `{path}`\n\n```\n{text.rstrip()}\n```\n")
    return "\n".join(parts)


def _commands(
    command: click.Command, context: click.Context, path: str
) -> Iterator[tuple[str, click.Command, click.Context]]:
    context.max_content_width = context.terminal_width = 100
    yield path, command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _commands(below, _context(below, name, context), f"{path} {name}")


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(command, info_name=name, parent=parent, **command.context_settings)


def coverage() -> str:
    """Return what the bundled data covers, by class, region file and decade, with the checked share."""
    dataset = read_seeds(asset_dir("seeds"))
    positions = {position.key: position for position in dataset.positions}
    captions = {actor.key: actor.caption for actor in dataset.actors}
    lines = [
        "# What the bundled data covers",
        "",
        f"Generated from `seeds/` by `docs/generate.py`. Known up to **{dataset.known_until}**: what happened later is",
        "missing, not denied. *Checked* means that a named row of a public data file confirms the fact",
        "(`seeds/README.md`, Provenance); all other facts are written from knowledge (source `editor`).",
        "",
        "## Facts",
        "",
        *_facts_table(dataset),
        "",
        "## Actors",
        "",
        *_table(
            ("kind", "class", "actors"),
            sorted(Counter((a.kind, a.actor_class or "") for a in dataset.actors).items()),
        ),
        "",
        "## Roles by class of position and decade of their start",
        "",
        *_roles_table(dataset, positions),
        "",
        "## Foreign ministers and heads on 22 November 2017",
        "",
        *_on_a_day(dataset, positions, captions),
        "",
        "## Names by language",
        "",
        "Without the names of states from Unicode CLDR, which cover over 300 languages.",
        "",
        *_languages(dataset.actors),
        "",
    ]
    return "\n".join(lines)


def _facts_table(dataset: Dataset) -> list[str]:
    facts = {
        "names": [fact for actor in dataset.actors for fact in actor.names],
        "identifiers": [fact for actor in dataset.actors for fact in actor.identifiers],
        "roles": [fact for actor in dataset.actors for fact in actor.occupancies],
        "roles begun since 2000": [
            fact
            for actor in dataset.actors
            for fact in actor.occupancies
            if fact.period.start and fact.period.start.first.year >= 2000
        ],
        "relations": [fact for actor in dataset.actors for fact in actor.relations],
        "positions": list(dataset.positions),
    }
    rows = []
    for label, stated in facts.items():
        own = [fact for fact in stated if fact.source == "editor"]
        checked = sum(fact.checked is not None for fact in own)
        rows.append(
            f"| {label} | {len(stated):,} | {len(own):,} | {checked:,} | {_share(checked, len(own))} |"
        )
    return ["| facts | all | by the editors | of these checked | share |", "|---|---|---|---|---|", *rows]


def _roles_table(dataset: Dataset, positions: dict[str, PositionFact]) -> list[str]:
    decades = ["before 1945", *(f"{year}s" for year in range(1940, 2030, 10)), "unknown"]
    counts: Counter[tuple[str, str]] = Counter()
    checked: Counter[str] = Counter()
    for actor in dataset.actors:
        for role in actor.occupancies:
            role_class = positions[role.position].position_class
            start = role.period.start
            year = start.first.year if start else None
            decade = "unknown" if year is None else "before 1945" if year < 1945 else f"{year // 10 * 10}s"
            counts[role_class, decade] += 1
            checked[role_class] += role.checked is not None
    classes = sorted({role_class for role_class, _ in counts})
    rows = []
    for role_class in classes:
        cells = [counts[role_class, decade] for decade in decades]
        total = sum(cells)
        numbers = " | ".join(str(cell or "") for cell in cells)
        rows.append(f"| {role_class} | {numbers} | {total:,} | {_share(checked[role_class], total)} |")
    head = f"| class | {' | '.join(decades)} | all | checked |"
    return [head, "|---" * (len(decades) + 3) + "|", *rows]


def _on_a_day(dataset: Dataset, positions: dict[str, PositionFact], captions: dict[str, str]) -> list[str]:
    day, known = PartialDate.parse("2017-11-22"), PartialDate.parse(dataset.known_until).last
    members = {actor.key for actor in dataset.actors if actor.actor_class == "un_member"}
    rows = []
    for wanted in ("head_of_state", "head_of_government", "foreign_minister"):
        covered = set()
        for actor in dataset.actors:
            for role in actor.occupancies:
                position = positions[role.position]
                classes = (position.position_class, position.also_class)
                if wanted in classes and role.period.bounds(known).holding(day) is Holding.CERTAIN:
                    covered.add(position.body)
        missing = sorted(captions[key] for key in members - covered)
        shown = ", ".join(missing[:12]) + (f" and {len(missing) - 12} more" if len(missing) > 12 else "")
        rows.append(f"| {wanted} | {len(members & covered)} of {len(members)} | {shown} |")
    return ["| class | UN members with a certain holder | missing |", "|---|---|---|", *rows]


def _languages(actors: Iterable[ActorRecord]) -> list[str]:
    counts: Counter[str] = Counter()
    for actor in actors:
        counts.update(name.lang for name in actor.names if name.source != "cldr")
    rows = [f"| {lang} | {count:,} |" for lang, count in counts.most_common(25)]
    return ["| language | names |", "|---|---|", *rows]


def _table(head: tuple[str, ...], counted: Iterable[tuple[tuple[str, ...], int]]) -> list[str]:
    rows = [f"| {' | '.join(cells)} | {count:,} |" for cells, count in counted]
    return [f"| {' | '.join(head)} |", "|---" * len(head) + "|", *rows]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "–"


def main(arguments: list[str]) -> int:
    """Write the files, or compare them; return the exit status."""
    different = 0
    for name, text in (("cli.md", cli_reference()), ("coverage.md", coverage())):
        path = FOLDER / name
        if "--check" not in arguments:
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            print(f"docs/{name} differs from what is generated: run python docs/generate.py")
            different = 1
    return different


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
