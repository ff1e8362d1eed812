"""Blocks: pieces of a page that know their height before they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from incubator_gui.core.messages import Message
from incubator_gui.reports import style as s
from incubator_gui.reports.paper import Align, Paper
from incubator_gui.reports.style import MM, Style


class Block(Protocol):
    """Something of a known height that is drawn from its upper left corner."""

    @property
    def height(self) -> float:
        """How much of the page it takes."""

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Put it onto the page at hand."""


class Text:
    """Lines in one style."""

    def __init__(self, lines: Sequence[str], style: Style, width: float, align: Align = "left",
                 trimmed: bool = False) -> None:
        self.lines, self.style, self.width, self.align, self.trimmed = lines, style, width, align, trimmed
        self.height = len(lines) * style.leading

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Set the lines."""
        paper.write(self.lines, x, top, self.style, self.width, self.align)

    def split(self, room: float) -> tuple[Text, Text] | None:
        """What fits into the room, and the rest; never less than a line."""
        fits = int(room / self.style.leading + 1e-6)
        if fits < 1 or fits >= len(self.lines):
            return None
        return (Text(self.lines[:fits], self.style, self.width, self.align),
                Text(self.lines[fits:], self.style, self.width, self.align))


def text(paper: Paper, content: Message | str, style: Style, width: float, *, most: int | None = None,
         align: Align = "left") -> Text:
    """A text broken for its width, ready to be placed."""
    clean = paper.say(content)
    lines, trimmed = paper.lines(clean, style, width, most) if clean else ([], False)
    return Text(lines, style, width, align, trimmed)


@dataclass(frozen=True, slots=True)
class Space:
    """Nothing, of a height."""

    height: float

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Nothing is drawn."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across, with room above and below it."""

    width: float
    thick: float = 0.2 * MM
    colour: str = s.RULE
    above: float = 0.0
    below: float = 0.0

    @property
    def height(self) -> float:
        """The line and its room."""
        return self.above + self.below

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Draw the line."""
        paper.rule(x, top - self.above, self.width, self.thick, self.colour)


class Stack:
    """Blocks below each other."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.height = sum(block.height for block in blocks)

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Draw one after the other."""
        for block in self.blocks:
            block.draw(paper, x, top)
            top -= block.height


class Side:
    """Blocks beside each other, each at its distance from the left."""

    def __init__(self, blocks: Sequence[tuple[float, Block]]) -> None:
        self.blocks = blocks
        self.height = max((block.height for _, block in blocks), default=0.0)

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Draw all from the same height."""
        for offset, block in self.blocks:
            block.draw(paper, x + offset, top)


class Row:
    """A row of a table: cells, room above and below, a line beneath; splits where it must."""

    def __init__(self, cells: Sequence[tuple[float, Block]], width: float, pad: float = 0.75 * MM,
                 thick: float = 0.2 * MM, colour: str = s.RULE) -> None:
        self.cells, self.width, self.pad, self.thick, self.colour = cells, width, pad, thick, colour
        lines = [_first_line(cell) for _, cell in cells]
        lowest = max(lines, default=0.0)
        self.height = 2 * pad + max((cell.height + (lowest - first if first else 0) for (_, cell), first
                                     in zip(cells, lines, strict=True)), default=s.LINE)

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Draw the cells, their first lines on one height, and the line."""
        lines = [_first_line(cell) for _, cell in self.cells]
        lowest = max(lines, default=0.0)
        for (offset, cell), first in zip(self.cells, lines, strict=True):
            cell.draw(paper, x + offset, top - self.pad - (lowest - first if first else 0))
        if self.thick:
            paper.rule(x, top - self.height, self.width, self.thick, self.colour)

    def split(self, room: float) -> tuple[Row, Row] | None:
        """The row in two, between lines of its texts; only texts can be parted."""
        room -= 2 * self.pad
        first: list[tuple[float, Block]] = []
        rest: list[tuple[float, Block]] = []
        for offset, cell in self.cells:
            if cell.height <= room:
                first.append((offset, cell))
                rest.append((offset, Space(0)))
                continue
            parts = cell.split(room) if isinstance(cell, Text) else None
            if parts is None:
                return None
            first.append((offset, parts[0]))
            rest.append((offset, parts[1]))
        return (Row(first, self.width, self.pad, 0, self.colour),
                Row(rest, self.width, self.pad, self.thick, self.colour))


def shortened(block: Block) -> bool:
    """Whether a text in it had to be cut."""
    if isinstance(block, Text):
        return block.trimmed
    if isinstance(block, Stack):
        return any(shortened(inner) for inner in block.blocks)
    if isinstance(block, Side):
        return any(shortened(inner) for _, inner in block.blocks)
    return isinstance(block, Row) and any(shortened(inner) for _, inner in block.cells)


def _first_line(block: Block) -> float:
    """How far below its top a block's first line stands; 0 where it has none."""
    if isinstance(block, Stack) and block.blocks:
        return _first_line(block.blocks[0])
    if isinstance(block, Text) and block.lines:
        return block.style.leading * 0.5 + block.style.size * 0.36
    return 0.0
