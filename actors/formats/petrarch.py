"""Actor dictionaries of PETRARCH and TABARI: phrases with CAMEO codes that can be limited to dates.

    MOHAMMAD_ZAHIR_SHAH_  ; a comment        a phrase, further phrases of the same actor with "+",
    +ZAHIR_SHAH_                             and its codes, here or in lines of their own
    [AFGELI 320101-331108]                   dates are YYMMDD or YYYYMMDD, both ends included; ">" after, "<" before

Source: the README of the dictionaries; years of two digits up to 30 are of this century, as PETRARCH reads them.

A code says country or type of organization, then roles, and seldom what kind of actor bears it: that is told from
the codes as far as it goes. Codes of offices become roles in "cameo:COUNTRY"; those that are none (ELI, elites; OPP)
and codes without dates are counted. Dictionaries are hand-made and small: one is held in memory, as entries repeat.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from actors.assets import asset_dir
from actors.domain.foreign import ForeignActor, ForeignName, ForeignRole
from actors.errors import ForeignFileError, UsageError
from actors.formats.foreign_file import ForeignFile, clean
from actors.text.normalize import fold
from actors.text.words import titles

OFFICES = {
    "GOV": ("Government Official", "official"),
    "MIL": ("Military Officer", "commander"),
    "LEG": ("Legislator", "legislator"),
    "JUD": ("Judge", "other"),
    "COP": ("Police Officer", "official"),
    "SPY": ("Intelligence Official", "official"),
}
"""The roles of CAMEO that are offices of a state, with the title and class of position that we give them."""

_CLASSES = {
    "IGO": "intergovernmental",
    "IMG": "armed_group",
    "REB": "armed_group",
    "UAF": "armed_group",
    "SEP": "armed_group",
    "INS": "armed_group",
    "PTY": "party",
    "JUD": "court",
    "MNC": "company",
    "BUS": "company",
    "MED": "company",
    "GOV": "agency",
    "MIL": "agency",
    "SPY": "agency",
    "COP": "agency",
}
_CODE = re.compile(r"\[([^\[\]]*)\]")
_LIMITED = re.compile(r"([A-Z0-9]{3,})(?:\s+(<|>)?\s*(\d+)(?:-(\d+))?)?")
_COMMENT = re.compile(r"<!--.*?-->|[#;].*")
_GROUPS = re.compile(r"\b(?:ethnic|religion|religious)\s+groups\s+codes\b", re.IGNORECASE)
_CENTURY = 30


class _Spell(NamedTuple):
    """A code with the days on which it holds, the end excluded."""

    code: str
    start: str | None
    end: str | None


@dataclass
class _Entry:
    """A phrase with all that the dictionary says of it."""

    phrase: str
    line: int
    further: dict[str, None] = field(default_factory=dict)
    spells: dict[_Spell, None] = field(default_factory=dict)


def read_petrarch(
    file: ForeignFile, columns: Mapping[str, str], aside: Counter[str]
) -> Iterator[ForeignActor | ForeignFileError]:
    """Yield the actors of a dictionary, or what is wrong with a line."""
    if columns:
        raise UsageError("this format has no columns that --map could name")
    entries: dict[str, _Entry] = {}
    preface = ""
    current: _Entry | None = None
    in_comment = False
    for number, line in file.lines():
        if isinstance(line, ForeignFileError):
            yield line
            continue
        if current is None:
            preface += " " + line.lstrip("#")
        if "\0" in line:
            aside["NUL characters"] += line.count("\0")
            line = line.replace("\0", "")
        text, in_comment = _without_comments(line, in_comment)
        phrase = clean(_CODE.sub(" ", text))
        if "[" in phrase or "]" in phrase:
            yield ForeignFileError("a bracket is left open", where=file.place(number))
            phrase = clean(re.split(r"[\[\]]", phrase)[0])
        if phrase.startswith("+"):
            if current is None:
                yield ForeignFileError("a further phrase before any first", where=file.place(number))
            else:
                current.further[_name(phrase)] = None
        elif phrase:
            identity = phrase.strip("_ ").upper()
            aside["phrases defined again"] += identity in entries
            current = entries.setdefault(identity, _Entry(phrase, number))
        for code in _CODE.findall(text):
            spell = _spell(code.strip(), file.place(number))
            if isinstance(spell, ForeignFileError):
                yield spell
            elif current is None:
                yield ForeignFileError(f"the code [{code[:40]}] before any phrase", where=file.place(number))
            elif spell is not None:
                current.spells[spell] = None
    states: set[str] = set()
    are_groups = _GROUPS.search(preface) is not None  # its codes look like those of countries, and are none
    for identity, entry in entries.items():
        actor = _actor(identity, entry, file.place(entry.line), are_groups, states, aside)
        if actor is not None:
            yield actor


def _without_comments(line: str, in_comment: bool) -> tuple[str, bool]:
    """Return a line without comments, and whether one runs on into the next line."""
    if in_comment:
        _, end, line = line.partition("-->")
        if not end:
            return "", True
    line = _COMMENT.sub(" ", line)
    before, start, _ = line.partition("<!--")
    return before, bool(start)


def _spell(code: str, place: str) -> _Spell | ForeignFileError | None:
    """Read "AFGGOV 331108-730717"; None for "---", the code that says nothing."""
    if not code.strip("-"):
        return None
    limited = _LIMITED.fullmatch(code)
    if limited is None:
        return ForeignFileError(f"[{code[:40]}] is no code of an actor", where=place)
    name, sign, first, last = limited.groups()
    if first is None:
        return _Spell(name, None, None)
    start, end = (None, first) if sign == "<" else (first, last)
    if sign is None and last is None:
        return ForeignFileError(f"[{code[:40]}]: a date without < or > or a second one", where=place)
    try:
        begun = _day(start).isoformat() if start else None
        ended = (_day(end) + timedelta(days=1)).isoformat() if end else None
    except (ValueError, OverflowError):
        return ForeignFileError(f"[{code[:40]}] has no date of YYMMDD or YYYYMMDD", where=place)
    if begun and ended and ended <= begun:
        return ForeignFileError(f"[{code[:40]}] ends before it starts", where=place)
    return _Spell(name, begun, ended)


def _day(digits: str) -> date:
    if len(digits) not in (6, 8):
        raise ValueError(digits)
    year = int(digits[:-4])
    if len(digits) == 6:
        year += 2000 if year <= _CENTURY else 1900
    return date(year, int(digits[-4:-2]), int(digits[-2:]))


def _actor(
    identity: str, entry: _Entry, place: str, are_groups: bool, states: set[str], aside: Counter[str]
) -> ForeignActor | None:
    """Return the actor of an entry; None where it says nothing of one."""
    if not entry.spells:
        aside["phrases without a code"] += 1
        return None
    own = _name(entry.phrase)
    codes = [spell.code for spell in entry.spells]
    is_dated = any(spell.start or spell.end for spell in entry.spells)
    country = _country(entry)
    if country and country not in states and not are_groups:
        states.add(country)
        # the further phrases of a state are its people and cities: of use in context alone
        names = [ForeignName(text, "en", strength="context") for text in entry.further]
        aside["dated codes of states"] += sum(bool(s.start or s.end) for s in entry.spells)
        stated = (ForeignName(own, "en", "primary"), *names)
        identifiers = (("cameo", country),)
        return ForeignActor(id=identity, kind="state", names=stated, identifiers=identifiers, place=place)
    if not is_dated and _is_title(own):
        aside["titles of office without a name"] += 1
        return None
    strength = "weak" if are_groups else None
    names = [ForeignName(text, "en", strength=strength) for text in (own, *entry.further)]
    parts = {part for code in codes for part in re.findall("...", code)}
    is_person = not are_groups and not parts & {"REB", "UAF", "MNC", "PTY"} and (is_dated or "ELI" in parts)
    actor_class = next((_CLASSES[part] for part in _CLASSES if part in parts), "other")
    roles = list(_roles(entry, aside)) if is_person else []
    if not is_person:
        aside["codes of organizations"] += len(codes)
    return ForeignActor(
        id=identity,
        kind="person" if is_person else "organization",
        actor_class=None if is_person else "other" if are_groups else actor_class,
        names=(names[0]._replace(kind="primary"), *names[1:]),
        description=f"CAMEO {', '.join(dict.fromkeys(codes))}",
        roles=tuple(roles),
        place=place,
    )


def _roles(entry: _Entry, aside: Counter[str]) -> Iterator[ForeignRole]:
    for spell in entry.spells:
        country, parts = spell.code[:3], re.findall("...", spell.code[3:])
        office = next((OFFICES[part] for part in parts if part in OFFICES), None)
        if office and country in _countries() and (spell.start or spell.end):
            yield ForeignRole(*office, of=f"cameo:{country}", start=spell.start, end=spell.end)
        else:
            aside["codes of persons that are no dated office"] += 1


def _country(entry: _Entry) -> str | None:
    """Return the code of the country that an entry is, by a bare code without dates or the last one to begin."""
    bare = [spell for spell in entry.spells if len(spell.code) == 3 and spell.code in _countries()]
    lasting = [spell for spell in bare if spell.end is None]
    whole = [spell for spell in entry.spells if spell.end is None]
    return lasting[0].code if lasting and len(lasting) == len(whole) else None


@cache
def _countries() -> frozenset[str]:
    rows = (asset_dir("seeds") / "generated" / "iso-codes.tsv").read_text("utf-8").splitlines()
    return frozenset(cell for row in rows for cell in row.split("\t") if re.fullmatch("[A-Z]{3}", cell)) | {
        "KSV",
        "TMP",
    }


def _is_title(name: str) -> bool:
    words = fold(name).split()
    return any(tuple(words[at:]) in titles() for at in range(len(words)))


def _name(phrase: str) -> str:
    """Return a phrase as people write it: dictionaries have capitals and underscores alone."""
    words = phrase.lstrip("+").replace("_", " ").split()
    if any(letter.islower() for word in words for letter in word):
        return " ".join(words)
    return " ".join(word if _is_acronym(word, len(words)) else _capitalised(word) for word in words)


def _is_acronym(word: str, words: int) -> bool:
    return "." in word or (words == 1 and len(word) <= 5) or word in ("UN", "US", "USA", "UK", "EU", "NATO")


def _capitalised(word: str) -> str:
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
