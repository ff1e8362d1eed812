"""What stands where nothing is yet: what belongs here, one button, one link."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, text
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme


class EmptyState(QWidget):
    """Left-aligned at the place of the first row."""

    pressed = Signal()
    linked = Signal()

    def __init__(self, theme: Theme, icon: str, line: Message | str, button: Message | str = "",
                 link: Message | str = "", *, button_icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon = theme, icon
        self._line_words, self._button_words, self._link_words = line, button, link
        column = QVBoxLayout(self)
        tight(column, 12, 12, 12, 12, 12)
        first = QHBoxLayout()
        first.setSpacing(8)
        self._mark = PlainLabel()
        self._line = PlainLabel(wrap=True)
        first.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._line, 1)
        second = QHBoxLayout()
        second.setSpacing(16)
        self.button = Button(theme, icon=button_icon, kind="main")
        self.link = Button(theme, kind="link")
        second.addWidget(self.button)
        second.addWidget(self.link)
        second.addStretch()
        self.button.clicked.connect(self.pressed)
        self.link.clicked.connect(self.linked)
        column.addLayout(first)
        column.addLayout(second)
        self.button.setVisible(bool(button))  # only now: without a parent they would be windows for a moment
        self.link.setVisible(bool(link))
        column.addStretch()
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def set_line(self, line: Message | str) -> None:
        """Another sentence: nothing yet, or nothing that the filter lets through."""
        self._line_words = line
        self.retranslate()

    def set_words(self, line: Message | str, button: Message | str = "", link: Message | str = "") -> None:
        """Another sentence with another button and link, or without."""
        self._line_words, self._button_words, self._link_words = line, button, link
        self.button.setVisible(bool(button))
        self.link.setVisible(bool(link))
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._line.setText(text(self._line_words))
        self.button.setText(text(self._button_words))
        self.link.setText(text(self._link_words))

    def _dress(self) -> None:
        self._mark.setPixmap(self._theme.pixmap(self._icon, "muted", 20, self.devicePixelRatioF()))
