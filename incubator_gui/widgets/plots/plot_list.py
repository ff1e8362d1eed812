"""What all plots share: one mark in a row, its name at the left, its figure at the right, an axis above.

Only what is seen is painted, so a plot of thousands of marks is as quick as one of ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import show_tip

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True)
class PlotRow:
    """One mark: whose it is, its name, its figure, the whole of it in words, and what the plot draws."""

    id: Any
    name: str
    figure: str
    said: str
    data: Any = None
    tone: str = "text"


class PlotModel(QAbstractListModel):
    """The rows of a plot; what a screen reader is told is the whole of a mark in words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[PlotRow, ...] = ()
        self.places: dict[Any, int] = {}

    def set_rows(self, rows: Sequence[PlotRow]) -> None:
        """Other marks."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.places = {row.id: place for place, row in enumerate(self.rows)}
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """How many marks."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name for the eye, the whole mark for the ear."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        return row.said if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, plot: PlotList) -> None:
        super().__init__(plot)
        self._plot = plot

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._plot.paint_row(painter, option, index.row())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        return QSize(1, self._plot.height_of(index.row()))


class _Head(QWidget):
    def __init__(self, plot: PlotList) -> None:
        super().__init__(plot)
        self._plot = plot
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        self._plot.paint_head(painter, self.rect())
        painter.end()


