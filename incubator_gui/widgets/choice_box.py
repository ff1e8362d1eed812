"""A combo box whose entries have keys: any hashable value, found by being equal."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from incubator_gui.core.messages import Message, text


class ChoiceBox(QComboBox):
    """Keeps its keys itself: Qt's own search compares Python objects by identity and turns tuples into lists."""

    def __init__(self, choices: Mapping[Any, Message | str] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[Hashable] = []
        self.set_choices(choices or {})

    def set_choices(self, choices: Mapping[Any, Message | str]) -> None:
        """Other entries; the chosen key stays where it is still among them. Nothing is emitted."""
        kept, chosen = self.key(), self.currentIndex() >= 0
        self.blockSignals(True)
        self.clear()
        self._keys = list(choices)
        for key, words in choices.items():
            self.addItem(text(words), key)
        self.setCurrentIndex(self._keys.index(kept) if chosen and kept in self._keys else -1)
        self.blockSignals(False)

    def key(self) -> Any:
        """The key of the chosen entry; None when none is chosen."""
        place = self.currentIndex()
        return self._keys[place] if 0 <= place < len(self._keys) else None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Words that do not fit are shortened, not cut in the middle of a letter."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        words = option.currentText or self.placeholderText()
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option,
                                           QStyle.SubControl.SC_ComboBoxEditField, self).width()
        if self.isEditable() or self.fontMetrics().horizontalAdvance(words) <= room:
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option.currentText = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def choose(self, key: Any) -> None:
        """Choose the entry of a key; nothing is chosen when there is none."""
        self.setCurrentIndex(self._keys.index(key) if key in self._keys else -1)
