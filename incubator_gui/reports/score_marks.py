"""Marks of scores on paper: one in a line, its name at the left, its figure at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incubator_gui.reports import style as s
from incubator_gui.reports.fonts import face
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.style import MM
from incubator_gui.reports.text import fitted


@dataclass(frozen=True, slots=True)
class IntervalMark:
    """A value with its likely range, around nothing; a hollow one is only told."""

    name: str
    figure: str
    value: float
    low: float
    high: float
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class RangeMark:
    """All scores of an application, their mean, and the adjusted one."""

    name: str
    figure: str
    values: tuple[float, ...]
    mean: float
    adjusted: float


@dataclass(frozen=True, slots=True)
class ShareMark:
    """A share of one; hatched where it hangs on something."""

    name: str
    figure: str
    share: float
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class RankMark:
    """Places before and after, from 0, with the ranks as they are told."""

    name: str
    figure: str
    before: int
    after: int
    rank_before: int
    rank_after: int


Mark = IntervalMark | RangeMark | ShareMark

_NAME, _FIGURE = 62 * MM, 40 * MM
_QUIET = s.Style(8, 4 * MM, colour=s.MUTED)
_PLAIN = s.Style(8, 4 * MM)


class MarkLine:
    """One mark between the ends of an axis."""

    height = 5 * MM

    def __init__(self, mark: Mark, width: float, low: float, high: float) -> None:
        self.mark, self.width, self.low, self.high = mark, width, low, high if high > low else low + 1

    def _x(self, x: float, value: float) -> float:
        left, room = x + _NAME, self.width - _NAME - _FIGURE
        return left + (value - self.low) / (self.high - self.low) * room

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Name, mark, figure, a thin line below."""
        pad = (self.height - _PLAIN.leading) / 2
        paper.write([fitted(paper.say(self.mark.name), _NAME - 3 * MM, _PLAIN.size)], x, top - pad, _PLAIN)
        paper.write([fitted(paper.say(self.mark.figure), _FIGURE - 2 * MM, _PLAIN.size)], x + self.width - _FIGURE,
                    top - pad, _PLAIN, _FIGURE, "right")
        paper.rule(x, top - self.height, self.width, 0.1 * MM)
        y = top - self.height / 2
        match self.mark:
            case IntervalMark():
                self._interval(paper, self.mark, x, y)
            case RangeMark():
                self._range(paper, self.mark, x, y)
            case ShareMark():
                self._share(paper, self.mark, x, y)

    def _share(self, paper: Paper, one: ShareMark, x: float, y: float) -> None:
        end, start = self._x(x, max(self.low, one.share)), self._x(x, max(0.0, self.low))
        left, wide, tall = min(start, end), max(0.3 * MM, abs(end - start)), 2.4 * MM
        if not one.hatched:
            paper.box(left, y - tall / 2, wide, tall, fill=s.ACCENT)
            return
        canvas = paper.canvas
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(left, y - tall / 2, wide, tall)
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.setStrokeColor(paper.colour(s.ACCENT))
        canvas.setLineWidth(0.35 * MM)
        at = left - tall
        while at < left + wide:
            canvas.line(at, y - tall / 2, at + tall, y + tall / 2)
            at += 1.2 * MM
        canvas.restoreState()
        paper.box(left, y - tall / 2, wide, tall, edge=s.ACCENT, thick=0.25 * MM)

    def _interval(self, paper: Paper, one: IntervalMark, x: float, y: float) -> None:
        canvas, middle = paper.canvas, self._x(x, 0.0)
        canvas.setStrokeColor(paper.colour(s.MUTED))
        canvas.setLineWidth(0.2 * MM)
        canvas.line(middle, y - self.height / 2, middle, y + self.height / 2)
        colour = paper.colour(s.MUTED if one.hollow else s.ACCENT)
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(0.4 * MM)
        if one.high > one.low:
            canvas.line(self._x(x, one.low), y, self._x(x, one.high), y)
            for end in (one.low, one.high):
                canvas.line(self._x(x, end), y - 0.9 * MM, self._x(x, end), y + 0.9 * MM)
        canvas.setFillColor(paper.colour(s.WHITE) if one.hollow else colour)
        canvas.circle(self._x(x, one.value), y, 1.1 * MM, stroke=1, fill=1)

    def _range(self, paper: Paper, one: RangeMark, x: float, y: float) -> None:
        canvas = paper.canvas
        low, high = self._x(x, min(one.values)), self._x(x, max(one.values))
        paper.box(low, y - 0.7 * MM, max(0.3, high - low), 1.4 * MM, fill=s.RULE)
        canvas.setStrokeColor(paper.colour(s.MUTED))
        canvas.setLineWidth(0.3 * MM)
        for value in one.values:
            at = self._x(x, value)
            canvas.line(at, y - 1.4 * MM, at, y + 1.4 * MM)
        at, side = self._x(x, one.mean), 1.3 * MM
        path = canvas.beginPath()
        path.moveTo(at, y + side)
        for dx, dy in ((side, 0), (0, -side), (-side, 0)):
            path.lineTo(at + dx, y + dy)
        path.close()
        canvas.setStrokeColor(paper.colour(s.INK))
        canvas.setFillColor(paper.colour(s.WHITE))
        canvas.drawPath(path, stroke=1, fill=1)
        canvas.setFillColor(paper.colour(s.ACCENT))
        canvas.circle(self._x(x, one.adjusted), y, 1 * MM, stroke=0, fill=1)


