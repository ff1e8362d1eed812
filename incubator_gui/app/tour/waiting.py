"""Waiting in an event loop of its own: until work is done, or for a moment."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer


def wait(milliseconds: int) -> None:
    """Let the window live for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()


def wait_until(ready: Callable[[], bool], milliseconds: int = 15_000) -> bool:
    """Let the window live until something holds; False when it did not in time."""
    if ready():
        return True
    loop, came = QEventLoop(), False

    def look() -> None:
        nonlocal came
        came = came or ready()  # once is enough: what begins anew before the loop has ended is another matter
        if came:
            loop.quit()

    poll = QTimer()
    poll.setInterval(20)
    poll.timeout.connect(look)
    poll.start()
    end = QTimer()
    end.setSingleShot(True)
    end.timeout.connect(loop.quit)
    end.start(milliseconds)
    loop.exec()
    poll.stop()
    end.stop()
    return came
