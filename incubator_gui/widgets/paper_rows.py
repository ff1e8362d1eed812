"""Which character of a page lies at a point."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtPdf import QPdfDocument

from incubator_gui.widgets.paper_layout import PaperLayout


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text: its first character, the one behind its last, and its box in points."""

    start: int
    end: int
    box: QRectF


class Rows:
    """The lines of text of each page by their characters. Qt knows no character at a point but by its ink; a box costs
    half a millisecond, so lines are measured once and characters looked for by halving."""

    def __init__(self, document: QPdfDocument, layout: PaperLayout) -> None:
        self._document, self._layout = document, layout
        self._known: dict[int, tuple[Row, ...]] = {}
        self._boxes: dict[tuple[int, int], QRectF] = {}

    def nearest(self, page: int, point: QPointF) -> Row | None:
        """The line that is meant by a point: the one beside it rather than the one above or below."""
        rows = self._of(page)
        upright = sum(one.box.width() - one.box.height() for one in rows) >= 0

        def far(row: Row) -> float:
            wide = max(row.box.left() - point.x(), 0.0, point.x() - row.box.right())
            high = max(row.box.top() - point.y(), 0.0, point.y() - row.box.bottom())
            return wide + 20 * high if upright else 20 * wide + high

        return min(rows, key=far, default=None)

    def index(self, page: int, row: Row, point: QPointF, *, between: bool) -> int:
        """The character of a line that lies at a point, or the gap that does."""
        along = row.box.width() >= row.box.height()
        turned = self._middle(page, row.end - 1, row, along) < self._middle(page, row.start, row, along)
        there = point.x() if along else point.y()
        low, high = row.start, row.end  # the first character whose middle lies behind the point
        while low < high:
            middle = (low + high) // 2
            if (self._middle(page, middle, row, along) > there) != turned:
                high = middle
            else:
                low = middle + 1
        if between:
            return low
        before = min(max(low - 1, row.start), row.end - 1)
        box = self._box(page, before)
        edge = (box.right() if along else box.bottom()) if not turned else (box.left() if along else box.top())
        return before if low >= row.end or (there <= edge) != turned else low

    def _middle(self, page: int, index: int, row: Row, along: bool) -> float:
        """Blanks have no box of their own: they lie where the next character does."""
        while index < row.end - 1 and self._box(page, index).isEmpty():
            index += 1
        box = self._box(page, index)
        return box.center().x() if along else box.center().y()

    def _box(self, page: int, index: int) -> QRectF:
        if (page, index) not in self._boxes:
            found = self._document.getSelectionAtIndex(page, index, 1)
            self._boxes[page, index] = found.boundingRectangle().normalized()
        return self._boxes[page, index]

    def _of(self, page: int) -> tuple[Row, ...]:
        if page not in self._known:
            rows, place = [], 0
            for line in self._layout.text(page).text.split("\n"):
                length = len(line.rstrip())
                if length:
                    box = self._document.getSelectionAtIndex(page, place, length).boundingRectangle().normalized()
                    if not box.isEmpty():
                        rows.append(Row(place, place + length, box))
                place += len(line) + 1
            self._known[page] = tuple(rows)
        return self._known[page]
