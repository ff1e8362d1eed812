"""How the items of the calendar look, and what a day is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from babel.dates import get_day_names

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.domain.workdays import Calendar, SpecialDay
from incubator_gui.services.calendar_items import ITEM_KINDS, CalendarItem

ICONS: Final[Mapping[str, str]] = {
    "task": "square-check", "engagement": "hand-helping", "engagement_start": "circle-dot", "deliverable": "file-check",
    "training": "graduation-cap", "mentor_session": "message-square", "planned_end": "calendar-clock",
    "exit": "door-open", "roadshow": "presentation", "rehearsal": "rocket", "review": "clipboard-check",
    "meeting": "flag"}

DUE: Final = frozenset({"task", "engagement", "deliverable", "planned_end", "review"})
"""Kinds that are late once their day has passed."""


@dataclass(frozen=True, slots=True)
class Days:
    """What each day is: for the house, and by country."""

    house: Calendar
    countries: tuple[tuple[str, Calendar], ...] = ()

    def marks(self, day: date) -> tuple[tuple[str, bool], ...]:
        """What is special about a day, each with whether people work: "CN, DE New Year"."""
        language = current().language
        own = next((one for one in reversed(self.house.further) if one.day == day), None)
        found: dict[tuple[str, bool], list[str]] = {}
        for code, days in self.countries:
            special = days.special(day)
            if special is not None:
                found.setdefault((special.name.of(language), special.works), []).append(code)
        marks = [(f"{', '.join(codes)} {name}", works) for (name, works), codes in found.items()]
        if own is not None:
            marks.insert(0, (own.name.of(language), own.works))
        return tuple(marks)

    def special(self, day: date) -> SpecialDay | None:
        """What the house says about a day."""
        return self.house.special(day)


def is_late(item: CalendarItem, today: date) -> bool:
    """Whether something was to be done before today."""
    return item.kind in DUE and item.day < today


def time_words(item: CalendarItem) -> str:
    """When on the day, empty for the whole day."""
    return "–".join(part for part in (item.starts_at, item.ends_at) if part)


def sentence(item: CalendarItem, today: date) -> str:
    """An item in one line: kind, name, time, place, late."""
    words = current()
    title = item.title(words)
    parts = [words.labelled(text(ITEM_KINDS[item.kind]), title), time_words(item), item.place,
             item.company if item.company and item.company not in title else ""]
    if item.hours is not None:
        parts.append(words.hours(item.hours))
    if is_late(item, today):
        parts.append(ntr("{n} day late", "{n} days late", (today - item.day).days))
    return " · ".join(part for part in parts if part)


def weekday(day: date, width: Literal["wide", "abbreviated"] = "wide") -> str:
    """What the day of the week is called."""
    return str(get_day_names(width, context="stand-alone", locale=current().locale)[day.weekday()])


def day_words(day: date, days: Days, count: int) -> str:
    """A day for the screen reader: weekday, date, what is special, how many items."""
    parts = [weekday(day), current().day(day, "long"), *(name for name, _works in days.marks(day)),
             "" if days.house.is_workday(day) else tr("no working day"), ntr("{n} item", "{n} items", count)]
    return current().joined(part for part in parts if part)
