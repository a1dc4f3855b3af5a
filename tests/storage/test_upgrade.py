"""Migrations on populated databases: all or nothing, after a backup."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from actors.assets import asset_dir
from actors.config import Settings
from actors.errors import DatabaseError, NewerDatabaseError
from actors.storage import sqlite, upgrade
from actors.storage.engine import make_engine
from actors.storage.schema import Base
from actors.storage.views import VIEWS
from tests.storage.stating import dump, execute, rows

HEAD = sqlite.schema_head()
NEXT = HEAD + 1

ADDS_A_COLUMN = """
    with op.batch_alter_table("actor") as batch:
        batch.add_column(sa.Column("gender", sa.Text(), nullable=True))
"""
REBUILDS_A_PARENT = """
    with op.batch_alter_table("actor", recreate="always") as batch:
        batch.add_column(sa.Column("gender", sa.Text(), nullable=False, server_default="?"))
    with op.batch_alter_table("name", recreate="always") as batch:
        batch.alter_column("text", type_=sa.String(500))
"""
FAILS_AFTER_DDL = """
    op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("UPDATE actor SET caption = 'gone'")
    op.drop_table("mention_candidate")
    raise RuntimeError("halfway")
"""
HAS_WRONG_SQL = """
    op.execute("UPDATE actor SET caption = 'gone'")
    op.execute("UPDATE no_such_table SET x = 1")
"""
LOSES_ROWS = """
    op.execute("DELETE FROM relation")
"""
LOSES_THE_CHILDREN_OF_A_REBUILT_TABLE = """
    op.execute("CREATE TABLE fresh AS SELECT * FROM name WHERE kind = 'primary'")
    op.drop_table("name")
    op.rename_table("fresh", "name")
"""
BREAKS_A_REFERENCE = """
    op.execute("UPDATE name SET actor_id = 999 WHERE id = 1")
"""
MIGRATION = '''"""A change that a test makes."""

import sqlalchemy as sa
from alembic import op

revision = "{number:04d}"
down_revision = "{before:04d}"
branch_labels = None
depends_on = None


def upgrade() -> None:
{body}
'''


def migrations_with(folder: Path, body: str) -> Path:
    """A copy of the project's migrations with one more."""
    shutil.copytree(asset_dir("migrations"), folder)
    text = MIGRATION.format(number=NEXT, before=HEAD, body=body)
    (folder / "versions" / f"{NEXT:04d}_a_change.py").write_text(text, "utf-8")
    return folder


def counts(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return sqlite.table_counts(connection)


@pytest.mark.parametrize("body", [ADDS_A_COLUMN, REBUILDS_A_PARENT], ids=["add a column", "rebuild parents"])
def test_a_migration_keeps_the_rows_raises_the_schema_number_and_leaves_a_backup(
    small: Settings, tmp_path: Path, body: str
) -> None:
    before, content = counts(small.database), dump(small.database)
    kept = {view: rows(small.database, f"SELECT * FROM {view}") for view in VIEWS}
    migrations = migrations_with(tmp_path / "migrations", body)
    copy = upgrade.upgrade(small.database, migrations)
    assert copy is not None
    assert copy.parent == small.database.parent
    assert dump(copy) == content
    assert counts(small.database) == before
    with closing(sqlite.connect_to_read(small.database, migrations)) as connection:
        assert sqlite.schema_number(connection) == NEXT
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(f"{NEXT:04d}",)]
        assert "gender" in {row[1] for row in connection.execute("PRAGMA table_info(actor)")}
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        parents = {row[2] for row in connection.execute("PRAGMA foreign_key_list(name)")}
        assert parents == {"actor", "source"}
        for view, stated in kept.items():
            assert connection.execute(f"SELECT * FROM {view}").fetchall() == stated
    assert upgrade.upgrade(small.database, migrations) is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (FAILS_AFTER_DDL, "could not be upgraded and is as it was before: halfway"),
        (HAS_WRONG_SQL, "could not be upgraded and is as it was before: no such table: no_such_table"),
        (LOSES_ROWS, "the migration lost rows (relation 3 -> 0); nothing was changed"),
        (LOSES_THE_CHILDREN_OF_A_REBUILT_TABLE, "nothing was changed"),
        (BREAKS_A_REFERENCE, "the migration left 1 broken references; nothing was changed"),
        ("    syntax error", "could not be upgraded and is as it was before"),
    ],
    ids=["raises halfway", "wrong SQL", "loses rows", "loses children", "breaks a reference", "is no Python"],
)
def test_a_migration_that_fails_leaves_the_database_as_it_was_and_says_so_in_one_line(
    small: Settings, tmp_path: Path, body: str, said: str
) -> None:
    before = dump(small.database)
    with pytest.raises(DatabaseError) as caught:
        upgrade.upgrade(small.database, migrations_with(tmp_path / "migrations", body))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert dump(small.database) == before
    (backup,) = small.database.parent.glob("*.backup")
    assert dump(backup) == before


