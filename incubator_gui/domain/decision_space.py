"""What an acceptance means for the house: desks and area by month, and who has to wait for a place.

Counted are desks by number, not where they stand: planned exits free them, stays that begin later and
admitted companies without a place keep them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from incubator_gui.core.languages import Translator
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.domain.plan_values import PlanCompany
from incubator_gui.domain.space import WORK_ROOMS, Holding, Span, earlier, first_of_months, uses

MONTHS = 12
"""How far ahead is looked."""


@dataclass(frozen=True, slots=True)
class Team:
    """Somebody who needs desks: an accepted application, or an admitted company without a place."""

    id: UUID
    company: UUID
    desks: int | None


@dataclass(frozen=True, slots=True)
class MonthSpace:
    """The first day of a month: what is in use without the accepted ones, and with those that find room."""

    day: date
    desks: int
    before: int
    after: int
    area: float
    area_before: float
    area_after: float

    @property
    def share(self) -> float | None:
        """Share of the desks in use with the accepted ones."""
        return self.after / self.desks if self.desks else None

    @property
    def area_share(self) -> float | None:
        """Share of the usable area in use with the accepted ones."""
        return self.area_after / self.area if self.area else None


@dataclass(frozen=True, slots=True)
class Capacity:
    """The house if these teams are accepted. `starts` says from when each finds room: None is not within the months.

    `unknown` are teams that did not say how many desks they need; they count as none.
    """

    months: tuple[MonthSpace, ...]
    teams: tuple[Team, ...]
    starts: tuple[date | None, ...]
    reserved: int = 0
    unknown: int = 0

    @property
    def desks(self) -> int:
        """Desks that the accepted teams need."""
        return sum(team.desks or 0 for team in self.teams)

    def month(self, day: date | None = None) -> MonthSpace | None:
        """The month of a day, or the first one."""
        found = [one for one in self.months if day is None or (one.day.year, one.day.month) == (day.year, day.month)]
        return found[0] if found else (self.months[0] if self.months else None)

    def waiting(self, day: date) -> tuple[Team, ...]:
        """Teams that have no place on a day."""
        return tuple(team for team, start in zip(self.teams, self.starts, strict=True)
                     if start is None or start > day)

    def last_start(self) -> date | None:
        """When the last team finds room; None where one finds none, or nobody is there."""
        starts = [start for start in self.starts if start is not None]
        return max(starts) if starts and len(starts) == len(self.starts) else None


def capacity(plan: HousePlan, teams: Sequence[Team], reserved: Sequence[Team], today: date,
             months: int = MONTHS) -> Capacity:
    """Give teams room in their order, the reserved ones before them, each from the first month in which it stays."""
    days = first_of_months(_next_month(today), months)
    held = _until_exit(plan, today)
    course = uses(plan.rooms, held, days, area=plan.area)
    free = [use.desks - use.desks_in_use for use in course]
    placed = [0] * len(days)
    starts: list[date | None] = []
    for team in (*reserved, *teams):
        mine = [_has(plan, held, team.company, day) for day in days]
        need = [max(0, (team.desks or 0) - have) for have in mine]
        first = next((at for at in range(len(days))
                      if all(free[later] >= need[later] for later in range(at, len(days)))), None)
        starts.append(None if first is None else days[first])
        for at in range(first if first is not None else len(days), len(days)):
            free[at] -= need[at]
            placed[at] += need[at]
    per_desk = _area_of_desk(plan)
    return Capacity(
        tuple(MonthSpace(use.day, use.desks, use.desks_in_use, use.desks_in_use + more, use.area_usable,
                         use.area_in_use, use.area_in_use + more * per_desk)
              for use, more in zip(course, placed, strict=True)),
        tuple(teams), tuple(starts[len(reserved):]), sum(team.desks or 0 for team in reserved),
        sum(team.desks is None for team in teams))


def capacity_line(found: Capacity, day: date | None, words: Translator) -> str:
    """One line: how many are accepted, how full the house is then, and who waits."""
    month = found.month(day)
    count = len(found.teams)
    if month is None or not month.desks or month.share is None:
        return words.text(nmsg("{n} accepted; no desks are entered for the house yet.",
                               "{n} accepted; no desks are entered for the house yet.", count))
    parts: list[Message] = [nmsg(
        "Accept {n} ({desks}) → {share} of the desks occupied in {month}",
        "Accept {n} ({desks}) → {share} of the desks occupied in {month}", count,
        desks=nmsg("{n} desk", "{n} desks", found.desks), share=words.percent(month.share),
        month=words.day(month.day, "whole_month"))]
    waiting = found.waiting(month.day)
    if not waiting:
        parts.append(msg("nobody waits"))
    else:
        last = found.last_start()
        parts.append(
            nmsg("{n} team waits, until {month}", "{n} teams wait, the last until {month}", len(waiting),
                 month=words.day(last, "whole_month")) if last is not None
            else nmsg("{n} team waits, longer than {months} months", "{n} teams wait, some longer than {months} months",
                      len(waiting), months=len(found.months)))
    if found.unknown:
        parts.append(nmsg("{n} does not say how many desks it needs", "{n} do not say how many desks they need",
                          found.unknown))
    return ("，" if words.language == "zh" else ", ").join(words.text(part) for part in parts)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _until_exit(plan: HousePlan, today: date) -> list[Holding]:
    """What companies have, ended where they are planned to leave."""
    leaves = {id: end for id, company in plan.companies.items()
              if (end := _leaves(company)) is not None and end > today}
    out = []
    for one in plan.holdings:
        end = leaves.get(one.company)
        if end is not None and end > one.span.starts:
            one = replace(one, span=Span(one.span.starts, earlier(one.span.until, end)))
        out.append(one)
    return out


def _leaves(company: PlanCompany) -> date | None:
    """The planned end of its last stay."""
    if not company.stays:
        return None
    last = max(company.stays, key=lambda stay: stay.span.starts)
    return last.span.until or last.planned_end


def _has(plan: HousePlan, held: Sequence[Holding], company: UUID, day: date) -> int:
    if not plan.of_company(company):
        return 0
    return sum(plan.rooms[one.room].desks if one.desk is None else 1 for one in held
               if one.company == company and one.span.has(day) and one.room in plan.rooms)


def _area_of_desk(plan: HousePlan) -> float:
    work = [room for room in plan.rooms.values() if room.kind in WORK_ROOMS and room.desks]
    desks = sum(room.desks for room in work)
    return sum(room.area for room in work) / desks if desks else 0.0
