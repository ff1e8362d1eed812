"""The line-up as a table whose rows are put in order by dragging or with Alt and the arrow keys.

Companies dragged from the list beside it come in between two rows; a file falls onto a row.
"""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from incubator_gui.core.settings import Settings
from incubator_gui.views.roadshows.columns import lineup_columns
from incubator_gui.widgets.ordered_table import OrderedTable, unpacked
from incubator_gui.widgets.theme import Theme

ENTRIES = "application/x-incubator-lineup"
COMPANIES = "application/x-incubator-companies"
"""Kinds of what is dragged: entries of the line-up, companies of the list."""


def companies_of(mime: QMimeData) -> list[UUID]:
    """The companies that are dragged."""
    found = []
    for line in unpacked(mime, COMPANIES):
        try:
            found.append(UUID(line))
        except ValueError:  # something else of another program under our name
            continue
    return found


class LineupTable(OrderedTable):
    """`moved` carries entries and the one they go before, `companies_dropped` companies and the same."""

    companies_dropped = Signal(object, object)
    file_dropped = Signal(object, object)
    """An entry and the file that fell onto it."""
    kind = ENTRIES

    def __init__(self, theme: Theme, settings: Settings | None = None, parent: QWidget | None = None) -> None:
        self._onto: int | None = None
        super().__init__(theme, lineup_columns(), settings, "lineup", checks=True, parent=parent)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Companies and files are welcome too."""
        mime = event.mimeData()
        if mime.hasFormat(COMPANIES) or any(url.isLocalFile() for url in mime.urls()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """A file falls onto a row, everything else between two."""
        if not event.mimeData().hasUrls():
            self._mark_row(None)
            super().dragMoveEvent(event)
            return
        row = self.rowAt(event.position().toPoint().y())
        self._mark(None)
        self._mark_row(row)
        event.setAccepted(self.rows.id_at(row) is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """It went elsewhere."""
        self._mark_row(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Put it there."""
        place, mime = event.position().toPoint(), event.mimeData()
        self._mark_row(None)
        if mime.hasFormat(ENTRIES):
            super().dropEvent(event)
            return
        self._mark(None)
        if mime.hasFormat(COMPANIES):
            self.companies_dropped.emit(companies_of(mime), self._before(place) if self.in_order else None)
        else:
            id = self.rows.id_at(self.rowAt(place.y()))
            files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
            if id is None or not files:
                return
            self.file_dropped.emit(id, files[0])
        event.acceptProposedAction()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The row onto which a file would fall."""
        super().paintEvent(event)
        if self._onto is not None and self._onto >= 0:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self.theme.colour("accent"), 2))
            tall = self.verticalHeader().defaultSectionSize()
            painter.drawRect(1, self._onto * tall - self.verticalOffset() + 1, self.viewport().width() - 3, tall - 3)
            painter.end()

    def _mark_row(self, row: int | None) -> None:
        if row != self._onto:
            self._onto = row
            self.viewport().update()
