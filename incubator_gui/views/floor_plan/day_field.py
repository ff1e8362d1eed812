"""A day that is typed or picked; empty where the end may stay open."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.widgets.date_button import DateButton
from incubator_gui.widgets.parse import parse_day
from incubator_gui.widgets.styling import set_property, tight
from incubator_gui.widgets.theme import Theme


class DayField(QWidget):
    """`right` is False while something stands in it that is no day."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str, *, open_end: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_end
        self._last: date | None = None
        row = QHBoxLayout(self)
        tight(row, 4)
        self.line = QLineEdit()
        self.line.setMaxLength(40)
        self.line.setMinimumWidth(theme.px(112))
        self._button = DateButton(theme, compact=True)
        row.addWidget(self.line, 1)
        row.addWidget(self._button)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._tidy)
        self._button.picked.connect(self._picked)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """The accessible name."""
        self.line.setAccessibleName(name)
        self.setAccessibleName(name)
        self._button.set_name(tr("{field}: choose from a calendar", field=name))
        self.line.setPlaceholderText(tr("open") if self._open else "")

    def set_day(self, day: date | None) -> None:
        """Show a day; None is open."""
        self._last = day
        self.line.setText(current().day(day) if day is not None else "")
        self._button.set_day(day)
        set_property(self.line, "wrong", False)

    def day(self) -> date | None:
        """The day; None while it is open, or nothing that is a day."""
        return parse_day(self.line.text()) if self.line.text().strip() else None

    @property
    def right(self) -> bool:
        """Whether a day stands in it, or nothing where that means open."""
        return self.day() is not None or (self._open and not self.line.text().strip())

    def retranslate(self) -> None:
        """The day as the language writes it; what is no day stays as it was typed."""
        if self._last is not None and self.line.text().strip() and not self.line.property("wrong"):
            self.set_day(self._last)

    def _typed(self) -> None:
        self._last = self.day()
        set_property(self.line, "wrong", not self.right)
        self.changed.emit()

    def _tidy(self) -> None:
        day = self.day()
        if day is not None:
            self.set_day(day)

    def _picked(self, day: date | None) -> None:
        self.set_day(day)
        self.changed.emit()
