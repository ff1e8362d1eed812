"""The fast table as a widget: sorts, filters, edits, copies, remembers; all from the keyboard too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip, QWidget

from incubator_gui.core.settings import LAYOUTS, Settings
from incubator_gui.itemmodels.columns import Column, ColumnFilter
from incubator_gui.itemmodels.table import RowTableModel
from incubator_gui.widgets import table_edit, table_layout, table_menu
from incubator_gui.widgets.cells import CellDelegate
from incubator_gui.widgets.filter_header import FilterHeader
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import show_tip

Index = QModelIndex | QPersistentModelIndex


class FilterTable(QTableView):
    """Shows a `RowTableModel`. `name` is where columns and order are remembered."""

    selected = Signal(object)
    """The selected ids, in the order shown, whenever they changed."""
    activated_id = Signal(object)
    """Enter or double click on a row that is not edited in place."""
    link_clicked = Signal(object, str)
    """A cell of a `link` column: id and key of the column."""
    edit_many_asked = Signal(object, str)
    """Edit many rows at once: ids and key of the column."""
    menu_asked = Signal(object, QPoint)
    """The menu of the selected rows: ids and where."""
    filters_changed = Signal()
    note = Signal(object)
    """A `Message` about what copying or pasting did."""

    def __init__(self, theme: Theme, columns: Sequence[Column], settings: Settings | None = None, name: str = "",
                 *, row_height: int = 32, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._settings, self.name = theme, settings, name
        self._row_height, self._percent = row_height, theme.percent
        self._kept: tuple[Any, int, list[Any], Any, int] = (None, 0, [], None, 0)
        self._last: list[Any] = []
        self.fitted: dict[str, int] = {}
        """Widths of columns that nobody chose: they followed from the room."""
        self.rows = RowTableModel(columns, self)
        self.setModel(self.rows)
        self.cells = CellDelegate(theme, self.rows, self)
        self.setItemDelegate(self.cells)
        self.header = FilterHeader(theme, self.rows, self.cells, self)
        self.setHorizontalHeader(self.header)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setProperty("noRing", True)
        self.rows.about_to_reorder.connect(self._keep)
        self.rows.reordered.connect(self._bring_back)
        self.rows.checks_changed.connect(self.header.viewport().update)
        self.rows.not_understood.connect(self.note)
        self.header.sort_asked.connect(self._sort)
        self.header.all_toggled.connect(self.toggle_all)
        self.header.menu_asked.connect(lambda section, place: table_menu.header_menu(self, section).popup(place))
        self.header.sectionMoved.connect(self._layout_changed)
        self.header.sectionResized.connect(self._layout_changed)
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(400)
        self._save_timer.timeout.connect(self.save_layout)
        self._warm_timer = QTimer(self)
        self._warm_timer.setInterval(0)
        self._warm_timer.timeout.connect(self._warm)
        self.rows.counts_changed.connect(self._begin_warming)
        theme.changed.connect(self._dress)
        self._dress()
        self.reset_layout()
        if settings is not None and name:
            self.restore(settings.part(LAYOUTS, name) or {})

    # what is selected ------------------------------------------------------------------------

    def selected_ids(self) -> list[Any]:
        """The selected ids, in the order shown."""
        lines: list[int] = []
        selection = self.selectionModel().selection()
        for place in range(selection.count()):
            part = selection.at(place)
            lines.extend(range(part.top(), part.bottom() + 1))
        return [id for id in (self.rows.id_at(line) for line in sorted(set(lines))) if id is not None]

    def marked_ids(self) -> list[Any]:
        """What an action on rows is for: the checked ones, else the selected ones."""
        return self.rows.checked() or self.selected_ids()

    def current_id(self) -> Any:
        """The id with the focus."""
        return self.rows.id_at(self.currentIndex().row())

    def select_ids(self, ids: Sequence[Any], *, scroll: bool = True) -> None:
        """Select these rows; those that a filter hides are left out."""
        lines = self.rows.lines_of(ids)
        self._select_lines(lines)
        if lines:
            column = self.currentIndex().column()
            if column < 1 or self.isColumnHidden(column):  # Qt neither shows nor scrolls to a hidden cell
                column = self.section(self.shown_columns()[0].key)
            index = self.rows.index(lines[0], column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            if scroll:
                self.scrollTo(index)
        self._tell()

    def toggle_all(self) -> None:
        """Check all rows shown, or none."""
        on = self.rows.all_checked() != Qt.CheckState.Checked
        self.rows.set_checked(self.rows.visible_ids(), on)

    def _select_lines(self, lines: Sequence[int]) -> None:
        selection = QItemSelection()
        last = self.rows.columnCount() - 1
        start = previous = -2
        for line in [*lines, -2]:
            if line != previous + 1:
                if previous >= 0:
                    selection.append(QItemSelectionRange(self.rows.index(start, 0), self.rows.index(previous, last)))
                start = line
            previous = line
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802
        """Tell the screen, once, with ids."""
        super().selectionChanged(selected, deselected)
        self._tell()

    def _tell(self) -> None:
        if self._kept[0] is _BUSY:
            return
        ids = self.selected_ids()
        if ids != self._last:
            self._last = ids
            self.selected.emit(ids)

    def _keep(self) -> None:
        """Before the lines change: who is selected, has the focus, and stands at the top."""
        top = self.rowAt(0)
        self._kept = (self.current_id(), self.currentIndex().column(), self.selected_ids(), self.rows.id_at(top),
                      -self.rowViewportPosition(top) if top >= 0 else 0)

    def _bring_back(self) -> None:
        current, column, ids, top, offset = self._kept
        self._kept = (_BUSY, 0, [], None, 0)
        try:
            line = self.rows.line_of(current) if current is not None else -1
            if line >= 0:
                self.selectionModel().setCurrentIndex(self.rows.index(line, max(0, column)),
                                                      QItemSelectionModel.SelectionFlag.NoUpdate)
            if ids:
                self._select_lines(self.rows.lines_of(ids))
            anchor = self.rows.line_of(top) if top is not None and ids else -1
            if anchor >= 0:
                self.verticalScrollBar().setValue(anchor * self.verticalHeader().defaultSectionSize() + offset)
        finally:
            self._kept = (None, 0, [], None, 0)
        self.header.viewport().update()
        self._tell()

    # order, filter, columns ------------------------------------------------------------------

    def _sort(self, section: int, add: bool) -> None:
        key = self.rows.columns[section - 1].key
        present = dict(self.rows.sorting())
        first = self.rows.columns[section - 1].kind in ("number", "bar")
        descending = not present[key] if key in present else first
        if add:
            self.sort_by([*((k, d) for k, d in present.items() if k != key), (key, descending)])
        else:
            self.sort_by([(key, descending)])

    def sort_by(self, sorting: Sequence[tuple[str, bool]]) -> None:
        """Order by columns, the first one first; True is descending."""
        self.rows.sort_by(sorting)
        self._layout_changed()

    def set_filter(self, key: str, test: ColumnFilter | None) -> None:
        """Filter one column, or stop to."""
        filters = self.rows.filters()
        if test is None:
            filters.pop(key, None)
        else:
            filters[key] = test
        self.rows.set_filters(filters)
        self.filters_changed.emit()

    def show_column(self, key: str, on: bool) -> None:
        """Show or hide a column; the last one stays."""
        section = self.section(key)
        if on or sum(not self.isColumnHidden(i + 1) for i in range(len(self.rows.columns))) > 1:
            self.setColumnHidden(section, not on)
            self._layout_changed()

    def section(self, key: str) -> int:
        """The model's column of a key."""
        return next(place for place, column in enumerate(self.rows.columns, 1) if column.key == key)

    def shown_columns(self) -> list[Column]:
        """The columns shown, from left to right."""
        order = [self.header.logicalIndex(place) for place in range(self.header.count())]
        return [self.rows.columns[section - 1] for section in order if section and not self.isColumnHidden(section)]

    def reset_layout(self) -> None:
        """Columns as the screen declared them."""
        table_layout.reset(self)
        self._own_widths = {column.key: table_layout.own_width(self, column) for column in self.rows.columns}
        self._layout_changed()

    def view_state(self) -> dict[str, Any]:
        """Columns, order, filters and words as JSON values: a view that can be saved."""
        return table_layout.view_state(self)

    def restore(self, state: dict[str, Any]) -> None:
        """Take a view back; what does not fit today's columns is left out."""
        table_layout.restore(self, state)
        self.filters_changed.emit()

    def save_layout(self) -> None:
        """Remember columns and order; filters belong to views, not to the next start."""
        if self._settings is not None and self.name:
            state = self.view_state()
            self._settings.set_part(LAYOUTS, self.name, {"columns": state["columns"], "sort": state["sort"]})

    def _layout_changed(self) -> None:
        if self._settings is not None and self.name:
            self._save_timer.start()

    # words and looks -------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words and order in the language of the screen."""
        self.rows.retranslate()
        table_layout.follow_language(self, self._own_widths)
        self._own_widths = {column.key: table_layout.own_width(self, column) for column in self.rows.columns}
        self.header.viewport().update()

    def _dress(self) -> None:
        scale = self.theme.percent / self._percent
        self._percent = self.theme.percent
        if scale != 1:
            self.fitted = {key: round(width * scale) for key, width in self.fitted.items()}
            for section in range(1, self.header.count()):
                if not self.isColumnHidden(section):
                    self.setColumnWidth(section, round(self.columnWidth(section) * scale))
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(self.theme.px(self._row_height))
        self.setColumnWidth(0, self.theme.px(40))
        self.viewport().update()

    def _begin_warming(self) -> None:
        if not self.rows.loading and len(self.rows.index_.rows) > 2000:
            self._warm_timer.start()

    def _warm(self) -> None:
        if self.rows.index_.warm(200):  # a few ms: the window must not stutter
            self._warm_timer.stop()

    # keyboard and mouse ----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens, Space checks, Alt+Down filters the column, copy and paste."""
        index = self.currentIndex()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            table_edit.copy(self)
        elif event.matches(QKeySequence.StandardKey.Paste):
            table_edit.paste(self)
        elif event.key() == Qt.Key.Key_Down and alt and index.column() > 0:
            table_menu.filter_popup(self, self.rows.columns[index.column() - 1])
        elif event.key() == Qt.Key.Key_Space and index.isValid():
            ids = self.selected_ids() or [self.current_id()]
            self.rows.set_checked(ids, not self.rows.is_checked(self.current_id()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid() and not self._editing():
            if self.current_id() is not None:
                self.activated_id.emit(self.current_id())
        elif event.key() == Qt.Key.Key_Menu:
            self._row_menu(self.visualRect(index).bottomLeft())
        else:
            super().keyPressEvent(event)

    def _editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The box checks without selecting."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == 0:
            id = self.rows.id_at(index.row())
            if id is not None:
                self.rows.set_checked((id,), not self.rows.is_checked(id))
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a link opens it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.column() > 0 and not event.modifiers():
            column = self.rows.columns[index.column() - 1]
            if column.link and self.rows.id_at(index.row()) is not None:
                self.link_clicked.emit(self.rows.id_at(index.row()), column.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Edits a cell that can be edited, else opens the row."""
        index = self.indexAt(event.position().toPoint())
        id = self.rows.id_at(index.row())
        if index.column() <= 0 or id is None:
            return
        if self.rows.columns[index.column() - 1].editable:
            self.edit(index)
        else:
            self.activated_id.emit(id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The row under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """No row is under the pointer any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, line: int) -> None:
        if line != self.cells.hovered:
            self.cells.hovered = line
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Tool tips: the cell's own, else the text that does not fit."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            words = index.data(Qt.ItemDataRole.ToolTipRole) if index.isValid() else None
            if not words and index.column() > 0:
                shown = index.data(Qt.ItemDataRole.DisplayRole) or ""
                if self.fontMetrics().horizontalAdvance(shown) > self.columnWidth(index.column()) - 16:
                    words = shown
            show_tip(self, event.globalPos(), words or "") if words else QToolTip.hideText()
            return True
        return bool(super().viewportEvent(event))

    def contextMenuEvent(self, event: Any) -> None:  # noqa: N802
        """The menu of the selected rows."""
        self._row_menu(event.pos())

    def _row_menu(self, place: QPoint) -> None:
        ids = self.marked_ids()
        if ids:
            self.menu_asked.emit(ids, self.viewport().mapToGlobal(place))


_BUSY: Any = object()
