"""How what is due is shown: its icon, its group, how late or when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.services.duty import LATE, LATER, TODAY, UNDATED, WEEK, Duty

GROUPS: Mapping[str, Message] = {
    LATE: msg("Late"), TODAY: msg("Today"), WEEK: msg("This week"), LATER: msg("Later"),
    UNDATED: msg("Without a date"),
}

_TASKS = {
    "review": "clipboard-check", "interview": "message-square", "more_information": "circle-help", "letter": "mail",
    "space": "armchair", "contract": "file-check", "report": "file-text", "pilot": "flag", "gate": "flag",
    "roadshow": "presentation", "money": "banknote", "call": "phone", "document": "file-text",
    "mentoring": "message-square", "decision": "check-check", "meeting": "users", "service": "hand-helping",
    "exit": "log-out", "training": "graduation-cap"}
_DERIVED = {
    "engagement": "hand-helping", "deliverable": "file-check", "entitlement": "hourglass", "training": "graduation-cap",
    "roadshow": "presentation", "begins": "log-in", "planned_end": "log-out", "limit": "hourglass", "age": "hourglass",
    "place_ends": "armchair", "no_place": "armchair", "hand_over": "armchair", "take_back": "armchair",
    "unowned": "inbox", "long": "inbox", "review": "clipboard-check"}


def icon_of(duty: Duty) -> str:
    """The icon of what it is about."""
    return (_TASKS if duty.task is not None else _DERIVED).get(duty.kind, "list-checks")


def title_of(duty: Duty) -> str:
    """What is to be done, in the language of the screen."""
    return " ".join(text(duty.title).split())


def when(duty: Duty, day: date) -> str:
    """How late it is, or when it is due."""
    if duty.note is not None:
        return text(duty.note)
    if duty.on is None:
        return "–"
    late = duty.days_late(day)
    if late:
        return ntr("{n} day late", "{n} days late", late)
    if duty.on == day:
        return duty.at or tr("today")
    return current().day(duty.on)
