"""Read the bundled seeds: TOML tables of actors and positions, checked as a whole."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from actors.domain import vocabulary
from actors.domain.dates import PartialDate, Period
from actors.domain.facts import (
    ActorRecord,
    Dataset,
    IdentifierFact,
    NameFact,
    OccupancyFact,
    PositionFact,
    RelationFact,
    Source,
)
from actors.errors import DateError, SeedError
from actors.text.normalize import fold
from actors.text.scripts import script_of

KIND_OF_FOLDER = {"states": "state", "organizations": "organization", "people": "person"}

ACTOR_FIELDS = (
    "name", "lang", "short", "class", "iso", "description", "from", "to", "names", "identifiers",
    "relations", "roles",
)  # fmt: skip
POSITION_FIELDS = ("title", "class", "also", "label", "titles", "collective", "from", "to", "checked")
NAME_FIELDS = ("text", "lang", "kind", "strength", "from", "to", "case_sensitive", "checked", "source")
ROLE_FIELDS = ("position", "from", "to", "end", "acting", "checked", "source")
RELATION_FIELDS = ("from", "to", "end", "checked", "source")
SOURCE_FIELDS = ("title", "publisher", "url", "licence", "retrieved")

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
_CHECKED = re.compile(r"[\w.-]+(?:/[\w.-]+)*:[\w &'()-]+")
_TAKES_THE = re.compile(
    r"^(?:Democratic Republic|Republic|Popular Front|Liberation Tigers|Revolutionary Armed Forces|United) "
    r"|^(?:Comoros|Maldives|Netherlands|Philippines|Bahamas|Gambia|Seychelles|Houthis|Taliban)$"
    r"|(?:Republic|Islands|Union|Congress|Organization|Court|Corps|Group|Network|Party|Army|Front|Forces?|Council"
    r"|Brigades|Movement|Path|Emirate|Alliance|State)$"
)
"""Names that stand with an article: "President of the Soviet Union"."""

_HEADER = re.compile(r"""\[\s*("?)(?P<key>[^\]"]+)\1\s*\]\s*(?:#.*)?""")


def read_seeds(folder: Path, problems: list[SeedError] | None = None) -> Dataset:
    """Read all seeds below `folder` and return them; the order is that of the files.

    Raises SeedError with file and line at the first mistake, unless a list is given for `problems`,
    which then receives them all, and what is wrong is left out.
    """

    def report(problem: SeedError) -> None:
        if problems is None:
            raise problem
        problems.append(problem)

    sources, known_until = _read_sources(folder, report)
    reading = _Reading(report, {source.key for source in sources})
    generated = _Generated.read(folder / "generated")
    actors: list[ActorRecord] = []
    for directory, kind in KIND_OF_FOLDER.items():
        for path in sorted((folder / directory).glob("*.toml")):
            for table in read_tables(path, report):
                with reading.attempt():
                    reading.remember(table)
                    actors.append(reading.actor(table, kind, generated))
    positions: list[PositionFact] = []
    for path in sorted((folder / "positions").glob("*.toml")):
        for table in read_tables(path, report):
            with reading.attempt():
                reading.remember(table)
                positions.append(reading.position(table))
    captions = {actor.key: actor.caption for actor in actors}
    positions = [_with_label(position, captions) for position in positions]
    dataset = Dataset(known_until, sources, actors, positions)
    for problem in _wrong_references(dataset, reading):
        report(problem)
    return dataset


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a seed file, with the means to say where in the file a field stands."""

    path: Path
    key: str
    fields: Mapping[str, Any]
    lines: tuple[str, ...]
    header: int

    def place(self, name: str | None = None, entry: int | None = None) -> str:
        """Return `file:line` of the table, of a field, or of an array's entry (one a line)."""
        line = self.header
        if name is not None:
            for number in range(self.header, len(self.lines)):
                text = self.lines[number].strip()
                if text.startswith("["):
                    break
                if re.match(rf"{re.escape(name)}\s*=", text):
                    line = number + 1
                    if entry is not None and text.endswith("["):
                        line += entry + 1
                    break
        return f"{_shown(self.path)}:{line}"


def read_tables(path: Path, report: Callable[[SeedError], None]) -> list[Table]:
    """Return the tables of a TOML file with their lines; a file that cannot be parsed is reported."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        report(SeedError(f"cannot be read: {error}", where=_shown(path)))
        return []
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = at.group(1) if at else str(text.count("\n") + 1)
        what = re.sub(r" \(at .*\)", "", str(error))
        report(SeedError(f"not TOML: {what}", where=f"{_shown(path)}:{line}"))
        return []
    lines = tuple(text.split("\n"))
    headers = {}
    for number, line in enumerate(lines, 1):
        header = _HEADER.fullmatch(line.strip()) if line.lstrip().startswith("[") else None
        if header:
            headers[header["key"]] = number
    tables = []
    for key, fields in parsed.items():
        if isinstance(fields, dict):
            tables.append(Table(path, key, fields, lines, headers.get(key, 1)))
        elif path.name != "sources.toml":
            report(SeedError(f"{key!r} stands outside a table", where=f"{_shown(path)}:1"))
    return tables


def overlapping_holders(dataset: Dataset) -> Iterator[str]:
    """Yield a line for each two persons who certainly held a single-holder post at the same time."""
    single = {position.key for position in dataset.positions if not position.collective}
    spells: dict[str, list[tuple[date, date, str, str]]] = {}
    known_until = PartialDate.parse(dataset.known_until).last
    for actor in dataset.actors:
        for occupancy in actor.occupancies:
            bounds = occupancy.period.bounds(known_until)
            if occupancy.position in single and bounds.from_last < bounds.to_first and occupancy.period.start:
                spells.setdefault(occupancy.position, []).append(
                    (bounds.from_last, bounds.to_first, actor.key, actor.place)
                )
    for position, held in sorted(spells.items()):
        held.sort()
        for index, (since, until, key, place) in enumerate(held):
            for other_since, other_until, other, _ in held[index + 1 :]:
                if other_since < until and other != key:
                    end = min(until, other_until)
                    yield f"{place}: {key} and {other} both hold {position} from {other_since} to {end}"
                elif other_since < until and other == key and (since, until) != (other_since, other_until):
                    yield f"{place}: {key} holds {position} twice at {other_since}"


class _Reading:
    """Turns tables into facts; remembers where each actor and position was read."""

    def __init__(self, report: Callable[[SeedError], None], sources: set[str]) -> None:
        self.report = report
        self.sources = sources
        self.tables: dict[str, Table] = {}

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Read a table in this context; what is wrong with it is reported."""
        try:
            yield
        except SeedError as problem:
            self.report(problem)

    def remember(self, table: Table) -> None:
        """Note where a key stands; a key stands once in all files."""
        if table.key in self.tables:
            first = self.tables[table.key].place()
            raise SeedError(f"{table.key!r} is already in {first}", where=table.place())
        self.tables[table.key] = table

    def actor(self, table: Table, kind: str, generated: _Generated) -> ActorRecord:
        """Read one actor's table."""
        if not _KEY.fullmatch(table.key):
            raise _wrong(table, f"the key {table.key!r} is not lower-case letters, digits and hyphens")
        known = [name for name in ACTOR_FIELDS if name != "roles" or kind == "person"]
        known = [name for name in known if name != "iso" or kind == "state"]
        _only_fields(table, table.fields, known)
        caption = _text(table, "name", needed=True)
        assert caption is not None
        lang = _text(table, "lang") or "en"
        actor_class = _text(table, "class")
        classes = vocabulary.classes_of(kind)
        if classes and actor_class not in classes:
            raise _wrong(table, f"class must be one of {', '.join(classes)}", "class")
        if not classes and actor_class is not None:
            raise _wrong(table, "persons have no class", "class")
        names = [_own_name(caption, lang, "primary")]
        short = _text(table, "short")
        if short:
            names.append(_own_name(short, lang, "short"))
        names += [self._name(table, entry, at) for at, entry in _entries(table, "names")]
        seen: set[tuple[str, str, str, str]] = set()
        for at, name in enumerate(names):
            same = (name.text, name.lang, name.kind, str(name.period.start))
            if same in seen:
                raise _wrong(table, f"the name {name.text!r} stands twice", "names", at - (2 if short else 1))
            seen.add(same)
        identifiers = [self._identifier(table, entry, at) for at, entry in _entries(table, "identifiers")]
        iso = _text(table, "iso")
        if iso:
            if iso not in generated.codes and iso != "XK":
                raise _wrong(table, f"{iso!r} is not an ISO 3166-1 alpha-2 code", "iso")
            identifiers += generated.identifiers(iso)
            names += generated.names(iso, names)
        return ActorRecord(
            key=table.key,
            kind=kind,
            actor_class=actor_class,
            caption=caption,
            description=_text(table, "description"),
            period=_period(table, table.fields, None, None),
            names=tuple(names),
            identifiers=tuple(identifiers),
            occupancies=tuple(self._occupancy(table, entry, at) for at, entry in _entries(table, "roles")),
            relations=tuple(self._relation(table, entry, at) for at, entry in _entries(table, "relations")),
            place=table.place(),
        )

    def position(self, table: Table) -> PositionFact:
        """Read one position's table."""
        body, slash, post = table.key.partition("/")
        if not (slash and _KEY.fullmatch(body) and _KEY.fullmatch(post)):
            raise _wrong(table, f"the key {table.key!r} is not BODY/POST")
        _only_fields(table, table.fields, POSITION_FIELDS)
        title = _text(table, "title", needed=True)
        assert title is not None
        for name in ("class", "also"):
            stated = _text(table, name, needed=name == "class")
            if stated is not None and stated not in vocabulary.POSITION_CLASSES:
                raise _wrong(table, f"{name} {stated!r} is no class of positions", name)
        titles = table.fields.get("titles", [])
        if not isinstance(titles, list) or not all(isinstance(entry, str) for entry in titles):
            raise _wrong(table, "titles must be an array of texts", "titles")
        return PositionFact(
            key=table.key,
            body=body,
            position_class=table.fields["class"],
            also_class=table.fields.get("also"),
            title=title,
            label=_text(table, "label") or "",
            titles=tuple(titles),
            collective=_flag(table, table.fields, "collective", None),
            period=_period(table, table.fields, None, None),
            source="editor",
            checked=_checked(table, table.fields, None, None),
        )

    def _name(self, table: Table, entry: object, at: int) -> NameFact:
        fields = {"text": entry} if isinstance(entry, str) else entry
        if not isinstance(fields, dict):
            raise _wrong(table, "a name is a text or a table", "names", at)
        _only_fields(table, fields, NAME_FIELDS, "names", at)
        text, lang = fields.get("text"), fields.get("lang", "en")
        if not isinstance(text, str) or text != " ".join(text.split()) or not fold(text):
            raise _wrong(table, f"{text!r} is no name", "names", at)
        if not isinstance(lang, str) or not _LANG.fullmatch(lang):
            raise _wrong(table, f"{lang!r} is no BCP 47 language", "names", at)
        kind = fields.get("kind", "alias")
        if kind not in vocabulary.NAME_KINDS or kind == "primary":
            raise _wrong(table, f"{kind!r} is no kind of further names", "names", at)
        strength = fields.get("strength", vocabulary.default_strength(kind))
        if strength not in vocabulary.STRENGTHS:
            raise _wrong(table, f"strength must be one of {', '.join(vocabulary.STRENGTHS)}", "names", at)
        return NameFact(
            text=text,
            lang=lang,
            script=script_of(text),
            kind=kind,
            strength=strength,
            period=_period(table, fields, "names", at),
            case_sensitive=_flag(table, fields, "case_sensitive", "names", at),
            source=self._source(table, fields, "names", at),
            checked=_checked(table, fields, "names", at),
        )

    def _identifier(self, table: Table, entry: object, at: int) -> IdentifierFact:
        scheme, value, rest = _single(table, entry, "identifiers", at, ("checked", "source"))
        if not _KEY.fullmatch(scheme) or not value:
            raise _wrong(table, f"{scheme!r} = {value!r} is no identifier", "identifiers", at)
        return IdentifierFact(
            scheme=scheme,
            value=value,
            source=self._source(table, rest, "identifiers", at),
            checked=_checked(table, rest, "identifiers", at),
        )

    def _relation(self, table: Table, entry: object, at: int) -> RelationFact:
        predicate, target, rest = _single(table, entry, "relations", at, RELATION_FIELDS)
        if predicate not in vocabulary.PREDICATES:
            raise _wrong(table, f"{predicate!r} is no predicate", "relations", at)
        return RelationFact(
            predicate=predicate,
            object=target,
            period=_period(table, rest, "relations", at),
            source=self._source(table, rest, "relations", at),
            checked=_checked(table, rest, "relations", at),
        )

    def _occupancy(self, table: Table, entry: object, at: int) -> OccupancyFact:
        if not isinstance(entry, dict) or not isinstance(entry.get("position"), str):
            raise _wrong(table, "a role is a table with a position", "roles", at)
        _only_fields(table, entry, ROLE_FIELDS, "roles", at)
        return OccupancyFact(
            position=entry["position"],
            period=_period(table, entry, "roles", at),
            acting=_flag(table, entry, "acting", "roles", at),
            source=self._source(table, entry, "roles", at),
            checked=_checked(table, entry, "roles", at),
        )

    def _source(self, table: Table, fields: Mapping[str, Any], name: str, at: int) -> str:
        source = fields.get("source", "editor")
        if not isinstance(source, str) or source not in self.sources:
            raise _wrong(table, f"the source {source!r} is not in sources.toml", name, at)
        return source


@dataclass(frozen=True, slots=True)
class _Generated:
    """The generated ISO codes and CLDR names of states, by alpha-2 code."""

    codes: Mapping[str, tuple[str, str]]
    cldr: Mapping[str, list[tuple[str, str, str]]]

    @classmethod
    def read(cls, folder: Path) -> _Generated:
        codes: dict[str, tuple[str, str]] = {}
        cldr: dict[str, list[tuple[str, str, str]]] = {}
        if (folder / "iso-codes.tsv").exists():
            for line in _rows(folder / "iso-codes.tsv", 3):
                codes[line[0]] = (line[1], line[2])
        if (folder / "cldr-names.tsv").exists():
            for line in _rows(folder / "cldr-names.tsv", 4):
                cldr.setdefault(line[0], []).append((line[1], line[2], line[3]))
        return cls(codes, cldr)

    def identifiers(self, iso2: str) -> list[IdentifierFact]:
        values = [("iso2", iso2)]
        if iso2 in self.codes:
            values += zip(("iso3", "m49"), self.codes[iso2], strict=True)
        return [IdentifierFact(scheme=s, value=v, source="iso-codes") for s, v in values]

    def names(self, iso2: str, stated: list[NameFact]) -> list[NameFact]:
        """Return the CLDR names that `stated` does not already give in that language."""
        given: dict[str, set[str]] = {}
        for name in stated:
            given.setdefault(name.lang, set()).add(fold(name.text))
        facts = []
        for text, kind, langs in self.cldr.get(iso2, []):
            script = script_of(text)
            facts += [
                NameFact(text=text, lang=lang, script=script, kind=kind, strength="strong", source="cldr")
                for lang in langs.split()
                if lang not in given or fold(text) not in given[lang]
            ]
        return facts


def _rows(path: Path, columns: int) -> Iterator[list[str]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            raise SeedError(f"{len(cells)} columns where {columns} belong", where=f"{_shown(path)}:{number}")
        yield cells


def _read_sources(folder: Path, report: Callable[[SeedError], None]) -> tuple[list[Source], str]:
    path = folder / "sources.toml"
    tables = read_tables(path, report)
    try:
        known_until = tomllib.loads(path.read_text("utf-8")).get("known_until", "")
    except (OSError, ValueError):
        known_until = "0001"  # already reported by read_tables
    try:
        known_until = PartialDate.parse(str(known_until)).last.isoformat()
    except DateError as error:
        report(SeedError(f"known_until: {error.what}", where=f"{_shown(path)}:1"))
        known_until = "0001-01-01"
    sources = []
    for table in tables:
        unknown = set(table.fields) - set(SOURCE_FIELDS)
        if unknown or "title" not in table.fields:
            report(_wrong(table, f"a source has a title and of {', '.join(SOURCE_FIELDS)}"))
            continue
        try:
            stated = {name: _text(table, name) for name in SOURCE_FIELDS if name != "title"}
            title = _text(table, "title", needed=True) or ""
        except SeedError as problem:
            report(problem)
            continue
        sources.append(Source(table.key, title, 1, known_until=known_until, **stated))
    return sources, known_until


def _with_label(position: PositionFact, captions: Mapping[str, str]) -> PositionFact:
    """Give a position without a label of its own "TITLE of STATE", or "… of STATE to the …"."""
    if position.label:
        return position
    body = captions.get(position.body, position.body)
    if _TAKES_THE.search(body):
        body = f"the {body}"
    title, to_the, place = position.title.partition(" to the ")
    return replace(position, label=f"{title} of {body}{to_the}{place}")


def _wrong_references(dataset: Dataset, reading: _Reading) -> Iterator[SeedError]:
    keys = {actor.key for actor in dataset.actors}
    posts = {position.key for position in dataset.positions}
    known_until = PartialDate.parse(dataset.known_until).last
    kinds = {actor.key: actor.kind for actor in dataset.actors}
    for position in dataset.positions:
        if position.body not in keys:
            yield _wrong(reading.tables[position.key], f"there is no actor {position.body!r}")
        elif position.position_class == "head_of_state" and kinds[position.body] != "state":
            yield _wrong(reading.tables[position.key], "only a state has a head of state", "class")
    for actor in dataset.actors:
        table = reading.tables[actor.key]
        for at, occupancy in enumerate(actor.occupancies):
            if occupancy.position not in posts:
                yield _wrong(table, f"there is no position {occupancy.position!r}", "roles", at)
            start, died = occupancy.period.start, actor.period.end
            if start and died and start.first > died.last:
                yield _wrong(table, "the role starts after the end of this life", "roles", at)
            if start and actor.period.start and start.last < actor.period.start.first:
                yield _wrong(table, "the role starts before birth", "roles", at)
            if start and start.first > known_until:
                yield _wrong(table, f"the role starts after known_until ({known_until})", "roles", at)
        for at, relation in enumerate(actor.relations):
            if relation.object not in keys or relation.object == actor.key:
                yield _wrong(table, f"there is no other actor {relation.object!r}", "relations", at)


def _own_name(text: str, lang: str, kind: str) -> NameFact:
    return NameFact(
        text=text,
        lang=lang,
        script=script_of(text),
        kind=kind,
        strength=vocabulary.default_strength(kind),
        source="editor",
    )


def _wrong(table: Table, what: str, name: str | None = None, entry: int | None = None) -> SeedError:
    return SeedError(f"[{table.key}] {what}", where=table.place(name, entry))


def _shown(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[parts.index("seeds") :]) if "seeds" in parts else str(path)


def _text(table: Table, name: str, needed: bool = False) -> str | None:
    stated = table.fields.get(name)
    if stated is None and not needed:
        return None
    if not isinstance(stated, str) or not stated or stated != " ".join(stated.split()):
        raise _wrong(table, f"{name} must be a text without doubled or outer spaces", name)
    return stated


def _entries(table: Table, name: str) -> list[tuple[int, object]]:
    stated = table.fields.get(name, [])
    if not isinstance(stated, list):
        raise _wrong(table, f"{name} must be an array", name)
    return list(enumerate(stated))


def _only_fields(
    table: Table,
    fields: Mapping[str, Any],
    known: tuple[str, ...] | list[str],
    name: str | None = None,
    at: int | None = None,
) -> None:
    unknown = sorted(set(fields) - set(known))
    if unknown:
        raise _wrong(table, f"unknown field {unknown[0]!r}", name or unknown[0], at)


def _single(
    table: Table, entry: object, name: str, at: int, known: tuple[str, ...]
) -> tuple[str, str, dict[str, Any]]:
    if not isinstance(entry, dict):
        raise _wrong(table, f"an entry of {name} is a table", name, at)
    rest = {field: stated for field, stated in entry.items() if field in known}
    own = [(field, stated) for field, stated in entry.items() if field not in known]
    if len(own) != 1 or not isinstance(own[0][1], str):
        raise _wrong(table, f"an entry of {name} names one thing with one text", name, at)
    return own[0][0], own[0][1], rest


def _flag(
    table: Table, fields: Mapping[str, Any], name: str, array: str | None, at: int | None = None
) -> bool:
    stated = fields.get(name, False)
    if not isinstance(stated, bool):
        raise _wrong(table, f"{name} must be true or false", array or name, at)
    return stated


def _period(table: Table, fields: Mapping[str, Any], array: str | None, at: int | None) -> Period:
    start, end, state = fields.get("from"), fields.get("to"), fields.get("end")
    for name, stated in (("from", start), ("to", end)):
        if stated is not None and not isinstance(stated, str):
            raise _wrong(table, f"{name} must be a text such as '2015-09'", array or name, at)
    if state not in (None, "unknown") or (state and end):
        raise _wrong(table, "end can only be 'unknown', where there is no to", array or "end", at)
    try:
        return Period.parse(start, end, end_unknown=state == "unknown")
    except DateError as error:
        raise _wrong(table, error.what, array or ("to" if end else "from"), at) from None


def _checked(table: Table, fields: Mapping[str, Any], array: str | None, at: int | None) -> str | None:
    stated = fields.get("checked")
    if stated is not None and not (isinstance(stated, str) and _CHECKED.fullmatch(stated)):
        raise _wrong(table, f"checked must name FILE:ROW, not {stated!r}", array or "checked", at)
    return stated
