"""Sizes, colours and the grid of all papers."""

from __future__ import annotations

from dataclasses import dataclass, replace

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
UPRIGHT, ACROSS = (WIDTH, HEIGHT), (HEIGHT, WIDTH)
SIDE, TOP, BOTTOM = 20 * MM, 18 * MM, 18 * MM
BODY = WIDTH - 2 * SIDE
COLUMN, GAP = 25 * MM, 4 * MM
LINE = 4.5 * MM
SECTION = 6.75 * MM
UNDER_HEADING = 2.25 * MM

INK, MUTED, ACCENT = "#1B2029", "#535C6B", "#1F5AC8"
RULE, TINT, PALE, WHITE = "#C5CAD3", "#C2D2F2", "#EAEDF2", "#FFFFFF"


def columns(count: int) -> float:
    """The width of so many grid columns with the gaps between them."""
    return count * COLUMN + (count - 1) * GAP


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: size in points, line height in points, weight, colour."""

    size: float
    leading: float
    bold: bool = False
    colour: str = INK

    def scaled(self, factor: float) -> Style:
        """The same style in another size."""
        return replace(self, size=self.size * factor, leading=self.leading * factor)

    def tinted(self, colour: str) -> Style:
        """The same style in another colour."""
        return replace(self, colour=colour)


COVER_TITLE = Style(40, 18 * MM, bold=True)
COVER_SUBTITLE = Style(20, 9 * MM)
TITLE = Style(22, 9 * MM, bold=True)
CLAIM = Style(12, 6 * MM)
FIGURE = Style(16, 7 * MM, bold=True)
HEADING = Style(10.5, 4.5 * MM, bold=True, colour=ACCENT)
CHAPTER = Style(16, 7 * MM, bold=True)
TEXT = Style(9, LINE)
STRONG = Style(9, LINE, bold=True)
TEXT_SMALL = Style(8.5, 4.2 * MM)
TEXT_SMALLEST = Style(8, 4 * MM)
QUIET = Style(9, LINE, colour=MUTED)
LABEL = Style(7.5, 4 * MM, colour=MUTED)
LABEL_STRONG = Style(7.5, 4 * MM, bold=True, colour=MUTED)
NOTE = Style(7, 3.5 * MM, colour=MUTED)
