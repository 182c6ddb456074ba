"""what lies in the trash goes for good, and its files after it."""

import sqlalchemy as sa
from alembic import op

revision = "7b21c64df0a3"
down_revision = "7e41b0c95d23"
branch_labels = None
depends_on = None

TRASHABLE = ("cover_letters", "job_contact", "jobs", "resume_item", "resume_section", "resumes")
BASE = {"unique": True, "sqlite_where": sa.text("base"), "postgresql_where": sa.text("base")}


def upgrade() -> None:
    op.create_table(
        "leftover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), server_default="", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leftover")),
    )
    op.create_index(op.f("ix_leftover_due_at"), "leftover", ["due_at"])
    _rebuild(autoincrement=True)
    for table in TRASHABLE:
        op.create_index(f"ix_{table}_deleted_at", table, ["deleted_at"])


def downgrade() -> None:
    for table in TRASHABLE:
        op.drop_index(f"ix_{table}_deleted_at", table)
    _rebuild(autoincrement=False)
    op.drop_table("leftover")


def _rebuild(*, autoincrement: bool) -> None:
    """SQLite gives the id of the last row that went to the next one, unless it is told not to."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.drop_index("ix_resumes_one_base", "resumes")
    kwargs = {"sqlite_autoincrement": True} if autoincrement else {}
    with op.batch_alter_table("resumes", recreate="always", table_kwargs=kwargs):
        pass
    op.create_index("ix_resumes_one_base", "resumes", ["user_id"], **BASE)
