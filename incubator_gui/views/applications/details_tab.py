"""Details of one application: fields edited in place, company, answers, tags, earlier applications."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError, Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.domain.fields import APPLICATION, Field, clean
from incubator_gui.services.outcome import StaleEdit
from incubator_gui.views.applications.answers import Answers
from incubator_gui.views.applications.clash_bar import ClashBar
from incubator_gui.views.applications.columns import country_name, number_words
from incubator_gui.views.applications.known import Known
from incubator_gui.views.applications.stock import PanelStock
from incubator_gui.views.applications.tags_field import TagsField
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.inline_field import FieldKind, InlineField
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.side_panel import Form
from incubator_gui.widgets.styling import Button, tight

_KINDS: dict[str, FieldKind] = {"long_text": "lines", "integer": "number", "date": "date", "choice": "choice",
                                "person": "choice"}


class DetailsTab(QWidget):
    """Saves each field on leaving; what cannot be saved stays in the field, also when one looks elsewhere."""

    opened = Signal(str, object)
    """A link to another record: kind and id."""

    def __init__(self, context: Context, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._known = context, known
        self.id: UUID | None = None
        self._drafts: dict[tuple[UUID, str], str] = {}
        self._stock: PanelStock | None = None
        column = QVBoxLayout(self)
        tight(column)
        self._bars = QVBoxLayout()
        tight(self._bars)
        column.addLayout(self._bars)
        theme = context.theme
        self.form = Form(theme)
        self.form.heading(msg("Details"))
        for declared in APPLICATION:
            field = InlineField(theme, _KINDS.get(declared.kind, "text"), declared.label, needed=declared.required,
                                check=partial(_checked, declared),
                                unit=declared.unit or "", choices=_choices(declared))
            field.committed.connect(partial(self._save, declared))
            self.form.add(declared.key, declared.label, field)
        self.tags = TagsField(theme)
        self.tags.changed.connect(self._save_tags)
        self.form.add("tags", msg("Tags"), self.tags)
        self.form.line()
        self.form.heading(msg("Company"))
        self._company = Button(theme, kind="link", shrinks=True)
        self._company.clicked.connect(self._open_company)
        self.form.add("company", msg("Company"), self._company)
        self._place = PlainLabel("", wrap=True, selectable=True)
        self.form.add("place", msg("Place"), self._place)
        self._email = ElidedLabel("")
        self.form.add("email", msg("E-mail"), self._email)
        self._earlier = QVBoxLayout()
        tight(self._earlier, 4, 8, 4, 0, 0)
        holder = QWidget()
        holder.setLayout(self._earlier)
        self.form.add("earlier", msg("Other applications"), holder)
        column.addWidget(self.form)
        self.answers = Answers(context)
        column.addWidget(self.answers)

    def show_stock(self, stock: PanelStock) -> None:
        """Fill everything in; of the same application, what is being typed stays."""
        row = stock.sheet.row
        if row.id != self.id:
            self.keep()
            self.id = row.id
            self._clear_bars()
            for field in self.form.fields.values():
                field.discard()
        self._stock = stock
        self._fill_staff()
        for key, field in self.form.fields.items():
            value = stock.sheet.values[key]
            field.set_value(value)
            words = self._drafts.pop((row.id, key), None)
            if words is not None:
                _type(field, words)
        self.tags.set_tags(row.tags, stock.tags)
        self._company.setText(row.company or "–")
        self._company.setAccessibleName(tr("Open the company {name}", name=row.company))
        place = [row.city or "", country_name(row.country) if row.country else ""]
        self._place.setText(", ".join(part for part in place if part) or "–")
        self._email.setText(row.email or "–")
        self._show_earlier(stock)
        self.answers.show_answers(row.id, stock.questions, {a.question.id: a.text for a in stock.sheet.answers})

    def keep(self) -> None:
        """Before something else is shown: save what is right, keep what is not for the way back."""
        if self.id is None:
            return
        for key, field in self.form.fields.items():
            if not field.commit():
                self._drafts[self.id, key] = field.words()
        self.answers.keep()

    def commit(self) -> bool:
        """Save what is being typed; False when something wrong stands in a field."""
        right = [self.form.commit(), self.answers.commit()]
        return all(right)

    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.form.dirty() or self.answers.dirty()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.form.retranslate()
        self.tags.retranslate()
        self.answers.retranslate()
        if self._stock is not None:
            self.show_stock(self._stock)

    def _fill_staff(self) -> None:
        people: dict[Any, Message | str] = {None: msg("nobody")}
        people.update((person.id, person.name) for person in self._known.staff.values())
        field = self.form.fields["owner_id"]
        if field.property("people") != list(people.values())[1:]:
            field.setProperty("people", list(people.values())[1:])
            field.set_choices(people)

    def _save(self, declared: Field, value: Any) -> None:
        if self.id is None:
            return
        id, key, field, house = self.id, declared.key, self.form.fields[declared.key], self._context.house
        seen, value = _stored(declared, field.seen()), _stored(declared, value)

        def done(_changes: object) -> None:
            if self.id == id:
                field.saved()

        self._context.jobs.write(lambda: house.editing.set_field("application", id, key, value, seen), done,
                                 failed=lambda error: self._failed(id, declared, value, error), owner=self)

    def _failed(self, id: UUID, declared: Field, value: Any, error: IncubatorError) -> None:
        if self.id != id:
            self._drafts[id, declared.key] = "" if value is None else str(value)
            self._context.shell.warn(error.message)
            return
        field = self.form.fields[declared.key]
        field.failed(error.message)
        if isinstance(error, StaleEdit):
            field.take_note(error.clash.theirs)
            bar = ClashBar(self._context.theme, error.clash.label, _words(self._known, declared, error.clash.theirs))
            bar.mine.connect(lambda: field.commit())
            bar.theirs.connect(lambda: self._take(field, declared, error.clash.theirs))
            self._bars.addWidget(bar)

    def _take(self, field: InlineField, declared: Field, theirs: Any) -> None:
        field.discard()
        field.set_value(theirs)

    def _clear_bars(self) -> None:
        while (item := self._bars.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _save_tags(self, names: tuple[str, ...]) -> None:
        if self.id is not None:
            id, house = self.id, self._context.house
            self._context.jobs.write(lambda: house.records.set_tags("application", id, names), owner=self)

    def _open_company(self) -> None:
        if self._stock is not None:
            self.opened.emit("company", self._stock.sheet.row.company_id)

    def _show_earlier(self, stock: PanelStock) -> None:
        while (item := self._earlier.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in stock.sheet.earlier:
            words = tr("{number} · {call} · {stage}", number=number_words(row.number), call=row.call,
                       stage=self._known.stage_name(row.stage_id))
            link = Button(self._context.theme, words.replace("&", "&&"), kind="link", shrinks=True)
            link.clicked.connect(lambda _=False, id=row.id: self.opened.emit("application", id))
            self._earlier.addWidget(link)
        if not stock.sheet.earlier:
            self._earlier.addWidget(PlainLabel(tr("This is the first one."), "muted"))


def _choices(declared: Field) -> dict[Any, Message | str] | None:
    if declared.choices is None:
        return None
    none: dict[Any, Message | str] = {} if declared.required else {None: msg("not chosen")}
    return {**none, **declared.choices}


def _checked(declared: Field, value: Any) -> None:
    clean(declared, _stored(declared, value))


def _stored(declared: Field, value: Any) -> Any:
    """What a field holds, as the services take it."""
    if value is None:
        return None
    if declared.kind == "integer":
        if value != int(value):
            raise Refused(msg("{field}: “{value}” is not a whole number.", field=declared.label, value=str(value)))
        return int(value)
    return value


def _words(known: Known, declared: Field, value: Any) -> str:
    if value is None:
        return tr("empty")
    if declared.choices is not None:
        return text(declared.choices.get(value, str(value)))
    if declared.kind == "person":
        return known.person(value) or "–"
    return current().argument(value)


def _type(field: InlineField, words: str) -> None:
    """Put a kept draft back, as if it had just been typed."""
    editor: Any = field.editor
    if hasattr(editor, "setPlainText"):
        editor.setPlainText(words)
    elif hasattr(editor, "textEdited"):
        editor.setText(words)
        editor.textEdited.emit(words)
    field.commit()
