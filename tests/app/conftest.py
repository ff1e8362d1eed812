"""The frame with screens of paper, and review mode."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog

from incubator_gui.app.application import open_window
from incubator_gui.app.review_mode import ReviewMode
from incubator_gui.core.clock import FixedClock
from incubator_gui.core.paths import Paths
from incubator_gui.core.settings import HOUSE_NAME, LANGUAGE, PERSON_NAME, THEME, Settings
from tests.app.frame import First, House, Second


@pytest.fixture
def house():
    return House()


@pytest.fixture
def frame_settings():
    settings = Settings()
    settings.set(LANGUAGE, "en")
    settings.set(THEME, "light")
    settings.set(PERSON_NAME, "Lena Wiesner")
    settings.set(HOUSE_NAME, "Incubator <Shanghai>")
    return settings


@pytest.fixture
def opened(qtbot, house, frame_settings):
    opened = open_window([First.entry(), Second.entry()], house, frame_settings, database="/somewhere/house.db",
                         clock=FixedClock(datetime(2027, 5, 12, 8, tzinfo=UTC)))
    opened.window.resize(1280, 800)  # the screen of the tests is smaller, and the window kept to it
    opened.window.show()
    opened.window.activateWindow()
    opened.window.start()
    qtbot.waitUntil(opened.window.isActiveWindow)
    qtbot.waitUntil(lambda: not opened.context.jobs.busy())
    yield opened
    for dialog in opened.window.findChildren(QDialog):
        dialog.close()
    assert opened.close()


@pytest.fixture
def window(opened):
    return opened.window


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state", tmp_path / "cache").make()


@pytest.fixture
def mode(qtbot: Any, places: Paths) -> Iterator[ReviewMode]:
    settings = Settings()
    settings.set(LANGUAGE, "en")
    settings.set(THEME, "light")
    mode = ReviewMode(places, settings, FixedClock(datetime(2027, 5, 12, 8, tzinfo=UTC)))
    mode.window.resize(1280, 800)
    yield mode
    if mode.window.dialog is not None:
        mode.window.dialog.close()
    assert mode.end()
    assert not [one for one in places.cache.rglob("*") if one.is_file()], "documents stay nowhere"
