"""What tests of the screens share: a house on a file, a screen in a window, pictures on demand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from incubator_gui.services.house import House
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import Screen
from tests.screen_support import SeenShell, idle, in_window
from tests.services.merge_house import open_house


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house on a file."""
    house = open_house(tmp_path / "house.db")
    yield house
    house.close()


@pytest.fixture
def shell(context: Context) -> SeenShell:
    """The window's side, remembered."""
    shell = SeenShell()
    context.shell = shell
    return shell


@pytest.fixture
def room(context: Context, house: House, qtbot: QtBot, shell: SeenShell) -> Iterator[Callable[..., Any]]:
    """Builds a screen in a window, as the frame does, and waits until it has read."""
    windows: list[QWidget] = []

    def build(make: Callable[[Context], Screen]) -> Any:
        context.house = house
        screen = make(context)
        windows.append(in_window(screen))
        context.actions.set_scope(screen.id)
        context.bus.changed.connect(screen.refresh)
        windows[-1].show()
        screen.activate()
        idle(qtbot, context)
        return screen

    yield build
    for window in windows:
        window.close()
        window.deleteLater()


def picture(widget: QWidget, name: str) -> None:
    """Save a picture where INCUBATOR_PICTURES says."""
    folder = os.environ.get("INCUBATOR_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        widget.window().grab().save(str(Path(folder) / f"{name}.png"))


def pdf_words(content: bytes) -> str:
    """All text of a PDF, blanks made one."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    words = " ".join(document.getAllText(page).text() for page in range(document.pageCount()))
    document.close()
    return " ".join(words.split())


def opened(screen: Any, qtbot: QtBot, context: Context, id: Any, tab: str = "") -> Any:
    """The page of a company, at a tab."""
    screen.open_company(id, tab)
    idle(qtbot, context)
    return screen.page
