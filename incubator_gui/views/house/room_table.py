"""The list of rooms under keyboard and mouse: typing, moving on, copy, paste, filling down."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from incubator_gui.core.messages import text, tr
from incubator_gui.services.space_setup_many import series
from incubator_gui.views.house.room_cells import COLUMNS, KEYS, is_heading
from incubator_gui.views.house.room_delegate import RoomDelegate
from incubator_gui.views.house.room_model import Index, RoomModel
from incubator_gui.widgets.clipboard import from_tsv, to_tsv
from incubator_gui.widgets.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MOST_PASTED = 500


class RoomTable(QTableView):
    """Typing begins an entry, Tab goes right, Enter down to where Tab began; `moved` tells of another current cell."""

    moved = Signal()

    def __init__(self, theme: Theme, model: RoomModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.rooms = theme, model
        self._began = 0
        self._waiting: Callable[[], object] | None = None
        self._wide: dict[int, int] = {}
        self._fitting = False
        self.setModel(model)
        self.cells = RoomDelegate(theme, model, self)
        self.setItemDelegate(self.cells)
        self.cells.entered.connect(self._entered)
        self.setProperty("noRing", True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
                             | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(theme.px(48))
        self.horizontalHeader().sectionResized.connect(self._resized)
        theme.changed.connect(self._dress)
        self._dress()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Rooms of the floor"))
        self.rooms.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._fit()
        self.viewport().update()

    @property
    def editing(self) -> bool:
        """Whether a cell is being typed in."""
        return self.state() == QAbstractItemView.State.EditingState

    # other rows ------------------------------------------------------------------------------

    def keeping(self, change: Callable[[], object]) -> None:
        """Change the rows; while a cell is typed in it waits. The same room and column stay current."""
        if self.editing:
            self._waiting = change
            return
        self._waiting = None
        index, down = self.currentIndex(), self.verticalScrollBar().value()
        line = self.rooms.lines[index.row()] if index.isValid() else None
        last = index.isValid() and index.row() == len(self.rooms.lines) - 1
        change()
        if line is None:
            return
        lines = self.rooms.lines
        row = len(lines) - 1 if last else next(
            (at for at, one in enumerate(lines) if one is line or (one.id is not None and one.id == line.id)),
            min(index.row(), len(lines) - 1))
        self.verticalScrollBar().setValue(down)
        self._go(row, index.column())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802
        """Tab in an editor goes to the next cell without opening it."""
        step = {QAbstractItemDelegate.EndEditHint.EditNextItem: 1,
                QAbstractItemDelegate.EndEditHint.EditPreviousItem: -1}.get(hint, 0)
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint if step else hint)
        if step:
            self._step(step)
        QTimer.singleShot(0, self, self._after_editor)

    def _after_editor(self) -> None:
        if self._waiting is not None and not self.editing:
            self.keeping(self._waiting)

    # moving ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter, copy, paste, empty, yes or no; everything else begins an entry."""
        index, key = self.currentIndex(), event.key()
        if self.editing or not index.isValid():
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.empty()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._entered(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self.empty()
        elif key == Qt.Key.Key_Space and KEYS[index.column()] == "is_locked":
            line = self.rooms.lines[index.row()]
            self.rooms.put([(index.row(), index.column(), "" if self.rooms.words(line, "is_locked") else "1")],
                           at_once=False)
        elif key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select(self.selected_rows(), range(len(COLUMNS)))
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: N802
        """Tab goes from cell to cell; it leaves forwards at the empty new row, backwards at the first cell."""
        index = self.currentIndex()
        if self.editing or not index.isValid() or not self.hasFocus():
            return super().focusNextPrevChild(forwards)
        if (index.row(), index.column()) == ((len(self.rooms.lines) - 1, 0) if forwards else (0, 0)):
            return super().focusNextPrevChild(forwards)
        self._step(1 if forwards else -1)
        return True

    def _step(self, by: int) -> None:
        index = self.currentIndex()
        place = index.row() * len(COLUMNS) + index.column() + by
        row, column = divmod(max(0, place), len(COLUMNS))
        if index.row() != row and by > 0:
            column = self._began = 0
        self._go(min(row, len(self.rooms.lines) - 1), column, keep=True)

    def _entered(self, up: bool) -> None:
        index = self.currentIndex()
        line = self.rooms.lines[index.row()]
        fresh = line.id is None and not line.is_blank
        row = max(0, index.row() - 1) if up else min(len(self.rooms.lines) - 1, index.row() + 1)
        self._go(row, 0 if fresh else min(self._began, index.column()))

    def _go(self, row: int, column: int, *, keep: bool = False) -> None:
        self.setCurrentIndex(self.rooms.index(row, column))
        if not keep:
            self._began = column

    def go_new(self) -> None:
        """To the number of the new room."""
        self._go(len(self.rooms.lines) - 1, 0)
        self.scrollToBottom()
        self.setFocus()

    def go_to(self, row: int, column: int) -> None:
        """To a cell."""
        self._go(row, column)
        self.setFocus()

    def go_to_silently(self, row: int, column: int) -> None:
        """To a cell, the keyboard stays where it is."""
        self._go(row, column)
        self.scrollTo(self.currentIndex())

    def end_editing(self) -> None:
        """Take over what is being typed."""
        if self.editing:
            self.setFocus()

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """A new line that is left is written."""
        super().currentChanged(current, previous)
        if previous.isValid() and previous.row() != current.row():
            line = self.rooms.lines[previous.row()] if previous.row() < len(self.rooms.lines) else None
            if line is not None:
                QTimer.singleShot(0, self, lambda: self.rooms.commit_new(line))
        self.moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """So is one from which the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        inside = QGuiApplication.focusObject()
        if not self.editing and event.reason() not in (Qt.FocusReason.PopupFocusReason,
                                                       Qt.FocusReason.ActiveWindowFocusReason) and not (
                isinstance(inside, QWidget) and self.isAncestorOf(inside)):
            row = self.currentIndex().row()
            if 0 <= row < len(self.rooms.lines):
                self.rooms.commit_new(self.rooms.lines[row])

    # many cells ------------------------------------------------------------------------------

    def selected_rows(self) -> list[int]:
        """Rows with a selected cell, in order."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return rows or ([self.currentIndex().row()] if self.currentIndex().isValid() else [])

    def copy(self) -> None:
        """The selected cells as a spreadsheet takes them."""
        cells = self.selectedIndexes() or [self.currentIndex()]
        rows, columns = sorted({c.row() for c in cells}), sorted({c.column() for c in cells})
        lines = [[self.rooms.words(self.rooms.lines[row], KEYS[column]) for column in columns] for row in rows]
        single = len(rows) == 1 and len(columns) == 1
        QGuiApplication.clipboard().setText(lines[0][0] if single else to_tsv(lines))

    def paste(self) -> None:
        """The clipboard's cells from the current one on; one value goes into all selected cells."""
        table = from_tsv(QGuiApplication.clipboard().text())[:MOST_PASTED]
        index, chosen = self.currentIndex(), self.selectedIndexes()
        if not table or not index.isValid():
            return
        if len(table) == 1 and len(table[0]) == 1 and len(chosen) > 1:
            self.rooms.put([(cell.row(), cell.column(), table[0][0]) for cell in chosen])
            return
        top = min([cell.row() for cell in chosen] or [index.row()])
        left = min([cell.column() for cell in chosen] or [index.column()])
        if len(table) > 1 and left == 0 and is_heading(table[0]):
            table = table[1:]
        self.rooms.put([(top + down, left + right, words) for down, line in enumerate(table)
                        for right, words in enumerate(line) if left + right < len(COLUMNS)])
        wide = min(max(map(len, table)), len(COLUMNS) - left)
        self._select(range(top, top + len(table)), range(left, left + wide))

    def empty(self) -> None:
        """Empty the selected cells; a number cannot be empty and stays."""
        self.rooms.put([(cell.row(), cell.column(), "") for cell in self.selectedIndexes()
                        if KEYS[cell.column()] != "number"])

    def fill_down(self) -> bool:
        """The topmost selected cells go into those below; numbers count on. False where one row alone is selected."""
        rows = self.selected_rows()
        if len(rows) < 2:
            return False
        cells = []
        for column in sorted({cell.column() for cell in self.selectedIndexes()}):
            first = self.rooms.words(self.rooms.lines[rows[0]], KEYS[column])
            words = series(first, len(rows)) if KEYS[column] == "number" else (first,) * len(rows)
            cells += [(row, column, words[at]) for at, row in enumerate(rows) if at]
        self.rooms.put(cells)
        return True

    def go_on(self, count: int) -> None:
        """So many further rooms like the current one, with the numbers that follow."""
        line = self.rooms.lines[self.currentIndex().row()]
        numbers = series(self.rooms.words(line, "number"), count + 1)[1:]
        start, cells = len(self.rooms.lines) - 1, []
        for at, number in enumerate(numbers):
            cells += [(start + at, column, number if key == "number" else self.rooms.words(line, key))
                      for column, key in enumerate(KEYS) if key != "name"]
        self.rooms.put(cells)

    def _select(self, rows: range | list[int], columns: range) -> None:
        if not rows or not columns:
            return
        block = QItemSelection(self.rooms.index(rows[0], columns[0]), self.rooms.index(rows[-1], columns[-1]))
        self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # looks -----------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The row under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """None is under it."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.cells.hovered:
            self.cells.hovered = row
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The name takes the room that the others leave."""
        super().resizeEvent(event)
        self._fit()

    def widths(self) -> dict[str, int]:
        """Widths that a person chose."""
        return {KEYS[column]: width for column, width in self._wide.items()}

    def set_widths(self, widths: object) -> None:
        """Take them back."""
        if isinstance(widths, dict):
            self._wide = {KEYS.index(key): width for key, width in widths.items()
                          if key in KEYS and isinstance(width, int) and 32 <= width <= 2000}
            self._fit()

    def _fit(self) -> None:
        self._fitting = True
        name = KEYS.index("name")
        room = self.viewport().width()
        for at, column in enumerate(COLUMNS):
            words = QFontMetrics(self._theme.font("header")).horizontalAdvance(text(column.title)) + self._theme.px(20)
            width = self._wide.get(at, max(self._theme.px(column.width), words))
            room -= width if at != name else 0
            self.setColumnWidth(at, width)
        if name not in self._wide:
            self.setColumnWidth(name, max(self._theme.px(COLUMNS[name].width), room))
        self._fitting = False

    def _resized(self, section: int, _before: int, width: int) -> None:
        if not self._fitting:
            self._wide[section] = width

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(32))
        self.horizontalHeader().setFixedHeight(self._theme.px(32))
        self._fit()
