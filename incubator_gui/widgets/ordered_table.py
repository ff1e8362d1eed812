"""A fast table whose rows people put in order: by dragging, or with Alt and the arrow keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

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
from incubator_gui.widgets.fitted_table import FittedTable
from incubator_gui.widgets.theme import Theme

ROWS = "application/x-incubator-rows"


def packed(kind: str, ids: Sequence[Any]) -> QMimeData:
    """Ids as something that can be dragged, one on each line."""
    mime = QMimeData()
    mime.setData(kind, "\n".join(map(str, ids)).encode())
    return mime


def unpacked(mime: QMimeData, kind: str) -> list[str]:
    """The ids again, as they were written."""
    return bytes(mime.data(kind).data()).decode("utf-8", "ignore").split("\n")


class OrderedTable(FittedTable):
    """`moved` carries ids, in the order shown, and the one they go before; None is the end.

    `by` is the column that holds the place: while another one sorts, nothing can be moved. `kind` names what is
    dragged; only rows that stand in the table are taken, wherever they were dragged from.
    """

    moved = Signal(object, object)
    remove_asked = Signal()
    kind: ClassVar[str] = ROWS

    def __init__(self, theme: Theme, columns: Sequence[Column], settings: Settings | None = None, name: str = "",
                 *, by: str = "place", checks: bool = False, stretch: str = "",
                 least: Mapping[str, int] | None = None, parent: QWidget | None = None) -> None:
        self._by = by
        self._pressed: QPoint | None = None
        self._gap: int | None = None
        self.fixed = False
        """Nothing may be moved or removed."""
        super().__init__(theme, columns, settings, name, stretch=stretch, least=least or {}, checks=checks,
                         parent=parent)
        if not checks:
            self.cells.first_section = 1
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setDropIndicatorShown(False)

    @property
    def in_order(self) -> bool:
        """Whether the rows stand as people put them."""
        return not self.rows.sorting() or tuple(self.rows.sorting()) == ((self._by, False),)

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
        elif event.key() == Qt.Key.Key_Delete and self.marked_ids() and not self.fixed:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    # dragging --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A row that is pressed may be dragged."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        kept = index.isValid() and index.column() > 0 and event.button() == Qt.MouseButton.LeftButton
        self._pressed = place if kept else None
        many = self.selectionModel().isRowSelected(index.row(), index.parent()) and len(self.selected_ids()) > 1
        if kept and many and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            return  # all that is selected may be dragged; letting go without dragging selects this one alone
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
                drag = QDrag(self)
                drag.setMimeData(packed(self.kind, ids))
                drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on one of several selected rows selects it alone."""
        index = self.indexAt(event.position().toPoint())
        if self._pressed is not None and len(self.selected_ids()) > 1 and not event.modifiers() and index.isValid():
            self.selectRow(index.row())
        self._pressed = None
        super().mouseReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Rows are welcome."""
        if event.mimeData().hasFormat(self.kind):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Show where it would fall."""
        self._mark(self._gap_at(event.position().toPoint()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """It went elsewhere."""
        self._mark(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Put it there."""
        self._mark(None)
        carried = set(unpacked(event.mimeData(), self.kind))
        ids = [id for id in self.rows.visible_ids() if str(id) in carried]
        if ids and self._may_order():
            self.moved.emit(ids, self._before(event.position().toPoint()))
        event.acceptProposedAction()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The rows, and the place of what is being dragged."""
        super().paintEvent(event)
        if self._gap is not None:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self.theme.colour("accent"), 2))
            at = max(1, self._gap * self.verticalHeader().defaultSectionSize() - self.verticalOffset())
            painter.drawLine(0, at, self.viewport().width(), at)
            painter.end()

    def _before(self, place: QPoint) -> Any:
        """The row before which something would fall here; None is the end."""
        line, gap = self.rows.visible_ids(), self._gap_at(place)
        return line[gap] if gap < len(line) else None

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
