"""what the base item said when it was copied, and what undoes an answer to a change of it."""

import sqlalchemy as sa
from alembic import op

revision = "2d9b6e51c7fa"
down_revision = "e05f1a93c2d8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("resume_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("base_values", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("base_before", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("resume_item", schema=None) as batch_op:
        batch_op.drop_column("base_before")
        batch_op.drop_column("base_values")
