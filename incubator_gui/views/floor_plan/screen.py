"""The floor plan: who sits where and when, on any day; puts plan, table, timeline and panel together."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.core.settings import LESS_MOTION
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.domain.space import first_of_months
from incubator_gui.views.floor_plan import commands, keeping
from incubator_gui.views.floor_plan.deeds import Deeds, why_disabled
from incubator_gui.views.floor_plan.doing import Doing
from incubator_gui.views.floor_plan.header import Header
from incubator_gui.views.floor_plan.model import PlanModel, read_people
from incubator_gui.views.floor_plan.paper_dialog import PaperDialog
from incubator_gui.views.floor_plan.plan_part import PlanPart
from incubator_gui.views.floor_plan.seat_search import Seat, SeatSearch
from incubator_gui.views.floor_plan.side import PlanSide
from incubator_gui.views.floor_plan.start import NoHouse
from incubator_gui.views.floor_plan.strip import DropStrip
from incubator_gui.views.floor_plan.table_part import TablePart
from incubator_gui.views.floor_plan.tools import ToolBar
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.plan import MonthTimeline, warmed
from incubator_gui.widgets.screen import Screen
from incubator_gui.widgets.styling import line, tight

TOUCHED = ("site", "floor", "room", "desk", "allocation", "residency", "company")
_MONTHS = 24


class FloorPlanScreen(Screen):
    """One plan in memory; every day and every drag is asked of it."""

    id: ClassVar[str] = "floor_plan"
    title: ClassVar[Message] = msg("Floor plan")
    icon: ClassVar[str] = "map"
    shortcut: ClassVar[str] = "Alt+5"
    kinds: ClassVar[frozenset[str]] = frozenset({"room", "desk", "floor"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme, today = context.theme, context.clock.today()
        self.model = PlanModel(today, self)
        self.messages = MessageArea(theme)
        self.deeds = Deeds(context, self.model, self, self._failed)
        self.doing = Doing(self)
        self.doing.declare()
        actions = context.actions
        self.header = Header(theme, self.model)
        self.plan = PlanPart(theme, self.model)
        self.search = SeatSearch(theme, self.model)
        self.tools = ToolBar(theme, self.plan.canvas, self.search)
        self.seats = TablePart(context, self.model)
        self.strip = DropStrip(theme, self.model)
        self.timeline = MonthTimeline(theme, today)
        self.timeline.set_less_motion(context.settings.get(LESS_MOTION))
        self.side = PlanSide(theme, self.model, [actions.qaction(one.id) for one in commands.AT_HAND], self)
        self.side.hide()
        self.start = NoHouse(theme)
        self.paper: PaperDialog | None = None
        self._waiting_for: list[Any] = []
        self._wanted_day: date | None = None
        self.kept_sizes: list[int] = []
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(200)
        self._tell.timeout.connect(self._tell_day)
        self._build()
        self._connect()
        self.show_view("plan")
        self.retranslate()

    def _build(self) -> None:
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.plan)
        self.parts.addWidget(self.seats)
        self.parts.setStretchFactor(0, 3)
        self.parts.setStretchFactor(1, 2)
        work = QWidget()
        inner = QVBoxLayout(work)
        tight(inner)
        inner.addWidget(self.tools)
        inner.addWidget(line())
        inner.addWidget(self.parts, 1)
        held = QVBoxLayout()
        tight(held, 0, 16, 0, 16, 8)
        held.addWidget(self.strip)
        inner.addLayout(held)
        inner.addWidget(line())
        months = QWidget()
        months.setObjectName("Surface")
        months.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        under = QVBoxLayout(months)
        tight(under)
        under.addWidget(self.timeline)
        inner.addWidget(months)
        self.pages = QStackedWidget()
        self.pages.addWidget(work)
        self.pages.addWidget(self.start)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.header)
        column.addWidget(line())
        column.addWidget(self.messages)
        column.addWidget(self.pages, 1)

    def _connect(self) -> None:
        model, side = self.model, self.side
        self.header.site_chosen.connect(self.doing.site)
        self.header.floor_chosen.connect(model.show_floor)
        self.header.view_chosen.connect(self.show_view)
        self.header.print_asked.connect(self.print_)
        self.header.more_asked.connect(self.doing.more_menu)
        self.tools.colours_chosen.connect(self.plan.colour)
        self.tools.labels_chosen.connect(self.plan.label)
        self.search.found.connect(self._found)
        self.plan.opened.connect(self.open_place)
        self.plan.menu_asked.connect(self.doing.menu)
        self.plan.dropped.connect(self.doing.dropped)
        self.plan.set_up_asked.connect(lambda: self.context.shell.open_screen("house", {"floor": self.model.floor}))
        self.plan.canvas.carry_ended.connect(self.doing.carried)
        self.seats.opened.connect(self.open_place)
        self.seats.table.menu_asked.connect(self.doing.table_menu)
        self.seats.table.link_clicked.connect(self.doing.link)
        self.strip.confirmed.connect(self.doing.confirmed)
        self.strip.more_asked.connect(self.doing.more)
        self.strip.ended.connect(lambda: self.plan.canvas.setFocus())
        self.timeline.day_changed.connect(self.show_day)
        side.close_asked.connect(lambda: self.context.actions.trigger("view.side"))
        side.waiting.opened.connect(self.deeds.allocate)
        side.waiting.received.connect(self.doing.given_back)
        side.waiting.menu_asked.connect(self.doing.waiting_menu)
        side.here.opened.connect(lambda _id: side.show_tab("details"))
        side.here.menu_asked.connect(lambda id, place: self.doing.company_menu(id, place))
        side.details.company_asked.connect(lambda id: self.context.shell.open_record("company", id))
        side.details.holding_asked.connect(self.doing.holding_menu)
        side.use.opened.connect(self.doing.figure)
        side.use.scope_changed.connect(self._course)
        self.start.set_up_asked.connect(lambda: self.context.shell.open_screen("house"))
        self.start.import_asked.connect(lambda: self.context.shell.open_screen("house", {"import": True}))
        model.loaded.connect(self._loaded)
        model.day_changed.connect(self._day_shown)
        for signal in (model.loaded, model.chosen_changed, model.day_settled):
            signal.connect(self.allow)
        self.plan.canvas.view_changed.connect(self.tools.show_view)

    # the protocol of a screen ----------------------------------------------------------------

    def activated(self, first: bool) -> None:
        """Read at the first visit; a new day may have come."""
        today = self.context.clock.today()
        if today != self.model.today:
            was, self.model.today = self.model.today, today
            self.timeline.set_today(today)
            if self.model.day == was:
                self.model.set_day(today)
        if first:
            self.reload()
        self.context.shell.refresh_side()

    def reload(self) -> None:
        """Read the house again."""
        house, before, months, day = self.context.house, self.model.plan, self._months(), self.model.day
        self.context.jobs.read(lambda: warmed(house.space.plan(), before, months, day), self._show,
                               failed=self._read_failed, owner=self, key="plan")
        self._read_people()

    def refresh(self, changes: Changes) -> None:
        """Somebody changed something: here, or elsewhere."""
        if self.began and any(changes.touches(table) for table in TOUCHED):
            self.reload()
        elif self.began and changes.touches("application"):
            self._read_people()

    def retranslate(self) -> None:
        """Every word in the language of the screen."""
        self.setAccessibleName(tr("Floor plan"))
        self.parts.setAccessibleName(tr("Plan and table"))
        self.timeline.setAccessibleName(tr("Months"))
        for part in (self.header, self.tools, self.plan, self.seats, self.strip, self.timeline, self.side, self.start,
                     self.messages):
            part.retranslate()
        self.allow()

    def set_date(self, day: date | None) -> None:
        """The window's date control: the same day as the slider's."""
        self._tell.stop()
        self._wanted_day = None
        self.model.set_day(day or self.context.clock.today())
        if self.began:
            self._read_people()

    def open_record(self, kind: str, id: UUID) -> None:
        """Show a floor, or a room or desk on it."""
        def show() -> None:
            if kind == "floor":
                self.model.show_floor(id)
                return
            floor = self.model.floor_of(id)
            if floor is not None:
                self.model.show_floor(floor)
                self.go_to((id,))

        self._when_there(show)

    def apply(self, filters: dict[str, Any]) -> None:
        """`company`, `room`, `desk`, `floor` are ids; `view` is plan, table or both; `free` filters, `desks`
        leaves rooms without desks out; `day` a day."""
        self._when_there(lambda: keeping.apply(self, filters))

    def side_panel(self) -> QWidget | None:
        """Who waits, who is here, details: always, once there is a house."""
        return self.side if self.model.plan is not None and self.model.plan.floors else None

    def print_(self) -> None:
        """The floor to scale, or all floors."""
        if self.model.plan is not None and self.model.floor is not None:
            self.paper = PaperDialog(self.context, self.model, self.plan.mode, self)
            self.paper.finished.connect(self._paper_closed)
            self.paper.open()

    def leave(self) -> bool:
        """What the slider says holds for the other screens too."""
        self.timeline.play(False)
        self.search.dismiss()
        if self._tell.isActive():
            self._tell.stop()
            self._tell_day()
        return True

    def state(self) -> dict[str, Any]:
        """Floor, colours, labels, view, sizes, tab, zoom of each floor."""
        return keeping.state(self)

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back."""
        keeping.restore(self, state)

    # what the parts ask for ------------------------------------------------------------------

    def show_view(self, key: str) -> None:
        """Plan, table, or both."""
        if self.parts.sizes()[0] and self.parts.sizes()[1]:
            self.kept_sizes = self.parts.sizes()
        self.header.views.choose(key)
        self.plan.setVisible(key != "table")
        self.tools.show_plan(key != "table")
        self.seats.setVisible(key != "plan")
        self.seats.set_live(key != "plan")
        if key == "both":
            self.parts.setSizes(self.kept_sizes or [600, 400])

    def turn_table(self) -> None:
        """The table beside the plan, or below it."""
        beside = self.parts.orientation() == Qt.Orientation.Vertical
        self.parts.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        self.kept_sizes = []
        self.parts.setSizes([500, 500])
        self.show_view("both")

    def go_to(self, ids: tuple[UUID, ...], company: UUID | None = None) -> None:
        """Choose places, bring them into sight, with the keyboard on them."""
        self.model.choose(ids, company)
        self.side.show_tab("details")
        if ids and self.plan.isVisibleTo(self):
            self.plan.jump(ids[0])
            self.model.choose(ids, company)
            self.plan.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_place(self, id: UUID) -> None:
        """Enter on a place: give it where it is free, else its details."""
        model = self.model
        if id not in model.chosen:
            model.choose((id,))
        if any(one.span.has(model.day) for one in model.holdings()):
            self.side.show_tab("details")
        else:
            self.deeds.allocate()

    def show_day(self, day: date) -> None:
        """Another day: here at once, for the other screens when it rests."""
        self.model.set_day(day)
        self._wanted_day = day
        self._tell.start()

    def allow(self) -> None:
        """Commands that can be run now; the others say why not."""
        actions, model = self.context.actions, self.model
        here = bool(model.holdings())
        one = len(model.companies()) == 1
        for id in commands.NEEDS_HOLDING:
            fits = here and (one or id not in (commands.MOVE.id, commands.SWAP.id, commands.COMPANY.id))
            if id == commands.COMPANY.id:
                fits = one
            why = tr("Choose places of one company only.") if here and not one else text(why_disabled(model))
            actions.allow(id, fits, why)
        house = model.plan is not None and bool(model.plan.floors)
        for action in (commands.ALLOCATE, commands.EXPORT, commands.PRINT_LIST, commands.FIT, commands.CARRY):
            actions.allow(action.id, house, tr("There is no house yet."))

    def _show(self, plan: HousePlan) -> None:
        self.messages.clear()
        self.pages.setCurrentIndex(0 if plan.floors else 1)
        self.model.set_plan(plan)
        self.header.views.setVisible(bool(plan.floors))
        self.header.print.setVisible(bool(plan.floors))
        self.context.shell.refresh_side()
        waiting, self._waiting_for = self._waiting_for, []
        for run in waiting:
            run()

    def _loaded(self) -> None:
        self.header.show_model()
        self._course()

    def _read_people(self) -> None:
        house, day = self.context.house, self.model.day
        self.context.jobs.read(lambda: read_people(house, day), self.model.set_people, owner=self, key="people")

    def _tell_day(self) -> None:
        if self._wanted_day is not None:
            day, self._wanted_day = self._wanted_day, None
            self.context.shell.set_date(None if day == self.context.clock.today() else day)
            self._read_people()

    def _day_shown(self) -> None:
        model = self.model
        if model.plan is None:
            return
        if model.day.year not in self._years():
            self._course()
        else:
            self.timeline.set_day(model.day, model.use())

    def _years(self) -> tuple[int, int]:
        today, day = self.model.today, self.model.day
        first = today.year if today.year <= day.year <= today.year + 1 else day.year
        return first, first + 1

    def _months(self) -> tuple[date, ...]:
        return first_of_months(date(self._years()[0], 1, 1), _MONTHS)

    def _course(self) -> None:
        """Two years of months, of the floor or of the house."""
        model = self.model
        if model.plan is not None and model.floor is not None:
            self.timeline.set_course(model.plan.course(self._months(), model.scope))
            self.timeline.set_day(model.day, model.use())

    def _found(self, seat: Seat) -> None:
        self.model.show_floor(seat.floor)
        self.go_to(seat.ids)

    def _when_there(self, run: Any) -> None:
        if self.model.plan is None:
            self._waiting_for.append(run)
        else:
            run()

    def _failed(self, error: IncubatorError) -> None:
        self.messages.clear()
        self.messages.show_message(error.message, "error")

    def _read_failed(self, error: IncubatorError) -> None:
        self.messages.clear()
        self.messages.show_message(error.message, "error", link=msg("Try again"), on_link=self.reload)

    def _paper_closed(self) -> None:
        self.paper = None

