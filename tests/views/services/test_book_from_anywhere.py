"""Ctrl+L from another screen of the real window: hours are booked and taken back by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from incubator_gui.app.application import open_window
from incubator_gui.app.screens import SCREENS
from incubator_gui.core.settings import LANGUAGE, PERSON_NAME, Settings


@pytest.fixture
def opened(qtbot: QtBot, house: Any) -> Iterator[Any]:
    """The window on its history, which is quick to build."""
    settings = Settings()
    settings.set(LANGUAGE, "en")
    settings.set(PERSON_NAME, "Lena Weber")
    entries = [entry for entry in SCREENS if entry.id in ("services", "history")]
    opened = open_window(entries, house, settings, database="house.db", clock=house.clock)
    opened.window.resize(1280, 800)
    opened.window.show()
    opened.window.activateWindow()
    opened.window.go("history")
    qtbot.waitUntil(opened.window.isActiveWindow)
    idle(qtbot, opened)
    yield opened
    assert opened.close()


def idle(qtbot: QtBot, opened: Any) -> None:
    for _ in range(3):
        qtbot.waitUntil(lambda: not opened.context.jobs.busy(), timeout=20_000)
        qtbot.wait(5)


def test_hours_are_booked_from_another_screen(qtbot: Any, house: Any, opened: Any) -> None:
    before = len(house.ledger.rows())
    qtbot.keyClick(opened.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, opened)
    line = QApplication.focusWidget()
    assert line is opened.window.stack.front().part.ledger.quick.line
    qtbot.keyClicks(line, "lumenhain legal 1h")
    idle(qtbot, opened)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    idle(qtbot, opened)
    assert len(house.ledger.rows()) == before + 1
    qtbot.keyClick(opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, opened)
    assert len(house.ledger.rows()) == before
