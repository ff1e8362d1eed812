"""A place for something that may need more room than there is: it scrolls then, and never widens the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Room(QScrollArea):
    """Holds one widget, at least as large as it asks for; tells when it asks for another size."""

    needs_changed = Signal()

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # What has the keyboard inside is brought into sight by itself; the area is no stop of its own.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner, self._needed = inner, QSize()
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.fit()

    def needs(self) -> QSize:
        """What the widget asks for."""
        return self._inner.minimumSizeHint().expandedTo(self._inner.minimumSize())

    def fit(self) -> None:
        """Give the widget all the room there is, or what it needs where that is more."""
        needed, whole = self.needs(), self.maximumViewportSize()
        bar = self.horizontalScrollBar().sizeHint().height()
        room = QSize(whole)
        for _turn in range(2):  # one bar may make the other necessary
            if needed.width() > room.width():
                room.setHeight(whole.height() - bar)
            if needed.height() > room.height():
                room.setWidth(whole.width() - bar)
        self._inner.resize(room.expandedTo(needed))
        if needed != self._needed:
            self._needed = needed
            self.needs_changed.emit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Small: the rest is reached by scrolling."""
        return QSize(200, 160)

    def sizeHint(self) -> QSize:  # noqa: N802
        """What the widget would like."""
        return self._inner.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """More or less room."""
        self.fit()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The widget asks for another size."""
        out = super().eventFilter(watched, event)
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return out
