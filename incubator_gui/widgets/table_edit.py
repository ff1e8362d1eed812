"""Copy, paste and editing of many rows for the fast table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from incubator_gui.core.messages import nmsg, text
from incubator_gui.itemmodels.columns import Column, Edit
from incubator_gui.widgets.clipboard import from_tsv, to_tsv

if TYPE_CHECKING:
    from incubator_gui.widgets.filter_table import FilterTable


def copy(table: FilterTable, *, headings: bool = False, cell: bool = False) -> None:
    """Put the selected rows (or the current cell alone) on the clipboard, as they stand."""
    rows = table.rows
    columns = table.shown_columns()
    ids = table.selected_ids()
    if cell:
        index = table.currentIndex()
        if index.column() <= 0:
            return
        columns, ids = [rows.columns[index.column() - 1]], [table.current_id()]
    lines = [[text(column.title) for column in columns]] if headings else []
    for id in ids:
        row = rows.row_of(id)
        if row is not None:
            lines.append([column.plain(rows.value(row, column)) for column in columns])
    if lines:
        QGuiApplication.clipboard().setText(to_tsv(lines).removesuffix("\n") if cell else to_tsv(lines))
        table.note.emit(nmsg("{n} row copied", "{n} rows copied", len(ids)))


def paste(table: FilterTable) -> None:
    """Put the clipboard's cells over the cells from the current one on; one batch of edits.

    A single value goes into all selected rows. Cells that can't be edited are passed over.
    """
    rows, index = table.rows, table.currentIndex()
    cells = from_tsv(QGuiApplication.clipboard().text())
    if not cells or index.column() <= 0:
        return
    key = rows.columns[index.column() - 1].key
    columns = table.shown_columns()
    start = next((place for place, column in enumerate(columns) if column.key == key), 0)
    edits: list[Edit] = []
    left_out = 0
    selected = table.selected_ids()
    if len(cells) == 1 and len(cells[0]) == 1 and len(selected) > 1:
        pairs = [(id, columns[start], cells[0][0]) for id in selected]
    else:
        pairs = [(rows.id_at(index.row() + down), columns[start + right], words)
                 for down, line in enumerate(cells) for right, words in enumerate(line)
                 if start + right < len(columns)]
    for id, column, words in pairs:
        row = rows.row_of(id)
        edit = _edit(table, id, column, words) if row is not None and column.editable else None
        if row is None or edit is None:
            left_out += 1
        elif edit.value != column.of(row):
            edits.append(edit)
        else:
            rows.discard(edit.id, edit.key)
    rows.edit(edits)
    if left_out:
        table.note.emit(nmsg("{n} cell was left as it is", "{n} cells were left as they are", left_out))


def _edit(table: FilterTable, id: object, column: Column, words: str) -> Edit | None:
    if column.labels is not None and not callable(column.labels):
        for value, label in column.labels.items():
            if words.strip() in (value, text(label)):
                return Edit(id, column.key, value)
        return None
    return table.rows.parsed(id, column, words)
