"""Due and late: what is due in all areas; tasks are ticked off in place, the rest opens where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.services.duty import LATE, Duty
from incubator_gui.views.overview.duty_line import DutyLine
from incubator_gui.views.overview.duty_words import GROUPS
from incubator_gui.views.overview.parts import alt_row, emptied
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme

SHOWN = 24
"""Lines that are built at most; the whole list is a table of its own."""
AT_ONCE = 10
"""Lines that are built before the card is seen."""


class TasksCard(Card):
    """Groups: late, today, this week, later, without a date. Up and Down walk from line to line."""

    ticked = Signal(object, bool)
    """A task's id, and whether it is done."""
    opened = Signal(object)
    """A duty whose record is wanted."""
    all_asked = Signal()

    def __init__(self, theme: Theme, open_record: Callable[[str, UUID], None]) -> None:
        super().__init__(theme)
        self._open_record = open_record
        self._rows: tuple[Duty, ...] = ()
        self._day = date.min
        self._lines: list[DutyLine] = []
        self._wanted: list[tuple[str, Duty | int]] = []
        self._next = self._used = 0
        self._stretched = False
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._build_on)
        self._more = Button(theme, kind="link")
        self._more.clicked.connect(self.all_asked)
        self.add_tool(self._more)
        self._list = QWidget()
        self._list.setProperty("plain", True)
        self._column = QVBoxLayout(self._list)
        tight(self._column)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._list)
        self._area = area
        self.body.addWidget(area)
        theme.changed.connect(self._dress_again)

    def show_duties(self, rows: tuple[Duty, ...], day: date) -> None:
        """Other duties, or another day; the focus stays at its place in the list."""
        if (rows, day) != (self._rows, self._day):
            self._rows, self._day = rows, day
            self.retranslate()

    def duties(self) -> tuple[Duty, ...]:
        """All of them, shown or not."""
        return self._rows

    def untick(self, id: UUID) -> None:
        """Take a tick back that could not be stored."""
        for one in self._lines:
            if one.duty is not None and one.duty.task == id:
                one.untick()

    @property
    def _first(self) -> list[QAbstractButton]:
        return [one.first for one in self._lines]

    def retranslate(self) -> None:
        """All lines anew, in the language of the screen; those below the edge are made when there is time."""
        self.set_words(tr("Due and late"))
        self._area.setAccessibleName(tr("Due and late"))
        focused = next((place for place, button in enumerate(self._first) if button.hasFocus()), None)
        groups: dict[str, list[Duty]] = {key: [] for key in GROUPS}
        for row in self._rows:
            groups[row.group(self._day)].append(row)
        self._wanted, left = [], SHOWN
        for key, rows in groups.items():
            if rows and left:
                self._wanted.append((key, len(rows)))
                self._wanted += [(key, row) for row in rows[:left]]
                left -= len(rows[:left])
        self._list.setUpdatesEnabled(False)
        for one in self._lines:
            self._column.removeWidget(one)
        emptied(self._column)
        count = sum(not isinstance(what, int) for _key, what in self._wanted)
        for one in self._lines[count:]:
            one.hide()
            one.deleteLater()
        del self._lines[count:]
        self._next = self._used = 0
        self._stretched = False
        while self._next < len(self._wanted) and (self._used < AT_ONCE or self._used < len(self._lines)):
            self._build()
        if not self._wanted:
            self._column.addWidget(self._nothing())
        self._column.addStretch(1)
        self._stretched = True
        self._list.setUpdatesEnabled(True)
        if self._next < len(self._wanted):
            self._soon.start()
        else:
            self._soon.stop()
        self._more.setText(ntr("All {n} task", "All {n} tasks", len(self._rows)) if self._rows else tr("All tasks"))
        if focused is not None and self._lines:
            self._first[min(focused, len(self._lines) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_on(self) -> None:
        """One more line, before the stretch at the end."""
        if self._next < len(self._wanted):
            self._build()
        if self._next >= len(self._wanted):
            self._soon.stop()

    def _build(self) -> None:
        key, what = self._wanted[self._next]
        self._next += 1
        if isinstance(what, int):
            self._put(self._heading(key, what))
            return
        if self._used == len(self._lines):
            made = DutyLine(self._theme)
            made.ticked.connect(self.ticked)
            made.opened.connect(self.opened)
            made.subject_asked.connect(lambda duty: self._open_record(duty.subject_kind, duty.subject_id))
            for button in made.findChildren(QAbstractButton):
                button.installEventFilter(self)
            self._lines.append(made)
        one = self._lines[self._used]
        self._used += 1
        one.show_duty(what, self._day)
        self._put(one)  # shown before it has its place it would be a window of its own for a moment
        one.show()

    def _put(self, widget: QWidget) -> None:
        """At the end, before the stretch once that is there."""
        self._column.insertWidget(self._column.count() - int(self._stretched), widget)

    def _dress_again(self) -> None:
        """Other colours or sizes: made anew."""
        for one in self._lines:
            one.hide()
            one.deleteLater()
        self._lines = []
        self.retranslate()

    def _heading(self, key: str, count: int) -> QFrame:
        frame = alt_row(self._theme, 28)
        row = QHBoxLayout(frame)
        tight(row, 8, 12, 0, 12, 0)
        title = PlainLabel(text(GROUPS[key]), "strong")
        if key == LATE:
            mark = PlainLabel()
            mark.setPixmap(self._theme.pixmap("triangle-alert", "error", 14, self.devicePixelRatioF()))
            title.set_tone("error")
            row.addWidget(mark)
        row.addWidget(title)
        row.addWidget(PlainLabel(current().number(count), "muted"))
        row.addStretch(1)
        return frame

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Up, Down, Home and End walk from line to line; Enter opens what a line is about."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self._first:
            buttons = self._first
            here, last = buttons.index(watched), len(buttons) - 1
            to = {Qt.Key.Key_Down: min(last, here + 1), Qt.Key.Key_Up: max(0, here - 1), Qt.Key.Key_Home: 0,
                  Qt.Key.Key_End: last}.get(Qt.Key(event.key()))
            if to is not None:
                buttons[to].setFocus(Qt.FocusReason.TabFocusReason)
                self._area.ensureWidgetVisible(buttons[to], 0, 40)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.opened.emit(self._lines[here].duty)
                return True
        return bool(super().eventFilter(watched, event))

    def _nothing(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        tight(row, 8, 12, 12, 12, 12)
        mark = PlainLabel()
        mark.setPixmap(self._theme.pixmap("circle-check", "muted", 20, self.devicePixelRatioF()))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(tr("Nothing is late, and nothing is due in the next 60 days."), wrap=True), 1)
        return holder
