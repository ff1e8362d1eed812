"""The fast table: all rows as plain tuples, with their own sorted and filtered list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, text, tr
from incubator_gui.itemmodels.collate import collation
from incubator_gui.itemmodels.columns import Column, ColumnFilter, Edit, Row, Typed
from incubator_gui.itemmodels.index import RowIndex

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RowTableModel(QAbstractTableModel):
    """Rows by id. Column 0 is the check box; `columns[i]` stands in model column i + 1.

    An edit shows at once and is announced by `edited`; the screen saves it and hands the row back
    by `update_rows`, or takes it back by `reject`.
    """

    about_to_reorder = Signal()
    reordered = Signal()
    edited = Signal(object)
    """A tuple of `Edit`: one cell, a pasted block, or many rows at once."""
    not_understood = Signal(object)
    """Why what was typed into one cell is no value of its column."""
    checks_changed = Signal()
    counts_changed = Signal()

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.index_ = RowIndex(self.columns, collation(current().language))
        self.loading = True
        self._checked: set[Any] = set()
        self._pending: dict[tuple[Any, str], Any] = {}
        self._wrong: dict[tuple[Any, str], Message] = {}
        self._held: set[tuple[Any, str]] = set()
        self._placeholders = 12

    # rows ------------------------------------------------------------------------------------

    def set_loading(self) -> None:
        """Show placeholder rows until `set_rows`, where nothing is shown yet."""
        if not self.index_.rows:
            self._reorder(lambda: setattr(self, "loading", True))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """All rows anew; order, filters, checks, what is selected and what was refused stay.

        What was refused goes where another value is stored now, unless that is why it was refused.
        """
        def change() -> None:
            self.loading = False
            refused = {key: self._stored(*key) for key in self._wrong}
            self.index_.set_rows(rows)
            self._checked = {id for id in self._checked if self.index_.place(id) is not None}
            kept = {key for key, value in refused.items() if self.index_.place(key[0]) is not None
                    and (key in self._held or self._stored(*key) == value)}
            self._pending = {key: value for key, value in self._pending.items() if key in kept}
            self._wrong = {key: why for key, why in self._wrong.items() if key in kept}

        self._reorder(change)

    def update_rows(self, rows: Sequence[Row]) -> None:
        """Put rows in the place of those with the same id; new ones come in where they belong."""
        touched = {row[0] for row in rows}
        for held in (self._pending, self._wrong):
            for key in [key for key in held if key[0] in touched and key not in self._held]:
                del held[key]
        before = list(self.index_.visible)
        count = len(self.index_.rows)
        self.about_to_reorder.emit()
        self.index_.replace(rows)
        if before == self.index_.visible and count == len(self.index_.rows):
            if before:
                self.dataChanged.emit(self.index(0, 0), self.index(len(before) - 1, self.columnCount() - 1))
            self.reordered.emit()
            return
        self.beginResetModel()
        self.endResetModel()
        self.reordered.emit()
        self.counts_changed.emit()

    def remove_rows(self, ids: Iterable[Any]) -> None:
        """Take rows out."""
        gone = tuple(ids)
        self._checked.difference_update(gone)
        self._reorder(lambda: self.index_.remove(gone))

    def retranslate(self) -> None:
        """Words and order in the language of the screen."""
        self._reorder(lambda: self.index_.set_collation(collation(current().language)))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    # order and filters -----------------------------------------------------------------------

    def sort_by(self, sorting: Sequence[tuple[str, bool]]) -> None:
        """Order by columns, the first one first; True is descending."""
        self._reorder(lambda: self.index_.sort(sorting))

    def sorting(self) -> tuple[tuple[str, bool], ...]:
        """Columns of the order."""
        return self.index_.sorting

    def search(self, needle: str) -> None:
        """Show the rows in which all these words occur."""
        self._reorder(lambda: self.index_.search(needle))

    def set_filters(self, filters: Mapping[str, ColumnFilter]) -> None:
        """Show the rows that pass all these, by key of column."""
        self._reorder(lambda: self.index_.set_filters(filters))

    def filters(self) -> dict[str, ColumnFilter]:
        """The filters that hold."""
        return dict(self.index_.filters)

    def values(self, key: str) -> list[tuple[Any, int]]:
        """The values of a column and how often each occurs, for the filter of choices."""
        column = self.index_.columns[key]
        counts: dict[Any, int] = {}
        for row in self.index_.rows:
            value = column.of(row)
            for each in value if isinstance(value, (tuple, list, frozenset, set)) else (value,):
                counts[each] = counts.get(each, 0) + 1
        ranks = {value: rank for rank, value in enumerate(column.order)}
        collate = collation(current().language)
        return sorted(counts.items(), key=lambda pair: (
            ranks.get(pair[0], len(ranks)), pair[0] is None, collate(column.words(pair[0]))))

    def _reorder(self, change: Callable[[], object]) -> None:
        self.about_to_reorder.emit()
        self.beginResetModel()
        change()
        self.endResetModel()
        self.reordered.emit()
        self.counts_changed.emit()

    # ids -------------------------------------------------------------------------------------

    def row_at(self, line: int) -> Row | None:
        """The row that stands in a line; None for a placeholder."""
        visible = self.index_.visible
        return self.index_.rows[visible[line]] if not self.loading and 0 <= line < len(visible) else None

    def id_at(self, line: int) -> Any:
        """The id that stands in a line; None for a placeholder."""
        row = self.row_at(line)
        return None if row is None else row[0]

    def row_of(self, id: Any) -> Row | None:
        """The row of an id, shown or not."""
        return self.index_.row(id)

    def line_of(self, id: Any) -> int:
        """The line in which an id stands; -1 when it is not shown."""
        place = self.index_.place(id)
        if place is None:
            return -1
        try:
            return self.index_.visible.index(place)
        except ValueError:
            return -1

    def lines_of(self, ids: Iterable[Any]) -> list[int]:
        """The lines of many ids, those that are shown."""
        places = {self.index_.place(id) for id in ids}
        places.discard(None)
        return [line for line, place in enumerate(self.index_.visible) if place in places] if places else []

    def visible_ids(self) -> list[Any]:
        """All ids that are shown, in order."""
        return [self.index_.rows[place][0] for place in self.index_.visible]

    def counts(self) -> tuple[int, int]:
        """How many rows show, and how many there are."""
        return len(self.index_.visible), len(self.index_.rows)

    # check boxes -----------------------------------------------------------------------------

    def checked(self) -> list[Any]:
        """The checked ids, in the order shown; those that a filter hides do not count."""
        return [id for id in self.visible_ids() if id in self._checked] if self._checked else []

    def set_checked(self, ids: Iterable[Any], on: bool = True) -> None:
        """Check or uncheck rows."""
        (self._checked.update if on else self._checked.difference_update)(ids)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))
        self.checks_changed.emit()

    def is_checked(self, id: Any) -> bool:
        """Whether a row is checked."""
        return id in self._checked

    def all_checked(self) -> Qt.CheckState:
        """The state of the box in the header."""
        number = len(self.checked())
        if not number:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if number == self.counts()[0] else Qt.CheckState.PartiallyChecked

    # edits -----------------------------------------------------------------------------------

    def edit(self, edits: Sequence[Edit]) -> None:
        """Show edits at once and announce them together."""
        if not edits:
            return
        for edit in edits:
            self._pending[edit.id, edit.key] = edit.value
            self._wrong.pop((edit.id, edit.key), None)
            self._held.discard((edit.id, edit.key))
        self._repaint()
        self.edited.emit(tuple(edits))

    def reject(self, edits: Sequence[Edit], why: Message, *, keep: bool = False) -> None:
        """Saving failed: what was typed stays to be seen, marked as wrong, with the reason.

        To `keep` it means also when another value is stored meanwhile.
        """
        for edit in edits:
            if keep:
                self._held.add((edit.id, edit.key))
            self._pending[edit.id, edit.key] = edit.value
            self._wrong[edit.id, edit.key] = why
        self._repaint()

    def discard(self, id: Any, key: str) -> None:
        """Give a refused edit up."""
        self._held.discard((id, key))
        self._pending.pop((id, key), None)
        self._wrong.pop((id, key), None)
        self._repaint()

    def wrong(self, id: Any, key: str) -> Message | None:
        """Why a cell was refused."""
        return self._wrong.get((id, key))

    def is_overtaken(self, id: Any, key: str) -> bool:
        """Whether a cell keeps what was typed because somebody else was quicker."""
        return (id, key) in self._held and (id, key) in self._wrong

    def value(self, row: Row, column: Column) -> Any:
        """The value shown: what was just typed, else what is stored."""
        if self._pending and (row[0], column.key) in self._pending:
            return self._pending[row[0], column.key]
        return column.of(row)

    def _stored(self, id: Any, key: str) -> Any:
        row = self.index_.row(id)
        column = next((column for column in self.columns if column.key == key), None)
        return column.of(row) if row is not None and column is not None else None

    def _repaint(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    # Qt's side -------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Lines shown; placeholders while loading."""
        if parent.isValid():
            return 0
        return self._placeholders if self.loading else len(self.index_.visible)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Columns and the check box."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """For the accessibility tree, editors and tool tips; delegates paint from the row itself."""
        row = self.row_at(index.row())
        if row is None:
            return tr("Loading") if role == Qt.ItemDataRole.AccessibleTextRole else None
        if index.column() == 0:
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if row[0] in self._checked else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return tr("Row {n}", n=index.row() + 1)
            return None
        column = self.columns[index.column() - 1]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return column.words(self.value(row, column))
            case Qt.ItemDataRole.EditRole:
                return self.value(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                wrong = self._wrong.get((row[0], column.key))
                return text(wrong) if wrong else column.tip(row) if column.tip else None
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """A check box, or one edited cell; a refused text stays in the cell with its reason."""
        row = self.row_at(index.row())
        if row is None:
            return False
        if index.column() == 0:
            if role == Qt.ItemDataRole.CheckStateRole:
                self.set_checked((row[0],), Qt.CheckState(value) == Qt.CheckState.Checked)
                return True
            return False
        column = self.columns[index.column() - 1]
        if role != Qt.ItemDataRole.EditRole or not column.editable:
            return False
        edit = self.parsed(row[0], column, value)
        if edit is not None and edit.value != column.of(row):
            self.edit((edit,))
        elif edit is not None:  # back to what is stored
            self.discard(edit.id, edit.key)
        else:
            self.not_understood.emit(self.wrong(row[0], column.key))
        return edit is not None

    def parsed(self, id: Any, column: Column, value: Any) -> Edit | None:
        """An edit from what was typed; None, and the cell marked, where the text does not fit."""
        if isinstance(value, str) and column.parse is not None:
            try:
                return Edit(id, column.key, column.parse(value))
            except IncubatorError as error:
                self.reject((Edit(id, column.key, Typed(value)),), error.message)
                return None
        return Edit(id, column.key, value)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a cell."""
        if self.loading:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.column() == 0:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        if self.columns[index.column() - 1].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation,  # noqa: N802
                   role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if section == 0:
            return tr("Selected") if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return text(self.columns[section - 1].title)
        return None
