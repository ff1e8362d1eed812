"""Due and late: what is due in all areas; tasks are ticked off in place, the rest opens where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.services.duty import LATE, Duty
from incubator_gui.views.overview.duty_words import GROUPS, icon_of, title_of, when
from incubator_gui.views.overview.parts import ElidedLink, alt_row, emptied
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.initials import InitialsBadge
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import Button, IconButton, line, tight
from incubator_gui.widgets.theme import Theme

SHOWN = 24
"""Lines that are built at most; the whole list is a table of its own."""


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
        self._boxes: list[tuple[UUID, QCheckBox]] = []
        self._first: list[QAbstractButton] = []
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
        theme.changed.connect(self.retranslate)

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
        for known, box in self._boxes:
            if known == id:
                box.blockSignals(True)
                box.setChecked(False)
                box.blockSignals(False)
                box.setEnabled(True)

    def retranslate(self) -> None:
        """All lines anew, in the language of the screen."""
        self.set_words(tr("Due and late"))
        self._area.setAccessibleName(tr("Due and late"))
        focused = next((place for place, button in enumerate(self._first) if button.hasFocus()), None)
        self._list.setUpdatesEnabled(False)
        emptied(self._column)
        self._boxes, self._first = [], []
        groups: dict[str, list[Duty]] = {key: [] for key in GROUPS}
        for row in self._rows:
            groups[row.group(self._day)].append(row)
        for key, rows in groups.items():
            if rows and len(self._first) < SHOWN:
                self._column.addWidget(self._heading(key, len(rows)))
                for row in rows[:SHOWN - len(self._first)]:
                    self._column.addWidget(self._line(row))
                    self._column.addWidget(line("GridLine"))
        if not self._first:
            self._column.addWidget(self._nothing())
        self._column.addStretch(1)
        self._list.setUpdatesEnabled(True)
        self._more.setText(ntr("All {n} task", "All {n} tasks", len(self._rows)) if self._rows else tr("All tasks"))
        if focused is not None and self._first:
            self._first[min(focused, len(self._first) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _line(self, duty: Duty) -> QWidget:
        theme = self._theme
        frame = QWidget()
        frame.setFixedHeight(theme.px(32))
        row = QHBoxLayout(frame)
        tight(row, 8, 8, 0, 12, 0)
        words = title_of(duty)
        first = QWidget()
        first.setFixedWidth(theme.px(26))
        centred = QHBoxLayout(first)
        tight(centred)
        centred.addWidget(self._first_of(duty, words), 0, Qt.AlignmentFlag.AlignCenter)
        row.addWidget(first)
        mark = PlainLabel()
        mark.setPixmap(theme.pixmap(icon_of(duty), "muted", 16, self.devicePixelRatioF()))
        row.addWidget(mark)
        label = ElidedLabel(words)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(label, 8)
        subject = ElidedLink(theme, duty.subject)
        if duty.subject_id is not None:
            subject.clicked.connect(lambda _=False, one=duty: self._open_record(one.subject_kind, one.subject_id))
        holder = QHBoxLayout()
        holder.addWidget(subject)
        holder.addStretch(1)
        place = QWidget()
        place.setLayout(holder)
        subject.setVisible(bool(duty.subject))  # only now: without a parent it would be a window for a moment
        tight(holder)
        place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(place, 5)
        badge = QWidget()
        badge.setFixedWidth(theme.px(28))
        inner = QHBoxLayout(badge)
        tight(inner)
        if duty.owner:
            person = InitialsBadge(duty.owner, theme.px(20))
            inner.addWidget(person, 0, Qt.AlignmentFlag.AlignCenter)
        row.addWidget(badge)
        due = ElidedLabel(when(duty, self._day))
        due.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        due.setFixedWidth(theme.px(112))
        due.set_tone("error" if duty.is_late(self._day) else "")
        row.addWidget(due)
        return frame

    def _first_of(self, duty: Duty, words: str) -> QAbstractButton:
        """A box to tick for a task, a button to where it is done for the rest."""
        button: QAbstractButton
        if duty.task is not None:
            button = box = QCheckBox()
            box.setAccessibleName(tr("Done: {title}", title=words))
            box.setToolTip(tr("Tick off as done"))
            box.toggled.connect(lambda on, id=duty.task, box=box: self._tick(id, box, on))
            self._boxes.append((duty.task, box))
        else:
            name = tr("Open: {title}", title=current().joined((words, duty.subject)))
            button = IconButton(self._theme, "chevron-right", name, role="muted")
            button.clicked.connect(lambda _=False: self.opened.emit(duty))
        button.installEventFilter(self)
        self._first.append(button)
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Up, Down, Home and End walk from line to line; Enter opens what a line is about."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self._first:
            here, last = self._first.index(watched), len(self._first) - 1
            to = {Qt.Key.Key_Down: min(last, here + 1), Qt.Key.Key_Up: max(0, here - 1), Qt.Key.Key_Home: 0,
                  Qt.Key.Key_End: last}.get(Qt.Key(event.key()))
            if to is not None:
                self._first[to].setFocus(Qt.FocusReason.TabFocusReason)
                self._area.ensureWidgetVisible(self._first[to], 0, 40)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.opened.emit(self._shown()[here])
                return True
        return bool(super().eventFilter(watched, event))

    def _shown(self) -> list[Duty]:
        order = list(GROUPS)
        return sorted(self._rows, key=lambda duty: order.index(duty.group(self._day)))[:len(self._first)]

    def _nothing(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        tight(row, 8, 12, 12, 12, 12)
        mark = PlainLabel()
        mark.setPixmap(self._theme.pixmap("circle-check", "muted", 20, self.devicePixelRatioF()))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(tr("Nothing is late, and nothing is due in the next 60 days."), wrap=True), 1)
        return holder

    def _tick(self, id: UUID, box: QCheckBox, on: bool) -> None:
        box.setEnabled(False)
        self.ticked.emit(id, on)