class PlotList(QListView):
    """A plot. Arrows go from mark to mark, Enter, a double click or a click on the name opens one."""

    picked = Signal(object)
    """The id of the mark that a person went to."""
    opened = Signal(object)

    ROW, HEAD, MOST_NAME = 28, 32, 0.34

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.points = PlotModel(self)
        self.setModel(self.points)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setProperty("noRing", True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self._head = _Head(self)
        self._name = self._figure = 0
        self._quiet = False
        self._ticks: tuple[tuple[float, str], ...] = ()
        self._low, self._high = 0.0, 1.0
        self.selectionModel().currentChanged.connect(self._went)
        theme.changed.connect(self._dress)
        self._dress()

    # what is shown ---------------------------------------------------------------------------

    def set_plot(self, name: str, rows: Sequence[PlotRow]) -> None:
        """Other marks; the one that was chosen stays chosen. `name` says what the plot shows."""
        kept = self.current_id()
        self.setAccessibleName(name)
        self._quiet = True
        self.points.set_rows(rows)
        self._measure()
        self.fit_axis()
        self.choose(kept)
        self._quiet = False

    def set_axis(self, low: float, high: float, ticks: Sequence[tuple[float, str]]) -> None:
        """Ends of the axis, and values with their words."""
        self._low, self._high = low, high if high > low else low + 1.0
        self._ticks = tuple(ticks)

    def fit_axis(self) -> None:
        """Choose the axis by the rows."""

    def choose(self, id: Any) -> None:
        """Go to a mark without telling; None or one that is not there leaves nothing chosen."""
        quiet, self._quiet = self._quiet, True
        place = self.points.places.get(id)
        if place is None:
            self.selectionModel().clear()
        else:
            self.selectionModel().setCurrentIndex(self.points.index(place),
                                                  QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(self.points.index(place))
        self._quiet = quiet

    def current_id(self) -> Any:
        """Whose mark is chosen."""
        index = self.currentIndex()
        return self.points.rows[index.row()].id if index.isValid() and index.row() < len(self.points.rows) else None

    # painting --------------------------------------------------------------------------------

    def height_of(self, _place: int) -> int:
        """The height of a row."""
        return self.theme.px(self.ROW)

    def field(self, box: QRect) -> QRect:
        """Where in a row the plot itself is."""
        gap = self.theme.px(12)
        return QRect(box.left() + self._name + 2 * gap, box.top(),
                     max(self.theme.px(40), box.width() - self._name - self._figure - 4 * gap), box.height())

    def at_value(self, field: QRect, value: float) -> float:
        """Where a value lies."""
        return field.left() + (value - self._low) / (self._high - self._low) * field.width()

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, place: int) -> None:
        """Ground, grid, name, the mark, figure."""
        row, theme = self.points.rows[place], self.theme
        box: QRect = option.rect
        chosen = self.selectionModel().isRowSelected(place, _ROOT)
        painter.save()
        painter.setClipRect(box)
        if chosen:
            painter.fillRect(box, theme.colour("selection"))
            painter.fillRect(QRect(box.left(), box.top(), theme.px(3), box.height()), theme.colour("selection-accent"))
        elif place == self._hovered:
            painter.fillRect(box, theme.colour("hover"))
        field = self.field(box)
        if not (chosen and theme.contrast):
            painter.setPen(theme.colour("grid"))
            for value, _words in self._ticks:
                at = round(self.at_value(field, value))
                painter.drawLine(at, box.top(), at, box.bottom())
        self.paint_words(painter, box, row, chosen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_mark(painter, field, row, chosen)
        painter.restore()
        if self.hasFocus() and place == self.currentIndex().row():
            painter.save()
            pen = painter.pen()
            pen.setColor(theme.colour("accent") if not theme.contrast else theme.colour("selection-text"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))
            painter.restore()

    def paint_words(self, painter: QPainter, box: QRect, row: PlotRow, chosen: bool) -> None:
        """Name at the left, figure at the right."""
        theme, gap = self.theme, self.theme.px(12)
        font = theme.font("strong" if chosen else "body")
        painter.setFont(font)
        painter.setPen(self._tone("accent", chosen))
        painter.drawText(self.name_box(box), _LEFT, QFontMetrics(font).elidedText(
            row.name, Qt.TextElideMode.ElideRight, self._name))
        painter.setFont(theme.font("body", tabular=True))
        painter.setPen(self._tone(row.tone, chosen))
        painter.drawText(QRect(box.right() - self._figure - gap, box.top(), self._figure, box.height()), _RIGHT,
                         row.figure)

    def name_box(self, box: QRect) -> QRect:
        """Where the name stands: a click there opens."""
        return QRect(box.left() + self.theme.px(12), box.top(), self._name, box.height())

    def paint_mark(self, painter: QPainter, field: QRect, row: PlotRow, chosen: bool) -> None:
        """The mark of a row in its field."""

    def paint_head(self, painter: QPainter, box: QRect) -> None:
        """The words of the axis."""
        theme = self.theme
        painter.fillRect(box, theme.colour("alt"))
        painter.setPen(theme.colour("grid"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        field = self.field(QRect(0, 0, self.viewport().width(), box.height()))
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.colour("muted"))
        for value, words in self._ticks:
            wide = QFontMetrics(theme.font("axis")).horizontalAdvance(words) + 4
            at = round(self.at_value(field, value))
            painter.drawText(QRect(at - wide // 2, 0, wide, box.height()), _CENTRE, words)
        self.paint_head_words(painter, field)

    def paint_head_words(self, painter: QPainter, field: QRect) -> None:
        """What else stands in the head."""

    def _tone(self, name: str, chosen: bool) -> Any:
        return self.theme.on_selection(name) if chosen else self.theme.colour(name)

    # keys and mouse --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens; all else is that of a list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id() is not None:
            self.opened.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on the name opens."""
        super().mouseReleaseEvent(event)
        row = self._named(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and row is not None:
            self.opened.emit(row.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A double click anywhere in the row opens."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.points.rows[index.row()].id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The row under the pointer; a hand over a name."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())
        over = self._named(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """No row is under the pointer any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """The whole mark in words as an addition."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            if index.isValid():
                show_tip(self, event.globalPos(), self.points.rows[index.row()].said)
            else:
                QToolTip.hideText()
            return True
        return bool(super().viewportEvent(event))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The head is as wide as the plot."""
        super().resizeEvent(event)
        self._measure()
        self._place_head()

    def _place_head(self) -> None:
        self.setViewportMargins(0, self.theme.px(self.HEAD) if self.HEAD else 0, 0, 0)
        frame = self.frameWidth()
        self._head.setGeometry(frame, frame, self.width() - 2 * frame, self.theme.px(self.HEAD))
        self._head.setVisible(bool(self.HEAD))

    def _named(self, place: QPoint) -> PlotRow | None:
        index = self.indexAt(place)
        if not index.isValid() or not self.name_box(self.visualRect(index)).contains(place):
            return None
        return self.points.rows[index.row()]

    _hovered = -1

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.viewport().update()

    def _went(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not self._quiet and index.isValid():
            self.picked.emit(self.points.rows[index.row()].id)

    def _measure(self) -> None:
        strong, body = QFontMetrics(self.theme.font("strong")), QFontMetrics(self.theme.font("body", tabular=True))
        rows = self.points.rows
        widest = max((strong.horizontalAdvance(row.name) for row in rows), default=0) + 4
        self._name = min(widest, round(max(200, self.viewport().width()) * self.MOST_NAME))
        self._figure = max((body.horizontalAdvance(row.figure) for row in rows), default=0) + 4

    def _dress(self) -> None:
        self._place_head()
        self._measure()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
        self._head.update()


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round values between two ends, not more than so many."""
    span = high - low
    if span <= 0:
        return [low]
    step = 10.0 ** len(str(int(span)))
    for factor in (0.5, 0.4, 0.5) * 12:
        if span / (step * factor) > most:
            break
        step *= factor
    first = -(-low // step) * step
    return [round(first + n * step, 9) for n in range(int((high - first) / step + 1e-9) + 1)]
