"""Text chosen on a page of a paper, by the pointer or by keys, on one page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QTextBoundaryFinder
from PySide6.QtPdf import QPdfDocument, QPdfSelection

from incubator_gui.widgets.paper_layout import PaperLayout
from incubator_gui.widgets.paper_rows import Rows


@dataclass(frozen=True, slots=True)
class Chosen:
    """A stretch of text: the page from 0, the rectangles of its lines in shares of the page, its words."""

    page: int
    parts: tuple[QRectF, ...]
    text: str


class PaperSelection:
    """From an anchor to where the pointer is, counted in characters of the page."""

    def __init__(self, layout: PaperLayout) -> None:
        self._layout = layout
        self._document: QPdfDocument | None = None
        self._rows = Rows(QPdfDocument(), layout)
        self._page = -1
        self._anchor = self._end = -1
        self.chosen: Chosen | None = None

    def open(self, document: QPdfDocument) -> None:
        """Another paper: nothing is chosen."""
        self._document = document
        self._rows = Rows(document, self._layout)
        self.clear()

    def clear(self) -> None:
        """Nothing is chosen."""
        self._page, self._anchor, self._end, self.chosen = -1, -1, -1, None

    @property
    def page(self) -> int:
        """The page on which something is being chosen."""
        return self._page

    def begin(self, page: int, point: QPointF) -> None:
        """The pointer goes down at a point of a page."""
        self.clear()
        self._page, self._anchor = page, self._index(page, point, between=True)

    def reach(self, point: QPointF) -> None:
        """The pointer went on to a point of the same page."""
        if self._anchor >= 0:
            end = self._index(self._page, point, between=True)
            if end >= 0:
                self._span(self._anchor, end)

    def word(self, page: int, point: QPointF) -> None:
        """The word at a point."""
        self.clear()
        self._page, place = page, self._index(page, point, between=False)
        if place >= 0:
            first, last = self._word(place)
            self._span(first, last)

    def hit(self, page: int, parts: list[QRectF], words: str) -> None:
        """A place that was found, in points: from its first line to its last."""
        self.clear()
        if self._document is None or not parts:
            return
        parts = [one.normalized() for one in parts]  # those of a turned page come with negative sizes
        first, last = parts[0], parts[-1]
        found = self._document.getSelection(page, QPointF(first.left() + 0.5, first.center().y()),
                                            QPointF(last.right() - 0.5, last.center().y()))
        if found.isValid() and " ".join(found.text().split()).casefold() == " ".join(words.split()).casefold():
            self._page = page
            self._span(found.startIndex(), found.endIndex())
        else:  # text that runs in another direction: as it was found
            self.chosen = Chosen(page, self._shares(page, parts), words)

    def extend(self, step: int, *, words: bool) -> bool:
        """One character, or word, more or less at its end; whether anything could be done."""
        if self._anchor < 0 or self._end < 0:
            return False
        text = self._layout.text(self._page).text
        end = self._end + step
        if words:
            finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, text)
            finder.setPosition(self._end)
            end = finder.toNextBoundary() if step > 0 else finder.toPreviousBoundary()
            while 0 < end < len(text) and text[min(self._end, end):max(self._end, end)].isspace():
                end = finder.toNextBoundary() if step > 0 else finder.toPreviousBoundary()
        if not 0 <= end <= len(text) or end == self._anchor:
            return False
        self._span(self._anchor, end)
        return True

    def _span(self, anchor: int, end: int) -> None:
        self._anchor, self._end, self.chosen = anchor, end, None
        if self._document is None or anchor == end:
            return
        found: QPdfSelection = self._document.getSelectionAtIndex(self._page, min(anchor, end), abs(end - anchor))
        parts = [one.boundingRect() for one in found.bounds()]
        text = found.text().replace("\r\n", "\n").strip()
        if parts and text:
            self.chosen = Chosen(self._page, self._shares(self._page, parts), text)

    def _shares(self, page: int, parts: list[QRectF]) -> tuple[QRectF, ...]:
        size = self._layout.size(page)
        return tuple(QRectF(one.left() / size.width(), one.top() / size.height(), one.width() / size.width(),
                            one.height() / size.height()) for one in parts if not one.isEmpty())

    def _index(self, page: int, point: QPointF, *, between: bool) -> int:
        """The character at a point, or at the nearest place of the nearest line; -1 on a page without text.

        `between`: the gap between characters that is nearest.
        """
        row = self._rows.nearest(page, point)
        return -1 if row is None else self._rows.index(page, row, point, between=between)

    def _word(self, place: int) -> tuple[int, int]:
        text = self._layout.text(self._page).text
        finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, text)
        finder.setPosition(min(place + 1, len(text)))
        last = finder.position() if finder.isAtBoundary() else finder.toNextBoundary()
        finder.setPosition(place)
        first = place if finder.isAtBoundary() else finder.toPreviousBoundary()
        return max(first, 0), last if last > 0 else len(text)
