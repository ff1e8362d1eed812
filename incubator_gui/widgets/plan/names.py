"""What desks, rooms and signs of a plan are called: on the canvas, in tool tips, for screen readers."""

from __future__ import annotations

from datetime import date

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.domain.plan_values import Fit
from incubator_gui.domain.scene import Scene, SceneRoom
from incubator_gui.domain.vocabulary import ROOM_KINDS
from incubator_gui.widgets.plan.day import NAME, NAME_COUNT, NO_LABELS, UNTIL, PlanDay, RunView
from incubator_gui.widgets.plan.items import DESK, Item

_BACKGROUND = frozenset({"circulation", "service"})
"""Rooms that are known by their name alone."""


def room_kind(room: SceneRoom) -> str:
    """The kind of a room in words."""
    return text(ROOM_KINDS[room.kind]) if room.kind in ROOM_KINDS else room.kind


def room_caption(room: SceneRoom) -> tuple[str, str, str]:
    """Number, words beside it, and for how many persons, as they stand in the corner of a room."""
    words = room.name or room_kind(room)
    if room.kind in _BACKGROUND and room.name:
        return "", words, ""
    seats = room.capacity if room.kind == "meeting" else 0
    return room.number, words, ntr("{n} person", "{n} people", seats) if seats else ""


def area(room: SceneRoom) -> str:
    """The area of a room, or nothing."""
    return tr("{n}\u00a0m²", n=round(room.area)) if room.area else ""


def run_label(view: RunView, labels: str) -> tuple[str, str]:
    """Name and what stands behind it, by what was chosen."""
    if labels == NO_LABELS:
        return "", ""
    if labels == NAME:
        return view.name, ""
    if labels == UNTIL and view.until is not None:
        return view.name, " " + short_day(view.until)
    count = view.run.count if labels == NAME_COUNT else 0
    return view.name, f" {current().number(count)}" if count else ""


def short_day(day: date) -> str:
    """A day without its year."""
    return current().day(day, "day_month")


def leaves(day: date) -> str:
    """That a company leaves on a day."""
    return tr("leaves {day}", day=short_day(day))


def item_name(scene: Scene, item: Item) -> str:
    """`Desk 309-4` or `Room 309 Open area`."""
    if item.kind == DESK:
        desk = scene.by_id[item.id]
        return tr("Desk {place}", place=f"{scene.room_by_id[desk.room].number}-{desk.number}")
    room = scene.room_by_id[item.id]
    return tr("Room {number} {name}", number=room.number, name=room.name or room_kind(room))


def item_facts(scene: Scene, day: PlanDay | None, item: Item) -> tuple[str, ...]:
    """Who has it, since when and until when; how full a room is."""
    if day is None:
        return ()
    view = day.run_at.get(item.id)
    if view is None and item.kind == DESK:
        view = day.run_at.get(scene.by_id[item.id].room)
    facts = []
    if view is not None:
        desks = ntr("{n} desk", "{n} desks", view.run.count) if view.run.count else ""
        facts.append(current().joined((view.name, desks)))
        if view.until is not None:
            facts.append(tr("until {day}", day=view.until))
    if item.kind == DESK:
        free = day.free(scene.by_id[item.id].room, item.id)
        if view is None:
            facts.append(tr("free until {day}", day=free.until) if free and free.until else tr("free"))
        elif free is not None and free.starts != view.until:
            facts.append(tr("free from {day}", day=free.starts))
    else:
        room, use = scene.room_by_id[item.id], day.use.get(item.id)
        if use is not None and use.desks:
            facts.append(tr("{taken} of {all} desks taken", taken=use.taken, all=use.desks))
        if room.area:
            facts.append(area(room))
    if _locked(scene, item):
        facts.append(tr("locked"))
    return tuple(facts)


def _locked(scene: Scene, item: Item) -> bool:
    room = scene.by_id[item.id].room if item.kind == DESK else item.id
    return scene.room_by_id[room].is_locked


def fit_words(fit: Fit) -> str:
    """A word for an answer: "fits 8 / 8", or why not."""
    if fit.fits:
        return tr("fits {n} / {all}", n=fit.wanted, all=fit.wanted)
    if fit.is_locked:
        return tr("The room is locked")
    if fit.taken and not fit.desks:
        first = fit.taken[0]
        return (tr("Taken by {company} until {day}", company=first.name, day=first.span.until) if first.span.until
                else tr("Taken by {company}", company=first.name))
    return ntr("Only {n} of {all} desks free", "Only {n} of {all} desks free", len(fit.desks), all=fit.wanted)
