"""The conditions of an acceptance: a line and a day for each; an empty one is always there to begin with."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.domain.decision import Condition
from incubator_gui.widgets.day_line import DayLine
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import IconButton, set_property, tight
from incubator_gui.widgets.theme import Theme


class _Line(QWidget):
    """One condition."""

    changed = Signal()
    left = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, number: int, condition: Condition | None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        tight(row, 4)
        self.line = QLineEdit(condition.text if condition else "")
        self.line.setMaxLength(300)
        self.line.setPlaceholderText(tr("A condition"))
        self.line.setAccessibleName(tr("Condition {n}", n=number))
        self.day = DayLine(theme, tr("Condition {n}: due on", n=number), condition.due_on if condition else None)
        self.day.setMaximumWidth(theme.px(132))
        self.day.line.setPlaceholderText(tr("due on"))
        self.drop = IconButton(theme, "x", tr("Remove condition {n}", n=number), kind="close")
        row.addWidget(self.line, 1)
        row.addWidget(self.day)
        row.addWidget(self.drop)
        self.line.textEdited.connect(lambda _words: self.changed.emit())
        self.line.editingFinished.connect(self.left)
        self.day.changed.connect(self.changed)
        self.day.changed.connect(lambda: None if self.day.line.hasFocus() else self.left.emit())
        self.day.line.editingFinished.connect(self.left)
        self.drop.clicked.connect(self.removed)

    def value(self) -> Condition | None:
        """The condition; None while nothing is written. Raises Refused for what is no day."""
        words = self.line.text().strip()
        return Condition(words, self.day.day()) if words else None


class ConditionsBox(QWidget):
    """`edited` whenever a line was left and the conditions are others than those shown."""

    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Condition, ...] = ()
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        tight(self._column, 4)
        self._wrong = PlainLabel("", "label", wrap=True)
        self._wrong.set_tone("error")
        self._wrong.hide()
        self._column.addWidget(self._wrong)
        self._fill(())

    def show_conditions(self, conditions: tuple[Condition, ...]) -> None:
        """What is stored; what is being typed and was not stored stays."""
        if conditions != self._shown:
            typing = self.dirty
            self._shown = conditions
            if not typing:
                self._fill(conditions)

    def put(self, conditions: tuple[Condition, ...]) -> None:
        """Show these, whatever was typed before."""
        self._shown = conditions
        self._fill(conditions)

    @property
    def dirty(self) -> bool:
        """Whether something else than what is stored stands there."""
        return self.values() != self._shown

    def values(self) -> tuple[Condition, ...] | None:
        """The conditions as they stand there; None while a day is none."""
        found = []
        try:
            for line in self._lines:
                value = line.value()
                if value is not None:
                    found.append(value)
        except IncubatorError:
            return None
        return tuple(found)

    def focus_empty(self) -> None:
        """Begin to write."""
        self._lines[-1].line.setFocus()

    def texts(self) -> list[str]:
        """What stands in the lines."""
        return [line.line.text() for line in self._lines]

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        kept = self.values()
        self.setAccessibleName(tr("Conditions"))
        if kept is not None:
            self._fill(kept)

    def _fill(self, conditions: tuple[Condition, ...]) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for one in conditions:
            self._append(one)
        self._append(None)
        self._wrong.hide()

    def _append(self, condition: Condition | None) -> None:
        line = _Line(self._theme, len(self._lines) + 1, condition)
        line.changed.connect(self._changed)
        line.left.connect(self._left)
        line.removed.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._column.insertWidget(self._column.count() - 1, line)
        line.drop.setVisible(condition is not None)

    def _changed(self) -> None:
        last = self._lines[-1]
        if last.line.text().strip():
            last.drop.show()
            self._append(None)

    def _left(self) -> None:
        wrong = ""
        for line in self._lines:
            try:
                line.value()
                set_property(line.day.line, "wrong", False)
            except IncubatorError as error:
                set_property(line.day.line, "wrong", True)
                wrong = current().text(error.message)
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        if not wrong and self.dirty:
            self.edited.emit()

    def _remove(self, line: _Line) -> None:
        if len(self._lines) > 1:
            self._lines.remove(line)
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        else:
            line.line.clear()
            line.day.set_day(None)
        self._left()
