"""How a window of the program is found again, comes forward and goes: the same with a database and without."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from incubator_gui.app.status_bar import StatusBar
from incubator_gui.core.messages import msg
from incubator_gui.core.settings import WINDOW
from incubator_gui.widgets.context import Context


class WindowPlace:
    """Where a window stood when it was closed; `key` is its own part of the settings."""

    def __init__(self, window: QMainWindow, context: Context, key: str) -> None:
        self._window, self._context, self._key = window, context, key

    def restore(self) -> None:
        """Stand there again, but never outside of the screen, nor larger than it."""
        px = self._context.theme.px
        self._window.resize(px(1280), px(800))
        kept = self._context.settings.part(WINDOW, self._key)
        if isinstance(kept, str):
            self._window.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode("ascii", "ignore"))))
        self._clamp()

    def save(self) -> None:
        """Remember it for the next start."""
        geometry = bytes(self._window.saveGeometry().toBase64().data()).decode("ascii")
        self._context.settings.set_part(WINDOW, self._key, geometry)

    def _clamp(self) -> None:
        window, screen = self._window, self._window.screen()
        if screen is None or window.isMaximized() or window.isFullScreen():
            return
        area = screen.availableGeometry()
        size = window.size().boundedTo(area.size())
        if size != window.size():
            window.resize(size)
        if not area.intersects(window.geometry()):
            window.move(area.topLeft())


class Closing(QObject):
    """A window goes when all is written: asked earlier, it says so and closes by itself afterwards."""

    def __init__(self, window: QMainWindow, context: Context, status: StatusBar) -> None:
        super().__init__(window)
        self._window, self._context, self._status = window, context, status
        self._waits = False
        context.jobs.idle.connect(self._idle)

    def must_wait(self) -> bool:
        """Whether something is being written still."""
        self._waits = self._context.jobs.busy("write")
        if self._waits:
            self._status.say(msg("Saving, then the window closes."), level="info")
        return self._waits

    def _idle(self) -> None:
        if self._waits and not self._context.jobs.busy("write") and self._window.isVisible():
            self._waits = False
            self._window.close()


def toggle_fullscreen(window: QWidget) -> None:
    """The whole screen, or a window again."""
    window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)


def bring_forward(window: QWidget) -> Callable[[], None]:
    """What a second start asks for."""
    def raise_() -> None:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    return raise_
