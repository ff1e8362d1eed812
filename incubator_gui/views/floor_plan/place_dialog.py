"""Give desks to a company, or move one: who, when, how many, and where; what fits is shown at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QSpinBox, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg, nmsg, ntr, text, tr
from incubator_gui.domain.space import Span
from incubator_gui.domain.vocabulary import ROOM_KINDS
from incubator_gui.views.floor_plan.aims import (
    ALLOCATE,
    MOVE,
    Aim,
    into,
    onto,
    places_words,
    span_or_open,
    usual_span,
    why_not,
)
from incubator_gui.views.floor_plan.company_pick import CompanyPick
from incubator_gui.views.floor_plan.day_field import DayField
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.views.floor_plan.stay_part import StayDraft, StayPart
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel

_MOST = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """What a dialog begins with.

    `desks` are those chosen on the plan, `room` a room to be given as a whole, `near` one to look for
    desks in first, `moving` what the company leaves.
    """

    company: UUID | None = None
    span: Span | None = None
    count: int = 0
    desks: tuple[UUID, ...] = ()
    room: UUID | None = None
    near: UUID | None = None
    moving: tuple[UUID, ...] = ()


class PlaceDialog(Dialog):
    """`aim` is what was filled in; None while something is missing or does not fit."""

    def __init__(self, context: Context, model: PlanModel, wish: Wish, parent: QWidget | None = None) -> None:
        self.kind = MOVE if wish.moving else ALLOCATE
        title = tr("Move to other desks") if wish.moving else tr("Give desks to a company")
        super().__init__(context.theme, title, tr("Move") if wish.moving else tr("Give"), parent, width=600)
        self._model, self._wish = model, wish
        plan = model.plan
        assert plan is not None
        self._plan = plan
        self.aim: Aim | None = None
        self._sent = False
        self.company = CompanyPick(context, {id: one.name for id, one in plan.companies.items()}, self._note)
        from_when = tr("Takes effect on") if wish.moving else tr("From")
        self.starts = DayField(context.theme, from_when)
        self.until = DayField(context.theme, tr("Until (first free day)"), open_end=True)
        self.count = QSpinBox()
        self.count.setRange(1, _MOST)
        self.count.setFixedWidth(context.theme.px(80))
        self.whole = QCheckBox(tr("The room as a whole"))
        self.places = QListWidget()
        self.places.setObjectName("Card")
        self.places.setMinimumHeight(context.theme.px(176))
        self.places.installEventFilter(self)
        self.says = PlainLabel("", "label", wrap=True)
        self.stay = StayPart(context.theme)
        self.stay.hide()
        self.add(tr("Company"), self.company)
        self.add(from_when, self.starts)
        if not wish.moving:
            self.add(tr("Until (first free day)"), self.until)
        self.add(tr("Desks"), self.count)
        self.rows.addWidget(self.whole, self.rows.rowCount(), 1)
        self.add(tr("Where"), self.places)
        self.rows.addWidget(self.says, self.rows.rowCount(), 1)
        self.body.addWidget(self.stay)
        self._own_dates, self._own_place = bool(wish.span), False
        self.count.setValue(wish.count or len(wish.desks) or 1)
        span = wish.span or Span(model.day)
        self.starts.set_day(span.starts)
        self.until.set_day(span.until)
        self.company.field.setReadOnly(bool(wish.moving))
        self.company.changed.connect(self._company_chosen)
        for field in (self.starts, self.until):
            field.changed.connect(self._dates_typed)
        self.count.valueChanged.connect(lambda _n: self._list())
        self.whole.toggled.connect(lambda _on: self._list())
        self.places.currentRowChanged.connect(self._place_taken)
        self.stay.changed.connect(self._judge)
        model.loaded.connect(self._look_again)
        if wish.company is None:
            self.company.offer(row.company_id for row in model.people.waiting)
        else:
            self.company.choose(wish.company)
        self._company_chosen()
        (self.company if wish.company is None else self.places if wish.moving else self.starts).setFocus()

    def draft(self) -> StayDraft | None:
        """The stay that begins in the same step, if one does."""
        return self.stay.draft()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter in the list of places sends the dialog."""
        if (watched is self.places and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
                and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self.main.click()
            return True
        return bool(super().eventFilter(watched, event))

    def busy(self) -> None:
        """Saving is under way."""
        self._sent = True
        super().busy()

    def refused(self, error: IncubatorError) -> None:
        """Saving failed: what is free is looked for again."""
        self._sent = False
        super().refused(error)
        self._look_again()

    def _note(self, company: UUID) -> str:
        row = next((row for row in self._model.people.waiting if row.company_id == company), None)
        if row is not None:
            return ntr("waits for {n} desk", "waits for {n} desks", row.missing) if row.missing else tr(
                "waits, number open")
        desks = self._plan.desks_of_company(company, self._model.day)
        return ntr("{n} desk", "{n} desks", desks) if desks else ""

    def _company_chosen(self) -> None:
        company = self.company.company
        row = next((row for row in self._model.people.waiting if row.company_id == company), None)
        if company is not None and not self._wish.moving:
            if not self._own_dates:
                span = usual_span(self._model, company)
                self.starts.set_day(span.starts)
                self.until.set_day(span.until)
            if row is not None and row.missing and not self._wish.desks and not self._wish.count:
                self.count.setValue(row.missing)
        self._list()

    def _look_again(self) -> None:
        """The house is another one since: what was free may be taken."""
        if self._model.plan is not None and self._model.plan is not self._plan and not self._sent:
            self._plan = self._model.plan
            self._list()

    def _place_taken(self, _row: int) -> None:
        self._own_place = True
        self._judge()

    def _dates_typed(self) -> None:
        self._own_dates = True
        self._list()

    def _span(self) -> Span | None:
        starts, until = self.starts.day(), self.until.day()
        if starts is None or not self.until.right or (until is not None and until <= starts):
            return None
        if self._wish.moving:
            return span_or_open(starts, self._plan.last_end(self._wish.moving))
        return Span(starts, until)

    def _base(self) -> Aim | None:
        span = self._span()
        if span is None:
            return None
        company = self.company.company
        return Aim(self.kind, company or UUID(int=0), self.company.name(), self.count.value(), span,
                   moving=self._wish.moving)

    def _list(self) -> None:
        """All places again: those that fit first, the floor shown before the others, the tightest first."""
        item = self.places.currentItem()
        kept = item.data(Qt.ItemDataRole.UserRole) if item is not None and self._own_place else None
        base, plan = self._base(), self._plan
        blocked = self.places.blockSignals(True)
        self.places.clear()
        entries: list[tuple[tuple[object, ...], str, Aim, str]] = []
        if base is not None:
            if self._wish.desks and not self.whole.isChecked():
                aim = onto(plan, base, self._wish.desks)
                entries.append(((0,), "chosen", aim, tr("Chosen on the plan: {places}",
                                                        places=places_words(plan, self._wish.desks))))
            elif self._wish.room is not None:
                aim = into(plan, base, self._wish.room, whole=True)
                entries.append(((0,), "chosen", aim, tr("Chosen on the plan: {places}",
                                                        places=places_words(plan, (self._wish.room,)))))
            for id, room in plan.rooms.items():
                whole = self.whole.isChecked()
                if room.kind in ("circulation", "service") or (not whole and not plan.timeline.desks_of.get(id)):
                    continue
                aim = into(plan, base, id, whole=whole)
                place = plan.place_of[id, None]
                free = len(aim.fit.desks) if aim.fit else 0
                spare = sum(plan.timeline.clash(id, desk, base.span, frozenset(base.moving)) is None
                            for desk in plan.timeline.desks_of.get(id, ()))
                words = "  ·  ".join((place.room_number, text(ROOM_KINDS[room.kind]), place.floor_name,
                                      text(_fit_words(aim, free, spare))))
                order = (int(id != self._wish.near), not aim.fits, room.floor != self._model.floor,
                         spare if aim.fits else -free)
                entries.append((order, id.hex, aim, words))
        entries.sort(key=lambda entry: entry[0])
        for _order, key, aim, words in entries:
            entry = QListWidgetItem(self.theme.icon("check" if aim.fits else "triangle-alert",
                                                    "success" if aim.fits else "warning"), words)
            entry.setData(Qt.ItemDataRole.UserRole, key)
            entry.setData(Qt.ItemDataRole.UserRole + 1, aim)
            self.places.addItem(entry)
            if key == kept:
                self.places.setCurrentItem(entry)
        if self.places.currentRow() < 0 and entries:
            self.places.setCurrentRow(0)
        self.places.blockSignals(blocked)
        self._judge()

    def _judge(self) -> None:
        """Whether it can be saved; if not, why."""
        item, span = self.places.currentItem(), self._span()
        aim: Aim | None = item.data(Qt.ItemDataRole.UserRole + 1) if item is not None else None
        company = self.company.company
        needs_stay = (company is not None and self.kind == ALLOCATE and span is not None
                      and not self._has_stay(company, span))
        was = not self.stay.isHidden()
        self.stay.setVisible(needs_stay)
        if needs_stay and not was:
            self.stay.box.setChecked(True)
        self.stay.follow(self.starts.day(), self.until.day())
        problem: Message | None = None
        if self.starts.day() is None or not self.until.right:
            problem = msg("Write days as in the calendar, for example {day}.", day=date(2027, 5, 12))
        elif span is None:
            problem = msg("The end has to come after {starts}.", starts=self.starts.day())
        elif company is None:
            problem = msg("Choose a company.")
        elif aim is None:
            problem = msg("There is no room with desks yet.")
        elif not aim.fits and aim.fit is not None:
            problem = why_not(aim.fit)
        elif not self.stay.right:
            problem = msg("The dates of the residency are not complete.")
        self.aim = aim if problem is None else None
        self.says.setText(text(problem) if problem is not None else self._effect(aim))
        self.says.set_tone("warning" if problem is not None and company is not None else "muted")
        self.main.setEnabled(self.aim is not None)
        count = len(aim.desks) if aim is not None and aim.fits else 0
        if self.kind == MOVE:
            self.main.setText(ntr("Move to {n} desk", "Move to {n} desks", count) if count else tr("Move"))
        else:
            self.main.setText(ntr("Give {n} desk", "Give {n} desks", count) if count else tr("Give"))

    def _effect(self, aim: Aim | None) -> str:
        if aim is None:
            return ""
        places = places_words(self._plan, aim.desks or ((aim.room,) if aim.room else ()))
        if aim.span.until is None:
            return tr("{company}: {places}, from {starts} on", company=aim.name, places=places, starts=aim.span.starts)
        return tr("{company}: {places}, from {starts} until {until}", company=aim.name, places=places,
                  starts=aim.span.starts, until=aim.span.until)

    def _has_stay(self, company: UUID, span: Span) -> bool:
        found = self._plan.companies.get(company)
        return found is not None and any(stay.span.overlaps(span) for stay in found.stays)


def _fit_words(aim: Aim, free: int, spare: int) -> Message:
    if aim.fit is not None and aim.fit.is_locked:
        return msg("Locked")
    if aim.room is not None:
        return msg("free") if aim.fits else msg("not free")
    if aim.fits:
        return nmsg("{n} desk free", "{n} desks free", spare)
    return msg("{n} of {whole} free", n=free, whole=aim.count)
