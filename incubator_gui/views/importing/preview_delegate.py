"""Paints the preview: results with icon and word, old values struck out, refused cells framed."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from incubator_gui.core.messages import text, tr
from incubator_gui.views.importing.preview_cells import ACTION, REASON, RESULT, ROW, Cell, reason_of
from incubator_gui.views.importing.preview_model import PreviewModel
from incubator_gui.views.importing.verdicts import LOOKS
from incubator_gui.widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class PreviewDelegate(QStyledItemDelegate):
    """One delegate for all columns."""

    def __init__(self, theme: Theme, model: PreviewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self.hovered = -1
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._body, self._strong = self._theme.font(), self._theme.font("strong")
        self._struck = self._theme.font()
        self._struck.setStrikeOut(True)
        self._metrics = {id(font): QFontMetrics(font) for font in (self._body, self._strong, self._struck)}
        self._pad = self._theme.px(8)
        self._shades: dict[tuple[str, bool], QColor] = {}

    def _shade(self, name: str, selected: bool) -> QColor:
        key = (name, selected)
        if key not in self._shades:
            self._shades[key] = self._theme.on_selection(name) if selected else self._theme.colour(name)
        return self._shades[key]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, line, and what the column shows."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, self._shade("selection", False))
        elif index.row() == self.hovered:
            painter.fillRect(rect, self._shade("hover", False))
        painter.setPen(QPen(self._shade("grid", False), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if selected and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), self._shade("selection-accent", False))
        self._content(painter, rect.adjusted(self._pad, 0, -self._pad, 0), index, selected)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._shade("accent", selected), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(2, 2, -2, -3))

    def _content(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        row = self._model.row_at(index.row())
        if row is None:
            return
        column = self._model.columns[index.column()]
        look = LOOKS[row.verdict]
        if column is ROW:
            self._text(painter, rect, str(row.prepared.row), "muted", selected, right=True)
        elif column is RESULT:
            side = self._theme.px(16)
            picture = self._theme.pixmap(look.icon, self._shade(look.tone, selected), 14,
                                         painter.device().devicePixelRatioF())
            painter.drawPixmap(rect.left(), rect.center().y() - self._theme.px(14) // 2 + 1, picture)
            self._text(painter, rect.adjusted(side + 6, 0, 0, 0), text(look.word), look.tone, selected)
        elif column is REASON:
            tone = look.tone if row.verdict in ("refuse", "ask") else "muted"
            self._text(painter, rect, reason_of(row), tone, selected)
        elif column is ACTION:
            self._text(painter, rect, self._model.action_words(row), "accent", selected, right=True)
        else:
            self._value(painter, rect, self._model.cell(row, column), selected)

    def _value(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:
        if cell.problem is not None:
            words = cell.text or tr("empty")
            metrics = self._metrics[id(self._body)]
            height = self._theme.px(24)
            box = QRect(rect.left(), rect.center().y() - height // 2,
                        min(metrics.horizontalAdvance(words) + 2 * self._pad, rect.width()), height)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._shade("warning" if cell.soft else "error", False), 1))
            painter.setBrush(self._shade("surface", False))
            painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.restore()
            self._text(painter, box.adjusted(self._pad, 0, -self._pad + 2, 0), words,
                       "text" if cell.text else "muted", False)
            return
        if cell.before is not None:
            left = 0
            if cell.before:
                left = min(self._metrics[id(self._struck)].horizontalAdvance(cell.before), rect.width() // 2)
                self._text(painter, QRect(rect.left(), rect.top(), left, rect.height()), cell.before, "muted", selected,
                           font=self._struck)
                left += 4
            self._text(painter, rect.adjusted(left, 0, 0, 0), cell.text, "text", selected, font=self._strong)
            return
        self._text(painter, rect, cell.text, "muted" if cell.pending else "text", selected)

    def _text(self, painter: QPainter, rect: QRect, words: str, tone: str, selected: bool, *, right: bool = False,
              font: QFont | None = None) -> None:
        if not words:
            return
        font = font or self._body
        painter.setFont(font)
        painter.setPen(self._shade(tone, selected))
        if len(words) * 14 > rect.width():
            words = self._metrics[id(font)].elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _RIGHT if right else _LEFT, words)

    # editing ---------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """A line; what stands in the file is mended, not the value that was read from it."""
        field = QLineEdit(parent)
        column = self._model.columns[index.column()]
        row = self._model.row_at(index.row())
        field.setAccessibleName(tr("{field}, row {row}", field=column.title, row=str(row.prepared.row) if row else ""))
        if row is not None and (problem := self._model.cell(row, column).problem) is not None:
            field.setAccessibleDescription(text(problem))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """The text of the file; what is being typed is never overwritten."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """Hand over what was typed."""
        if isinstance(editor, QLineEdit) and editor.isModified():
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """Wide enough to write in, also in a narrow column."""
        rect: QRect = option.rect
        editor.setGeometry(QRect(QPoint(rect.left() + 2, rect.top() + 1),
                                 rect.size()).adjusted(0, 0, -2, -2))
        editor.setMinimumWidth(self._theme.px(120))
