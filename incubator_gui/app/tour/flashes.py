"""Widgets that are shown before they have their place: for a moment they are windows of their own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget


class Flashes(QObject):
    """Watches until `end`, which gives the kinds of what flashed up."""

    def __init__(self, main: QWidget) -> None:
        super().__init__()
        self._main = main
        self._seen: set[str] = set()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def end(self) -> list[str]:
        """No longer."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        return sorted(self._seen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Dialogs, menus and popups say that they are such; a plain window beside the main one is none."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched is not self._main \
                and watched.isWindow() and watched.windowType() in (Qt.WindowType.Window, Qt.WindowType.Widget):
            self._seen.add(type(watched).__name__)
        return False
