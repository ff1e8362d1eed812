"""Light charts drawn straight onto the sheet; shares and forecasts differ by pattern, not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from incubator_gui.reports import style as s
from incubator_gui.reports.fonts import face
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.style import MM
from incubator_gui.reports.text import fitted


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the words under it, its value and the words over it."""

    name: str
    value: Decimal
    label: str
    forecast: bool = False


class BarChart:
    """Bars over a line; forecasts hollow and dashed."""

    def __init__(self, bars: Sequence[Bar], width: float, height: float = 34 * MM) -> None:
        self.bars, self.width, self.height = bars, width, height

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Draw bars, values and names."""
        values = [float(bar.value) for bar in self.bars]
        high, low = max(0.0, *values), min(0.0, *values)
        reach = (high - low) or 1.0
        names, labels = s.LABEL.leading, s.LABEL.leading
        plot = self.height - names - labels - (labels if low < 0 else 0)
        zero = top - labels - plot * high / reach
        step = self.width / len(self.bars)
        wide = min(step * 0.74, 16 * MM)
        strong = s.Style(7.5, 4 * MM, bold=True)
        for index, bar in enumerate(self.bars):
            left = x + index * step + (step - wide) / 2
            tall = plot * float(bar.value) / reach
            _bar(paper, left, zero, wide, tall, bar.forecast)
            over = zero + max(tall, 0) + labels if tall >= 0 else zero + tall
            paper.write([fitted(bar.label, step, 7.5, bold=True)], x + index * step, over, strong, step, "centre")
            paper.write([fitted(bar.name, step, 7.5)], x + index * step, top - self.height + names, s.LABEL, step,
                        "centre")
        paper.rule(x, zero, self.width, 0.35 * MM, s.INK)


def _bar(paper: Paper, x: float, zero: float, width: float, height: float, hollow: bool) -> None:
    if abs(height) < 0.4:
        return
    bottom, tall = (zero, height) if height > 0 else (zero + height, -height)
    if not hollow:
        paper.box(x, bottom, width, tall, fill=s.ACCENT)
        return
    paper.canvas.saveState()
    paper.canvas.setDash(2.2, 1.6)
    paper.box(x, bottom, width, tall, fill=s.WHITE, edge=s.ACCENT, thick=0.35 * MM)
    paper.canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: its share of one, its words and the amount below them."""

    share: float
    percent: str
    name: str
    amount: str = ""


class SharesBar:
    """One bar in parts: solid, tint, hatched, hollow, in turn.

    Words stand under their part; where they need more room than there is, they become rows with a sample.
    """

    tall = 8.5 * MM
    between = 2.5 * MM

    def __init__(self, shares: Sequence[Share], width: float) -> None:
        self.shares, self.width = shares, width
        total = sum(share.share for share in shares) or 1.0
        self._wide = [width * share.share / total for share in shares]
        self._starts = self._places()
        below = s.TEXT.leading + s.LABEL.leading if self._starts else s.LINE * len(shares)
        self.height = self.tall + 1 * MM + below

    def _places(self) -> list[float]:
        """Where the words of each part begin, moved left as they need; empty where they do not fit."""
        at, places, limit = self.width, list[float](), self.width
        for share, wide in zip(reversed(self.shares), reversed(self._wide), strict=True):
            at -= wide
            words = max(face().width(share.name, s.TEXT.size), face().width(share.amount, s.LABEL.size)) + 0.5
            place = min(at, limit - words)
            if place < -0.1 or place + words < at:
                return []
            places.append(place)
            limit = place - self.between
        return places[::-1]

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Draw the parts with their figures, their words below."""
        bottom, at = top - self.tall, x
        for index, (share, wide) in enumerate(zip(self.shares, self._wide, strict=True)):
            _part(paper, index % 4, at, bottom, wide, self.tall)
            self._figure(paper, share, at, bottom, wide, index % 4)
            if self._starts:
                place = x + self._starts[index]
                paper.write([share.name], place, bottom - 1 * MM, s.TEXT)
                paper.write([share.amount] if share.amount else [], place, bottom - 1 * MM - s.TEXT.leading, s.LABEL)
            else:
                self._row(paper, share, index, x, bottom - 1 * MM - index * s.LINE)
            at += wide

    def _row(self, paper: Paper, share: Share, index: int, x: float, top: float) -> None:
        side = 2.6 * MM
        _part(paper, index % 4, x, top - s.LINE / 2 - side / 2, side, side)
        figures = f"{share.percent}   {share.amount}" if share.amount else share.percent
        room = self.width - face().width(figures, s.TEXT.size) - side - 6 * MM
        paper.write([fitted(share.name, room, s.TEXT.size)], x + side + 2 * MM, top, s.TEXT)
        paper.write([figures], x, top, s.QUIET, self.width, "right")

    def _figure(self, paper: Paper, share: Share, x: float, bottom: float, wide: float, pattern: int) -> None:
        text_wide = face(True).width(share.percent, 9)
        if text_wide + 2 > wide:
            return
        if pattern == 2:
            paper.box(x + (wide - text_wide) / 2 - 1.2 * MM, bottom + self.tall / 2 - 2.2 * MM, text_wide + 2.4 * MM,
                      4.4 * MM, fill=s.WHITE)
        style = s.STRONG.tinted(s.WHITE if pattern == 0 else s.INK)
        paper.write([share.percent], x, bottom + self.tall / 2 + s.LINE / 2, style, wide, "centre")


def _part(paper: Paper, pattern: int, x: float, y: float, width: float, height: float) -> None:
    paper.box(x, y, width, height, fill=(s.ACCENT, s.TINT, s.WHITE, s.WHITE)[pattern], edge=s.ACCENT, thick=0.35 * MM)
    if pattern == 2:
        _hatch(paper, x, y, width, height)


def _hatch(paper: Paper, x: float, y: float, width: float, height: float) -> None:
    canvas = paper.canvas
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(x, y, width, height)
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.setStrokeColor(paper.colour(s.ACCENT))
    canvas.setLineWidth(0.45 * MM)
    at = x - height
    while at < x + width:
        canvas.line(at, y, at + height, y + height)
        at += 1.6 * MM
    canvas.restoreState()


class Sparkline:
    """A small line of a series, its last point marked."""

    def __init__(self, values: Sequence[Decimal], width: float, height: float = s.LINE) -> None:
        self.values, self.width, self.height = values, width, height

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Draw the line."""
        if len(self.values) < 2:
            return
        values = [float(value) for value in self.values]
        low, reach = min(values), (max(values) - min(values)) or 1.0
        inner, bottom = self.height - 2.4 * MM, top - self.height + 1.2 * MM
        step = (self.width - 2 * MM) / (len(values) - 1)
        canvas = paper.canvas
        path = canvas.beginPath()
        for index, value in enumerate(values):
            at = (x + 1 * MM + index * step, bottom + inner * (value - low) / reach)
            path.lineTo(*at) if index else path.moveTo(*at)
        canvas.setStrokeColor(paper.colour(s.ACCENT))
        canvas.setLineWidth(0.3 * MM)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.setFillColor(paper.colour(s.ACCENT))
        canvas.circle(*at, 0.65 * MM, stroke=0, fill=1)


