"""A check box whose words are plain text."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from incubator_gui.widgets.theme import Theme


class CheckBox(QCheckBox):
    """A check box; an ampersand in its words is no key."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """The words beside the box, its accessible name too."""
        self.setText(words.replace("&", "&&"))
        if words:
            self.setAccessibleName(words)
