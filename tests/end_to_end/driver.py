"""A person in front of the window: looks for what can be seen, clicks, types, presses keys, drags, waits.

Nothing here calls a slot, an action or a service. What is looked for is looked for by the name that a
screen reader would say, among what is visible and not covered.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLineEdit, QTableView

from tests.end_to_end.eyes import Name
from tests.end_to_end.hands import Hands


class Person(Hands):
    """Acts on the window of a session by keyboard and mouse."""

    def go(self, screen: str) -> None:
        """Go to a screen by the navigation."""
        self.click(self.find(re.compile(rf"^{screen}( \d+)?$"), QAbstractButton, self.window.navigation))
        self.idle()

    def command(self, words: str) -> None:
        """Run a command from the palette."""
        self.press("Ctrl+K")
        self.type(">" + words)
        self.reads(words)
        self.press("Return")
        self.idle_soon()

    def answer_file_dialog(self, path: Path) -> None:
        """Type a path into the file dialog that is open and press Enter."""
        dialog = self.dialog(QFileDialog)
        field = next(line for line in dialog.findChildren(QLineEdit) if line.isVisible())
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        self.press("Ctrl+A")
        self.type(str(path))
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self.press("Return")
        self.until(lambda: not shiboken6.isValid(dialog) or not dialog.isVisible(), "the end of the file dialog")
        self.idle_soon()

    def dialog(self, kind: type[Any] = QDialog) -> Any:
        """The dialog that is open."""
        self.until(lambda: isinstance(QApplication.activeModalWidget(), kind), f"a {kind.__name__}")
        return QApplication.activeModalWidget()

    def no_dialog(self) -> None:
        """Wait until no dialog is open any more."""
        self.until(lambda: QApplication.activeModalWidget() is None, "the end of the dialog")

    def table(self, name: Name) -> Any:
        """A table by its name, once its rows are there."""
        table: Any = self.find(name, QTableView)
        self.idle()
        return table

    def cell(self, table: QTableView, row: int, title: str) -> str:
        """What stands in a cell."""
        return str(table.model().index(row, self.column(table, title)).data() or "")

    def cells(self, table: QTableView, title: str) -> list[str]:
        """What stands in a column."""
        return [self.cell(table, row, title) for row in range(table.model().rowCount())]

    def line_of(self, table: QTableView, title: str, words: str) -> int:
        """The line where a column has these words."""
        found: list[int] = []

        def look() -> bool:
            found[:] = [at for at, cell in enumerate(self.cells(table, title)) if words in cell]
            return bool(found)

        self.until(look, f"a line with “{words}”")
        return found[0]

    def clipboard(self) -> str:
        """What was copied."""
        return QGuiApplication.clipboard().text()

    def status(self) -> str:
        """The sentence at the bottom of the window."""
        return str(self.window.status.words())

    def quit(self) -> None:
        """Leave the program by its shortcut and give everything back."""
        self.idle()
        self.press("Ctrl+Q")
        self.until(lambda: not self.window.isVisible(), "the window is closed")
        assert self.session.end(), "a thread did not end"
        self.single.release()


__all__ = ["Name", "Person"]
