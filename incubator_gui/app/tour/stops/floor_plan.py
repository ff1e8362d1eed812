"""The floor plan: floors, levels of detail, colours, what is carried and asked, days of next spring, paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from incubator_gui.app.application import Opened
from incubator_gui.app.tour.stop import LONG, Stop, at, corner
from incubator_gui.domain.plan_colours import BY_COMPANY, MODES
from incubator_gui.domain.scene import Detail
from incubator_gui.domain.space import Span
from incubator_gui.widgets.plan import DESK, LABELS, ROOM, Item, Payload, Target

_STEPS = 24
"""More steps of zoom than there are."""


def stops(opened: Opened) -> Iterator[Stop]:
    """Every floor from the first on; each stop leaves the plan as it found it."""
    pose = Pose(opened)
    house, window = opened.context.house, opened.window
    floors = house.space.plan().floors
    for place, floor in enumerate(floors[1:], 2):
        yield Stop(f"floor-{place}", lambda floor=floor: pose.floor(floor.id))  # type: ignore[misc]
    if not floors:
        return
    yield Stop("floor-blocks", pose.begin, lambda: pose.zoom(Detail.BLOCKS), leave=pose.fit)
    yield Stop("floor-runs", pose.begin, lambda: pose.zoom(Detail.RUNS), leave=pose.fit)
    yield Stop("floor-desks", pose.begin, lambda: pose.zoom(Detail.DESKS), leave=pose.fit)
    yield Stop("floor-numbers", pose.begin, lambda: pose.zoom(Detail.NUMBERS), leave=pose.fit)
    yield Stop("floor-here", pose.begin, lambda: pose.screen.side.show_tab("here"))
    yield Stop("floor-company", pose.begin, pose.choose_company, leave=pose.free)
    yield Stop("floor-free-desks", pose.begin, pose.choose_free, leave=pose.free)
    yield Stop("floor-room", pose.begin, pose.choose_room, leave=pose.free)
    yield Stop("floor-table", pose.begin, lambda: opened.context.actions.trigger("floor.table"))
    yield Stop("floor-both", pose.begin, lambda: opened.context.actions.trigger("floor.both"))
    yield Stop("floor-beside", pose.begin, pose.beside, leave=pose.screen_turn)
    for mode in MODES:
        if mode != BY_COMPANY:
            yield Stop(f"floor-by-{mode}", pose.begin, lambda mode=mode: pose.colour(mode),  # type: ignore[misc]
                       leave=lambda: pose.colour(BY_COMPANY))
    for labels in list(LABELS)[1:]:
        yield Stop(f"floor-labels-{labels}", pose.begin, lambda labels=labels: pose.label(labels),  # type: ignore[misc]
                   leave=lambda: pose.label(next(iter(LABELS))))
    spring = date(opened.context.clock.today().year + 1, 4, 12)
    yield Stop("floor-spring", pose.begin, lambda: pose.screen.show_day(spring),
               leave=lambda: window.top.date.picked.emit(None))
    if house.residency.waiting():
        yield Stop("floor-carry", pose.begin, lambda: pose.carry(fits=True), leave=pose.put_down)
        yield Stop("floor-refused", pose.begin, lambda: pose.carry(fits=False), leave=pose.put_down)
        yield Stop("floor-strip", pose.begin, lambda: pose.drop(fits=True), leave=pose.let_go)
        yield Stop("floor-give", pose.begin, pose.give, window=False)
    yield Stop("floor-strip-move", pose.begin, pose.drop_move, leave=pose.let_go)
    yield Stop("floor-strip-swap", pose.begin, pose.drop_swap, leave=pose.let_go)
    yield Stop("floor-give-desks", pose.begin, pose.give_desks, window=False, leave=pose.free)
    for key in ("move", "swap", "end", "extend", "dates"):
        yield Stop(f"floor-{key}", pose.choose_company,
                   lambda key=key: opened.context.actions.trigger(f"floor.{key}"),  # type: ignore[misc]
                   window=False, leave=pose.free)
    yield Stop("floor-menu", pose.choose_company, lambda: pose.screen.doing.menu(corner(pose.screen)), window=False,
               leave=pose.free)
    yield Stop("floor-more", pose.begin, lambda: pose.screen.doing.more_menu(), window=False)
    yield Stop("floor-search", pose.begin, pose.search, window=False, leave=pose.clear_search)
    yield Stop("floor-paper", pose.begin, lambda: pose.screen.print_(), window=False, patience=LONG)


class Pose:
    """What the stops do with the screen."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @property
    def screen(self) -> Any:
        """The screen, in front."""
        return at(self._opened.window, "floor_plan")

    def begin(self) -> None:
        """The first floor as a plan."""
        screen = self.screen
        plan = screen.model.plan
        if plan is not None:
            screen.model.show_floor(plan.floors[0].id)
        screen.show_view("plan")
        screen.side.show_tab("waiting")

    def floor(self, id: UUID) -> None:
        """Another floor, whole."""
        self.begin()
        self.screen.model.show_floor(id)
        self.fit()

    def fit(self) -> None:
        """The whole floor."""
        self.screen.plan.canvas.fit()

    def zoom(self, wanted: Detail) -> None:
        """As near as this level of detail asks for."""
        canvas = self.screen.plan.canvas
        canvas.fit()
        for _ in range(_STEPS):
            if canvas.detail == wanted:
                break
            canvas.zoom_in() if canvas.detail < wanted else canvas.zoom_out()
        if wanted == Detail.NUMBERS:
            canvas.focus_on(Item(DESK, self.company()[1][0]))

    def company(self) -> tuple[UUID, tuple[UUID, ...]]:
        """A company of the floor with several desks in no locked room, and these desks."""
        model = self.screen.model
        here: dict[UUID, list[UUID]] = {}
        for row in model.plan.rows(model.day, model.floor):
            if row.company is not None and row.place.desk is not None:
                here.setdefault(row.company, []).append(row.place.desk)
        here = {company: desks for company, desks in here.items() if not self.locked(company)} or here
        company = sorted(here, key=lambda one: (abs(len(here[one]) - 8), one.hex))[0]
        return company, tuple(here[company])

    def locked(self, company: UUID) -> bool:
        """Whether any of its places is locked."""
        return any(one.is_locked for one in self.screen.model.holdings_of(company))

    def choose_company(self) -> None:
        """All desks of a company."""
        self.begin()
        company, desks = self.company()
        self.screen.go_to(desks, company)

    def free_desks(self, count: int) -> tuple[UUID, ...]:
        """Desks of the floor that nobody has."""
        model = self.screen.model
        return tuple(row.place.desk for row in model.plan.rows(model.day, model.floor)
                     if row.company is None and row.place.desk is not None)[:count]

    def choose_free(self) -> None:
        """A few free desks."""
        self.screen.go_to(self.free_desks(4))

    def choose_room(self) -> None:
        """A whole room."""
        model = self.screen.model
        desk = self.company()[1][0]
        self.screen.go_to((model.room_of(desk),))

    def free(self) -> None:
        """Nothing is chosen."""
        self.screen.model.choose(())

    def beside(self) -> None:
        """The table beside the plan."""
        self.screen.turn_table()

    def screen_turn(self) -> None:
        """The table below the plan again."""
        self.screen.turn_table()
        self.screen.show_view("plan")

    def colour(self, mode: str) -> None:
        """Other colours, as the box says too."""
        self.screen.tools.colours.choose(mode)
        self.screen.plan.colour(mode)

    def label(self, labels: str) -> None:
        """Other labels."""
        self.screen.tools.labels.choose(labels)
        self.screen.plan.label(labels)

    def waiting(self) -> Payload:
        """The first company that waits."""
        lines = self.screen.side.waiting.list.lines()
        payload = next((line.payload for line in lines if line.payload is not None), None)
        assert payload is not None, "nobody waits"
        return payload  # type: ignore[no-any-return]

    def place(self, payload: Payload, *, fits: bool) -> Item:
        """A room of this floor, else of any, where it fits; or a desk that somebody has."""
        model = self.screen.model
        plan, span = model.plan, Span(model.day)
        if not fits:
            return Item(DESK, self.company()[1][0])
        rooms = plan.rooms_for(payload.count, span) or plan.rooms_for(payload.count, Span(model.day, model.day.replace(
            year=model.day.year + 1)))
        rooms = sorted(rooms, key=lambda room: plan.rooms[room].floor != model.floor)
        assert rooms, "no room has enough free desks"
        model.show_floor(plan.rooms[rooms[0]].floor)
        return Item(ROOM, rooms[0])

    def carry(self, *, fits: bool) -> None:
        """A company that waits is over a place."""
        payload, canvas = self.waiting(), self.screen.plan.canvas
        item = self.place(payload, fits=fits)
        canvas.carry(payload)
        canvas.carry_over(item)

    def put_down(self) -> None:
        """Nothing is carried."""
        self.screen.plan.canvas.carry_stop()

    def drop(self, *, fits: bool) -> None:
        """Let go: the strip asks."""
        payload = self.waiting()
        self.screen.plan.canvas.dropped.emit(payload, Target(self.place(payload, fits=fits), None))

    def drop_move(self) -> None:
        """A company of this floor onto other desks."""
        company, desks = self.company()
        payload = Payload(company, self.screen.model.plan.name(company), min(2, len(desks)), desks[:2])
        free = self.free_desks(1)
        if free:
            self.screen.plan.canvas.dropped.emit(payload, Target(Item(DESK, free[0]), None))

    def drop_swap(self) -> None:
        """A company onto another one."""
        company, desks = self.company()
        model = self.screen.model
        other = next(row for row in model.plan.rows(model.day, model.floor)
                     if row.company not in (None, company) and row.place.desk is not None
                     and not self.locked(row.company))
        payload = Payload(company, model.plan.name(company), len(desks), desks)
        self.screen.plan.canvas.dropped.emit(payload, Target(Item(DESK, other.place.desk), other.company, True))

    def let_go(self) -> None:
        """Nothing happens."""
        self.screen.strip.let_go()
        self.screen.messages.clear()

    def give(self) -> None:
        """The dialog for a company that waits."""
        self.screen.deeds.allocate(self.waiting().company)

    def give_desks(self) -> None:
        """The dialog for desks that are chosen."""
        self.choose_free()
        self._opened.context.actions.trigger("floor.allocate")

    def search(self) -> None:
        """Results below the field."""
        field = self.screen.search
        field.setFocus()
        field.setText("li")
        field.searched.emit("li")

    def clear_search(self) -> None:
        """The field empty again."""
        self.screen.search.dismiss()
        self.screen.search.clear()
