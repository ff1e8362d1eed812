"""Who waits for desks: dragged onto the plan, or given desks by Enter."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.domain.folding import fold, pinyin
from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.domain.space import Span, first_of_months
from incubator_gui.services.residency_read import WaitingRow
from incubator_gui.views.floor_plan.aims import usual_span
from incubator_gui.views.floor_plan.line_list import Line, LineList
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.plan import Payload
from incubator_gui.widgets.search_field import SearchField
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme

_AHEAD = 18
"""Months that are looked at for the first day on which all desks are free."""
_SHOWN = 2


class WaitingTab(QWidget):
    """`opened` carries a company to give desks to, `received` places to be given up."""

    opened = Signal(object)
    received = Signal(object)
    menu_asked = Signal(object, QPoint)
    counted = Signal(int)

    def __init__(self, theme: Theme, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.field = SearchField(theme, "funnel")
        self.list = LineList(theme, takes=True)
        self._hint = PlainLabel("", "label", wrap=True)
        self._hint.setContentsMargins(16, 8, 16, 8)
        self.empty = EmptyState(theme, "check", msg("Nobody waits for desks."))
        column = QVBoxLayout(self)
        tight(column)
        top = QVBoxLayout()
        tight(top, 0, 16, 12, 16, 8)
        top.addWidget(self.field)
        column.addLayout(top)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        column.addWidget(self._hint)
        self.field.searched.connect(lambda _words: self.fill())
        self.field.left_down.connect(self._to_list)
        self.list.opened.connect(self.opened)
        self.list.received.connect(self.received)
        self.list.menu_asked.connect(self.menu_asked)
        for signal in (model.loaded, model.people_changed):
            signal.connect(self.fill)
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.field.set_words(tr("Filter companies"))
        self.list.setAccessibleName(tr("Companies that wait for desks"))
        self._hint.setText(tr("Drag onto the plan, or press Enter to choose a room"))
        self.empty.retranslate()
        self.fill()

    def fill(self) -> None:
        """The list as of the day, as far as the filter lets it through."""
        plan, waiting = self._model.plan, self._model.people.waiting
        words = fold(self.field.text()).split()
        rows = [row for row in waiting if all(word in fold(f"{row.company} {pinyin(row.company)}") for word in words)]
        self.list.set_lines([self._line(plan, row) for row in rows] if plan is not None else [])
        self.empty.set_line(msg("No company passes the filter.") if waiting else msg("Nobody waits for desks."))
        self.empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self._hint.setVisible(bool(rows))
        self.counted.emit(len(waiting))

    def _line(self, plan: HousePlan, row: WaitingRow) -> Line:
        count = max(row.missing, 1)
        span = usual_span(self._model, row.company_id)
        state, icon, tone = _state(self._model, plan, row.missing, span)
        since = row.starts_on is not None and row.starts_on < self._model.day
        when = tr("no date yet") if row.starts_on is None else text(
            msg("since {day}", day=row.starts_on) if since else msg("from {day}", day=row.starts_on))
        figure = ntr("{n} desk", "{n} desks", row.missing) if row.missing else tr("number open")
        return Line(row.company_id, row.company, figure, " · ".join(part for part in (when, row.wish) if part),
                    text(state), icon, tone, payload=Payload(row.company_id, row.company, count))

    def _to_list(self) -> None:
        self.list.setFocus()
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)


def _state(model: PlanModel, plan: HousePlan, count: int, span: Span) -> tuple[Message, str, str]:
    """Where so many desks are free together, or why nowhere."""
    rooms = plan.rooms_for(max(count, 1), span)
    if rooms:
        here = sorted(rooms, key=lambda room: (plan.rooms[room].floor != model.floor, _free(plan, room, span)))
        words = []
        for room in here[:_SHOWN]:
            place = plan.place_of[room, None]
            words.append(place.room_number if place.floor == model.floor else f"{place.floor_name} {place.room_number}")
        return msg("fits {rooms}", rooms=current().joined(words)), "check", "success"
    free = sum(_free(plan, room, span) for room in plan.rooms)
    if free >= count:
        return msg("only in several rooms"), "triangle-alert", "warning"
    later = _first_day(plan, count, span)
    if later is not None:
        return msg("nothing free before {month}", month=current().day(later, "month")), "triangle-alert", "warning"
    return msg("too few desks"), "triangle-alert", "warning"


def _free(plan: HousePlan, room: UUID, span: Span) -> int:
    return sum(plan.timeline.clash(room, desk, span) is None
               for desk in plan.timeline.desks_of.get(room, ()))


def _first_day(plan: HousePlan, count: int, span: Span) -> date | None:
    for day in first_of_months(span.starts, _AHEAD)[1:]:
        if span.until is not None and day >= span.until:
            break
        if plan.rooms_for(count, Span(day, span.until)):
            return day
    return None
