"""Where on the form words from elsewhere go: the field for text that had the keyboard last."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from incubator_gui.widgets.growing_text import GrowingText


class TextTarget(QObject):
    """`otherwise` gives a field where none was written in yet."""

    def __init__(self, otherwise: Callable[[], GrowingText | None], parent: QObject) -> None:
        super().__init__(parent)
        self._otherwise = otherwise
        self._last: GrowingText | None = None

    def watch(self, field: GrowingText) -> None:
        """A field that may be written in."""
        field.entered.connect(lambda: self._remember(field))
        field.destroyed.connect(self.forget)

    def forget(self) -> None:
        """Another form."""
        self._last = None

    def insert(self, words: str) -> bool:
        """Put words where the cursor stands, apart from what stands there; whether there was a field."""
        field = self._last if self._last is not None and self._last.isVisible() else self._otherwise()
        if field is None or field.isReadOnly():
            return False
        cursor = field.textCursor()
        place, text = cursor.selectionStart(), field.toPlainText()
        before, after = text[:place][-1:], text[cursor.selectionEnd():][:1]
        gap = " " if before and not before.isspace() and before not in "(（“„" and _spaced(before) else ""
        cursor.insertText(gap + words + (" " if after and after.isalnum() and _spaced(after) else ""))
        field.setTextCursor(cursor)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _remember(self, field: GrowingText) -> None:
        self._last = field


def _spaced(character: str) -> bool:
    """Whether words are parted by blanks at this character; Chinese has none."""
    return ord(character) < 0x2E80
