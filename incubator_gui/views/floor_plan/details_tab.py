"""What is chosen: places, who has them and when, the stay of the company, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, pmsg, text, tr
from incubator_gui.domain.residency import STAY_KINDS
from incubator_gui.domain.space import Holding, Span
from incubator_gui.domain.vocabulary import FOCUS_AREAS, ROOM_KINDS
from incubator_gui.views.floor_plan import commands
from incubator_gui.views.floor_plan.aims import places_words
from incubator_gui.views.floor_plan.dates_dialog import span_words
from incubator_gui.views.floor_plan.line_list import Line, LineList
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.side_panel import Form
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.theme import Theme

_SHORT = {commands.ALLOCATE.id: msg("Give desks"), commands.MOVE.id: msg("Move"), commands.SWAP.id: msg("Swap"),
          commands.END.id: pmsg("verb", "End"), commands.EXTEND.id: msg("Extend"),
          commands.DATES.id: msg("Change dates")}
"""What stands on the buttons; the whole words are their names."""


class DetailsTab(QWidget):
    """`company_asked` opens a company's page, `holding_asked` the menu of allocations, earlier or later ones too."""

    company_asked = Signal(object)
    holding_asked = Signal(object, QPoint)

    def __init__(self, theme: Theme, model: PlanModel, actions: Sequence[QAction], parent: QWidget | None = None
                 ) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self._actions = list(actions)
        column = QVBoxLayout(self)
        tight(column)
        head = QVBoxLayout()
        tight(head, 4, 16, 12, 16, 4)
        self.title = PlainLabel("", "panel", wrap=True)
        self.note = PlainLabel("", "label", wrap=True)
        head.addWidget(self.title)
        head.addWidget(self.note)
        column.addLayout(head)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 1)
        column.addWidget(line())
        self.buttons = QWidget()
        flow = Flow(self.buttons, 8)
        flow.setContentsMargins(16, 8, 16, 8)
        self._made: list[tuple[Button, QAction]] = []
        for action in self._actions:
            button = Button(theme, icon=str(action.property("icon_name") or ""))
            button.clicked.connect(action.trigger)
            action.changed.connect(self._follow)
            flow.addWidget(button)
            self._made.append((button, action))
        column.addWidget(self.buttons)
        self.history: LineList | None = None
        for signal in (model.loaded, model.day_settled, model.chosen_changed, model.people_changed):
            signal.connect(self.fill)
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.fill()

    def _follow(self) -> None:
        """Only what can be done now has a button."""
        here = self._model.holdings()
        taken, locked = bool(here), bool(here) and all(one.is_locked for one in here)
        for button, action in self._made:
            button.setText(text(_SHORT[action.objectName()] if action.objectName() != commands.LOCK.id else
                                pmsg("verb", "Unlock") if locked else pmsg("verb", "Lock")))
            button.setAccessibleName(action.iconText())
            button.setVisible(action.isEnabled() and (action.objectName() != commands.ALLOCATE.id or not taken))

    def fill(self) -> None:
        """Everything about the choice."""
        self._follow()
        model, plan = self._model, self._model.plan
        body = QWidget()
        body.setProperty("plain", True)
        column = QVBoxLayout(body)
        tight(column)
        self.history = None
        if plan is None or (not model.chosen and model.company is None):
            self.title.setText(tr("Nothing chosen"))
            self.note.setText(tr("Choose desks, a room or a company: on the plan, in the table or in the list."))
            self._area.setWidget(body)
            return
        here = model.holdings()
        companies = model.companies()
        self._head(companies)
        form = Form(self._theme)
        column.addWidget(form)
        if len(companies) == 1:
            self._company(form, companies[0], here)
        elif len(companies) > 1:
            form.add("", msg("Companies"), PlainLabel(current().joined(plan.name(id) for id in companies), wrap=True))
        if len(model.chosen) == 1:
            self._place(form, model.chosen[0])
            self._past_and_future(column, model.chosen[0])
        elif not here:
            free = plan.fits(model.desks(), Span(model.day))
            form.add("", msg("Free from now on"), PlainLabel(ntr("{n} desk", "{n} desks", len(free.desks))))
        column.addStretch(1)
        self._area.setWidget(body)

    def _head(self, companies: Sequence[UUID]) -> None:
        model, plan = self._model, self._model.plan
        assert plan is not None
        places = places_words(plan, model.chosen)
        desks = len(model.desks())
        count = ntr("{n} desk", "{n} desks", desks) if desks else tr("room")
        if model.company is not None:
            self.title.setText(plan.name(model.company))
            self.note.setText(" · ".join(part for part in (count if desks else "", places) if part)
                              or tr("no place on {day}", day=model.day))
            return
        first = model.chosen[0]
        kind = text(ROOM_KINDS[plan.rooms[first].kind]) if first in plan.rooms else ""
        self.title.setText(current().joined((places, kind)) if len(model.chosen) == 1 else places)
        self.note.setText(" · ".join(dict.fromkeys(part for part in (
            model.floor_name(model.floor_of(first)), count if desks != 1 else tr("one desk")) if part)))

    def _company(self, form: Form, company: UUID, here: Sequence[Holding]) -> None:
        model, plan = self._model, self._model.plan
        assert plan is not None
        link = Button(self._theme, plan.name(company).replace("&", "&&"), kind="link", shrinks=True)
        link.setAccessibleName(plan.name(company))
        link.clicked.connect(lambda: self.company_asked.emit(company))
        form.add("", msg("Company"), link)
        known = plan.companies.get(company)
        if here:
            form.add("", msg("From"), _label(_days({one.span.starts for one in here})))
            ends = {one.span.until for one in here}
            form.add("", msg("Until"), _label(_ends(ends)))
            if any(one.span.starts > model.day for one in here):
                form.add("", msg("State"), _label(tr("not yet here on {day}", day=model.day)))
            locked = sum(one.is_locked for one in here)
            if locked:
                form.add("", msg("Locked"), _label(tr("yes") if locked == len(here) else ntr(
                    "{n} place", "{n} places", locked)))
        if known is not None and known.focus_area:
            form.add("", msg("Focus area"), _label(text(FOCUS_AREAS[known.focus_area])))
        stay = model.stay(company)
        if stay is not None:
            form.heading(msg("Residency"))
            form.add("", msg("Kind"), _label(text(STAY_KINDS[stay.kind])))
            form.add("", msg("Since") if stay.starts_on <= model.day else msg("From"), _label(stay.starts_on))
            form.add("", msg("Planned end"), _label(stay.ends_on or stay.planned_end))
            form.add("", msg("Contract"), _label(stay.contract))
            if stay.desks is not None:
                form.add("", msg("Desks in contract"), _label(current().number(stay.desks)))
        elif known is not None and here:
            form.heading(msg("Residency"))
            form.add("", msg("State"), _label(tr("no residency entered for this day")))

    def _place(self, form: Form, id: UUID) -> None:
        model, plan = self._model, self._model.plan
        assert plan is not None
        room = model.room_of(id)
        if room is None:
            return
        desk = id if id != room else None
        form.heading(msg("Place"))
        free = plan.timeline.free(room, desk, model.day)
        form.add("", msg("Free from"), _label(free.starts if free is not None else tr("no day known")))
        if free is not None:
            form.add("", msg("Free until"), _label(free.until or tr("open")))
        space, scene = plan.rooms[room], plan.scenes[plan.rooms[room].floor]
        if desk is not None:
            form.add("", msg("Room"), _label(current().joined((scene.room_by_id[room].number,
                                                               text(ROOM_KINDS[space.kind])))))
        if space.area:
            form.add("", msg("Area of the room"), _label(tr("{n}\u00a0m²", n=current().number(space.area, 0))))
        if scene.room_by_id[room].is_locked:
            form.add("", msg("Room locked"), _label(tr("yes")))

    def _past_and_future(self, column: QVBoxLayout, id: UUID) -> None:
        """All who ever have the place: each one can be chosen and changed."""
        plan, room = self._model.plan, self._model.room_of(id)
        assert plan is not None
        if room is None:
            return
        found: dict[tuple[UUID, Span], list[Holding]] = {}
        for one in plan.timeline.of(room, id if id != room else None):
            found.setdefault((one.company, one.span), []).append(one)
        if not found:
            return
        title = PlainLabel(tr("Who has it when"), "header")
        title.setContentsMargins(16, 4, 16, 4)
        column.addWidget(title)
        groups = {here[0].id: tuple(here) for here in found.values()}
        history = LineList(self._theme)
        history.setAccessibleName(tr("Who has it when"))
        day = self._model.day
        ordered = sorted(found.values(), key=lambda here: (not here[0].span.has(day), here[0].span.starts <= day,
                                                           here[0].span.starts))  # now, later, earlier
        history.set_lines([self._line(here, id) for here in ordered])
        history.setFixedHeight(self._theme.px(56) * min(len(found), 5) + 2)
        history.menu_asked.connect(lambda first, place: self.holding_asked.emit(groups[first], place))
        history.opened.connect(lambda first: self.holding_asked.emit(
            groups[first], history.viewport().mapToGlobal(history.visualItemRect(history.currentItem()).bottomLeft())))
        self.history = history
        column.addWidget(history)

    def _line(self, here: Sequence[Holding], id: UUID) -> Line:
        """A company with one span; of a room, how many of its desks."""
        plan, day, one = self._model.plan, self._model.day, here[0]
        assert plan is not None
        when = (tr("now"), "check", "success") if one.span.has(day) else (
            (tr("later"), "clock", "muted") if one.span.starts > day else (tr("earlier"), "history", "muted"))
        desks = sum(each.desk is not None for each in here)
        figure = ntr("{n} desk", "{n} desks", desks) if id in plan.rooms and desks else ""
        return Line(one.id, plan.name(one.company), figure, span_words(one.span), *when,
                    slot=plan.slots.get(one.company))


def _label(value: str | date | None) -> PlainLabel:
    words = current().day(value) if isinstance(value, date) else value or "–"
    return PlainLabel(words, wrap=True, selectable=True)


def _days(days: set[date]) -> str:
    first, last = min(days), max(days)
    return current().day(first) if first == last else tr("{first} to {last}", first=first, last=last)


def _ends(ends: set[date | None]) -> str:
    known = {end for end in ends if end is not None}
    if not known:
        return tr("open")
    if None in ends:
        return tr("partly open, partly {day}", day=min(known))
    return _days(known)
