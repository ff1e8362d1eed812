"""Menus of the fast table: of a column, of the choice of columns, of its filter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from incubator_gui.core.messages import text, tr
from incubator_gui.itemmodels.columns import Column
from incubator_gui.widgets import table_edit
from incubator_gui.widgets.filter_popup import FilterPopup

if TYPE_CHECKING:
    from incubator_gui.widgets.filter_table import FilterTable


def header_menu(table: FilterTable, section: int) -> QMenu:
    """What can be done with a column."""
    menu = _menu(table)
    if section > 0:
        column = table.rows.columns[section - 1]
        number = column.kind in ("number", "bar", "date")
        up = tr("Sort from small to large") if number else tr("Sort from A to Z")
        down = tr("Sort from large to small") if number else tr("Sort from Z to A")
        menu.addAction(up, lambda: table.sort_by([(column.key, False)]))
        menu.addAction(down, lambda: table.sort_by([(column.key, True)]))
        menu.addSeparator()
        menu.addAction(tr("Filter…"), lambda: filter_popup(table, column))
        if column.key in table.rows.filters():
            menu.addAction(tr("Remove the filter"), lambda: table.set_filter(column.key, None))
        if column.editable:
            ids = table.marked_ids()
            action = menu.addAction(tr("Edit the selected rows…"),
                                    lambda: table.edit_many_asked.emit(ids, column.key))
            action.setEnabled(bool(ids))
        menu.addSeparator()
        menu.addAction(tr("Hide the column"), lambda: table.show_column(column.key, False))
    inner = columns_menu(table)
    inner.setTitle(tr("Columns"))
    menu.addMenu(inner)
    menu.addAction(tr("Copy the rows with headings"), lambda: table_edit.copy(table, headings=True))
    return menu


def columns_menu(table: FilterTable) -> QMenu:
    """Which columns show."""
    menu = _menu(table)
    for section, column in enumerate(table.rows.columns, 1):
        if column.inner:
            continue
        action = menu.addAction(text(column.title).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(not table.isColumnHidden(section))
        action.toggled.connect(lambda on, key=column.key: table.show_column(key, on))
    menu.addSeparator()
    menu.addAction(tr("As at first"), table.reset_layout)
    return menu


def filter_menu(table: FilterTable) -> QMenu:
    """Which column to filter."""
    menu = _menu(table)
    for column in table.shown_columns():
        menu.addAction(text(column.title).replace("&", "&&"), partial(filter_popup, table, column))
    return menu


def filter_popup(table: FilterTable, column: Column, at: QPoint | None = None) -> FilterPopup:
    """The popup with the filter of a column, below its header or at a place."""
    popup = FilterPopup(table.theme, table.rows, column, lambda test: table.set_filter(column.key, test), table)
    if at is None:
        header = table.header
        left = header.sectionViewportPosition(table.section(column.key))
        at = header.viewport().mapToGlobal(QPoint(max(0, left), header.height()))
    popup.show_at(at)
    return popup


def _menu(table: FilterTable) -> QMenu:
    menu = QMenu(table)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
