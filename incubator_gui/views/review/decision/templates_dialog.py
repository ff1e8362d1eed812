"""The words of letters, for each outcome and language; what is typed is tried on a decision at once."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import LANGUAGES, NAMES, current
from incubator_gui.core.messages import msg, ptr, text, tr
from incubator_gui.domain.decision_letter import PLACEHOLDERS
from incubator_gui.domain.review_words import OUTCOMES
from incubator_gui.services.letters import TemplateRow
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button


class TemplatesDialog(Dialog):
    """Stays open after saving; `decision` is the one on which a template is tried."""

    def __init__(self, context: Context, decision: UUID | None, parent: QWidget | None = None) -> None:
        theme = context.theme
        super().__init__(theme, tr("Letters of this house"), tr("Save"), parent, cancel=tr("Close"), width=720)
        self._context, self._decision = context, decision
        self._rows: dict[tuple[str, str], TemplateRow] = {}
        self._key: tuple[str, str] = ("accept", current().language)
        self._kept: dict[tuple[str, str], tuple[str, str]] = {}
        self.outcome = ChoiceBox(dict(OUTCOMES))
        self.language = ChoiceBox({key: NAMES[key] for key in LANGUAGES})
        self.subject, self.text = QLineEdit(), QPlainTextEdit()
        self.subject.setMaxLength(300)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(theme.px(260))
        self.outcome.choose(self._key[0])
        self.language.choose(self._key[1])
        for words, field in ((tr("Outcome"), self.outcome), (tr("Language"), self.language),
                             (ptr("letter", "Subject"), self.subject), (tr("Text"), self.text)):
            self.add(words, field)
        known = current().clauses(f"{{{name}}} {text(words)}" for name, words in PLACEHOLDERS.items())
        self.body.addWidget(PlainLabel(tr("Placeholders: {known}", known=known), "label", wrap=True))
        self.try_button, self.reset = Button(theme, tr("Try"), "eye"), Button(theme, tr("Standard words"), "rotate-ccw")
        self.buttons.insertWidget(0, self.reset)
        self.buttons.insertWidget(0, self.try_button)
        self.try_button.setVisible(decision is not None)
        for box in (self.outcome, self.language):
            box.activated.connect(lambda _place: self._turn())
        self.submitted.connect(self.save)
        self.reset.clicked.connect(self.take_standard)
        self.try_button.clicked.connect(self.attempt)
        self._read()

    def save(self) -> None:
        """Store the words of this outcome and language."""
        house, (outcome, language) = self._context.house, self._key
        subject, body = self.subject.text(), self.text.toPlainText()
        self._write(lambda: house.letters.save_template(outcome, language, subject, body))

    def take_standard(self) -> None:
        """Go back to the words that come with the program."""
        house, (outcome, language) = self._context.house, self._key
        self._write(lambda: house.letters.reset_template(outcome, language))

    def attempt(self) -> None:
        """What it says for a decision."""
        house, decision, language = self._context.house, self._decision, self._key[1]
        subject, body = self.subject.text(), self.text.toPlainText()
        if decision is None:
            return

        def done(found: tuple[str, str]) -> None:
            self.messages.clear()
            self.messages.show_message(f"{found[0]}\n\n{found[1]}", "info")

        self._context.jobs.read(lambda: house.letters.preview_template(subject, body, decision, language), done,
                                failed=self.refused, owner=self, key="try")

    def _write(self, work: Callable[[], object]) -> None:
        self.busy()

        def done(_changes: object) -> None:
            self.main.setEnabled(True)
            self.messages.clear()
            self._kept.pop(self._key, None)
            self._read()

        self._context.jobs.write(work, done, failed=self._failed, owner=self)

    def _failed(self, error: IncubatorError) -> None:
        self.refused(error)

    def _read(self) -> None:
        house = self._context.house

        def show(rows: tuple[TemplateRow, ...]) -> None:
            self._rows = {(one.outcome, one.language): one for one in rows}
            self._show()

        self._context.jobs.read(lambda: house.letters.templates(), show, failed=self.refused, owner=self, key="rows")

    def _turn(self) -> None:
        row = self._rows.get(self._key)
        typed = (self.subject.text(), self.text.toPlainText())
        if row is not None and typed != (row.subject, row.body):
            self._kept[self._key] = typed  # comes back when this one is looked at again
        self._key = (self.outcome.key(), self.language.key())
        self.messages.clear()
        self._show()

    def _show(self) -> None:
        row = self._rows.get(self._key)
        if row is None:
            return
        subject, body = self._kept.get(self._key, (row.subject, row.body))
        self.subject.setText(subject)
        self.text.setPlainText(body)
        self.reset.setEnabled(row.is_own)
        if self._kept:
            self.messages.show_message(msg("Words that were typed are not saved yet."), "info")
