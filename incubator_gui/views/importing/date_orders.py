"""For columns of dates such as 03/04/2026: a person says which of day and month comes first."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QWidget

from incubator_gui.core.messages import text, tr
from incubator_gui.exchange.dates import DateOrder
from incubator_gui.views.importing.choices import CalmCombo
from incubator_gui.views.importing.flow import Flow
from incubator_gui.views.importing.kinds import ALL_FIELDS, AnySource
from incubator_gui.views.importing.layouts import empty
from incubator_gui.widgets.labels import ElidedLabel
from incubator_gui.widgets.styling import tight

_SLASHED = re.compile(r"\s*\d{1,2}[/-]\d{1,2}[/-]\d{4}")
_LOOKED_AT = 200
_ORDERS: tuple[DateOrder, ...] = ("", "dmy", "mdy")


class DateOrders(QWidget):
    """One line for each such column; hidden where there is none."""

    def __init__(self, flow: Flow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self.combos: dict[int, CalmCombo] = {}
        self._grid = QGridLayout(self)
        tight(self._grid, 8, 12, 0, 12, 8)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._build(tuple(self.combos))
        self.show_source()

    def show_source(self) -> None:
        """The columns of dates of the source, and what was said about them."""
        source = self._flow.source
        if source is None:
            return
        wanted = tuple(index for index, choice in source.mapping.columns.items() if choice in ALL_FIELDS
                       and ALL_FIELDS[choice].kind in ("date", "month") and _slashed(source, index))
        if wanted != tuple(self.combos):
            self._build(wanted)
        for index, combo in self.combos.items():
            was = combo.blockSignals(True)
            combo.setCurrentIndex(_ORDERS.index(source.mapping.orders.get(index, "")))
            combo.blockSignals(was)
        self.setVisible(bool(self.combos))

    def _build(self, wanted: tuple[int, ...]) -> None:
        empty(self._grid)
        self.combos = {}
        source = self._flow.source
        if source is None:
            return
        for line, index in enumerate(wanted):
            name = text(source.header.columns[index].name())
            combo = CalmCombo()
            for words in (tr("as its cells tell"), tr("day before month"), tr("month before day")):
                combo.addItem(words)
            combo.setAccessibleName(tr("Order of day and month in “{column}”", column=name))
            combo.activated.connect(lambda at, index=index: self._chosen(index, _ORDERS[at]))
            self._grid.addWidget(ElidedLabel(name, "muted"), line, 0)
            self._grid.addWidget(combo, line, 1)
            self.combos[index] = combo

    def _chosen(self, index: int, order: DateOrder) -> None:
        source = self._flow.source
        if source is not None:
            orders = {**source.mapping.orders, index: order}
            self._flow.set_mapping(replace(
                source.mapping, orders={column: one for column, one in orders.items() if one}))


def _slashed(source: AnySource, index: int) -> bool:
    body = source.header.body
    return any(index < len(row) and row[index].value is None and _SLASHED.match(row[index].text[:40])
               for row in source.sheet.rows[body:body + _LOOKED_AT])
