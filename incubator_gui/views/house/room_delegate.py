"""Paints and edits the cells of the list of rooms."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from incubator_gui.core.messages import text, tr
from incubator_gui.domain.vocabulary import ROOM_KINDS
from incubator_gui.views.house.room_cells import COLUMNS
from incubator_gui.views.house.room_model import RoomModel
from incubator_gui.widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class RoomDelegate(QStyledItemDelegate):
    """One delegate for all columns; `entered` says that Enter ended the typing."""

    entered = Signal(bool)

    def __init__(self, theme: Theme, model: RoomModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self.hovered = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, line, words; a wrong cell has an edge of its own."""
        theme, column, line = self._theme, COLUMNS[index.column()], self._model.lines[index.row()]
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.colour("selection"))
        elif index.row() == self.hovered:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("grid"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        inner = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        words, tone = self._model.words(line, column.key), "text"
        if line.is_blank and column.key == "number":
            words, tone = tr("new: 301 or 301–309"), "muted"
            inner.setWidth(max(inner.width(), theme.px(200)))
        elif column.key in line.typed and column.key not in line.problems:
            tone = "muted"
        shade = theme.on_selection(tone) if selected else theme.colour(tone)
        if column.key == "is_locked" and line.values.get("is_locked") and column.key not in line.typed:
            side = theme.px(16)
            painter.drawPixmap(inner.left(), rect.center().y() - side // 2, theme.pixmap(
                "lock", shade, 16, painter.device().devicePixelRatioF()))
            inner.setLeft(inner.left() + side + 6)
        painter.setFont(theme.font("strong" if column.key == "number" and not line.is_blank else "body"))
        painter.setPen(shade)
        if not (line.is_blank and column.key == "number"):
            words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        side_flag = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, int(side_flag | Qt.AlignmentFlag.AlignVCenter), words)
        if column.key in line.problems:
            painter.setPen(QPen(theme.colour("error"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(2, 2, -3, -3))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """A line; a list for the kind."""
        column, why = COLUMNS[index.column()], self._model.problem(index.row(), index.column())
        editor: QWidget
        if column.key == "kind":
            box = QComboBox(parent)
            for key, words in ROOM_KINDS.items():
                box.addItem(text(words), key)
            box.activated.connect(lambda _at: self._done(box))
            editor = box
        else:
            line = QLineEdit(parent)
            if column.right:
                line.setAlignment(Qt.AlignmentFlag.AlignRight)
            editor = line
        number = self._model.words(self._model.lines[index.row()], "number") or tr("new room")
        editor.setAccessibleName(tr("{field}, room {room}", field=column.title, room=number))
        editor.setAccessibleDescription(text(why) if why is not None else "")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """What stands there; what is being typed is never overwritten."""
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            if editor.property("began") is None:
                editor.setProperty("began", True)
                editor.setCurrentIndex(max(0, editor.findText(words)))
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(words)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """Hand over what was typed."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        elif isinstance(editor, QLineEdit) and (
                editor.isModified() or self._model.problem(index.row(), index.column()) is not None):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """The cell."""
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(1, 1, -1, -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter ends the typing and goes on below; the view does the rest."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget) and (
                event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)) and not (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            up = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._done(watched)
            self.entered.emit(up)
            return True
        return bool(super().eventFilter(watched, event))

    def _done(self, editor: Any) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
