"""Where the pages of a QPdfView lie, which Qt keeps to itself, and where the lines of text lie on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page and the rectangles of its lines, in points from its upper left corner."""

    text: str
    lines: tuple[QRectF, ...]


class PaperLayout:
    """The same arithmetic as `QPdfView` in its source, kept until something of it changes."""

    def __init__(self, view: QPdfView) -> None:
        self._view = view
        self._key: tuple[Any, ...] = ()
        self._pages: list[QRect] = []
        self._sizes: list[QSizeF] = []
        self._texts: dict[int, PageText] = {}

    def forget(self) -> None:
        """Another document."""
        self._key, self._pages, self._sizes, self._texts = (), [], [], {}

    def size(self, page: int) -> QSizeF:
        """A page in points."""
        self._read()
        return self._sizes[page]

    def text(self, page: int) -> PageText:
        """What stands on a page."""
        if page not in self._texts:
            found = self._view.document().getAllText(page)
            self._texts[page] = PageText(found.text(), tuple(one.boundingRect() for one in found.bounds()))
        return self._texts[page]

    def page(self, page: int) -> QRectF:
        """Where a page lies now, seen from the corner of the viewport."""
        self._read()
        return QRectF(self._pages[page].translated(-self._scrolled()))

    def visible(self) -> range:
        """The pages of which something is seen."""
        self._read()
        port = self._view.viewport().rect().translated(self._scrolled())
        shown = [place for place, one in enumerate(self._pages) if one.top() <= port.bottom()
                 and one.bottom() >= port.top()]
        return range(shown[0], shown[-1] + 1) if shown else range(0)

    def at(self, place: QPointF) -> int:
        """The page at a place of the viewport, -1 where there is none."""
        return next((page for page in self.visible() if self.page(page).contains(place)), -1)

    def point(self, page: int, place: QPointF) -> QPointF:
        """A place of the viewport in points of a page."""
        lies, size = self.page(page), self.size(page)
        return QPointF((place.x() - lies.left()) * size.width() / max(lies.width(), 1),
                       (place.y() - lies.top()) * size.height() / max(lies.height(), 1))

    def shown(self, page: int, part: QRectF) -> QRectF:
        """A part of a page, given in shares of it, as it lies in the viewport."""
        lies = self.page(page)
        return QRectF(lies.left() + part.left() * lies.width(), lies.top() + part.top() * lies.height(),
                      part.width() * lies.width(), part.height() * lies.height())

    def _scrolled(self) -> QPoint:
        view = self._view
        return QPoint(view.horizontalScrollBar().value(), view.verticalScrollBar().value())

    def _read(self) -> None:
        view = self._view
        document, port, margins = view.document(), view.viewport().size(), view.documentMargins()
        ready = document is not None and document.status() == QPdfDocument.Status.Ready
        count = document.pageCount() if ready else 0
        mode = view.zoomMode()
        key = (count, mode, view.zoomFactor(), port.width(), port.height(), view.pageSpacing(),
               margins.left(), margins.top(), margins.right(), view.pageMode())
        if key == self._key:
            return
        self._key = key
        if len(self._sizes) != count:
            self._sizes = [document.pagePointSize(page) for page in range(count)]
        screen = QGuiApplication.primaryScreen()
        dots = (screen.logicalDotsPerInch() if screen is not None else 96) / 72
        sizes = [self._shown_size(size, mode, dots, port) for size in self._sizes]
        whole = max((size.width() for size in sizes), default=0) + margins.left() + margins.right()
        top = margins.top()
        self._pages = []
        for size in sizes:
            self._pages.append(QRect(QPoint((max(whole, port.width()) - size.width()) // 2, top), size))
            top += size.height() + view.pageSpacing()

    def _shown_size(self, size: QSizeF, mode: QPdfView.ZoomMode, dots: float, port: QSize) -> QSize:
        view, margins = self._view, self._view.documentMargins()
        if mode == QPdfView.ZoomMode.Custom:
            return (size * (dots * view.zoomFactor())).toSize()
        plain = (size * dots).toSize()
        across = port.width() - margins.left() - margins.right()
        if mode == QPdfView.ZoomMode.FitToWidth:
            return plain * (across / max(plain.width(), 1))
        return plain.scaled(QSize(across, port.height() - view.pageSpacing()), Qt.AspectRatioMode.KeepAspectRatio)
