"""The overview: figures, tasks, space, burn-up and funnel of the house on one day."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.core.settings import PERSON_NAME
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import ChoiceFilter, ColumnFilter
from incubator_gui.reports.values import Column, ListData
from incubator_gui.services.duty import AREAS, Duty
from incubator_gui.services.funnel import Step
from incubator_gui.services.overview import CallChoice, OverviewService
from incubator_gui.services.tasks import TasksService
from incubator_gui.views.overview.beginning import Beginning
from incubator_gui.views.overview.burnup import BurnUpCard
from incubator_gui.views.overview.capacity import CapacityCard
from incubator_gui.views.overview.commands import declare
from incubator_gui.views.overview.duty_words import title_of, when
from incubator_gui.views.overview.figures import FigureCards
from incubator_gui.views.overview.funnel import FunnelCard
from incubator_gui.views.overview.head import Head
from incubator_gui.views.overview.reading import Duties, Figures, read_duties, read_figures, read_funnel
from incubator_gui.views.overview.start import Start
from incubator_gui.views.overview.task_page import TaskPage
from incubator_gui.views.overview.tasks import TasksCard
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.list_paper import print_list
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.screen import Screen
from incubator_gui.widgets.styling import tight

FIGURES = ("application", "stage", "call", "company", "residency", "allocation", "room", "desk", "floor", "target",
           "ledger_entry", "house_setting", "person")
DUTIES = ("task", "engagement", "deliverable", "service", "entitlement", "ledger_entry", "residency", "allocation",
          "room", "floor", "training", "roadshow", "lineup_entry", "rehearsal", "company", "application", "stage",
          "person", "house_setting")
FUNNEL = ("application", "stage", "stage_move", "call", "residency")
"""Tables whose changes each part shows."""


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
        self._figures: Figures | None = None
        self._duties: Duties | None = None
        self._old_funnel = False
        theme = context.theme
        column = QVBoxLayout(self)
        tight(column)
        self.head = Head(theme)
        column.addWidget(self.head)
        self._messages = MessageArea(theme)
        column.addWidget(self._messages)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self._content = QWidget()
        self._content.setProperty("plain", True)
        area.setWidget(self._content)
        self.figures = FigureCards(theme, self._open)
        self.tasks = TasksCard(theme, lambda kind, id: context.shell.open_record(kind, id))
        self.capacity = CapacityCard(theme, self._open)
        self.burn_up = BurnUpCard(theme)
        self.funnel = FunnelCard(theme)
        self.start = Start(theme)
        self.beginning = Beginning(context, self.start, self)
        self.page = TaskPage(context)
        self._pages = QStackedWidget()
        self._pages.addWidget(area)
        self._pages.addWidget(self.page)
        column.addWidget(self._pages, 1)
        self._lay_out()
        self.tasks.ticked.connect(self._tick)
        self.tasks.all_asked.connect(self.show_tasks)
        for part in (self.tasks, self.page):
            part.opened.connect(self._open_duty)
        self.page.back_asked.connect(self.show_figures)
        self.funnel.chosen.connect(self._choose_call)
        self.funnel.opened.connect(self._open_step)
        self.start.import_wanted.connect(lambda: context.shell.open_screen("import", {"kind": "applications"}))
        self.start.house_wanted.connect(lambda: context.shell.open_screen("house"))
        self.start.call_named.connect(self.beginning.add_call)
        self.start.sample_wanted.connect(self._load_sample)
        self.beginning.refused.connect(lambda error: self._messages.show_message(error.message, "error"))
        self.head.whose.chosen.connect(lambda _key: self._load())
        self.head.print.clicked.connect(self.print_)
        declare(self)
        self._allow()
        self.retranslate()
        self._show_content(None)

    def _allow(self) -> None:
        listed, allow = self._pages.currentWidget() is self.page, self.context.actions.allow
        for id in ("tasks.done", "tasks.workday", "tasks.week", "tasks.remove"):
            allow(id, listed, tr("Open the list of all tasks first"))
        allow("tasks.back", listed)

    def activated(self, first: bool) -> None:
        """Read everything; the funnel only where it changed meanwhile."""
        self._load()
        if self._old_funnel:
            self._load_funnel()

    def refresh(self, changes: Changes) -> None:
        """Read again the parts that are touched; behind another screen that waits for the next visit."""
        if not self.isVisible():
            self._old_funnel |= changes.everything or changes.touches(*FUNNEL)
            return
        for tables, read in ((FIGURES, self._load_figures), (DUTIES, self._load_duties), (FUNNEL, self._load_funnel)):
            if changes.everything or changes.touches(*tables):
                read()

    def show_tasks(self) -> None:
        """The whole list of what is due."""
        self._turn(self.page)
        self.page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_figures(self) -> None:
        """Back to the figures."""
        self._turn(self._area)
        self.tasks.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, part: QWidget) -> None:
        self._pages.setCurrentWidget(part)
        self._allow()
        self.retranslate()

    def apply(self, filters: dict[str, Any]) -> None:
        """`tasks` shows the whole list of what is due; `group` (late, today, …) and `area` narrow it."""
        if filters.get("tasks"):
            self.show_tasks()
            tests: dict[str, ColumnFilter] = {
                key: ChoiceFilter(frozenset({filters[key]})) for key in ("group", "area") if key in filters}
            self.page.table.rows.set_filters(tests)
            self.page.table.filters_changed.emit()

    def set_date(self, day: date | None) -> None:
        """The house on another day."""
        self._day = day
        self.retranslate()
        if self.began:
            self._load()

    def print_(self) -> None:
        """The key figures and what is due as a list; of the whole list what it shows."""
        if self._pages.currentWidget() is self.page:
            self.page.print_()
            return
        if self._figures is None or self._duties is None:
            return
        day, subtitle = self._figures.overview.day, self.head.subtitle()
        figures = [(tr("Key figures"), *words) for words in self.figures.words()]
        tasks = [(text(AREAS[duty.area]), current().joined((title_of(duty), duty.subject)), when(duty, day), duty.owner)
                 for duty in self._duties.rows]
        columns = (Column(tr("Part")), Column(tr("What"), strong=True), Column(tr("Figure or date"), figures=True),
                   Column(tr("Remark")))
        data = ListData(tr("Overview"), columns, (*figures, *tasks), subtitle)
        print_list(self.context, self, lambda: data)

    def state(self) -> dict[str, Any]:
        """Whose figures, and which call."""
        return {"mine": self.head.mine, "call": self._call.hex if self._call else "",
                "tasks": self._pages.currentWidget() is self.page}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        if state.get("mine") is True:
            self.head.whose.choose("mine")
        if state.get("tasks") is True:
            self._turn(self.page)
        try:
            self._call = UUID(str(state.get("call")))
        except ValueError:
            self._call = None

    def retranslate(self) -> None:
        """Every word in the language of the screen."""
        self.head.show_day(self._day or self.context.clock.today(), tasks=self._pages.currentWidget() is self.page)
        self.setAccessibleName(tr("Overview"))
        self._area.setAccessibleName(tr("Overview"))
        self._messages.retranslate()
        for part in (self.figures, self.tasks, self.capacity, self.burn_up, self.funnel, self.start, self.page):
            part.retranslate()

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self._content)
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
        if self.context.house is not None:
            self._load_figures()
            self._load_duties()

    def _names(self) -> tuple[str, ...]:
        return (self.context.settings.get(PERSON_NAME), self.context.house.database.actor.who)

    def _load_figures(self) -> None:
        house, day, mine, names = self.context.house, self._day, self.head.mine, self._names()
        self.context.jobs.read(lambda: read_figures(house, day, names, mine), self._show, failed=self._failed,
                               owner=self, key="overview", title=msg("Reading the overview"))

    def _load_duties(self) -> None:
        house, day, mine, names = self.context.house, self._day, self.head.mine, self._names()
        self.context.jobs.read(lambda: read_duties(house, day, names, mine), self._show_duties, failed=self._failed,
                               owner=self, key="duties", title=msg("Reading what is due"))

    def _load_funnel(self) -> None:
        if self._figures is None:
            return
        self._old_funnel = False
        house, day, call = self.context.house, self._day, self._call
        calls = self._figures.overview.calls
        self.context.jobs.read(lambda: read_funnel(house, day, call, tuple(one.id for one in calls)),
                               lambda found: self._show_funnel(calls, *found), failed=self._failed, owner=self,
                               key="funnel", title=msg("Reading the funnel"))

    def _show(self, read: Figures) -> None:
        self._messages.clear()
        if read.sample:
            self._messages.show_message(
                msg("This is the sample incubator: its companies and people are made up."), "info",
                link=msg("Remove the sample"), on_link=self.beginning.remove_sample)
        first = self._figures is None or self._figures.overview.calls != read.overview.calls \
            or self._figures.overview.day != read.overview.day
        self._figures = read
        margins = self._column.contentsMargins()
        margins.setTop(12 if read.sample else 0)
        self._column.setContentsMargins(margins)
        found = read.overview
        self.head.whose.enable("mine", read.me is not None, tr(
            "None of the staff has your name. Enter it in the settings as it stands among the staff."))
        if read.me is None and self.head.mine:
            self.head.whose.choose("all")
        self.figures.show_overview(found)
        self.capacity.show_overview(found)
        self.burn_up.show_overview(found)
        self.start.set_calls(len(found.calls))
        self._show_content(found.is_empty)
        if first:
            self._load_funnel()
        if self.beginning.arriving and not found.is_empty:
            self.beginning.arriving = False
            self.figures.focus_first()

    def _show_duties(self, read: Duties) -> None:
        self._duties = read
        day = self._day or self.context.clock.today()
        self.page.me, self.page.mine = read.me, self.head.mine
        self.tasks.show_duties(read.rows, day)
        self.page.show_duties(read.rows, day, read.staff)

    def _show_funnel(self, calls: tuple[CallChoice, ...], call: UUID | None, steps: tuple[Step, ...]) -> None:
        self._call = call
        self.funnel.show_funnel(calls, call, steps)

    def _open_duty(self, duty: Duty) -> None:
        if duty.lists is not None:
            screen, filters = duty.lists
            self._open(screen, dict(filters))
        elif duty.opens is not None:
            self.context.shell.open_record(*duty.opens)
        elif duty.task is not None:
            self.page.ask_edit(duty.task)

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

    def swap(self) -> None:
        """Mine, or the whole house."""
        if self._figures is not None and self._figures.me is not None:
            self.head.whose.choose("all" if self.head.mine else "mine")

    def _tick(self, id: UUID, done: bool) -> None:
        service = TasksService(self.context.house.database)

        def refused(error: IncubatorError) -> None:
            self.tasks.untick(id)
            self._messages.show_message(error.message, "error")

        self.context.jobs.write(lambda: service.set_done(id, done), failed=refused, owner=self,
                                title=msg("Ticking off a task"))

    def _choose_call(self, call: UUID) -> None:
        self._call = call
        self._load_funnel()

    def _open_step(self, key: str) -> None:
        house, call, day = self.context.house, self._call, self._day
        if call is None:
            return
        self.context.jobs.read(
            lambda: OverviewService(house.database).reached(call, key, day),
            lambda ids: self._open("applications", {"call": call, "ids": list(ids)}), owner=self, key="step")

    def _load_sample(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that was pressed goes with the figures' coming
        self.beginning.load_sample()
