"""The side panel of a training: its list, its details, booking its hours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import TRAINING, Field
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.views.services.trainings_columns import when
from incubator_gui.views.services.trainings_seats import SeatsPage
from incubator_gui.views.services.trainings_stock import (
    TrainingsStock,
    TrainingStock,
    read_training,
    service_name,
)
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.record_fields import RecordFields
from incubator_gui.widgets.side_panel import Form, SidePanel
from incubator_gui.widgets.styling import Button, IconButton
from incubator_gui.widgets.tag import Tag, Tone

_TONES: dict[str, Tone] = {"done": "success", "planned": "accent", "active": "accent", "on_hold": "warning"}


class TrainingPanel(SidePanel):
    """Reads by itself; the tab does what concerns several trainings."""

    enrol_asked = Signal()
    duplicate_asked = Signal(object)
    remove_asked = Signal(object)
    gone = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context, theme = context, context.theme
        self.id: UUID | None = None
        self.stock: TrainingStock | None = None
        self._all: TrainingsStock | None = None
        self.seats = SeatsPage(context)
        self.fields = RecordFields(context, TRAINING, self._save, self)
        self.form = Form(theme)
        self.service = InlineField(theme, "choice", msg("Service"))
        self.trainer = InlineField(theme, "choice", msg("Trainer"))
        for declared in TRAINING:
            self.form.add(declared.key, declared.label, self.fields.fields[declared.key])
            if declared.key == "title":
                self.form.add("service", msg("Service"), self.service)
            if declared.key == "owner_id":
                self.form.add("trainer", msg("Trainer"), self.trainer)
        for field in (*self.fields.fields.values(), self.service, self.trainer):
            if isinstance(field.editor, ChoiceBox):  # a long name in the list must not make the panel wider
                field.editor.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                field.editor.setMinimumContentsLength(8)
        self.service.committed.connect(lambda value: self._link(self.service, "service", value))
        self.trainer.committed.connect(lambda value: self._link(self.trainer, "trainer", value))
        self.add_tab("seats", "", self.seats, scroll=False)
        self.add_tab("details", "", self.form)
        self.effect = PlainLabel("", "label", wrap=True)
        self.effect.setContentsMargins(16, 8, 16, 8)
        outer = self.layout()
        assert outer is not None
        outer.removeWidget(self.footer)
        outer.addWidget(self.effect)
        outer.addWidget(self.footer)
        self.book = Button(theme, icon="check", kind="main")
        self.menu = IconButton(theme, "ellipsis", kind="")
        self.book.clicked.connect(self.book_hours)
        self.menu.clicked.connect(self.open_menu)
        self.seats.enrol_asked.connect(self.enrol_asked)
        self.seats.company_asked.connect(lambda id: context.shell.open_record("company", id))
        self.add_action(self.book)
        self.add_action(self.menu, last=True)
        self.words()

    def open(self, id: UUID) -> None:
        """Show a training; what is being typed in the one before is saved first."""
        if id != self.id:
            self.form.commit()
            self.id = id
        self.read()

    def read(self) -> None:
        """Read again what is shown."""
        id, house = self.id, self._context.house
        if id is not None:
            self._context.jobs.read(lambda: read_training(house, id), self._show, owner=self, key="training")

    def know(self, stock: TrainingsStock) -> None:
        """Whom and what one can choose."""
        self._all = stock
        self.service.set_choices({None: msg("not chosen"), **{
            one.id.hex: one.name(current().language) for one in stock.services}})
        self.trainer.set_choices({None: msg("nobody"), **{id.hex: name for id, name in stock.trainers().items()}})
        if self.stock is not None:
            self._show(self.stock)

    def _show(self, stock: TrainingStock | None) -> None:
        if stock is None:
            self.id, self.stock = None, None
            self.gone.emit()
            return
        if stock.row.id != self.id:
            return
        self.stock, row = stock, stock.row
        self.seats.show_stock(stock)
        self.fields.show(row.id, {key.key: getattr(row, key.key) or (0 if key.key == "seats" else None)
                                  for key in TRAINING}, self._all.staff if self._all else ())
        for field, value in ((self.service, row.service_id), (self.trainer, row.trainer_id)):
            field.set_value(value.hex if value is not None else None)
        self._fill()

    def _fill(self) -> None:
        self.set_tab_words("seats", tr("Participants {n}", n=len(self.stock.seats) if self.stock else 0))
        self.set_tab_words("details", tr("Details"))
        if self.stock is None:
            return
        row, booking = self.stock.row, self.stock.booking
        service = service_name(self._all.services, row.service_id) if self._all else ""
        tags: list[QWidget] = [Tag(self._context.theme, text(ENGAGEMENT_STATUSES[row.status]), "",
                                   _TONES.get(row.status, "neutral")), PlainLabel(when(row), "label")]
        caption = tr("Training")
        self.set_head(current().labelled(caption, service) if service not in ("", caption) else caption, row.title,
                      tags)
        self.effect.set_tone("")
        self.book.setEnabled(booking is not None)
        if booking is not None:
            self.book.setText(ntr("Book for {n} company", "Book for {n} companies", len(booking.companies)))
            words = tr("Books {hours} h contact on {day} for each, {total} h in all: {companies}.",
                       hours=booking.hours, day=booking.day, total=booking.total,
                       companies=current().joined(booking.companies))
            if booking.over:
                words += " " + ntr("{companies} goes over its entitlement.", "{companies} go over their entitlements.",
                                   len(booking.over), companies=current().joined(booking.over))
                self.effect.set_tone("warning")
            self.effect.setText(words)
        else:
            self.book.setText(tr("Book into the ledger"))
            self.effect.setText(text(self.stock.reason) if self.stock.reason else "")

    def book_hours(self) -> None:
        """Put the hours of those who were present into the ledger."""
        id, house = self.id, self._context.house
        if id is not None and self.form.commit():
            self._context.jobs.write(lambda: house.trainings.book(id), owner=self)

    def open_menu(self) -> QMenu | None:
        """What can be done with the training."""
        if self.stock is None:
            return None
        id, row = self.stock.row.id, self.stock.row
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("Print the attendance sheet"), self.seats.print_sheet)
        menu.addAction(tr("Export the list…"), self.seats.export).setEnabled(bool(self.stock.seats))
        menu.addSeparator()
        menu.addAction(tr("Duplicate"), lambda: self.duplicate_asked.emit(id))
        if row.status == "cancelled":
            menu.addAction(tr("Take place after all"), lambda: self._move("planned"))
        else:
            menu.addAction(tr("Cancel the training"), lambda: self._move("cancelled"))
        menu.addAction(tr("Remove"), lambda: self.remove_asked.emit(id)).setEnabled(not row.is_booked)
        menu.popup(self.menu.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        return menu

    def commit(self) -> bool:
        """Save what is being typed."""
        return self.form.commit()

    def words(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        self.menu.set_name(tr("More about this training"))
        self.form.retranslate()
        self.fields.retranslate()
        self.seats.retranslate()
        if self._all is not None:
            self.know(self._all)
        self._fill()

    def _move(self, status: str) -> None:
        id, house = self.id, self._context.house
        self._context.jobs.write(lambda: house.trainings.move([id], status), owner=self)

    def _link(self, field: InlineField, kind: str, value: Any) -> None:
        id, house = self.id, self._context.house
        wanted = UUID(value) if isinstance(value, str) else None
        write = house.trainings.set_service if kind == "service" else house.trainings.set_trainer

        def failed(error: Any) -> None:
            reason: Message = error.message
            field.failed(reason)

        self._context.jobs.write(lambda: write(id, wanted), lambda _changes: field.saved(), failed=failed, owner=self)

    def _save(self, declared: Field, value: Any, seen: Any) -> Callable[[], Changes]:
        house, id = self._context.house, self.id
        return lambda: house.editing.set_field("training", id, declared.key, value, seen)
