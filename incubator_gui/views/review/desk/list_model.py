"""The applications assigned to somebody, as rows of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg, tr
from incubator_gui.domain.review_desk import DeskRow
from incubator_gui.domain.rubric import Rubric
from incubator_gui.views.review.desk.words import name_of, number_of, score_words, state_words
from incubator_gui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
ROW: Final = Qt.ItemDataRole.UserRole
VALUE: Final = Qt.ItemDataRole.UserRole + 1
UNSAVED: Final = Qt.ItemDataRole.UserRole + 2

FILTERS: Final[tuple[tuple[str, Message, Callable[[DeskRow], bool]], ...]] = (
    ("all", pmsg("reviews", "All"), lambda row: True),
    ("open", pmsg("reviews", "Open"), lambda row: row.state == "open"),
    ("begun", pmsg("reviews", "Begun"), lambda row: row.state == "draft"),
    ("done", pmsg("reviews", "Done"), lambda row: row.state in ("submitted", "abstained", "recused")),
    ("changed", msg("Changed since reviewed"), lambda row: row.changed))


def is_open(row: DeskRow) -> bool:
    """Whether there is still something to do."""
    return row.state in ("open", "draft")


class DeskListModel(QAbstractListModel):
    """All rows and those that the filter lets through, in the order of the desk."""

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[DeskRow, ...] = ()
        self._shown: list[DeskRow] = []
        self._unsaved: frozenset[UUID] = frozenset()
        self._kept: UUID | None = None
        self.rubric: Rubric | None = None
        self.filter = "all"

    @property
    def all(self) -> tuple[DeskRow, ...]:
        """Every row."""
        return self._all

    @property
    def shown(self) -> tuple[DeskRow, ...]:
        """What the filter lets through."""
        return tuple(self._shown)

    def set_rows(self, rows: Sequence[DeskRow], rubric: Rubric) -> None:
        """Read anew; the list stays where it is as long as the same applications stand in it."""
        self._all, self.rubric = tuple(rows), rubric
        self._sift()

    def set_filter(self, key: str, kept: UUID | None) -> None:
        """Narrow the list; the row in front stays."""
        self.filter, self._kept = key, kept
        self._sift()

    def keep(self, application: UUID | None) -> None:
        """The row in front stays, whatever becomes of its state."""
        self._kept = application

    def set_row(self, row: DeskRow) -> None:
        """One row has other facts."""
        self._all = tuple(row if one.application == row.application else one for one in self._all)
        for place, one in enumerate(self._shown):
            if one.application == row.application:
                self._shown[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))

    def set_unsaved(self, unsaved: frozenset[UUID]) -> None:
        """These could not be stored."""
        if unsaved != self._unsaved:
            self._unsaved = unsaved
            if self._shown:
                self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def row_of(self, application: UUID | None) -> DeskRow | None:
        """A row by its application."""
        return next((row for row in self._all if row.application == application), None)

    def place(self, application: UUID | None) -> int:
        """Where it stands in the list, or -1."""
        return next((place for place, row in enumerate(self._shown) if row.application == application), -1)

    def counts(self) -> dict[str, int]:
        """How many each filter lets through."""
        return {key: sum(map(test, self._all)) for key, _words, test in FILTERS}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802
        """How many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, value at the right, and all of it for screen readers."""
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        row = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name_of(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                words = current().joined((name_of(row), state_words(row, self.rubric))) if self.rubric else ""
                return current().joined((words, tr("not saved"))) if row.application in self._unsaved else words
            case Qt.ItemDataRole.ToolTipRole:
                return plain(current().joined((number_of(row), row.title)))
        if role == ROW:
            return row
        if role == VALUE:
            return self._value(row)
        if role == UNSAVED:
            return row.application in self._unsaved
        return None

    def _value(self, row: DeskRow) -> str:
        if row.state == "draft":
            return current().percent(row.answered)
        if row.state == "open" or self.rubric is None:
            return ""
        return score_words(self.rubric, row.score if row.state == "submitted" else None)

    def _sift(self) -> None:
        test = next(test for key, _words, test in FILTERS if key == self.filter)
        new = [row for row in self._all if test(row) or row.application == self._kept]
        if [row.application for row in new] == [row.application for row in self._shown]:
            self._shown = new
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self._shown = new
        self.endResetModel()
