"""The rows of a plan as a table; cells are worked out when they are painted."""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from incubator_gui.core.messages import msg, text, tr
from incubator_gui.views.importing.facts import Planned, raw_text
from incubator_gui.views.importing.kinds import HOUSE, AnyRow, kind_of
from incubator_gui.views.importing.preview_cells import (
    ACTION,
    REASON,
    RESULT,
    ROW,
    Cell,
    PreviewColumn,
    cell_of,
    columns_of,
    fixable,
    place_of,
    reason_of,
)
from incubator_gui.views.importing.verdicts import ALL, LOOKS

Index = QModelIndex | QPersistentModelIndex
ACTIONS = {"choose": msg("Choose…"), "fix": msg("Fix here"), "again": msg("Change…")}
"""What the last column offers."""

_ROOT = QModelIndex()
_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_MENDABLE = _FIXED | Qt.ItemFlag.ItemIsEditable


class PreviewModel(QAbstractTableModel):
    """Shows the rows of one verdict or all. A mended cell is announced by `mended`."""

    mended = Signal(int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.facts: Planned | None = None
        self.columns: tuple[PreviewColumn, ...] = ()
        self.filter = ALL
        self._rows: tuple[AnyRow, ...] = ()
        self._pending: dict[tuple[int, int], str] = {}
        self._answered: frozenset[int] = frozenset()

    def set_facts(self, facts: Planned | None) -> None:
        """Another plan; the filter stays."""
        self.beginResetModel()
        self.facts = facts
        self.columns = columns_of(facts.source) if facts is not None else ()
        self._answered = frozenset(facts.source.decisions) if facts is not None else frozenset()
        self._pending.clear()
        self._choose()
        self.endResetModel()

    @property
    def house(self) -> bool:
        """Whether the rows are about the house."""
        return self.facts is not None and kind_of(self.facts.source).key == HOUSE

    def set_filter(self, verdict: str) -> None:
        """Show the rows of one verdict, or all."""
        self.beginResetModel()
        self.filter = verdict
        self._choose()
        self.endResetModel()

    def _choose(self) -> None:
        rows: tuple[AnyRow, ...] = self.facts.plan.rows if self.facts is not None else ()
        self._rows = rows if self.filter == ALL else tuple(row for row in rows if row.verdict == self.filter)

    def row_at(self, line: int) -> AnyRow | None:
        """The row in a line."""
        return self._rows[line] if 0 <= line < len(self._rows) else None

    def line_of(self, number: int) -> int:
        """The line of a row by its number in the file; -1 when it is not shown."""
        return next((line for line, row in enumerate(self._rows) if row.prepared.row == number), -1)

    def section(self, key: str) -> int:
        """The place of a column; -1 when there is none."""
        return next((at for at, column in enumerate(self.columns) if column.key == key), -1)

    def cell(self, row: AnyRow, column: PreviewColumn) -> Cell:
        """A cell as it is painted: what was just typed, else what the plan says."""
        facts = self.facts
        if facts is None:
            return Cell("")
        place = place_of(row, column)
        if place is not None and place in self._pending:
            return Cell(self._pending[place], pending=True)
        return cell_of(facts.source, row, column)

    def action(self, row: AnyRow) -> str:
        """What can be done about a row: `fix`, `choose`, `again`, or nothing."""
        if row.verdict == "ask":
            return "choose" if row.candidates else ""  # what belongs to a row above is answered there
        if fixable(row, self.columns) >= 0:
            return "fix"
        return "again" if row.prepared.row in self._answered else ""

    def action_words(self, row: AnyRow) -> str:
        """The same in words."""
        action = self.action(row)
        return text(ACTIONS[action]) if action else ""

    # Qt's side -------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Rows that are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Columns of the preview."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """For the accessibility tree, editors and tool tips; the delegate paints from the row itself."""
        row = self.row_at(index.row())
        if row is None or index.column() >= len(self.columns):
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.EditRole:
            place = place_of(row, column)
            if place is None or self.facts is None:
                return None
            return self._pending.get(place, raw_text(self.facts.source, *place))
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        words = self._plain(row, column)
        if words is None:
            cell = self.cell(row, column)
            words = cell.text
            if role != Qt.ItemDataRole.DisplayRole:
                words = words or (tr("empty") if cell.problem else "")
                if cell.before is not None:
                    words = tr("{before}, new: {after}", before=cell.before or tr("empty"), after=cell.text)
                if cell.problem is not None:
                    words = tr("{value}: {problem}", value=words, problem=cell.problem)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<span>{html.escape(words)}</span>" if words else None
        return words

    def _plain(self, row: AnyRow, column: PreviewColumn) -> str | None:
        if column is ROW:
            return str(row.prepared.row)
        if column is RESULT:
            return text(LOOKS[row.verdict].word)
        if column is REASON:
            return reason_of(row)
        return self.action_words(row) if column is ACTION else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """A mended cell: shown at once, planned anew."""
        row = self.row_at(index.row())
        if row is None or role != Qt.ItemDataRole.EditRole:
            return False
        place = place_of(row, self.columns[index.column()])
        if place is None or value == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        self._pending[place] = str(value)
        self.dataChanged.emit(index, index)
        self.mended.emit(*place, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells that come from the file can be mended."""
        row = self.row_at(index.row())
        return _MENDABLE if row is not None and self.columns[index.column()].sources else _FIXED

    def headerData(self, section: int, orientation: Qt.Orientation,  # noqa: N802
                   role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles of the columns; that of the actions is for ears only."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.AccessibleTextRole or (
                role == Qt.ItemDataRole.DisplayRole and column is not ACTION):
            return text(column.title)
        return None
