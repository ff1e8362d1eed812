"""The call's questions and what the applicant answered, edited in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.services.calls import QuestionRow
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import line, tight


class Answers(QWidget):
    """The question stands above its answer, for both may be long."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._id: UUID | None = None
        self._questions: tuple[QuestionRow, ...] = ()
        self._labels: list[PlainLabel] = []
        self.fields: dict[UUID, InlineField] = {}
        self._drafts: dict[tuple[UUID, UUID], str] = {}
        self._column = QVBoxLayout(self)
        tight(self._column, 4, 16, 0, 16, 12)

    def show_answers(self, id: UUID, questions: tuple[QuestionRow, ...], answers: Mapping[UUID, str]) -> None:
        """Fill in; the fields are made anew only where the questions are others."""
        if id != self._id:
            self.keep()
            self._id = id
            for field in self.fields.values():
                field.discard()
        if questions != self._questions:
            self._questions = questions
            self._build()
        for key, field in self.fields.items():
            field.set_value(answers.get(key) or None)
            draft = self._drafts.pop((id, key), None)
            if draft is not None:
                field.editor.setPlainText(draft)  # type: ignore[union-attr]
        self.setVisible(bool(questions))

    def keep(self) -> None:
        """Save what is being typed."""
        for field in self.fields.values():
            field.commit()

    def commit(self) -> bool:
        """Save what is being typed; False when something could not be saved."""
        right = [field.commit() for field in self.fields.values()]
        return all(right)

    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return any(field.dirty for field in self.fields.values())

    def retranslate(self) -> None:
        """Questions in the language of the screen, where they were asked in it."""
        if self._labels:
            self._labels[0].setText(tr("Answers"))
        for label, question in zip(self._labels[1:], self._questions, strict=False):
            label.setText(question.text(current().language))
        for field in self.fields.values():
            field.retranslate()

    def _build(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.fields, self._labels = {}, []
        self._column.addWidget(line())
        self._labels.append(PlainLabel("", "header"))
        self._column.addWidget(self._labels[0])
        for question in self._questions:
            words = question.text(current().language)
            label = PlainLabel(words, "muted", wrap=True)
            field = InlineField(self._context.theme, "lines", words)
            field.committed.connect(lambda value, key=question.id: self._save(key, value))
            label.setBuddy(field)
            self._column.addWidget(label)
            self._column.addWidget(field)
            self._labels.append(label)
            self.fields[question.id] = field
        self.retranslate()

    def _save(self, key: UUID, value: Any) -> None:
        if self._id is None:
            return
        id, field, house = self._id, self.fields[key], self._context.house

        def done(_changes: object) -> None:
            if self._id == id and self.fields.get(key) is field:
                field.saved()

        def failed(error: IncubatorError) -> None:
            if self._id == id and self.fields.get(key) is field:
                field.failed(error.message)
            else:
                self._drafts[id, key] = value or ""
                self._context.shell.warn(error.message)

        self._context.jobs.write(lambda: house.applications.set_answer(id, key, value or ""), done, failed=failed,
                                 owner=self)
