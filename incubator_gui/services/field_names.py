"""What tables and columns are called in the history, beyond the fields that people edit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.domain.fields import FIELDS
from incubator_gui.domain.residency import CONDITIONS, EXIT_KINDS
from incubator_gui.domain.service_words import AUDIENCES, LINEUP_STATES, SEAT_STATES
from incubator_gui.domain.vocabulary import (
    DOCUMENT_KINDS,
    ENGAGEMENT_STATUSES,
    INDICATORS,
    LIVES,
    ROOM_KINDS,
    ROUND_KINDS,
    STATUSES,
)
from incubator_gui.services import field_names_review as review

TABLES: Mapping[str, Message] = {
    "allocation": msg("Desk allocation"), "answer": msg("Answer"), "application": msg("Application"),
    "application_version": msg("Version of an application"), "call": pmsg("intake", "Call"),
    "company": msg("Company"), "company_person": msg("Place in a team"), "company_profile": msg("One-pager texts"),
    "deliverable": msg("Deliverable"), "desk": msg("Desk"),
    "distinct_pair": msg("Different companies"), "document": msg("Document"),
    "engagement": msg("Service for a company"), "entitlement": msg("Entitlement"),
    "erasure": msg("Erasure"), "floor": msg("Floor"),
    "funding_round": msg("Funding round"),
    "house_setting": msg("Setting of the house"), "import_mapping": msg("Remembered import"),
    "indicator_value": msg("Figure"), "ledger_entry": msg("Ledger entry"), "lineup_entry": msg("Place in a line-up"),
    "mentor": msg("Mentor"), "milestone": msg("Milestone"), "note": msg("Note"), "pack_issue": msg("Issued pack"),
    "rehearsal": msg("Rehearsal"), "person": msg("Person"), "question": msg("Question"),
    "residency": msg("Stay"), "roadshow": msg("Roadshow"), "room": msg("Room"), "saved_view": msg("Saved view"),
    "scenario": msg("Scenario"), "service": msg("Service"), "site": msg("Site"), "stage": msg("Stage"),
    "stage_move": msg("Move to a stage"), "tag": msg("Tag"), "tagging": msg("Tag on a record"),
    "target": msg("Target"), "task": msg("Task"),
    "training": msg("Training"), "training_seat": msg("Seat of a training"), **review.TABLES,
}

COLUMNS: Mapping[str, Message] = {
    **review.COLUMNS,
    "added_by": msg("Added by"), "amount": msg("Amount"), "application_id": msg("Application"), "area": msg("Area"),
    "as_of": msg("As of"), "author": msg("Written by"), "by": msg("By"), "call_id": pmsg("intake", "Call"),
    "closed_on": msg("Closed on"), "closes_on": msg("Closes on"), "company_id": msg("Company"),
    "contact_hours": msg("Contact hours"), "contract": msg("Contract"), "currency": msg("Currency"),
    "current_version": msg("Version"), "dated_on": msg("Dated"), "day": msg("Day"),
    "description": msg("Description"), "desk_id": msg("Desk"), "due_on": msg("Due on"), "ended_on": msg("Ended on"),
    "ends_on": msg("Until"), "engagement_id": msg("Service for a company"), "exit_kind": msg("Exit"),
    "file_name": msg("File"), "first_id": msg("First company"), "founded_precision": msg("Founding date known to the"),
    "from_stage_id": msg("From stage"), "held_on": msg("Held on"), "indicator": msg("Indicator"),
    "investors": msg("Investors"), "is_baseline": msg("Baseline"), "is_revert": msg("Step back"),
    "is_staff": msg("Member of staff"), "keep_until": msg("Keep until"), "kind": msg("Kind"),
    "language": msg("Language"), "merged_into_id": msg("Merged into"), "minutes": msg("Minutes"),
    "moved_on": msg("Moved on"), "name": msg("Name"), "name_de": msg("Name in German"),
    "name_en": msg("Name in English"), "name_zh": msg("Name in Chinese"), "number": msg("Number"),
    "opens_on": msg("Opens on"), "owner_id": msg("In charge"), "person_id": msg("Person"), "place": msg("Place"),
    "planned_end": msg("Planned end"), "preparation_hours": msg("Preparation hours"), "purpose": msg("Purpose"),
    "question_id": msg("Question"), "reason": msg("Reason"), "roadshow_id": msg("Roadshow"), "room_id": msg("Room"),
    "score": msg("Score"), "second_id": msg("Second company"), "service_id": msg("Service"), "since": msg("Since"),
    "size": msg("Size in bytes"), "source": msg("Source"), "stage_id": msg("Stage"),
    "stage_since": msg("In this stage since"), "starts_on": msg("From"), "status": msg("Status"),
    "tag_id": msg("Tag"), "text": msg("Text"), "title": msg("Title"), "to_stage_id": msg("To stage"),
    "unit": msg("Unit"), "until": msg("Until"), "use_of_funds": msg("Use of funds"), "value": msg("Value"),
    "done_on": msg("Done on"), "email": msg("E-mail"), "phone": msg("Phone"), "initials": msg("Initials"),
    "content": msg("Content"), "is_active": msg("In use"), "colour": msg("Colour"), "key": msg("Key"),
    "copy": pmsg("number of a printed paper", "Copy"), "document_id": msg("Document"), "edition": msg("Version"),
    "expires_on": msg("Valid until"), "hours": msg("Hours"), "issued_at": msg("Issued at"),
    "issued_by": msg("Issued by"),
    "lineup_entry_id": msg("Place in a line-up"), "pages": msg("Pages"), "profile": msg("Pack for"),
    "recipient": msg("Recipient"), "state": msg("State"), "trainer_id": msg("Trainer"), "training_id": msg("Training"),
    "watermark": msg("Watermark"),
    "exit_note": msg("Note on the exit"), "exit_condition": msg("Condition met"), "exit_evidence": msg("Evidence"),
    "desks": msg("Desks in contract"), "wish": msg("Wish for the place"), "is_locked": msg("Locked"),
    "erased_at": msg("Erased at"), "legal_name": msg("Legal name"), "records": msg("Records"),
}

HIDDEN = review.HIDDEN | {
    "pinyin", "position", "created_at", "sha256", "logo_sha256", "moved_at", "added_at", "written_at", "media_type",
    "made_at", "founded_precision", "polygon", "outline", "fingerprint", "used_at"}
"""Columns that say nothing to people: they follow from others."""

OWNERS = ("application_id", "company_id", "person_id", "roadshow_id", "call_id")
"""Columns that name the record a row hangs on, the nearest first."""

_CHOICES: Mapping[tuple[str, str], Mapping[str, Message]] = {
    ("company", "life"): LIVES, ("document", "kind"): DOCUMENT_KINDS, ("engagement", "status"): ENGAGEMENT_STATUSES,
    ("indicator_value", "indicator"): INDICATORS, ("room", "kind"): ROOM_KINDS, ("funding_round", "kind"): ROUND_KINDS,
    ("training", "status"): ENGAGEMENT_STATUSES, ("training_seat", "state"): SEAT_STATES,
    ("lineup_entry", "status"): LINEUP_STATES, ("pack_issue", "profile"): AUDIENCES,
    ("stage", "status"): STATUSES, ("residency", "kind"): LIVES,
    ("residency", "exit_kind"): EXIT_KINDS, ("residency", "exit_condition"): CONDITIONS, **review.CHOICES,
}


def table_label(table: str) -> Message:
    """What a record of a table is called."""
    return TABLES.get(table) or msg("Record")


def label_for(table: str, column: str) -> Message | str:
    """What a column is called; its own name where nobody named it."""
    for declared in FIELDS.get(table, ()):
        if declared.key == column:
            return declared.label
    return COLUMNS.get(column, column)


def choice_of(table: str, column: str, value: Any) -> Message | None:
    """The words for a stored choice."""
    choices = _CHOICES.get((table, column))
    if choices is None:
        choices = next((f.choices for f in FIELDS.get(table, ()) if f.key == column), None)
    return choices.get(value) if choices and isinstance(value, str) else None
