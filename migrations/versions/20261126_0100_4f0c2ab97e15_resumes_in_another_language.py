"""resumes, sections and items that say in another language what others say."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "4f0c2ab97e15"
down_revision = "a81d5f20c3e7"
branch_labels = None
depends_on = None

#: Each table, what its key to the original is called, and what is stored of that one.
TABLES = {
    "resumes": ("original_id", ("original_person", "original_left")),
    "resume_section": ("original_section_id", ("original_title",)),
    "resume_item": ("original_item_id", ("original_revision", "original_values")),
}


def _column(name: str) -> Any:
    return {
        "original_person": sa.Column(name, sa.JSON(none_as_null=True), nullable=True),
        "original_left": sa.Column(name, sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        "original_title": sa.Column(name, sa.String(length=100), server_default="", nullable=False),
        "original_revision": sa.Column(name, sa.Integer(), nullable=True),
        "original_values": sa.Column(name, sa.JSON(none_as_null=True), nullable=True),
    }[name]


def _batch(table: str) -> Any:
    return op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True} if table == "resumes" else {})


def upgrade() -> None:
    for table, (key, columns) in TABLES.items():
        with _batch(table) as batch_op:
            batch_op.add_column(sa.Column(key, sa.Integer(), nullable=True))
            batch_op.add_column(
                sa.Column("original_answered", sa.Boolean(), server_default=sa.text("false"), nullable=False)
            )
            batch_op.add_column(sa.Column("original_before", sa.JSON(none_as_null=True), nullable=True))
            for name in columns:
                batch_op.add_column(_column(name))
            batch_op.create_foreign_key(
                batch_op.f(f"fk_{table}_{key}_{table}"), table, [key], ["id"], ondelete="SET NULL"
            )
            batch_op.create_index(batch_op.f(f"ix_{table}_{key}"), [key], unique=False)


def downgrade() -> None:
    for table, (key, columns) in reversed(TABLES.items()):
        with _batch(table) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{table}_{key}"))
            batch_op.drop_constraint(batch_op.f(f"fk_{table}_{key}_{table}"), type_="foreignkey")
            for name in (*columns, "original_before", "original_answered", key):
                batch_op.drop_column(name)
