"""How stays read: their fields, state, months, what the clocks say."""

from __future__ import annotations

from datetime import date

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.domain.fields import Field
from incubator_gui.domain.programme import add_months
from incubator_gui.domain.residency import AGE_AT_ENTRY, EXIT_KINDS, STAY, STAY_KINDS, Rule
from incubator_gui.services.residency import LABELS
from incubator_gui.services.residency_read import ResidencyRow

STATES: dict[str, Message] = {"planned": msg("To come"), "present": msg("In the house"), "over": msg("Over")}

STATE_LOOKS = {"planned": ("circle-dashed", "muted"), "present": ("circle-check", "success"),
               "over": ("log-out", "muted")}
"""Icon and colour name of a state."""

FIELDS = (
    Field("kind", LABELS["kind"], "choice", required=True, choices=STAY_KINDS),
    Field("contract", LABELS["contract"], maximum=60),
    Field("starts_on", LABELS["starts_on"], "date", required=True),
    Field("planned_end", LABELS["planned_end"], "date"),
    Field("desks", LABELS["desks"], "integer", maximum=500),
    Field("wish", LABELS["wish"], maximum=300),
)
EXIT_FIELDS = (
    Field("exit_evidence", LABELS["exit_evidence"], "long_text", maximum=20_000),
    Field("exit_note", LABELS["exit_note"], "long_text", maximum=20_000),
)
"""Fields of a stay that are edited in place; those of the exit once it is entered."""


def months(value: float | None) -> str:
    """Months as people say them: begun ones do not count."""
    return "–" if value is None else ntr("{n} month", "{n} months", int(value))


def limit_of(rules: tuple[Rule, ...], key: str) -> int | None:
    """The months that a rule allows."""
    return next((rule.months for rule in rules if rule.key == key), None)


def stay_remark(row: ResidencyRow, rules: tuple[Rule, ...]) -> tuple[str, str]:
    """What the clock of the stay says, and its tone."""
    limit, clocks = limit_of(rules, STAY), row.clocks
    if limit is None or clocks.limit_on is None:
        return "", ""
    if clocks.over_limit:
        return ntr("over the limit of {n} month", "over the limit of {n} months", limit), "error"
    if clocks.remind:
        return tr("limit on {day}", day=clocks.limit_on), "warning"
    return ntr("limit {n} month", "limit {n} months", limit), "muted"


def age_remark(row: ResidencyRow, rules: tuple[Rule, ...], founded: date | None) -> tuple[str, str]:
    """What the clock of the age says, and its tone."""
    limit = limit_of(rules, AGE_AT_ENTRY)
    if row.clocks.age_at_entry is None:
        return tr("founding date unknown"), "muted"
    if limit is None:
        return "", ""
    if row.clocks.too_old_at_entry and founded is not None and row.clocks.entered is not None:
        days = (row.clocks.entered - add_months(founded, limit)).days
        return ntr("{n} day over the limit of {limit} months", "{n} days over the limit of {limit} months", days,
                   limit=limit), "error"
    return ntr("limit {n} month", "limit {n} months", limit), "muted"


def end_remark(row: ResidencyRow, day: date) -> tuple[str, str]:
    """How long until the end that is planned or entered, and its tone."""
    end = row.ends_on or row.planned_end
    if end is None:
        return tr("no end is planned"), "muted"
    left = (end - day).days
    if row.ends_on is not None and left <= 0:
        return exit_words(row), "muted"
    if left < 0:
        return ntr("{n} day ago", "{n} days ago", -left), "error"
    return ntr("in {n} day", "in {n} days", left), "warning" if left <= 60 else "muted"


def exit_words(row: ResidencyRow) -> str:
    """The kind of exit."""
    return text(EXIT_KINDS.get(row.exit_kind, row.exit_kind)) if row.exit_kind else "–"


def day_words(day: date | None) -> str:
    """A day, or a dash."""
    return current().day(day) if day is not None else "–"


def pick(stays: tuple[ResidencyRow, ...], day: date) -> ResidencyRow | None:
    """The stay that matters on a day: the present one, else the next, else the last."""
    for state in ("present", "planned"):
        found = [row for row in stays if row.state(day) == state]
        if found:
            return found[0]
    return stays[-1] if stays else None
