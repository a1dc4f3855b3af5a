"""The whole comparison: read all evidence, judge it, and tell disagreements, confirmations and shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from actors.domain.facts import Dataset
from checks import claims, confirming, held, measures
from checks.claims import FOREIGN, HEADS, Claim
from checks.held import Spell
from checks.judging import Standing, Verdict, judge

SETTLED = "settled.tsv"


class Compared(NamedTuple):
    """Verdicts on all claims by their file, the roles they were compared with, and what was settled."""

    verdicts: Mapping[str, Sequence[Verdict]]
    by_body: Mapping[str, Sequence[Spell]]
    settled: Mapping[str, str]


def compare(dataset: Dataset, seeds: Path, folder: Path) -> Compared:
    """Judge every claim of the evidence files in `folder`; files that are not there are left out."""
    states = held.states(dataset, seeds)
    by_body = held.spells(dataset)
    readers: dict[str, Iterator[Claim]] = {
        "office-holders": claims.office_holders(folder, states),
        "uk-ministers": claims.uk_ministers(folder),
        "us-chiefs-of-mission": claims.us_chiefs_of_mission(folder),
        "wikidata-tenures": claims.wikidata(folder, states),
        "state-dept-travels": claims.travels(folder, states),
        "reign": claims.reign(folder, held.cow_codes(dataset)),
        "un-general-debate-speakers": claims.debate(folder, states),
    }
    there = {name: found for name, found in readers.items() if (folder / name).is_dir()}
    there["every-politician"] = claims.office_holders_of_states(seeds / "checks/holders")
    verdicts = {name: [judge(claim, by_body) for claim in found] for name, found in there.items()}
    settled = read_settled(seeds / SETTLED)
    return Compared(verdicts, by_body, settled | _settled_with(verdicts, settled))


def _settled_with(verdicts: Mapping[str, Sequence[Verdict]], settled: Mapping[str, str]) -> dict[str, str]:
    """Return the speakers behind rows of the compiled file that are settled: one statement, told twice."""
    behind: dict[str, list[Claim]] = {}
    for verdict in verdicts.get("office-holders", ()):
        if verdict.claim.place in settled:
            behind.setdefault(verdict.claim.body, []).append(verdict.claim)
    return {
        claim.place: settled[compiled.place]
        for claim in (verdict.claim for verdict in verdicts.get("un-general-debate-speakers", ()))
        for compiled in behind.get(claim.body, ())
        if compiled.classes & claim.classes
        and set(compiled.spellings) & set(claim.spellings)
        and _covers(compiled, claim)
    }


def _covers(compiled: Claim, speaker: Claim) -> bool:
    assert speaker.first is not None
    day = speaker.first.date
    begun = compiled.first is None or compiled.first.date.first <= day.last
    return begun and (compiled.last is None or day.first <= compiled.last.date.last)


def read_settled(path: Path) -> dict[str, str]:
    """Return why the rows at these places are wrong, or no contradiction."""
    if not path.exists():
        return {}
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return {row[0]: row[-1] for row in rows}


def confirm(compared: Compared, seeds: Path) -> tuple[int, int]:
    """Write what the rows confirm into the seeds, the most exact evidence first; return roles, identifiers."""
    ordered = [verdict for name in compared.verdicts for verdict in compared.verdicts[name]]
    ordered.sort(key=lambda verdict: _attested(verdict.claim))
    return confirming.confirm(ordered, seeds)


def _attested(claim: Claim) -> bool:
    return any(end is None or end.attested for end in (claim.first, claim.last))


def disagreements(compared: Compared, states: set[str]) -> list[str]:
    """Return a line for each row that contradicts a role of ours and is not settled.

    Rows of heads and foreign ministers are compared as the office-holders file compiled them; the other
    files say when somebody of ours held another post. Speakers count where somebody else held their post.
    """
    lines = []
    for name, found in compared.verdicts.items():
        for verdict in found:
            claim = verdict.claim
            if claim.place in compared.settled or (states and claim.body not in states):
                continue
            full = name in ("office-holders", "every-politician")
            if (
                verdict.standing is Standing.DATES
                and (full or not claim.classes & (HEADS | FOREIGN))
                and name not in ("un-general-debate-speakers", "state-dept-travels")
            ) or (verdict.standing is Standing.HOLDER and _should_be_ours(name, claim)):
                lines.append(f"{claim.place}: {claim.body}: {_said(claim)}: {verdict.what}")
    return lines + [
        f"{missed.claim.place}: {missed.claim.body}: {_said(missed.claim)}: we have {missed.what}"
        for missed in _debate(compared).other
        if missed.claim.place not in compared.settled and (not states or missed.claim.body in states)
    ]


def stale_citations(compared: Compared) -> list[str]:
    """Return a line for each role whose `checked` row, of a file that is read here, does not confirm it."""
    confirmed: dict[str, set[int]] = {}
    for found in compared.verdicts.values():
        for verdict in found:
            roles = verdict.roles if verdict.standing is Standing.CONFIRMED else ()
            confirmed.setdefault(verdict.claim.place, set()).update(id(spell.role) for spell in roles)
    cited = {
        id(spell.role): spell for held in compared.by_body.values() for spell in held if spell.role.checked
    }
    return [
        f"{spell.person.place}: {spell}: {spell.role.checked} does not confirm it"
        for role, spell in cited.items()
        if spell.role.checked
        and role not in confirmed.get(spell.role.checked, {role})
        and spell.role.checked not in compared.settled
    ]


def _should_be_ours(name: str, claim: Claim) -> bool:
    """Say whether another holder of ours contradicts a row: in the files that are to tell all heads and ministers."""
    compiled = name == "office-holders" and bool(measures.since([claim]))
    return compiled or (name == "every-politician" and bool(claim.classes & (HEADS | FOREIGN)))


def missing(compared: Compared, states: set[str]) -> list[str]:
    """Return a line for each row since 2000 on a head or foreign minister whom we do not have."""
    return [
        f"{verdict.claim.place}: {verdict.claim.body}: {_said(verdict.claim)}: nobody of ours"
        for name in ("office-holders", "every-politician")
        for verdict in compared.verdicts.get(name, ())
        if verdict.standing is Standing.MISSING
        and (verdict.claim.classes if name == "office-holders" else verdict.claim.classes & (HEADS | FOREIGN))
        and verdict.claim.place not in compared.settled
        and (not states or verdict.claim.body in states)
        and measures.since([verdict.claim])
    ]


def _said(claim: Claim) -> str:
    first = claim.first.date if claim.first else "?"
    last = claim.last.date if claim.last else ""
    attested = " attested" if _attested(claim) and claim.last else ""
    return f"{claim.spellings[0]}, {claim.post}, {first}..{last}{attested}"


def _claims(compared: Compared, name: str) -> list[Claim]:
    return measures.since([verdict.claim for verdict in compared.verdicts.get(name, ())])


def _debate(compared: Compared) -> measures.Days:
    speakers = [
        claim
        for claim in _claims(compared, "un-general-debate-speakers")
        if claim.classes & (HEADS | FOREIGN)
    ]
    return measures.speakers_covered(speakers, compared.by_body)


def shares(compared: Compared) -> dict[str, dict[str, int]]:
    """Return the counts behind docs/coverage.md: how many claims there are, and how many we cover."""
    found: dict[str, dict[str, int]] = {}
    for label, name, part in (
        ("REIGN's spells since 2000", "reign", ""),
        ("leaders of 2022", "wikidata-tenures", "world_leaders_2022"),
        ("foreign ministers of 2022", "wikidata-tenures", "foreign_ministers_2022"),
    ):
        asked = [claim for claim in _claims(compared, name) if part in claim.place]
        covered, missed = measures.people_covered(asked, compared.by_body)
        wrong = sum(miss.claim.place in compared.settled for miss in missed)
        found[label] = {"all": len(asked), "covered": covered, "settled": wrong}
    for label, classes in (("heads", HEADS), ("foreign ministers", FOREIGN)):
        speakers = [
            claim for claim in _claims(compared, "un-general-debate-speakers") if claim.classes & classes
        ]
        days = measures.speakers_covered(speakers, compared.by_body)
        wrong = sum(miss.claim.place in compared.settled for miss in days.other)
        found[f"General Debate since 2000, {label}"] = {
            "all": days.total, "covered": days.right, "possible": days.possible,
            "other": len(days.other), "settled": wrong, "nobody": len(days.nobody),
        }  # fmt: skip
    return found


def summary(compared: Compared) -> str:
    """Return the shares and the standings of each file's claims as lines."""
    lines = [
        f"{label}: " + ", ".join(f"{count} {word}" for word, count in counts.items())
        for label, counts in shares(compared).items()
    ]
    for name, found in compared.verdicts.items():
        counted = Counter(verdict.standing.value for verdict in found)
        lines.append(f"{name}: " + ", ".join(f"{count} {word}" for word, count in sorted(counted.items())))
    return "\n".join(lines)
