"""The scores of one application as a picture: each review a dot on the scale, raw and adjusted mean as marks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, tr
from incubator_gui.domain.score_sheet import ScoreRow, ScoreSheet
from incubator_gui.views.review.decision.words import score, spread
from incubator_gui.widgets.theme import Theme


class ScorePicture(QWidget):
    """Says the same in words to a screen reader. `unit` is its measure: larger for the projector."""

    def __init__(self, theme: Theme, unit: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._unit = theme, unit
        self._sheet: ScoreSheet | None = None
        self._row: ScoreRow | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_score(self, sheet: ScoreSheet | None, row: ScoreRow | None) -> None:
        """Another application."""
        self._sheet, self._row = sheet, row
        self.setAccessibleName(words_of(sheet, row))
        self.update()

    def set_unit(self, unit: float) -> None:
        """Another measure."""
        if unit != self._unit:
            self._unit = unit
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Wide as there is room, as high as its marks."""
        return QSize(self._px(240), self._px(64))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrower it can still be read."""
        return QSize(self._px(140), self._px(64))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Axis with its ends, dots, marks with their figures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._theme.font("axis", tabular=True)
        font.setPixelSize(max(10, self._px(11)))
        painter.setFont(font)
        sheet, row = self._sheet, self._row
        low, high = self._px(14), self.width() - self._px(14)
        axis = self._px(36)
        painter.setPen(QPen(self._theme.colour("strong"), max(1, self._px(1))))
        painter.drawLine(low, axis, high, axis)
        if sheet is None:
            return
        painter.setPen(self._theme.colour("muted"))
        below = QRectF(0, axis + self._px(10), self.width(), self._px(16))
        percent = (sheet.low, sheet.high) == (0.0, 1.0)
        ends = [current().percent(one) if percent else current().number(round(one, 1))
                for one in (sheet.low, sheet.high)]
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), ends[0])
        painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), ends[1])
        if row is None or row.raw is None:
            return

        def at(share: float) -> float:
            return low + share * (high - low)

        dot = self._px(5)
        painter.setPen(QPen(self._theme.colour("surface"), max(1, self._px(1))))
        painter.setBrush(self._theme.colour("strong"))
        stacked: dict[int, int] = {}
        for one in sorted(row.given, key=lambda one: one.score):
            slot = round(at(one.score) / (2 * dot))
            level = stacked[slot] = stacked.get(slot, -1) + 1
            painter.drawEllipse(QPointF(at(one.score), axis - level * dot * 1.4), dot, dot)
        self._mark(painter, at(row.raw), axis, "text")
        if row.adjusted is not None:
            self._mark(painter, at(row.adjusted), axis, "accent")
            words = score(sheet, row.adjusted)
            wide = self._px(60)
            place = min(max(at(row.adjusted) - wide / 2, 0.0), self.width() - wide)
            painter.setPen(self._theme.colour("accent"))
            painter.drawText(QRectF(place, 0, wide, self._px(16)), int(Qt.AlignmentFlag.AlignHCenter), words)

    def _mark(self, painter: QPainter, x: float, axis: float, role: str) -> None:
        painter.setPen(QPen(self._theme.colour(role), self._px(2)))
        painter.drawLine(QPointF(x, axis - self._px(16)), QPointF(x, axis + self._px(8)))
        painter.setPen(QPen(self._theme.colour("surface"), max(1, self._px(1))))

    def _px(self, value: float) -> int:
        return self._theme.px(value * self._unit)


def words_of(sheet: ScoreSheet | None, row: ScoreRow | None) -> str:
    """The picture in words."""
    if sheet is None:
        return tr("No scores are shown here")
    if row is None or row.raw is None:
        return tr("No review is in yet")
    return current().joined([
        tr("raw {score}, rank {rank}", score=score(sheet, row.raw), rank=row.raw_rank),
        tr("adjusted {score}, rank {rank}", score=score(sheet, row.adjusted), rank=row.adjusted_rank),
        tr("spread {spread}", spread=spread(sheet, row.spread)), ntr("{n} review", "{n} reviews", row.n)])
