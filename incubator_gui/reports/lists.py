"""Plain lists on paper: any table of a screen, with a header on each page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from incubator_gui.core.messages import msg, nmsg
from incubator_gui.reports import style as s
from incubator_gui.reports.blocks import text
from incubator_gui.reports.flow import Flow, TableColumn
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.style import MM
from incubator_gui.reports.values import ListData

_STEP = 200


def draw_list(paper: Paper, data: ListData, progress: Callable[[int, int], None]) -> None:
    """Draw the list, beginning on the page at hand."""
    flow = Flow(paper)
    paper.mark("list", paper.say(data.title) or "–", flow.y + 4 * MM)
    flow.add(text(paper, data.title, s.CHAPTER, paper.body, most=2))
    count = nmsg("{n} row", "{n} rows", len(data.rows))
    flow.paragraph(msg("{subtitle}, {count}", subtitle=data.subtitle, count=count) if data.subtitle else count,
                   s.LABEL)
    flow.space(3 * MM)
    if not data.columns:
        return
    gap = 3 * MM
    parts = sum(max(column.width, 0.1) for column in data.columns)
    unit = (paper.body - gap * (len(data.columns) - 1)) / parts
    if unit * min(max(column.width, 0.1) for column in data.columns) < 4 * MM:
        gap = 1 * MM
        unit = (paper.body - gap * (len(data.columns) - 1)) / parts
    size = s.Style(8, 4 * MM)
    columns = [TableColumn(column.title, max(unit * max(column.width, 0.1), 3 * MM),
                           "right" if column.figures else "left",
                           s.Style(8, 4 * MM, bold=True) if column.strong else size,
                           most=6 if data.wrap else 1) for column in data.columns]

    def rows() -> Iterator[list[str]]:
        for index, row in enumerate(data.rows):
            if index % _STEP == 0:
                progress(index, len(data.rows))
            yield [*row[:len(columns)], *[""] * (len(columns) - len(row))]

    if data.rows:
        flow.table(columns, rows(), gap)
    else:
        flow.paragraph(msg("Nothing is in this list."), s.QUIET)
    progress(len(data.rows), len(data.rows))
