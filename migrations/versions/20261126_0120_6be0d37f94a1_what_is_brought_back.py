"""a take-out on its way in, looked at before it is written."""

import sqlalchemy as sa
from alembic import op

revision = "6be0d37f94a1"
down_revision = "c3e58d17b0f4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bringing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("file_size", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), server_default="", nullable=False),
        sa.Column("error", sa.String(length=500), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=40), server_default="", nullable=False),
        sa.Column("review", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_bringing_user_id_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bringing")),
        sqlite_autoincrement=True,
    )
    for column in ("expires_at", "user_id"):
        op.create_index(op.f(f"ix_bringing_{column}"), "bringing", [column])
    op.create_index("ix_bringing_state_asked_at", "bringing", ["state", "asked_at"])


def downgrade() -> None:
    op.drop_table("bringing")