class Mark:
    """The state of a milestone: filled, half, hollow."""

    def __init__(self, state: str) -> None:
        self.state, self.height = state, s.LINE
        self.side = 2.2 * MM

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Draw the square."""
        y = top - s.LINE / 2 - self.side / 2
        paper.box(x, y, self.side, self.side, fill=s.ACCENT if self.state == "done" else s.WHITE, edge=s.ACCENT,
                  thick=0.3 * MM)
        if self.state == "running":
            paper.box(x, y, self.side / 2, self.side, fill=s.ACCENT)


class LifeLine:
    """Dated events on a line, their names above and below by turns."""

    def __init__(self, events: Sequence[tuple[date, str, str]], today: date | None, width: float) -> None:
        self.events, self.today, self.width = events, today, width
        self.height = 2 * (s.LABEL.leading + s.NOTE.leading) + 8 * MM

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Draw the line, a mark for each event, future ones hollow."""
        first, last = self.events[0][0], self.events[-1][0]
        reach = (last - first).days or 1
        middle, inset = top - self.height / 2, 2 * MM
        paper.rule(x, middle, self.width, 0.5 * MM, s.INK)
        free = [x - 1.0, x - 1.0]
        canvas = paper.canvas
        for index, (day, name, words) in enumerate(self.events):
            at = x + inset + (self.width - 2 * inset) * (day - first).days / reach
            future = self.today is not None and day > self.today
            canvas.setStrokeColor(paper.colour(s.ACCENT))
            canvas.setFillColor(paper.colour(s.WHITE if future else s.ACCENT))
            canvas.setLineWidth(0.35 * MM)
            canvas.circle(at, middle, 1.1 * MM, stroke=1, fill=1)
            side = index % 2
            for choice in (side, 1 - side):
                wide = max(face(True).width(name, 7.5), face().width(words, 7))
                wide = min(wide, 42 * MM)
                left = min(max(at - inset, free[choice] + 2 * MM, x), x + self.width - wide)
                if left > free[choice] and left <= at + 1 and left + wide >= at - 1:
                    self._label(paper, name, words, left, wide, middle, choice)
                    free[choice] = left + wide
                    break

    @staticmethod
    def _label(paper: Paper, name: str, words: str, left: float, wide: float, middle: float, below: int) -> None:
        top = middle - 2.2 * MM if below else middle + 2.2 * MM + s.LABEL.leading + s.NOTE.leading
        strong = s.Style(7.5, 4 * MM, bold=True)
        paper.write([fitted(name, wide + 0.5, 7.5, bold=True)], left, top, strong)
        paper.write([fitted(words, wide + 0.5, 7)], left, top - s.LABEL.leading, s.NOTE)
