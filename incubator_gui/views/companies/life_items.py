"""What stands on the life line: bars and events with their words, lane by lane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.domain.residency import EXIT_KINDS, STAY
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES, MILESTONE_STATES, ROUND_KINDS
from incubator_gui.services.lifeline import Bar, Event
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.views.companies.words import life_words, money, span

_WIDTH = 960
"""Pixels of the line in a usual window: words are kept apart for that."""
_MOST_ROWS = 3

Style = Literal["past", "force", "planned", "event", "event_planned", "late"]

LANES: tuple[tuple[str, Message], ...] = (
    ("stage", msg("Stage")), ("space", msg("Space")), ("services", msg("Services")), ("capital", msg("Capital")),
    ("milestones", msg("Milestones")))


@dataclass(frozen=True, slots=True)
class LifeItem:
    """A bar [starts, ends) or, with `starts` alone meant, an event. `row` is its line within the lane."""

    lane: str
    words: str
    tip: str
    starts: date
    ends: date | None
    style: Style
    row: int = 0
    opens: str = ""

    @property
    def is_event(self) -> bool:
        """Whether it is a point in time."""
        return self.style in ("event", "event_planned", "late")


def life_items(stock: CompanyStock) -> tuple[LifeItem, ...]:
    """Everything on the line, in order of lanes and dates, bars that overlap in rows of their own."""
    items = [item for bar in stock.sheet.bars if (item := _bar(bar, stock.today)) is not None]
    items += _services(stock)
    items += [item for event in stock.sheet.events if (item := _event(event, stock.today)) is not None]
    items += _limit(stock)
    order = {lane: place for place, (lane, _words) in enumerate(LANES)}
    items.sort(key=lambda item: (order[item.lane], item.starts, item.words))
    return _rows(items, stock.today)


def _bar(bar: Bar, today: date) -> LifeItem | None:
    match bar.kind:
        case "application":
            ends = bar.ends_on if bar.ends_on and bar.ends_on > bar.starts_on else bar.starts_on + timedelta(days=1)
            words = tr("Application {number}", number=bar.key)
            return LifeItem("stage", words, _tip(words, bar.starts_on, bar.ends_on), bar.starts_on, ends, "past",
                            opens="applications")
        case "residency":
            words = life_words(bar.key)
            if bar.detail:
                words = tr("{life} · contract {number}", life=words, number=bar.detail)
            style: Style = "planned" if bar.planned else "force"
            return LifeItem("stage", words, _tip(words, bar.starts_on, bar.ends_on), bar.starts_on, bar.ends_on, style,
                            opens="stay")
        case "space":
            words = tr("Room {room} · {count} desks", room=bar.key, count=int(bar.detail or 0))
            tip = _tip(words, bar.starts_on, bar.ends_on)
            if bar.planned:
                tip = tr("{what} (not in force)", what=tip)
            return LifeItem("space", words, tip, bar.starts_on, bar.ends_on, "planned" if bar.planned else "force")
    return None


def _limit(stock: CompanyStock) -> list[LifeItem]:
    """The day on which the longest stay allowed is reached, of a company that is there."""
    rule = next((one for one in stock.rules if one.key == STAY), None)
    on = next((row.clocks.limit_on for row in stock.stays if row.clocks.limit_on is not None), None)
    item = _event(Event("limit", str(rule.months), on, on > stock.today), stock.today) if rule and on else None
    return [item] if item is not None else []


def _services(stock: CompanyStock) -> list[LifeItem]:
    out = []
    for one in stock.engagements:
        if one.starts_on is None or one.status == "cancelled":
            continue
        name = one.name(current().language)
        words = tr("{service} {used} / {granted} h", service=name, used=one.booked, granted=one.granted) \
            if one.granted else name
        ends = one.ended_on or one.due_on
        done = one.status == "done" or (one.ended_on is not None and one.ended_on <= stock.today)
        style: Style = "planned" if one.status in {"requested", "planned"} else "past" if done else "force"
        tip = tr("{what} ({status})", what=_tip(words, one.starts_on, ends),
                 status=text(ENGAGEMENT_STATUSES.get(one.status, one.status)))
        out.append(LifeItem("services", words, tip, one.starts_on, ends, style, opens="services"))
    return out


def _event(event: Event, today: date) -> LifeItem | None:
    style: Style = "event_planned" if event.planned else "event"
    match event.kind:
        case "planned_end":
            words = tr("Planned end")
            return LifeItem("stage", words, _at(words, event.on), event.on, None, "event_planned", opens="stay")
        case "limit":
            words = tr("{n}-month limit", n=event.key)
            return LifeItem("stage", words, _at(words, event.on), event.on, None,
                            "late" if event.on < today else "event_planned", opens="stay")
        case "exit":
            words = text(EXIT_KINDS.get(event.key, msg("Exit")))
            return LifeItem("stage", words, _at(words, event.on), event.on, None, style, opens="stay")
        case "funding":
            name = text(ROUND_KINDS.get(event.key, event.key))
            words = f"{name} {money(event.amount, event.currency or '')}" if event.amount is not None else name
            return LifeItem("capital", words, _at(words, event.on), event.on, None, style, opens="capital")
        case "milestone":
            if event.planned and event.on < today:
                return LifeItem("milestones", event.key, tr("{what}, overdue", what=_at(event.key, event.on)), event.on,
                                None, "late", opens="milestones")
            state = text(MILESTONE_STATES["planned" if event.planned else "done"])
            tip = tr("{what} ({status})", what=_at(event.key, event.on), status=state)
            return LifeItem("milestones", event.key, tip, event.on, None, style, opens="milestones")
    return None


def _tip(words: str, starts: date, ends: date | None) -> str:
    return tr("{what}: {when}", what=words, when=span(starts, ends))


def _at(words: str, day: date) -> str:
    return tr("{what}: {when}", what=words, when=day)


def _rows(items: Sequence[LifeItem], today: date) -> tuple[LifeItem, ...]:
    """Give items that overlap a row of their own within the lane; an event reaches as far as its words."""
    days = [day for item in items for day in (item.starts, item.ends) if day is not None]
    pixel = (max([*days, today]) - min([*days, today])).days / _WIDTH
    taken: dict[str, list[date]] = {}
    out = []
    for item in items:
        free = taken.setdefault(item.lane, [])
        end = item.ends or (item.starts + timedelta(days=1 + round(pixel * _reach(item.words))) if item.is_event
                            else date.max)
        row = next((place for place, until in enumerate(free) if until <= item.starts), len(free))
        if row == _MOST_ROWS and item.is_event:
            row = min(range(_MOST_ROWS), key=lambda place: free[place])
        if row == len(free):
            free.append(end)
        else:
            free[row] = max(free[row], end)
        out.append(LifeItem(item.lane, item.words, item.tip, item.starts, item.ends, item.style, row, item.opens))
    return tuple(out)


def _reach(words: str) -> int:
    """About how many pixels an event and its words take."""
    return 30 + sum(13 if letter > "\u2e80" else 7 for letter in words)
