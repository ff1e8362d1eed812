"""Ranks before and after: a line for each application from its place at the left to its place at the right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen

from incubator_gui.widgets.plots.plot_list import PlotList, PlotRow

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class Slope:
    """Places (from 0) before and after, and the ranks, which may be shared."""

    before: int
    after: int
    rank_before: int
    rank_after: int

    @property
    def change(self) -> int:
        """Ranks won; below 0 lost."""
        return self.rank_before - self.rank_after


class SlopePlot(PlotList):
    """Rows in the order after; names stand at the right, where the lines end. Set `titles` first."""

    titles = ("", "")

    def set_titles(self, before: str, after: str) -> None:
        """What either side is."""
        self.titles = (before, after)
        self._head.update()

    def field(self, box: QRect) -> QRect:
        """Between the two columns of ranks."""
        number = self._number()
        return QRect(box.left() + number, box.top(),
                     max(self.theme.px(60), box.width() - 2 * number - self._name - self._figure - self.theme.px(36)),
                     box.height())

    def name_box(self, box: QRect) -> QRect:
        """At the right of the ranks after."""
        left = self.field(box).right() + self._number()
        return QRect(left, box.top(), self._name, box.height())

    def paint_words(self, painter: QPainter, box: QRect, row: PlotRow, chosen: bool) -> None:
        """Rank after, name, change; the rank before stands at the left of the row that had this place."""
        theme, field = self.theme, self.field(box)
        here: Slope = row.data
        painter.setFont(theme.font("body", tabular=True))
        painter.setPen(self._tone("text", chosen))
        number = self._number() - theme.px(10)
        painter.drawText(QRect(field.right() + theme.px(10), box.top(), number, box.height()), _LEFT,
                         str(here.rank_after))
        before = self._before.get(here.after)
        if before is not None:
            painter.setPen(self._tone("muted", chosen))
            painter.drawText(QRect(box.left(), box.top(), number, box.height()), _RIGHT, str(before))
        font = theme.font("strong" if chosen else "body")
        painter.setFont(font)
        painter.setPen(self._tone("accent", chosen))
        painter.drawText(self.name_box(box), _LEFT,
                         QFontMetrics(font).elidedText(row.name, Qt.TextElideMode.ElideRight, self._name))
        painter.setFont(theme.font("body", tabular=True))
        painter.setPen(self._tone(row.tone, chosen))
        painter.drawText(QRect(box.right() - self._figure - theme.px(12), box.top(), self._figure, box.height()),
                         _RIGHT, row.figure)

    def fit_axis(self) -> None:
        """Ranks have no grid."""
        self.set_axis(0.0, 1.0, ())
        self._before = {row.data.before: row.data.rank_before for row in self.points.rows}
        self._at_left = {row.data.before: place for place, row in enumerate(self.points.rows)}

    _before: dict[int, int] = {}
    _at_left: dict[int, int] = {}

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The rows, then the lines that begin or end where it is seen; the chosen one above all others.

        Lines that only pass through would be a thicket among thousands, and say nothing here.
        """
        super().paintEvent(event)
        rows = self.points.rows
        if not rows:
            return
        tall, top = self.theme.px(self.ROW), self.verticalOffset()
        seen = range(max(0, top // tall), min(len(rows), (top + self.viewport().height()) // tall + 1))
        field = self.field(QRect(0, 0, self.viewport().width(), tall))
        still: list[QLineF] = []
        climbs: list[QLineF] = []
        falls: list[QLineF] = []
        chosen, chosen_line = self.currentIndex().row(), None
        for place in sorted({*seen, *(self._at_left[n] for n in seen if n in self._at_left)}):
            one: Slope = rows[place].data
            line = QLineF(field.left() + 4, one.before * tall - top + tall / 2,
                          field.right() - 4, one.after * tall - top + tall / 2)
            (climbs if one.change > 0 else falls if one.change < 0 else still).append(line)
            if place == chosen:
                chosen_line = line
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for lines, colour, style in ((still, "strong", Qt.PenStyle.SolidLine), (falls, "warning", Qt.PenStyle.DashLine),
                                     (climbs, "accent", Qt.PenStyle.SolidLine)):
            if lines:
                painter.setPen(QPen(self.theme.colour(colour), 1.25, style))
                painter.drawLines(lines)
        if chosen_line is not None:
            painter.setPen(QPen(self.theme.colour("text"), 2.5))
            painter.drawLine(chosen_line)
        painter.setBrush(self.theme.colour("text"))
        painter.setPen(Qt.PenStyle.NoPen)
        for line in (*still, *falls, *climbs):
            for end in (line.p1(), line.p2()):
                if -tall < end.y() < self.viewport().height() + tall:
                    painter.drawEllipse(QPointF(end), 2.5, 2.5)
        painter.end()

    def paint_head_words(self, painter: QPainter, field: QRect) -> None:
        """What either side is."""
        painter.setFont(self.theme.font("axis"))
        half = field.width() // 2 + self._number()
        painter.drawText(QRect(self.theme.px(12), 0, half, self._head.height()), _LEFT, self.titles[0])
        right = QRect(field.right() - self.theme.px(8), 0, self._head.width() - field.right(), self._head.height())
        painter.drawText(right, _LEFT, self.titles[1])

    def _number(self) -> int:
        digits = len(str(len(self.points.rows)))
        return QFontMetrics(self.theme.font("body", tabular=True)).horizontalAdvance("0" * digits) + self.theme.px(24)
