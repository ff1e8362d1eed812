"""What the parts of the screen have in common: plan, day, floor and what is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.domain.plan_values import PlanFloor, SeatRow
from incubator_gui.domain.scene import Scene
from incubator_gui.domain.space import Holding, Use
from incubator_gui.services.house import House
from incubator_gui.services.residency_read import ResidencyRow, WaitingRow


@dataclass(frozen=True, slots=True)
class People:
    """Who waits and who stays, as of a day."""

    waiting: tuple[WaitingRow, ...]
    stays: tuple[ResidencyRow, ...]


def read_people(house: House, day: date) -> People:
    """One read for the panel at the right."""
    return People(house.residency.waiting(day), house.residency.rows(day))


class PlanModel(QObject):
    """Asked by all parts; tells what changed. Ids that are chosen are those of desks and of rooms."""

    loaded = Signal()
    """Another plan, floor or site: everything is to be shown anew."""
    day_changed = Signal()
    day_settled = Signal()
    """The day, a moment after it moved last: for what is too slow to follow a slider."""
    chosen_changed = Signal()
    people_changed = Signal()

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan: HousePlan | None = None
        self.today = self.day = today
        self.site: UUID | None = None
        self.floor: UUID | None = None
        self.house_wide = False
        self.people = People((), ())
        self.chosen: tuple[UUID, ...] = ()
        self.company: UUID | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(40)
        self._pause.timeout.connect(self.day_settled)
        self._next: tuple[UUID, ...] = ()
        self._use: tuple[object, Use] | None = None
        self._behind: tuple[tuple[object, ...], tuple[Holding, ...]] | None = None
        self._room_of: dict[UUID, UUID] = {}

    # plan, floor, day ------------------------------------------------------------------------

    def set_plan(self, plan: HousePlan) -> None:
        """What was read; floor and choice stay as far as they are still there."""
        self.plan, self._use = plan, None
        self._room_of = dict(plan.room_of)
        if self._next:
            self.floor, self.company = self.floor_of(self._next[0]) or self.floor, None
        if self.floor not in plan.scenes:
            here = [floor for floor in plan.floors if floor.site == self.site] or list(plan.floors)
            self.floor = here[0].id if here else None
        self.site = next((floor.site for floor in plan.floors if floor.id == self.floor), None)
        if self.company is not None and not self.holdings_of(self.company):
            self.company = None
        if self.company is not None:
            self.chosen = tuple(one.desk or one.room for one in self.holdings_of(self.company))
        else:
            self.chosen = tuple(id for id in self._next or self.chosen if self.room_of(id) is not None)
        self._next = ()
        self.loaded.emit()
        self.chosen_changed.emit()

    def show_floor(self, floor: UUID) -> None:
        """Another floor, perhaps of another site."""
        if self.plan is not None and floor != self.floor and floor in self.plan.scenes:
            self.floor = floor
            self.site = next(one.site for one in self.plan.floors if one.id == floor)
            if self.company is None:
                self.chosen = ()  # nothing is changed that is out of sight
            self.loaded.emit()
            self.chosen_changed.emit()

    def set_day(self, day: date) -> None:
        """Another day: a slider asks for it on every step."""
        if day != self.day:
            self.day = day
            if self.company is not None:
                self.chosen = tuple(one.desk or one.room for one in self.holdings_of(self.company))
            self.day_changed.emit()
            self._pause.start()

    def set_people(self, people: People) -> None:
        """Who waits and who stays."""
        self.people = people
        self.people_changed.emit()

    @property
    def floors(self) -> tuple[PlanFloor, ...]:
        """The floors of the site shown."""
        return tuple(one for one in self.plan.floors if one.site == self.site) if self.plan else ()

    @property
    def sites(self) -> dict[UUID, str]:
        """Sites by name, as far as they have floors."""
        return {one.site: one.site_name for one in self.plan.floors} if self.plan else {}

    @property
    def scene(self) -> Scene | None:
        """The floor shown."""
        return self.plan.scenes.get(self.floor) if self.plan and self.floor is not None else None

    @property
    def scope(self) -> UUID | None:
        """The floor that figures speak of; None is the whole house."""
        return None if self.house_wide else self.floor

    def use(self) -> Use | None:
        """How full the floor or the house is on the day: several parts ask on each step of the slider."""
        if self.plan is None:
            return None
        key = (id(self.plan), self.day, self.scope)
        if self._use is None or self._use[0] != key:
            self._use = key, self.plan.use(self.day, self.scope)
        return self._use[1]

    def floor_name(self, floor: UUID | None) -> str:
        """What a floor is called."""
        return next((one.name for one in self.plan.floors if one.id == floor), "") if self.plan else ""

    def room_of(self, id: UUID) -> UUID | None:
        """The room of a desk; a room is its own."""
        return self._room_of.get(id) or (id if self.plan and id in self.plan.rooms else None)

    def floor_of(self, id: UUID) -> UUID | None:
        """The floor of a desk or room."""
        room = self.room_of(id)
        return self.plan.rooms[room].floor if self.plan and room is not None else None

    # what is chosen --------------------------------------------------------------------------

    def choose(self, ids: Iterable[UUID], company: UUID | None = None) -> None:
        """Desks and rooms, perhaps as those of a company."""
        chosen = tuple(dict.fromkeys(id for id in ids if self.room_of(id) is not None))
        if (chosen, company) != (self.chosen, self.company):
            self.chosen, self.company = chosen, company
            self.chosen_changed.emit()

    def choose_next(self, ids: Iterable[UUID]) -> None:
        """Choose these when the plan has been read again."""
        self._next = tuple(ids)

    def choose_company(self, company: UUID) -> None:
        """All that a company has on the day; its floor comes to the front when it has nothing on this one."""
        here = self.holdings_of(company)
        floors = [self.floor_of(one.room) for one in here]
        if floors and self.floor not in floors and floors[0] is not None:
            self.show_floor(floors[0])
        self.choose([one.desk or one.room for one in here], company)

    def holdings_of(self, company: UUID) -> tuple[Holding, ...]:
        """What a company has on the day, else what it gets next."""
        everything = self.plan.of_company(company) if self.plan else ()
        now = tuple(one for one in everything if one.span.has(self.day))
        later = [one for one in everything if one.span.starts > self.day]
        return now or tuple(one for one in later if one.span.starts == later[0].span.starts)

    def holdings(self) -> tuple[Holding, ...]:
        """What stands behind the choice: on the day, else what comes next at these places."""
        if self.plan is None:
            return ()
        of = self.plan, self.chosen, self.day, self.company
        if self._behind is None or not all(one is other for one, other in zip(of, self._behind[0], strict=True)):
            self._behind = of, self._look_behind()  # every command and panel asks
        return self._behind[1]

    def _look_behind(self) -> tuple[Holding, ...]:
        if self.company is not None:
            mine = self.holdings_of(self.company)
            chosen = set(self.chosen)
            return tuple(one for one in mine if (one.desk or one.room) in chosen) or mine
        now = [one for id in self.chosen for one in self._of(id) if one.span.has(self.day)]
        if not now:
            coming = sorted((one for id in self.chosen for one in self._of(id) if one.span.starts > self.day),
                            key=lambda one: one.span.starts)
            now = [one for one in coming if (one.company, one.span.starts) == (
                coming[0].company, coming[0].span.starts)]
        return tuple({one.id: one for one in now}.values())

    def companies(self) -> tuple[UUID, ...]:
        """The companies behind the choice."""
        if self.company is not None:
            return (self.company,)
        return tuple(dict.fromkeys(one.company for one in self.holdings()))

    def desks(self) -> tuple[UUID, ...]:
        """The desks that are chosen, those of a chosen room too."""
        if self.plan is None:
            return ()
        out: dict[UUID, None] = {}
        for id in self.chosen:
            for desk in (id,) if id in self._room_of else self.plan.timeline.desks_of.get(id, ()):
                out[desk] = None
        return tuple(out)

    def bare_room(self) -> UUID | None:
        """The one room that is chosen and has no desks, so that it can only be given as a whole."""
        if len(self.chosen) == 1 and self.plan and self.chosen[0] in self.plan.rooms and not self.desks():
            return self.chosen[0]
        return None

    def seat(self, id: UUID) -> SeatRow | None:
        """The line of the table for a place."""
        if self.plan is None:
            return None
        return next((row for row in self.plan.rows(self.day, self.floor_of(id)) if (row.place.desk or
                                                                                     row.place.room) == id), None)

    def stay(self, company: UUID) -> ResidencyRow | None:
        """The stay of a company on the day, else the next one."""
        found = [row for row in self.people.stays if row.company_id == company and row.state(self.day) != "over"]
        return found[0] if found else None

    def _of(self, id: UUID) -> tuple[Holding, ...]:
        room = self.room_of(id)
        if self.plan is None or room is None:
            return ()
        return self.plan.timeline.of(room, id if id in self._room_of else None)
