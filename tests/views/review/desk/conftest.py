"""A desk in memory, and the workbench in a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.views.review.desk.workbench import Workbench
from incubator_gui.widgets.context import Context
from tests.screen_support import SeenShell, closed_windows
from tests.views.review.desk.fake import FakeDesk


class Room:
    """The workbench and the helps of a test."""

    def __init__(self, bench: Workbench, desk: FakeDesk, context: Context, shell: SeenShell, qtbot: QtBot) -> None:
        self.bench, self.desk, self.context, self.shell, self.qtbot = bench, desk, context, shell, qtbot

    def idle(self) -> None:
        """Wait until all jobs have ended and what they brought is shown."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.context.jobs.busy(), timeout=20_000)
            self.qtbot.wait(2)

    def keys(self, typed: str) -> None:
        """Type where the keyboard is."""
        for each in typed:
            self.qtbot.keyClicks(self.focus(), each)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key where the keyboard is."""
        self.qtbot.keyClick(self.focus(), key, modifier)

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def store(self) -> None:
        """What is typed is stored, without waiting for the pause."""
        self.bench.saver.flush()
        self.idle()

    def run(self, id: str) -> None:
        """A command, as its shortcut runs it."""
        self.context.actions.trigger(id)
        self.idle()

    def form(self, application: UUID | None = None) -> ReviewForm:
        """What is stored."""
        return self.desk.forms.get(application or self.current, ReviewForm())

    @property
    def current(self) -> UUID:
        assert self.bench.current is not None
        return self.bench.current

    def go(self, place: int) -> UUID:
        """To the n-th application by the list."""
        self.bench.list.view.setCurrentIndex(self.bench.list.model.index(place))
        self.idle()
        return self.current

    def bars(self, area: Any = None) -> list[str]:
        """What message bars say."""
        return [bar.sentence() for bar in (area or self.bench.messages).bars()]


@pytest.fixture
def shell() -> SeenShell:
    return SeenShell()


@pytest.fixture
def desk(tmp_path: Path) -> FakeDesk:
    """Six applications: two finished, one begun, three open."""
    made = FakeDesk(tmp_path)
    made.finish(made.ids[0], 3, 4, 3, 4, 2)
    made.finish(made.ids[1], 5, 4, 3, 4, 2)
    made.set(made.ids[2], team=4, market=3, product=4)
    return made


@pytest.fixture
def build(context: Context, qtbot: QtBot, shell: SeenShell) -> Iterator[Callable[..., Room]]:
    """Builds the workbench over a desk, in a window with the keyboard."""
    def made(desk: FakeDesk, *, state: dict[str, Any] | None = None) -> Room:
        context.shell = shell
        context.actions.set_scope("review")
        window = QWidget()
        window.setObjectName("Window")
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        bench = Workbench(context)
        column.addWidget(bench.head)
        column.addWidget(bench, 1)
        window.resize(1256, 820)
        windows.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=5000)
        if state is not None:
            bench.restore(state)
        bench.open(desk)
        room = Room(bench, desk, context, shell, qtbot)
        room.idle()
        return room

    with closed_windows() as windows:
        yield made


@pytest.fixture
def room(build: Callable[..., Room], desk: FakeDesk) -> Room:
    """The workbench over the six applications."""
    return build(desk)
