"""A day that is typed, or chosen from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.widgets.date_button import DateButton
from incubator_gui.widgets.parse import typed_day
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme


class DayLine(QWidget):
    """`day` raises Refused for what is no day; empty is None."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str = "", day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        tight(row, 4)
        self.line = QLineEdit()
        self.line.setMaxLength(40)
        self._button = DateButton(theme, compact=True)
        row.addWidget(self.line, 1)
        row.addWidget(self._button)
        self.setFocusProxy(self.line)
        self._button.picked.connect(self._picked)
        self.line.textEdited.connect(lambda _words: self.changed.emit())
        self.set_name(name)
        self.set_day(day)

    def set_name(self, name: str) -> None:
        """The accessible name."""
        self.setAccessibleName(name)
        self.line.setAccessibleName(name)
        self._button.set_name(tr("Choose a day: {name}", name=name))

    def set_day(self, day: date | None) -> None:
        """Another day, or none."""
        self.line.setText(current().day(day) if day is not None else "")
        self._button.set_day(day)

    def day(self) -> date | None:
        """What stands there."""
        return typed_day(self.line.text())

    def _picked(self, day: date | None) -> None:
        self.set_day(day)
        self.changed.emit()
