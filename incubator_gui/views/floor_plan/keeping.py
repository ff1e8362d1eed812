"""What the screen remembers from one start to the next, and what others ask it to show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from incubator_gui.views.floor_plan.screen import FloorPlanScreen

VIEWS = ("plan", "table", "both")


def state(screen: FloorPlanScreen) -> dict[str, Any]:
    """As JSON values."""
    floor, sizes = screen.model.floor, screen.parts.sizes()
    return {"floor": floor.hex if floor else "", "mode": screen.plan.mode, "labels": screen.plan.labels,
            "view": screen.header.views.key, "sizes": sizes if all(sizes) else screen.kept_sizes,
            "beside": screen.parts.orientation() == Qt.Orientation.Horizontal,
            "tab": screen.side.current_tab(), "canvas": screen.plan.canvas.state(),
            "house_wide": screen.model.house_wide, "everywhere": screen.seats.everywhere.isChecked()}


def restore(screen: FloorPlanScreen, state: dict[str, Any]) -> None:
    """Take it back; what is nonsense is left out."""
    screen.model.floor = _id(state.get("floor"))
    for value, take in ((state.get("mode"), screen.plan.colour), (state.get("labels"), screen.plan.label)):
        if isinstance(value, str):
            take(value)
    screen.tools.colours.choose(screen.plan.mode)
    screen.tools.labels.choose(screen.plan.labels)
    if state.get("beside") is True:
        screen.parts.setOrientation(Qt.Orientation.Horizontal)
    sizes = state.get("sizes")
    if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(n, int) and 0 < n < 10_000 for n in sizes):
        screen.kept_sizes = list(sizes)
    screen.side.show_tab(str(state.get("tab")))
    canvas = state.get("canvas")
    screen.plan.canvas.restore(canvas if isinstance(canvas, dict) else {})
    if state.get("house_wide") is True:
        screen.side.use.scope.choose("house")
    screen.seats.everywhere.setChecked(state.get("everywhere") is True)
    view = state.get("view")
    screen.show_view(view if view in VIEWS else "plan")


def apply(screen: FloorPlanScreen, filters: dict[str, Any]) -> None:
    """The list, floor or company that something elsewhere stands for."""
    view = filters.get("view")
    if view in VIEWS:
        screen.show_view(str(view))
    floor, company = _id(filters.get("floor")), _id(filters.get("company"))
    if floor is not None:
        screen.model.show_floor(floor)
    day = _day(filters.get("day"))
    if day is not None:
        screen.show_day(day)
    place = _id(filters.get("desk")) or _id(filters.get("room"))
    here = screen.model.floor_of(place) if place is not None else None
    if place is not None and here is not None:
        screen.model.show_floor(here)
        screen.go_to(_of_company(screen, company, place) or (place,))
    elif company is not None:
        screen.model.choose_company(company)
        screen.side.show_tab("details")
    if filters.get("tab"):
        screen.side.show_tab(str(filters["tab"]))
    if "free" in filters:
        if view not in VIEWS and screen.header.views.key == "plan":
            screen.show_view("table")
        screen.seats.show_free(bool(filters["free"]), everywhere=floor is None, desks=bool(filters.get("desks")))


def _of_company(screen: FloorPlanScreen, company: UUID | None, room: UUID) -> tuple[UUID, ...]:
    """What a company has in a room on the day, or gives up on it."""
    plan, day = screen.model.plan, screen.model.day
    if plan is None or company is None:
        return ()
    return tuple(one.desk or one.room for one in plan.of_company(company)
                 if one.room == room and one.span.starts <= day <= (one.span.until or day))


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _id(value: Any) -> UUID | None:
    if isinstance(value, UUID):
        return value
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None
