"""What the tests of the further parts of the screen share."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

TODAY = date(2027, 5, 12)


def part(room: Any, key: str) -> Any:
    """A part of the screen, brought to the front as people do."""
    room.screens = []
    room.shell.open_screen = lambda name, filters=None: room.screens.append((name, filters))
    room.screen.header.parts.choose(key)
    room.idle()
    return room.screen.tabs[key]


def company(room: Any, name: str) -> Any:
    """The company whose name begins so."""
    return next(row.id for row in room.house.companies.rows() if row.name.startswith(name))


def service(room: Any, key: str) -> Any:
    """A service by its key."""
    return next(row.id for row in room.house.catalogue.rows() if row.key == key)


def staff(room: Any, name: str) -> Any:
    """A colleague."""
    return next(row.id for row in room.house.applications.staff() if row.name == name)


def undo(room: Any) -> None:
    """Undo, as the status bar does."""
    room.context.bus.publish(room.house.history.undo().changes)
    room.idle()


def type_into(room: Any, table: Any, id: Any, key: str, words: str) -> None:
    """F2, type, Enter in a cell."""
    index = table.rows.index(table.rows.line_of(id), table.section(key))
    table.setCurrentIndex(index)
    table.setFocus()
    room.qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    room.qtbot.keyClick(editor, Qt.Key.Key_Delete)
    room.qtbot.keyClicks(editor, words)
    room.qtbot.keyClick(editor, Qt.Key.Key_Return)
    room.idle()


def words(table: Any, key: str) -> list[str]:
    """What stands in a column, from top to bottom."""
    column = table.rows.columns[table.section(key) - 1]
    return [column.words(column.of(table.rows.row_of(id))) for id in table.rows.visible_ids()]
