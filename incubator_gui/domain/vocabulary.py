"""The fixed words of the incubator: keys that are stored, and how each is called.

A stored choice is a key, never a label. Words that staff make themselves (stages, tags,
questions) are rows with a label per language, not keys here.
"""

from __future__ import annotations

from collections.abc import Mapping

from incubator_gui.core.messages import Message, msg, pmsg

FOCUS_AREAS: Mapping[str, Message] = {
    "cloud": msg("Cloud applications"),
    "digitalisation": msg("Digitalisation"),
    "mobility": msg("Future mobility"),
}

STATUSES: Mapping[str, Message] = {
    "received": msg("Received"),
    "screening": msg("Screening"),
    "more_information": msg("More information"),
    "review": pmsg("stage", "Review"),
    "interview": msg("Interview"),
    "decision": msg("Decision"),
    "accepted": msg("Accepted"),
    "waitlisted": msg("Waitlisted"),
    "rejected": msg("Rejected"),
    "withdrawn": msg("Withdrawn"),
}
"""The fixed statuses to which the stages that staff define map (DOMAIN section 3)."""

OPEN_STATUSES = frozenset({"received", "screening", "more_information", "review", "interview", "decision"})
"""Statuses in which an application still waits for its outcome."""

PROGRESS = ("received", "screening", "review", "interview", "decision", "accepted")
"""The main line; `more_information` is a side loop and does not move progress backwards."""

LIVES: Mapping[str, Message] = {
    "applicant": msg("Applicant"),
    "rejected": msg("Rejected"),
    "waitlisted": msg("Waitlisted"),
    "admitted": msg("Admitted"),
    "resident": msg("Resident"),
    "affiliate": msg("Affiliate"),
    "graduate": msg("Graduate"),
    "exited": msg("Exited"),
    "alumnus": msg("Alumnus"),
}
"""Where a company stands on its life line."""

PERSON_ROLES: Mapping[str, Message] = {
    "founder": msg("Founder"),
    "managing_director": msg("Managing director"),
    "employee": msg("Employee"),
    "contact": pmsg("role", "Contact"),
    "advisor": msg("Advisor"),
    "investor": msg("Investor"),
    "mentor": msg("Mentor"),
}

DOCUMENT_KINDS: Mapping[str, Message] = {
    "business_plan": msg("Business plan"),
    "deck": msg("Pitch deck"),
    "contract": msg("Contract"),
    "financials": msg("Financial statement"),
    "cap_table": msg("Cap table"),
    "certificate": msg("Certificate"),
    "letter": msg("Letter"),
    "logo": msg("Logo"),
    "other": msg("Other document"),
}

ROOM_KINDS: Mapping[str, Message] = {
    "private_office": msg("Private office"),
    "open_area": msg("Open area"),
    "meeting": msg("Meeting room"),
    "lab": msg("Lab or workshop"),
    "service": msg("Service room"),
    "circulation": msg("Circulation"),
}

ENGAGEMENT_STATUSES: Mapping[str, Message] = {
    "requested": msg("Requested"),
    "planned": msg("Planned"),
    "active": msg("Active"),
    "on_hold": msg("On hold"),
    "done": msg("Done"),
    "cancelled": msg("Cancelled"),
}

ROUND_KINDS: Mapping[str, Message] = {
    "equity": msg("Equity"),
    "debt": msg("Debt"),
    "grant": pmsg("funding", "Grant"),
}

INDICATORS: Mapping[str, Message] = {
    "revenue": msg("Revenue (year)"),
    "jobs_full_time": msg("Full-time jobs"),
    "jobs_part_time": msg("Part-time jobs"),
    "capital_raised": msg("Capital raised"),
    "patents_applied": msg("Patents applied for"),
    "patents_granted": msg("Patents granted"),
    "rd_share": msg("R&D share of cost"),
}

MILESTONE_STATES: Mapping[str, Message] = {
    "planned": msg("Planned"),
    "running": msg("Running"),
    "done": msg("Done"),
}

RECORD_KINDS: Mapping[str, Message] = {
    "company": msg("Company"),
    "person": msg("Person"),
    "application": msg("Application"),
    "call": pmsg("intake", "Call"),
    "document": msg("Document"),
    "note": msg("Note"),
    "roadshow": msg("Roadshow"),
}
"""Kinds of records that search, history and references speak of."""
