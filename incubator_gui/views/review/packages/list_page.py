"""A list of the part: table, filter bar, and what stands there while it is empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, text
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_bar import FilterBar
from incubator_gui.widgets.fitted_table import FittedTable
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.list_file import ListFile
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.styling import tight


class ListPage(QWidget):
    """`title` names the list, also on paper and as a file."""

    def __init__(self, context: Context, columns: Sequence[Column], name: str, title: Message, empty: EmptyState,
                 stretch: str, least: Mapping[str, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._title = context, title
        self.table = FittedTable(context.theme, columns, context.settings, name, stretch=stretch, least=least,
                                 checks=True)
        self.bar = FilterBar(self.table)
        self.file = ListFile(context, self.table, self)
        self.empty = empty
        self.body = FrontStack()
        self.body.addWidget(self.table)
        self.body.addWidget(empty)
        column = QVBoxLayout(self)
        tight(column, 8, 16, 8, 16, 16)
        column.addWidget(self.bar)
        column.addWidget(self.body, 1)
        self.table.note.connect(context.shell.say)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Other rows."""
        self.table.rows.set_rows(rows)
        self.body.setCurrentWidget(self.table if rows else self.empty)
        self.bar.setVisible(bool(rows))

    def ask_file(self) -> None:
        """Ask where the list shall go."""
        self.file.ask(text(self._title))

    def print_(self) -> None:
        """Print what is shown."""
        print_table(self._context, self.table, text(self._title))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(text(self._title))
        self.table.setAccessibleName(text(self._title))
        for part in (self.bar, self.table, self.empty):
            part.retranslate()

    def state(self) -> dict[str, Any]:
        """Columns, order, filters."""
        return self.table.view_state()

    def restore(self, state: Any) -> None:
        """Take it back."""
        if isinstance(state, dict):
            self.table.restore(state)
