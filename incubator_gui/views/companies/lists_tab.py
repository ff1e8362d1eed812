"""Applications and services of one company, as lists."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg, text
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.views.companies.plain_table import PlainTable
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.views.companies.words import span
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme


class ListTab(QWidget):
    """One table on a card. `opened` carries the id of a row."""

    opened = Signal(object)
    title: Message = Message("")
    titles: tuple[Message, ...] = ()
    stretch = 0
    right: tuple[int, ...] = ()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stock: CompanyStock | None = None
        self._card = Card(theme)
        self.table = PlainTable(theme, self.titles, self.stretch, self.right)
        self._card.body.addWidget(self.table)
        column = QVBoxLayout(self)
        tight(column, 16, 16, 16, 16, 16)
        column.addWidget(self._card)
        self.table.opened.connect(self.opened)
        self.retranslate()

    def show_stock(self, stock: CompanyStock) -> None:
        """Another company, or the same one changed."""
        self._stock = stock

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._card.set_words(text(self.title))
        self.table.retranslate(text(self.title))
        if self._stock is not None:
            self.show_stock(self._stock)


class ApplicationsTab(ListTab):
    """All applications, the newest first; Enter opens one."""

    title = msg("Applications")
    titles = (msg("Number"), pmsg("intake", "Call"), msg("Stage"), msg("Received"), msg("Pitch"))
    stretch = 4

    def show_stock(self, stock: CompanyStock) -> None:
        """Another company, or the same one changed."""
        super().show_stock(stock)
        stages = {stage.id: stage for stage in stock.stages}
        speak = current()
        self.table.show_rows([
            (row.id, (f"{row.number:04d}", row.call,
                      stages[row.stage_id].name(speak.language) if row.stage_id in stages else "–",
                      speak.day(row.received_on), row.pitch or ""))
            for row in stock.applications])


class ServicesTab(ListTab):
    """Services used and planned."""

    title = msg("Services")
    titles = (msg("Service"), msg("Status"), msg("In charge"), msg("When"), msg("Hours booked"), msg("Hours granted"))
    right = (4, 5)

    def show_stock(self, stock: CompanyStock) -> None:
        """Another company, or the same one changed."""
        super().show_stock(stock)
        speak = current()
        self.table.show_rows([
            (row.id, (" · ".join(part for part in (row.name(speak.language), row.title) if part),
                      text(ENGAGEMENT_STATUSES.get(row.status, row.status)), row.owner or "–",
                      span(row.starts_on, row.ended_on or row.due_on), speak.number(row.booked),
                      "–" if row.granted is None else speak.number(row.granted)))
            for row in stock.engagements])
