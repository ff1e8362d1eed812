"""A field to find something in what is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.widgets.theme import Theme


class SearchField(QLineEdit):
    """Tells what was typed after a short pause; Escape empties it, Down leaves it."""

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, theme: Theme, icon: str = "search", pause: int = 60, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon = theme, icon
        self._mark = QAction(self)
        self.addAction(self._mark, QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(pause)
        self._timer.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textChanged.connect(lambda: self._timer.start())
        theme.changed.connect(self._dress)
        self._dress()

    def set_words(self, placeholder: str, name: str = "") -> None:
        """The text shown while it is empty, and the accessible name."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self._mark.setText(placeholder)
        name_buttons(self)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(tr("Empty the field"))  # Qt leaves the icons inside without names

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape empties, Enter does not wait, Down goes to the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._timer.stop()
            self.searched.emit(self.text())
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        self._mark.setIcon(self._theme.icon(self._icon, "muted"))
        clear = self.findChild(QAction, "_q_qlineeditclearaction")
        if isinstance(clear, QAction):
            clear.setIcon(self._theme.icon("x", "muted", 14))


def name_buttons(field: QLineEdit) -> None:
    """Names for the small buttons inside a field: Qt leaves them without."""
    for button in field.findChildren(QToolButton):
        action = button.defaultAction()
        own = action is not None and action.objectName() != "_q_qlineeditclearaction" and bool(action.text())
        button.setAccessibleName(action.text() if own else tr("Empty the field"))
