"""Due and late: the tasks, ticked off in place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, tr
from incubator_gui.services.tasks import TaskRow
from incubator_gui.views.overview.parts import ElidedLink, alt_row, emptied
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.initials import InitialsBadge
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.theme import Theme

AHEAD = timedelta(days=14)
"""How far the list looks ahead while it is short."""

SHOWN = 200
"""Lines that are built at most; the rest is counted below them."""

ICONS = {
    "review": "clipboard-check", "interview": "message-square", "more_information": "circle-help", "letter": "mail",
    "space": "armchair", "contract": "file-check", "report": "file-text", "pilot": "flag", "gate": "flag",
    "roadshow": "presentation", "money": "banknote", "call": "phone", "document": "file-text",
    "mentoring": "message-square", "decision": "check-check", "meeting": "users"}


class TasksCard(Card):
    """Groups of tasks: late, today, soon; with all shown also later ones and those without a date."""

    ticked = Signal(object, bool)
    """A task's id, and whether it is done."""

    def __init__(self, theme: Theme, open_record: Callable[[str, UUID], None]) -> None:
        super().__init__(theme)
        self._open_record = open_record
        self._rows: tuple[TaskRow, ...] = ()
        self._day = date.min
        self._all = False
        self._boxes: list[tuple[UUID, QCheckBox]] = []
        self._more = Button(theme, kind="link")
        self._more.clicked.connect(self._toggle)
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

    def show_tasks(self, rows: tuple[TaskRow, ...], day: date) -> None:
        """Other tasks, or another day; the focus stays at its place in the list."""
        if (rows, day) != (self._rows, self._day):
            self._rows, self._day = rows, day
            self.retranslate()

    def late(self) -> int:
        """How many are late."""
        return sum(1 for row in self._rows if row.days_late(self._day))

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
        focused = next((place for place, (_, box) in enumerate(self._boxes) if box.hasFocus()), None)
        emptied(self._column)
        self._boxes = []
        for words, icon, rows in self._groups():
            if rows and len(self._boxes) < SHOWN:
                self._column.addWidget(self._heading(words, icon, len(rows)))
                for row in rows[:SHOWN - len(self._boxes)]:
                    self._column.addWidget(self._line(row))
                    self._column.addWidget(line("GridLine"))
        hidden = len(self._rows) - len(self._boxes)
        if not self._boxes:
            self._column.addWidget(self._nothing())
        self._column.addStretch(1)
        self._more.setVisible(self._all or hidden > 0)
        self._more.setText(tr("Only what is due soon") if self._all
                           else ntr("All {n} task", "All {n} tasks", len(self._rows)))
        if focused is not None and self._boxes:
            self._boxes[min(focused, len(self._boxes) - 1)][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle(self) -> None:
        self._all = not self._all
        self.retranslate()

    def _groups(self) -> list[tuple[str, str, list[TaskRow]]]:
        day, soon = self._day, self._day + AHEAD
        dated = [(row, row.due_on) for row in self._rows if row.due_on is not None]
        groups = [
            (tr("Late"), "triangle-alert", [row for row, due in dated if due < day]),
            (tr("Today"), "", [row for row, due in dated if due == day]),
            (tr("In the next 14 days"), "", [row for row, due in dated if day < due <= soon])]
        if self._all:
            groups += [(tr("Later"), "", [row for row, due in dated if due > soon]),
                       (tr("Without a date"), "", [row for row in self._rows if row.due_on is None])]
        return groups

    def _heading(self, words: str, icon: str, count: int) -> QFrame:
        frame = alt_row(self._theme, 28)
        row = QHBoxLayout(frame)
        tight(row, 8, 12, 0, 12, 0)
        title = PlainLabel(words, "strong")
        if icon:
            mark = PlainLabel()
            mark.setPixmap(self._theme.pixmap(icon, "error", 14, self.devicePixelRatioF()))
            title.set_tone("error")
            row.addWidget(mark)
        row.addWidget(title)
        row.addWidget(PlainLabel(current().number(count), "muted"))
        row.addStretch(1)
        return frame

    def _line(self, task: TaskRow) -> QWidget:
        theme = self._theme
        frame = QWidget()
        frame.setFixedHeight(theme.px(32))
        row = QHBoxLayout(frame)
        tight(row, 12, 12, 0, 12, 0)
        box = QCheckBox()
        box.setAccessibleName(tr("Done: {title}", title=task.title))
        box.setToolTip(tr("Tick off as done"))
        box.toggled.connect(lambda on, id=task.id, box=box: self._tick(id, box, on))
        self._boxes.append((task.id, box))
        mark = PlainLabel()
        mark.setPixmap(theme.pixmap(ICONS.get(task.kind, "list-checks"), "muted", 16, self.devicePixelRatioF()))
        row.addWidget(box)
        row.addWidget(mark)
        row.addWidget(ElidedLabel(task.title), 3)
        subject = ElidedLink(theme, task.subject)
        subject.setVisible(bool(task.subject))
        if task.subject_id is not None:
            subject.clicked.connect(lambda _=False, t=task: self._open_record(t.subject_kind, t.subject_id))
        holder = QHBoxLayout()
        holder.addWidget(subject)
        holder.addStretch(1)
        place = QWidget()
        place.setLayout(holder)
        tight(holder)
        place.setFixedWidth(theme.px(180))
        row.addWidget(place)
        badge = QWidget()
        badge.setFixedWidth(theme.px(32))
        inner = QHBoxLayout(badge)
        tight(inner)
        if task.owner:
            person = InitialsBadge(task.owner, theme.px(20))
            inner.addWidget(person, 0, Qt.AlignmentFlag.AlignCenter)
        row.addWidget(badge)
        due = PlainLabel(self._due(task))
        due.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        due.setFixedWidth(theme.px(104))
        due.set_tone("error" if task.days_late(self._day) else "")
        row.addWidget(due)
        return frame

    def _due(self, task: TaskRow) -> str:
        late = task.days_late(self._day)
        if late:
            return ntr("{n} day late", "{n} days late", late)
        if task.due_on is None:
            return "–"
        return tr("today") if task.due_on == self._day else current().day(task.due_on)

    def _nothing(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        tight(row, 8, 12, 12, 12, 12)
        mark = PlainLabel()
        mark.setPixmap(self._theme.pixmap("circle-check", "muted", 20, self.devicePixelRatioF()))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(tr("Nothing is late, and nothing is due in the next 14 days."), wrap=True), 1)
        return holder

    def _tick(self, id: UUID, box: QCheckBox, on: bool) -> None:
        box.setEnabled(False)
        self.ticked.emit(id, on)
