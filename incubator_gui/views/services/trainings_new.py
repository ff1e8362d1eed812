"""The dialog for a new training; everything else is added in its side panel."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.domain.fields import Field, clean, field
from incubator_gui.views.services.trainings_stock import TrainingsStock, service_name
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.inline_field import FieldKind, InlineField
from incubator_gui.widgets.styling import set_property

_KINDS: dict[str, FieldKind] = {"held_on": "date", "starts_at": "text", "hours": "number", "seats": "number",
                                "place": "text"}


class NewTrainingDialog(Dialog):
    """Title first; the rest may stay empty."""

    def __init__(self, context: Context, stock: TrainingsStock, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("New training"), tr("Add training"), parent, width=440)
        self._context = context
        self.added: UUID | None = None
        self.title = QLineEdit()
        self.title.setMaxLength(300)
        self.add(tr("Training"), self.title)
        self.fields: dict[str, InlineField] = {}
        for key, kind in _KINDS.items():
            declared = field("training", key)
            made = InlineField(context.theme, kind, declared.label, check=partial(_check, declared))
            set_property(made.editor, "inline", False)
            made.committed.connect(partial(_taken, made))
            self.fields[key] = made
            self.add(text(declared.label), made)
        self.fields["seats"].set_value(12)
        names: dict[Any, Message | str] = {None: msg("not chosen")}
        self.service = ChoiceBox(names | {one.id: service_name(stock.services, one.id) for one in stock.services
                                          if one.is_active})
        usual = next((one.id for one in stock.services if one.key == "training" and one.is_active), None)
        self.service.choose(usual)
        self.add(tr("Service"), self.service)
        self.trainer = ChoiceBox({None: msg("nobody"), **stock.trainers()})
        self.trainer.choose(None)
        self.add(tr("Trainer"), self.trainer)
        self.title.textChanged.connect(lambda words: self.main.setEnabled(bool(words.strip())))
        self.main.setEnabled(False)
        self.submitted.connect(self._send)
        self.title.setFocus()

    def _send(self) -> None:
        right = [made.commit() for made in self.fields.values()]  # each one, not only up to the first
        if not all(right):
            return
        values = {key: _plain(key, made.value()) for key, made in self.fields.items()}
        values = {key: value for key, value in values.items() if value is not None}
        values |= {"service_id": self.service.key(), "trainer_id": self.trainer.key()}
        house, title = self._context.house, self.title.text()
        self.busy()
        self._context.jobs.write(lambda: house.trainings.add(title, **values), self._added, failed=self._failed,
                                 owner=self)

    def _added(self, outcome: Any) -> None:
        self.added = outcome.value
        self.accept()

    def _failed(self, error: IncubatorError) -> None:
        self.refused(error)


def _check(declared: Field, value: Any) -> None:
    clean(declared, _plain(declared.key, value))


def _taken(made: InlineField, _value: Any) -> None:
    made.saved()


def _plain(key: str, value: Any) -> Any:
    whole = key == "seats" and value is not None and value == int(value)
    return int(value) if whole else value
