"""A fast table whose rows people put in order: by dragging, or with Alt and the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QWidget

from incubator_gui.core.messages import msg, text
from incubator_gui.core.settings import Settings
from incubator_gui.itemmodels.columns import Column
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.theme import Theme

CARRIED = "application/x-incubator-rows"


class OrderedTable(FilterTable):
    """`moved` carries ids, in the order shown, and the one they go before; None is the end.

    `by` is the column that holds the place: while another one sorts, nothing can be moved.
    """

    moved = Signal(object, object)
    remove_asked = Signal()

    def __init__(self, theme: Theme, columns: Sequence[Column], settings: Settings | None = None, name: str = "",
                 *, by: str = "place", parent: QWidget | None = None) -> None:
        self._by = by
        self._pressed: QPoint | None = None
        self._gap: int | None = None
        self.fixed = False
        """Nothing may be moved or removed."""
        super().__init__(theme, columns, settings, name, parent=parent)
        self.setColumnHidden(0, True)
        self.cells.first_section = 1
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setDropIndicatorShown(False)

    @property
    def in_order(self) -> bool:
        """Whether the rows stand as people put them."""
        return self.rows.sorting() in ((), ((self._by, False),)) or not self.rows.sorting()

    def shift(self, step: int) -> None:
        """Move the selected rows up or down by one place."""
        if not self._may_order():
            return
        line = self.rows.visible_ids()
        chosen = set(self.selected_ids())
        places = [place for place, id in enumerate(line) if id in chosen]
        if not places or (step < 0 and places[0] == 0) or (step > 0 and places[-1] == len(line) - 1):
            return
        target = places[0] - 1 if step < 0 else places[-1] + 2
        self.moved.emit([line[place] for place in places], line[target] if target < len(line) else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Alt+Up and Alt+Down move, Delete removes."""
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete and self.selected_ids() and not self.fixed:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    # dragging --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A row that is pressed may be dragged."""
        place = event.position().toPoint()
        kept = self.indexAt(place).isValid() and event.button() == Qt.MouseButton.LeftButton
        self._pressed = place if kept else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to drag what is selected."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            ids = self.selected_ids()
            if ids and self._may_order():
                mime = QMimeData()
                mime.setData(CARRIED, str(len(ids)).encode())
                drag = QDrag(self)
                drag.setMimeData(mime)
                drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Only rows of this very table."""
        event.setAccepted(event.source() is self and event.mimeData().hasFormat(CARRIED))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Show where it would fall."""
        if event.mimeData().hasFormat(CARRIED):
            self._mark(self._gap_at(event.position().toPoint()))
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """It went elsewhere."""
        self._mark(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Put what is selected there."""
        self._mark(None)
        if not event.mimeData().hasFormat(CARRIED):
            event.ignore()
            return
        self.drop_at(self._gap_at(event.position().toPoint()))
        event.acceptProposedAction()

    def drop_at(self, gap: int) -> None:
        """The selected rows go before the row that stands at this place."""
        line, ids = self.rows.visible_ids(), self.selected_ids()
        if ids and self._may_order():
            self.moved.emit(ids, line[gap] if gap < len(line) else None)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The rows, and the place of what is being dragged."""
        super().paintEvent(event)
        if self._gap is not None:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self.theme.colour("accent"), 2))
            at = max(1, self._gap * self.verticalHeader().defaultSectionSize() - self.verticalOffset())
            painter.drawLine(0, at, self.viewport().width(), at)
            painter.end()

    def _gap_at(self, place: QPoint) -> int:
        tall = self.verticalHeader().defaultSectionSize()
        return max(0, min(len(self.rows.visible_ids()), (place.y() + self.verticalOffset() + tall // 2) // tall))

    def _mark(self, gap: int | None) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

    def _may_order(self) -> bool:
        if self.fixed:
            return False
        if not self.in_order:
            self.note.emit(msg("The list is sorted by another column. Sort it by “{column}” to change the order.",
                               column=text(self.rows.columns[self.section(self._by) - 1].title)))
        return self.in_order


def ordered(line: Sequence[Any], ids: Sequence[Any], before: Any) -> list[Any]:
    """A line after `ids`, as they stand among themselves, went before another one; None is the end."""
    carried = [one for one in line if one in ids]
    if before in ids:  # dropped onto themselves: before the next one that stays
        before = next((one for one in line[line.index(before):] if one not in ids), None)
    rest = [one for one in line if one not in ids]
    at = rest.index(before) if before in rest else len(rest)
    return [*rest[:at], *carried, *rest[at:]]
