"""The funnel of a call: how many reached each stage, which share, after how many days."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.domain.vocabulary import STATUSES
from incubator_gui.services.funnel import MOVED_IN, Step
from incubator_gui.services.overview import CallChoice
from incubator_gui.views.overview.parts import BarCell, ElidedLink, alt_row, emptied
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import MenuButton, tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOVED_IN = msg("Moved in")


class FunnelCard(Card):
    """A table of bars; another call is chosen in its header."""

    chosen = Signal(object)
    """A call's id."""
    opened = Signal(str)
    """A step whose applications are wanted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._calls: tuple[CallChoice, ...] = ()
        self._call: UUID | None = None
        self._steps: tuple[Step, ...] = ()
        self.choice = MenuButton(theme, kind="flat")
        self._menu = QMenu(self.choice)
        self.choice.clicked.connect(self._choose)
        self.add_tool(self.choice)
        self._column = QVBoxLayout()
        tight(self._column)
        self.body.addLayout(self._column)
        self.body.addStretch(1)
        theme.changed.connect(self.retranslate)

    def show_funnel(self, calls: tuple[CallChoice, ...], call: UUID | None, steps: tuple[Step, ...]) -> None:
        """The steps of a call, and the calls to choose from."""
        self._calls, self._call, self._steps = calls, call, steps
        self.retranslate()

    def retranslate(self) -> None:
        """All lines anew, in the language of the screen."""
        self.set_words(tr("Funnel"))
        name = next((call.name for call in self._calls if call.id == self._call), "")
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, self._theme.px(180))
        self.choice.setText(shown.replace("&", "&&"))
        set_tip(self.choice, name)
        self.choice.setAccessibleName(tr("Call: {name}", name=name))
        self.choice.setVisible(bool(self._calls))
        self._menu.setAccessibleName(tr("Calls"))
        emptied(self._column)
        if not self._steps or not self._steps[0].count:
            words = tr("No applications in this call yet.") if self._calls else tr("No call yet.")
            note = PlainLabel(words, "muted", wrap=True)
            note.setContentsMargins(12, 12, 12, 12)
            self._column.addWidget(note)
            return
        holder = QWidget()
        grid = QGridLayout(holder)
        tight(grid, 12, 0, 0, 0, 8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(alt_row(self._theme, 28), 0, 0, 1, 5)
        for column, words in ((0, tr("Stage reached")), (2, tr("number")), (3, tr("of prior")), (4, tr("median"))):
            label = PlainLabel(words, "label")
            label.setContentsMargins(12 if column == 0 else 0, 0, 12 if column == 4 else 0, 0)
            grid.addWidget(label, 0, column, _RIGHT if column else Qt.AlignmentFlag.AlignVCenter)
        top = max(step.count for step in self._steps)
        for place, step in enumerate(self._steps, 1):
            grid.setRowMinimumHeight(place, self._theme.px(29))
            self._put(grid, place, step, top)
        self._column.addWidget(holder)

    def _put(self, grid: QGridLayout, place: int, step: Step, top: int) -> None:
        name = text(_name(step.key))
        label = PlainLabel(name)
        label.setContentsMargins(12, 0, 0, 0)
        bar = BarCell(self._theme)
        number = current().number(step.count)
        bar.set_values(current().labelled(name, number), step.count, top=top)
        grid.addWidget(label, place, 0)
        grid.addWidget(bar, place, 1)
        if step.count:
            link = ElidedLink(self._theme, number)
            link.setAccessibleName(current().labelled(name, number))
            link.clicked.connect(lambda _=False, key=step.key: self.opened.emit(key))
            grid.addWidget(link, place, 2, _RIGHT)
        else:
            grid.addWidget(PlainLabel(number), place, 2, _RIGHT)
        share = "" if step.share is None else current().percent(step.share)
        days = "" if step.median_days is None else ntr("{n} day", "{n} days", round(step.median_days))
        grid.addWidget(PlainLabel(share, "muted"), place, 3, _RIGHT)
        median = PlainLabel(days, "muted")
        median.setContentsMargins(0, 0, 12, 0)
        grid.addWidget(median, place, 4, _RIGHT)

    def _choose(self) -> None:
        self._menu.clear()
        for call in self._calls:
            action = self._menu.addAction(call.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(call.id == self._call)
            action.triggered.connect(lambda _=False, id=call.id: self.chosen.emit(id))
        self._menu.popup(self.choice.mapToGlobal(self.choice.rect().bottomLeft()))


def _name(key: str) -> Message:
    return _MOVED_IN if key == MOVED_IN else STATUSES[key]
