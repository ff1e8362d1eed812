"""Plain lists on paper: any table of a screen, with a header on each page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from incubator_gui.core.messages import msg, nmsg
from incubator_gui.reports import style as s
from incubator_gui.reports.blocks import text
from incubator_gui.reports.flow import Flow, TableColumn
from incubator_gui.reports.fonts import face
from incubator_gui.reports.onepager_parts import squeezed
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.style import MM
from incubator_gui.reports.values import ListData

_STEP = 200
_PLAIN = s.Style(8, 4 * MM)
_STRONG = s.Style(8, 4 * MM, bold=True)


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
    gap = 3 * MM if len(data.columns) < 12 else 1.8 * MM
    widths = _widths(paper, data, gap)
    columns = [TableColumn(column.title, width, "right" if column.figures else "left",
                           _STRONG if column.strong else _PLAIN, most=6 if data.wrap else 1)
               for column, width in zip(data.columns, widths, strict=True)]

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


def _widths(paper: Paper, data: ListData, gap: float) -> list[float]:
    """Widths as the cells need them; where they need too much, the widest give way."""
    natural = []
    for index, column in enumerate(data.columns):
        font = face(column.strong)
        cells = (paper.say(row[index][:200]) for row in data.rows[:_STEP] if index < len(row))
        widest = max((font.width(line, _PLAIN.size) for cell in cells for line in cell.split("\n")), default=0.0)
        natural.append(max(widest, _title_width(paper.say(column.title)), 3 * MM) + 0.5)
    room = paper.body - gap * (len(natural) - 1)
    if sum(natural) > room:
        return squeezed(natural, room)
    free = min((room - sum(natural)) / len(natural), 20 * MM)
    return [width + free for width in natural]


def _title_width(title: str) -> float:
    """What a title needs that may stand on two lines."""
    font, size = face(True), s.LABEL_STRONG.size
    words = title.split(" ")
    if len(words) == 1:
        return font.width(title, size)
    breaks = (max(font.width(" ".join(words[:at]), size), font.width(" ".join(words[at:]), size))
              for at in range(1, len(words)))
    return min(breaks)
