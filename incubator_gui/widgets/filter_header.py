"""The header of the fast table: sorts, shows what is filtered, carries the box for all rows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from incubator_gui.core.messages import text
from incubator_gui.itemmodels.table import RowTableModel
from incubator_gui.widgets.cells import PAD, CellDelegate
from incubator_gui.widgets.theme import Theme


class FilterHeader(QHeaderView):
    """Click sorts, Shift+click adds a column to the order, the menu is at the right button."""

    sort_asked = Signal(int, bool)
    menu_asked = Signal(int, QPoint)
    all_toggled = Signal()

    def __init__(self, theme: Theme, model: RowTableModel, cells: CellDelegate, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme, self._model, self._cells = theme, model, cells
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(40)
        self._pressed = -1
        self._moved = False
        self.sectionMoved.connect(self._note_move)
        self.sectionResized.connect(self._note_move)

    def _note_move(self) -> None:
        self._moved = True

    def sizeHint(self) -> QSize:  # noqa: N802
        """32 px high."""
        return QSize(super().sizeHint().width(), self._theme.px(32))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """Title, sort mark with its rank, funnel."""
        theme = self._theme
        painter.fillRect(rect, theme.colour("alt"))
        painter.setPen(QPen(theme.colour("grid"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if section == 0:
            self._cells.paint_check(painter, self._cells.check_rect(rect), self._model.all_checked())
            return
        column = self._model.columns[section - 1]
        font = theme.font("header")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.colour("muted"))
        marks = self._marks(column.key)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        room = inner.width() - len(marks) * theme.px(14)
        title = metrics.elidedText(text(column.title), Qt.TextElideMode.ElideRight, max(0, room))
        width = metrics.horizontalAdvance(title)
        left = inner.right() - width - len(marks) * theme.px(14) + 1 if column.aligned_right else inner.left()
        painter.drawText(QRect(left, inner.top(), width + 2, inner.height()),
                         int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), title)
        left += width + 3
        ratio = self.devicePixelRatioF()
        for mark in marks:
            picture = theme.pixmap(mark, "accent" if mark == "funnel" else "muted", 12, ratio)
            painter.drawPixmap(left, inner.center().y() - theme.px(12) // 2 + 1, picture)
            left += theme.px(14)

    def _marks(self, key: str) -> list[str]:
        marks = []
        for sorted_key, descending in self._model.sorting():
            if sorted_key == key:
                marks.append("chevron-down" if descending else "chevron-up")
        if key in self._model.filters():
            marks.append("funnel")
        return marks

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Remember where it began: moving and resizing do not sort."""
        self._pressed = self.logicalIndexAt(event.position().toPoint())
        self._moved = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Sort where the press was a click."""
        super().mouseReleaseEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or self._moved or section != self._pressed:
            return
        if section == 0:
            self.all_toggled.emit()
        elif section > 0 and self.cursor().shape() != Qt.CursorShape.SplitHCursor:
            self.sort_asked.emit(section, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """The menu of a column."""
        self.menu_asked.emit(self.logicalIndexAt(event.pos()), event.globalPos())
