"""Helps for tests with widgets: nothing may outlive its test, nothing may be nameless."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

from incubator_gui.actions.registry import Actions
from incubator_gui.core.languages import use_language
from incubator_gui.core.settings import Settings
from incubator_gui.jobs.bus import ChangeBus
from incubator_gui.jobs.runner import Jobs
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.theme import Theme

_MANY = 100_000
_LANES = ("writer-", "reader-", "worker-")
CONTROLS = frozenset({
    QAccessible.Role.PushButton, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox, QAccessible.Role.EditableText, QAccessible.Role.SpinBox, QAccessible.Role.Slider,
    QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.Tree, QAccessible.Role.ButtonMenu,
    QAccessible.Role.PageTabList, QAccessible.Role.PageTab, QAccessible.Role.MenuItem,
    QAccessible.Role.ProgressBar})


def nameless(widget: QWidget) -> list[str]:
    """Visible controls below a widget that a screen reader could not name."""
    found: list[str] = []
    root = QAccessible.queryAccessibleInterface(widget)
    if root is not None:
        _walk(root, found, 0)
    return found


def assert_named(widget: QWidget) -> None:
    """Every visible control below the widget has an accessible name."""
    found = nameless(widget)
    assert not found, "without a name: " + "; ".join(found)


def _walk(interface: QAccessibleInterface, found: list[str], depth: int) -> None:
    if not interface.isValid() or depth > 40:
        return
    state: Any = interface.state()
    thing = interface.object()
    if isinstance(thing, QWidget) and not thing.isVisible():
        return
    if interface.role() in CONTROLS and not interface.text(QAccessible.Text.Name).strip():
        place = []
        owner: QObject | None = thing
        while owner is not None and len(place) < 6:
            place.append(f"{type(owner).__name__}#{owner.objectName()}")
            owner = owner.parent()
        found.append(f"{interface.role().name}: {' < '.join(place)}")
    # The rows of a table are counted by thousands and named by their model.
    if interface.role() in (QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.Tree):
        return
    del state
    for place_ in range(interface.childCount()):
        child = interface.child(place_)
        if child is not None:
            _walk(child, found, depth + 1)


def settle() -> None:
    """Let everything that is due happen, deletions included."""
    app = QApplication.instance()
    if app is not None:
        app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        app.processEvents()


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """No top-level widget, thread or running timer outlives a test that uses Qt."""
    if "qapp" not in request.fixturenames:
        yield
        return
    before = {id(widget) for widget in QApplication.topLevelWidgets()}
    yield
    settle()
    gc.collect()
    settle()
    windows = [repr(widget) for widget in QApplication.topLevelWidgets()
               if id(widget) not in before and shiboken6.isValid(widget)]
    threads = [thread.name for thread in threading.enumerate() if thread.name.startswith(_LANES)]
    timers, running = [], []
    heap = gc.get_objects()
    for thing in heap:
        if isinstance(thing, QTimer) and shiboken6.isValid(thing) and thing.isActive():
            timers.append(repr(thing.parent()))
        elif isinstance(thing, QThread) and shiboken6.isValid(thing) and thing.isRunning():
            running.append(repr(thing))
    for widget in QApplication.topLevelWidgets():
        if id(widget) not in before and shiboken6.isValid(widget):
            widget.deleteLater()
    settle()
    use_language("en")
    many = len(heap) > _MANY
    del heap
    if many:  # modules and what they hold: looking through them after each test took longer than most tests
        gc.freeze()
    left = [*windows, *threads, *timers, *running]
    assert not left, "outlived the test: " + "; ".join(left)


@pytest.fixture
def settings() -> Settings:
    """Settings that are kept nowhere."""
    return Settings()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme, applied."""
    theme = Theme("light")
    theme.apply()
    yield theme
    theme.deleteLater()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """Jobs that are shut down after the test."""
    bus = ChangeBus()
    jobs = Jobs(bus)
    bus.setParent(jobs)
    yield jobs
    assert jobs.shutdown(10)
    jobs.deleteLater()


@pytest.fixture
def context(jobs: Jobs, theme: Theme, settings: Settings) -> Iterator[Context]:
    """What a screen is given, without a house and without a window."""
    bus = jobs.findChild(ChangeBus)
    assert isinstance(bus, ChangeBus)
    actions = Actions(settings)
    yield Context(jobs, bus, settings, theme, actions)
    actions.deleteLater()
