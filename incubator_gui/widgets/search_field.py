"""A field to find something in what is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.theme import Theme


class LeadingMark(PlainLabel):
    """The icon at the left inside a field; one of Qt's own would not grow with the text."""

    def __init__(self, theme: Theme, icon: str, field: QLineEdit) -> None:
        super().__init__(parent=field)
        self._theme, self._icon, self._field = theme, icon, field
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        field.installEventFilter(self)
        theme.changed.connect(self._dress)
        self._dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """It stays in the middle of the height."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return bool(super().eventFilter(watched, event))

    def _dress(self) -> None:
        self.setPixmap(self._theme.pixmap(self._icon, "muted", 16, self.devicePixelRatioF()))
        self.resize(self._theme.px(16), self._theme.px(16))
        margins = self._field.textMargins()
        self._field.setTextMargins(self._theme.px(20), 0, margins.right(), 0)
        self._place()

    def _place(self) -> None:
        self.move(self._theme.px(7), (self._field.height() - self.height()) // 2)


class SearchField(QLineEdit):
    """Tells what was typed after a short pause; Escape empties it, Down leaves it."""

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, theme: Theme, icon: str = "search", pause: int = 60, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mark = LeadingMark(theme, icon, self)
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
        clear = self.findChild(QAction, "_q_qlineeditclearaction")
        if isinstance(clear, QAction):
            clear.setIcon(self._theme.icon("x", "muted", 14))


def name_buttons(field: QLineEdit) -> None:
    """Names for the small buttons inside a field: Qt leaves them without."""
    for button in field.findChildren(QToolButton):
        action = button.defaultAction()
        own = action is not None and action.objectName() != "_q_qlineeditclearaction" and bool(action.text())
        button.setAccessibleName(action.text() if own else tr("Empty the field"))
