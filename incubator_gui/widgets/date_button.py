"""A button that lets one choose a day from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, MenuButton, tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip

LOCALES = {"en": "en_GB", "de": "de_DE", "zh": "zh_CN"}


def to_day(value: QDate) -> date:
    """Qt's day as Python's."""
    return date(value.year(), value.month(), value.day())


class DateButton(MenuButton):
    """Shows the day unless it is `compact`; `picked` carries a day, or None for today."""

    picked = Signal(object)

    def __init__(self, theme: Theme, *, compact: bool = False, today: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "calendar", "flat" if compact else "", parent)
        self.setProperty("opens", not compact)
        self._compact, self._today = compact, today
        self._day: date | None = None
        if compact:
            self.setFixedWidth(theme.px(30))
        self.clicked.connect(self.open)

    def set_name(self, name: str) -> None:
        """The accessible name and the tool tip."""
        self.setAccessibleName(name)
        set_tip(self, name)

    def set_day(self, day: date | None, words: str = "") -> None:
        """The day chosen; `words` stand on the button in its place."""
        self._day = day
        if not self._compact:
            self.setText(words or (current().day(day) if day else tr("Choose a day")))

    def day(self) -> date | None:
        """The day chosen."""
        return self._day

    def open(self) -> QFrame:
        """Show the calendar below the button."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setObjectName("Popup")
        popup.setAccessibleName(tr("Calendar"))
        column = QVBoxLayout(popup)
        tight(column, 4, 4, 4, 4, 4)
        calendar = QCalendarWidget()
        calendar.setAccessibleName(tr("Calendar"))
        calendar.setLocale(QLocale(LOCALES[current().language]))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setGridVisible(False)
        _name_parts(calendar)
        _dress(calendar, self._theme)
        day = self._day or to_day(QDate.currentDate())
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        column.addWidget(calendar)

        def choose(chosen: date | None) -> None:
            popup.close()
            self.picked.emit(chosen)

        calendar.clicked.connect(lambda value: choose(to_day(value)))
        calendar.activated.connect(lambda value: choose(to_day(value)))
        if self._today:
            foot = QHBoxLayout()
            tight(foot, 8, 8, 0, 8, 4)
            today = Button(self._theme, tr("Back to today"), kind="link")
            today.clicked.connect(lambda: choose(None))
            foot.addWidget(today)
            foot.addStretch()
            foot.addWidget(PlainLabel("", "label"))
            column.addLayout(foot)
        popup.adjustSize()
        area = self.screen().availableGeometry()
        place = self.mapToGlobal(QPoint(0, self.height() + 2))
        popup.move(max(area.left(), min(place.x(), area.right() - popup.width())),
                   min(place.y(), area.bottom() - popup.height()))
        popup.show()
        calendar.setFocus()
        return popup


def _name_parts(calendar: QCalendarWidget) -> None:
    """Qt's calendar leaves its arrows without names."""
    for name, words in (("qt_calendar_prevmonth", tr("Month before")), ("qt_calendar_nextmonth", tr("Next month")),
                        ("qt_calendar_monthbutton", tr("Month")), ("qt_calendar_yearbutton", tr("Year"))):
        button = calendar.findChild(QToolButton, name)
        if button is not None:
            button.setAccessibleName(words)
    for child in calendar.findChildren(QWidget):
        if isinstance(child, (QSpinBox, QAbstractItemView)):
            child.setAccessibleName(tr("Year") if isinstance(child, QSpinBox) else tr("Days"))


def _dress(calendar: QCalendarWidget, theme: Theme) -> None:
    """Named colours in place of Qt's red weekends and black arrows."""
    plain = QTextCharFormat()
    plain.setForeground(theme.colour("text"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, plain)
    head = QTextCharFormat()
    head.setForeground(theme.colour("muted"))
    head.setBackground(theme.colour("alt"))
    calendar.setHeaderTextFormat(head)
    for name, icon in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
        button = calendar.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(theme.icon(icon))
