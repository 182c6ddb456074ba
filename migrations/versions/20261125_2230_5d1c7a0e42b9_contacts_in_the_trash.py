"""contacts of a job go to the trash before they go."""

import sqlalchemy as sa
from alembic import op

revision = "5d1c7a0e42b9"
down_revision = "9676b0d64563"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("job_contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("job_contact", schema=None) as batch_op:
        batch_op.drop_column("deleted_at")
