"""receipts, photos, sheets."""

import sqlalchemy as sa
from alembic import op

revision = "fd467397589e"
down_revision = "3b044c39fd14"
branch_labels = None
depends_on = None

# Plain ALTER TABLE, no batch: SQLite knows it for these, and a rebuilt export_request would forget AUTOINCREMENT.
COLUMNS = (
    ("export_request", sa.Column("proof", sa.String(length=12), server_default="", nullable=False)),
    ("export_request", sa.Column("summary", sa.JSON(), server_default=sa.text("'{}'"), nullable=False)),
    ("export_request", sa.Column("receipt", sa.LargeBinary(), nullable=True)),
    ("preview", sa.Column("sheets", sa.JSON(), server_default=sa.text("'[]'"), nullable=False)),
    ("preview", sa.Column("engine", sa.String(length=100), server_default="", nullable=False)),
    ("preview", sa.Column("kept", sa.JSON(), server_default=sa.text("'[]'"), nullable=False)),
    ("resumes", sa.Column("photo", sa.LargeBinary(), nullable=True)),
    ("resumes", sa.Column("photo_alt", sa.String(length=200), server_default="", nullable=False)),
)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.add_column(table, column)


def downgrade() -> None:
    for table, column in reversed(COLUMNS):
        op.drop_column(table, column.name)
