"""Read the bundled seeds: TOML tables of actors and positions, checked as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tomli

from actors.domain import vocabulary
from actors.domain.dates import PartialDate
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
from actors.formats.seed_checks import wrong_references
from actors.formats.tables import (
    Table,
    checked_of,
    entries,
    flag,
    only_fields,
    period_of,
    read_tables,
    rows_of,
    shown,
    single,
    text_of,
    wrong,
)
from actors.text.normalize import fold
from actors.text.scripts import script_of

KIND_OF_FOLDER = {"states": "state", "organizations": "organization", "people": "person"}

ACTOR_FIELDS = (
    "name", "lang", "short", "class", "iso", "description", "from", "to", "names", "identifiers",
    "relations", "roles",
)  # fmt: skip
POSITION_FIELDS = (
    "title",
    "class",
    "also",
    "label",
    "titles",
    "collective",
    "vacant",
    "from",
    "to",
    "checked",
)
NAME_FIELDS = ("text", "lang", "kind", "strength", "from", "to", "case_sensitive", "checked", "source")
ROLE_FIELDS = ("position", "from", "to", "end", "acting", "checked", "source")
RELATION_FIELDS = ("from", "to", "end", "checked", "source")
SOURCE_FIELDS = ("title", "publisher", "url", "licence", "retrieved")

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
_TAKES_THE = re.compile(
    r"^(?:Democratic Republic|Republic|Popular Front|Liberation Tigers|Revolutionary Armed Forces|United) "
    r"|^(?:Comoros|Maldives|Netherlands|Philippines|Bahamas|Gambia|Seychelles|Houthis|Taliban)$"
    r"|(?:Republic|Islands|Union|Congress|Organization|Court|Corps|Group|Network|Party|Army|Front|Forces?|Council"
    r"|Brigades|Movement|Path|Emirate|Alliance|State)$"
)
"""Names that stand with an article: "President of the Soviet Union"."""


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
    for problem in wrong_references(dataset, reading.tables):
        report(problem)
    return dataset


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
            raise wrong(table, f"the key {table.key!r} is not lower-case letters, digits and hyphens")
        known = [name for name in ACTOR_FIELDS if name != "roles" or kind == "person"]
        known = [name for name in known if name != "iso" or kind == "state"]
        only_fields(table, table.fields, known)
        caption = text_of(table, "name", needed=True)
        assert caption is not None
        lang = text_of(table, "lang") or "en"
        actor_class = text_of(table, "class")
        classes = vocabulary.classes_of(kind)
        if classes and actor_class not in classes:
            raise wrong(table, f"class must be one of {', '.join(classes)}", "class")
        if not classes and actor_class is not None:
            raise wrong(table, "persons have no class", "class")
        names = [_own_name(caption, lang, "primary")]
        short = text_of(table, "short")
        if short:
            names.append(_own_name(short, lang, "short"))
        names += [self._name(table, entry, at) for at, entry in entries(table, "names")]
        seen: set[tuple[str, str, str, str]] = set()
        for at, name in enumerate(names):
            same = (name.text, name.lang, name.kind, str(name.period.start))
            if same in seen:
                raise wrong(table, f"the name {name.text!r} stands twice", "names", at - (2 if short else 1))
            seen.add(same)
        identifiers = [self._identifier(table, entry, at) for at, entry in entries(table, "identifiers")]
        iso = text_of(table, "iso")
        if iso:
            if iso not in generated.codes and iso != "XK":
                raise wrong(table, f"{iso!r} is not an ISO 3166-1 alpha-2 code", "iso")
            identifiers += generated.identifiers(iso)
            names += generated.names(iso, names)
        return ActorRecord(
            key=table.key,
            kind=kind,
            actor_class=actor_class,
            caption=caption,
            description=text_of(table, "description"),
            period=period_of(table, table.fields, None, None),
            names=tuple(names),
            identifiers=tuple(identifiers),
            occupancies=tuple(self._occupancy(table, entry, at) for at, entry in entries(table, "roles")),
            relations=tuple(self._relation(table, entry, at) for at, entry in entries(table, "relations")),
            place=table.place(),
        )

    def position(self, table: Table) -> PositionFact:
        """Read one position's table."""
        body, slash, post = table.key.partition("/")
        if not (slash and _KEY.fullmatch(body) and _KEY.fullmatch(post)):
            raise wrong(table, f"the key {table.key!r} is not BODY/POST")
        only_fields(table, table.fields, POSITION_FIELDS)
        title = text_of(table, "title", needed=True)
        assert title is not None
        for name in ("class", "also"):
            stated = text_of(table, name, needed=name == "class")
            if stated is not None and stated not in vocabulary.POSITION_CLASSES:
                raise wrong(table, f"{name} {stated!r} is no class of positions", name)
        titles = table.fields.get("titles", [])
        if not isinstance(titles, list) or not all(isinstance(entry, str) for entry in titles):
            raise wrong(table, "titles must be an array of texts", "titles")
        return PositionFact(
            key=table.key,
            body=body,
            position_class=table.fields["class"],
            also_class=table.fields.get("also"),
            title=title,
            label=text_of(table, "label") or "",
            titles=tuple(titles),
            collective=flag(table, table.fields, "collective", None),
            vacant=tuple(_vacancy(table, entry, at) for at, entry in entries(table, "vacant")),
            period=period_of(table, table.fields, None, None),
            source="editor",
            checked=checked_of(table, table.fields, None, None),
        )

    def _name(self, table: Table, entry: object, at: int) -> NameFact:
        fields = {"text": entry} if isinstance(entry, str) else entry
        if not isinstance(fields, dict):
            raise wrong(table, "a name is a text or a table", "names", at)
        only_fields(table, fields, NAME_FIELDS, "names", at)
        text, lang = fields.get("text"), fields.get("lang", "en")
        if not isinstance(text, str) or text != " ".join(text.split()) or not fold(text):
            raise wrong(table, f"{text!r} is no name", "names", at)
        if not isinstance(lang, str) or not _LANG.fullmatch(lang):
            raise wrong(table, f"{lang!r} is no BCP 47 language", "names", at)
        kind = fields.get("kind", "alias")
        if kind not in vocabulary.NAME_KINDS or kind == "primary":
            raise wrong(table, f"{kind!r} is no kind of further names", "names", at)
        strength = fields.get("strength", vocabulary.default_strength(kind))
        if strength not in vocabulary.STRENGTHS:
            raise wrong(table, f"strength must be one of {', '.join(vocabulary.STRENGTHS)}", "names", at)
        return NameFact(
            text=text,
            lang=lang,
            script=script_of(text),
            kind=kind,
            strength=strength,
            period=period_of(table, fields, "names", at),
            case_sensitive=flag(table, fields, "case_sensitive", "names", at),
            source=self._source(table, fields, "names", at),
            checked=checked_of(table, fields, "names", at),
        )

    def _identifier(self, table: Table, entry: object, at: int) -> IdentifierFact:
        scheme, value, rest = single(table, entry, "identifiers", at, ("checked", "source"))
        if not _KEY.fullmatch(scheme) or not value:
            raise wrong(table, f"{scheme!r} = {value!r} is no identifier", "identifiers", at)
        return IdentifierFact(
            scheme=scheme,
            value=value,
            source=self._source(table, rest, "identifiers", at),
            checked=checked_of(table, rest, "identifiers", at),
        )

    def _relation(self, table: Table, entry: object, at: int) -> RelationFact:
        predicate, target, rest = single(table, entry, "relations", at, RELATION_FIELDS)
        if predicate not in vocabulary.PREDICATES:
            raise wrong(table, f"{predicate!r} is no predicate", "relations", at)
        return RelationFact(
            predicate=predicate,
            object=target,
            period=period_of(table, rest, "relations", at),
            source=self._source(table, rest, "relations", at),
            checked=checked_of(table, rest, "relations", at),
        )

    def _occupancy(self, table: Table, entry: object, at: int) -> OccupancyFact:
        if not isinstance(entry, dict) or not isinstance(entry.get("position"), str):
            raise wrong(table, "a role is a table with a position", "roles", at)
        only_fields(table, entry, ROLE_FIELDS, "roles", at)
        return OccupancyFact(
            position=entry["position"],
            period=period_of(table, entry, "roles", at),
            acting=flag(table, entry, "acting", "roles", at),
            source=self._source(table, entry, "roles", at),
            checked=checked_of(table, entry, "roles", at),
        )

    def _source(self, table: Table, fields: Mapping[str, Any], name: str, at: int) -> str:
        source = fields.get("source", "editor")
        if not isinstance(source, str) or source not in self.sources:
            raise wrong(table, f"the source {source!r} is not in sources.toml", name, at)
        return source


