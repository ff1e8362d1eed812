"""Money raised: rounds edited in place, added and removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg, ptr, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.vocabulary import ROUND_KINDS
from incubator_gui.services.support import SupportService
from incubator_gui.views.companies.edited_rows import EditedRows
from incubator_gui.views.companies.parts import row_of
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.parse import typed_day, typed_number
from incubator_gui.widgets.styling import Button


class CapitalTab(EditedRows):
    """One row for each funding round, the newest first."""

    table = "funding_round"
    wide = (0, 5)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.name, self.kind = QLineEdit(), QComboBox()
        self.amount, self.currency = QLineEdit(), QLineEdit()
        self.closed, self.investors = QLineEdit(), QLineEdit()
        self.add = Button(context.theme, icon="plus")
        for field, longest, width in ((self.name, 120, 0), (self.amount, 24, 130), (self.currency, 3, 64),
                                      (self.closed, 40, 120), (self.investors, 1000, 0)):
            field.setMaxLength(longest)
            if width:
                field.setFixedWidth(context.theme.px(width))
            field.returnPressed.connect(self._add)
        row = row_of(self.name, self.kind, self.amount, self.currency, self.closed, self.investors, self.add)
        row.setStretch(0, 1)
        row.setStretch(5, 1)
        row.setContentsMargins(12, 8, 12, 8)
        self.card.body.addLayout(row)
        self.add.clicked.connect(self._add)
        self.finish()

    def records(self, stock: CompanyStock) -> Sequence[tuple[UUID, Mapping[str, Any]]]:
        """The rounds of the company."""
        return [(row.id, {"name": row.name, "kind": row.kind, "amount": row.amount, "currency": row.currency,
                          "closed_on": row.closed_on, "investors": row.investors}) for row in stock.rounds]

    def remove_words(self, values: Mapping[str, Any]) -> str:
        """Names the round."""
        kind = values["kind"]
        return tr("Remove the round {name}", name=values["name"] or text(ROUND_KINDS.get(kind, kind)))

    def removal(self, id: UUID) -> Callable[[], Changes]:
        """Take a round away."""
        service = SupportService(self.context.house.database)
        return lambda: service.remove_round(id)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        self.card.set_words(tr("Capital"), tr("an empty date means the round is still open"))
        for field, words in ((self.name, tr("New round")), (self.amount, tr("Amount")),
                             (self.currency, ptr("short", "Currency")), (self.closed, tr("Closed on")),
                             (self.investors, tr("Investors"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self.currency.setAccessibleName(tr("Currency"))
        chosen = self.kind.currentData() or "equity"
        self.kind.clear()
        for key, label in ROUND_KINDS.items():
            self.kind.addItem(text(label), key)
        self.kind.setCurrentIndex(self.kind.findData(chosen))
        self.kind.setAccessibleName(tr("Kind"))
        self.add.setText(tr("Add round"))

    def _add(self) -> None:
        if self.stock is None:
            return
        service, company = SupportService(self.context.house.database), self.stock.id
        try:
            values = {"name": self.name.text(), "kind": self.kind.currentData(), "currency": self.currency.text(),
                      "amount": typed_number(self.amount.text()), "closed_on": typed_day(self.closed.text()),
                      "investors": self.investors.text()}
        except Refused as error:
            self.refused(error)
            return

        def done(_outcome: object) -> None:
            self.taken()
            for field in (self.name, self.amount, self.closed, self.investors):
                field.clear()
            self.name.setFocus()

        self.context.jobs.write(lambda: service.add_round(company, values), done, failed=self.refused, owner=self,
                                title=msg("Adding a funding round"))
