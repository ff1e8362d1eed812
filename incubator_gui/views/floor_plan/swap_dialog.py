"""Two companies change places on a day."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, text, tr
from incubator_gui.views.floor_plan.aims import locked_in_swap, places_words, swap_words
from incubator_gui.views.floor_plan.company_pick import CompanyPick
from incubator_gui.views.floor_plan.day_field import DayField
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel


class SwapDialog(Dialog):
    """`other` is the company to change places with."""

    def __init__(self, context: Context, model: PlanModel, company: UUID, other: UUID | None = None,
                 parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Swap with another company"), tr("Swap"), parent, width=480)
        self.company, self._model = company, model
        plan = model.plan
        assert plan is not None
        self._plan = plan
        mine = places_words(plan, (one.desk or one.room for one in model.holdings_of(company)))
        self.add(tr("Company"), PlainLabel(current().labelled(plan.name(company), mine),
                                           wrap=True))
        here = {one.company: plan.name(one.company) for one in plan.holdings
                if one.span.has(model.day) and one.company != company}
        self.pick = CompanyPick(context, here, self._note, everybody=False)
        self.pick.set_name(tr("Swaps with"))
        self.add(tr("Swaps with"), self.pick)
        self.day = DayField(context.theme, tr("Takes effect on"))
        self.day.set_day(model.day)
        self.add(tr("Takes effect on"), self.day)
        self.says = PlainLabel("", "label", wrap=True)
        self.rows.addWidget(self.says, self.rows.rowCount(), 1)
        self.pick.changed.connect(self._judge)
        self.day.changed.connect(self._judge)
        if other is not None:
            self.pick.choose(other)
        self._judge()
        (self.pick if other is None else self.day).setFocus()

    @property
    def other(self) -> UUID | None:
        """The company that was chosen."""
        return self.pick.company

    def _note(self, company: UUID) -> str:
        return ntr("{n} desk", "{n} desks", self._plan.desks_of_company(company, self._model.day))

    def _judge(self) -> None:
        day, other, why = self.day.day(), self.pick.company, None
        if day is None:
            words = text(msg("Write days as in the calendar, for example {day}.", day=self._model.today))
        elif other is None:
            words = tr("Choose a company that has a place on this day.")
        else:
            why = locked_in_swap(self._plan, (self.company, other), day)
            words = text(why) if why is not None else swap_words(self._plan, self.company, other, day)
        self.says.setText(words)
        self.says.set_tone("warning" if why is not None else "muted")
        self.main.setEnabled(day is not None and other is not None and why is None)
