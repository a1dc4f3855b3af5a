"""What the bundled data covers, as a page: facts, posts by region and decade, shares of public data, the judged sample."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from actors.domain.dates import Holding, PartialDate
from actors.domain.facts import ActorRecord, Dataset, OccupancyFact, PositionFact

HEADS = ("head_of_state", "head_of_government")
GROUPS = {
    "head_of_state": "heads of state",
    "head_of_government": "heads of government",
    "foreign_minister": "foreign ministers",
}
SINCE = 2000


def page(dataset: Dataset, seeds: Path) -> str:
    """Return the page; `seeds` holds what compare.py measured and the sample that was judged."""
    positions = {position.key: position for position in dataset.positions}
    held = [(actor, role, positions[role.position]) for actor in dataset.actors for role in actor.occupancies]
    parts = [
        "# What the bundled data covers",
        "Generated from `seeds/` by `docs/generate.py`. "
        f"Known up to **{dataset.known_until}**: what happened later is missing, not denied. *Checked* means "
        "that a named row of a public data file confirms the fact (`seeds/README.md`, Provenance); all other facts are "
        "written from knowledge (source `editor`).",
        "## Facts\n\n" + _facts(dataset),
        "## Against public data since 2000\n\n" + _measured(seeds / "checks/measured.json"),
        "## Who held a post since 2000: checked\n\n" + _checked(held),
        "## By region\n\n" + _regions(dataset, held),
        "## UN members with a certain holder on 25 September\n\n" + _on_days(dataset, held),
        "## Roles by class of position and decade of their start\n\n" + _decades(held),
        "## A sample, judged\n\n" + _judged(seeds / "checks/judged.tsv"),
        "## Actors\n\n" + _actors(dataset),
        "## Memberships of states\n\n" + _memberships(dataset),
        "## Names by language\n\nWithout the names of states from Unicode CLDR, which cover over 300 languages.\n\n"
        + _languages(dataset.actors),
    ]
    return "\n\n".join(parts) + "\n"


Held = Sequence[tuple[ActorRecord, OccupancyFact, PositionFact]]


def _facts(dataset: Dataset) -> str:
    facts: dict[str, Sequence[Any]] = {
        "names": [fact for actor in dataset.actors for fact in actor.names],
        "identifiers": [fact for actor in dataset.actors for fact in actor.identifiers],
        "roles": [fact for actor in dataset.actors for fact in actor.occupancies],
        "relations": [fact for actor in dataset.actors for fact in actor.relations],
        "positions": list(dataset.positions),
    }
    rows = []
    for label, stated in facts.items():
        own = [fact for fact in stated if fact.source == "editor"]
        checked = sum(fact.checked is not None for fact in own)
        rows.append((label, f"{len(stated):,}", f"{len(own):,}", f"{checked:,}", _share(checked, len(own))))
    return _table(("facts", "all", "by the editors", "of these checked", "share"), rows)


def _measured(path: Path) -> str:
    """Return the table of what compare.py counted; the files compared with are not in the repository."""
    counted: Mapping[str, Mapping[str, int]] = json.loads(path.read_text("utf-8"))
    rows = []
    for label, counts in counted.items():
        total, covered, settled = counts["all"], counts["covered"], counts["settled"]
        other = counts.get("other")
        wrong = f"{other} ({settled} settled: the row is wrong)" if other is not None else "–"
        if other is None and settled:
            wrong = f"({settled} settled: the row is wrong, or of no state)"
        rows.append((label, f"{total:,}", f"{covered:,}", _share(covered, total, 1), wrong))
    said = (
        "Counted by `seeds/compare.py` from REIGN, Wikidata and the speakers of the UN General Debate. *Covered*: the right\n"
        "person in the right kind of post, with dates that overlap (speakers: certainly in office in the debate's days).\n"
        "*Another*: our data have somebody else in the post on those days; `seeds/settled.tsv` says where the row is wrong.\n\n"
    )
    return said + _table(("rows", "all", "covered", "share", "another"), rows)


def _checked(held: Held) -> str:
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for _, role, position in held:
        if _reaches_since(role):
            group = GROUPS.get(position.position_class, "all other posts")
            counts[group][role.checked is not None] += 1
    rows = []
    for group in [*GROUPS.values(), "all other posts"]:
        checked, total = counts[group][True], counts[group].total()
        rows.append((group, f"{total:,}", f"{checked:,}", _share(checked, total)))
    heads = sum((counts[group] for group in list(GROUPS.values())[:2]), Counter[bool]())
    rows.append(
        ("heads together", f"{heads.total():,}", f"{heads[True]:,}", _share(heads[True], heads.total()))
    )
    whole = sum(counts.values(), Counter[bool]())
    rows.append(("all", f"{whole.total():,}", f"{whole[True]:,}", _share(whole[True], whole.total())))
    return _table(("posts", "roles that reach into 2000 or later", "checked", "share"), rows)


def _reaches_since(role: OccupancyFact) -> bool:
    return role.period.end is None or role.period.end.last.year >= SINCE


def _regions(dataset: Dataset, held: Held) -> str:
    region = {
        actor.key: Path(actor.place.rpartition(":")[0]).stem
        for actor in dataset.actors
        if actor.kind == "state"
    }
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for actor in dataset.actors:
        if actor.kind == "state":
            counts[region[actor.key]]["states"] += 1
    for _, role, position in held:
        if position.body in region:
            group = GROUPS.get(position.position_class, "others")
            counts[region[position.body]][group] += 1
            counts[region[position.body]]["checked"] += role.checked is not None
            counts[region[position.body]]["roles"] += 1
    columns = ("states", *GROUPS.values(), "others")
    rows = [
        (
            name.replace("-", " "),
            *(f"{found[column]:,}" for column in columns),
            _share(found["checked"], found["roles"]),
        )
        for name, found in sorted(counts.items())
    ]
    return _table(("region", "states and territories", *columns[1:], "checked"), rows)


def _on_days(dataset: Dataset, held: Held) -> str:
    known = PartialDate.parse(dataset.known_until).last
    members = {actor.key: actor for actor in dataset.actors if actor.actor_class == "un_member"}
    bounded = [
        ({position.position_class, position.also_class}, position.body, role.period.bounds(known))
        for _, role, position in held
        if position.body in members
    ]
    rows = []
    for year in range(SINCE, known.year + 1, 3):
        day = PartialDate.parse(f"{year}-09-25")
        if day.first > known:
            break
        there = {
            key
            for key, state in members.items()
            if not state.period.start or state.period.start.first < day.first
        }
        cells = []
        for wanted in GROUPS:
            covered = {
                body
                for classes, body, bounds in bounded
                if wanted in classes and bounds.holding(day) is Holding.CERTAIN
            }
            cells.append(f"{len(covered & there)} of {len(there)}")
        rows.append((str(year), *cells))
    return _table(("year", *GROUPS.values()), rows)


def _decades(held: Held) -> str:
    decades = ["before 1945", *(f"{year}s" for year in range(1940, 2030, 10)), "unknown"]
    counts: Counter[tuple[str, str]] = Counter()
    checked: Counter[str] = Counter()
    for _, role, position in held:
        start = role.period.start
        year = start.first.year if start else None
        decade = "unknown" if year is None else "before 1945" if year < 1945 else f"{year // 10 * 10}s"
        counts[position.position_class, decade] += 1
        checked[position.position_class] += role.checked is not None
    rows = []
    for role_class in sorted({role_class for role_class, _ in counts}):
        cells = [counts[role_class, decade] for decade in decades]
        total = sum(cells)
        rows.append(
            (
                role_class,
                *(str(cell or "") for cell in cells),
                f"{total:,}",
                _share(checked[role_class], total),
            )
        )
    return _table(("class", *decades, "all", "checked"), rows)


def _judged(path: Path) -> str:
    """Return the error rates of the sample that seeds/sample.py drew, as they were judged before mending."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, verdict, *_ = line.split("\t")
            counts[kind][verdict] += 1
    rows = [
        (kind, str(found.total()), str(found["right"]), str(found["doubtful"]), str(found["wrong"]))
        for kind, found in counts.items()
    ]
    said = (
        "Drawn by `seeds/sample.py` with a fixed seed, judged one by one by two readers against files and knowledge\n"
        "(`seeds/checks/judged.tsv`). A row is wrong if any of its facts is. What was wrong has been mended, with its like.\n\n"
    )
    return said + _table(("kind", "rows", "right", "doubtful", "wrong"), rows)


