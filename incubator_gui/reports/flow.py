"""The way of blocks over pages: what does not fit goes to the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from incubator_gui.core.messages import Message
from incubator_gui.reports import style as s
from incubator_gui.reports.blocks import Block, Row, Rule, Space, Text, text
from incubator_gui.reports.paper import Align, Paper
from incubator_gui.reports.style import MM, Style


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a printed table: title, width in points, side, and style of its cells."""

    title: Message | str
    width: float
    align: Align = "left"
    style: Style = s.TEXT
    most: int | None = None


Cell = Message | str | Block


class Flow:
    """Places blocks from the top of the page to its foot, page after page."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.top = paper.height - s.TOP - 10 * MM
        self.bottom = s.BOTTOM + 4 * MM
        self.y = self.top
        self._titled_at = (0, 0.0)
        paper.head_and_foot()

    @property
    def room(self) -> float:
        """The height that is left on this page."""
        return self.y - self.bottom

    def new_page(self) -> None:
        """Go to the top of the next page."""
        self.paper.new_page()
        self.paper.head_and_foot()
        self.y = self.top

    def space(self, height: float) -> None:
        """Leave room, unless at the top of a page."""
        if self.y < self.top:
            self.y -= height

    def need(self, height: float) -> bool:
        """Begin a page if so much is not left; says whether it did."""
        if self.room + 0.01 >= height or self.y >= self.top:
            return False
        self.new_page()
        return True

    def add(self, block: Block) -> None:
        """Place a block; texts and rows flow over the page's end."""
        while isinstance(block, Text | Row) and block.height > self.room + 0.01:
            if isinstance(block, Row) and block.height <= self.top - self.bottom:
                break
            parts = block.split(self.room)
            if parts is None:
                if self.y >= self.top:
                    break
                self.new_page()
                continue
            self._put(parts[0])
            self.new_page()
            block = parts[1]
        self.need(block.height)
        self._put(block)

    def heading(self, title: Message | str, follows: float = 14 * MM) -> None:
        """A heading that stays with what follows it."""
        if self._titled_at != (self.paper.page, self.y):
            self.space(s.SECTION)
        block = text(self.paper, title, s.HEADING, self.paper.body)
        self.need(block.height + s.UNDER_HEADING + follows)
        self._put(block)
        self.y -= s.UNDER_HEADING

    def chapter(self, key: str, title: Message | str) -> None:
        """The title of a section, a place for contents and outline."""
        self.space(10 * MM)
        block = text(self.paper, title, s.CHAPTER, self.paper.body)
        self.need(38 * MM)
        self.paper.mark(key, self.paper.say(title), self.y + 2 * MM, level=1)
        self._put(block)
        self.rule(1.2 * MM, 2.5 * MM, 0.6 * MM, s.INK)
        self._titled_at = (self.paper.page, self.y)

    def paragraph(self, content: Message | str, style: Style = s.TEXT, width: float | None = None) -> None:
        """A text of any length."""
        self.add(text(self.paper, content, style, width or self.paper.body))

    def table(self, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]], gap: float = s.GAP) -> None:
        """A table whose header is repeated on each page."""
        header = self.row(columns, [column.title for column in columns], gap, header=True)
        begun = False
        for cells in rows:
            row = self.row(columns, cells, gap)
            if not begun:
                self.need(header.height + min(row.height, (self.top - self.bottom) / 3))
                self._put(header)
                begun = True
            if row.height > self.room and (row.height <= self.top - self.bottom - header.height):
                self.new_page()
                self._put(header)
            elif row.height > self.room:
                self._long(row, header)
                continue
            self._put(row)

    def row(self, columns: Sequence[TableColumn], cells: Sequence[Cell], gap: float = s.GAP,
            header: bool = False) -> Row:
        """One row of a table."""
        at, placed = 0.0, list[tuple[float, Block]]()
        for column, cell in zip(columns, cells, strict=True):
            if isinstance(cell, str | Message):
                style = s.LABEL_STRONG if header else column.style
                cell = text(self.paper, cell, style, column.width, align=column.align,
                            most=2 if header else column.most)
            placed.append((at, cell))
            at += column.width + gap
        return Row(placed, at - gap, thick=(0.4 if header else 0.2) * MM, colour=s.INK if header else s.RULE)

    def pairs(self, pairs: Iterable[tuple[Message | str, Cell]], label: float = 42 * MM) -> None:
        """Labels with their values; pairs without a value are left out."""
        width = self.paper.body
        for name, value in pairs:
            if isinstance(value, str | Message):
                value = text(self.paper, value, s.TEXT, width - label - s.GAP)
            if value.height <= 0:
                continue
            self.add(Row([(0, text(self.paper, name, s.QUIET, label)), (label + s.GAP, value)], width))

    def rule(self, above: float = 3 * MM, below: float = 3 * MM, thick: float = 0.2 * MM,
             colour: str = s.RULE) -> None:
        """A line across the page."""
        self.add(Rule(self.paper.body, thick, colour, above, below))

    def _put(self, block: Block) -> None:
        if not isinstance(block, Space):
            block.draw(self.paper, s.SIDE, self.y)
        self.y -= block.height

    def _long(self, row: Row, header: Row) -> None:
        """A row higher than a page goes on under a repeated header."""
        rest: Row | None = row
        while rest is not None:
            if rest.height <= self.room:
                self._put(rest)
                return
            parts = rest.split(self.room)
            if parts is None and self.room >= self.top - self.bottom - header.height - 1:
                self._put(rest)
                return
            if parts is not None:
                self._put(parts[0])
                rest = parts[1]
            self.new_page()
            self._put(header)
