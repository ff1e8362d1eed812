"""A page of the part that is a table: tools above it, the filter bar, saving of edited cells, export and print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Column, Edit, Row
from incubator_gui.services.rounds import RoundRow
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.edit_column import EditColumnDialog
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_bar import FilterBar
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.list_file import ListFile
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.refusals import refuse
from incubator_gui.widgets.styling import tight


class TablePage(QWidget):
    """Subclasses say what an edit saves, fill the menu of rows, and know further keys of the table."""

    title: Message = Message("")
    side_changed = Signal()
    """The side panel comes, goes, or shows another one."""
    arrived = Signal()

    def __init__(self, context: Context, columns: Sequence[Column], name: str, empty: EmptyState,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.round: RoundRow | None = None
        self.table = FilterTable(context.theme, columns, context.settings, name)
        self.bar = FilterBar(self.table)
        self.file = ListFile(context, self.table, self)
        self.messages = MessageArea(context.theme)
        self.empty = empty
        self.tools = QHBoxLayout()
        tight(self.tools, 8)
        self.body = FrontStack()
        self.body.addWidget(self.table)
        self.body.addWidget(empty)
        column = QVBoxLayout(self)
        tight(column, 8)
        self.filters = QHBoxLayout()
        tight(self.filters, 8)
        self.filters.addWidget(self.bar, 1)
        self.filters.addStretch()
        column.addLayout(self.tools)
        column.addLayout(self.filters)
        column.addWidget(self.messages)
        column.addWidget(self.body, 1)
        self.table.rows.edited.connect(self._save)
        self.table.menu_asked.connect(self._menu)
        self.table.note.connect(context.shell.say)
        self.table.edit_many_asked.connect(self.ask_many)
        self.table.installEventFilter(self)
        self.many: EditColumnDialog | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keys of the table that are commands here; another width of it."""
        if watched is self.table and event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self.fit)
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) \
                and self.table.state() != FilterTable.State.EditingState and self.key_pressed(event):
            return True
        return bool(super().eventFilter(watched, event))

    # what subclasses say ---------------------------------------------------------------------

    def read(self) -> None:
        """Ask for what is shown."""

    def save_edits(self, edits: Sequence[Edit]) -> Callable[[], Changes]:
        """The work that saves what was edited, in one step."""
        raise NotImplementedError

    def fill_menu(self, menu: QMenu, ids: list[UUID]) -> None:
        """What can be done with rows."""

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Whether the page took the key."""
        return False

    def side_panel(self) -> QWidget | None:
        """The panel of what is selected."""
        return None

    def leave(self) -> bool:
        """Save what is being typed."""
        return True

    def fit(self) -> None:
        """Share the width of the table among its columns."""

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

    def failed(self, error: IncubatorError) -> None:
        """What is shown could not be read."""
        self.messages.clear()
        self.messages.show_message(error.message, "error", link=msg("Try again"), on_link=self.read)

    def refused(self, error: IncubatorError) -> None:
        """Something was not done."""
        self.messages.show_message(error.message, "error")

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.table.setAccessibleName(text(self.title))
        self.setAccessibleName(text(self.title))
        for part in (self.bar, self.table, self.empty, self.messages):
            part.retranslate()

    def state(self) -> dict[str, Any]:
        """Columns, order, filters."""
        return {"view": self.table.view_state()}

    def restore(self, state: Any) -> None:
        """Take it back."""
        view = state.get("view") if isinstance(state, dict) else None
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
        known = [edit for edit in edits if self.table.rows.row_of(edit.id) is not None]
        if not known:
            return

        def done(changes: Any) -> None:
            for edit in known if not changes else ():  # else the rows come anew
                self.table.rows.discard(edit.id, edit.key)

        def failed(error: IncubatorError) -> None:
            refuse(self.context, self.table, known, error)

        self.context.jobs.write(self.save_edits(known), done, failed=failed, owner=self, title=msg("Saving"))

    def _menu(self, ids: list[UUID], place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        self.fill_menu(menu, ids)
        menu.addSeparator()
        menu.addAction(tr("Export…"), self.ask_file)
        menu.popup(place)
