"""What was changed on a company and its things, newest first."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.services.history import ChangeSetRow
from incubator_gui.views.companies.plain_table import PlainTable
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.styling import Button, tight

PAGE = 100


class HistoryTab(QWidget):
    """Read when it is looked at; Enter opens a step in the history."""

    opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._limit = PAGE
        self._ids: list[UUID] = []
        self._rows: tuple[ChangeSetRow, ...] = ()
        self._card = Card(context.theme)
        self.table = PlainTable(context.theme, (msg("Step"), msg("Who"), msg("Workstation"), msg("When")))
        self.more = Button(context.theme, kind="link")
        self.more.clicked.connect(self._more)
        self._card.body.addWidget(self.table, 1)
        self._card.body.addWidget(self.more)
        column = QVBoxLayout(self)
        tight(column, 16, 16, 16, 16, 16)
        column.addWidget(self._card)
        self.table.opened.connect(self.opened)
        self.retranslate()

    def show_stock(self, stock: CompanyStock) -> None:
        """Another company, or the same one changed."""
        sheet = stock.sheet
        ids = [stock.id, *sheet.applications, *(p.id for p in sheet.people), *(p.link_id for p in sheet.people),
               *(m.id for m in sheet.milestones), *(d.id for d in stock.documents), *(n.id for n in stock.notes),
               *(v.id for v in stock.values)]
        if not self._ids or self._ids[0] != stock.id:
            self._limit = PAGE
        self._ids = ids
        self.read()

    def read(self) -> None:
        """The newest steps, while the tab is in front."""
        if not self._ids or not self.isVisible():
            return
        house, ids, limit = self._context.house, tuple(self._ids), self._limit
        self._context.jobs.read(lambda: house.history.of_record(ids, limit), self._show, owner=self, key="steps")

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._card.set_words(tr("History"), tr("of the company, its people, applications and documents"))
        self.table.retranslate(tr("History"))
        self.more.setText(tr("Show more"))
        self._fill()

    def _more(self) -> None:
        self._limit += 4 * PAGE
        self.read()

    def _show(self, rows: tuple[ChangeSetRow, ...]) -> None:
        self._rows = rows
        self._fill()

    def _fill(self) -> None:
        speak = current()

        def sentence(row: ChangeSetRow) -> str:
            return tr("{what} (undone)", what=row.message) if row.undone else text(row.message)

        self.table.show_rows([(row.id, (sentence(row), row.who, row.workstation, speak.moment(row.at, "short")))
                              for row in self._rows])
        self.more.setVisible(len(self._rows) >= self._limit)
