"""A day of their own for some reviews, or again the day of the round."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from incubator_gui.core.messages import ntr, tr
from incubator_gui.widgets.date_button import DateButton
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.styling import Button
from incubator_gui.widgets.theme import Theme


class DueDialog(Dialog):
    """`day` is what was chosen; None takes the day of the round."""

    def __init__(self, theme: Theme, count: int, day: date | None, parent: QWidget | None = None) -> None:
        super().__init__(theme, ntr("Due day of {n} review", "Due day of {n} reviews", count), tr("Set the day"),
                         parent, width=360)
        self.day: date | None = day
        self.field = DateButton(theme)
        self.field.set_name(tr("Due on"))
        self.field.picked.connect(self._pick)
        self.add(tr("Due on"), self.field)
        self.as_round = Button(theme, tr("As the round"))
        self.as_round.clicked.connect(self._clear)
        self.buttons.insertWidget(0, self.as_round)
        self._pick(day)

    def _pick(self, day: date | None) -> None:
        self.day = day
        self.field.set_day(day)
        self.main.setEnabled(day is not None)

    def _clear(self) -> None:
        self.day = None
        self.submitted.emit()
