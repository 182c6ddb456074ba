"""everything that a person has, in one file."""

import sqlalchemy as sa
from alembic import op

revision = "e05f1a93c2d8"
down_revision = "c94d0e7fb615"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "takeout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), server_default="", nullable=False),
        sa.Column("error", sa.String(length=200), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=40), server_default="", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_key", sa.String(), nullable=True),
        sa.Column("file_size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), server_default="", nullable=False),
        sa.CheckConstraint("(state = 'ready') = (file_key IS NOT NULL)", name=op.f("ck_takeout_ready_has_file")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_takeout_letter_id_letter"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_takeout_user_id_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeout")),
        sqlite_autoincrement=True,
    )
    for column in ("letter_id", "user_id"):
        op.create_index(op.f(f"ix_takeout_{column}"), "takeout", [column])
    op.create_index("ix_takeout_state_expires_at", "takeout", ["state", "expires_at"])


def downgrade() -> None:
    op.drop_table("takeout")
