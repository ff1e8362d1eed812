"""A field for text that is as high as what stands in it."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from incubator_gui.widgets.theme import Theme


class GrowingText(QPlainTextEdit):
    """From `least` to `most` lines, then it scrolls. Tab goes on, Escape asks to leave."""

    typed = Signal(str)
    escaped = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, least: int = 1, most: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._least, self._most = theme, least, most
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(lambda: self.typed.emit(self.toPlainText()))
        theme.changed.connect(self._grow)
        self._grow()

    def put(self, words: str) -> None:
        """Other text; where it is the same but for blanks at its ends, what is being typed stays."""
        if words.strip() != self.toPlainText().strip() or (not self.hasFocus() and words != self.toPlainText()):
            self.blockSignals(True)
            self.setPlainText(words)
            self.blockSignals(False)
            self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape leaves the field; what was typed stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """It has the keyboard."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """It has lost the keyboard."""
        super().focusOutEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width breaks other lines."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        document = self.document()
        block, whole, lines = document.begin(), 0.0, 0
        while block.isValid() and lines < 400:  # lines with Han are higher than those of the font
            whole += document.documentLayout().blockBoundingRect(block).height()
            lines += max(1, block.lineCount())
            block = block.next()
        spacing = self.fontMetrics().lineSpacing()
        most = self._most * max(whole / max(lines, 1), spacing)
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if whole > most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != bar:
            self.setVerticalScrollBarPolicy(bar)
        frame = max(self.height() - self.viewport().height(), 2)
        wanted = min(max(whole, self._least * spacing), most) + 2 * document.documentMargin() + min(frame, 10)
        height = max(math.ceil(wanted), self._theme.px(28))
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)
