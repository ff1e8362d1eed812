"""Notes on a company: written above, the newest first, changed in place."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.services.records import NoteRow
from incubator_gui.views.companies.parts import row_of
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, IconButton, tight


class NotesTab(QWidget):
    """What is being written stays with its company."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self._id: UUID | None = None
        self._drafts: dict[UUID, str] = {}
        self.notes: dict[UUID, tuple[Card, InlineField]] = {}
        column = QVBoxLayout(self)
        tight(column, 16, 16, 16, 16, 16)
        self._new = Card(theme)
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(theme.px(80))
        self.add = Button(theme, icon="plus")
        self._wrong = PlainLabel("", "label", wrap=True)
        self._wrong.set_tone("error")
        inner = QVBoxLayout()
        tight(inner, 8, 12, 12, 12, 12)
        inner.addWidget(self.field)
        inner.addLayout(row_of(self.add, self._wrong, stretch=1))
        self._new.body.addLayout(inner)
        column.addWidget(self._new)
        self._column = QVBoxLayout()
        tight(self._column, 16)
        column.addLayout(self._column)
        column.addStretch()
        self.add.clicked.connect(self._add)
        self.retranslate()

    def show_stock(self, stock: CompanyStock) -> None:
        """Another company, or the same one changed."""
        if stock.id != self._id:
            if self._id is not None:
                self._drafts[self._id] = self.field.toPlainText()
            self._id = stock.id
            self.field.setPlainText(self._drafts.pop(stock.id, ""))
            self._wrong.setText("")
        wanted = {row.id for row in stock.notes}
        for id in [id for id in self.notes if id not in wanted]:
            card, _field = self.notes.pop(id)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, row in enumerate(stock.notes):
            card, field = self.notes.get(row.id) or self._note(row)
            card.set_words(row.author or "–", current().moment(row.written_at, "short"))
            field.set_value(row.text)
            if self._column.indexOf(card) != place:
                self._column.removeWidget(card)
                self._column.insertWidget(place, card)

    def commit(self) -> bool:
        """Save what is being changed; a new note that was not added yet stays as a draft."""
        right = [field.commit() for _card, field in self.notes.values()]
        return all(right)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._new.set_words(tr("New note"))
        self.field.setAccessibleName(tr("Text of the note"))
        self.add.setText(tr("Add note"))
        for _card, field in self.notes.values():
            field.retranslate()

    def _note(self, row: NoteRow) -> tuple[Card, InlineField]:
        theme, id = self._context.theme, row.id
        card = Card(theme)
        field = InlineField(theme, "lines", msg("Text of the note"), needed=True)
        field.setContentsMargins(6, 6, 6, 6)
        remove = IconButton(theme, "trash-2", tr("Remove the note"), "bare", role="muted")
        remove.clicked.connect(partial(self._remove, id))
        card.add_tool(remove)
        card.body.addWidget(field)
        field.committed.connect(partial(self._save, id, field))
        self.notes[id] = (card, field)
        return card, field

    def _save(self, id: UUID, field: InlineField, words: str) -> None:
        house = self._context.house
        self._context.jobs.write(lambda: house.records.edit_note(id, words), lambda _c: field.saved(),
                                 failed=lambda error: field.failed(error.message), owner=field)

    def _remove(self, id: UUID) -> None:
        house = self._context.house
        self._context.jobs.write(lambda: house.records.remove_note(id), owner=self)

    def _add(self) -> None:
        if self._id is None:
            return
        house, id, words = self._context.house, self._id, self.field.toPlainText()

        def done(_outcome: object) -> None:
            self._wrong.setText("")
            if self._id == id and self.field.toPlainText() == words:
                self.field.clear()

        def failed(error: IncubatorError) -> None:
            self._wrong.setText(text(error.message))

        self._context.jobs.write(lambda: house.records.add_note("company", id, words), done, failed=failed, owner=self)
