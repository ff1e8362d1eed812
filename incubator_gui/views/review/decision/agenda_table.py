"""The agenda as a table whose rows are put in order by dragging or with Alt and the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

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

from incubator_gui.core.messages import msg
from incubator_gui.core.settings import Settings
from incubator_gui.views.review.decision.columns import agenda_columns
from incubator_gui.widgets.fitted_table import FittedTable
from incubator_gui.widgets.theme import Theme

ITEMS = "application/x-incubator-agenda"
"""What is dragged: items of the agenda; hex ids, one on each line."""


def packed(ids: Sequence[UUID]) -> QMimeData:
    """Ids as something that can be dragged."""
    mime = QMimeData()
    mime.setData(ITEMS, "\n".join(id.hex for id in ids).encode())
    return mime


def unpacked(mime: QMimeData) -> list[UUID]:
    """The ids again."""
    found = []
    for line in bytes(mime.data(ITEMS).data()).decode("ascii", "ignore").split():
        try:
            found.append(UUID(line))
        except ValueError:  # something else of another program under our name
            continue
    return found


class AgendaTable(FittedTable):
    """`moved` carries items and the one they go before, or None for the end."""

    moved = Signal(object, object)
    remove_asked = Signal()

    def __init__(self, theme: Theme, settings: Settings | None = None, parent: QWidget | None = None) -> None:
        self._pressed: QPoint | None = None
        self._gap: int | None = None
        super().__init__(theme, agenda_columns(), settings, "agenda", stretch="name", checks=True, parent=parent,
                         least={"name": 160, "minutes": 60, "out": 116, "outcome": 104})
        self.viewport().setAcceptDrops(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)

    @property
    def in_order(self) -> bool:
        """Whether the rows stand as on the agenda."""
        return self.rows.sorting() in ((), (("place", False),))

    def shift(self, step: int) -> None:
        """Move the selected rows up or down by one place."""
        if not self._may_order():
            return
        line, chosen = self.rows.visible_ids(), set(self.selected_ids())
        places = [place for place, id in enumerate(line) if id in chosen]
        if not places or (step < 0 and places[0] == 0) or (step > 0 and places[-1] == len(line) - 1):
            return
        target = places[0] - 1 if step < 0 else places[-1] + 2
        self.moved.emit([line[place] for place in places], line[target] if target < len(line) else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Alt+Up and Alt+Down move, Delete takes off the agenda."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete and self.marked_ids():
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

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
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            far = (event.position().toPoint() - self._pressed).manhattanLength()
            if far >= QApplication.startDragDistance():
                self._pressed = None
                ids = self.selected_ids()
                if ids and self._may_order():
                    drag = QDrag(self)
                    drag.setMimeData(packed(ids))
                    drag.exec(Qt.DropAction.MoveAction)
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on one of several selected rows selects it alone."""
        index = self.indexAt(event.position().toPoint())
        if self._pressed is not None and len(self.selected_ids()) > 1 and not event.modifiers() and index.isValid():
            self.selectRow(index.row())
        self._pressed = None
        super().mouseReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Items are welcome."""
        if event.mimeData().hasFormat(ITEMS):
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
        line, gap = self.rows.visible_ids(), self._gap_at(event.position().toPoint())
        if event.mimeData().hasFormat(ITEMS) and self._may_order():
            self.moved.emit(unpacked(event.mimeData()), line[gap] if gap < len(line) else None)
        event.acceptProposedAction()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The rows, and the place of what is being dragged."""
        super().paintEvent(event)
        if self._gap is None:
            return
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
        if not self.in_order:
            self.note.emit(msg("The list is sorted by another column. Sort it by “No.” to change the order."))
        return self.in_order
