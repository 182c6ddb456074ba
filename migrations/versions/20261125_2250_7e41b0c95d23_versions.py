"""versions of resumes, and the parts that they share."""

import sqlalchemy as sa
from alembic import op

revision = "7e41b0c95d23"
down_revision = "5d1c7a0e42b9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "version_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resume_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resume_id"], ["resumes.id"], name=op.f("fk_version_part_resume_id_resumes"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_part")),
    )
    op.create_index("ix_version_part_resume_id_hash", "version_part", ["resume_id", "hash"], unique=True)
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("resume_id", sa.Integer(), nullable=False),
        sa.Column("export_request_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), server_default="", nullable=False),
        sa.Column("name", sa.String(length=120), server_default="", nullable=False),
        sa.Column("note", sa.String(length=200), server_default="", nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.String(length=64), server_default="", nullable=False),
        sa.Column("digest", sa.String(length=64), server_default="", nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_versions_user_id_user"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["resume_id"], ["resumes.id"], name=op.f("fk_versions_resume_id_resumes"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["export_request_id"], ["export_request.id"],
            name=op.f("fk_versions_export_request_id_export_request"), ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
    )  # fmt: skip
    op.create_index("ix_versions_resume_id_number", "versions", ["resume_id", "number"], unique=True)
    op.create_index(op.f("ix_versions_user_id"), "versions", ["user_id"])
    op.create_index(op.f("ix_versions_export_request_id"), "versions", ["export_request_id"])
    with op.batch_alter_table("resumes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unkept_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("thin_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_resumes_unkept_since"), ["unkept_since"])
        batch_op.create_index(batch_op.f("ix_resumes_thin_at"), ["thin_at"])
    op.execute("UPDATE resumes SET unkept_since = updated_at")  # the sweep makes a first version of each


def downgrade() -> None:
    with op.batch_alter_table("resumes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resumes_thin_at"))
        batch_op.drop_index(batch_op.f("ix_resumes_unkept_since"))
        batch_op.drop_column("thin_at")
        batch_op.drop_column("unkept_since")
    op.drop_table("versions")
    op.drop_table("version_part")
