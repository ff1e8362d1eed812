"""A tab that is a table: tools above it, the filter bar, saving of edited cells, export and print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Column, Edit, Row
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.edit_column import EditColumnDialog
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_bar import FilterBar
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.list_file import ListFile
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.tab import Tab
from incubator_gui.widgets.table_saving import TableSaving


class TableTab(Tab):
    """Subclasses declare columns, say what an edit saves, and fill the menu of rows."""

    title: Message = Message("")

    def __init__(self, context: Context, columns: Sequence[Column], name: str, empty: EmptyState,
                 parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.table = FilterTable(context.theme, columns, context.settings, name)
        self.bar = FilterBar(self.table)
        self.file = ListFile(context, self.table, self)
        self.empty = empty
        self.tools = QHBoxLayout()
        tight(self.tools, 8)
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(empty)
        column = QVBoxLayout(self)
        tight(column, 8)
        column.addLayout(self.tools)
        column.addWidget(self.bar)
        column.addWidget(self.body, 1)
        self.table.rows.edited.connect(self._save)
        self._saving = TableSaving(context, self.table, self)
        self.table.menu_asked.connect(self._menu)
        self.table.note.connect(context.shell.say)
        self.table.edit_many_asked.connect(self.ask_many)
        self.table.installEventFilter(self)
        self.many: EditColumnDialog | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Delete removes rows."""
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) \
                and event.key() == Qt.Key.Key_Delete and self.table.state() != FilterTable.State.EditingState:
            self.remove_marked()
            return True
        return bool(super().eventFilter(watched, event))

    # what subclasses say ---------------------------------------------------------------------

    def save_edit(self, edit: Edit, row: Row) -> Callable[[], Changes]:
        """The work that saves one edited cell."""
        raise NotImplementedError

    def save_many(self, edits: Sequence[Edit]) -> Callable[[], Changes] | None:
        """The work that saves several cells in one step, as from a paste; None saves one after the other."""

    def remove_marked(self) -> None:
        """Remove the checked rows, else the selected ones."""

    def fill_menu(self, menu: QMenu, ids: list[UUID]) -> None:
        """What can be done with rows."""

    # -----------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Other rows; nothing at all shows what belongs here."""
        self.table.rows.set_rows(rows)
        self.body.setCurrentWidget(self.table if rows else self.empty)
        self.bar.setVisible(bool(rows))

    def ask_file(self) -> None:
        """Ask where the list shall go."""
        self.file.ask(text(self.title))

    def to_filter(self) -> None:
        """The keyboard goes to the filter."""
        self.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_(self) -> None:
        """Print what is shown."""
        print_table(self.context, self.table, text(self.title))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.table.setAccessibleName(text(self.title))
        self.setAccessibleName(text(self.title))
        for part in (self.bar, self.table, self.empty):
            part.retranslate()

    def state(self) -> dict[str, Any]:
        """Columns and order are remembered by the table itself."""
        return {"view": self.table.view_state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Filters too."""
        view = state.get("view")
        if isinstance(view, dict):
            self.table.restore(view)

    def ask_many(self, ids: Sequence[Any], key: str) -> None:
        """One column of many rows."""
        column = self.table.rows.columns[self.table.section(key) - 1]
        dialog = EditColumnDialog(self.context.theme, column, len(ids), self.window())

        def send() -> None:
            if dialog.read():
                rows, value = self.table.rows, dialog.value
                found = [(id, rows.row_of(id)) for id in ids]
                rows.edit([Edit(id, key, value) for id, row in found if row is not None and column.of(row) != value])
                dialog.accept()

        def closed() -> None:
            self.many = None

        dialog.submitted.connect(send)
        dialog.finished.connect(closed)
        self.many = dialog
        dialog.open()

    def _save(self, edits: Sequence[Edit]) -> None:
        pairs = [(edit, row) for edit in edits if (row := self.table.rows.row_of(edit.id)) is not None]
        together = self.save_many([edit for edit, _row in pairs]) if len(pairs) > 1 else None
        if together is not None:
            self._send([edit for edit, _row in pairs], together)
            return
        for edit, row in pairs:
            self._send([edit], self.save_edit(edit, row))

    def _send(self, edits: Sequence[Edit], work: Callable[[], Changes]) -> None:
        self._saving.send(edits, work, aloud=True)

    def _menu(self, ids: list[UUID], place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        self.fill_menu(menu, ids)
        menu.addSeparator()
        menu.addAction(tr("Export…"), self.ask_file)
        menu.popup(place)
