"""The overview: figures, tasks, space, burn-up and funnel of the house on one day."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.core.settings import PERSON_NAME
from incubator_gui.domain.changes import Changes
from incubator_gui.reports.values import Column, ListData
from incubator_gui.services.overview import OverviewService
from incubator_gui.services.tasks import TasksService
from incubator_gui.views.overview.burnup import BurnUpCard
from incubator_gui.views.overview.capacity import CapacityCard
from incubator_gui.views.overview.figures import Figures
from incubator_gui.views.overview.funnel import FunnelCard
from incubator_gui.views.overview.reading import Reading, read
from incubator_gui.views.overview.start import Start
from incubator_gui.views.overview.tasks import TasksCard
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.list_paper import print_list
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.screen import Screen
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import tight

_MINE, _ALL = msg("Mine"), msg("Whole house")

SHOWS = ("application", "stage", "stage_move", "call", "company", "residency", "allocation", "room", "desk", "floor",
         "task", "target", "ledger_entry", "house_setting", "person")
"""Tables whose changes the screen shows."""


class OverviewScreen(Screen):
    """The first screen of the day."""

    id = "overview"
    title = msg("Overview")
    icon = "layout-dashboard"
    shortcut = "Alt+1"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._day: date | None = None
        self._call: UUID | None = None
        self._reading: Reading | None = None
        self._arriving = False
        theme = context.theme
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self._head())
        self._messages = MessageArea(theme)
        column.addWidget(self._messages)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self._content = QWidget()
        self._content.setProperty("plain", True)
        area.setWidget(self._content)
        column.addWidget(area, 1)
        self.figures = Figures(theme, self._open)
        self.tasks = TasksCard(theme, lambda kind, id: context.shell.open_record(kind, id))
        self.capacity = CapacityCard(theme, self._open)
        self.burn_up = BurnUpCard(theme)
        self.funnel = FunnelCard(theme)
        self.start = Start(theme)
        self._lay_out()
        self.tasks.ticked.connect(self._tick)
        self.funnel.chosen.connect(self._choose_call)
        self.funnel.opened.connect(self._open_step)
        self.start.import_wanted.connect(lambda: context.shell.open_screen("import", {"kind": "applications"}))
        self.start.call_named.connect(self._add_call)
        self.start.sample_wanted.connect(self._load_sample)
        scope = frozenset({self.id})
        context.actions.add(Action("overview.mine", msg("Mine or the whole house"), "user-round", "Alt+M", scope,
                                   ("view",)), self._swap)
        self.retranslate()
        self._show_content(None)

    def activated(self, first: bool) -> None:
        """Read all figures."""
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Read again what is shown; behind another screen that waits, but for the number of late tasks."""
        if not changes.touches(*SHOWS):
            return
        if self.isVisible() or changes.touches("task"):
            self._load()

    def set_date(self, day: date | None) -> None:
        """The house on another day."""
        self._day = day
        self.retranslate()
        if self.began:
            self._load()

    def print_(self) -> None:
        """The key figures and the open tasks as a list."""
        reading = self._reading
        if reading is None:
            return
        speak, subtitle = current(), f"{self._date.text()} · {text(self._whose_words())}"
        figures = [(tr("Key figures"), *words) for words in self.figures.words()]
        tasks = [(tr("Tasks"), speak.joined((task.title, task.subject)),
                  speak.day(task.due_on) if task.due_on else "–",
                  speak.joined((tr("Late") if task.days_late(reading.overview.day) else "", task.owner)))
                 for task in reading.tasks]
        columns = (Column(tr("Part")), Column(tr("What"), strong=True), Column(tr("Figure or date"), figures=True),
                   Column(tr("Remark")))
        data = ListData(tr("Overview"), columns, (*figures, *tasks), subtitle)
        print_list(self.context, self, lambda: data)

    def _whose_words(self) -> Message:
        return _MINE if self._whose.key == "mine" else _ALL

    def state(self) -> dict[str, Any]:
        """Whose figures, and which call."""
        return {"mine": self._whose.key == "mine", "call": self._call.hex if self._call else ""}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        if state.get("mine") is True:
            self._whose.choose("mine")
        try:
            self._call = UUID(str(state.get("call")))
        except ValueError:
            self._call = None

    def retranslate(self) -> None:
        """Every word in the language of the screen."""
        self._title.setText(tr("Overview"))
        day = self._day or self.context.clock.today()
        self._date.setText(current().day(day, "full"))
        self._whose.retranslate()
        self.setAccessibleName(tr("Overview"))
        self._area.setAccessibleName(tr("Overview"))
        self._messages.retranslate()
        for part in (self.figures, self.tasks, self.capacity, self.burn_up, self.funnel, self.start):
            part.retranslate()

    def _head(self) -> QFrame:
        head = QFrame()
        head.setFixedHeight(self.context.theme.px(56))
        self.context.theme.changed.connect(lambda: head.setFixedHeight(self.context.theme.px(56)))
        row = QHBoxLayout(head)
        tight(row, 12, 16, 0, 16, 0)
        self._title = PlainLabel(type="title")
        self._date = PlainLabel(type="muted")
        self._whose = SegmentedControl(
            self.context.theme, (("mine", _MINE, ""), ("all", _ALL, "")), msg("Whose"))
        self._whose.choose("all")
        self._whose.chosen.connect(lambda _key: self._load())
        row.addWidget(self._title)
        row.addWidget(self._date)
        row.addStretch(1)
        row.addWidget(self._whose)
        return head

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._content)
        tight(column, 16, 16, 0, 16, 16)
        column.addWidget(self.start)
        column.addWidget(self.figures)
        self._cards = QWidget()
        grid = QGridLayout(self._cards)
        tight(grid, 16)
        grid.addWidget(self.tasks, 0, 0)
        grid.addWidget(self.capacity, 0, 1)
        grid.addWidget(self.burn_up, 1, 0)
        grid.addWidget(self.funnel, 1, 1)
        grid.setColumnStretch(0, 59)
        grid.setColumnStretch(1, 41)
        grid.setRowStretch(0, 1)
        grid.setRowStretch(1, 1)
        self.tasks.setMinimumHeight(self.context.theme.px(260))
        self.burn_up.setMinimumHeight(self.context.theme.px(260))
        column.addWidget(self._cards, 1)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)

    def _load(self) -> None:
        house, day, mine, call = self.context.house, self._day, self._whose.key == "mine", self._call
        if house is None:
            return
        names = (self.context.settings.get(PERSON_NAME), house.database.actor.who)
        self.context.jobs.read(lambda: read(house, day, names, mine, call), self._show, failed=self._failed,
                               owner=self, key="overview", title=msg("Reading the overview"))

    def _show(self, reading: Reading) -> None:
        self._messages.clear()
        if reading.sample:
            self._messages.show_message(
                msg("This is the sample incubator: its companies and people are made up."), "info",
                link=msg("Remove the sample"), on_link=self._remove_sample)
        self._reading, self._call = reading, reading.call
        found = reading.overview
        self._whose.enable("mine", reading.me is not None, tr(
            "None of the staff has your name. Enter it in the settings as it stands among the staff."))
        if reading.me is None and self._whose.key == "mine":
            self._whose.choose("all")
        self.figures.show_overview(found)
        self.tasks.show_tasks(reading.tasks, found.day)
        self.capacity.show_overview(found)
        self.burn_up.show_overview(found)
        self.funnel.show_funnel(found.calls, reading.call, reading.steps)
        self.start.set_calls(len(found.calls))
        self._show_content(found.is_empty)
        if self._arriving and not found.is_empty:
            self._arriving = False
            self.figures.focus_first()

    def _show_content(self, empty: bool | None) -> None:
        """The figures, or how to begin; neither before the first answer."""
        self.start.setVisible(empty is True)
        self._rest.setVisible(empty is True)
        self.figures.setVisible(empty is not True)
        self._cards.setVisible(empty is False)

    def _failed(self, error: IncubatorError) -> None:
        self._messages.show_message(error.message, "error", link=msg("Try again"), on_link=self._load)

    def _open(self, screen: str, filters: dict[str, Any]) -> None:
        self.context.shell.open_screen(screen, filters)

    def _swap(self) -> None:
        if self._reading is not None and self._reading.me is not None:
            self._whose.choose("all" if self._whose.key == "mine" else "mine")

    def _tick(self, id: UUID, done: bool) -> None:
        service = TasksService(self.context.house.database)

        def refused(error: IncubatorError) -> None:
            self.tasks.untick(id)
            self._messages.show_message(error.message, "error")

        self.context.jobs.write(lambda: service.set_done(id, done), failed=refused, owner=self,
                                title=msg("Ticking off a task"))

    def _choose_call(self, call: UUID) -> None:
        self._call = call
        self._load()

    def _open_step(self, key: str) -> None:
        house, call, day = self.context.house, self._call, self._day
        if call is None:
            return
        self.context.jobs.read(
            lambda: OverviewService(house.database).reached(call, key, day),
            lambda ids: self._open("applications", {"call": call, "ids": list(ids)}), owner=self, key="step")

    def _add_call(self, name: str) -> None:
        calls = self.context.house.calls
        self.context.jobs.write(lambda: calls.add_call(name), failed=self._begun_badly, owner=self,
                                title=msg("Adding a call"))

    def _load_sample(self) -> None:
        from incubator_gui.services.sample import load_sample

        house, language = self.context.house, current().language
        self._arriving = True  # the button that was pressed goes away with the figures' coming
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.start.set_busy(True)
        self.context.jobs.write(
            lambda: load_sample(house.database, language), lambda _result: self.start.set_busy(False),
            failed=self._begun_badly, owner=self, title=msg("Loading the sample incubator"))

    def _remove_sample(self) -> None:
        from incubator_gui.services.sample import remove_sample

        house = self.context.house
        self.context.jobs.write(lambda: remove_sample(house.database), failed=self._begun_badly, owner=self,
                                title=msg("Removing the sample"))

    def _begun_badly(self, error: IncubatorError) -> None:
        self._arriving = False
        self.start.set_busy(False)
        self._messages.show_message(error.message, "error")
