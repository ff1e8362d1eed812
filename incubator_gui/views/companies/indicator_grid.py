"""Indicators as rows: baseline, now, change, trend, as of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import text, tr
from incubator_gui.domain.vocabulary import INDICATORS
from incubator_gui.services.companies import IndicatorRow
from incubator_gui.views.companies.words import change, figure
from incubator_gui.widgets.charts import Sparkline
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.theme import Theme

OLD_DAYS = 400
"""A yearly figure older than this waits for its successor."""


class IndicatorGrid(QFrame):
    """Tells which indicator was asked for, where its names are links."""

    opened = Signal(str)

    def __init__(self, theme: Theme, *, links: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._links = theme, links
        self._rows: tuple[IndicatorRow, ...] = ()
        self._today = date.max
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)

    def show_rows(self, rows: Sequence[IndicatorRow], today: date) -> None:
        """Other figures."""
        self._rows, self._today = tuple(sorted(rows, key=_place)), today
        self._build()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Indicators"))
        self._build()

    def _build(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not self._rows:
            label = PlainLabel(tr("No figures yet."), "muted")
            label.setContentsMargins(12, 12, 12, 12)
            self._grid.addWidget(label, 0, 0)
            return
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        heads = (tr("Indicator"), tr("Baseline"), tr("Now"), tr("Change"), tr("Trend"), tr("As of"))
        for place, words in enumerate(heads):
            label = PlainLabel(words, "header")
            label.setContentsMargins(12, 0, 12, 0)
            label.setMinimumHeight(self._theme.px(32))
            self._grid.addWidget(label, 0, place, right if place in (1, 2, 3) else left)
        for number, row in enumerate(self._rows, 1):
            self._grid.addWidget(line("GridLine"), 2 * number - 1, 0, 1, len(heads))
            self._add(2 * number, row, right, left)
        self._grid.setColumnStretch(0, 1)

    def _add(self, at: int, row: IndicatorRow, right: Qt.AlignmentFlag, left: Qt.AlignmentFlag) -> None:
        name = text(INDICATORS.get(row.indicator, row.indicator))
        first: QWidget
        if self._links:
            link = Button(self._theme, name.replace("&", "&&"), kind="link")
            link.clicked.connect(lambda: self.opened.emit(row.indicator))
            first = QWidget()
            holder = QHBoxLayout(first)
            tight(holder, 0, 12, 0, 8, 0)
            holder.addWidget(link)
        else:
            first = PlainLabel(name)
            first.setContentsMargins(12, 0, 8, 0)
        first.setMinimumHeight(self._theme.px(32))
        self._grid.addWidget(first, at, 0, left)
        base = "–" if row.baseline is None else figure(row.indicator, row.baseline, row.unit)
        moved = change(row.indicator, row.baseline, row.value, row.unit)
        for place, words, kind in ((1, base, "muted"), (2, figure(row.indicator, row.value, row.unit), "strong"),
                                   (3, moved, "")):
            label = PlainLabel(words, kind)
            label.setContentsMargins(12, 0, 12, 0)
            if place == 3 and moved.startswith("+"):
                label.set_tone("success")
            self._grid.addWidget(label, at, place, right)
        spark = Sparkline(self._theme)
        spark.set_values(tr("Trend of {indicator}", indicator=name), [float(value) for _day, value in row.series])
        self._grid.addWidget(spark, at, 4, left)
        old = (self._today - row.as_of).days > OLD_DAYS
        words = current().day(row.as_of)
        day = PlainLabel(tr("{day}, old", day=words) if old else words)
        day.setContentsMargins(12, 0, 12, 0)
        day.set_tone("warning" if old else "muted")
        self._grid.addWidget(day, at, 5, left)


def _place(row: IndicatorRow) -> int:
    keys = list(INDICATORS)
    return keys.index(row.indicator) if row.indicator in keys else len(keys)
