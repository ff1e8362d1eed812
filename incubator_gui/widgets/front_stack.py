"""Pages of which only the one in front needs its room: a wide one behind it does not widen the window."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget


class FrontStack(QStackedWidget):
    """A stack that is never wider or taller than the page in front asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _place: self.updateGeometry())

    def turn_to(self, page: QWidget) -> None:
        """Bring a page to the front; a keyboard that was on the one before goes to the page itself.

        Else the first button of the page would get it, and its ring.
        """
        before, focus = self.currentWidget(), self.window().focusWidget()
        wanders = before is not page and before is not None and focus is not None and before.isAncestorOf(focus)
        self.setCurrentWidget(page)
        if wanders:
            page.setProperty("noRing", True)
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Only what is in front needs its room."""
        front = self.currentWidget()
        return super().minimumSizeHint() if front is None else front.minimumSizeHint()
