"""people may leave, and the last letter to them leaves no row."""

import sqlalchemy as sa
from alembic import op

revision = "c94d0e7fb615"
down_revision = "7b21c64df0a3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user", sa.Column("leaving_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_user_leaving_at", "user", ["leaving_at"])
    op.add_column("letter", sa.Column("passing", sa.Boolean(), server_default=sa.text("false"), nullable=False))


def downgrade() -> None:
    op.drop_column("letter", "passing")
    op.drop_index("ix_user_leaving_at", "user")
    op.drop_column("user", "leaving_at")
