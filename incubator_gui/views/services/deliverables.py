"""What an engagement owes: ticked off, dated, added and removed in place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.services.engagements import DeliverableRow
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.switch import CheckBox

_LONG_DAY = date(2026, 9, 28)
"""No day of the year is written longer."""

_Line = tuple[CheckBox, InlineField, InlineField, IconButton]


class Deliverables(QWidget):
    """One line each: box, title, day, remove; below them a line for the next one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.id: UUID | None = None
        self._rows: tuple[DeliverableRow, ...] = ()
        self._today = date.min
        column = QVBoxLayout(self)
        tight(column, 4, 16, 0, 16, 12)
        self._head = PlainLabel("", "header")
        column.addWidget(self._head)
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        column.addWidget(self._holder)
        row = QHBoxLayout()
        tight(row, 8)
        self.line = QLineEdit()
        self.line.setMaxLength(300)
        self.adder = Button(context.theme, icon="plus")
        row.addWidget(self.line, 1)
        row.addWidget(self.adder)
        column.addLayout(row)
        self._error = PlainLabel("", "label", wrap=True)
        self._error.set_tone("error")
        self._error.hide()
        column.addWidget(self._error)
        self.line.returnPressed.connect(self.add)
        self.adder.clicked.connect(self.add)
        self.boxes: list[CheckBox] = []
        self._lines: dict[UUID, _Line] = {}
        self.retranslate()

    def show_rows(self, id: UUID, rows: Sequence[DeliverableRow], today: date) -> None:
        """Other rows; what is being typed in one of them stays."""
        if id != self.id:
            self.line.clear()
            self._error.hide()
        elif tuple(rows) == self._rows and today == self._today:
            return
        self.id, self._rows, self._today = id, tuple(rows), today
        self._fill()

    def add(self) -> None:
        """One more that is owed."""
        words, id, house = self.line.text().strip(), self.id, self._context.house
        if not words or id is None:
            return

        def done(_outcome: Any) -> None:
            if self.line.text().strip() == words:
                self.line.clear()

        self._context.jobs.write(lambda: house.engagements.add_deliverable(id, words), done, failed=self._failed,
                                 owner=self)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._head.setText(tr("Deliverables"))
        self.line.setPlaceholderText(tr("Another deliverable"))
        self.line.setAccessibleName(tr("Another deliverable"))
        self.adder.setText(tr("Add"))
        self.adder.setAccessibleName(tr("Add the deliverable"))
        self._fill()

    def _fill(self) -> None:
        """Rows that stay keep their widgets, and so the keyboard and what is being typed."""
        there = {row.id for row in self._rows}
        for id in [id for id in self._lines if id not in there]:
            for widget in self._lines.pop(id):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        theme = self._context.theme
        longest = QFontMetrics(theme.font()).horizontalAdvance(current().day(_LONG_DAY))
        for place, row in enumerate(self._rows):
            line = self._lines.get(row.id)
            if line is None:
                line = self._lines[row.id] = self._line(row.id)
            box, title, day, gone = line
            box.setChecked(row.done_on is not None)
            box.setAccessibleName(tr("Delivered: {title}", title=row.title))
            title.set_value(row.title)
            day.rename(msg("Due on: {title}", title=row.title))
            day.setFixedWidth(longest + theme.px(64))  # with its calendar button
            day.set_value(row.due_on)
            gone.set_name(tr("Remove “{title}”", title=row.title))
            title.retranslate()
            for column, part in enumerate(line):
                self._grid.addWidget(part, place, column)
        self.boxes = [self._lines[row.id][0] for row in self._rows]
        self._holder.setVisible(bool(self._rows))

    def _line(self, id: UUID) -> _Line:
        theme = self._context.theme
        box = CheckBox(theme, "")
        box.clicked.connect(lambda on: self._tick(id, on))
        title = InlineField(theme, "text", msg("Deliverable"), needed=True)
        title.committed.connect(partial(self._edit, id, "title", title))
        day = InlineField(theme, "date", msg("Due on"))
        day.committed.connect(partial(self._edit, id, "due_on", day))
        gone = IconButton(theme, "x", role="muted")
        gone.clicked.connect(partial(self._remove, id))
        return box, title, day, gone

    def _tick(self, id: UUID, on: bool) -> None:
        house = self._context.house
        self._context.jobs.write(lambda: house.engagements.set_delivered(id, on), owner=self)

    def _edit(self, id: UUID, key: str, field: InlineField, value: Any) -> None:
        house, seen = self._context.house, field.seen()

        def work() -> Changes:
            return house.editing.set_field("deliverable", id, key, value, seen)  # type: ignore[no-any-return]

        self._context.jobs.write(work, lambda _changes: field.saved(), failed=lambda error: field.failed(error.message),
                                 owner=field)

    def _remove(self, id: UUID) -> None:
        house = self._context.house
        self._context.jobs.write(lambda: house.engagements.remove_deliverable(id), owner=self)
        self.line.setFocus()

    def _failed(self, error: IncubatorError) -> None:
        self._error.setText(text(error.message))
        self._error.show()
