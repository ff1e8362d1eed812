"""The companies on the floor shown, with their desks and until when."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, text, tr
from incubator_gui.domain.space import Holding, later
from incubator_gui.itemmodels.collate import collation
from incubator_gui.views.floor_plan.aims import places_words
from incubator_gui.views.floor_plan.line_list import Line, LineList
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.plan import Payload
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme

_SOON = 60


class HereTab(QWidget):
    """A line chosen lets its company stand out on the plan; Enter goes to its details."""

    opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    counted = Signal(int)

    def __init__(self, theme: Theme, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.list = LineList(theme)
        self.empty = EmptyState(theme, "users", msg("Nobody has a place on this floor on this day."))
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        self.list.chosen.connect(model.choose_company)
        self.list.opened.connect(self.opened)
        self.list.menu_asked.connect(self.menu_asked)
        for signal in (model.loaded, model.day_settled):
            signal.connect(self.fill)
        model.chosen_changed.connect(self._show_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.list.setAccessibleName(tr("Companies on this floor"))
        self.empty.retranslate()
        self.fill()

    def fill(self) -> None:
        """Who is here on the day, by name."""
        model, plan = self._model, self._model.plan
        if plan is None:
            return
        here: dict[UUID, list[Holding]] = {}
        for one in plan.holdings:
            if one.span.has(model.day) and one.room in plan.rooms and plan.rooms[one.room].floor == model.floor:
                here.setdefault(one.company, []).append(one)
        collate = collation(current().language)
        rows = [self._line(company, found) for company, found in sorted(
            here.items(), key=lambda entry: collate(plan.name(entry[0])))]
        self.list.set_lines(rows)
        self.empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.counted.emit(len(rows))
        self._show_chosen()

    def _line(self, company: UUID, found: list[Holding]) -> Line:
        plan, day = self._model.plan, self._model.day
        assert plan is not None
        desks = sum(plan.rooms[one.room].desks if one.desk is None else 1 for one in found)
        ids = tuple(one.desk or one.room for one in found)
        known = plan.companies.get(company)
        until = found[0].span.until
        for one in found:
            until = later(until, one.span.until)
        until = until or (known.planned_end(day) if known else None)
        soon = until is not None and (until - day).days <= _SOON
        return Line(company, plan.name(company), ntr("{n} desk", "{n} desks", desks) if desks else "",
                    places_words(plan, ids), text(msg("until {day}", day=until)) if until else tr("open"),
                    "clock" if soon else "", "warning" if soon else "muted", plan.slots.get(company),
                    Payload(company, plan.name(company), desks,
                            tuple(one.desk for one in found if one.desk is not None),
                            tuple(one.room for one in found if one.desk is None)))

    def _show_chosen(self) -> None:
        companies = self._model.companies()
        self.list.show_id(companies[0] if len(companies) == 1 else None)
