"""Figures over time: the table, all values of one indicator, and a new value."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from incubator_gui.core.errors import IncubatorError, Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.domain.vocabulary import INDICATORS
from incubator_gui.services.indicators import MONEY, SHARES, IndicatorsService, ValueRow
from incubator_gui.views.companies.indicator_grid import IndicatorGrid
from incubator_gui.views.companies.parts import row_of
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.views.companies.words import figure
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.parse import parse_number, typed_day
from incubator_gui.widgets.styling import Button, tight


class IndicatorsTab(QWidget):
    """A name in the table shows its values below."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self._stock: CompanyStock | None = None
        self._key = ""
        column = QVBoxLayout(self)
        tight(column, 16, 16, 16, 16, 16)
        self._table, self._new, self._series = Card(theme), Card(theme), Card(theme)
        self.grid = IndicatorGrid(theme, links=True)
        self._table.body.addWidget(self.grid)
        self.what, self.value, self.unit = QComboBox(), QLineEdit(), QLineEdit()
        self.as_of, self.source, self.base = QLineEdit(), QLineEdit(), QCheckBox()
        self.add = Button(theme, icon="plus")
        for field, width in ((self.value, 120), (self.unit, 64), (self.as_of, 120)):
            field.setFixedWidth(theme.px(width))
        self.unit.setMaxLength(3)
        self.source.setMaxLength(120)
        row = row_of(self.what, self.value, self.unit, self.as_of, self.source, self.base, self.add, stretch=4)
        row.setContentsMargins(12, 12, 12, 12)
        self._new.body.addLayout(row)
        self._wrong = PlainLabel("", "label", wrap=True)
        self._wrong.set_tone("error")
        self._wrong.setContentsMargins(12, 0, 12, 8)
        self._wrong.hide()
        self._new.body.addWidget(self._wrong)
        self.list = QListWidget()
        self.list.setMaximumHeight(theme.px(200))
        self.list.setProperty("noRing", True)
        self.remove = Button(theme, icon="trash-2")
        foot = QHBoxLayout()
        tight(foot, 8, 12, 8, 12, 8)
        foot.addWidget(self.remove)
        foot.addStretch()
        self._series.body.addWidget(self.list)
        self._series.body.addLayout(foot)
        for card in (self._table, self._new, self._series):
            column.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch()
        self.grid.opened.connect(self.open_series)
        self.what.currentIndexChanged.connect(self._ask_unit)
        self.add.clicked.connect(self.store)
        for field in (self.value, self.unit, self.as_of, self.source):
            field.returnPressed.connect(self.store)
        self.remove.clicked.connect(self._remove)
        self.list.itemSelectionChanged.connect(lambda: self.remove.setEnabled(bool(self.list.selectedItems())))
        self.retranslate()
        self._series.hide()

    def show_stock(self, stock: CompanyStock) -> None:
        """Another company, or the same one changed."""
        if self._stock is None or stock.id != self._stock.id:
            self._key = ""
        self._stock = stock
        self.grid.show_rows(stock.sheet.indicators, stock.today)
        self._fill()

    def open_series(self, indicator: str) -> None:
        """All values of one indicator."""
        self._key = indicator
        self.what.setCurrentIndex(self.what.findData(indicator))
        self._fill()
        self.list.setFocus()

    def commit(self) -> bool:
        """Nothing is saved here before its button is pressed."""
        return True

    def store(self) -> None:
        """Save the new value; one of the same day is replaced."""
        if self._stock is None:
            return
        service, company = IndicatorsService(self._context.house.database), self._stock.id
        key, unit = str(self.what.currentData()), self.unit.text()
        source, base = self.source.text(), self.base.isChecked()
        try:
            value = self._number(key)
            as_of = typed_day(self.as_of.text()) or self._stock.today
        except Refused as error:
            self._failed(error)
            return

        def done(_outcome: object) -> None:
            self._wrong.hide()
            self.value.clear()
            self.base.setChecked(False)
            self.value.setFocus()

        self._context.jobs.write(
            lambda: service.put(company, key, as_of, value, unit=unit, source=source, is_baseline=base), done,
            failed=self._failed, owner=self)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._table.set_words(tr("Indicators"), tr("against the baseline at entry"))
        self._new.set_words(tr("New figure"))
        chosen = self.what.currentData()
        self.what.clear()
        for key, label in INDICATORS.items():
            self.what.addItem(text(label), key)
        self.what.setCurrentIndex(max(0, self.what.findData(chosen)))
        self.what.setAccessibleName(tr("Indicator"))
        for field, words in ((self.value, tr("Value")), (self.unit, tr("Currency")), (self.as_of, tr("As of")),
                             (self.source, tr("Source"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self.base.setText(tr("Baseline"))
        self.add.setText(tr("Add figure"))
        self.remove.setText(tr("Remove the figure"))
        self.list.setAccessibleName(tr("Values of the indicator"))
        self.grid.retranslate()
        self._ask_unit()
        self._fill()

    def _ask_unit(self) -> None:
        money = self.what.currentData() in MONEY
        self.unit.setVisible(money)
        if money and not self.unit.text():
            self.unit.setText("CNY")
        if self.what.currentData() in SHARES:
            self.value.setPlaceholderText(tr("Per cent"))
        else:
            self.value.setPlaceholderText(tr("Value"))

    def _number(self, key: str) -> Decimal:
        words = self.value.text().strip()
        value = parse_number(words.removesuffix("%"))
        if value is None:
            raise Refused(msg("“{words}” is not a number. Write figures only, such as 12 or 4.5.", words=words[:40]))
        return value / 100 if key in SHARES else value

    def _fill(self) -> None:
        self.list.clear()
        values: list[ValueRow] = []
        if self._stock is not None and self._key:
            values = [v for v in self._stock.values if v.indicator == self._key]
        self._series.setVisible(bool(values))
        self.remove.setEnabled(False)
        if not values:
            return
        self._series.set_words(text(INDICATORS[self._key]), tr("all values"))
        for one in reversed(values):
            words = [current().day(one.as_of), figure(one.indicator, one.value, one.unit), one.source,
                     tr("baseline") if one.is_baseline else ""]
            item = QListWidgetItem(" · ".join(part for part in words if part))
            item.setData(0x0100, one.id.hex)
            self.list.addItem(item)

    def _remove(self) -> None:
        items = self.list.selectedItems()
        if not items or self._stock is None:
            return
        chosen = items[0].data(0x0100)
        found = next((v.id for v in self._stock.values if v.id.hex == chosen), None)
        service = IndicatorsService(self._context.house.database)
        if found is not None:
            self._context.jobs.write(lambda: service.remove(found), owner=self)

    def _failed(self, error: IncubatorError) -> None:
        self._wrong.setText(text(error.message))
        self._wrong.show()
