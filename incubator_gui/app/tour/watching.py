"""What goes wrong beside the stops: errors nobody caught, and widgets that flash up as windows of their own."""

from __future__ import annotations

import sys
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget


class Flashes(QObject):
    """A widget that is shown before it has its place is a window for a moment: watches until `end`, which gives
    the kinds of what flashed up."""

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
        """Dialogs, menus and popups say that they are such, a window that is meant has a title."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched is not self._main \
                and watched.isWindow() and watched.windowType() in (Qt.WindowType.Window, Qt.WindowType.Widget) \
                and not watched.windowTitle():
            self._seen.add(type(watched).__name__)
        return False


class Mistakes:
    """Errors that came up in the event loop, until `end` gives them; whoever took them before still does."""

    def __init__(self) -> None:
        self._before = sys.excepthook
        self._seen: list[str] = []
        sys.excepthook = self._take

    def end(self) -> list[str]:
        """No longer."""
        sys.excepthook = self._before
        return self._seen

    def _take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        place = trace
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place is not None else ""
        said = f"{error!r} in {where}"
        if said not in self._seen:
            self._seen.append(said)
        self._before(kind, error, trace)
