"""What a column or a word can become: one list, shared by all combo boxes of the panel."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent, QPalette, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from incubator_gui.core.messages import Message, msg, text
from incubator_gui.exchange.mapping import SKIP
from incubator_gui.views.importing.kinds import Entry
from incubator_gui.widgets.tips import show_tip

KEY = int(Qt.ItemDataRole.UserRole)

_LEFT = 8
UNDECIDED = "?"
"""A word of which nobody said yet what it means."""


def word_entries(labels: Mapping[str, Message]) -> list[Entry]:
    """What a new word can mean."""
    return [(UNDECIDED, msg("choose…")), *labels.items(), (SKIP, msg("leave empty"))]


class Choices(QStandardItemModel):
    """Entries by key, their words in the language of the screen."""

    def __init__(self, entries: list[Entry], parent: QObject) -> None:
        super().__init__(parent)
        self._entries = entries
        self._lines = {key: line for line, (key, _words) in enumerate(entries) if key}
        for key, _words in entries:
            item = QStandardItem()
            item.setData(key, KEY)
            if not key:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self.appendRow(item)
        self.retranslate()

    def line(self, key: str) -> int:
        """Where a key stands; -1 for none."""
        return self._lines.get(key, -1)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for line, (_key, words) in enumerate(self._entries):
            self.item(line).setText(text(words))


class CalmCombo(QComboBox):
    """A combo box in a list that scrolls: the wheel scrolls the list and changes no choice."""

    def __init__(self, choices: Choices | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = choices
        if choices is not None:
            self.setModel(choices)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(16)
        self.view().setMinimumWidth(200)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """For the list around it."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The style cuts a long choice off; it is shortened instead."""
        if self.isEditable():
            super().paintEvent(event)
            return
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        words = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, self._room())
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawItemText(QRect(_LEFT, 0, self._room() + 2, self.height()), left, self.palette(), self.isEnabled(),
                             words, QPalette.ColorRole.ButtonText)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """A choice that does not fit stands whole in the tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self.toolTip():
            if self.fontMetrics().horizontalAdvance(self.currentText()) > self._room():
                show_tip(self, event.globalPos(), self.currentText())
            return True
        return bool(super().event(event))

    def _room(self) -> int:
        return self.width() - _LEFT - 28

    def key(self) -> str:
        """The key that is chosen."""
        return str(self.currentData(KEY) or "")

    def show_key(self, key: str) -> None:
        """Show a choice without telling anyone."""
        if self.choices is not None and self.key() != key:
            was = self.blockSignals(True)
            self.setCurrentIndex(self.choices.line(key))
            self.blockSignals(was)
            self.update()
