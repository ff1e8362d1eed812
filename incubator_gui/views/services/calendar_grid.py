"""The month or the week as cells of days, and how the keyboard goes through them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.services.calendar_items import CalendarItem
from incubator_gui.views.services.calendar_cell import DayCell
from incubator_gui.views.services.calendar_item import ItemLine
from incubator_gui.views.services.calendar_look import Days, weekday
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme

_WEEK = 7


def span_of(day: date, *, week: bool) -> tuple[date, date]:
    """The days shown around a day, whole weeks from Monday on: [first, end)."""
    if week:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=_WEEK)
    start = day.replace(day=1)
    first = start - timedelta(days=start.weekday())
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return first, last + timedelta(days=_WEEK - last.weekday())


def month_step(day: date, step: int) -> date:
    """The same day in another month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class CalendarGrid(QWidget):
    """`day` has the keyboard; `turned` asks for days that are not shown."""

    opened = Signal(object)
    moved = Signal(str, object, object, object)
    """Kind and id of an item, the day from which it was taken, the day to which it goes."""
    turned = Signal(object)
    """A day that has to come into view."""
    back_asked = Signal()
    """Home: to today."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.day = date(2000, 1, 1)
        self.week = False
        self.cells: dict[date, DayCell] = {}
        self._keys: dict[date, Any] = {}
        self._wanted: tuple[str, UUID] | None = None
        self._grid = QGridLayout(self)
        tight(self._grid)
        self._heads = [PlainLabel("", "header") for _ in range(_WEEK)]
        for place, head in enumerate(self._heads):
            head.setContentsMargins(8, 0, 0, 0)
            head.setFixedHeight(theme.px(24))
            self._grid.addWidget(head, 0, place)
            self._grid.setColumnStretch(place, 1)
            self._grid.setColumnMinimumWidth(place, 40)

    def show_days(self, day: date, items: Sequence[CalendarItem], days: Days, today: date) -> None:
        """Build what changed anew; the keyboard stays where it was, or goes with the item that was moved."""
        focus = self.focusWidget()
        held = (focus.item.kind, focus.item.id) if isinstance(focus, ItemLine) else None
        had = isinstance(focus, ItemLine | DayCell) and focus.hasFocus()
        wanted, self._wanted = self._wanted or held, None
        self.day = day
        by_day: dict[date, list[CalendarItem]] = {}
        for item in items:
            by_day.setdefault(item.day, []).append(item)
        first, end = span_of(day, week=self.week)
        before, self.cells = self.cells, {}
        for place in range((end - first).days):
            shown = first + timedelta(days=place)
            key = (shown, tuple(by_day.get(shown, ())), days, today, not self.week and shown.month != day.month,
                   self.week, current().language)
            cell = before.get(shown)
            if cell is None or self._keys.get(cell.day) != key:
                cell = self._cell(shown, key[1], days, today, outside=key[4])
            else:
                del before[shown]
            self._keys[shown] = key
            self.cells[shown] = cell
            self._grid.addWidget(cell, 1 + place // _WEEK, place % _WEEK)
        for cell in before.values():
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._keys = {shown: self._keys[shown] for shown in self.cells}
        for row in range(1, 7):
            self._grid.setRowStretch(row, 1 if row <= len(self.cells) // _WEEK else 0)
        self._stop_at(day)
        self.retranslate()
        if had or (wanted is not None and self._had_keyboard()):
            self._give(wanted)

    def _cell(self, day: date, items: Sequence[CalendarItem], days: Days, today: date, *, outside: bool) -> DayCell:
        cell = DayCell(self._theme, day, items, days, today, outside=outside, large=self.week, parent=self)
        cell.opened.connect(self.opened)
        cell.shift_asked.connect(self._shift)
        cell.dropped.connect(lambda kind, id, seen: self._drop(kind, id, seen, day))
        cell.left.connect(self._go)
        cell.item_left.connect(self._go_on)
        return cell

    def retranslate(self) -> None:
        """Names of the weekdays."""
        monday = date(2024, 1, 1)
        for place, head in enumerate(self._heads):
            head.setText(weekday(monday + timedelta(days=place), "wide" if self.width() > 900 else "abbreviated"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Long names of the weekdays where there is room."""
        super().resizeEvent(event)
        self.retranslate()

    def take_keyboard(self) -> None:
        """Give the keyboard to the day."""
        cell = self.cells.get(self.day)
        if cell is not None:
            self._stop_at(self.day)
            cell.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, day: date) -> None:
        """Another day has the keyboard; what is not shown has to be read first."""
        shown = self.week or (day.month == self.day.month and day.year == self.day.year)
        if shown and day in self.cells:
            self.day = day
            self.take_keyboard()
        else:
            self.day = day
            self._wanted = None
            self.turned.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Page Up and Down turn, Home goes to today."""
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.go_to(self.day + timedelta(days=_WEEK * step) if self.week else month_step(self.day, step))
        elif event.key() == Qt.Key.Key_Home:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    # the keyboard ----------------------------------------------------------------------------

    def _stop_at(self, day: date) -> None:
        """Tab stops once in the grid: at the day; the arrows do the rest."""
        for cell in self.cells.values():
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell.day == day else Qt.FocusPolicy.ClickFocus)

    def _had_keyboard(self) -> bool:
        focus = self.window().focusWidget()
        return focus is None or focus is self or self.isAncestorOf(focus)

    def _give(self, wanted: tuple[str, UUID] | None) -> None:
        if wanted is not None:
            for cell in self.cells.values():
                if cell.holds(*wanted):
                    self.day = cell.day
                    self.layout_now()
                    line = cell.line_of(*wanted)
                    (line if line is not None and line.isVisibleTo(cell) else cell).setFocus(
                        Qt.FocusReason.OtherFocusReason)
                    return
        self.take_keyboard()

    def layout_now(self) -> None:
        """Which items have room is known only when the cells have their size."""
        self._grid.activate()

    def _go(self, day: date, across: int, down: int) -> None:
        cell = self.cells.get(day)
        if down > 0 and cell is not None and cell.shown_lines():
            self.day = day
            cell.shown_lines()[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif down < 0:
            above = self.cells.get(day - timedelta(days=_WEEK))
            self.go_to(day - timedelta(days=_WEEK))
            if above is not None and above.day == self.day and above.shown_lines():
                above.shown_lines()[-1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.go_to(day + timedelta(days=across + _WEEK * down))

    def _go_on(self, day: date, line: ItemLine, across: int, down: int) -> None:
        """From an item: to the next in the day, past the ends to the day itself or to the next week."""
        lines = self.cells[day].shown_lines()
        place = lines.index(line) + down if line in lines else -1
        if across:
            self.go_to(day + timedelta(days=across))
        elif 0 <= place < len(lines):
            lines[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif place < 0:
            self.day = day
            self.take_keyboard()
        else:
            self.go_to(day + timedelta(days=_WEEK))

    # moving ----------------------------------------------------------------------------------

    def _shift(self, item: CalendarItem, step: int) -> None:
        self._drop(item.kind, item.id, item.day, item.day + timedelta(days=step))

    def _drop(self, kind: str, id: UUID, seen: date, day: date) -> None:
        if day != seen:
            self._wanted = (kind, id)
            self.moved.emit(kind, id, seen, day)

    def forget_cells(self) -> None:
        """Another theme or text size: build all of them anew."""
        self._keys.clear()

    def forget_move(self) -> None:
        """A move was refused: the keyboard stays where it is."""
        self._wanted = None
