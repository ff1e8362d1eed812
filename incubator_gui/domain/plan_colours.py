"""Colours of the floor plan: by company, by focus area, by days left.

A slot is a number from 0: the fill is `slot % FILLS` of the theme's categories, hatched where
`slot >= FILLS`. A company keeps its slot on all floors and on all days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.space import Span
from incubator_gui.domain.vocabulary import FOCUS_AREAS

FILLS = 10
"""Categories that the themes have; beyond them the same ones are hatched."""

SLOTS = 2 * FILLS

BY_COMPANY, BY_FOCUS, BY_DAYS = "company", "focus_area", "days_left"
MODES: Mapping[str, Message] = {
    BY_COMPANY: msg("Company"), BY_FOCUS: msg("Focus area"), BY_DAYS: msg("Days left")}
"""What desks can be coloured by."""


@dataclass(frozen=True, slots=True)
class Category:
    """One entry of a legend; `slot` is -1 for what has no colour of its own."""

    key: str
    label: Message
    slot: int


FOCUS = (*(Category(key, label, at) for at, (key, label) in enumerate(FOCUS_AREAS.items())),
         Category("", msg("No focus area"), -1))

DAYS = (
    Category("over", msg("Leaves within 30 days"), 4), Category("quarter", msg("Leaves within 90 days"), 1),
    Category("half", msg("Leaves within half a year"), 7), Category("year", msg("Leaves within a year"), 3),
    Category("later", msg("Leaves later"), 0), Category("open", msg("No end entered"), -1))
_LIMITS = ((30, 0), (90, 1), (182, 2), (365, 3))


def focus_of(area: str | None) -> Category:
    """The category of a focus area."""
    return next((one for one in FOCUS if one.key == (area or "")), FOCUS[-1])


def days_of(span: Span, planned_end: date | None, day: date) -> Category:
    """The category of the days that are left of a stay, to its end or to the planned one."""
    ends = span.until or planned_end
    if ends is None:
        return DAYS[-1]
    left = (ends - day).days
    return next((DAYS[at] for limit, at in _LIMITS if left <= limit), DAYS[4])


def company_slots(companies: Mapping[UUID, int], neighbours: Iterable[tuple[UUID, UUID]]) -> dict[UUID, int]:
    """A slot for each company; neighbours never share one as long as slots last, nor a fill as long as fills last.

    `companies` are in the order in which they came, each with its number. Each takes the slot that
    its number asks for, so a company that comes, goes or changes moves no other; where neighbours ask
    for one fill, the one that came later takes the next.
    """
    beside: dict[UUID, set[UUID]] = {}
    for one, other in neighbours:
        if one != other:
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
    slots: dict[UUID, int] = {}
    for company, number in companies.items():
        taken = {slots[other] for other in beside.get(company, ()) if other in slots}
        wish = max(number - 1, 0) % SLOTS
        free = [slot for slot in range(SLOTS) if slot not in taken] or list(range(SLOTS))
        fills = {slot % FILLS for slot in taken}
        slots[company] = min(free, key=lambda slot: (slot % FILLS in fills, (slot - wish) % SLOTS))
    return slots
