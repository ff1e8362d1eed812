"""What the tests of review mode do again and again: a package, a window with it, its links."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from incubator_gui.app.review_mode import ReviewMode
from incubator_gui.app.review_mode_window import ReviewWindow
from incubator_gui.core.paths import Paths
from incubator_gui.exchange.review_archive import Protection, ReviewKey, own_key, write_package
from tests.exchange.review_archive.packages import HOUSE, content, with_documents

ONE, TWO = UUID(int=1), UUID(int=2)


def made(folder: Path, places: Paths, *, name: str = "for Öhm.ireview", house: ReviewKey = HOUSE,
         passphrase: str = "", **rest: Any) -> Path:
    """A package for the key of this workstation, or with a passphrase."""
    whole, files = with_documents(folder / "documents")
    if rest:
        whole = content(*whole.applications, **rest)
    recipient = "" if passphrase else own_key(places.data / "reviews").recipient
    protect = Protection(recipient, passphrase)
    write_package(folder / name, whole, files, signer=house.secret, protect=protect)
    return folder / name


def opened(qtbot: Any, mode: ReviewMode, path: Path) -> ReviewWindow:
    mode.begin(path)
    window = mode.window
    qtbot.waitUntil(lambda: window.desk is not None and window.bench.current is not None
                    and not mode.context.jobs.busy())
    return window


def said(window: ReviewWindow) -> list[str]:
    return [bar.sentence() for bar in window.messages.bars()]


def link(window: ReviewWindow, words: str) -> Any:
    """The link of that name in a message bar."""
    from incubator_gui.widgets.styling import Button

    return next(button for bar in window.messages.bars() for button in bar.findChildren(Button)
                if button.text() == words)


def drop(window: Any, *paths: Path) -> bool:
    """Whether the window took what was dropped on it."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(QPoint(400, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                            Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    event = QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(window, event)
    return enter.isAccepted()
