"""Fields of a record edited in place: saved on leaving, refused with a sentence, never lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit

from incubator_gui.core.errors import IncubatorError, Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import Field, clean
from incubator_gui.services.applications import StaffRow
from incubator_gui.services.outcome import StaleEdit
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.countries import countries, country_name
from incubator_gui.widgets.inline_field import FieldKind, InlineField

Save = Callable[[Field, Any, Any], Callable[[], Changes]]
"""Given the field, the new value and the one that was seen: the work that stores it."""

_KINDS: dict[str, FieldKind] = {
    "long_text": "lines", "integer": "number", "decimal": "number", "hours": "number", "date": "date",
    "choice": "choice", "person": "choice", "country": "choice", "flag": "choice"}
_YES_NO: Mapping[Any, Message | str] = {True: msg("yes"), False: msg("no")}


class RecordFields(QObject):
    """The fields of one record at a time. `record` tells records apart."""

    def __init__(self, context: Context, declared: Sequence[Field], save: Save, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._save = context, save
        self.record: object = None
        self.fields: dict[str, InlineField] = {}
        self._declared = {one.key: one for one in declared}
        self._base: dict[str, Any] = {}
        self._people: dict[UUID, str] = {}
        for one in declared:
            field = InlineField(context.theme, _KINDS.get(one.kind, "text"), one.label, needed=one.required,
                                check=partial(_check, one), unit=one.unit or "", choices=self._choices(one))
            if isinstance(field.editor, QLineEdit):  # figures stand under words here, not in a column
                field.editor.setAlignment(Qt.AlignmentFlag.AlignLeft)
            field.committed.connect(partial(self._commit, one))
            field.changed.connect(partial(self._began, one.key))
            self.fields[one.key] = field

    def show(self, record: object, values: Mapping[str, Any], staff: Sequence[StaffRow] = ()) -> None:
        """Fill in; of the same record, what is being typed stays."""
        if record != self.record:
            self.record = record
            self._base.clear()
            for field in self.fields.values():
                field.discard()
        people = {person.id: person.name for person in staff}
        if people != self._people:
            self._people = people
            self._rename("person")
        for key, field in self.fields.items():
            value = values.get(key)
            if self._declared[key].kind in ("text", "long_text", "email", "phone", "url", "credit_code", "currency"):
                value = value or None
            field.set_value(value.hex if isinstance(value, UUID) else value)
            if not field.dirty:
                self._base.pop(key, None)

    def commit(self) -> bool:
        """Save what is being typed; False when something wrong stands in a field."""
        right = [field.commit() for field in self.fields.values()]
        return all(right)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._rename("country")
        for field in self.fields.values():
            field.retranslate()

    def _began(self, key: str) -> None:
        self._base.setdefault(key, self.fields[key].value())

    def _rename(self, kind: str) -> None:
        for key, field in self.fields.items():
            if self._declared[key].kind == kind:
                field.set_choices(self._choices(self._declared[key]) or {})

    def _choices(self, declared: Field) -> dict[Any, Message | str] | None:
        none: dict[Any, Message | str] = {} if declared.required else {None: msg("not chosen")}
        match declared.kind:
            case "choice":
                return {**none, **(declared.choices or {})}
            case "person":
                return {None: msg("nobody"), **{id.hex: name for id, name in self._people.items()}}
            case "country":
                return {**none, **countries()}
            case "flag":
                return dict(_YES_NO)
        return None

    def _commit(self, declared: Field, value: Any) -> None:
        record, field = self.record, self.fields[declared.key]
        seen = stored(declared, self._base.pop(declared.key, field.value()))

        def done(_changes: Changes) -> None:
            if self.record == record:
                field.saved()

        def failed(error: IncubatorError) -> None:
            if self.record != record:
                self._context.shell.warn(error.message)
            elif isinstance(error, StaleEdit):
                theirs = error.clash.theirs
                field.set_value(theirs.hex if isinstance(theirs, UUID) else theirs)
                self._base[declared.key] = theirs
                field.failed(msg("Changed elsewhere meanwhile; it is now: {value}. Enter saves yours, Escape takes"
                                 " theirs.", value=self.words(declared, theirs)))
            else:
                field.failed(error.message)

        work = self._save(declared, stored(declared, value), seen)
        self._context.jobs.write(work, done, failed=failed, owner=self)

    def words(self, declared: Field, value: Any) -> str:
        """A stored value as people read it."""
        if value is None or value == "":
            return tr("empty")
        if declared.choices is not None:
            return text(declared.choices.get(value, str(value)))
        if declared.kind == "person":
            return self._people.get(value, "–")
        return country_name(value) if declared.kind == "country" else current().argument(value)


def _check(declared: Field, value: Any) -> None:
    clean(declared, stored(declared, value))


def stored(declared: Field, value: Any) -> Any:
    """What a field holds, as the services take it."""
    if value is None:
        return None
    if declared.kind == "integer" and isinstance(value, Decimal):
        if value != value.to_integral_value():
            raise Refused(msg("{field}: “{value}” is not a whole number.", field=declared.label, value=str(value)))
        return int(value)
    return UUID(value) if declared.kind == "person" and isinstance(value, str) else value
