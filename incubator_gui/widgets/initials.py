"""A person as a small badge."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from incubator_gui.domain.person_names import without_titles
from incubator_gui.widgets.tips import set_tip


def initials(name: str) -> str:
    """Two letters of a name without its titles, or the first Han character of the family name."""
    words = [word for word in without_titles(name).replace("-", " ").split() if word]
    if not words:
        return "–"
    first = words[0][0]
    if first >= "\u2e80":
        return first
    return (first + (words[-1][0] if len(words) > 1 else "")).upper()


class InitialsBadge(QLabel):
    """The initials of a person; the whole name is its tool tip and accessible name."""

    def __init__(self, name: str = "", side: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Initials")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._side = side
        self.set_name(name)

    def set_side(self, side: int) -> None:
        """Another size."""
        self._side = side
        self.set_name(self.accessibleName() if self.accessibleName() != "–" else "")

    def set_name(self, name: str) -> None:
        """Another person; empty for nobody."""
        self.setText(initials(name))
        set_tip(self, name)
        self.setAccessibleName(name or "–")
        side = max(self._side, self.fontMetrics().horizontalAdvance(self.text()) + 6)
        self.setFixedSize(side, max(self._side, self.fontMetrics().height()))
