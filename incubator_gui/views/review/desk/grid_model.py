"""Applications as rows and criteria as columns, over the drafts of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.domain.review_desk import DeskRow
from incubator_gui.domain.review_form import Given, ReviewForm
from incubator_gui.domain.review_package import mark_of
from incubator_gui.domain.review_words import REVIEW_STATES
from incubator_gui.domain.rubric import Criterion, Rubric
from incubator_gui.views.review.desk import words
from incubator_gui.views.review.desk.draft import giving
from incubator_gui.views.review.desk.saver import Saver
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
NAME, STATE, SCORE, FIRST = range(4)
Cell = tuple[UUID, str]


class GridModel(QAbstractTableModel):
    """Cells that were refused keep what was typed until it is mended or given up."""

    def __init__(self, theme: Theme, saver: Saver) -> None:
        super().__init__()
        self._theme, self._saver = theme, saver
        self.rows: tuple[DeskRow, ...] = ()
        self.rubric: Rubric | None = None
        self.rubrics: dict[UUID, Rubric] = {}
        self.writable = False
        self._refused: dict[Cell, tuple[str, Message]] = {}

    def show(self, rows: Sequence[DeskRow], rubric: Rubric, *, writable: bool) -> None:
        """Other rows, or other facts of the same ones."""
        new = tuple(row for row in rows if row.state != "recused")
        same = [row.application for row in new] == [row.application for row in self.rows] and rubric == self.rubric
        self.writable = writable
        if same:
            self.rows = new
            self.tell_all()
            return
        self.beginResetModel()
        self.rows, self.rubric = new, rubric
        self.endResetModel()

    def clear(self) -> None:
        """Another desk."""
        self.beginResetModel()
        self.rows, self.rubric, self.rubrics, self._refused = (), None, {}, {}
        self.endResetModel()

    def touched(self, application: UUID, row: DeskRow | None = None) -> None:
        """A draft or its row is another one."""
        for place, one in enumerate(self.rows):
            if one.application == application:
                if row is not None:
                    self.rows = (*self.rows[:place], row, *self.rows[place + 1:])
                self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))

    def criterion(self, column: int) -> Criterion | None:
        """What a column asks; None for the first ones."""
        place = column - FIRST
        return self.rubric.criteria[place] if self.rubric and 0 <= place < len(self.rubric.criteria) else None

    def form(self, application: UUID) -> ReviewForm | None:
        """What stands on a form; None while it is not read."""
        draft = self._saver.draft(application)
        return draft.now if draft is not None else None

    def rubric_of(self, application: UUID) -> Rubric | None:
        """The one its review was begun with."""
        return self.rubrics.get(application, self.rubric)

    def editable(self, index: Index) -> bool:
        """Whether a mark can be given there."""
        criterion = self.criterion(index.column())
        if criterion is None or not self.writable or not 0 <= index.row() < len(self.rows):
            return False
        application = self.rows[index.row()].application
        form, rubric = self.form(application), self.rubric_of(application)
        return (form is not None and form.stance == "reviewed" and rubric is not None
                and rubric.by_key.get(criterion.key) is not None)

    def give(self, index: Index, mark: Decimal | None, *, abstained: bool = False) -> bool:
        """A mark, an abstention or neither; whether anything may stand there."""
        criterion = self.criterion(index.column())
        if criterion is None or not self.editable(index):
            return False
        application = self.rows[index.row()].application
        form, rubric = self.form(application), self.rubric_of(application)
        if form is None or rubric is None:
            return False
        was_refused = self._refused.pop((application, criterion.key), None)
        given = replace(form.of(criterion.key), mark=mark, abstained=abstained)
        if given != form.of(criterion.key):
            self._saver.edit(application, giving(form, rubric, criterion.key, given))
        elif was_refused is not None:
            self.dataChanged.emit(index, index)
        return True

    def put(self, index: Index, typed: str) -> bool:
        """What was pasted; False where it is no mark: it stays in the cell with the reason."""
        criterion = self.criterion(index.column())
        if criterion is None or not self.editable(index):
            return False
        cell = (self.rows[index.row()].application, criterion.key)
        wanted = typed.strip()
        if wanted in ("", "-", "–"):
            return self.give(index, None)
        if wanted.casefold() in ("a", "abstain", text(msg("Abstain")).casefold()):
            return self.give(index, None, abstained=True)
        mark = mark_of(wanted)
        if mark is None or not criterion.scale.has(mark):
            self._refused[cell] = (wanted[:40], msg(
                "“{typed}” is no mark for “{criterion}”: give {low} to {high} in steps of {step}, or A to abstain.",
                typed=wanted[:40], criterion=criterion.name, low=criterion.scale.low, high=criterion.scale.high,
                step=criterion.scale.step))
            self.dataChanged.emit(index, index)
            return False
        return self.give(index, mark)

    def refused(self, index: Index) -> Message | None:
        """Why what stands there is not taken."""
        found = self._refused.get(self._cell(index))
        return found[1] if found is not None else None

    def give_up(self, index: Index) -> bool:
        """Forget what was refused there."""
        if self._refused.pop(self._cell(index), None) is None:
            return False
        self.dataChanged.emit(index, index)
        return True

    def shown(self, index: Index) -> str:
        """What stands in a cell, as it is copied."""
        row, column = self.rows[index.row()], index.column()
        form = self.form(row.application)
        if column == NAME:
            return words.name_of(row)
        if column == STATE:
            return text(REVIEW_STATES[row.state])
        rubric = self.rubric_of(row.application)
        if form is None or rubric is None:
            return ""
        if column == SCORE:
            return words.score_words(rubric, form.score(rubric).value, 2)
        refused = self._refused.get(self._cell(index))
        if refused is not None:
            return refused[0]
        criterion = self.criterion(column)
        given = form.of(criterion.key) if criterion is not None else Given()
        if given.abstained:
            return "A"
        return words.mark_words(given.mark) if given.mark is not None else ""

    # the model -------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802
        """One for each application."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802
        """Name, state, score, criteria."""
        return 0 if parent.isValid() else FIRST + (len(self.rubric.criteria) if self.rubric is not None else 0)

    def headerData(self, section: int, orientation: Qt.Orientation,  # noqa: N802
                   role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of the columns."""
        if orientation != Qt.Orientation.Horizontal or self.rubric is None:
            return None
        criterion = self.criterion(section)
        if role == Qt.ItemDataRole.DisplayRole:
            if criterion is not None:
                return words.name(criterion)
            return (tr("Application"), tr("State"), tr("Score"))[section]
        if role == Qt.ItemDataRole.ToolTipRole and criterion is not None:
            return plain(current().joined((words.name(criterion), words.weight(criterion, self.rubric))))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section < SCORE else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands in a cell, and how."""
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.shown(index)
            case Qt.ItemDataRole.AccessibleTextRole:
                head = str(self.headerData(index.column(), Qt.Orientation.Horizontal))
                return current().joined((words.name_of(row), current().labelled(head, self.shown(index))))
            case Qt.ItemDataRole.ToolTipRole:
                why = self.refused(index)
                return plain(text(why)) if why is not None else None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignLeft if index.column() < SCORE else Qt.AlignmentFlag.AlignRight
                return int(side | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.DecorationRole if index.column() == STATE:
                icon, tone = words.ICONS[row.state]
                return self._theme.icon(icon, tone)
            case Qt.ItemDataRole.DecorationRole if self.refused(index) is not None:
                return self._theme.icon("circle-x", "error", 14)
            case Qt.ItemDataRole.ForegroundRole:
                if self.refused(index) is not None:
                    return self._theme.colour("error")
                if index.column() == STATE or (index.column() >= FIRST and not self.editable(index)):
                    return self._theme.colour("muted")
        return None

    def _cell(self, index: Index) -> Cell:
        criterion = self.criterion(index.column())
        return self.rows[index.row()].application, criterion.key if criterion is not None else ""

    def tell_all(self) -> None:
        """Every cell may be another one."""
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, self.columnCount() - 1))
