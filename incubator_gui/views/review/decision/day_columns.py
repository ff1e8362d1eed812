"""Agenda, item and votes side by side; in a small place item, decision and votes below each other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme

_NARROW = 1118
_SMALL = (788, 368)
"""Below this width or height three columns have no room."""


class DayColumns(QWidget):
    """Takes the four parts and places them by its size."""

    def __init__(self, theme: Theme, agenda: QWidget, item: QWidget, decision: QWidget, votes: QWidget,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._agenda, self._decision, self._votes = theme, agenda, decision, votes
        whole = QWidget()
        self._column, self._centre = QVBoxLayout(whole), QVBoxLayout()
        tight(self._column, 12)
        tight(self._centre, 12)
        self._column.addWidget(item, 1)
        self.middle, self.right = _scrolled(whole), _scrolled(votes)
        self._centre.addWidget(self.middle, 1)
        self._centre.addWidget(decision)
        row = QHBoxLayout(self)
        tight(row, 16)
        row.addWidget(agenda)
        row.addLayout(self._centre, 1)
        row.addWidget(self.right)
        theme.changed.connect(self._fit)
        self._fit()

    def to_top(self) -> None:
        """Another item is read from its beginning."""
        self.middle.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a narrow window the sides give way to the middle."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self._theme.px
        narrow = self.width() < px(_NARROW)
        self._agenda.setFixedWidth(px(176 if narrow else 232))
        self.right.setFixedWidth(px(300 if narrow else 348))
        small = self.width() < px(_SMALL[0]) or self.height() < px(_SMALL[1])
        if small == self.right.isHidden():
            return
        if small:
            self.right.takeWidget()
            for part in (self._decision, self._votes):
                self._column.addWidget(part)
            self._votes.show()
        else:
            self._column.removeWidget(self._votes)
            self.right.setWidget(self._votes)
            self._centre.addWidget(self._decision)
        self.right.setHidden(small)


def _scrolled(widget: QWidget) -> QScrollArea:
    """What is higher than its place scrolls instead of being cut."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    widget.setProperty("plain", True)
    area.setWidget(widget)
    return area
