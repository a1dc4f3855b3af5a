"""What the evidence files claim: who held which post when, one claim a row, with the place it was read at."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from actors.domain.dates import PartialDate
from actors.errors import DateError
from actors.text.normalize import fold

HEADS = frozenset({"head_of_state", "head_of_government", "leader"})
FOREIGN = frozenset({"foreign_minister"})


class End(NamedTuple):
    """One end of a claimed tenure; an `attested` one is only a day on which the post was held."""

    date: PartialDate
    attested: bool


class Claim(NamedTuple):
    """A row's statement that a person, under these spellings, held a post of one of `classes` in `body`."""

    place: str
    body: str
    classes: frozenset[str]
    spellings: tuple[str, ...]
    first: End | None
    last: End | None
    wikidata: str | None = None
    post: str = ""
    note: str = ""


class States(NamedTuple):
    """The keys of states by ISO 3166 alpha-3 code and by folded name."""

    by_iso3: Mapping[str, str]
    by_name: Mapping[str, str]

    def named(self, name: str) -> str | None:
        """Return the state that is called so, or None."""
        return self.by_name.get(fold(name.removeprefix("the ")))


_OTHER_CODES = {
    "SUN": "soviet-union", "YUG": "yugoslavia", "SCG": "serbia-and-montenegro", "CSK": "czechoslovakia",
    "DDR": "east-germany", "YMD": "south-yemen", "VDR": "vietnam", "XKX": "kosovo", "EUU": "european-union",
    "XAB": "abkhazia", "XSO": "south-ossetia", "XTR": "transnistria", "XNC": "northern-cyprus",
    "XSL": "somaliland",
}  # fmt: skip
"""Codes of the office-holders file that ISO 3166-1 does not have (its README lists them)."""


def office_holders(folder: Path, states: States) -> Iterator[Claim]:
    """Yield the rows of the compiled evidence; the class `other` names its post in `conflicts`."""
    for row, found in _csv(folder / "office-holders/evidence.csv"):
        body = _OTHER_CODES.get(found["iso3"]) or states.by_iso3.get(found["iso3"])
        if body is None:
            continue
        start, _, end = found["exactness"].partition("..")
        classes = {"leader": HEADS, "other": frozenset[str]()}.get(
            found["post_class"], frozenset({found["post_class"]})
        )
        yield Claim(
            f"office-holders/evidence.csv:{row}",
            body,
            classes,
            _spellings([found["person"], *found["variants"].split("|")]),
            _end(found["first"], start == "attested"),
            _end(found["last"], (end or start) == "attested"),
            found["wikidata"] or None,
            found["post_class"],
            found["conflicts"],
        )


def reign(folder: Path, cow: Mapping[str, str]) -> Iterator[Claim]:
    """Yield the spells of effective leaders; a start is a day, an end a month. `cow`: states by COW code."""
    for row, found in _csv(folder / "reign/leaderlist_3_21.csv", "replace"):
        body = cow.get(found["ccode"])
        if body is None or not found["syear"]:
            continue
        start = f"{int(found['syear']):04}-{int(found['smonth']):02}-{int(found['sdate']):02}"
        end = f"{int(found['eyear']):04}-{int(found['emonth']):02}" if found["eyear"] else "2021-03"
        still_there = end >= "2021-03"  # the list ends there
        yield Claim(
            f"reign/leaderlist_3_21.csv:{row}", body, HEADS, _spellings(found["leader"].split(" and ")),
            _end(start), _end(end, still_there), None, "leader",
        )  # fmt: skip


