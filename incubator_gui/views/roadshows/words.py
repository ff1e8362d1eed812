"""How things about roadshows read and look."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from babel.numbers import UnknownCurrencyError, format_compact_currency

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, ntr, pmsg, text, tr
from incubator_gui.domain.service_words import LINEUP_STATES
from incubator_gui.services.roadshow_rows import EntryRow, RoadshowRow
from incubator_gui.widgets.parse import parse_number
from incubator_gui.widgets.tag import Tone

PHASES: Final[Mapping[str, Message]] = {
    "today": pmsg("roadshow", "Today"),
    "coming": pmsg("roadshow", "Coming"),
    "undated": pmsg("roadshow", "No date yet"),
    "over": pmsg("roadshow", "Over"),
}
"""When a roadshow is."""

_PHASE_LOOKS: Final[Mapping[str, tuple[str, Tone]]] = {
    "today": ("presentation", "accent"), "coming": ("calendar", "accent"), "undated": ("circle-dashed", "warning"),
    "over": ("check-check", "neutral")}
_STATE_LOOKS: Final[Mapping[str, tuple[str, str]]] = {
    "invited": ("mail", "muted"), "confirmed": ("check", "accent"), "deck_in": ("file-check", "accent"),
    "rehearsed": ("circle-check", "success"), "declined": ("circle-slash", "muted")}


def phase(row: RoadshowRow, today: date) -> str:
    """A key of PHASES."""
    if row.held_on is None:
        return "undated"
    if row.held_on == today:
        return "today"
    return "coming" if row.held_on > today else "over"


def next_first(rows: Sequence[RoadshowRow], today: date) -> list[RoadshowRow]:
    """The next one on top, then those without a day, then what is over, the latest first."""
    coming = sorted((row for row in rows if row.held_on and row.held_on >= today), key=lambda row: row.held_on or today)
    undated = [row for row in rows if row.held_on is None]
    over = sorted((row for row in rows if row.held_on and row.held_on < today), key=lambda row: row.held_on or today,
                  reverse=True)
    return [*coming, *undated, *over]


def phase_look(key: str) -> tuple[str, Tone]:
    """Icon and state of a phase."""
    return _PHASE_LOOKS[key]


def state_mark(status: str) -> tuple[str, str]:
    """Icon and colour name of where a company stands."""
    return _STATE_LOOKS.get(status, ("circle", "muted"))


def state_words(status: str) -> str:
    """Where a company stands."""
    return text(LINEUP_STATES.get(status, status))


def ask_words(entry: EntryRow) -> str:
    """What a company looks for, in short form; empty where nothing is on record."""
    if entry.ask is None or not entry.ask_currency:
        return ""
    return money(entry.ask, entry.ask_currency)


def money(amount: Decimal, currency: str) -> str:
    """An amount in short form: ¥600万, €2.4M."""
    try:
        words = str(format_compact_currency(amount, currency, locale=current().locale, fraction_digits=1))
    except UnknownCurrencyError:
        return f"{current().number(amount)} {currency}"
    mark = re.escape(current().number(Decimal("1.0"), 1)[1:2])
    words = re.sub(rf"{mark}0(?!\d)", "", words)
    return re.sub(r"(?<![\d.,])\d{4,}(?![\d.,]*\d)", lambda found: current().number(int(found[0])), words)


def lacking(entry: EntryRow) -> str:
    """What is missing, said plainly."""
    if entry.status == "declined":
        return tr("does not come")
    return current().clauses(text(one) for one in entry.missing) or tr("nothing")


def length(minutes: int) -> str:
    """Minutes as people say them: 1 h 36 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ntr("{n} minute", "{n} minutes", rest)
    return tr("{hours} h {minutes} min", hours=hours, minutes=rest) if rest else tr("{hours} h", hours=hours)


def ready(row: RoadshowRow) -> str:
    """How many lack nothing."""
    return tr("{ready} of {n}", ready=row.ready, n=row.companies) if row.companies else "–"


def minutes(words: str) -> int:
    """Minutes as people type them; raises Refused."""
    value = parse_number(words) if words.strip() else Decimal(0)
    if value is None or value != value.to_integral_value() or not 0 <= value <= 600:
        raise Refused(msg("“{words}” are no minutes. Write a whole number up to 600.", words=words.strip()[:40]))
    return int(value)
