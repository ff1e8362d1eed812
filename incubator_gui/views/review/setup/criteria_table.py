"""The criteria as a table whose rows are put in order by dragging or with Alt and the arrow keys."""

from __future__ import annotations

from collections.abc import Mapping
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
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, text
from incubator_gui.core.settings import Settings
from incubator_gui.domain.rubric_changes import scale_words
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.views.review.setup.draft import Criteria, shares, trouble
from incubator_gui.widgets import table_layout
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.parse import parse_number
from incubator_gui.widgets.theme import Theme

CARRIED = "application/x-incubator-criteria"
_YES_NO: Mapping[Any, Message] = {True: msg("yes"), False: msg("no")}
_COUNTS: Mapping[Any, Message] = {True: msg("counted"), False: msg("informative")}


def weight_of(words: str) -> Any:
    """A weight as people type it; raises Refused."""
    value = parse_number(words)
    if value is None or value < 0:
        raise Refused(msg("“{words}” is no weight. Write a figure such as 20 or 1.5.", words=words.strip()[:40]))
    return value


def criteria_columns() -> tuple[Column, ...]:
    """Place, name, weight and share, scale, duty."""
    return (
        Column("place", msg("No."), 1, "number", 40, searched=False),
        Column("name", msg("Criterion"), 2, width=168, strong=True, editable=True,
               mark=lambda row: ("circle-x", "error") if row[8] is not None else None,
               tip=lambda row: text(row[8]) if row[8] is not None else ""),
        Column("weight", msg("Weight"), 3, "number", 72, editable=True, parse=weight_of, searched=False),
        Column("share", msg("Share"), 4, "number", 64, searched=False,
               show=lambda share: current().percent(share)),
        Column("scale", msg("Scale"), lambda row: text(scale_words(row[5])), width=88,
               show=str),
        Column("required", msg("Required"), 6, "choice", 84, labels=_YES_NO, order=(True, False), editable=True),
        Column("counted", msg("In the score"), 7, "choice", 104, labels=_COUNTS, order=(True, False), editable=True),
    )


def rows_of(criteria: Criteria) -> list[Row]:
    """The criteria as rows of plain values."""
    part, language = shares(criteria), current().language
    return [(one.key, place, one.name.of(language), one.weight, part.of(one), one.scale, one.required, one.counted,
             trouble(one)) for place, one in enumerate(criteria, 1)]


class CriteriaTable(FilterTable):
    """`moved` carries keys and the one they go before; `remove_asked` and `double_asked` are for the selected."""

    moved = Signal(object, object)
    remove_asked = Signal()
    double_asked = Signal()

    def __init__(self, theme: Theme, settings: Settings | None = None, parent: QWidget | None = None) -> None:
        self._pressed: QPoint | None = None
        self._gap: int | None = None
        self.fixed = False
        """An older version, or one that may not be changed: no row moves."""
        super().__init__(theme, criteria_columns(), settings, "review.criteria", parent=parent)
        self.setColumnHidden(0, True)
        self.cells.first_section = 1
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def show_criteria(self, criteria: Criteria) -> None:
        """All of them anew; the table is as high as they are, up to twelve."""
        self.rows.set_rows(rows_of(criteria))
        lines = max(2, min(12, len(criteria)))
        bar = self.horizontalScrollBar().sizeHint().height() if self.horizontalScrollBar().maximum() else 0
        self.setFixedHeight(self.theme.px(32) * (lines + 1) + bar + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The name takes the room there is."""
        super().resizeEvent(event)
        table_layout.fit(self, "name", {"name": 128, "required": 68, "counted": 84, "scale": 60, "weight": 56,
                                        "share": 52})

    @property
    def in_order(self) -> bool:
        """Whether the rows stand as in the rubric."""
        return self.rows.sorting() in ((), (("place", False),)) or not self.rows.sorting()

    def shift(self, step: int) -> None:
        """Move the selected rows up or down by one place."""
        if not self._may_order():
            return
        line = self.rows.visible_ids()
        chosen = set(self.selected_ids())
        places = [place for place, key in enumerate(line) if key in chosen]
        if not places or (step < 0 and places[0] == 0) or (step > 0 and places[-1] == len(line) - 1):
            return
        target = places[0] - 1 if step < 0 else places[-1] + 2
        self.moved.emit([line[place] for place in places], line[target] if target < len(line) else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Alt+Up and Alt+Down move, Delete removes, Ctrl+D duplicates."""
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete and self.selected_ids() and not self.fixed:
            self.remove_asked.emit()
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.double_asked.emit()
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
            keys = self.selected_ids()
            if keys and self._may_order():
                mime = QMimeData()
                mime.setData(CARRIED, "\n".join(keys).encode())
                drag = QDrag(self)
                drag.setMimeData(mime)
                drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Only criteria of this very table."""
        if event.source() is self and event.mimeData().hasFormat(CARRIED):
            event.acceptProposedAction()
        else:
            event.ignore()

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
        """Put it there."""
        self._mark(None)
        keys = bytes(event.mimeData().data(CARRIED).data()).decode("ascii", "ignore").split()
        line = self.rows.visible_ids()
        gap = self._gap_at(event.position().toPoint())
        if keys and self._may_order():
            self.moved.emit([key for key in line if key in keys], line[gap] if gap < len(line) else None)
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
            self.note.emit(msg("The list is sorted by another column. Sort it by “No.” to change the order."))
        return self.in_order
