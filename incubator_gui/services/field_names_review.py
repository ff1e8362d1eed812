"""What tables and columns of review and decision are called in the history."""

from __future__ import annotations

from collections.abc import Mapping

from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.domain.decision_letter import STATES as LETTER_STATES
from incubator_gui.domain.review_words import (
    CONFLICT_KINDS,
    CONFLICT_ORIGINS,
    CONFLICT_STATES,
    DECISION_STATES,
    OUTCOMES,
    PHASES,
    REVIEW_STATES,
    SEES_OTHERS,
    STANCES,
    WAYS,
)

TABLES: Mapping[str, Message] = {
    "agenda_item": msg("Item of the agenda"), "conflict": msg("Conflict of interest"), "decision": msg("Decision"),
    "decision_condition": msg("Condition"), "decision_meeting": msg("Meeting"),
    "document_clearance": msg("Blind copy of a document"), "letter": msg("Letter"),
    "letter_template": msg("Words of a letter"), "meeting_seat": msg("Seat in a meeting"),
    "panel_seat": msg("Seat on the panel"), "redacted_text": msg("Blind copy of a text"), "review": msg("Review"),
    "review_answer": msg("Answer in a review"), "review_assignment": msg("Assignment"),
    "review_note": msg("Note on a document"),
    "review_package": msg("Review package"), "review_phase": msg("Phase"),
    "review_preference": msg("Wish of a reviewer"), "review_return": msg("Returned file"),
    "review_round": msg("Round"), "reviewer": msg("Reviewer"), "rubric": msg("Rubric"),
    "rubric_version": msg("Version of a rubric"), "score_table": msg("Frozen scores"), "vote": msg("Vote"),
}

COLUMNS: Mapping[str, Message] = {
    "abstained": msg("Abstained"), "address": msg("E-mail"), "announced_at": msg("Announced on"),
    "announced_by": msg("Announced by"), "application_version": msg("Version of an application"),
    "assigned_at": msg("Assigned on"), "assigned_by": msg("Assigned by"), "body": msg("Text"),
    "chair_id": msg("Chair"), "choice": msg("Vote"), "closed_at": msg("Closed at"), "comment": msg("Comment"),
    "confidence": msg("Sureness of the reviewer"), "criterion": msg("Criterion"), "decided_at": msg("Decided on"),
    "decided_by": msg("Decided by"), "employer": msg("Employer"), "field": msg("Field"),
    "handed_over_at": msg("Handed over on"), "is_blind": msg("Names of applicants are hidden"),
    "is_done": msg("Dealt with"), "is_officer": msg("Runs the review"), "is_present": msg("Present"),
    "made_by": msg("Made by"), "mark": msg("Mark"), "may_decide": msg("Decisions are made"),
    "may_review": msg("Reviews are written"), "may_vote": msg("May vote"), "merged_at": msg("Merged on"),
    "merged_by": msg("Merged by"), "minutes_each": msg("Minutes each"),
    "moves_on": msg("Applications move on by themselves"), "note": msg("Note"), "noted_at": msg("Noted on"),
    "noted_by": msg("Noted by"), "opened_at": msg("Opened at"), "origin": msg("Origin"),
    "out": msg("Out of the room"), "outcome": msg("Outcome"), "private_comment": msg("Comment for officers only"),
    "page": pmsg("number", "Page"), "protection": msg("Protection"), "quota": msg("Quota"), "quote": msg("Quoted"),
    "replacement_id": msg("The file that takes its place"),
    "returned_at": msg("Came back on"), "reviewer_id": msg("Reviewer"), "reviews_each": msg("Reviews each"),
    "seconds": msg("Time in seconds"), "sees_others": msg("Sees other reviews"), "set_by": msg("Entered by"),
    "shows_reviewers": msg("Reviewers see each other's names"), "signs": msg("Signs"), "stance": msg("How it ended"),
    "started_at": msg("Begun on"), "starts_at": msg("Begins at"), "subject": msg("Subject"),
    "submitted_at": msg("Finished on"), "topics": msg("Knows about"), "verify_key": msg("Key"), "way": msg("Way"),
    "words": msg("Text of the note"),
}

HIDDEN = frozenset({
    "based_on", "cast_at", "criteria", "decision_id", "item_id", "manifest", "meeting_id", "package_id", "phase_id",
    "document", "note_key", "rects",
    "provenance", "result", "review_id", "revision", "round_id", "rubric_id", "rubric_version_id", "saved_at",
    "seat_id", "set_at", "table_id", "task_id"})
"""What has no name of its own to be shown, or is for the program."""

CHOICES: Mapping[tuple[str, str], Mapping[str, Message]] = {
    ("conflict", "kind"): CONFLICT_KINDS, ("conflict", "origin"): CONFLICT_ORIGINS,
    ("conflict", "state"): CONFLICT_STATES, ("decision", "outcome"): OUTCOMES,
    ("decision", "state"): DECISION_STATES, ("letter", "state"): {**LETTER_STATES, "earlier": msg("Set aside")},
    ("review_phase", "sees_others"): SEES_OTHERS, ("vote", "choice"): OUTCOMES,
    ("letter_template", "outcome"): OUTCOMES, ("review", "state"): REVIEW_STATES, ("review", "stance"): STANCES,
    ("review_phase", "kind"): PHASES, ("review_package", "way"): WAYS,
}
