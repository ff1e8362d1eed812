"""The table of the preview: keyboard, mouse, and an editor that no new plan takes away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from incubator_gui.core.messages import text, tr
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.views.importing.facts import FOCUS, Planned
from incubator_gui.views.importing.held_columns import HELD, HeldColumns
from incubator_gui.views.importing.preview_cells import (
    ACTION,
    REASON,
    RESULT,
    ROW,
    PreviewColumn,
    fixable,
    problem_of,
    reason_of,
)
from incubator_gui.views.importing.preview_delegate import PreviewDelegate
from incubator_gui.views.importing.preview_model import ACTIONS, Index, PreviewModel
from incubator_gui.views.importing.verdicts import LOOKS
from incubator_gui.widgets.theme import Theme


class PreviewTable(QTableView):
    """Enter mends a cell or answers a row, F2 and double click mend; `asked` wants the candidates of a row."""

    asked = Signal(int)
    moved = Signal()
    """Another row is the current one, or its reason has another width."""

    def __init__(self, theme: Theme, model: PreviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.rows = theme, model
        self._waiting: list[Planned | None] = []
        self.setModel(model)
        self.cells = PreviewDelegate(theme, model, self)
        self.setItemDelegate(self.cells)
        self.cells.closeEditor.connect(self._editor_closed, Qt.ConnectionType.QueuedConnection)
        self.setProperty("noRing", True)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(theme.px(32))
        head.sectionResized.connect(self._resized)
        self.held = HeldColumns(theme, model, self)
        self._wide: dict[str, int] = {}
        self._fitting = False
        theme.changed.connect(self._dress)
        self._dress()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Preview of the rows"))
        self._fit()
        self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, self.rows.columnCount() - 1))
        self.viewport().update()

    # plans -----------------------------------------------------------------------------------

    def set_facts(self, facts: Planned | None) -> None:
        """Another plan; where somebody is typing it waits until that is done."""
        if self.editing:
            self._waiting = [facts]
            return
        self._keeping(lambda: self.rows.set_facts(facts))

    def set_filter(self, verdict: str) -> None:
        """Other rows."""
        self._keeping(lambda: self.rows.set_filter(verdict))

    @property
    def editing(self) -> bool:
        """Whether a cell is being typed in."""
        return self.state() == QAbstractItemView.State.EditingState

    def _editor_closed(self) -> None:
        if self._waiting and not self.editing:
            self.set_facts(self._waiting.pop())

    def _keeping(self, change: Callable[[], object]) -> None:
        """Change the rows; the place in the file, the column and the scroll bars stay."""
        index = self.currentIndex()
        row = self.rows.row_at(index.row())
        number, line = (row.prepared.row if row is not None else -1), index.row()
        key = self.rows.columns[index.column()].key if index.isValid() else ""
        down, across = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        change()
        self._fit()
        section = max(0, self.rows.section(key))
        again = self.rows.line_of(number) if number >= 0 else -1
        if again < 0 and line >= 0:
            again = min(line, self.rows.rowCount() - 1)
        if again >= 0:
            self.selectionModel().setCurrentIndex(
                self.rows.index(again, section), QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows)
        self.verticalScrollBar().setValue(down)
        self.horizontalScrollBar().setValue(across)

    # moving and acting -----------------------------------------------------------------------

    def next_open(self) -> bool:
        """Go to the next row that is asked about or refused; False when there is none."""
        count = self.rows.rowCount()
        start = self.currentIndex().row() + 1
        for step in range(count):
            line = (start + step) % count
            row = self.rows.row_at(line)
            if row is not None and row.verdict in ("ask", "refuse"):
                at = fixable(row, self.rows.columns)
                self.setCurrentIndex(self.rows.index(line, at if at >= 0 else self.rows.section(ACTION.key)))
                self.setFocus()
                return True
        return False

    def act(self, line: int) -> None:
        """Do what the last column offers for a row."""
        row = self.rows.row_at(line)
        action = self.rows.action(row) if row is not None else ""
        if row is None or not action:
            return
        if action == "fix" and not self.editing:
            index = self.rows.index(line, fixable(row, self.rows.columns))
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.edit(index)
            return
        self.setCurrentIndex(self.rows.index(line, self.rows.section(ACTION.key)))
        self.asked.emit(row.prepared.row)

    def action_rect(self, line: int) -> QRect:
        """Where the action of a line stands, in the coordinates of the viewport."""
        return self.visualRect(self.rows.index(line, self.rows.section(ACTION.key)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """F2 mends; Enter mends a cell that is wrong, else does what the row offers."""
        index = self.currentIndex()
        if index.isValid() and not self.editing:  # an Enter that ends an edit comes through here too
            editable = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
            if event.key() == Qt.Key.Key_F2 and editable:
                self.edit(index)
                return
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                row = self.rows.row_at(index.row())
                wrong = row is not None and problem_of(row, self.rows.columns[index.column()]) is not None
                if not wrong and row is not None and self.rows.action(row):
                    self.act(index.row())
                elif editable:
                    self.edit(index)
                return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on an action does it."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._is_action(index):
            self.act(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Mends a cell."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable and not self.editing:
            self.edit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The row under the pointer; a hand over an action."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        hand = self._is_action(index)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        self._hover(index.row())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """No row is under the pointer any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, line: int) -> None:
        if line != self.cells.hovered:
            self.cells.hovered = line
            self.viewport().update()

    def _is_action(self, index: QModelIndex) -> bool:
        row = self.rows.row_at(index.row()) if index.isValid() else None
        return row is not None and self.rows.columns[index.column()] is ACTION and bool(self.rows.action(row))

    # widths ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The reason takes the room that the others leave."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._fitting = True
        reason = self.rows.section(REASON.key)
        room = self.viewport().width()
        for at, column in enumerate(self.rows.columns):
            width = self._wide.get(column.key, max(self._theme.px(column.width), self._words(column)))
            if at <= reason + 1:
                room -= width if at != reason else 0
            self.setColumnWidth(at, width)
        if reason >= 0 and REASON.key not in self._wide:
            self.setColumnWidth(reason, max(self._theme.px(REASON.width), room))
        self._fitting = False
        self.held.place()
        self.moved.emit()

    def scrollTo(self, index: Index,  # noqa: N802
                 hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        """Bring a cell into sight, beside the columns that are held."""
        super().scrollTo(index, hint)
        if not index.isValid():
            return
        self.held.place()
        under = self.held.covered() - self.visualRect(index).left()
        held = self.rows.columns[index.column()].key in HELD
        if under > 0 and (not held or self.editing or hint != QAbstractItemView.ScrollHint.EnsureVisible):
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - under)

    def _words(self, column: PreviewColumn) -> int:
        """What the longest of a few fixed words needs, in the language of the screen."""
        if column is ROW and self.rows.facts is not None and self.rows.facts.source.sheet.numbers:
            last = str(self.rows.facts.source.sheet.numbers[-1])
            return self.fontMetrics().horizontalAdvance("8" * len(last)) + self._theme.px(16) + 4
        words = {ACTION.key: tuple(ACTIONS.values()), RESULT.key: tuple(look.word for look in LOOKS.values()),
                 FOCUS: tuple(FOCUS_AREAS.values())}.get(column.key, ())
        title = 0
        if self.rows.house and column is not REASON:
            title = QFontMetrics(self._theme.font("header")).horizontalAdvance(text(column.title)) + self._theme.px(20)
        room = 16 + (self._theme.px(16) + 6 if column is RESULT else 0)
        return max((self.fontMetrics().horizontalAdvance(text(each)) + room + 4 for each in words), default=title)

    def reason_cut(self) -> str:
        """The reason of the current row where its column is too narrow for it."""
        row = self.rows.row_at(self.currentIndex().row())
        words = reason_of(row) if row is not None else ""
        room = self.columnWidth(self.rows.section(REASON.key)) - 16 if words else 0
        return words if self.fontMetrics().horizontalAdvance(words) > room else ""

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Tell which row it is."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def _resized(self, section: int, _before: int, width: int) -> None:
        if not self._fitting:
            self.held.place()
        if not self._fitting and 0 <= section < len(self.rows.columns):
            self._wide[self.rows.columns[section].key] = width
            self.moved.emit()

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(32))
        self.horizontalHeader().setFixedHeight(self._theme.px(32))
        self._fit()
