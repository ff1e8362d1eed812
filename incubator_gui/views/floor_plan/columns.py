"""The columns of the table beside the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg, pmsg
from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.domain.plan_values import SeatRow
from incubator_gui.domain.space import NOT_FOR_RENT
from incubator_gui.domain.vocabulary import FOCUS_AREAS, ROOM_KINDS
from incubator_gui.itemmodels.columns import Column
from incubator_gui.services.residency_read import ResidencyRow
from incubator_gui.services.space_read import natural
from incubator_gui.widgets.parse import parse_day


class Line(NamedTuple):
    """One line: the id of a desk or of a room, what the plan says of it, and about the company."""

    id: UUID
    seat: SeatRow
    kind: str
    area: float | None
    focus_area: str | None
    stay: ResidencyRow | None


def lines(plan: HousePlan, seats: Sequence[SeatRow], stays: Sequence[ResidencyRow]) -> list[Line]:
    """The lines of a day."""
    stay_of: dict[UUID, ResidencyRow] = {}
    for stay in stays:
        stay_of.setdefault(stay.company_id, stay)
    out = []
    for seat in seats:
        room = plan.rooms[seat.place.room]
        if room.kind in NOT_FOR_RENT and seat.company is None:
            continue
        company = plan.companies.get(seat.company) if seat.company else None
        area = room.area if seat.place.desk is None else room.area / room.desks if room.desks else None
        out.append(Line(seat.place.desk or seat.place.room, seat, room.kind, area or None,
                        company.focus_area if company else None, stay_of.get(seat.company) if seat.company else None))
    return out


def _day(words: str) -> date:
    found = parse_day(words)
    if found is None:
        raise Refused(msg("Write days as in the calendar, for example {day}.", day=date(2027, 5, 12)))
    return found


def _day_or_open(words: str) -> date | None:
    return _day(words) if words.strip(" –") else None


def make_columns() -> tuple[Column, ...]:
    """Floor, room, kind, desk, company, dates, free dates, area; more to be chosen."""
    return (
        Column("site", msg("Site"), lambda row: row[1].place.site, width=110, hidden=True),
        Column("floor", msg("Floor"), lambda row: row[1].place.floor_name, width=72),
        Column("room", msg("Room"), lambda row: row[1].place.room_number, width=64,
               sort_key=lambda value: natural(str(value))),
        Column("room_name", msg("Name of the room"), lambda row: row[1].place.room_name or None, width=120,
               hidden=True),
        Column("kind", msg("Kind"), lambda row: row[2], "choice", 120, ROOM_KINDS),
        Column("desk", msg("Desk"), lambda row: row[1].place.number, "number", 64),
        Column("company", msg("Company"), lambda row: row[1].name or None, width=164, strong=True, link=True,
               tip=lambda row: row[1].name),
        Column("starts", msg("From"), lambda row: row[1].starts, "date", 122, editable=True, parse=_day),
        Column("until", msg("Until"), lambda row: row[1].until, "date", 122, editable=True, parse=_day_or_open),
        Column("free_from", msg("Free from"), lambda row: row[1].free.starts if row[1].free else None, "date", 122),
        Column("free_until", msg("Free until"), lambda row: row[1].free.until if row[1].free else None, "date", 122),
        Column("area", msg("Area in m²"), lambda row: row[3], "number", 72, digits=1),
        Column("locked", msg("Locked"), lambda row: row[1].is_locked or None, width=72,
               show=lambda value: "✓" if value else ""),
        Column("focus_area", msg("Focus area"), lambda row: row[4], "choice", 130, FOCUS_AREAS, hidden=True),
        Column("contract", msg("Contract"), lambda row: row[5].contract or None if row[5] else None, width=110,
               hidden=True),
        Column("planned_end", msg("Planned end"), lambda row: row[5].planned_end if row[5] else None, "date", 122,
               hidden=True),
        Column("taken", msg("State"), lambda row: "taken" if row[1].company else "free", "choice", 90,
               {"taken": pmsg("place", "Taken"), "free": pmsg("place", "Free")}, hidden=True),
    )
