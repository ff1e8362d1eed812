"""Pens, fills and letters of a plan in the present theme; made once and kept until that changes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
    QStaticText,
    QTextLayout,
    QTransform,
)

from incubator_gui.domain.plan_colours import FILLS
from incubator_gui.widgets.theme import FAMILIES, Theme

_KEPT = 4000
_TILE = 8

NAME, SMALL, TINY, ROOM, NUMBER, FREE = "name", "small", "tiny", "room", "number", "free"
"""Letters: on a run, one size smaller, on a plan zoomed out; words of rooms, their numbers; numbers of desks."""
_SIZES = {NAME: (12, 600), SMALL: (11, 600), TINY: (10, 600), ROOM: (11, 400), NUMBER: (11, 600), FREE: (10, 400)}


class Inks:
    """Everything that paints the plan asks here for its colours and letters."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self.theme, self.ratio = theme, ratio
        self._fonts = {key: self._font(*size) for key, size in _SIZES.items()}
        self._metrics = {key: QFontMetricsF(font) for key, font in self._fonts.items()}
        self._widths: dict[tuple[str, str], float] = {}
        self._texts: dict[tuple[str, str], tuple[QStaticText, float]] = {}
        self._fills: dict[tuple[int, int], QBrush] = {}
        self._colours: dict[str, QColor] = {}
        self._pens: dict[tuple[str, float, Qt.PenStyle, float], QPen] = {}

    def _font(self, size: int, weight: int) -> QFont:
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPixelSize(self.theme.px(size))
        font.setWeight(QFont.Weight(weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def colour(self, name: str) -> QColor:
        """A named colour; `ink` is the one on fills."""
        if name not in self._colours:
            self._colours[name] = self.theme.ink if name == "ink" else self.theme.colour(name)
        return self._colours[name]

    def pen(self, name: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine, share: float = 1.0) -> QPen:
        """A pen as wide at every zoom."""
        key = name, width, style, share
        found = self._pens.get(key)
        if found is None:
            colour = QColor(self.colour(name))
            colour.setAlphaF(share)
            found = self._pens[key] = QPen(colour, width, style)
            found.setCosmetic(True)
            found.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        return found

    def fill(self, slot: int, share: int = 100) -> QBrush:
        """The fill of a slot at a share of its strength in per cent; from the eleventh on it is hatched."""
        key = slot, share
        if key not in self._fills:
            self._fills[key] = self._made(slot, share)
        return self._fills[key]

    def _made(self, slot: int, share: int) -> QBrush:
        if slot < 0:
            colour = QColor(self.colour("hover"))
            colour.setAlphaF(share / 100)
            return QBrush(colour)
        colour, hatched = self.theme.category(slot)
        colour.setAlphaF(share / 100)
        if not hatched:
            return QBrush(colour)
        side = round(_TILE * self.ratio)
        tile = QPixmap(side, side)
        tile.fill(Qt.GlobalColor.transparent)
        painter = QPainter(tile)
        painter.fillRect(tile.rect(), colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(self.theme.ink)
        ink.setAlphaF(0.38 * share / 100)
        painter.setPen(QPen(ink, 1.6 * self.ratio))
        for at in (-side, 0, side):
            painter.drawLine(QPointF(at - side, 2.0 * side), QPointF(at + 2.0 * side, -side))
        painter.end()
        brush = QBrush(tile)
        brush.setTransform(QTransform.fromScale(_TILE / side, _TILE / side))
        return brush

    def plain(self, slot: int) -> QColor:
        """The fill without hatching: what a label lies on."""
        return self.theme.category(slot % FILLS)[0] if slot >= 0 else self.colour("hover")

    def on_fill(self, slot: int) -> str:
        """The colour of words on a fill."""
        return "ink" if slot >= 0 else "text"

    def height(self, key: str) -> float:
        """Height of a line."""
        metrics = self._metrics[key]
        return metrics.ascent() + metrics.descent()

    def width(self, words: str, key: str) -> float:
        """Width of words in a line."""
        found = self._widths.get((words, key))
        if found is None:
            if len(self._widths) > _KEPT:
                self._widths.clear()
            found = self._widths[words, key] = self._metrics[key].horizontalAdvance(words)
        return found

    def elided(self, words: str, key: str, width: float) -> str:
        """Words shortened to a width."""
        return self._metrics[key].elidedText(words, Qt.TextElideMode.ElideRight, width)

    def write(self, painter: QPainter, x: float, y: float, words: str, key: str, colour: str) -> None:
        """Words in one line; x, y is the top left corner."""
        found = self._texts.get((words, key))
        if found is None:
            if len(self._texts) > _KEPT:
                self._texts.clear()
            found = self._texts[words, key] = self._prepared(words, key)
        text, lift = found
        painter.setFont(self._fonts[key])
        painter.setPen(self.colour(colour))
        painter.drawStaticText(QPointF(round(x), round(y + lift)), text)

    def _prepared(self, words: str, key: str) -> tuple[QStaticText, float]:
        """Letters ready to be painted, and how far up they go so that all scripts share one base line."""
        text = QStaticText(words)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        text.prepare(QTransform(), self._fonts[key])
        layout = QTextLayout(words, self._fonts[key])
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()  # only now is the line measured
        return text, self._metrics[key].ascent() - line.ascent() if words else 0.0

    def centred(self, painter: QPainter, rect: QRectF, words: str, key: str, colour: str) -> None:
        """Words in the middle of a rectangle."""
        self.write(painter, rect.center().x() - self.width(words, key) / 2,
                   rect.center().y() - self.height(key) / 2, words, key, colour)

    def icon(self, painter: QPainter, x: float, y: float, name: str, colour: str, size: int = 12) -> float:
        """A line icon; returns its width."""
        painter.drawPixmap(QPointF(round(x), round(y)), self.theme.pixmap(name, self.colour(colour), size, self.ratio))
        return self.theme.px(size)
