"""How outcomes, votes and times look and read."""

from __future__ import annotations

from collections.abc import Mapping

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg, tr
from incubator_gui.domain.decision import ABSTAIN
from incubator_gui.domain.score_sheet import ScoreSheet

LOOKS: Mapping[str, tuple[str, str]] = {
    "accept": ("circle-check", "success"),
    "accept_with_conditions": ("list-checks", "success"),
    "waitlist": ("hourglass", "warning"),
    "reject": ("circle-x", "error"),
    "more_information": ("circle-help", "accent"),
    ABSTAIN: ("minus", "neutral"),
}
"""Icon and tone of each outcome: shapes differ, not only colours."""

SHORT: Mapping[str, Message] = {
    "accept": pmsg("vote", "Accept"),
    "accept_with_conditions": pmsg("vote", "Conditions"),
    "waitlist": pmsg("vote", "Waitlist"),
    "reject": pmsg("vote", "Reject"),
    "more_information": pmsg("vote", "Ask back"),
    ABSTAIN: pmsg("vote", "Abstain"),
}
"""Outcomes where there is little room."""

MEETING_STATES: Mapping[str, Message] = {
    "planned": pmsg("meeting", "Planned"), "open": pmsg("meeting", "Under way"), "closed": pmsg("meeting", "Closed")}

LETTER_LOOKS: Mapping[str, tuple[str, str]] = {
    "": ("circle-dashed", "neutral"), "draft": ("pencil", "neutral"), "ready": ("check", "success"),
    "handed_over": ("send", "success")}

NO_LETTER = msg("none yet")


def tone_of(outcome: str | None) -> str:
    """The colour name of an outcome's mark in a table."""
    tone = LOOKS.get(outcome or "", ("", "muted"))[1]
    return "muted" if tone == "neutral" else tone


def clock(seconds: int) -> str:
    """Minutes and seconds; what is over the time is below 0."""
    sign = "−" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{sign}{minutes}:{rest:02d}"


def score(sheet: ScoreSheet | None, share: float | None) -> str:
    """A score on the scale of its rubric."""
    if sheet is None or share is None:
        return "–"
    if (sheet.low, sheet.high) == (0.0, 1.0):
        return current().percent(share)
    return current().number(round(sheet.on_scale(share), 2), 2)


def spread(sheet: ScoreSheet | None, share: float | None) -> str:
    """A distance on the scale of its rubric."""
    if sheet is None or share is None:
        return "–"
    if (sheet.low, sheet.high) == (0.0, 1.0):
        return current().percent(share)
    return current().number(round(share * (sheet.high - sheet.low), 2), 2)


def application_name(number: int, name: str) -> str:
    """Number and name; a name that is only the number once more is not said twice."""
    figures = f"{number:04d}"
    return name if figures in name else tr("{number} {name}", number=figures, name=name)
