"""The set-up of the house in a window, on an empty house and on a small one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from incubator_gui.services.house import House
from incubator_gui.services.space import FloorDraft, RoomDraft
from incubator_gui.views.house import make
from incubator_gui.views.house.room_cells import KEYS
from incubator_gui.views.house.screen import HouseScreen
from incubator_gui.widgets.context import Context
from tests import screen_support
from tests.screen_support import screens
from tests.support.databases import blank


class Room(screen_support.Room):
    """The screen, and the hands of a person."""

    def __init__(self, screen: HouseScreen, context: Context, qtbot: QtBot) -> None:
        super().__init__(screen, context, qtbot)
        self.table, self.model = screen.rooms.table, screen.rooms.model

    def type(self, *words: Any) -> None:
        """Keys to whatever has the keyboard: texts letter by letter, and single keys."""
        for word in words:
            for one in word if isinstance(word, str) else (word,):
                target = QApplication.focusWidget()
                assert target is not None
                self.type_at(target, one)

    def type_at(self, target: QWidget, *keys: Any) -> None:
        """Keys to one widget; a pair is a key with a modifier."""
        hands: Any = self.qtbot
        for one in keys:
            if isinstance(one, str):
                hands.keyClicks(target, one)
            else:
                hands.keyClick(target, *(one if isinstance(one, tuple) else (one,)))

    def at(self, row: int, key: str) -> None:
        """Make a cell current, with the keyboard in the list."""
        self.table.go_to(row, KEYS.index(key))

    def lines(self) -> list[tuple[str, ...]]:
        """What stands in the list: number, kind, area, desks; without the new line."""
        return [tuple(self.model.words(line, key) for key in ("number", "kind", "area", "desks"))
                for line in self.model.lines[:-1]]

    def numbers(self) -> list[str]:
        """The stored rooms of the house."""
        return [room.number for room in self.house.space.rooms()]

    def bars(self) -> list[str]:
        """Sentences in message bars."""
        return [bar.sentence() for bar in self.screen.messages.bars()]

    def steps(self) -> int:
        """Change sets so far."""
        return len(self.house.history.recent(100))


TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An empty house."""
    house = House.open(blank(tmp_path / "house.db"))
    yield house
    house.close()


@pytest.fixture
def build(context: Context, qtbot: QtBot) -> Iterator[Callable[[House], Room]]:
    """Builds the screen in a window, as the frame does."""
    with screens(context, qtbot, make, Room, size=(1200, 800)) as build:
        yield build


@pytest.fixture
def empty(build: Callable[[House], Room], house: House) -> Room:
    """The screen on an empty house."""
    return build(house)


@pytest.fixture
def small(build: Callable[[House], Room], house: House) -> Room:
    """The screen on a site with two floors."""
    house.space.set_up("Hall A", [
        FloorDraft("1F", (RoomDraft("101", desks=4, area=40.0), RoomDraft("102", "meeting"), RoomDraft("110"))),
        FloorDraft("2F", (RoomDraft("201", desks=6),))], 200)
    return build(house)
