"""Where one is: file, columns and preview, done."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.widgets.theme import Theme


class Steps(QWidget):
    """Three numbers with words; what is behind has a check mark."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._at = theme, 0
        self._words: tuple[str, ...] = ("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_step(self, at: int) -> None:
        """Another step."""
        self._at = at
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._words = (tr("File"), tr("Columns and preview"), tr("Done"))
        self.setAccessibleName(tr("Step {n} of {all}: {step}", n=self._at + 1, all=3, step=self._words[self._at]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for all words."""
        return QSize(self._lay_out(None), self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Marks, words, arrows between."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._lay_out(painter)
        painter.end()

    def _lay_out(self, painter: QPainter | None) -> int:
        theme, left, side = self._theme, 0, self._theme.px(20)
        for at, words in enumerate(self._words):
            if at:
                if painter is not None:
                    self._icon(painter, "chevron-right", "muted", left + 10, 14)
                left += 20 + theme.px(14)
            font = theme.font("strong" if at == self._at else "body")
            width = QFontMetrics(font).horizontalAdvance(words) + 2
            if painter is not None:
                self._mark(painter, QRect(left, (self.height() - side) // 2, side, side), at)
                painter.setFont(font)
                painter.setPen(theme.colour("text" if at == self._at else "muted"))
                painter.drawText(QRect(left + side + 8, 0, width, self.height()),
                                 int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
            left += side + 8 + width
        return left + 2

    def _mark(self, painter: QPainter, box: QRect, at: int) -> None:
        theme = self._theme
        now, done = at == self._at, at < self._at
        painter.setPen(QPen(theme.colour("accent" if now or done else "strong"), 1))
        painter.setBrush(theme.colour("accent" if now else "surface"))
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if done:
            self._icon(painter, "check", "accent", box.left() + (box.width() - theme.px(14)) // 2, 14)
            return
        painter.setFont(theme.font("header"))
        painter.setPen(theme.colour("on-accent" if now else "muted"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(at + 1))

    def _icon(self, painter: QPainter, name: str, colour: str, left: int, size: int) -> None:
        picture = self._theme.pixmap(name, colour, size, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - self._theme.px(size)) // 2, picture)
