"""The dialog that grants hours to one or many companies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from incubator_gui.core.messages import Message, msg, ntr, tr
from incubator_gui.domain.folding import fold
from incubator_gui.services.catalogue import ServiceRow
from incubator_gui.services.dossiers import CompanyChoice
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.inline_field import FieldKind, InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.pick_list import Pick, PickList
from incubator_gui.widgets.styling import set_property, tight

_DAY = timedelta(days=1)


class GrantDialog(Dialog):
    """Companies at the top, then service, span and hours; stays open while something is wrong."""

    def __init__(self, context: Context, companies: Sequence[CompanyChoice], services: Sequence[ServiceRow],
                 chosen: Iterable[UUID], language: str, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Grant hours"), tr("Grant hours"), parent, width=520)
        self._context = context
        self.companies = PickList(context.theme, tr("Companies"), tr("Find companies"))
        self.companies.set_rows([Pick(one.id, one.name, one.words)
                                 for one in sorted(companies, key=lambda one: fold(one.name))], chosen)
        self.add(tr("Companies"), self.companies)
        names: dict[Any, Message | str] = {None: msg("all services")}
        names |= {one.id: one.name(language) for one in services}
        self.service = ChoiceBox(names)
        self.service.choose(None)
        self.add(tr("Service"), self.service)
        today = context.clock.today()
        self.starts = self._field("date", msg("From"), date(today.year, 1, 1))
        self.last = self._field("date", msg("Last day"), date(today.year, 12, 31))
        span = QHBoxLayout()
        tight(span, 8)
        span.addWidget(self.starts, 1)
        span.addWidget(PlainLabel(tr("to"), "muted"))
        span.addWidget(self.last, 1)
        holder = QWidget()
        holder.setLayout(span)
        holder.setAccessibleName(tr("Period"))
        self.add(tr("Period"), holder)
        self.hours = self._field("number", msg("Hours for each company"), None)
        self.add(tr("Hours each"), self.hours)
        self.note = QLineEdit()
        self.note.setMaxLength(300)
        self.add(tr("Note"), self.note)
        self.effect = PlainLabel("", "label", wrap=True)
        self.body.addWidget(self.effect)
        self.companies.changed.connect(self._tell)
        self.hours.changed.connect(self._tell)
        self.submitted.connect(self._send)
        self.setMinimumHeight(context.theme.px(480))
        self.companies.setFocus()
        self._tell()

    def _field(self, kind: FieldKind, name: Message, value: Any) -> InlineField:
        field = InlineField(self.theme, kind, name, needed=True, unit=msg("h") if kind == "number" else "")
        set_property(field.editor, "inline", False)
        field.committed.connect(lambda _value: field.saved())
        field.committed.connect(lambda _value: self._tell())
        field.set_value(value)
        return field

    def _tell(self) -> None:
        number = len(self.companies.chosen())
        self.main.setText(ntr("Grant to {n} company", "Grant to {n} companies", number) if number
                          else tr("Grant hours"))
        self.main.setEnabled(number > 0)
        hours = self.hours.value()
        self.effect.setText(tr("{hours} h for each, {total} h together.", hours=hours, total=hours * number)
                            if number > 1 and isinstance(hours, Decimal) else "")

    def _send(self) -> None:
        right = [field.commit() for field in (self.starts, self.last, self.hours)]
        if self.hours.value() is None:
            self.hours.failed(msg("How many hours?"))
            self.hours.setFocus()
            return
        if not all(right):
            return
        companies, service = self.companies.chosen(), self.service.key()
        starts, ends, hours = self.starts.value(), self.last.value() + _DAY, self.hours.value()
        note, house = self.note.text(), self._context.house
        self.busy()
        self._context.jobs.write(lambda: house.entitlements.grant(companies, service, starts, ends, hours, note),
                                 lambda _outcome: self.accept(), failed=self.refused, owner=self)