class AxisLine:
    """The words of an axis above the marks; a word that would meet the one before is left out."""

    height = 4.5 * MM

    def __init__(self, ticks: Sequence[tuple[float, str]], width: float, low: float, high: float) -> None:
        self.ticks, self.width = ticks, width
        self._line = MarkLine(ShareMark("", "", 0), width, low, high)

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """The words, then a line."""
        free = x
        for value, words in self.ticks:
            wide = face().width(words, _QUIET.size)
            left = self._line._x(x, value) - wide / 2
            if left > free:
                paper.write([words], left, top, _QUIET)
                free = left + wide + 1 * MM
        paper.rule(x, top - self.height, self.width, 0.4 * MM, s.INK)


class SlopeChart:
    """Ranks before at the left, after at the right; a line for each whose both places are shown."""

    step = 4.6 * MM

    def __init__(self, marks: Sequence[RankMark], width: float) -> None:
        self.marks, self.width = marks, width
        self.height = self.step * len(marks)

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Lines, ranks, names, changes."""
        canvas, left, right = paper.canvas, x + 12 * MM, x + self.width - _NAME - _FIGURE
        before = {one.before: one.rank_before for one in self.marks}
        for place, one in enumerate(self.marks):
            y = top - self.step * (place + 0.5)
            pad = top - self.step * place - (self.step - _PLAIN.leading) / 2
            if place in before:
                paper.write([str(before[place])], x, pad, _QUIET, 8 * MM, "right")
            paper.write([str(one.rank_after)], right + 4 * MM, pad, _PLAIN)
            paper.write([fitted(paper.say(one.name), _NAME, _PLAIN.size)], right + 14 * MM, pad, _PLAIN)
            paper.write([one.figure], x, pad, _PLAIN, self.width, "right")
            if one.before < len(self.marks):
                start = top - self.step * (one.before + 0.5)
                canvas.setStrokeColor(paper.colour(s.ACCENT if one.before > place else s.MUTED))
                canvas.setLineWidth((0.45 if one.before != place else 0.25) * MM)
                canvas.saveState()
                if one.before < place:
                    canvas.setDash(2.2, 1.6)
                canvas.line(left, start, right, y)
                canvas.restoreState()
            canvas.setFillColor(paper.colour(s.INK))
            canvas.circle(right, y, 0.6 * MM, stroke=0, fill=1)
            if place in before:
                canvas.circle(left, y, 0.6 * MM, stroke=0, fill=1)
