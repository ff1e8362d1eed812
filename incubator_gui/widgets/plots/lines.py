"""A list of marks that are sentences: who comes in and who goes, in as many lines as that needs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from incubator_gui.widgets.plots.plot_list import PlotList, PlotRow
from incubator_gui.widgets.theme import Theme

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a mark: an icon in a colour, and words."""

    icon: str
    tone: str
    words: str


class LineList(PlotList):
    """Each row: the name, its figure, and below the parts."""

    HEAD = 0

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setUniformItemSizes(False)

    def height_of(self, place: int) -> int:
        """What its parts need in this width."""
        line, metrics = self.theme.px(20), QFontMetrics(self.theme.font("label"))
        height = self.theme.px(32)
        for part in self.points.rows[place].data:
            box = metrics.boundingRect(QRect(0, 0, self._room(), 10_000), _WRAP, part.words)
            height += max(line, box.height() + self.theme.px(4))
        return height + (self.theme.px(4) if self.points.rows[place].data else 0)

    def name_box(self, box: QRect) -> QRect:
        """The first line."""
        return QRect(box.left() + self.theme.px(12), box.top(), self._name, self.theme.px(32))

    def paint_words(self, painter: QPainter, box: QRect, row: PlotRow, chosen: bool) -> None:
        """Name and figure on the first line, parts below."""
        theme = self.theme
        super().paint_words(painter, QRect(box.left(), box.top(), box.width(), theme.px(32)), row, chosen)
        painter.setPen(self._tone("grid", chosen))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        y, left = box.top() + theme.px(32), box.left() + theme.px(12)
        painter.setFont(theme.font("label"))
        metrics = QFontMetrics(theme.font("label"))
        for part in row.data:
            tone = self._tone(part.tone, chosen)
            painter.drawPixmap(left, y + theme.px(1), theme.pixmap(part.icon, tone, 14, self.devicePixelRatioF()))
            painter.setPen(self._tone("text", chosen))
            room = QRect(left + theme.px(20), y, self._room(), 10_000)
            painter.drawText(room, _WRAP, part.words)
            y += max(theme.px(20), metrics.boundingRect(room, _WRAP, part.words).height() + theme.px(4))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width, other lines."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _room(self) -> int:
        return max(self.theme.px(80), self.viewport().width() - self.theme.px(48))
