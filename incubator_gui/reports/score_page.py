"""The table of scores on paper, with the plots that say how far to trust it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from incubator_gui.core.languages import translator
from incubator_gui.core.messages import msg
from incubator_gui.reports import style as s
from incubator_gui.reports.blocks import text
from incubator_gui.reports.flow import Flow, TableColumn
from incubator_gui.reports.fonts import face
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.result import Result
from incubator_gui.reports.score_marks import (
    AxisLine,
    IntervalMark,
    Mark,
    MarkLine,
    RangeMark,
    RankMark,
    ShareMark,
    SlopeChart,
)
from incubator_gui.reports.style import MM
from incubator_gui.reports.values import Column, PaperOptions
from incubator_gui.reports.whole_file import whole
from incubator_gui.reports.wire import from_json, to_json

TARGET = "incubator_gui.reports.score_page:build_child"
"""What a child process is asked to run."""

Progress = Callable[[int, int], None]

_PLAIN, _STRONG = s.Style(8, 4 * MM), s.Style(8, 4 * MM, bold=True)
_NAME_SHARE, _LEAST_NAME, _WIDEST_NAME = 2.6, 40 * MM, 90 * MM
_FEWEST = 3
"""Marks of a plot that go over to another page together."""
_FEWEST_SLOPES = 12
"""Ranks that are worth a chart beside what stands on the page already."""
_OVER_SLOPES = 34 * MM
"""What heading, explanation and remark of the ranks need beside the chart, which is not parted."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure about the whole, with its remark."""

    label: str
    figure: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class FlipPart:
    """Without whom, how many change, and who, in lines."""

    name: str
    figure: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScorePaper:
    """All of it in words of the paper's language. `ranked` is how many have a rank, with those that are not drawn."""

    title: str
    subtitle: str
    facts: tuple[Fact, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    help_table: str = ""
    titles: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """Titles, explanations and remarks of the six plots in their order."""
    severity: tuple[IntervalMark, ...] = ()
    severity_ends: tuple[str, ...] = ()
    spread: tuple[RangeMark, ...] = ()
    spread_ticks: tuple[str, ...] = ()
    spread_places: tuple[float, ...] = ()
    ranks: tuple[RankMark, ...] = ()
    ranked: int = 0
    shares: tuple[ShareMark, ...] = ()
    share_ticks: tuple[str, ...] = ()
    flips: tuple[FlipPart, ...] = ()
    agreement: tuple[ShareMark, ...] = ()


def draw_scores(paper: Paper, data: ScorePaper, progress: Progress) -> None:
    """Draw everything, beginning on the page at hand."""
    flow = Flow(paper)
    paper.mark("scores", paper.say(data.title) or "–", flow.y + 4 * MM)
    flow.add(text(paper, data.title, s.CHAPTER, paper.body, most=2))
    flow.paragraph(data.subtitle, s.LABEL)
    flow.space(3 * MM)
    if data.facts:
        _facts(flow, data.facts)
    flow.space(3 * MM)
    _table(flow, data)
    progress(1, 3)
    reach = max([0.01, *(max(abs(one.low), abs(one.high), abs(one.value)) for one in data.severity)]) * 1.05
    left, right = (*data.severity_ends, "", "")[:2]
    places = data.spread_places or (0.0, 1.0)
    low_alpha = min([0.0, *(one.share for one in data.agreement)])
    number = paper.words.number
    _plot(flow, data, 0, data.severity, (-reach, reach),
          [(-reach / 2, f"← {left}"), (0.0, "0"), (reach / 2, f"{right} →")])
    _plot(flow, data, 1, data.spread, (places[0], places[-1]),
          list(zip(places, data.spread_ticks, strict=False)))
    _slopes(flow, data)
    progress(2, 3)
    _plot(flow, data, 3, data.shares, (0.0, 1.0),
          list(zip((0.0, 0.25, 0.5, 0.75, 1.0), data.share_ticks, strict=False)))
    _flips(flow, data)
    _plot(flow, data, 5, data.agreement, (low_alpha, 1.0),
          [(0.0, "0"), (0.667, number(0.67, 2)), (0.8, number(0.8, 2)), (1.0, "1")])
    progress(3, 3)


def _facts(flow: Flow, facts: Sequence[Fact]) -> None:
    paper, gap = flow.paper, s.GAP
    wide = (paper.body - gap * (len(facts) - 1)) / len(facts)
    top = flow.y
    lowest = 0.0
    for place, fact in enumerate(facts):
        x, y = s.SIDE + place * (wide + gap), top
        for words, style, most in ((fact.label, s.LABEL, 2), (fact.figure, s.FIGURE, 1), (fact.remark, s.LABEL, 2)):
            block = text(paper, words, style, wide, most=most)
            block.draw(paper, x, y)
            y -= max(block.height, style.leading)
        lowest = max(lowest, top - y)
    flow.y -= lowest


def _table(flow: Flow, data: ScorePaper) -> None:
    gap = 3 * MM
    columns = [TableColumn(column.title, width, "right" if column.figures else "left",
                           _STRONG if column.strong else _PLAIN, most=2)
               for column, width in zip(data.columns, _widths(data, flow.paper, gap), strict=True)]
    if columns and data.rows:
        flow.table(columns, data.rows, gap)
    flow.space(2 * MM)
    flow.paragraph(data.help_table, s.LABEL)


def _widths(data: ScorePaper, paper: Paper, gap: float) -> list[float]:
    """What figures and the longest word of each title need; the names share what is left."""
    def need(place: int, column: Column) -> float:
        title = max((face(bold=True).width(word, s.LABEL_STRONG.size) for word in column.title.split()), default=0.0)
        cells = max((face().width(row[place], _PLAIN.size) for row in data.rows), default=0.0)
        return max(title, cells) + 1 * MM

    needs = [0.0 if column.strong else need(place, column) for place, column in enumerate(data.columns)]
    names = sum(column.strong for column in data.columns)
    room = paper.body - gap * (len(needs) - 1)
    name = min(_WIDEST_NAME, (room - sum(needs)) / max(1, names))
    if not names or name < _LEAST_NAME:
        weights = [_NAME_SHARE if column.strong else 1.0 for column in data.columns]
        return [room * weight / sum(weights) for weight in weights]
    more = (room - sum(needs) - name * names) / max(1, len(needs) - names)
    return [name if column.strong else width + more for column, width in zip(data.columns, needs, strict=True)]


def _head(flow: Flow, data: ScorePaper, part: int) -> None:
    flow.heading(data.titles[part], 30 * MM)
    flow.paragraph(data.helps[part], s.LABEL)
    flow.space(2 * MM)


def _foot(flow: Flow, data: ScorePaper, part: int) -> None:
    if data.notes[part]:
        flow.space(1 * MM)
        flow.paragraph(data.notes[part], s.NOTE)


def _plot(flow: Flow, data: ScorePaper, part: int, marks: Sequence[Mark], ends: tuple[float, float],
          ticks: Sequence[tuple[float, str]]) -> None:
    if not marks:
        return
    _head(flow, data, part)
    axis = AxisLine(ticks, flow.paper.body, *ends)
    flow.need(axis.height + 3 * MarkLine.height)
    flow.add(axis)
    for left, mark in zip(range(len(marks), 0, -1), marks, strict=True):
        last = left == _FEWEST < len(marks) and flow.room < left * MarkLine.height
        if flow.need(_FEWEST * MarkLine.height if last else MarkLine.height):
            flow.add(axis)
        flow.add(MarkLine(mark, flow.paper.body, *ends))
    _foot(flow, data, part)


def _slopes(flow: Flow, data: ScorePaper) -> None:
    if not data.ranks:
        return
    here, page = (int((room - _OVER_SLOPES) / SlopeChart.step) for room in (flow.room, flow.top - flow.bottom))
    chart = SlopeChart(data.ranks[:here if here >= _FEWEST_SLOPES else page], flow.paper.body)
    flow.need(chart.height + _OVER_SLOPES)
    _head(flow, data, 2)
    flow.add(chart)
    if len(chart.marks) < data.ranked:
        flow.space(1 * MM)
        flow.paragraph(msg("The first {most} of {whole}; the table above holds all.", most=len(chart.marks),
                           whole=data.ranked), s.NOTE)


def _flips(flow: Flow, data: ScorePaper) -> None:
    if not data.flips:
        return
    _head(flow, data, 4)
    body, gap = flow.paper.body, s.GAP
    columns = [TableColumn("", 55 * MM, style=_STRONG, most=2), TableColumn("", 32 * MM, style=_PLAIN),
               TableColumn("", body - 87 * MM - 2 * gap, style=_PLAIN)]

    def rows() -> Iterator[tuple[str, str, str]]:
        for one in data.flips:
            yield one.name, one.figure, "\n".join(one.lines)

    for cells in rows():
        flow.add(flow.row(columns, cells, gap))
    _foot(flow, data, 4)


def request(data: ScorePaper, options: PaperOptions, target: Path) -> dict[str, Any]:
    """The argument for a child process that runs `TARGET`."""
    return {"data": to_json(data), "options": to_json(options), "target": str(target)}


def build_child(argument: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Write the paper of a request; for `core.process.run_child`."""
    result = build(from_json(ScorePaper, argument["data"]), from_json(PaperOptions, argument["options"]),
                   Path(argument["target"]), progress)
    return result.to_json()


def build(data: ScorePaper, options: PaperOptions, target: Path,
          progress: Progress = lambda done, total: None) -> Result:
    """Write the paper; the target is replaced only when the new file is whole."""
    words = translator(options.language)
    with whole(target) as scratch:
        paper = Paper(scratch, options, words, data.title, data.subtitle, landscape=True)
        draw_scores(paper, data, progress)
        pages = paper.save()
    return Result(target, pages, tuple(paper.warnings))
