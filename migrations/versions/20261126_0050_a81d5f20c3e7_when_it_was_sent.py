"""when a file was sent, and which bytes it was made again from."""

import sqlalchemy as sa
from alembic import op

revision = "a81d5f20c3e7"
down_revision = "2d9b6e51c7fa"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("export_request", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("sha256_before", sa.String(length=64), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("export_request", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("sha256_before")
        batch_op.drop_column("sent_at")
