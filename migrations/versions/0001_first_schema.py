"""The first schema: actors, facts with a life, documents, judgements, revisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "database_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("search_revision", sa.Integer(), nullable=False),
        sa.Column("search_token", sa.String(length=32), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=False),
        sa.Column("seeds_digest", sa.String(length=64), nullable=True),
        sa.Column("normalizer_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_database_state_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_database_state")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("published_first", sa.Date(), nullable=True),
        sa.Column("published_last", sa.Date(), nullable=True),
        sa.Column("lang", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asserted_revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("sha256", name=op.f("uq_document_sha256")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_published_first"), ["published_first"], unique=False)

    op.create_table(
        "revision",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("created", sa.String(length=25), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("searchable", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_revision")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("precedence", sa.Integer(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("retrieved", sa.String(length=10), nullable=True),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("key", name=op.f("uq_source_key")),
    )
    op.create_table(
        "actor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("key_lower", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("class", sa.String(length=20), nullable=True),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("prominence", sa.Float(), nullable=False),
        sa.Column("canonical_id", sa.Integer(), nullable=False),
        sa.Column("described_by", sa.Integer(), nullable=False),
        sa.Column("created_revision", sa.Integer(), nullable=False),
        sa.Column("search_revision", sa.Integer(), nullable=False),
        sa.Column("from_date", sa.String(length=10), nullable=True),
        sa.Column("from_first", sa.Date(), nullable=False),
        sa.Column("from_last", sa.Date(), nullable=False),
        sa.Column("to_date", sa.String(length=10), nullable=True),
        sa.Column("to_first", sa.Date(), nullable=False),
        sa.Column("to_last", sa.Date(), nullable=False),
        sa.Column("end_state", sa.String(length=8), nullable=False),
        sa.CheckConstraint("kind IN ('person', 'organization', 'state')", name=op.f("ck_actor_kind")),
        sa.ForeignKeyConstraint(["canonical_id"], ["actor.id"], name=op.f("fk_actor_canonical_id_actor")),
        sa.ForeignKeyConstraint(["described_by"], ["source.id"], name=op.f("fk_actor_described_by_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
        sa.UniqueConstraint("key", name=op.f("uq_actor_key")),
        sa.UniqueConstraint("key_lower", name=op.f("uq_actor_key_lower")),
    )
    with op.batch_alter_table("actor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_canonical_id"), ["canonical_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_actor_search_revision"), ["search_revision"], unique=False)

    op.create_table(
        "segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_segment_document_id_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
    )
    with op.batch_alter_table("segment", schema=None) as batch_op:
        batch_op.create_index("uq_segment_sentence", ["document_id", "sentence"], unique=True)

    op.create_table(
        "appearance",
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_appearance_actor_id_actor")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_appearance_document_id_document")
        ),
        sa.PrimaryKeyConstraint("actor_id", "document_id", "sentence", name=op.f("pk_appearance")),
    )
    with op.batch_alter_table("appearance", schema=None) as batch_op:
        batch_op.create_index("ix_appearance_document", ["document_id", "sentence", "actor_id"], unique=False)

    op.create_table(
        "identifier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("checked", sa.Text(), nullable=True),
        sa.Column("retired_revision", sa.Integer(), nullable=True),
        sa.Column("asserted_revision", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_identifier_actor_id_actor")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_identifier_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identifier")),
    )
    with op.batch_alter_table("identifier", schema=None) as batch_op:
        batch_op.create_index("ix_identifier_scheme_value", ["scheme", "value"], unique=False)
        batch_op.create_index(
            "uq_identifier_live",
            ["actor_id", "scheme", "value", "source_id"],
            unique=True,
            sqlite_where=sa.text("retired_revision IS NULL"),
            postgresql_where=sa.text("retired_revision IS NULL"),
        )

    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("left_id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=9), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_revision", sa.Integer(), nullable=False),
        sa.Column("undone_revision", sa.Integer(), nullable=True),
        sa.CheckConstraint("verdict IN ('same', 'different', 'unsure')", name=op.f("ck_judgement_verdict")),
        sa.ForeignKeyConstraint(["left_id"], ["actor.id"], name=op.f("fk_judgement_left_id_actor")),
        sa.ForeignKeyConstraint(["right_id"], ["actor.id"], name=op.f("fk_judgement_right_id_actor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
    )
    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_judgement_left_id"), ["left_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_judgement_right_id"), ["right_id"], unique=False)

    op.create_table(
        "name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=16), nullable=False),
        sa.Column("script", sa.String(length=4), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("strength", sa.String(length=7), nullable=False),
        sa.Column("case_sensitive", sa.Boolean(), nullable=False),
        sa.Column("from_date", sa.String(length=10), nullable=True),
        sa.Column("from_first", sa.Date(), nullable=False),
        sa.Column("from_last", sa.Date(), nullable=False),
        sa.Column("to_date", sa.String(length=10), nullable=True),
        sa.Column("to_first", sa.Date(), nullable=False),
        sa.Column("to_last", sa.Date(), nullable=False),
        sa.Column("end_state", sa.String(length=8), nullable=False),
        sa.Column("checked", sa.Text(), nullable=True),
        sa.Column("retired_revision", sa.Integer(), nullable=True),
        sa.Column("asserted_revision", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_name_actor_id_actor")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_name_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name")),
    )
    with op.batch_alter_table("name", schema=None) as batch_op:
        batch_op.create_index(
            "uq_name_live",
            ["actor_id", "text", "lang", "kind", "from_first", "source_id"],
            unique=True,
            sqlite_where=sa.text("retired_revision IS NULL"),
            postgresql_where=sa.text("retired_revision IS NULL"),
        )

    op.create_table(
        "position",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("class", sa.String(length=30), nullable=False),
        sa.Column("also_class", sa.String(length=30), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("collective", sa.Boolean(), nullable=False),
        sa.Column("from_date", sa.String(length=10), nullable=True),
        sa.Column("from_first", sa.Date(), nullable=False),
        sa.Column("from_last", sa.Date(), nullable=False),
        sa.Column("to_date", sa.String(length=10), nullable=True),
        sa.Column("to_first", sa.Date(), nullable=False),
        sa.Column("to_last", sa.Date(), nullable=False),
        sa.Column("end_state", sa.String(length=8), nullable=False),
        sa.Column("checked", sa.Text(), nullable=True),
        sa.Column("retired_revision", sa.Integer(), nullable=True),
        sa.Column("asserted_revision", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["actor.id"], name=op.f("fk_position_body_id_actor")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_position_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position")),
    )
    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_position_body_id"), ["body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_position_key"), ["key"], unique=False)
        batch_op.create_index(
            "uq_position_live",
            ["key", "source_id"],
            unique=True,
            sqlite_where=sa.text("retired_revision IS NULL"),
            postgresql_where=sa.text("retired_revision IS NULL"),
        )

    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("predicate", sa.String(length=20), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("from_date", sa.String(length=10), nullable=True),
        sa.Column("from_first", sa.Date(), nullable=False),
        sa.Column("from_last", sa.Date(), nullable=False),
        sa.Column("to_date", sa.String(length=10), nullable=True),
        sa.Column("to_first", sa.Date(), nullable=False),
        sa.Column("to_last", sa.Date(), nullable=False),
        sa.Column("end_state", sa.String(length=8), nullable=False),
        sa.Column("checked", sa.Text(), nullable=True),
        sa.Column("retired_revision", sa.Integer(), nullable=True),
        sa.Column("asserted_revision", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["object_id"], ["actor.id"], name=op.f("fk_relation_object_id_actor")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_relation_source_id_source")),
        sa.ForeignKeyConstraint(["subject_id"], ["actor.id"], name=op.f("fk_relation_subject_id_actor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
    )
    with op.batch_alter_table("relation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relation_object_id"), ["object_id"], unique=False)
        batch_op.create_index(
            "uq_relation_live",
            ["subject_id", "predicate", "object_id", "from_first", "source_id"],
            unique=True,
            sqlite_where=sa.text("retired_revision IS NULL"),
            postgresql_where=sa.text("retired_revision IS NULL"),
        )

    op.create_table(
        "mention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("type", sa.String(length=8), nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("name_id", sa.Integer(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("extractor_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_mention_actor_id_actor")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_mention_document_id_document")
        ),
        sa.ForeignKeyConstraint(["name_id"], ["name.id"], name=op.f("fk_mention_name_id_name")),
        sa.ForeignKeyConstraint(["segment_id"], ["segment.id"], name=op.f("fk_mention_segment_id_segment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
    )
    with op.batch_alter_table("mention", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mention_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mention_document_id"), ["document_id"], unique=False)

    op.create_table(
        "name_key",
        sa.Column("name_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=12), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["name_id"], ["name.id"], name=op.f("fk_name_key_name_id_name")),
        sa.PrimaryKeyConstraint("name_id", "scheme", "key", name=op.f("pk_name_key")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("name_key", schema=None) as batch_op:
        batch_op.create_index("ix_name_key_key", ["key", "scheme"], unique=False)

    op.create_table(
        "occupancy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("acting", sa.Boolean(), nullable=False),
        sa.Column("from_date", sa.String(length=10), nullable=True),
        sa.Column("from_first", sa.Date(), nullable=False),
        sa.Column("from_last", sa.Date(), nullable=False),
        sa.Column("to_date", sa.String(length=10), nullable=True),
        sa.Column("to_first", sa.Date(), nullable=False),
        sa.Column("to_last", sa.Date(), nullable=False),
        sa.Column("end_state", sa.String(length=8), nullable=False),
        sa.Column("checked", sa.Text(), nullable=True),
        sa.Column("retired_revision", sa.Integer(), nullable=True),
        sa.Column("asserted_revision", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["actor.id"], name=op.f("fk_occupancy_person_id_actor")),
        sa.ForeignKeyConstraint(
            ["position_id"], ["position.id"], name=op.f("fk_occupancy_position_id_position")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_occupancy_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupancy")),
    )
    with op.batch_alter_table("occupancy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occupancy_position_id"), ["position_id"], unique=False)
        batch_op.create_index(
            "uq_occupancy_live",
            ["person_id", "position_id", "from_first", "source_id", "acting"],
            unique=True,
            sqlite_where=sa.text("retired_revision IS NULL"),
            postgresql_where=sa.text("retired_revision IS NULL"),
        )

    op.create_table(
        "mention_candidate",
        sa.Column("mention_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_mention_candidate_actor_id_actor")),
        sa.ForeignKeyConstraint(
            ["mention_id"], ["mention.id"], name=op.f("fk_mention_candidate_mention_id_mention")
        ),
        sa.PrimaryKeyConstraint("mention_id", "actor_id", name=op.f("pk_mention_candidate")),
    )