def wikidata(folder: Path, states: States) -> Iterator[Claim]:
    """Yield Wikidata's tenures of some states and international posts, and all heads and ministers of 2022."""
    for name in ("tenures", "world_leaders_2022", "foreign_ministers_2022"):
        for row, found in _jsonl(folder / f"wikidata-tenures/{name}.jsonl"):
            body = states.named(found["state"]) or ("" if found["state"] == "World" else None)
            if body is None or found["position"].startswith("office:"):
                continue
            classes = FOREIGN if name.startswith("foreign") else classes_of(found["position"])
            if not body and classes & HEADS:
                classes = frozenset({"organization_head"})
            elif name.startswith("world") and not classes & HEADS:
                classes = frozenset()  # Druk Gyalpo, Minister of State of Monaco …
            retrieved = "2022-12" if name.startswith("foreign") else "2022-10"
            open_end = None if found["to"] else End(PartialDate.parse(retrieved), attested=True)
            yield Claim(
                f"wikidata-tenures/{name}.jsonl:{row}", body, classes, _spellings([found["holder"]]),
                _end(found["from"]), _end(found["to"]) or open_end, found["holder_qid"], found["position"],
            )  # fmt: skip


def office_holders_of_states(folder: Path) -> Iterator[Claim]:
    """Yield heads and ministers of this century from Wikidata, kept here as extracts: one file a repository.

    The first line of a file names the state and the commit, each other the row of html/holders21.csv, post,
    person, id, start and end. An open end means in office in 2021, when the oldest of them were made.
    """
    for path in sorted(folder.glob("*.tsv")):
        lines = path.read_text("utf-8").splitlines()
        body = lines[0].removeprefix("# ").split("\t")[0]
        for line in lines[1:]:
            row, post, person, qid, start, end = line.split("\t")
            yield Claim(
                f"every-politician/{path.stem}/holders21.csv:{row}", body, classes_of(post),
                _spellings([person]), _end(start), _end(end) or End(PartialDate.parse("2021"), attested=True),
                qid or None, post,
            )  # fmt: skip


def debate(folder: Path, states: States) -> Iterator[Claim]:
    """Yield the speakers of the UN General Debate; both ends are the debate's window, attested."""
    path = folder / "un-general-debate-speakers/speakers.jsonl"
    for row, found in _jsonl(path):
        body = states.by_iso3.get(found["iso3"]) or states.named(found["state"])
        if body is not None and found["holder"]:
            start, end = found["from"], found["to"]
            if start.startswith("2001"):
                start, end = "2001-11-10", "2001-11-16"  # the debate was put off after 11 September
            yield Claim(
                f"un-general-debate-speakers/speakers.jsonl:{row}", body, classes_of(found["position"]),
                _spellings([found["holder"]]), _end(start, True), _end(end, True), None, found["position"],
            )  # fmt: skip


def travels(folder: Path, states: States) -> Iterator[Claim]:
    """Yield whom US presidents and secretaries of state met abroad: a post and mostly a surname, on a day.

    Who is met stands with title and state, marked by a regular expression; only persons are taken.
    """
    path = folder / "state-dept-travels/mentions.jsonl"
    for row, trip in _jsonl(path):
        for mention in trip["mentions"]:
            body = states.named(mention["state"] or "")
            if mention["kind"] == "person" and body and mention["role"]:
                day = _end(trip["date"], attested=True)
                yield Claim(
                    f"state-dept-travels/mentions.jsonl:{row}", body, classes_of(mention["role"]),
                    _spellings([mention["surface"]]), day, day, None, mention["role"],
                )  # fmt: skip


def uk_ministers(folder: Path) -> Iterator[Claim]:
    """Yield UK ministerial appointments under all the names of the appointed."""
    people: dict[str, list[str]] = {}
    for _, person in _csv(folder / "uk-ministers/person.csv"):
        people.setdefault(person["id"], []).extend([person["name"], person["display_name"]])
    posts = {post["id"]: post["name"] for _, post in _csv(folder / "uk-ministers/post.csv")}
    for row, found in _csv(folder / "uk-ministers/appointment.csv"):
        post = posts[found["post_id"]]
        yield Claim(
            f"uk-ministers/appointment.csv:{row}", "united-kingdom", classes_of(post),
            _spellings(people[found["person_id"]]), _end(found["start_date"]), _end(found["end_date"]),
            None, post,
        )  # fmt: skip


