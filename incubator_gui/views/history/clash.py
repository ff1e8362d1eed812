"""Fields that were changed since: the person says for each which value shall stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.services.history_pages import ClashLine, HistoryRow, Key
from incubator_gui.views.history.words import words_of
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.value_choice import ValueChoice


class ClashPanel(Card):
    """Shown above the list while an undo waits for an answer; nothing is changed until then."""

    answered = Signal(object, object, object)
    """The step, the fields to overwrite, the fields to keep."""
    given_up = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._row: HistoryRow | None = None
        self._lines: tuple[ClashLine, ...] = ()
        self._groups: dict[Key, QButtonGroup] = {}
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._area, 1)
        foot = QHBoxLayout()
        tight(foot, 8, 12, 8, 12, 12)
        self.apply = Button(theme, kind="main")
        self.keep_all, self.overwrite_all = Button(theme, kind="link"), Button(theme, kind="link")
        self.cancel = Button(theme)
        for widget in (self.apply, self.cancel):
            foot.addWidget(widget)
        foot.addStretch()
        for widget in (self.overwrite_all, self.keep_all):
            foot.addWidget(widget)
        self.body.addLayout(foot)
        self.apply.clicked.connect(self._answer)
        self.cancel.clicked.connect(self.given_up)
        self.keep_all.clicked.connect(lambda: self._all(0))
        self.overwrite_all.clicked.connect(lambda: self._all(1))
        self.hide()

    def ask(self, row: HistoryRow, lines: Sequence[ClashLine]) -> None:
        """Show the fields of a step; today's values stay unless somebody chooses otherwise."""
        chosen = {key: group.checkedId() for key, group in self._groups.items()} if row == self._row else {}
        self._row, self._lines, self._groups = row, tuple(lines), {}
        holder = QWidget()
        holder.setProperty("plain", True)
        column = QVBoxLayout(holder)
        tight(column, 0, 12, 8, 12, 8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, words in enumerate((tr("Field"), tr("This step left"), tr("Stands there today: keep"),
                                       tr("Came before the step: put back"))):
            grid.addWidget(PlainLabel(words, "header"), 0, place)
            grid.setColumnStretch(place, 1)
        for number, one in enumerate(self._lines, 1):
            self._add(grid, number, one, chosen.get(one.key, 0))
        column.addLayout(grid)
        column.addStretch()
        self._area.setWidget(holder)
        self.retranslate()
        self._area.setMinimumHeight(self._theme.px(min(260, 56 + 40 * len(self._lines))))
        self.show()
        self.apply.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        count = len(self._lines)
        self.set_words(tr("Changed since this step"),
                       ntr("{n} field has another value today. Choose what shall stand.",
                           "{n} fields have other values today. Choose for each what shall stand.", count))
        self.apply.setText(tr("Undo with these choices"))
        self.cancel.setText(tr("Leave all as it is"))
        self.keep_all.setText(tr("Keep all of today's values"))
        self.overwrite_all.setText(tr("Put all values back"))
        self._area.setAccessibleName(tr("Fields to choose"))

    def _add(self, grid: QGridLayout, number: int, one: ClashLine, chosen: int) -> None:
        name = " · ".join(part for part in (one.record, text(one.label)) if part)
        grid.addWidget(PlainLabel(name, "strong", wrap=True), number, 0)
        grid.addWidget(PlainLabel(words_of(one.left_behind), "muted", wrap=True), number, 1)
        group = QButtonGroup(self._area)
        for which, value in enumerate((one.today, one.back)):
            meaning = (tr("keep {value}", value=words_of(value)) if which == 0
                       else tr("put back {value}", value=words_of(value)))
            grid.addLayout(ValueChoice(group, which, words_of(value), f"{name}: {meaning}"), number, 2 + which)
        button = group.button(chosen)
        if button is not None:
            button.setChecked(True)
        self._groups[one.key] = group

    def _all(self, which: int) -> None:
        for group in self._groups.values():
            button = group.button(which)
            if button is not None:
                button.setChecked(True)

    def choose(self, key: Key, put_back: bool) -> None:
        """Choose for one field."""
        button = self._groups[key].button(int(put_back))
        if button is not None:
            button.setChecked(True)

    def _answer(self) -> None:
        back = frozenset(key for key, group in self._groups.items() if group.checkedId() == 1)
        self.answered.emit(self._row, back, frozenset(self._groups) - back)
