"""Paints reviewers as chips in the cells of a table, and says which chip lies where."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.services.assignments_read import Assigned, AssignmentRow, ReaderRow
from incubator_gui.views.review.assignment.words import load_words, mark_of
from incubator_gui.widgets.cells import PAD, CellDelegate, Index

_GAP, _INSET, _MARK = 4, 5, 12
_GROUNDS = {"muted": ("hover", "neutral-edge"), "accent": ("selection", "accent")}


class ChipDelegate(CellDelegate):
    """Cells of the column `reviewers` hold chips; `target` is the line under a drag, and whether it may fall there."""

    target: tuple[int, bool] | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell; under a drag the whole line has an edge."""
        super().paint(painter, option, index)
        if self.target is not None and index.row() == self.target[0]:
            rect: QRect = option.rect
            painter.setPen(QPen(self._shade("accent" if self.target[1] else "error", False), 2))
            painter.drawLine(rect.left(), rect.top() + 1, rect.right(), rect.top() + 1)
            painter.drawLine(rect.left(), rect.bottom() - 1, rect.right(), rect.bottom() - 1)

    def chips(self, rect: QRect, row: AssignmentRow) -> list[tuple[QRect, str, Assigned | None]]:
        """Where each chip lies and what it says: names where there is room for all, else initials; None is "+n"."""
        metrics = self._chip_metrics()
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        for words in ([one.name for one in row.assigned], [one.initials or "–" for one in row.assigned]):
            widths = [metrics.horizontalAdvance(each) + self._theme.px(_MARK) + 2 * _INSET + 4 for each in words]
            if sum(widths) + _GAP * (len(widths) - 1) <= inner.width():
                break
        height, left, out = self._theme.px(20), inner.left(), list[tuple[QRect, str, Assigned | None]]()
        top = rect.center().y() - height // 2 + 1
        for place, (one, said, width) in enumerate(zip(row.assigned, words, widths, strict=True)):
            rest = len(row.assigned) - place
            more = metrics.horizontalAdvance(f"+{rest}")
            if left + width > inner.right() + 1 or (rest > 1 and left + width + _GAP + more > inner.right() + 1):
                out.append((QRect(left, top, inner.right() - left, height), f"+{rest}", None))
                break
            out.append((QRect(left, top, width, height), said, one))
            left += width + _GAP
        return out

    def _chip_metrics(self) -> QFontMetrics:
        return self._metrics[id(self._small)]

    def _content(self, painter: QPainter, rect: QRect, row: Row, column: Column, selected: bool) -> None:
        if (column.key != "reviewers" or not isinstance(row, AssignmentRow)
                or self._model.wrong(row[0], column.key) is not None):
            super()._content(painter, rect, row, column, selected)
            return
        if not row.assigned:
            self._text(painter, rect.adjusted(PAD, 0, -PAD, 0), "–", self._body, self._shade("muted", selected), False)
        for box, said, one in self.chips(rect, row):
            self._chip(painter, box, said, one, selected)

    def _chip(self, painter: QPainter, box: QRect, said: str, one: Assigned | None, selected: bool) -> None:
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(self._small)
        if one is None:
            painter.setPen(self._shade("muted", selected))
            painter.drawText(box, flags, said)
            return
        icon, tone = mark_of(one)
        ground, edge = _GROUNDS.get(tone, (f"{tone}-ground", f"{tone}-edge"))
        if self._theme.contrast and ground == "selection":  # as strong as its own accent there
            ground = "surface"
        self._ground(painter, box, ground, edge)
        side = self._theme.px(_MARK)
        self._icon(painter, icon, self._shade(tone, False), _MARK, QPoint(box.left() + _INSET + side // 2,
                                                                         box.center().y()))
        painter.setPen(self._shade("text" if tone in _GROUNDS else tone, False))
        painter.drawText(box.adjusted(_INSET + side + 4, 0, 0, 0), flags, said)


class LoadDelegate(CellDelegate):
    """The column `load` is a bar against the quota, or against the longest where there is none, and its words.

    Its figure says the quota itself; over the quota it is in the colour of an error.
    """

    longest = 1

    def _content(self, painter: QPainter, rect: QRect, row: Row, column: Column, selected: bool) -> None:
        if column.key != "load" or not isinstance(row, ReaderRow):
            super()._content(painter, rect, row, column, selected)
            return
        over = row.quota is not None and row.load > row.quota
        words = load_words(row) if row.quota is not None else column.words(row.load)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        room = inner.width() - self._metrics[id(self._body)].horizontalAdvance(words) - 8
        self.load_bar(painter, QRect(inner.left(), inner.top(), room, inner.height()), row.load,
                      row.load if over else row.quota or self.longest, over, selected)
        self._text(painter, inner, words, self._body, self._shade("error" if over else "text", selected), True)

    def load_bar(self, painter: QPainter, rect: QRect, load: int, top: int, over: bool, selected: bool) -> None:
        """A bar at the left of a cell."""
        width, height = min(self._theme.px(56), rect.width()), self._theme.px(8)
        if width < self._theme.px(16):
            return
        bar = QRect(rect.left(), rect.center().y() - height // 2 + 1, width, height)
        painter.fillRect(bar, self._shade("grid", False))
        share = min(1.0, load / top) if top else 0.0
        painter.fillRect(QRect(bar.left(), bar.top(), round(width * share), height),
                         self._shade("error" if over else "accent", selected))


class ChangeDelegate(CellDelegate):
    """The column `change`: two thin bars, before and after, and the figures."""

    longest = 1

    def _content(self, painter: QPainter, rect: QRect, row: Row, column: Column, selected: bool) -> None:
        if column.key != "change":
            super()._content(painter, rect, row, column, selected)
            return
        before, after, quota = column.of(row)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        font, words = self._strong if before != after else self._body, column.words((before, after, quota))
        self._text(painter, inner, words, font, self._shade("text", selected), True)
        room = inner.width() - self._metrics[id(font)].horizontalAdvance(words) - 8
        width, height = min(self._theme.px(72), room), self._theme.px(5)
        if width < self._theme.px(16):
            return
        top = inner.center().y() - height - 1
        for load, tone, y in ((before, "strong", top), (after, "accent", top + height + 2)):
            painter.fillRect(QRect(inner.left(), y, round(width * min(1.0, load / max(1, self.longest))), height),
                             self._shade(tone, selected))