def _vacancy(table: Table, entry: object, at: int) -> tuple[str, str]:
    """Read a spell in which nobody held a post: both of its ends are known."""
    fields = entry if isinstance(entry, dict) else {}
    only_fields(table, fields, ("from", "to"), "vacant", at)
    period = period_of(table, fields, "vacant", at)
    if not (period.start and period.end):
        raise wrong(table, "a vacancy is { from, to }", "vacant", at)
    return period.start.text, period.end.text


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
            for line in rows_of(folder / "iso-codes.tsv", 3):
                codes[line[0]] = (line[1], line[2])
        if (folder / "cldr-names.tsv").exists():
            for line in rows_of(folder / "cldr-names.tsv", 4):
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


def _read_sources(folder: Path, report: Callable[[SeedError], None]) -> tuple[list[Source], str]:
    path = folder / "sources.toml"
    tables = read_tables(path, report)
    try:
        known_until = tomli.loads(path.read_text("utf-8")).get("known_until", "")
    except (OSError, ValueError):
        known_until = "0001"  # already reported by read_tables
    try:
        known_until = PartialDate.parse(str(known_until)).last.isoformat()
    except DateError as error:
        report(SeedError(f"known_until: {error.what}", where=f"{shown(path)}:1"))
        known_until = "0001-01-01"
    sources = []
    for table in tables:
        unknown = set(table.fields) - set(SOURCE_FIELDS)
        if unknown or "title" not in table.fields:
            report(wrong(table, f"a source has a title and of {', '.join(SOURCE_FIELDS)}"))
            continue
        try:
            stated = {name: text_of(table, name) for name in SOURCE_FIELDS if name != "title"}
            title = text_of(table, "title", needed=True) or ""
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


def _own_name(text: str, lang: str, kind: str) -> NameFact:
    return NameFact(
        text=text,
        lang=lang,
        script=script_of(text),
        kind=kind,
        strength=vocabulary.default_strength(kind),
        source="editor",
    )
