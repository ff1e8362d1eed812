"""Review and decision: rubrics, rounds, reviewers, packages, meetings, letters"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import incubator_gui.db.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_template",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
    )
    op.create_table(
        "rubric",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric")),
    )
    op.create_table(
        "decision_meeting",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("call_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.String(length=5), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("chair_id", incubator_gui.db.types.Id(), nullable=True),
        sa.Column("minutes_each", sa.Integer(), server_default="8", nullable=False),
        sa.Column("opened_at", incubator_gui.db.types.Moment(), nullable=True),
        sa.Column("closed_at", incubator_gui.db.types.Moment(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_decision_meeting_call_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["chair_id"],
            ["person.id"],
            name=op.f("fk_decision_meeting_chair_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_meeting")),
    )
    with op.batch_alter_table("decision_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_meeting_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_meeting_chair_id"), ["chair_id"], unique=False)

    op.create_table(
        "reviewer",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("person_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("is_officer", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("topics", incubator_gui.db.types.Json(), nullable=True),
        sa.Column("employer", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recipient", sa.String(length=200), nullable=True),
        sa.Column("verify_key", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reviewer_person_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviewer")),
    )
    with op.batch_alter_table("reviewer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reviewer_person_id"), ["person_id"], unique=False)

    op.create_table(
        "rubric_version",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("rubric_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("criteria", incubator_gui.db.types.Json(), nullable=False),
        sa.Column("made_at", incubator_gui.db.types.Moment(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["rubric_id"],
            ["rubric.id"],
            name=op.f("fk_rubric_version_rubric_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric_version")),
        sa.UniqueConstraint("rubric_id", "number", name=op.f("uq_rubric_version_rubric_id_number")),
    )
    with op.batch_alter_table("rubric_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rubric_version_rubric_id"), ["rubric_id"], unique=False)

    op.create_table(
        "score_table",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("call_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("made_at", incubator_gui.db.types.Moment(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=True),
        sa.Column("content", incubator_gui.db.types.Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_score_table_call_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_table")),
    )
    with op.batch_alter_table("score_table", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_score_table_call_id"), ["call_id"], unique=False)

    op.create_table(
        "conflict",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("person_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("company_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("kind", sa.String(length=20), server_default="other", nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("signs", incubator_gui.db.types.Json(), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("noted_at", incubator_gui.db.types.Moment(), nullable=False),
        sa.Column("noted_by", sa.String(length=120), nullable=True),
        sa.Column("decided_at", incubator_gui.db.types.Moment(), nullable=True),
        sa.Column("decided_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_conflict_company_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_conflict_person_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
    )
    with op.batch_alter_table("conflict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflict_company_id"), ["company_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conflict_person_id"), ["person_id"], unique=False)

    op.create_table(
        "meeting_seat",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("meeting_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("person_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("may_vote", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("is_present", sa.Boolean(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["decision_meeting.id"],
            name=op.f("fk_meeting_seat_meeting_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_meeting_seat_person_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_seat")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_meeting_seat_meeting_id_person_id")),
    )
    with op.batch_alter_table("meeting_seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_seat_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_seat_person_id"), ["person_id"], unique=False)

    op.create_table(
        "review_round",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("call_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("rubric_version_id", incubator_gui.db.types.Id(), nullable=True),
        sa.Column("reviews_each", sa.Integer(), server_default="3", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("phase_id", incubator_gui.db.types.Id(), nullable=True),
        sa.Column("moves_on", sa.Boolean(), server_default="0", nullable=False),
        sa.CheckConstraint("reviews_each >= 0", name=op.f("ck_review_round_reviews_each")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_review_round_call_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["rubric_version_id"],
            ["rubric_version.id"],
            name=op.f("fk_review_round_rubric_version_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_round")),
    )
    with op.batch_alter_table("review_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_round_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_round_rubric_version_id"), ["rubric_version_id"], unique=False)

    op.create_table(
        "agenda_item",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("meeting_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("application_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("position", sa.String(length=60), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_done", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("out", incubator_gui.db.types.Json(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_agenda_item_application_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["decision_meeting.id"],
            name=op.f("fk_agenda_item_meeting_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("meeting_id", "application_id", name=op.f("uq_agenda_item_meeting_id_application_id")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_item_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "panel_seat",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("round_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("reviewer_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["reviewer.id"],
            name=op.f("fk_panel_seat_reviewer_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["review_round.id"],
            name=op.f("fk_panel_seat_round_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_seat")),
        sa.UniqueConstraint("round_id", "reviewer_id", name=op.f("uq_panel_seat_round_id_reviewer_id")),
    )
    with op.batch_alter_table("panel_seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_panel_seat_reviewer_id"), ["reviewer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_panel_seat_round_id"), ["round_id"], unique=False)

    op.create_table(
        "redacted_text",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("application_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("based_on", sa.String(length=64), nullable=False),
        sa.Column("made_at", incubator_gui.db.types.Moment(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_redacted_text_application_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redacted_text")),
        sa.UniqueConstraint("application_id", "field", name=op.f("uq_redacted_text_application_id_field")),
    )
    with op.batch_alter_table("redacted_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_redacted_text_application_id"), ["application_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("application_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("reviewer_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("rubric_version_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("application_version", sa.Integer(), nullable=False),
        sa.Column("stance", sa.String(length=20), server_default="reviewed", nullable=False),
        sa.Column("state", sa.String(length=20), server_default="draft", nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("private_comment", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("provenance", incubator_gui.db.types.Json(), nullable=True),
        sa.Column("started_at", incubator_gui.db.types.Moment(), nullable=False),
        sa.Column("saved_at", incubator_gui.db.types.Moment(), nullable=False),
        sa.Column("submitted_at", incubator_gui.db.types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_review_application_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewer.id"], name=op.f("fk_review_reviewer_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["rubric_version_id"],
            ["rubric_version.id"],
            name=op.f("fk_review_rubric_version_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("application_id", "reviewer_id", name=op.f("uq_review_application_id_reviewer_id")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_reviewer_id"), ["reviewer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_rubric_version_id"), ["rubric_version_id"], unique=False)

    op.create_table(
        "review_assignment",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("application_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("reviewer_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("origin", sa.String(length=20), server_default="hand", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("assigned_at", incubator_gui.db.types.Moment(), nullable=False),
        sa.Column("assigned_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_review_assignment_application_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["reviewer.id"],
            name=op.f("fk_review_assignment_reviewer_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_assignment")),
        sa.UniqueConstraint(
            "application_id", "reviewer_id", name=op.f("uq_review_assignment_application_id_reviewer_id")
        ),
    )
    with op.batch_alter_table("review_assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_assignment_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_assignment_reviewer_id"), ["reviewer_id"], unique=False)

    op.create_table(
        "review_package",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("round_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("reviewer_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("is_blind", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("protection", sa.String(length=20), server_default="none", nullable=False),
        sa.Column("manifest", incubator_gui.db.types.Json(), nullable=True),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("made_at", incubator_gui.db.types.Moment(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["reviewer.id"],
            name=op.f("fk_review_package_reviewer_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["review_round.id"],
            name=op.f("fk_review_package_round_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_package")),
    )
    with op.batch_alter_table("review_package", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_package_reviewer_id"), ["reviewer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_package_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_package_sha256"), ["sha256"], unique=False)

    op.create_table(
        "review_phase",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("round_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("position", sa.String(length=60), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("may_review", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("sees_others", sa.String(length=20), server_default="never", nullable=False),
        sa.Column("shows_reviewers", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_blind", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("may_decide", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["review_round.id"],
            name=op.f("fk_review_phase_round_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_phase")),
    )
    with op.batch_alter_table("review_phase", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_phase_round_id"), ["round_id"], unique=False)

    op.create_table(
        "review_preference",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("reviewer_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("application_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_review_preference_application_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["reviewer.id"],
            name=op.f("fk_review_preference_reviewer_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_preference")),
        sa.UniqueConstraint(
            "reviewer_id", "application_id", name=op.f("uq_review_preference_reviewer_id_application_id")
        ),
    )
    with op.batch_alter_table("review_preference", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_preference_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_preference_reviewer_id"), ["reviewer_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("application_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=20), server_default="pending", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("item_id", incubator_gui.db.types.Id(), nullable=True),
        sa.Column("table_id", incubator_gui.db.types.Id(), nullable=True),
        sa.Column("decided_at", incubator_gui.db.types.Moment(), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=True),
        sa.Column("announced_at", incubator_gui.db.types.Moment(), nullable=True),
        sa.Column("announced_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_decision_application_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_decision_item_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["score_table.id"], name=op.f("fk_decision_table_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_table_id"), ["table_id"], unique=False)

    op.create_table(
        "document_clearance",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("document_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("replacement_id", incubator_gui.db.types.Id(), nullable=True),
        sa.Column("decided_at", incubator_gui.db.types.Moment(), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_document_clearance_document_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["replacement_id"],
            ["document.id"],
            name=op.f("fk_document_clearance_replacement_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_clearance")),
        sa.UniqueConstraint("document_id", name=op.f("uq_document_clearance_document_id")),
    )
    with op.batch_alter_table("document_clearance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_clearance_document_id"), ["document_id"], unique=False)

    op.create_table(
        "review_answer",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("review_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("criterion", sa.String(length=60), nullable=False),
        sa.Column("mark", incubator_gui.db.types.Amount(), nullable=True),
        sa.Column("abstained", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=20), server_default="window", nullable=False),
        sa.Column("package_id", incubator_gui.db.types.Id(), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=True),
        sa.Column("set_at", incubator_gui.db.types.Moment(), nullable=False),
        sa.Column("set_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["package_id"],
            ["review_package.id"],
            name=op.f("fk_review_answer_package_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_review_answer_review_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_answer")),
        sa.UniqueConstraint("review_id", "criterion", name=op.f("uq_review_answer_review_id_criterion")),
    )
    with op.batch_alter_table("review_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_answer_package_id"), ["package_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_answer_review_id"), ["review_id"], unique=False)

    op.create_table(
        "review_note",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("review_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("note_key", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=True),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("rects", incubator_gui.db.types.Json(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=20), server_default="window", nullable=False),
        sa.Column("package_id", incubator_gui.db.types.Id(), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=True),
        sa.Column("set_at", incubator_gui.db.types.Moment(), nullable=False),
        sa.Column("set_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["package_id"],
            ["review_package.id"],
            name=op.f("fk_review_note_package_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_review_note_review_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_note")),
        sa.UniqueConstraint("review_id", "note_key", name=op.f("uq_review_note_review_id_note_key")),
    )
    with op.batch_alter_table("review_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_note_package_id"), ["package_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_note_review_id"), ["review_id"], unique=False)

    op.create_table(
        "review_return",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("package_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("returned_at", incubator_gui.db.types.Moment(), nullable=True),
        sa.Column("merged_at", incubator_gui.db.types.Moment(), nullable=False),
        sa.Column("merged_by", sa.String(length=120), nullable=True),
        sa.Column("result", incubator_gui.db.types.Json(), nullable=True),
        sa.ForeignKeyConstraint(
            ["package_id"],
            ["review_package.id"],
            name=op.f("fk_review_return_package_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_return")),
    )
    with op.batch_alter_table("review_return", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_return_package_id"), ["package_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_return_sha256"), ["sha256"], unique=False)

    op.create_table(
        "vote",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("item_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("seat_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("choice", sa.String(length=30), nullable=False),
        sa.Column("cast_at", incubator_gui.db.types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_vote_item_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["meeting_seat.id"], name=op.f("fk_vote_seat_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("item_id", "seat_id", name=op.f("uq_vote_item_id_seat_id")),
    )
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vote_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "decision_condition",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("decision_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("position", sa.String(length=60), nullable=False),
        sa.Column("task_id", incubator_gui.db.types.Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decision.id"],
            name=op.f("fk_decision_condition_decision_id"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_decision_condition_task_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_condition")),
    )
    with op.batch_alter_table("decision_condition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_condition_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_condition_task_id"), ["task_id"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("decision_id", incubator_gui.db.types.Id(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("recipient", sa.String(length=300), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), server_default="draft", nullable=False),
        sa.Column("handed_over_at", incubator_gui.db.types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_letter_decision_id"), initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_decision_id"), ["decision_id"], unique=False)


def downgrade() -> None:
    op.drop_table("letter")
    op.drop_table("decision_condition")
    op.drop_table("vote")
    op.drop_table("review_return")
    op.drop_table("review_note")
    op.drop_table("review_answer")
    op.drop_table("document_clearance")
    op.drop_table("decision")
    op.drop_table("review_preference")
    op.drop_table("review_phase")
    op.drop_table("review_package")
    op.drop_table("review_assignment")
    op.drop_table("review")
    op.drop_table("redacted_text")
    op.drop_table("panel_seat")
    op.drop_table("agenda_item")
    op.drop_table("review_round")
    op.drop_table("meeting_seat")
    op.drop_table("conflict")
    op.drop_table("score_table")
    op.drop_table("rubric_version")
    op.drop_table("reviewer")
    op.drop_table("decision_meeting")
    op.drop_table("rubric")
    op.drop_table("letter_template")
