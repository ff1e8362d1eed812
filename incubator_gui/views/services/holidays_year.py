"""A year of working days at a glance, and lists of special days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from babel.dates import get_day_names, get_month_names
from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.domain.workdays import MOVED, Calendar, SpecialDay
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import show_tip

_CELL, _HEAD, _GAP = 19, 32, 12
_COLUMNS = 4


class DayList(QListWidget):
    """Special days with their names; Del asks to remove the selected ones."""

    remove_asked = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._days: list[date] = []
        self.setObjectName("Card")
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_days(self, days: Sequence[SpecialDay], own: Iterable[date]) -> None:
        """Other days; those of the house are marked."""
        marked, words = set(own), current()
        self.clear()  # tells that nothing is selected any more, so first
        self._days = [one.day for one in days]
        for one in days:
            parts = [words.day(one.day), one.name.of(words.language)]
            if one.works and one.name != MOVED:
                parts.append(tr("working day"))
            text = " · ".join(parts)
            if one.day in marked:
                text = tr("{day} (of the house)", day=text)
            item = QListWidgetItem(self._theme.icon(*_look(one)), text)
            item.setSizeHint(QSize(0, self._theme.px(28)))
            self.addItem(item)

    def chosen(self) -> list[date]:
        """The selected days."""
        return [self._days[index.row()] for index in self.selectedIndexes()]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Del removes."""
        if event.key() == Qt.Key.Key_Delete and self.selectedIndexes():
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)


def _look(one: SpecialDay) -> tuple[str, str]:
    return ("briefcase", "warning") if one.works else ("sun", "success")


class YearView(QWidget):
    """Twelve months; holidays filled, working weekends edged. Arrows move, Enter or a click takes a day."""

    day_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._calendar = Calendar("")
        self._today = self.day = date(2000, 1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setProperty("noRing", True)  # the day has a ring of its own
        theme.changed.connect(self.update)
        self._size()

    def show_year(self, year: int, days: Calendar, today: date) -> None:
        """Another year, or other days."""
        self._calendar, self._today = days, today
        if self.day.year != year:
            self.day = today if today.year == year else date(year, 1, 1)
        self._size()
        self._say()
        self.update()

    def words(self, day: date) -> str:
        """A day and what it is."""
        special, words = self._calendar.special(day), current()
        weekday = get_day_names("wide", locale=words.locale)[day.weekday()]
        parts = [weekday, words.day(day)]
        if special is not None:
            parts.append(special.name.of(words.language))
        parts.append(tr("working day") if self._calendar.is_workday(day) else tr("free"))
        return ", ".join(parts)

    def rect_of(self, day: date) -> QRect:
        """Where a day stands."""
        px = self._theme.px
        left, top = self._corner(day.month)
        place = date(day.year, day.month, 1).weekday() + day.day - 1
        return QRect(left + place % 7 * px(_CELL), top + px(_HEAD) + place // 7 * px(_CELL), px(_CELL), px(_CELL))

    def day_at(self, x: float, y: float) -> date | None:
        """The day at a place."""
        for month in range(1, 13):
            for number in range(1, monthrange(self.day.year, month)[1] + 1):
                day = date(self.day.year, month, number)
                if self.rect_of(day).contains(int(x), int(y)):
                    return day
        return None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """All months."""
        theme, words = self._theme, current()
        painter = QPainter(self)
        months = get_month_names("abbreviated", context="stand-alone", locale=words.locale)
        letters = get_day_names("narrow", context="stand-alone", locale=words.locale)
        cell = theme.px(_CELL)
        for month in range(1, 13):
            left, top = self._corner(month)
            painter.setFont(theme.font("header"))
            painter.setPen(theme.colour("text"))
            painter.drawText(QRect(left, top, cell * 7, theme.px(16)), Qt.AlignmentFlag.AlignLeft, months[month])
            painter.setFont(theme.font("axis"))
            painter.setPen(theme.colour("muted"))
            for place in range(7):
                painter.drawText(QRect(left + place * cell, top + theme.px(16), cell, theme.px(16)),
                                 Qt.AlignmentFlag.AlignCenter, letters[place])
            for number in range(1, monthrange(self.day.year, month)[1] + 1):
                self._paint_day(painter, date(self.day.year, month, number))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self.rect_of(self.day))

    def _paint_day(self, painter: QPainter, day: date) -> None:
        theme, rect = self._theme, self.rect_of(day).adjusted(1, 1, -1, -1)
        special, works = self._calendar.special(day), self._calendar.is_workday(day)
        tone = "text" if works else "muted"
        if special is not None and not special.works:
            painter.fillRect(rect, theme.colour("success-ground"))
            tone = "success"
        elif special is not None:
            painter.fillRect(rect, theme.colour("warning-ground"))
            painter.setPen(QPen(theme.colour("warning"), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            tone = "warning"
        elif not works:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(theme.colour(tone))
        painter.setFont(theme.font("axis", tabular=True))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if day == self._today:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawLine(rect.left() + 2, rect.bottom(), rect.right() - 2, rect.bottom())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows by day and week, Page by month, within the year."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
                Qt.Key.Key_PageUp: -30, Qt.Key.Key_PageDown: 30}.get(Qt.Key(event.key()), 0)
        if step:
            day = self.day + timedelta(days=step)
            if day.year == self.day.year:
                self.day = day
                self._say()
                self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.day_asked.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click takes the day."""
        day = self.day_at(event.position().x(), event.position().y())
        if day is not None:
            self.day = day
            self._say()
            self.update()
            self.day_asked.emit(day)

    def event(self, event: QEvent) -> bool:
        """The tool tip says what a day is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(event.pos().x(), event.pos().y())
            show_tip(self, event.globalPos(), self.words(day) if day else "")
            return True
        return super().event(event)

    def _corner(self, month: int) -> tuple[int, int]:
        px = self._theme.px
        width, height = px(_CELL) * 7 + px(_GAP), px(_HEAD) + px(_CELL) * 6 + px(4)
        return px(4) + (month - 1) % _COLUMNS * width, (month - 1) // _COLUMNS * height

    def _size(self) -> None:
        px = self._theme.px
        self.setFixedSize(_COLUMNS * (px(_CELL) * 7 + px(_GAP)), 12 // _COLUMNS * (px(_HEAD) + px(_CELL) * 6 + px(4)))

    def _say(self) -> None:
        self.setAccessibleName(tr("Year {year}", year=str(self.day.year)))
        self.setAccessibleDescription(self.words(self.day))
