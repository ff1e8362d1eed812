"""What the colours and signs of a plan mean; lies below the canvas."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from incubator_gui.core.messages import text, tr
from incubator_gui.domain.plan_colours import BY_DAYS, BY_FOCUS, DAYS, FILLS, FOCUS
from incubator_gui.widgets.plan import inks as ink
from incubator_gui.widgets.plan.day import PlanDay
from incubator_gui.widgets.plan.inks import Inks
from incubator_gui.widgets.theme import Theme

FREE, RUN, HATCHED, RESERVE, TARGET, LEAVING, LOCKED, SLOT = (
    "free", "run", "hatched", "reserve", "target", "leaving", "locked", "slot")


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign and its words."""

    sign: str
    words: str
    slot: int = 0


class PlanLegend(QWidget):
    """Swatches with words, wrapped into as many lines as they need."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._day: PlanDay | None = None
        self._locked = self._carrying = False
        self._entries: tuple[Entry, ...] = ()
        self._places: list[tuple[Entry, QPointF]] = []
        self._inks: Inks | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)
        self.retranslate()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What it explains now."""
        return self._entries

    def show_day(self, day: PlanDay | None) -> None:
        """Entries for what is seen on this day."""
        self._day = day
        self._locked = day is not None and day.plan is not None and day.floor in day.plan.scenes and any(
            room.is_locked for room in day.plan.scenes[day.floor].rooms)
        self._fill()

    def set_carrying(self, on: bool) -> None:
        """While something is carried, the sign of a place that can take it is explained too."""
        self._carrying = on
        self._fill()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Legend"))
        self._fill()

    def _fill(self) -> None:
        entries = tuple(self._made())
        if entries != self._entries:
            self._entries = entries
            self.setAccessibleDescription(", ".join(entry.words for entry in entries))
            self._lay_out()

    def _made(self) -> list[Entry]:
        day = self._day
        out = [Entry(FREE, tr("Free"))]
        if day is None:
            return out
        shown = sorted({view.slot for view in day.runs if not view.reserved})
        if day.mode in (BY_FOCUS, BY_DAYS):
            names = {one.slot: text(one.label) for one in (FOCUS if day.mode == BY_FOCUS else DAYS)}
            order = [one.slot for one in (FOCUS if day.mode == BY_FOCUS else DAYS) if one.slot in shown]
            out += [Entry(SLOT, names[slot], slot) for slot in order]
        else:
            plain, hatched = ([s for s in shown if 0 <= s < FILLS], [s for s in shown if s >= FILLS])
            if plain:
                out.append(Entry(RUN, tr("Taken, coloured by company"), plain[0]))
            if hatched:
                out.append(Entry(HATCHED, tr("Taken, second set of colours"), hatched[0]))
        reserved = [view.slot for view in day.runs if view.reserved]
        if reserved:
            out.append(Entry(RESERVE, tr("Kept for growth"), reserved[0]))
        if any(view.leaves is not None for view in day.runs):
            out.append(Entry(LEAVING, tr("Leaves soon")))
        if self._locked:
            out.append(Entry(LOCKED, tr("Locked room")))
        if self._carrying:
            out.append(Entry(TARGET, tr("Can go here")))
        return out

    def _pen_box(self) -> Inks:
        ratio = self.devicePixelRatioF()
        if self._inks is None or self._inks.ratio != ratio:
            self._inks = Inks(self._theme, ratio)
        return self._inks

    def _lay_out(self) -> None:
        inks, px = self._pen_box(), self._theme.px
        x, y, line = 24.0, 4.0, float(px(20))
        self._places = []
        for entry in self._entries:
            wide = px(24) + 6 + inks.width(entry.words, ink.ROOM)
            if x > 24 and x + wide > self.width() - 16:
                x, y = 24.0, y + line
            self._places.append((entry, QPointF(x, y)))
            x += wide + px(20)
        height = round(y + line + 4)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """One line, if there is room."""
        return QSize(self._theme.px(480), self._theme.px(28))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Wrap anew."""
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Signs and words."""
        painter, inks, px = QPainter(self), self._pen_box(), self._theme.px
        painter.fillRect(self.rect(), inks.colour("window"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for entry, at in self._places:
            box = QRectF(round(at.x()) + 0.5, round(at.y() + px(4)) + 0.5, px(22), px(12))
            self._sign(painter, inks, entry, box)
            inks.write(painter, at.x() + px(24) + 6, at.y() + px(10) - inks.height(ink.ROOM) / 2, entry.words, ink.ROOM,
                       "muted")
        painter.end()

    def _sign(self, painter: QPainter, inks: Inks, entry: Entry, box: QRectF) -> None:
        if entry.sign in (LEAVING, LOCKED):
            inks.icon(painter, box.center().x() - self._theme.px(6), box.center().y() - self._theme.px(6),
                      "clock" if entry.sign == LEAVING else "lock", "warning" if entry.sign == LEAVING else "muted")
            return
        edge = "text" if self._theme.is_dark else "ink"
        match entry.sign:
            case "free":
                painter.setPen(inks.pen("strong", 1))
                painter.setBrush(inks.colour("surface"))
            case "reserve":
                painter.setPen(inks.pen(edge, 1.25, Qt.PenStyle.DashLine))
                painter.setBrush(inks.fill(entry.slot, 35))
            case "target":
                painter.setPen(inks.pen("on-accent" if inks.theme.contrast else "accent", 1.5, Qt.PenStyle.DashLine))
                painter.setBrush(inks.colour("selection"))
            case _:
                painter.setPen(inks.pen("ink" if entry.slot >= 0 else "muted", 1.25))
                painter.setBrush(inks.fill(entry.slot))
        painter.drawRect(box)

    def _dress(self) -> None:
        self._inks = None
        self._lay_out()
