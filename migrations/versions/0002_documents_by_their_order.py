"""What documents hold lies together by document: keys of document and place instead of ids of their own.

The title in front of a mention is kept, the extractor's version moves to the document, and each document says
how many sentences and paragraphs of it have an actor.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_tables()
    _copy_rows()
    for table in ("mention_candidate", "appearance", "mention", "segment", "document"):
        op.drop_table(table)
    for table in ("document", "segment", "mention", "mention_candidate", "appearance"):
        op.rename_table(f"new_{table}", table)
    _make_indices()


def _make_tables() -> None:
    op.create_table(
        "new_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("published_first", sa.Date(), nullable=True),
        sa.Column("published_last", sa.Date(), nullable=True),
        sa.Column("lang", sa.String(length=16), nullable=True),
        sa.Column("asserted_revision", sa.Integer(), nullable=False),
        sa.Column("read_revision", sa.Integer(), nullable=False),
        sa.Column("extractor_version", sa.Integer(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("appearing_sentences", sa.Integer(), nullable=False),
        sa.Column("appearing_paragraphs", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("sha256", name=op.f("uq_document_sha256")),
    )
    op.create_table(
        "new_segment",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_segment_document_id_document")
        ),
        sa.PrimaryKeyConstraint("document_id", "sentence", name=op.f("pk_segment")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "new_mention",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("type", sa.String(length=8), nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("name_id", sa.Integer(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_mention_actor_id_actor")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_mention_document_id_document")
        ),
        sa.ForeignKeyConstraint(["name_id"], ["name.id"], name=op.f("fk_mention_name_id_name")),
        sa.ForeignKeyConstraint(
            ["document_id", "sentence"],
            ["segment.document_id", "segment.sentence"],
            name=op.f("fk_mention_document_id_segment"),
        ),
        sa.PrimaryKeyConstraint("document_id", "start", name=op.f("pk_mention")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "new_mention_candidate",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_mention_candidate_actor_id_actor")),
        sa.ForeignKeyConstraint(
            ["document_id", "start"],
            ["mention.document_id", "mention.start"],
            name=op.f("fk_mention_candidate_document_id_mention"),
        ),
        sa.PrimaryKeyConstraint("document_id", "start", "actor_id", name=op.f("pk_mention_candidate")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "new_appearance",
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_appearance_actor_id_actor")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_appearance_document_id_document")
        ),
        sa.PrimaryKeyConstraint(
            "actor_id", "document_id", "paragraph", "sentence", name=op.f("pk_appearance")
        ),
        sqlite_with_rowid=False,
    )


def _copy_rows() -> None:
    op.execute("""
        INSERT INTO new_document (id, sha256, title, url, publisher, published, published_first, published_last, lang,
            asserted_revision, read_revision, extractor_version, mentions, appearing_sentences, appearing_paragraphs,
            text)
        SELECT id, sha256, title, url, publisher, published, published_first, published_last, lang,
            asserted_revision, asserted_revision,
            coalesce((SELECT min(m.extractor_version) FROM mention m WHERE m.document_id = d.id), 0),
            (SELECT count(*) FROM mention m WHERE m.document_id = d.id),
            (SELECT count(DISTINCT a.sentence) FROM appearance a WHERE a.document_id = d.id),
            (SELECT count(DISTINCT a.paragraph) FROM appearance a WHERE a.document_id = d.id),
            text
        FROM document d""")
    op.execute("""
        INSERT INTO new_segment (document_id, sentence, paragraph, start, "end")
        SELECT document_id, sentence, paragraph, start, "end" FROM segment""")
    op.execute("""
        INSERT INTO new_mention (document_id, start, "end", sentence, surface, type, status, reason, actor_id, name_id,
            score)
        SELECT m.document_id, m.start, m."end", s.sentence, m.surface, m.type, m.status, m.reason, m.actor_id,
            m.name_id, m.score
        FROM mention m JOIN segment s ON s.id = m.segment_id""")
    op.execute("""
        INSERT INTO new_mention_candidate (document_id, start, actor_id, score)
        SELECT m.document_id, m.start, c.actor_id, c.score
        FROM mention_candidate c JOIN mention m ON m.id = c.mention_id""")
    op.execute("""
        INSERT INTO new_appearance (actor_id, document_id, paragraph, sentence)
        SELECT actor_id, document_id, paragraph, sentence FROM appearance""")


def _make_indices() -> None:
    op.create_index(
        "ix_document_published",
        "document",
        ["published_first", "published_last", "appearing_sentences", "appearing_paragraphs"],
    )
    op.create_index(
        "ix_mention_actor_id",
        "mention",
        ["actor_id"],
        sqlite_where=sa.text("actor_id IS NOT NULL"),
        postgresql_where=sa.text("actor_id IS NOT NULL"),
    )
    op.create_index(
        "ix_mention_unknown",
        "mention",
        ["surface"],
        sqlite_where=sa.text("status = 'unknown' AND type = 'name'"),
        postgresql_where=sa.text("status = 'unknown' AND type = 'name'"),
    )
    op.create_index(
        "ix_appearance_document_id", "appearance", ["document_id", "paragraph", "sentence", "actor_id"]
    )
