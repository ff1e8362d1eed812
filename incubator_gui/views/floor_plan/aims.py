"""What would happen where: asked while something is dragged, and while a dialog is filled in. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, nmsg, text, tr
from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.domain.plan_values import Fit, Taken
from incubator_gui.domain.space import Span
from incubator_gui.services.space_counts import ranges
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.widgets.plan import ROOM, Offer, Payload, Target

ALLOCATE, MOVE, SWAP = "allocate", "move", "swap"


@dataclass(frozen=True, slots=True)
class Aim:
    """Something to be done: a company gets desks or a room as a whole, moves there, or swaps with another."""

    kind: str
    company: UUID
    name: str
    count: int
    span: Span
    desks: tuple[UUID, ...] = ()
    room: UUID | None = None
    moving: tuple[UUID, ...] = ()
    other: UUID | None = None
    fit: Fit | None = None

    @property
    def fits(self) -> bool:
        """Whether it can be done."""
        return self.fit is None or self.fit.fits


def aim_of(model: PlanModel, payload: Payload, target: Target, span: Span | None = None) -> Aim | Message | None:
    """What a drop there would do, or the sentence why nothing can be done; `span` in place of the usual dates."""
    plan = model.plan
    if plan is None:
        return None
    places = {*payload.desks, *payload.rooms}
    here = [one for one in model.holdings_of(payload.company) if (one.desk or one.room) in places]
    if payload.is_move and not here:
        return msg("This place was given up meanwhile.")
    moving = tuple(one.id for one in here)
    if any(one.is_locked for one in here):
        return msg("Locked for {company}. Unlock it first.", company=payload.name)
    if target.swap and payload.is_move and target.company not in (None, payload.company):
        locked = locked_in_swap(plan, (payload.company, target.company), model.day)
        if locked is not None:
            return locked
        return Aim(SWAP, payload.company, payload.name, len(moving), Span(model.day), other=target.company)
    span = span or usual_span(model, payload.company, moving)
    room = target.item.id if target.item.kind == ROOM else plan.room_of.get(target.item.id)
    if room is None or room not in plan.rooms:
        return None
    if plan.rooms[room].kind == "circulation":
        return msg("Nobody can sit here.")
    kind = MOVE if moving else ALLOCATE
    base = Aim(kind, payload.company, payload.name, max(payload.count, 1), span, moving=moving)
    found = into(plan, base, room, None if target.item.kind == ROOM else target.item.id,
                 whole=bool(payload.rooms) and not payload.desks)
    if kind == MOVE and found.fits and (set(found.desks) | ({found.room} - {None})) == places:
        return msg("{company} sits here already.", company=payload.name)
    return found


def locked_in_swap(plan: HousePlan, companies: Iterable[UUID | None], day: date) -> Message | None:
    """Why they cannot change places: all that both have on the day goes over to the other."""
    for company in companies:
        for one in plan.of_company(company) if company is not None else ():
            if one.is_locked and one.span.has(day):
                return msg("{place} is locked for {company}. Unlock it first.",
                           place=plan.place_of[one.room, one.desk].label, company=plan.name(one.company))
    return None


def swap_words(plan: HousePlan, first: UUID, second: UUID, day: date) -> str:
    """Where each of both goes."""
    here, there = (places_words(plan, (one.desk or one.room for one in plan.of_company(id) if one.span.has(day)))
                   for id in (first, second))
    return tr("{first} goes to {there}; {second} goes to {here}.", first=plan.name(first), there=there or "–",
              second=plan.name(second), here=here or "–")


def into(plan: HousePlan, aim: Aim, room: UUID, desk: UUID | None = None, *, whole: bool = False) -> Aim:
    """The same for a room, or around a desk of it; `whole` asks for the room as such."""
    ignoring = frozenset(aim.moving)
    if whole or not plan.timeline.desks_of.get(room):
        return replace(aim, desks=(), room=room, fit=plan.fits_room(room, aim.span, ignoring))
    fit = plan.target(desk, aim.count, aim.span, ignoring) if desk is not None else plan.room_target(
        room, aim.count, aim.span, ignoring)
    return replace(aim, desks=fit.desks, room=None, fit=fit)


def onto(plan: HousePlan, aim: Aim, desks: Iterable[UUID]) -> Aim:
    """The same for exactly these desks."""
    wanted = tuple(desks)
    return replace(aim, desks=wanted, room=None, count=len(wanted),
                   fit=plan.fits(wanted, aim.span, frozenset(aim.moving)))


def usual_span(model: PlanModel, company: UUID, moving: Iterable[UUID] = ()) -> Span:
    """From the day shown, or the day the company comes; until the planned end of its stay, or as long as before."""
    plan = model.plan
    assert plan is not None
    moving = tuple(moving)
    if moving:
        starts = max([model.day, *(one.span.starts for one in plan.holdings if one.id in set(moving))])
        return span_or_open(starts, plan.last_end(moving))
    waiting = next((row for row in model.people.waiting if row.company_id == company), None)
    starts = max(model.day, waiting.starts_on) if waiting and waiting.starts_on else model.day
    found = plan.companies.get(company)
    return span_or_open(starts, found.planned_end(starts) if found else None)


def span_or_open(starts: date, until: date | None) -> Span:
    """A span; without its end where that is not after the first day."""
    return Span(starts, until if until is not None and until > starts else None)


def answer(model: PlanModel, payload: Payload, target: Target) -> Offer | Fit | Message | str | None:
    """What the canvas asks for while something is carried over it."""
    aim = aim_of(model, payload, target)
    if not isinstance(aim, Aim):
        return aim
    if aim.kind == SWAP and aim.other is not None:
        theirs = model.holdings_of(aim.other)
        return Offer(tuple(one.desk for one in theirs if one.desk is not None),
                     tuple(one.room for one in theirs if one.desk is None), True,
                     text(msg("swaps with {company}", company=model.plan.name(aim.other) if model.plan else "")))
    if aim.room is not None and aim.fit is not None and aim.fit.fits:
        return Offer((), (aim.room,), True)
    if aim.fit is not None and not aim.fit.fits:
        return why_not(aim.fit)
    return aim.fit


def why_not(fit: Fit) -> Message:
    """Why it cannot be given: what is in the way, or how few are free."""
    if fit.is_locked:
        return msg("This room is locked. Unlock it first.")
    free = nmsg("only {n} of {whole} is free then", "only {n} of {whole} are free then", len(fit.desks),
                whole=fit.wanted)
    if not fit.taken:
        return msg("Not enough desks: {free}.", free=free)
    if len(fit.taken) == 1 or fit.wanted == 1:
        return taken_words(fit.taken[0])
    return msg("Not enough desks: {free}. {first}", free=free, first=taken_words(fit.taken[0]))


def taken_words(taken: Taken) -> Message:
    """Who has a place, and when."""
    if taken.span.until is None:
        return msg("{place} is taken by {company} from {starts} on, without an end.", place=taken.place.label,
                   company=taken.name, starts=taken.span.starts)
    return msg("{place} is taken by {company} from {starts} until {until}.", place=taken.place.label,
               company=taken.name, starts=taken.span.starts, until=taken.span.until)


def places_words(plan: HousePlan, ids: Iterable[UUID]) -> str:
    """Desks and rooms in short: `309: 1-8, 12; 304`."""
    numbers: dict[str, list[int]] = {}
    for id in ids:
        room = plan.room_of.get(id)
        place = plan.place_of.get((room, id)) if room is not None else plan.place_of.get((id, None))
        if place is not None:
            here = numbers.setdefault(place.room_number, [])
            if place.number is not None:
                here.append(place.number)
    return current().clauses(current().labelled(room, ranges(found)) if found else room
                             for room, found in numbers.items())
