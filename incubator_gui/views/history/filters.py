"""The bar above the history: words, who, kind of record, from and until."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.services.history_pages import HistoryFilter
from incubator_gui.views.history.words import KINDS
from incubator_gui.widgets.date_button import DateButton
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.search_field import SearchField
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.theme import Theme


class HistoryFilters(QWidget):
    """Tells when something else is asked for."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("FilterBar")
        self._theme = theme
        bar = QHBoxLayout(self)
        tight(bar, 8)
        row = Flow(gap=8)
        self.field = SearchField(theme, "funnel", 250)
        self.who, self.kind = QComboBox(), QComboBox()
        self.since, self.until = DateButton(theme, today=True), DateButton(theme, today=True)
        self._reset = IconButton(theme, "x")
        self._count = PlainLabel("", "label")
        self.prove = Button(theme, icon="shield-check", shrinks=True)
        self.export = Button(theme, icon="download", shrinks=True)
        """The screen puts these two beside its title."""
        asking: tuple[QWidget, ...] = (self.field, self.who, self.kind, self.since, self.until, self._reset)
        for widget in asking:
            row.addWidget(widget)
        bar.addLayout(row, 1)
        bar.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        self.field.searched.connect(lambda _words: self.changed.emit())
        for box in (self.who, self.kind):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumContentsLength(6)
            box.activated.connect(lambda _place: self.changed.emit())
        self.since.picked.connect(lambda day: self._picked(self.since, day))
        self.until.picked.connect(lambda day: self._picked(self.until, day))
        self._reset.clicked.connect(self.clear)
        self._writers: tuple[str, ...] = ()
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def asked(self, sentences: Sequence[str] = ()) -> HistoryFilter:
        """What is asked for now; days are those of this workstation."""
        until = self.until.day()
        return HistoryFilter(
            self.who.currentData() or "", self.kind.currentData() or "", self.field.text().strip(), tuple(sentences),
            _begin(self.since.day()), _begin(until + timedelta(days=1) if until else None))

    def set_writers(self, writers: Sequence[str]) -> None:
        """Everybody who ever wrote."""
        if tuple(writers) != self._writers:
            self._writers = tuple(writers)
            self._fill()

    def set_count(self, number: int | None) -> None:
        """How many steps fit."""
        self._count.setText("" if number is None else current().number(number))
        self._count.setAccessibleName("" if number is None else ntr("{n} step", "{n} steps", number))

    def choose(self, *, who: str = "", kind: str = "", words: str = "") -> None:
        """Set the filter from outside."""
        self.who.setCurrentIndex(max(0, self.who.findData(who)))
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self.field.setText(words)
        self.changed.emit()

    def clear(self) -> None:
        """Ask for everything again."""
        self.since.set_day(None)
        self.until.set_day(None)
        self._name_days()
        self.choose()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.field.set_words(tr("Find steps"))
        self.who.setAccessibleName(tr("Who"))
        self.kind.setAccessibleName(tr("Kind of record"))
        self._reset.set_name(tr("Show everything again"))
        self.prove.setText(tr("Check the chain"))
        self.prove.setToolTip(tr("Recalculates every seal and says whether anything was altered."))
        self.export.setText(tr("Export as CSV…"))
        self._fill()
        self._name_days()

    def _fill(self) -> None:
        for box, first, entries in (
                (self.who, tr("Everybody"), [(name, name) for name in self._writers]),
                (self.kind, tr("All records"), [(key, text(words)) for key, words in KINDS.items()])):
            kept = box.currentData()
            box.clear()
            box.addItem(first, "")
            for key, words in entries:
                box.addItem(words, key)
            box.setCurrentIndex(max(0, box.findData(kept)))

    def _picked(self, button: DateButton, day: date | None) -> None:
        button.set_day(day)
        self._name_days()
        self.changed.emit()

    def _name_days(self) -> None:
        since, until = self.since.day(), self.until.day()
        for button, day, words in ((self.since, since, tr("from {day}", day=since) if since else tr("From…")),
                                   (self.until, until, tr("until {day}", day=until) if until else tr("Until…"))):
            button.set_day(day, words)
            button.set_name(words)

    def _dress(self) -> None:
        self.field.setFixedWidth(self._theme.px(200))
        for box in (self.who, self.kind):
            box.setMaximumWidth(self._theme.px(180))
        self._count.setMinimumHeight(self._theme.px(28))


def _begin(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time()).astimezone()
