"""an id of an item is never given twice, for versions and evidence know it by that; to whom a file was sent is kept."""

import sqlalchemy as sa
from alembic import op

revision = "c3e58d17b0f4"
down_revision = "4f0c2ab97e15"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("export_request", sa.Column("sent_to", sa.String(length=420), server_default="", nullable=False))
    _rebuild(autoincrement=True)


def downgrade() -> None:
    _rebuild(autoincrement=False)
    op.drop_column("export_request", "sent_to")


def _rebuild(*, autoincrement: bool) -> None:
    """SQLite gives the id of the last row that went to the next one, unless it is told not to."""
    if op.get_bind().dialect.name != "sqlite":
        return
    kwargs = {"sqlite_autoincrement": True} if autoincrement else {}
    for table in ("resume_section", "resume_item"):
        with op.batch_alter_table(table, recreate="always", table_kwargs=kwargs):
            pass
