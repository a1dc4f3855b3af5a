"""CSV that a spreadsheet can open: what would be a formula there is neutralised."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write a table with a header in UTF-8, empty for what is unknown; return the number of rows.

    Lines end as RFC 4180 wants it: with "\\n" alone, Python does not quote a cell that holds "\\r".
    """
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        for count, row in enumerate(rows, 1):  # noqa: B007 - counts
            writer.writerow([neutralised(stated) if isinstance(stated, str) else stated for stated in row])
    return count


def neutralised(text: str) -> str:
    """Return a text with an apostrophe before it, if a spreadsheet would compute it.

    That is a text that begins with one of = + - @, their full-width forms, a tab or a line break (OWASP, "CSV
    Injection"); also one that begins so after apostrophes, so that taking one away gives every text back.
    """
    return f"'{text}" if _FORMULA.match(text) else text
