"""What has a date, in months and weeks: looked at, opened, dragged to another day, written to a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, nmsg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.workdays import calendar
from incubator_gui.reports.values import Column as PaperColumn
from incubator_gui.reports.values import ListData
from incubator_gui.services.calendar_items import ITEM_KINDS, CalendarItem
from incubator_gui.services.house import House
from incubator_gui.views.services.calendar_grid import CalendarGrid, month_step, span_of
from incubator_gui.views.services.calendar_look import ICONS, Days, time_words
from incubator_gui.views.services.holidays_dialog import HolidaysDialog
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.labels import PlainLabel, TwoLengthsLabel
from incubator_gui.widgets.list_paper import print_list
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, IconButton, MenuButton, tight
from incubator_gui.widgets.tab import Tab

_SHOWN = ("task", "engagement", "deliverable", "training", "residency", "roadshow", "rehearsal", "lineup_entry",
          "ledger_entry", "mentor", "company", "person", "service", "house_setting")


@dataclass(frozen=True, slots=True)
class _Stock:
    items: tuple[CalendarItem, ...]
    days: Days


def _read(house: House, starts: date, ends: date) -> _Stock:
    settings = house.keeping.settings()
    german = str(settings["working_region"]) if settings["working_country"] == "DE" else ""
    countries = (("CN", calendar("CN")), ("DE", calendar("DE", german)))
    return _Stock(house.calendar.items(starts, ends), Days(house.service_board.calendar(), countries))


class CalendarTab(Tab):
    """Tools above, the grid below."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self.hidden: set[str] = set()
        self.stock: _Stock | None = None
        self.dialog: HolidaysDialog | QFileDialog | None = None
        self.grid = CalendarGrid(theme)
        self.grid.day = self.today
        self.before, self.after = IconButton(theme, "chevron-left"), IconButton(theme, "chevron-right")
        self.back = Button(theme)
        self.title = TwoLengthsLabel("panel")
        self.which = SegmentedControl(theme, (("month", msg("Month"), ""), ("week", msg("Week"), "")),
                                      msg("What the calendar shows"))
        self.kinds = MenuButton(theme, icon="list-filter")
        self.holidays = Button(theme, icon="sun", shrinks=True)
        self.export = Button(theme, icon="download", shrinks=True)
        self.hint = PlainLabel("", "label", wrap=True)
        tools = QHBoxLayout()
        tight(tools, 8)
        for widget in (self.before, self.after, self.back, self.title, self.which, self.kinds, self.holidays,
                       self.export):
            tools.addWidget(widget, 1 if widget is self.title else 0)
        frame = QFrame()
        frame.setObjectName("Card")
        inside = QVBoxLayout(frame)
        tight(inside, 0, 1, 1, 1, 1)
        inside.addWidget(self.grid)
        column = QVBoxLayout(self)
        tight(column, 8, 0, 0, 0, 8)
        column.addLayout(tools)
        column.addWidget(frame, 1)
        column.addWidget(self.hint)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.back.clicked.connect(self.go_back)
        self.which.chosen.connect(self._other_view)
        self.kinds.clicked.connect(self.open_kinds)
        self.holidays.clicked.connect(self.ask_holidays)
        self.export.clicked.connect(self.ask_file)
        self.grid.opened.connect(self.open_item)
        self.grid.moved.connect(self.move_item)
        self.grid.turned.connect(lambda _day: self.read())
        self.grid.back_asked.connect(self.go_back)
        theme.changed.connect(self._dress)
        self.retranslate()

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """The days around the one with the keyboard."""
        house = self.context.house
        starts, ends = span_of(self.grid.day, week=self.grid.week)
        self.context.jobs.read(lambda: _read(house, starts, ends), self._take, failed=self.failed, owner=self,
                               key="items")

    def touched(self, changes: Changes) -> bool:
        """Whatever has a date."""
        return changes.touches(*_SHOWN)

    def set_date(self, day: date | None) -> None:
        """The calendar goes to the day of the date control."""
        if day != self.day:
            self.day = day
            self.grid.day = self.today
            if self.began:
                self.read()

    def _take(self, stock: _Stock) -> None:
        self.stock = stock
        self._show()
        self.arrived()

    def _show(self) -> None:
        if self.stock is not None:
            self.grid.show_days(self.grid.day, self.shown(), self.stock.days, self.today)
        self._say()

    def _dress(self) -> None:
        self.grid.forget_cells()
        self._show()

    def shown(self) -> list[CalendarItem]:
        """The items of the kinds that were not switched off."""
        return [item for item in (self.stock.items if self.stock else ()) if item.kind not in self.hidden]

    # turning ---------------------------------------------------------------------------------

    def turn(self, step: int) -> None:
        """The month or week before or after."""
        day = self.grid.day
        self.grid.day = day + timedelta(days=7 * step) if self.grid.week else month_step(day, step)
        self.read()

    def go_back(self) -> None:
        """To the day of the date control."""
        self.grid.go_to(self.today)
        self._say()

    def _other_view(self, key: str) -> None:
        self.grid.week = key == "week"
        self.read()

    def turn_view(self) -> None:
        """From month to week, and back."""
        self.which.choose("month" if self.grid.week else "week")

    def open_kinds(self) -> QMenu:
        """Which kinds of items are shown."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for kind, words in ITEM_KINDS.items():
            action = menu.addAction(self.context.theme.icon(ICONS[kind]), text(words).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(kind not in self.hidden)
            action.toggled.connect(lambda on, kind=kind: self.show_kind(kind, on))
        menu.addSeparator()
        menu.addAction(tr("Show all"), lambda: self.show_kinds(ITEM_KINDS))
        menu.popup(self.kinds.mapToGlobal(QPoint(0, self.kinds.height() + 2)))
        return menu

    def show_kind(self, kind: str, on: bool) -> None:
        """Show or hide one kind."""
        (self.hidden.discard if on else self.hidden.add)(kind)
        self._show()

    def show_kinds(self, kinds: Iterable[str]) -> None:
        """Show these kinds and no others."""
        self.hidden = set(ITEM_KINDS) - set(kinds)
        self._show()

    # doing -----------------------------------------------------------------------------------

    def open_item(self, item: CalendarItem) -> None:
        """The record behind an item."""
        if item.opens is None:
            self.context.shell.open_screen("overview")
        elif item.opens[0] == "mentor":
            self.context.shell.open_screen("services", {"part": "mentors", "mentor": item.opens[1]})
        elif item.kind == "review":
            part = "desk" if item.opens[0] == "my_reviews" else "panel"
            self.context.shell.open_screen("review", {"part": part, "call": item.opens[1]})
        else:
            self.context.shell.open_record(*item.opens)

    def move_item(self, kind: str, id: UUID, seen: date, day: date) -> None:
        """Another day; the status bar offers to undo it."""
        house, days = self.context.house, self.stock.days.house if self.stock else None
        if day not in self.grid.cells:
            self.grid.day = day

        def done(_changes: Changes) -> None:
            special = days.holiday(day) if days is not None else None
            if special is not None:
                self.context.shell.warn(msg("{day} is a holiday: {name}.", day=day, name=special), "warning")

        def failed(error: IncubatorError) -> None:
            self.grid.forget_move()
            self.context.shell.warn(error.message)
            self.read()

        self.context.jobs.write(lambda: house.calendar.move(kind, id, day, seen), done, failed=failed, owner=self)

    def ask_holidays(self) -> None:
        """The dialog about working days."""
        self._ask(HolidaysDialog(self.context, self.window()))

    def ask_file(self) -> None:
        """Where the calendar file shall go."""
        dialog = FileDialog(self, tr("Export the calendar"), "", tr("Calendar (*.ics)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(tr("calendar") + ".ics")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        self._ask(dialog)

    def export_to(self, path: Path) -> None:
        """Everything from the first day shown on, for any calendar program."""
        house, language = self.context.house, current().language
        since, _ends = span_of(self.grid.day, week=self.grid.week)
        if path.suffix.lower() != ".ics":
            path = path.with_name(path.name + ".ics")

        def work() -> int:
            return int(house.calendar.write(path, language, since=since,
                                            name=str(house.keeping.settings()["house_name"])))

        def done(number: int) -> None:
            self.context.shell.say(nmsg("{n} entry from {day} on written to {name}",
                                        "{n} entries from {day} on written to {name}", number, day=since,
                                        name=path.name))

        self.context.jobs.run(work, done, owner=self, title=msg("Exporting the calendar"))

    def print_(self) -> None:
        """The items shown, day by day."""
        words = current()
        columns = (PaperColumn(tr("Day")), PaperColumn(tr("Time")), PaperColumn(tr("Kind")),
                   PaperColumn(tr("What"), strong=True), PaperColumn(tr("Place")))
        rows = tuple((words.day(one.day), time_words(one), words.text(ITEM_KINDS[one.kind]), one.title(words),
                      one.place) for one in self.shown())
        data = ListData(tr("Calendar"), columns, rows, self.title.text())
        print_list(self.context, self, lambda: data)

    def _ask(self, dialog: HolidaysDialog | QFileDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    # words -----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Calendar"))
        self.back.setText(tr("Today"))
        self.holidays.setText(tr("Working days…"))
        self.export.setText(tr("Export .ics…"))
        self.hint.setText(tr("Drag an item to another day, or move it with Alt and the arrows. Page Up and Page Down"
                             " turn, Home goes to today."))
        self.which.retranslate()
        self._show()

    def _say(self) -> None:
        words, week = current(), self.grid.week
        self.before.set_name(tr("Week before") if week else tr("Month before"))
        self.after.set_name(tr("Week after") if week else tr("Next month"))
        starts, ends = span_of(self.grid.day, week=week)
        span = f"{words.day(starts)} – {words.day(ends - timedelta(days=1))}"
        self.title.say(span if week else words.day(self.grid.day, "whole_month"),
                       span if week else words.day(self.grid.day, "month"))
        shown = len(ITEM_KINDS) - len(self.hidden)
        self.kinds.setText(tr("{n} of {whole} kinds", n=shown, whole=len(ITEM_KINDS)) if self.hidden
                           else tr("All kinds"))
        self.back.setEnabled(self.grid.day != self.today)

    def state(self) -> dict[str, Any]:
        """Month or week, and which kinds."""
        return {"view": self.which.key, "hidden": sorted(self.hidden)}

    def restore(self, state: dict[str, Any]) -> None:
        """The same again."""
        hidden = state.get("hidden")
        self.hidden = {kind for kind in hidden if kind in ITEM_KINDS} if isinstance(hidden, list) else set()
        view = str(state.get("view", "month"))
        self.grid.week = view == "week"
        self.which.blockSignals(True)
        self.which.choose(view)
        self.which.blockSignals(False)
        self._say()
