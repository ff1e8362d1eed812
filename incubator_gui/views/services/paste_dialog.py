"""Several lines at once: each with what was understood of it, mended in place, booked in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, text, tr
from incubator_gui.domain.quick_line import Reading
from incubator_gui.views.services.line_tags import text_of
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel

Read = Callable[[str], Reading]


class PasteDialog(Dialog):
    """Lines that cannot be booked yet stay out, and say why; `booked` holds the ids afterwards, `last` one of them
    as it was understood."""

    def __init__(self, context: Context, lines: Sequence[str], read: Read, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Book several lines"), tr("Book"), parent, width=900)
        self._context, self._read = context, read
        self.booked: tuple[Any, ...] = ()
        self.last: Reading | None = None
        self.body.insertWidget(0, PlainLabel(tr("Look through what was understood. F2 or a double click mends a line."),
                                             "muted", wrap=True))
        self.table = QTableWidget(len(lines), 2)
        self.table.setProperty("padded", True)
        self.table.setAccessibleName(tr("Lines to book"))
        self.table.setHorizontalHeaderLabels([tr("Line"), tr("Understood as")])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(context.theme.px(32))
        self.table.setColumnWidth(0, context.theme.px(340))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setMinimumHeight(context.theme.px(min(12, len(lines) + 2) * 32))
        self.body.addWidget(self.table, 1)
        self.count = PlainLabel("", "label", wrap=True)
        self.body.addWidget(self.count)
        self.readings: list[Reading] = []
        for place, words in enumerate(lines):
            self.table.setItem(place, 0, QTableWidgetItem(words))
            answer = QTableWidgetItem("")
            answer.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.table.setItem(place, 1, answer)
        self.table.itemChanged.connect(self._changed)
        self.submitted.connect(self._send)
        self.look()
        self.table.setCurrentCell(next((n for n, one in enumerate(self.readings) if not one.is_ready), 0), 0)
        self.table.setFocus()

    def look(self) -> None:
        """Understand all lines again."""
        self.readings = [self._read(self._words(place)) for place in range(self.table.rowCount())]
        theme = self._context.theme
        self.table.blockSignals(True)
        for place, reading in enumerate(self.readings):
            item = self.table.item(place, 1)
            assert item is not None
            item.setText(describe(reading) if reading.is_ready else text(reading.problems[0]))
            item.setIcon(theme.icon("check" if reading.is_ready else "triangle-alert",
                                    "success" if reading.is_ready else "warning", 14))
            item.setForeground(theme.colour("text" if reading.is_ready else "warning"))
        self.table.blockSignals(False)
        self.table.resizeRowsToContents()
        for place in range(self.table.rowCount()):
            self.table.setRowHeight(place, max(self.table.rowHeight(place), theme.px(32)))
        ready = sum(one.is_ready for one in self.readings)
        open_ = len(self.readings) - ready
        self.main.setText(ntr("Book {n} line", "Book {n} lines", ready))
        self.main.setEnabled(ready > 0)
        self.count.setText(ntr("{n} line cannot be booked yet; it stays in the clipboard and here.",
                               "{n} lines cannot be booked yet; they stay in the clipboard and here.", open_)
                           if open_ else "")

    def _words(self, place: int) -> str:
        item = self.table.item(place, 0)
        return item.text() if item is not None else ""

    def _changed(self, item: QTableWidgetItem) -> None:
        if item.column() == 0:
            self.look()

    def _send(self) -> None:
        good = [one for one in self.readings if one.is_ready]
        house = self._context.house

        def done(outcome: Any) -> None:
            self.booked, self.last = (*self.booked, *outcome.value), good[0]
            if len(good) == len(self.readings):
                self.accept()
                return
            for place in reversed(range(self.table.rowCount())):
                if self.readings[place].is_ready:
                    self.table.removeRow(place)
            self.look()

        self.busy()
        self._context.jobs.write(lambda: house.ledger.book_lines(good), done, failed=self._failed, owner=self,
                                 title=msg("Booking the lines"))

    def _failed(self, error: IncubatorError) -> None:
        self.refused(error)


def describe(reading: Reading) -> str:
    """A reading in one line."""
    return current().joined(text_of(part.label) for part in reading.parts)
