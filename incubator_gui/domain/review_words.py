"""The fixed words of review and decision: keys that are stored, and how each is called (DOMAIN section 4)."""

from __future__ import annotations

from collections.abc import Mapping

from incubator_gui.core.messages import Message, msg, pmsg

PHASES: Mapping[str, Message] = {
    "review": pmsg("phase", "Review"),
    "calibration": msg("Calibration"),
    "selection": pmsg("phase", "Selection"),
}

SEES_OTHERS: Mapping[str, Message] = {
    "never": msg("never"),
    "after_own": msg("after their own"),
    "always": msg("always"),
}
"""When reviewers see what others wrote."""

STANCES: Mapping[str, Message] = {
    "reviewed": msg("Reviewed"),
    "abstained": msg("Abstained"),
    "recused": msg("Recused"),
}

REVIEW_STATES: Mapping[str, Message] = {
    "open": pmsg("review", "Open"),
    "draft": pmsg("review", "Begun"),
    "submitted": pmsg("review", "Finished"),
    "abstained": msg("Abstained"),
    "recused": msg("Recused"),
}
"""Where one review stands, as people see it; stored are stance and draft or submitted."""

CONFLICT_KINDS: Mapping[str, Message] = {
    "founder": msg("Founder"),
    "employee": msg("Employee"),
    "family": msg("Family"),
    "investor": msg("Investor"),
    "advisor": msg("Advisor"),
    "competitor": msg("Competitor"),
    "institution": msg("Same institution"),
    "other": pmsg("conflict", "Other"),
}

CONFLICT_ORIGINS: Mapping[str, Message] = {
    "declared": msg("declared"),
    "detected": msg("detected"),
    "set": msg("set by an officer"),
}

CONFLICT_STATES: Mapping[str, Message] = {
    "open": msg("to be decided"),
    "confirmed": pmsg("conflict", "confirmed"),
    "dismissed": msg("dismissed"),
}
"""Everything but dismissed is in force."""

CONFLICT_SIGNS: Mapping[str, Message] = {
    "person": msg("the same person"),
    "name": msg("the same name"),
    "email": msg("the same e-mail address"),
    "domain": msg("the same e-mail domain"),
    "phone": msg("the same phone number"),
    "employer": msg("the same employer"),
    "shareholder": msg("shareholder"),
}
"""By what a conflict was detected."""

WAYS: Mapping[str, Message] = {
    "package": msg("Review package"),
    "form": msg("Fillable PDF"),
    "sheet": msg("XLSX sheet"),
}
"""How reviews travel to a reviewer and back."""

SOURCES: Mapping[str, Message] = {
    "window": msg("typed in"),
    "package": msg("review package"),
    "form": msg("PDF form"),
    "sheet": msg("spreadsheet"),
}
"""Where a value of a review came from."""

OUTCOMES: Mapping[str, Message] = {
    "accept": msg("Accept"),
    "accept_with_conditions": msg("Accept with conditions"),
    "waitlist": msg("Waitlist"),
    "reject": msg("Reject"),
    "more_information": msg("Ask for more information"),
}

OUTCOME_STATUS: Mapping[str, str] = {
    "accept": "accepted",
    "accept_with_conditions": "accepted",
    "waitlist": "waitlisted",
    "reject": "rejected",
    "more_information": "more_information",
}
"""The status to whose stage an announced decision moves the application."""

DECISION_STATES: Mapping[str, Message] = {
    "pending": msg("Pending"),
    "announced": msg("Announced"),
}

CONFIDENCES: Mapping[int, Message] = {
    1: msg("unsure"),
    2: msg("fairly sure"),
    3: msg("at home in the field"),
}
"""How sure a reviewer is."""

TOPIC_LEVELS: Mapping[int, Message] = {
    0: msg("none"),
    1: msg("some"),
    2: msg("good"),
    3: msg("expert"),
}
"""How well a reviewer knows a focus area."""
