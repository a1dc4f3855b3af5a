"""Compare the seeds with the public files they are checked against, and print every disagreement.

    python seeds/compare.py FOLDER [--confirm | --measure] [--missing] [STATE...]

FOLDER holds the files that seeds/README.md names (office-holders/, reign/, wikidata-tenures/ …).
With --confirm the rows that agree with a role are written into the seeds as `checked`, with Wikidata's
identifiers; with --measure the counts go to seeds/checks/measured.json, for docs/coverage.md. With --missing heads and foreign ministers whom we do not have are printed as well. With states (their keys) only their disagreements are printed. What seeds/settled.tsv
explains is left out. Exit status 1 if a disagreement is not settled.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from checks import comparing

from actors.formats.seeds import read_seeds


def main(arguments: list[str]) -> int:
    """Compare; return the exit status."""
    named = [argument for argument in arguments if not argument.startswith("--")]
    if not named or not Path(named[0]).is_dir():
        print(__doc__)
        return 2
    compared = comparing.compare(read_seeds(HERE), HERE, Path(named[0]))
    if "--measure" in arguments:
        text = json.dumps(comparing.shares(compared), indent=2) + "\n"
        (HERE / "checks/measured.json").write_text(text, "utf-8")
        print(comparing.summary(compared))
        return 0
    if "--confirm" in arguments:
        roles, identifiers = comparing.confirm(compared, HERE)
        print(f"{roles} roles and {identifiers} identifiers confirmed; now run python seeds/format.py")
        return 0
    lines = comparing.disagreements(compared, set(named[1:])) + comparing.stale_citations(compared)
    if "--missing" in arguments:
        lines += comparing.missing(compared, set(named[1:]))
    print("\n".join(lines))
    print(comparing.summary(compared))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
