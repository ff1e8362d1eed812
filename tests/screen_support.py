"""What tests of screens share: a house of their own, a screen in a window, and what it asked of the window."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from incubator_gui.core.messages import text
from incubator_gui.services.house import House
from incubator_gui.widgets.context import Context, Shell

R = TypeVar("R", bound="Room")


class SeenShell(Shell):
    """Remembers what the screen asked of the window, and shows its side panel."""

    def __init__(self) -> None:
        self.records: list[tuple[str, UUID]] = []
        self.screens: list[tuple[str, dict[str, Any] | None]] = []
        self.said: list[str] = []
        self.warned: list[str] = []
        self.withdrawn: list[str] = []
        self.days: list[date | None] = []
        self.counters: dict[str, int | None] = {}
        self.screen: Any = None

    def open_record(self, kind: str, id: UUID) -> None:
        self.records.append((kind, id))

    def open_screen(self, screen: str, filters: dict[str, Any] | None = None) -> None:
        self.screens.append((screen, filters))

    def say(self, message: Any, *, undo: bool = False) -> None:
        self.said.append(text(message))

    def warn(self, message: Any, level: Any = "error", **_link: Any) -> None:
        self.warned.append(text(message))

    def unwarn(self, message: Any) -> None:
        self.withdrawn.append(text(message))

    def set_date(self, day: date | None) -> None:
        self.days.append(day)

    def counter(self, screen: str, number: int | None, *, late: bool = False) -> None:
        self.counters[screen] = number

    def refresh_side(self) -> None:
        panel = self.screen.side_panel() if self.screen is not None else None
        if panel is not None and panel.parentWidget() is not self.screen.window():
            layout = self.screen.window().layout()
            assert layout is not None
            layout.addWidget(panel)
            panel.show()


class Room:
    """A screen with what a test needs around it."""

    def __init__(self, screen: Any, context: Context, qtbot: QtBot) -> None:
        self.screen, self.context = screen, context
        self.qtbot: Any = qtbot
        self.house: House = context.house
        self.shell: Any = context.shell

    def idle(self) -> None:
        """Wait until all jobs have ended and what they brought is shown."""
        idle(self.qtbot, self.context)

    def elsewhere(self, write: Callable[[], Any]) -> None:
        """A change that another workstation makes."""
        result = write()
        self.context.bus.publish(getattr(result, "changes", result))
        self.idle()


def idle(qtbot: QtBot, context: Context) -> None:
    """Wait until all jobs have ended and what they brought is shown."""
    for _ in range(3):
        qtbot.waitUntil(lambda: not context.jobs.busy(), timeout=60_000)
        qtbot.wait(5)


@contextmanager
def copied(template: Path, folder: Path, **how: Any) -> Iterator[House]:
    """A house of its own: the one at `template`, copied with its files."""
    for file in template.parent.iterdir():
        if file.is_dir():
            shutil.copytree(file, folder / file.name, dirs_exist_ok=True)
        else:
            shutil.copy(file, folder)
    with closing(House.open(folder / template.name, **how)) as house:
        yield house


def in_window(screen: QWidget, size: tuple[int, int] = (1256, 820)) -> QWidget:
    """A window with nothing but the screen, not yet shown."""
    window = QWidget()
    window.setObjectName("Window")
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(screen, 1)
    window.resize(*size)
    return window


@contextmanager
def closed_windows() -> Iterator[list[QWidget]]:
    """Windows that are put into the list are gone afterwards."""
    windows: list[QWidget] = []
    yield windows
    for window in windows:
        window.close()
        window.deleteLater()


@contextmanager
def screens(context: Context, qtbot: QtBot, make: Callable[[Context], Any], room: Callable[[Any, Context, QtBot], R], *,
            size: tuple[int, int] = (1256, 820), shell: Callable[[], SeenShell] = SeenShell,
            ) -> Iterator[Callable[[House], R]]:
    """Builds screens on a house, each in a window as in the frame, and waits until they have read."""
    def built(house: House) -> R:
        context.house, context.clock, context.shell = house, house.clock, shell()
        screen = context.shell.screen = make(context)
        windows.append(in_window(screen, size))
        context.actions.set_scope(screen.id)
        context.bus.changed.connect(screen.refresh)
        windows[-1].show()
        windows[-1].activateWindow()
        screen.activate()
        made = room(screen, context, qtbot)
        made.idle()
        return made

    with closed_windows() as windows:
        yield built
