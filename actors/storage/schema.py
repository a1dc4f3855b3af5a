"""The tables, typed. Facts are never updated in place: they are asserted and retired by revisions."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base; its metadata is what migrations are compared with."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text, date: Date, bool: Boolean, float: Float, int: Integer}  # noqa: RUF012 - SQLAlchemy's own attribute


def _live(*columns: Any, name: str) -> Index:
    """A uniqueness that holds among live rows only; partial indexes exist in SQLite and PostgreSQL."""
    live = text("retired_revision IS NULL")
    return Index(name, *columns, unique=True, sqlite_where=live, postgresql_where=live)


class Dated:
    """A half-open period of partial dates, as given (`from_date`, `to_date`) and as derived days.

    The fact can have begun on any day of [from_first, from_last] and ended on any of [to_first, to_last];
    it certainly held on a day with from_last <= day < to_first, possibly with from_first <= day < to_last.
    """

    from_date: Mapped[str | None] = mapped_column(String(10))
    from_first: Mapped[date]
    from_last: Mapped[date]
    to_date: Mapped[str | None] = mapped_column(String(10))
    to_first: Mapped[date]
    to_last: Mapped[date]
    end_state: Mapped[str] = mapped_column(String(8))


class Stated:
    """A fact of a source with its life: asserted at one revision, retired at another or still live."""

    checked: Mapped[str | None]
    retired_revision: Mapped[int | None]
    asserted_revision: Mapped[int]

    @declared_attr
    @classmethod
    def source_id(cls) -> Mapped[int]:
        """Return the column that says which source states the fact."""
        return mapped_column(ForeignKey("source.id"))


class Source(Base):
    """Where facts come from; a lower precedence wins (0 curator, 1 seeds, 2 imports)."""

    __tablename__ = "source"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    precedence: Mapped[int]
    publisher: Mapped[str | None]
    url: Mapped[str | None]
    licence: Mapped[str | None]
    retrieved: Mapped[str | None] = mapped_column(String(10))
    known_until: Mapped[date | None]


class Revision(Base):
    """One write transaction: its number, random token and whether searching is touched by it."""

    __tablename__ = "revision"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(String(32))
    created: Mapped[str] = mapped_column(String(25))
    reason: Mapped[str]
    searchable: Mapped[bool]


class DatabaseState(Base):
    """The one row that says where the database stands."""

    __tablename__ = "database_state"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]
    search_revision: Mapped[int]
    search_token: Mapped[str] = mapped_column(String(32))
    known_until: Mapped[date]
    seeds_digest: Mapped[str | None] = mapped_column(String(64))
    normalizer_version: Mapped[int]
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


class Actor(Dated, Base):
    """A person, state or organization; never deleted. The period is birth/death or inception/end.

    `described_by` is the source of caption, class, description and period, which are the actor's own columns.
    """

    __tablename__ = "actor"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    key_lower: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    actor_class: Mapped[str | None] = mapped_column("class", String(20))
    caption: Mapped[str]
    description: Mapped[str | None]
    prominence: Mapped[float]
    canonical_id: Mapped[int] = mapped_column(ForeignKey("actor.id"), index=True)
    described_by: Mapped[int] = mapped_column(ForeignKey("source.id"))
    created_revision: Mapped[int]
    search_revision: Mapped[int] = mapped_column(index=True)
    __table_args__ = (CheckConstraint("kind IN ('person', 'organization', 'state')", name="kind"),)


class Name(Dated, Stated, Base):
    """Any form by which an actor is called."""

    __tablename__ = "name"
    id: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id"))
    text: Mapped[str]
    lang: Mapped[str] = mapped_column(String(16))
    script: Mapped[str] = mapped_column(String(4))
    kind: Mapped[str] = mapped_column(String(16))
    strength: Mapped[str] = mapped_column(String(7))
    case_sensitive: Mapped[bool]
    __table_args__ = (
        _live("actor_id", "text", "lang", "kind", "from_first", "source_id", name="uq_name_live"),
    )


class NameKey(Base):
    """A comparable form of a name; rebuildable. Exact resolution reads this table only."""

    __tablename__ = "name_key"
    name_id: Mapped[int] = mapped_column(ForeignKey("name.id"), primary_key=True)
    scheme: Mapped[str] = mapped_column(String(12), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    __table_args__ = (Index("ix_name_key_key", "key", "scheme"), {"sqlite_with_rowid": False})


class Word(Base):
    """A folded word of names, with its sound read forwards and backwards: what misspelt words are looked for by.

    Made with the keys of names and, like them, rebuildable. A word stays when its last name goes.
    """

    __tablename__ = "word"
    word: Mapped[str] = mapped_column(primary_key=True)
    sound: Mapped[str]
    sound_reversed: Mapped[str]
    __table_args__ = (
        Index("ix_word_sound", "sound"),
        Index("ix_word_sound_reversed", "sound_reversed"),
        {"sqlite_with_rowid": False},
    )


class Identifier(Stated, Base):
    """The id of an actor elsewhere."""

    __tablename__ = "identifier"
    id: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id"))
    scheme: Mapped[str] = mapped_column(String(40))
    value: Mapped[str]
    __table_args__ = (
        _live("actor_id", "scheme", "value", "source_id", name="uq_identifier_live"),
        Index("ix_identifier_scheme_value", "scheme", "value"),
    )


class Position(Dated, Stated, Base):
    """A post of a state or organization. Rows of one key state the same post; the view picks one."""

    __tablename__ = "position"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("actor.id"), index=True)
    position_class: Mapped[str] = mapped_column("class", String(30))
    also_class: Mapped[str | None] = mapped_column(String(30))
    title: Mapped[str]
    label: Mapped[str]
    titles: Mapped[list[str]] = mapped_column(JSON)
    collective: Mapped[bool]
    vacant: Mapped[list[list[str]]] = mapped_column(JSON, server_default="[]")
    __table_args__ = (_live("key", "source_id", name="uq_position_live"),)


class Occupancy(Dated, Stated, Base):
    """Who held a position from when to when ("role" in what users read)."""

    __tablename__ = "occupancy"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("actor.id"))
    position_id: Mapped[int] = mapped_column(ForeignKey("position.id"), index=True)
    acting: Mapped[bool]
    __table_args__ = (
        _live("person_id", "position_id", "from_first", "source_id", "acting", name="uq_occupancy_live"),
    )


class Relation(Dated, Stated, Base):
    """A relation of one actor to another: `member_of`, `successor_of` and their like."""

    __tablename__ = "relation"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("actor.id"))
    predicate: Mapped[str] = mapped_column(String(20))
    object_id: Mapped[int] = mapped_column(ForeignKey("actor.id"), index=True)
    __table_args__ = (
        _live("subject_id", "predicate", "object_id", "from_first", "source_id", name="uq_relation_live"),
    )


class Document(Base):
    """A text that was read, once per content, at `read_revision` by one version of the extractor.

    What is counted of it makes totals over a period a scan of one index. The text comes last: SQLite reads the
    columns before it without its pages.
    """

    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    title: Mapped[str | None]
    url: Mapped[str | None]
    publisher: Mapped[str | None]
    published: Mapped[str | None] = mapped_column(String(10))
    published_first: Mapped[date | None]
    published_last: Mapped[date | None]
    lang: Mapped[str | None] = mapped_column(String(16))
    asserted_revision: Mapped[int]
    read_revision: Mapped[int]
    extractor_version: Mapped[int]
    mentions: Mapped[int]
    appearing_sentences: Mapped[int]
    appearing_paragraphs: Mapped[int]
    text: Mapped[str]
    __table_args__ = (
        Index(
            "ix_document_published",
            "published_first",
            "published_last",
            "appearing_sentences",
            "appearing_paragraphs",
        ),
    )


class Segment(Base):
    """A sentence of a document and the paragraph it stands in; offsets are code points, end exclusive."""

    __tablename__ = "segment"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    sentence: Mapped[int] = mapped_column(primary_key=True)
    paragraph: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    __table_args__ = ({"sqlite_with_rowid": False},)


class Mention(Base):
    """A span of a document that names an actor; keeps the name it matched and that name's own actor.

    Mentions do not overlap, so a document's lie together in the order of the text. `title` is the title or form of
    address in front of a name.
    """

    __tablename__ = "mention"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    end: Mapped[int]
    sentence: Mapped[int]
    surface: Mapped[str]
    type: Mapped[str] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(9))
    reason: Mapped[str | None] = mapped_column(String(20))
    title: Mapped[str | None]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id"))
    name_id: Mapped[int | None] = mapped_column(ForeignKey("name.id"))
    score: Mapped[float | None]
    __table_args__ = (
        ForeignKeyConstraint(["document_id", "sentence"], ["segment.document_id", "segment.sentence"]),
        Index(
            "ix_mention_actor_id",
            "actor_id",
            sqlite_where=text("actor_id IS NOT NULL"),
            postgresql_where=text("actor_id IS NOT NULL"),
        ),
        Index(
            "ix_mention_unknown",
            "surface",
            sqlite_where=text("status = 'unknown' AND type = 'name'"),
            postgresql_where=text("status = 'unknown' AND type = 'name'"),
        ),
        {"sqlite_with_rowid": False},
    )


class MentionCandidate(Base):
    """An actor that an ambiguous mention could mean."""

    __tablename__ = "mention_candidate"
    document_id: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id"), primary_key=True)
    score: Mapped[float]
    __table_args__ = (
        ForeignKeyConstraint(["document_id", "start"], ["mention.document_id", "mention.start"]),
        {"sqlite_with_rowid": False},
    )


class Appearance(Base):
    """That an actor appears in a sentence; co-appearances are computed from this by a self-join.

    Like a mention it keeps the name's own actor, and readers take the canonical one: a merge or split rewrites
    nothing here.
    """

    __tablename__ = "appearance"
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id"), primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    paragraph: Mapped[int] = mapped_column(primary_key=True)
    sentence: Mapped[int] = mapped_column(primary_key=True)
    __table_args__ = (
        Index("ix_appearance_document_id", "document_id", "paragraph", "sentence", "actor_id"),
        {"sqlite_with_rowid": False},
    )


class Judgement(Base):
    """Somebody's word that two actors are the same, different, or that it is unsure; append-only."""

    __tablename__ = "judgement"
    id: Mapped[int] = mapped_column(primary_key=True)
    left_id: Mapped[int] = mapped_column(ForeignKey("actor.id"), index=True)
    right_id: Mapped[int] = mapped_column(ForeignKey("actor.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(9))
    by: Mapped[str]
    reason: Mapped[str | None]
    made_revision: Mapped[int]
    undone_revision: Mapped[int | None]
    __table_args__ = (CheckConstraint("verdict IN ('same', 'different', 'unsure')", name="verdict"),)
