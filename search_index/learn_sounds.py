"""Learn what each letter of other scripts becomes in Latin letters, and write sounds.tsv.

    python search_index/learn_sounds.py FOLDER

FOLDER holds name-tokens.tsv: a Latin word, the same word in another script, the language and how often the
pair was seen, with a line of headings. Letters are aligned by expectation maximization: each unit of the
other script gives zero to five Latin letters, and pairs that do not fit (a translation, another word of the
name) lose their weight. The words that `is_held_out` are set aside for measuring. The same pairs give the
same file.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from zlib import crc32

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from anyascii import anyascii

from actors.text.correspondences import TENTHS, place_key, units
from actors.text.normalize import fold
from actors.text.scripts import script_of

ROUNDS = 6
LEAST_SHARE = 0.012
LEAST_COUNT = 1.4
"""What is rarer than this among the renderings of a unit is left out."""
PRIOR = 2.0
"""How many sightings the transliteration of a unit by anyascii counts for."""
LEAST_OF_PLAIN = 0.08
"""The share that this transliteration has at least: foreign names say little of how a country writes its own."""
HOMOPHONES = 4.0
"""How many sightings the units that anyascii writes alike count for together."""
LEAST_SPAN = 40.0
"""How often two or three units must stand together to be learned as one."""
CUSTOMARY = 0.3, 0.2, 0.1, 0.05
"""The share that a customary spelling has at least, the commonest first."""
UNFITTING = 3.2
"""Pairs whose alignment costs more than this a unit (natural logarithms) are no longer learned from."""

Counts = dict[str, dict[str, float]]


def is_held_out(latin: str) -> bool:
    """Tell whether pairs of this Latin word are for measuring only: one fifth, by a checksum of the word."""
    return crc32(fold(latin).encode()) % 5 == 0


def read_pairs(path: Path) -> Iterator[tuple[str, str, str, int]]:
    """Yield Latin word, other word, language and frequency, as they are written."""
    for line in path.read_text("utf-8").splitlines()[1:]:
        latin, other, language, frequency = line.split("\t")
        yield latin, other, language, int(frequency)


def training_pairs(path: Path) -> dict[str, dict[tuple[str, str], float]]:
    """Return by script the pairs of folded words with their weight."""
    found: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for latin, other, _, frequency in read_pairs(path):
        left, right = fold(latin).replace(" ", ""), fold(other).replace(" ", "")
        if not left.isascii() or not left.isalpha() or not right.isalpha() or is_held_out(latin):
            continue
        script = _table_of(right)
        if script and not set(right) & set("abcdefghijklmnopqrstuvwxyz"):
            found[script][left, right] = 1 + math.log(frequency)
    return found


def _table_of(word: str) -> str | None:
    script = script_of(word)
    return {"Hira": "Kana", "Jpan": None}.get(script, script)


def learn(pairs: dict[tuple[str, str], float], longest: int) -> Counts:
    """Return how likely each unit, also by its place in the word, gives each run of Latin letters."""
    shares: Counts = {}
    for round_ in range(ROUNDS):
        counted: Counts = defaultdict(lambda: defaultdict(float))
        for (latin, other), weight in sorted(pairs.items()):
            _count(latin, _places(units(other)), weight, shares, counted, longest, round_)
        shares = _shares(counted, round_ == ROUNDS - 1)
    return shares


def _count(
    latin: str,
    places: list[tuple[str, str]],
    weight: float,
    shares: Counts,
    counted: Counts,
    longest: int,
    round_: int,
) -> None:
    m, n = len(latin), len(places)
    if m > n * longest:
        return
    emit = [_row(place, unit, shares) for place, unit in places]
    forward = [[0.0] * (m + 1) for _ in range(n + 1)]
    forward[0][0] = 1.0
    arcs: list[list[tuple[int, int, float]]] = []
    for i in range(n):
        row = emit[i]
        here: list[tuple[int, int, float]] = []
        low, high = max(0, m - (n - i) * longest), min(m, i * longest)
        for j in range(low, high + 1):
            mass = forward[i][j]
            if mass <= 0.0:
                continue
            for k in range(j, min(m, j + longest) + 1):
                run = latin[j:k]
                chance = row(run) if row else _flat(run, places[i][1])
                if chance > 0.0:
                    here.append((j, k, chance))
                    forward[i + 1][k] += mass * chance
        arcs.append(here)
    total = forward[n][m]
    if total <= 0.0 or (round_ >= 2 and -math.log(total) > UNFITTING * (n + 1)):
        return
    backward = [0.0] * (m + 1)
    backward[m] = 1.0
    for i in range(n - 1, -1, -1):
        place, unit = places[i]
        before = [0.0] * (m + 1)
        by_place, anywhere = counted[place], counted[unit]
        for j, k, chance in arcs[i]:
            rest = chance * backward[k]
            if rest > 0.0:
                before[j] += rest
                share = weight * forward[i][j] * rest / total
                if share > 1e-4:
                    run = latin[j:k]
                    anywhere[run] += share
                    if place != unit:
                        by_place[run] += share
        backward = before


def _places(parts: list[str]) -> list[tuple[str, str]]:
    return [(place_key(parts, i, i + 1), unit) for i, unit in enumerate(parts)]


def _row(place: str, unit: str, shares: Counts):  # type: ignore[no-untyped-def]
    if not shares:
        return None
    row, general = shares.get(place, {}), shares.get(unit, {})
    return lambda run: 0.9 * row.get(run, 0.0) + 0.1 * general.get(run, 0.0) + 1e-6


def _flat(run: str, unit: str) -> float:
    """Before anything is learned: what anyascii says is likely, and the longer a run the less."""
    likely = plain(unit)
    if run == likely:
        return 1.0
    common = bool(run and likely and run[0] == likely[0])
    return (0.25 if common else 0.03) * 0.4 ** max(0, len(run) - 1)


def _shares(counted: Counts, last_round: bool) -> Counts:
    """Counts by place lean on the counts of the unit anywhere, and those on units that anyascii writes alike."""
    shares: Counts = {}
    pooled = _alike(counted)
    for unit in (unit for unit in counted if unit.strip("^$") == unit):
        likely = plain(unit)
        row = dict(counted[unit])
        for run, share in pooled[likely].items():
            row[run] = row.get(run, 0.0) + HOMOPHONES * share
        row[likely] = row.get(likely, 0.0) + PRIOR
        total = sum(row.values())
        kept = {run: count / total for run, count in row.items() if not last_round or count >= LEAST_COUNT}
        kept[likely] = max(kept.get(likely, 0.0), LEAST_OF_PLAIN)
        shares[unit] = kept
    for place in (place for place in counted if place.strip("^$") != place):
        general, row = shares[place.strip("^$")], counted[place]
        total = sum(row.values()) + 8
        shares[place] = {run: (row.get(run, 0.0) + 8 * share) / total for run, share in general.items()}
    return shares


def learn_spans(pairs: dict[tuple[str, str], float], shares: Counts) -> Counts:
    """Return how likely two or three units together give a run, where that says more than each alone."""
    counted: Counts = defaultdict(lambda: defaultdict(float))
    alone: Counts = defaultdict(dict)
    for (latin, other), weight in sorted(pairs.items()):
        parts = units(other)
        runs = _best(latin, _places(parts), shares)
        if runs is None:
            continue
        for size in (2, 3):
            for i in range(len(parts) - size + 1):
                run = "".join(said for said, _ in runs[i : i + size])
                anywhere = "".join(parts[i : i + size])
                for key in {anywhere, place_key(parts, i, i + size)}:
                    counted[key][run] += weight
                    chance = math.prod(share for _, share in runs[i : i + size])
                    alone[key][run] = max(alone[key].get(run, 0.0), chance)
    spans: Counts = {}
    for key, row in counted.items():
        total = sum(row.values())
        if total < LEAST_SPAN:
            continue
        better = {
            run: (count + 3 * alone[key][run]) / (total + 3)
            for run, count in row.items()
            if count >= 2.5 and len(run) <= 6
        }
        kept = {
            run: share for run, share in better.items() if share > 1.7 * alone[key][run] and share >= 0.05
        }
        if kept:
            spans[key] = kept
    # a span that says no more than the same units anywhere in a word is not written twice
    return {
        key: row
        for key, row in spans.items()
        if key.strip("^$") == key
        or any(share > 1.4 * spans.get(key.strip("^$"), {}).get(run, 0.0) for run, share in row.items())
    }


def _best(latin: str, places: list[tuple[str, str]], shares: Counts) -> list[tuple[str, float]] | None:
    """Return the likeliest run of each unit with its share, or nothing if the words do not fit."""
    m = len(latin)
    best: list[dict[int, tuple[float, int, float]]] = [{0: (1.0, 0, 1.0)}]
    for place, unit in places:
        row = shares.get(place) or shares.get(unit, {})
        here: dict[int, tuple[float, int, float]] = {}
        for j, (chance, _, _) in best[-1].items():
            for k in range(j, min(m, j + 4) + 1):
                share = row.get(latin[j:k], 0.0)
                if share and chance * share > here.get(k, (0.0,))[0]:
                    here[k] = chance * share, j, share
        best.append(here)
    if m not in best[-1] or -math.log(best[-1][m][0]) > UNFITTING * (len(places) + 1):
        return None
    runs, end = [], m
    for column in reversed(best[1:]):
        _, start, share = column[end]
        runs.append((latin[start:end], share))
        end = start
    return runs[::-1]


def add_customary(shares: Counts, pooled: Counts, chosen: Callable[[str], bool]) -> None:
    """Give the spellings of customary-sounds.tsv the share they have at least, also at the start or end of a word."""
    for line in (HERE / "customary-sounds.tsv").read_text("utf-8").splitlines():
        written, _, spelled = line.partition("\t")
        if written.startswith("#") or not chosen(script_of(written)):
            continue
        span = "".join(units(fold(written) or written))
        if span not in shares:
            shares[span] = (
                {plain(span): 0.3, **pooled.get(f"~{plain(span)}", {})} if script_of(span) == "Hani" else {}
            )
        for key in shares.keys() & {span, f"^{span}", f"{span}$", f"^{span}$"}:
            for run, share in zip(spelled.split(), CUSTOMARY, strict=False):
                shares[key][run] = max(share, shares[key].get(run, 0.0))


@cache
def plain(unit: str) -> str:
    """Return what anyascii makes of a unit."""
    return fold(anyascii(unit)).replace(" ", "")


def _alike(counted: Counts) -> Counts:
    """Return the shares of what units become, together for those that anyascii writes alike (Chinese homophones)."""
    pooled: Counts = defaultdict(lambda: defaultdict(float))
    for unit in (unit for unit in counted if unit.strip("^$") == unit):
        for run, count in counted[unit].items():
            pooled[plain(unit)][run] += count
    return {
        written: {run: count / sum(row.values()) for run, count in row.items() if count >= LEAST_COUNT / 2}
        for written, row in pooled.items()
    }


def _mean(rows: list[dict[str, float]]) -> dict[str, float]:
    """What anyascii reads alike, in any script: for the letters of scripts that there are no pairs of."""
    runs = {run for row in rows for run in row}
    return {run: sum(row.get(run, 0.0) for row in rows) / len(rows) for run in runs}


def lines(shares: Counts) -> Iterable[str]:
    """Yield the lines of units: the unit, then each rendering with its cost in tenths of a natural logarithm."""
    for unit in sorted(shares):
        kept = {run: share for run, share in shares[unit].items() if share >= LEAST_SHARE}
        written = [
            f"{run or '-'}{round(-math.log(share) * TENTHS)}"
            for run, share in sorted(kept.items(), key=lambda pair: (-pair[1], pair[0]))
        ]
        yield f"{unit}\t{' '.join(written)}"


def main(arguments: list[str]) -> int:
    """Learn from FOLDER/name-tokens.tsv; return the exit status."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    written: list[str] = []
    learned: set[str] = set()
    alike: dict[str, list[dict[str, float]]] = defaultdict(list)
    for script, pairs in sorted(training_pairs(Path(arguments[0]) / "name-tokens.tsv").items()):
        if len(pairs) < 1000:
            continue
        shares = learn(pairs, longest=5 if script == "Hani" else 4)
        together: Counts = {}
        if script == "Hani":
            rows: dict[str, list[dict[str, float]]] = defaultdict(list)
            for unit, row in shares.items():
                rows[plain(unit)].append(row)
            together = {f"~{syllable}": _mean(found) for syllable, found in rows.items()}
        else:
            together = learn_spans(pairs, shares)
            for unit, row in shares.items():
                if unit.strip("^$") == unit and plain(unit):
                    alike[plain(unit)].append(row)
        shares |= together
        add_customary(shares, together, script.__eq__)
        learned.add(script)
        written += lines(shares)
        print(f"{script}: {len(pairs)} pairs, {len(shares)} units", flush=True)
    others: Counts = {}
    add_customary(others, {}, lambda script: script not in learned)
    written += lines(others)
    written += lines({f"={likely}": _mean(found) for likely, found in alike.items()})
    (HERE / "sounds.tsv").write_text("\n".join(written) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
