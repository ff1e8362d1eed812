"""The whole program in front of a person: a session as `incubator-gui` begins it, on a file of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from incubator_gui.app.application import make_application
from incubator_gui.app.crash import CrashReporter
from incubator_gui.app.main import Session
from incubator_gui.app.single import SingleInstance
from incubator_gui.core.paths import Paths
from incubator_gui.core.settings import LANGUAGE, PERSON_NAME, THEME, Settings
from tests.end_to_end.driver import Person
from tests.qt_support import settle

Start = Callable[..., Person]


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application, with file dialogs that can be typed into."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    return make_application(["incubator-gui"])


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    """Where this person's program keeps its things."""
    home = tmp_path / "home"
    return Paths(home / "data", home / "config", home / "state", home / "cache").make()


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, places: Paths) -> Iterator[Start]:
    """Start the program on a database; what is still open at the end of the test is closed."""
    running: list[tuple[Session, SingleInstance]] = []

    def begin(database: Path, *, language: str = "en", theme: str = "light", size: tuple[int, int] = (1600, 1000),
              sample: Path | None = None, name: str = "") -> Person:
        if sample is not None:
            shutil.copytree(sample.parent, database.parent, dirs_exist_ok=True)
        settings = Settings(places.config / "settings.json")
        settings.set(LANGUAGE, language)
        settings.set(THEME, theme)
        settings.set(PERSON_NAME, name)
        single = SingleInstance(str(database), places.state)
        assert single.claim()
        reporter = CrashReporter(places.state)
        session = Session(str(database), places, settings, single, reporter, demo=False)
        running.append((session, single))
        session.begin()
        person = Person(session, single, qtbot)
        person.window.resize(*size)
        person.window.activateWindow()
        person.until(person.window.isActiveWindow, "the window is active")
        person.until(lambda: person.house is not None and person.window.stack.front() is not None, "the first screen")
        person.idle()
        return person

    yield begin
    for session, single in running:
        window = session.opened.window
        if shiboken6.isValid(window):
            for widget in QApplication.topLevelWidgets():
                if widget.isVisible() and widget is not window:
                    widget.close()
            window.close()  # once more where something typed held it back
            session.end()
        single.release()
        single.deleteLater()
        session.deleteLater()
    settle()
