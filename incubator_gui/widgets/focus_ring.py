"""The ring around what has the keyboard: 2 px in the accent, 1 px away from the control."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QGraphicsView,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from incubator_gui.widgets.theme import Theme

_WATCHED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ZOrderChange}


class FocusRing(QWidget):
    """Lies over one window and follows its focus; takes no clicks."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window
        self._chain: list[QWidget] = []
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)
        theme.changed.connect(self.update)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        for watched in self._chain:
            if shiboken6.isValid(watched):
                watched.removeEventFilter(self)
        self._chain, self._target = [], None
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if new is not None and new.window() is self._window and _ringed(new, by_mouse):
            widget = new.parentWidget() if _inner(new) else new
            self._target = widget
            while widget is not None and widget is not self._window:
                widget.installEventFilter(self)
                self._chain.append(widget)
                widget = widget.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow what moves or hides the control."""
        if event.type() in _WATCHED:
            self._place()
        return False

    def _place(self) -> None:
        target = self._target
        if target is None or not shiboken6.isValid(target) or not target.isVisible():
            self.hide()
            return
        seen = target.visibleRegion().boundingRect()
        if seen.isEmpty():
            self.hide()
            return
        corner = target.mapTo(self._window, QPoint(0, 0))
        self.setGeometry(QRect(corner + seen.topLeft(), seen.size()).adjusted(-3, -3, 3, 3))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


def _ringed(widget: QWidget, by_mouse: bool) -> bool:
    if by_mouse and not isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)):
        return False
    if widget.property("noRing") or widget.isWindow():
        return False
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        return True
    return not isinstance(widget, (QAbstractItemView, QGraphicsView, QAbstractScrollArea))


def _inner(widget: QWidget) -> bool:
    """The line inside a spin box or combo box: the ring belongs around the whole."""
    parent = widget.parentWidget()
    return parent is not None and parent.focusProxy() is widget and parent.inherits("QAbstractSpinBox")
