"""A position says in which spells nobody held it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("position", sa.Column("vacant", sa.JSON(), server_default="[]", nullable=False))
