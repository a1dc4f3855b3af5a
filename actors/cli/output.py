"""Print: tables for people, JSON and CSV for programs."""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import click


def print_json(document: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def print_csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    """Print rows as CSV with a header; empty for what is unknown, true/false in lower case."""
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_csv_cell(row[column]) for column in columns])


def _csv_cell(stated: Any) -> Any:
    if isinstance(stated, bool):
        return "true" if stated else "false"
    return "" if stated is None else stated


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: with rich on a terminal, in plain aligned columns into a pipe."""
    if sys.stdout.isatty():
        _print_rich(columns, rows)
        return
    widths = [max(map(_width, (head, *(row[at] for row in rows)))) for at, head in enumerate(columns)]
    for row in (columns, *rows):
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join(cells).rstrip())


def counted(number: int, noun: str) -> str:
    """Return a number with what it counts: "1 document", "2,000 documents"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def heading(text: str) -> None:
    """Print a heading, bold on a terminal."""
    click.echo(click.style(text, bold=True) if _coloured() else text)


def note(text: str) -> None:
    """Say something about the answer on stderr."""
    click.echo(
        click.style(text, dim=True) if sys.stderr.isatty() and not os.environ.get("NO_COLOR") else text,
        err=True,
    )


def _coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _print_rich(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for at, column in enumerate(columns):
        table.add_column(column, overflow="fold", style="bold" if at == 0 else None, no_wrap=column == "KEY")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(width=shutil.get_terminal_size().columns, no_color=not _coloured() or None).print(table)


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    marks = sum(unicodedata.combining(character) > 0 for character in text)
    return len(text) + wide - marks
