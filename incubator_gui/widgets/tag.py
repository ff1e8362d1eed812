"""A word on a ground: stage, state, focus area."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import set_property, tight
from incubator_gui.widgets.theme import Theme

Tone = Literal["neutral", "accent", "error", "warning", "success"]
_ROLE = {"neutral": "muted", "accent": "accent", "error": "error", "warning": "warning", "success": "success"}


class Tag(QFrame):
    """20 px high: icon and word in the colour of its state."""

    def __init__(self, theme: Theme, words: str = "", icon: str = "", tone: Tone = "neutral",
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Tag")
        self._theme, self._icon = theme, icon
        self._tone: Tone = tone
        row = QHBoxLayout(self)
        tight(row, 4, 6, 0, 6, 0)
        self._mark = PlainLabel()
        self._words = PlainLabel()
        row.addWidget(self._mark)
        row.addWidget(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)
        self.set(words, icon, tone)

    def set(self, words: str, icon: str = "", tone: Tone = "neutral") -> None:
        """Another word, icon or state."""
        self._icon, self._tone = icon, tone
        self._words.setText(words)
        self.setAccessibleName(words)
        set_property(self, "tone", tone)
        self._dress()

    def text(self) -> str:
        """The word."""
        return self._words.text()

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(20))
        self._mark.setVisible(bool(self._icon))
        if self._icon:
            self._mark.setPixmap(self._theme.pixmap(self._icon, _ROLE[self._tone], 14, self.devicePixelRatioF()))
        set_property(self._words, "tone", "" if self._tone == "neutral" else "text")
        for widget in (self, self._words):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
