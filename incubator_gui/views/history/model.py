"""The steps of the history as a table that asks for more pages while one scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.services.history_pages import PAGE, HistoryRow
from incubator_gui.views.history.words import STATES

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

COLUMNS: tuple[tuple[str, Message, int], ...] = (
    ("at", msg("When"), 176), ("who", msg("Who"), 110), ("workstation", msg("Workstation"), 110),
    ("message", msg("Step"), 420), ("state", msg("State"), 100), ("entries", msg("Rows"), 64),
)


class HistoryModel(QAbstractTableModel):
    """Rows newest first. `wanted` asks for the page before a sequence number."""

    wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[HistoryRow] = []
        self.complete = False
        self.loading = True

    def reset(self) -> None:
        """Forget all rows; placeholders stand until the first page."""
        self.beginResetModel()
        self.rows, self.complete, self.loading = [], False, True
        self.endResetModel()

    def put_first(self, rows: Sequence[HistoryRow], asked: int) -> None:
        """The newest rows anew; what was read before and is older stays."""
        rest: list[HistoryRow] = []
        if len(rows) >= asked and rows:
            rest = [row for row in self.rows if row.sequence < rows[-1].sequence]
            complete = self.complete and bool(rest)
        else:
            complete = True
        if self.rows and [r.id for r in self.rows] == [r.id for r in [*rows, *rest]]:
            self.rows, self.complete = [*rows, *rest], complete
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self.rows, self.complete, self.loading = [*rows, *rest], complete, False
        self.endResetModel()

    def append(self, rows: Sequence[HistoryRow]) -> None:
        """The next page."""
        self.loading = False
        last = self.rows[-1].sequence if self.rows else None
        fresh = [row for row in rows if last is None or row.sequence < last]
        self.complete = len(rows) < PAGE
        if fresh:
            self.beginInsertRows(_ROOT, len(self.rows), len(self.rows) + len(fresh) - 1)
            self.rows.extend(fresh)
            self.endInsertRows()

    def failed(self) -> None:
        """No page came: scrolling may ask again."""
        self.loading = False

    def line_of(self, id: UUID | None) -> int:
        """The line of a step; -1 when it is not read."""
        return next((line for line, row in enumerate(self.rows) if row.id == id), -1)

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802
        """Whether older steps are left to read."""
        return not parent.isValid() and not self.complete and not self.loading

    def fetchMore(self, parent: Index) -> None:  # noqa: N802
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self.loading = True
            self.wanted.emit(self.rows[-1].sequence if self.rows else None)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Rows read so far."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """When, who, where, what, state, rows."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text of a cell."""
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell(row, COLUMNS[index.column()][0])
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[index.column()][0] == "entries":
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation,  # noqa: N802
                   role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles."""
        if orientation == Qt.Orientation.Horizontal:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return text(COLUMNS[section][1])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if COLUMNS[section][0] == "entries" else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(COLUMNS) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)


def state_of(row: HistoryRow) -> str:
    """What kind of step it is, where that says something."""
    if row.kind in {"do", "redo", "undo"} and not row.in_force:
        return "undone"
    return row.kind if row.kind in STATES else ""


def cell(row: HistoryRow, key: str) -> str:
    """The text of a cell."""
    match key:
        case "at":
            return current().moment(row.at)
        case "who":
            return row.who
        case "workstation":
            return row.workstation
        case "message":
            return " ".join(text(row.message).split())
        case "state":
            state = state_of(row)
            return text(STATES[state]) if state else ""
        case "entries":
            return current().number(row.entries)
    return tr("unknown")