def us_chiefs_of_mission(folder: Path) -> Iterator[Claim]:
    """Yield US principal officers and chiefs of mission."""
    for row, found in _jsonl(folder / "us-chiefs-of-mission/tenures.jsonl"):
        yield Claim(
            f"us-chiefs-of-mission/tenures.jsonl:{row}", "united-states", classes_of(found["position"]),
            _spellings([found["holder"]]), _end(found["from"]), _end(found["to"]), None, found["position"],
        )  # fmt: skip


_CLASSES: tuple[tuple[str, frozenset[str]], ...] = (
    (r"spoke", frozenset({"spokesperson"})),
    (r"mossad|intelligence|federal security service", frozenset({"intelligence_chief"})),
    (r"^prime min|^premier|^rime minister", frozenset({"head_of_government"})),
    (r"^president,? (?:and )?head of", HEADS),
    (r"(?:deputy|vice) (?:minister (?:for|of) )?foreign|minister of state for foreign|^minister (?:for|of state).*(?:africa|europe)", frozenset({"deputy_foreign_minister"})),
    (r"foreign (?:and )?|foregn affairs|external (?:affairs|relations)|international relations and coop"
     r"|relations with states", FOREIGN),
    (r"deputy secretary of state", frozenset({"deputy_foreign_minister"})),
    (r"(?:assistant|under) secretary|chief of staff of the presidential|deputy secretary-general"
     r"|deputy chairman of the security council|as head of the atomic", frozenset({"official"})),
    (r"^(?:first )?deputy prime minister|alternate prime minister|vice prem|vice prime|^(?:deputy|vice).*council of ministers",
     frozenset({"deputy_head_of_government"})),
    (r"vice.?president", frozenset({"vice_president"})),
    (r"crown prince", frozenset({"crown_prince"})),
    (r"united nations, new york|permanent representative to the united nations|^un representative"
     r"|to (?:the )?united.nations|to un$", frozenset({"un_ambassador"})),
    (r"ambassador|representative to|envoy extraordinary|chargé", frozenset({"ambassador", "envoy"})),
    (r"defen[cs]e", frozenset({"defence_minister"})),
    (r"interior|internal affairs|home (?:secretary|department)", frozenset({"interior_minister"})),
    (r"minister of finance|chancellor of the exchequer|finance", frozenset({"finance_minister"})),
    (r"security advis[eo]r|supreme national security council|secretary of the security council",
     frozenset({"security_adviser"})),
    (r"general staff|joint staff|commander", frozenset({"military_chief", "commander"})),
    (r"secretary of state(?:$| of the united states)", FOREIGN),
    (r"prime min|head of government|president of (?:the )?(?:council of ministers|government)",
     frozenset({"head_of_government"})),
    (r"^(?:acting |constitutional |sovereign )?(?:president|king|queen|emir|amir|sultan|prince|pope|head of state"
     r"|supreme leader|monarch|c?h?airman of the pres)|chancellor|captain regent|of the swiss confed", HEADS),
    (r"general secretary", frozenset({"leader"})),
    (r"minister", frozenset({"minister"})),
    (r"secretary-general|director-general|high commissioner|president of", frozenset({"organization_head"})),
)  # fmt: skip


def classes_of(post: str) -> frozenset[str]:
    """Return the classes of position that a post's title in words can be; empty if it tells none."""
    title = post.casefold()
    return next((classes for form, classes in _CLASSES if re.search(form, title)), frozenset())


def _spellings(written: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in written if text.strip()))


def _end(text: str | None, attested: bool = False) -> End | None:
    try:
        return End(PartialDate.parse(text[:10]), attested) if text else None
    except DateError:
        return None


def _csv(path: Path, errors: str = "strict") -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each record with the number of the line it starts on, counted from 1 (the head)."""
    with path.open(encoding="utf-8-sig", errors=errors, newline="") as lines:
        reader = csv.DictReader(lines)
        before = 1
        for found in reader:
            yield before + 1, found
            before = reader.line_num


def _jsonl(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8") as lines:
        for row, line in enumerate(lines, 1):
            yield row, json.loads(line)
