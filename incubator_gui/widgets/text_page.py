"""Text to be read: headings, labels, paragraphs, before and now, in a column that is easy to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from incubator_gui.widgets.theme import Theme

MEASURE = 680
Role = Literal["title", "panel", "strong", "label", "body", "before", "now", "muted"]
_TYPE = {"title": "title", "panel": "panel", "strong": "strong", "label": "label", "body": "body", "before": "body",
         "now": "strong", "muted": "body"}
_ABOVE = {"title": 0, "panel": 20, "strong": 16, "label": 16, "body": 4, "before": 4, "now": 4, "muted": 4}
MOST = 400_000
"""Characters that are shown; more is no text to read but a file to open elsewhere."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph and what it is."""

    role: Role
    words: str


class TextPage(QTextEdit):
    """Read only, never markup; can be selected, copied, searched, made larger."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[Line, ...] = ()
        self._factor = 1.0
        self.setObjectName("TextPage")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setProperty("noRing", True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self._write)

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Other text, from its beginning; the same text stays where it is."""
        new = tuple(lines)
        if new != self._lines:
            self._lines = new
            self._write()
            self.verticalScrollBar().setValue(0)

    def zoom(self, factor: float) -> None:
        """Larger or smaller letters."""
        self._factor = max(0.7, min(2.5, self._factor * factor))
        self._write()

    @property
    def factor(self) -> float:
        """How large the letters are; 1 is as everywhere."""
        return self._factor

    def seek(self, words: str, *, back: bool = False) -> bool:
        """Go to the next place where the words stand, from the end on to the beginning again."""
        if not words:
            self.moveCursor(QTextCursor.MoveOperation.Start)
            return False
        flags = QTextDocument.FindFlag.FindBackward if back else QTextDocument.FindFlag(0)
        if self.find(words, flags):
            return True
        self.moveCursor(QTextCursor.MoveOperation.End if back else QTextCursor.MoveOperation.Start)
        return self.find(words, flags)

    def count(self, words: str) -> int:
        """How often words stand there."""
        return self.toPlainText().casefold().count(words.casefold()) if words else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keys that move or copy are the page's, all others belong to what is around it."""
        if event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier \
                and event.key() != Qt.Key.Key_Space:
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The column stays in the middle."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        side = max(self._theme.px(16), (room - self._theme.px(MEASURE)) // 2)
        margins = self.viewportMargins()
        if margins.left() != side:
            self.setViewportMargins(side, self._theme.px(16), side, 0)
        if self.document().textWidth() != self.viewport().width():
            self.document().setTextWidth(self.viewport().width())  # a hidden page learns of its width too late

    def _write(self) -> None:
        place = self.verticalScrollBar().value()
        self.setUpdatesEnabled(False)
        document = self.document()
        document.clear()
        document.setDefaultFont(self._theme.font())
        document.setDocumentMargin(0)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        left = MOST
        for number, one in enumerate(self._lines):
            block = QTextBlockFormat()
            block.setTopMargin(self._theme.px(_ABOVE[one.role]) if number else 0)
            block.setLineHeight(120.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if number:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            cursor.insertText(one.words[:left].replace("\r\n", "\n").replace("\n", "\u2028"), self._format(one.role))
            left = max(0, left - len(one.words))
        cursor.endEditBlock()
        self.setUpdatesEnabled(True)
        self._place()
        self.verticalScrollBar().setValue(place)

    def _format(self, role: Role) -> QTextCharFormat:
        format = QTextCharFormat()
        font = self._theme.font(_TYPE[role])
        font.setPixelSize(round(font.pixelSize() * self._factor))
        font.setStrikeOut(role == "before")
        format.setFont(font)
        format.setForeground(self._theme.colour("muted" if role in ("label", "before", "muted") else "text"))
        return format