def _actors(dataset: Dataset) -> str:
    counted = Counter((actor.kind, actor.actor_class or "") for actor in dataset.actors)
    return _table(
        ("kind", "class", "actors"), [(*key, f"{count:,}") for key, count in sorted(counted.items())]
    )


def _memberships(dataset: Dataset) -> str:
    captions = {actor.key: actor.caption for actor in dataset.actors}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for actor in dataset.actors:
        for relation in actor.relations:
            if actor.kind == "state" and relation.predicate == "member_of":
                found = counts[captions[relation.object]]
                found["all"] += 1
                found["dated"] += relation.period.start is not None
                found["left"] += relation.period.end is not None
                found["checked"] += relation.checked is not None
    most = sorted(counts.items(), key=lambda item: (-item[1]["all"], item[0]))[:40]
    rows = [
        (name, *(str(found[column]) for column in ("all", "dated", "left", "checked")))
        for name, found in most
    ]
    return _table(("organization", "memberships", "with a start", "ended", "checked"), rows)


def _languages(actors: Iterable[ActorRecord]) -> str:
    counts: Counter[str] = Counter()
    for actor in actors:
        counts.update(name.lang for name in actor.names if name.source != "cldr")
    return _table(("language", "names"), [(lang, f"{count:,}") for lang, count in counts.most_common(25)])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(cells)} |" for cells in rows)])


def _share(part: int, whole: int, digits: int = 0) -> str:
    return f"{100 * part / whole:.{digits}f}%" if whole else "–"
