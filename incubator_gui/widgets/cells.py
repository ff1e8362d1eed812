"""Paints the cells of the fast table, straight from the row."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from incubator_gui.core.messages import text
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.itemmodels.table import RowTableModel
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.initials import initials
from incubator_gui.widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
PAD = 8
_JOINED = re.compile(r"[^\W\d_]-|-[^\W\d_]")
"""A hyphen beside a letter: with figures of one width it would be as wide as a figure."""


class CellDelegate(QStyledItemDelegate):
    """One delegate for all columns. `hovered` is the line under the pointer."""

    def __init__(self, theme: Theme, model: RowTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self.hovered = -1
        self.first_section = 0
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        theme = self._theme
        self._body, self._strong = theme.font(tabular=True), theme.font("strong", tabular=True)
        self._joined = {id(self._body): theme.font(), id(self._strong): theme.font("strong")}
        self._small = theme.font("label")
        self._badge = theme.font("axis")
        self._badge.setWeight(QFont.Weight.DemiBold)
        self._metrics = {id(font): QFontMetrics(font) for font in (
            self._body, self._strong, self._small, self._badge, *self._joined.values())}
        self._widest = theme.px(14)
        self._grid = QPen(theme.colour("grid"), 1)
        self._shades: dict[tuple[str, bool], QColor] = {}

    def _shade(self, name: str, selected: bool) -> QColor:
        key = (name, selected)
        if key not in self._shades:
            self._shades[key] = self._theme.on_selection(name) if selected else self._theme.colour(name)
        return self._shades[key]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, line, and what the kind of column asks for."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        line, section = index.row(), index.column()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, self._shade("selection", False))
        elif line == self.hovered:
            painter.fillRect(rect, self._shade("hover", False))
        painter.setPen(self._grid)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        row = self._model.row_at(line)
        if row is None:
            self._placeholder(painter, rect, section, line)
            return
        if section == self.first_section and selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), self._shade("selection-accent", False))
        if section == 0:
            box = self.check_rect(rect)
            self.paint_check(painter, box, Qt.CheckState.Checked if self._model.is_checked(row[0])
                             else Qt.CheckState.Unchecked)
        else:
            self._content(painter, rect, row, self._model.columns[section - 1], selected)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Active:
            painter.setPen(QPen(self._shade("accent", selected), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(2, 2, -2, -3))

    def check_rect(self, rect: QRect) -> QRect:
        """Where the check box lies in its cell."""
        side = self._theme.px(16)
        return QRect(rect.left() + self._theme.px(12), rect.top() + (rect.height() - side) // 2, side, side)

    def paint_check(self, painter: QPainter, box: QRect, state: Qt.CheckState) -> None:
        """A check box, also used by the header."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = state != Qt.CheckState.Unchecked
        painter.setPen(QPen(self._shade("accent" if on else "strong", False), 1))
        painter.setBrush(self._shade("accent" if on else "surface", False))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.restore()
        if on:
            name = "check" if state == Qt.CheckState.Checked else "minus"
            self._icon(painter, name, self._shade("on-accent", False), 12, box.center())

    def _content(self, painter: QPainter, rect: QRect, row: Row, column: Column, selected: bool) -> None:
        value = self._model.value(row, column)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        if self._model.wrong(row[0], column.key) is not None:
            painter.setPen(QPen(self._shade("error", False), 1))
            painter.setBrush(self._shade("surface", False))
            painter.drawRoundedRect(QRectF(rect).adjusted(2.5, 3.5, -2.5, -4.5), 4, 4)
            self._text(painter, inner, column.words(value), self._body, self._shade("text", False), False)
            return
        kind = column.kind
        if kind == "initials":
            self._initials(painter, inner, value, selected)
        elif kind == "tags":
            self._tags(painter, inner, value or (), selected)
        elif kind == "state":
            self._state(painter, inner, column, row, value)
        elif kind == "bar":
            self._bar(painter, inner, column, value, selected)
        else:
            tone = column.tone(row) if column.tone else "accent" if column.link else (
                "muted" if value is None else "text")
            mark = column.mark(row) if column.mark else None
            words = column.words(value)
            font = self._strong if column.strong and selected else self._body
            right = column.aligned_right
            if mark is not None:
                side = self._theme.px(16)
                left = inner.left()
                if right:
                    left = max(left, inner.right() - self._metrics[id(font)].horizontalAdvance(words) - side - 4)
                self._icon(painter, mark[0], self._shade(mark[1], selected), 14 if right else 16,
                           QPoint(left + side // 2, inner.center().y()))
                if not right:
                    inner = inner.adjusted(side + 6, 0, 0, 0)
            self._text(painter, inner, words, font, self._shade(tone, selected), right)

    def _text(self, painter: QPainter, rect: QRect, words: str, font: QFont, colour: QColor, right: bool) -> None:
        if "-" in words and id(font) in self._joined and _JOINED.search(words):
            font = self._joined[id(font)]
        painter.setFont(font)
        painter.setPen(colour)
        metrics = self._metrics[id(font)]
        if len(words) * self._widest > rect.width() and metrics.horizontalAdvance(words) > rect.width():
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _RIGHT if right else _LEFT, words)

    def _icon(self, painter: QPainter, name: str, colour: QColor, size: int, middle: QPoint) -> None:
        ratio = painter.device().devicePixelRatioF()
        picture = self._theme.pixmap(name, colour, size, ratio)
        side = self._theme.px(size)
        painter.drawPixmap(middle.x() - side // 2 + 1 - side % 2, middle.y() - side // 2 + 1 - side % 2, picture)

    def _bar(self, painter: QPainter, rect: QRect, column: Column, value: Any, selected: bool) -> None:
        words = column.words(value)
        self._text(painter, rect, words, self._body, self._shade("muted" if value is None else "text", selected), True)
        if value is None:
            return
        width, height = self._theme.px(48), self._theme.px(8)
        figures = self._metrics[id(self._body)].horizontalAdvance(words)
        left = max(rect.left(), rect.right() - self._theme.px(144))  # one below the other, whatever the figures
        if left + width + 8 > rect.right() - figures:
            return
        bar = QRect(left, rect.center().y() - height // 2 + 1, width, height)
        painter.fillRect(bar, self._shade("grid", False))
        share = max(0.0, min(1.0, float(value) / column.top)) if column.top else 0.0
        painter.fillRect(QRect(bar.left(), bar.top(), round(width * share), height), self._shade("accent", selected))

    def _initials(self, painter: QPainter, rect: QRect, value: Any, selected: bool) -> None:
        side = self._theme.px(20)
        box = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
        self._ground(painter, box, "hover", "neutral-edge")
        painter.setFont(self._badge)
        painter.setPen(self._shade("muted", False))
        painter.drawText(box, _MIDDLE, initials(str(value)) if value else "–")

    def _tags(self, painter: QPainter, rect: QRect, tags: Any, selected: bool) -> None:
        left, height = rect.left(), self._theme.px(20)
        metrics = self._metrics[id(self._small)]
        painter.setFont(self._small)
        for number, tag in enumerate(tags):
            words = text(tag)
            room = rect.right() - left
            width = min(metrics.horizontalAdvance(words) + 12, room)
            if width < self._theme.px(24) or (number and width == room):
                painter.setPen(self._shade("muted", selected))
                painter.drawText(QRect(left, rect.top(), room, rect.height()), _LEFT, f"+{len(tags) - number}")
                return
            box = QRect(left, rect.center().y() - height // 2 + 1, width, height)
            self._ground(painter, box, "hover", "neutral-edge")
            painter.setPen(self._shade("muted", False))
            painter.drawText(box, _MIDDLE, metrics.elidedText(words, Qt.TextElideMode.ElideRight, width - 8))
            left += width + 4

    def _state(self, painter: QPainter, rect: QRect, column: Column, row: Row, value: Any) -> None:
        words, mark = column.words(value), column.mark(row) if column.mark else None
        if not words or mark is None:
            return
        icon, tone = mark
        metrics, height = self._metrics[id(self._small)], self._theme.px(20)
        inner = self._theme.px(14) + 4
        box = QRect(rect.left(), rect.center().y() - height // 2 + 1,
                    min(metrics.horizontalAdvance(words) + inner + 12, rect.width()), height)
        self._ground(painter, box, f"{tone}-ground", f"{tone}-edge")
        middle = QPoint(box.left() + 6 + inner // 2 - 2, box.center().y())
        self._icon(painter, icon, self._shade(tone, False), 14, middle)
        self._text(painter, box.adjusted(6 + inner, 0, -4, 0), words, self._small, self._shade(tone, False), False)

    def _ground(self, painter: QPainter, box: QRect, ground: str, edge: str) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._shade(edge, False), 1))
        painter.setBrush(self._shade(ground, False))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.restore()

    def _placeholder(self, painter: QPainter, rect: QRect, section: int, line: int) -> None:
        if section:
            share = 0.4 + 0.12 * ((line * 7 + section * 3) % 5)
            height = self._theme.px(8)
            width = round((rect.width() - 2 * PAD) * share)
            painter.fillRect(QRect(rect.left() + PAD, rect.center().y() - height // 2, max(0, width), height),
                             self._shade("hover", False))

    # editing ---------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """A combo box for choices, a line for all else."""
        column = self._model.columns[index.column() - 1]
        if column.kind in ("choice", "stage") and column.labels is not None and not callable(column.labels):
            combo = ChoiceBox(column.labels, parent)
            combo.setAccessibleName(text(column.title))
            return combo
        field = QLineEdit(parent)
        if column.aligned_right:
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setAccessibleName(text(column.title))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """What stands in the cell."""
        row = self._model.row_at(index.row())
        if row is None:
            return
        column = self._model.columns[index.column() - 1]
        value = self._model.value(row, column)
        if isinstance(editor, ChoiceBox):
            editor.choose(value)
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText("" if value is None else column.words(value))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """Hand over what was typed or chosen."""
        if isinstance(editor, ChoiceBox):
            model.setData(index, editor.key())
        elif isinstance(editor, QLineEdit) and (editor.isModified() or self._is_overtaken(index)):
            model.setData(index, editor.text())

    def _is_overtaken(self, index: Index) -> bool:
        """Opening such a cell and leaving it writes its value again, as the message says."""
        row = self._model.row_at(index.row())
        return row is not None and self._model.is_overtaken(row[0], self._model.columns[index.column() - 1].key)
