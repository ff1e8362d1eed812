"""The phases of a round on a line of days, with today and the deadline of reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import text, tr
from incubator_gui.domain.phases import Phase
from incubator_gui.domain.review_words import PHASES
from incubator_gui.widgets.theme import Theme

_OPEN_END = 21
"""Days that a phase without an end is drawn beyond what is known."""


class PhaseStrip(QWidget):
    """Painted; what it shows is also said by the rows below it and in its accessible description."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._phases: tuple[Phase, ...] = ()
        self._now: UUID | None = None
        self._today, self._due = date.min, date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)

    def show_phases(self, phases: Sequence[Phase], now: UUID | None, today: date, due: date | None) -> None:
        """Phases that have days; `now` is the one in force."""
        self._phases = tuple(sorted((one for one in phases if one.starts_on is not None),
                                    key=lambda one: one.starts_on or date.min))
        self._now, self._today, self._due = now, today, due or date.min
        self.setVisible(bool(self._phases))
        self.setAccessibleName(tr("Line of days"))
        self.setAccessibleDescription(current().joined(
            f"{text(PHASES[one.kind])} {current().day(one.starts_on, 'day_month')}" for one in self._phases
            if one.starts_on is not None))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Two lines of words and the bars."""
        return QSize(self._theme.px(320), self._theme.px(76))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrow: the days lie closer."""
        return QSize(self._theme.px(200), self._theme.px(76))

    def span(self) -> tuple[date, date]:
        """The first and the last day drawn."""
        days = [one.starts_on for one in self._phases if one.starts_on is not None]
        days += [one.ends_on for one in self._phases if one.ends_on is not None]
        days += [self._today] + ([self._due] if self._due != date.min else [])
        last = max(days)
        if any(one.ends_on is None for one in self._phases):
            last += timedelta(days=_OPEN_END)
        return min(days), max(last, min(days) + timedelta(days=7))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Bars, days below them, today and deadline across."""
        if not self._phases:
            return
        painter, px = QPainter(self), self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = self.span()
        left, right = px(12), self.width() - px(12)
        whole = (last - first).days

        def at(day: date) -> int:
            return left + round((right - left) * (day - first).days / whole)

        small = self._theme.font("axis")
        metrics = QFontMetrics(small)
        top, tall = px(22), px(24)
        painter.setPen(QPen(self._theme.colour("strong"), 1))
        painter.drawLine(left, top + tall + 4, right, top + tall + 4)
        said = -1
        for one in self._phases:
            assert one.starts_on is not None
            begin, end = at(one.starts_on), at(one.ends_on or last)
            box = QRectF(begin + 0.5, top + 0.5, max(4, end - begin - 1), tall)
            here = one.id == self._now
            painter.setBrush(self._theme.colour("selection" if here else "hover"))
            pen = QPen(self._theme.colour("accent" if here else "strong"), 2 if here else 1)
            if one.ends_on is None:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawRoundedRect(box, 4, 4)
            painter.setFont(self._theme.font("label"))
            painter.setPen(self._theme.colour("selection-text" if here else "text"))
            inner = QRect(begin + 8, top, max(0, end - begin - 12), tall)
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
                             QFontMetrics(painter.font()).elidedText(
                                 text(PHASES[one.kind]), Qt.TextElideMode.ElideRight, inner.width()))
            painter.setFont(small)
            painter.setPen(self._theme.colour("muted"))
            words = current().day(one.starts_on, "day_month")
            if begin > said:
                painter.drawText(begin, top + tall + px(18), words)
                said = begin + metrics.horizontalAdvance(words) + px(8)
        painter.setFont(small)
        today, due = at(self._today), at(self._due) if self._due != date.min else None
        words = tr("reviews due")
        left_of, right_of = self._room_of(metrics, today, tr("today"))
        if due is not None:
            from_, until = self._room_of(metrics, due, words)
            meet = from_ < right_of + px(8) and left_of < until + px(8)
            self._line(painter, due, "" if meet else words, "warning", top, tall, Qt.PenStyle.DashLine)
        self._line(painter, today, tr("today"), "accent", top, tall, Qt.PenStyle.SolidLine)
        painter.end()

    def _room_of(self, metrics: QFontMetrics, x: int, words: str) -> tuple[int, int]:
        """From where to where words above a line stand."""
        width = metrics.horizontalAdvance(words)
        left = max(0, min(x - width // 2, self.width() - width))
        return left, left + width

    def _line(self, painter: QPainter, x: int, words: str, tone: str, top: int, tall: int,
              style: Qt.PenStyle) -> None:
        if self._theme.contrast:  # the phase in force is filled with the very colour of the line
            painter.setPen(QPen(self._theme.colour("surface"), 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(x, top, x, top + tall)
        painter.setPen(QPen(self._theme.colour(tone), 2, style))
        painter.drawLine(x, top - 4, x, top + tall + 4)
        painter.drawText(self._room_of(painter.fontMetrics(), x, words)[0], top - 8, words)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
