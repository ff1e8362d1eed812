"""The bar above a table: words, a chip for each filter, how many rows show, which columns."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.itemmodels.columns import ChoiceFilter, Column, ColumnFilter, RangeFilter, TextFilter
from incubator_gui.widgets import table_menu
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.search_field import SearchField
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.tips import set_tip


class FilterBar(QWidget):
    """Belongs to one `FilterTable`; screens may put widgets of their own in with `add`."""

    def __init__(self, table: FilterTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("FilterBar")
        self._table, theme = table, table.theme
        self._chips: list[Button] = []
        self._row = QHBoxLayout(self)
        tight(self._row, 8)
        self._asked = Flow(gap=8)
        self.field = SearchField(theme, "funnel")
        self._add = Button(theme, icon="plus", kind="add")
        self._count = PlainLabel("", "label")
        self._columns = IconButton(theme, "columns-3")
        self._asked.addWidget(self.field)
        self._asked.addWidget(self._add)
        self._row.addLayout(self._asked, 1)
        for widget in (self._count, self._columns):
            self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self.field.searched.connect(table.rows.search)
        self.field.left_down.connect(self._to_table)
        self._add.clicked.connect(lambda: table_menu.filter_menu(table).popup(_below(self._add)))
        self._columns.clicked.connect(lambda: table_menu.columns_menu(table).popup(_below(self._columns)))
        table.filters_changed.connect(self._show_chips)
        table.rows.counts_changed.connect(self._show_count)
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def add(self, widget: QWidget) -> None:
        """Put a widget before the count."""
        holder = QWidget()
        holder.setProperty("plain", True)
        holder.setMinimumHeight(self._table.theme.px(28))  # its words on one line with the others
        column = QVBoxLayout(holder)
        tight(column)
        column.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.insertWidget(self._row.count() - 2, holder, 0, Qt.AlignmentFlag.AlignTop)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.field.set_words(tr("Filter the list"))
        self._add.setText(tr("Filter"))
        self._add.setAccessibleName(tr("Add a filter"))
        self._columns.set_name(tr("Choose columns"))
        self._show_chips()
        self._show_count()

    def clear(self) -> None:
        """Show all rows again."""
        self.field.clear()
        self._table.rows.set_filters({})
        self._table.filters_changed.emit()

    def _show_count(self) -> None:
        shown, whole = self._table.rows.counts()
        self._count.setVisible(not self._table.rows.loading)
        number = current().number
        self._count.setText(number(whole) if shown == whole else tr("{n} of {whole}", n=shown, whole=whole))

    def _show_chips(self) -> None:
        words = self._table.rows.index_.needle
        if words and not self.field.text():
            self.field.setText(words)
        for chip in self._chips:
            self._asked.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for key, test in self._table.rows.filters().items():
            column = self._table.rows.index_.columns[key]
            label = tr("{column}: {filter}", column=text(column.title), filter=describe(column, test))
            chip = Button(self._table.theme, _short(label), "x", "chip")
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            set_tip(chip, label)
            chip.setAccessibleName(tr("Remove the filter {filter}", filter=label))
            chip.clicked.connect(lambda _=False, key=key: self._remove(key))
            self._asked.insert(1 + len(self._chips), chip)
            self._chips.append(chip)

    def _remove(self, key: str) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)  # the chip that had the keyboard goes away
        self._table.set_filter(key, None)

    def _dress(self) -> None:
        theme = self._table.theme
        self.field.setFixedWidth(theme.px(200))
        self._count.setMinimumHeight(theme.px(28))

    def _to_table(self) -> None:
        self._table.setFocus(Qt.FocusReason.TabFocusReason)
        if not self._table.selected_ids():  # taking the keyboard made a row the current one, but selected none
            id = self._table.rows.id_at(max(0, self._table.currentIndex().row()))
            if id is not None:
                self._table.select_ids([id])


def describe(column: Column, test: ColumnFilter) -> str:
    """A filter in words."""
    match test:
        case ChoiceFilter(values) if column.inner:
            return ntr("{n} row", "{n} rows", len(values))
        case ChoiceFilter(values):
            return ", ".join(sorted(column.words(value) or tr("empty") for value in values))
        case RangeFilter(low, None):
            return tr("from {low}", low=_argument(low))
        case RangeFilter(None, high):
            return tr("up to {high}", high=_argument(high))
        case RangeFilter(low, high):
            return tr("{low} to {high}", low=_argument(low), high=_argument(high))
        case TextFilter(needle):
            return needle
    raise TypeError(test)


def _argument(value: Any) -> str:
    if isinstance(value, date):
        return current().day(value, "medium")
    return current().number(value)


def _short(label: str) -> str:
    return label if len(label) <= 40 else label[:39] + "…"


def _below(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(QPoint(0, widget.height() + 2))
