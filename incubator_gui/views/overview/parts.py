"""Small parts of the overview: links that can be short, bars, swatches, lines of tables."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from incubator_gui.widgets.styling import Button
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip

Fill = Literal["full", "hatched", "hollow"]


class ElidedLink(Button):
    """A link that is shortened where there is no room; whole in its tool tip and accessible name."""

    def __init__(self, theme: Theme, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, "", kind="link", parent=parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """What it says; an ampersand is a sign like others."""
        self._words = " ".join(words.split())
        self.setAccessibleName(self._words)
        self.updateGeometry()
        self._shorten()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for all its words."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrow, because it can be shortened."""
        return QSize(min(self._theme.px(32), self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Shorten to what fits."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        short = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        self.setText(short.replace("&", "&&"))
        set_tip(self, self._words if short != self._words else "")


class BarCell(QWidget):
    """One bar: in use, added, and the frame of the whole; `top` is the length of the longest."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts = (0.0, 0.0, 0.0, 1.0)
        self.setMinimumWidth(theme.px(48))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_values(self, name: str, value: float, added: float = 0.0, whole: float = 0.0, top: float = 1.0) -> None:
        """Other figures; `name` says what they are."""
        self._parts = (value, added, whole, top or 1.0)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """16 px high."""
        return QSize(self._theme.px(160), self._theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Full, hatched, framed."""
        value, added, whole, top = self._parts
        room, height = self.width() - 2, self.height()
        painter = QPainter(self)
        used = round(room * min(value, top) / top)
        if value:
            paint_fill(painter, QRect(0, 0, max(2, used), height), self._theme, "full")
        if added:
            paint_fill(painter, QRect(used, 0, max(3, round(room * added / top)), height), self._theme, "hatched")
        if whole:
            paint_fill(painter, QRect(0, 0, round(room * whole / top), height), self._theme, "hollow")
        painter.end()


class Swatch(QWidget):
    """What a fill looks like, for the line that explains it."""

    def __init__(self, theme: Theme, fill: Fill, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fill: Fill = fill
        self.setFixedSize(theme.px(12), theme.px(12))
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFixedSize(self._theme.px(12), self._theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The fill in a small square."""
        painter = QPainter(self)
        paint_fill(painter, self.rect(), self._theme, self._fill)
        if self._fill == "hatched":
            paint_fill(painter, self.rect(), self._theme, "hollow")
        painter.end()


def paint_fill(painter: QPainter, box: QRect, theme: Theme, fill: Fill) -> None:
    """A box: full, hatched in the accent, or its edge alone."""
    if fill == "full":
        painter.fillRect(box, theme.colour("accent"))
    elif fill == "hatched":
        painter.fillRect(box, QBrush(theme.colour("accent"), Qt.BrushStyle.BDiagPattern))
    else:
        painter.setPen(QPen(theme.colour("strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0, 0, -1, -1))


def alt_row(theme: Theme, height: int) -> QFrame:
    """A line of a table on the ground of headers."""
    row = QFrame()
    row.setObjectName("Alt")
    row.setFixedHeight(theme.px(height))
    return row


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            emptied(inner)