def test_a_database_that_failed_to_upgrade_can_be_upgraded_by_a_mended_migration(
    small: Settings, tmp_path: Path
) -> None:
    with pytest.raises(DatabaseError):
        upgrade.upgrade(small.database, migrations_with(tmp_path / "wrong", FAILS_AFTER_DDL))
    for backup in small.database.parent.glob("*.backup"):
        backup.unlink()
    assert upgrade.upgrade(small.database, migrations_with(tmp_path / "mended", ADDS_A_COLUMN))


def test_two_upgrades_that_fail_within_a_second_both_say_why(small: Settings, tmp_path: Path) -> None:
    migrations = migrations_with(tmp_path / "migrations", FAILS_AFTER_DDL)
    for _ in range(3):  # three, so that two of them lie within one second by the clock
        with pytest.raises(DatabaseError, match="halfway"):
            upgrade.upgrade(small.database, migrations)


def test_a_newer_database_is_refused_for_upgrading_and_not_touched(small: Settings) -> None:
    execute(small.database, f"PRAGMA user_version = {NEXT}")
    before = dump(small.database)
    with pytest.raises(NewerDatabaseError, match=f"schema {NEXT}, this program knows {HEAD}"):
        upgrade.upgrade(small.database)
    assert dump(small.database) == before


def test_a_new_database_is_not_made_over_an_existing_file(tmp_path: Path) -> None:
    taken = tmp_path / "taken.sqlite"
    taken.write_text("mine")
    with pytest.raises(DatabaseError, match="already exists"):
        upgrade.create(taken)
    assert taken.read_text() == "mine"


def test_migrations_make_the_tables_that_the_models_describe(blank: Path) -> None:
    def include(_object: object, _name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
        return not (kind == "table" and reflected and compare_to is None)

    engine = make_engine(blank)
    with engine.connect() as connection:
        options = {"include_object": include, "compare_type": True, "render_as_batch": True}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)
        connection.rollback()
    engine.dispose()
    assert differences == []


def test_the_only_tables_are_those_of_the_models_and_alembics(blank: Path) -> None:
    assert set(counts(blank)) == {*Base.metadata.tables, "alembic_version"}


def test_a_database_made_today_carries_the_newest_schema_number(blank: Path) -> None:
    newest = sorted(path.name for path in (asset_dir("migrations") / "versions").glob("*.py"))[-1]
    assert int(newest[:4]) == HEAD
    assert rows(blank, "PRAGMA user_version") == [(HEAD,)]
    assert rows(blank, "PRAGMA application_id") == [(sqlite.APPLICATION_ID,)]


def test_the_schema_head_is_the_highest_number_among_migrations(tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    assert sqlite.schema_head(tmp_path) == 0
    for name in ("0002_second.py", "0010_tenth.py", "0011_notes.txt", "draft.py", "__init__.py"):
        (versions / name).touch()
    assert sqlite.schema_head(tmp_path) == 10
