"""The letter of a decision: read, changed by hand, looked at as a PDF; saved when a field is left."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import LANGUAGES, NAMES
from incubator_gui.core.messages import Message, msg, ptr, text, tr
from incubator_gui.domain.decision_letter import STATES
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.decisions_rows import DecisionRow
from incubator_gui.services.letters import LetterRow, SetAside
from incubator_gui.services.outcome import StaleEdit
from incubator_gui.services.paper_child import MadePaper
from incubator_gui.views.review.decision.words import LETTER_LOOKS, application_name
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Rows
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.pdf_dialog import PdfDialog
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.tag import Tag, Tone
from incubator_gui.widgets.tips import set_tip

_BACK = msg("Bring back the earlier words")


class LetterPanel(Card):
    """`draft_asked` where there is no letter yet."""

    draft_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self._context, theme = context, context.theme
        self._letter: LetterRow | None = None
        self._decision: DecisionRow | None = None
        self.dialog: PdfDialog | None = None
        self.state = Tag(theme)
        self.add_tool(self.state)
        self.messages = MessageArea(theme)
        self.recipient, self.address, self.subject = QLineEdit(), QLineEdit(), QLineEdit()
        for field, most in ((self.recipient, 300), (self.address, 254), (self.subject, 300)):
            field.setMaxLength(most)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.language = ChoiceBox({key: NAMES[key] for key in LANGUAGES})
        self.view, self.ready = Button(theme, icon="eye"), Button(theme, icon="check")
        self.earlier = Button(theme, icon="history")
        self._aside: tuple[SetAside, ...] = ()
        self._why_not: Message | None = None
        self.empty = EmptyState(theme, "mail", msg("Choose a decision to see its letter."), msg("Draft the letter"),
                                button_icon="pencil")
        self._stack = FrontStack()
        form, column = QWidget(), QVBoxLayout()
        form.setLayout(column)
        tight(column, 8, 12, 12, 12, 12)
        rows = Rows()
        self._labels: dict[QWidget, PlainLabel] = {}
        for row in (self.recipient, self.address, self.subject, self.language):
            self._labels[row] = rows.add("", row)
        column.addWidget(self.messages)
        column.addLayout(rows)
        column.addWidget(self.words, 1)
        foot, flow = QHBoxLayout(), Flow(gap=8)
        flow.addWidget(self.view)
        flow.addWidget(self.ready)
        flow.addWidget(self.earlier)
        foot.addLayout(flow)
        column.addLayout(foot)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(form)
        self.body.addWidget(self._stack, 1)
        for key, field in (("recipient", self.recipient), ("address", self.address), ("subject", self.subject)):
            field.editingFinished.connect(partial(self._save, key))
        self.words.textChanged.connect(self._typed)
        self.words.focusOutEvent = self._left  # type: ignore[method-assign]
        self.language.activated.connect(lambda _place: self._rewrite())
        self.view.clicked.connect(self.look)
        self.ready.clicked.connect(self._toggle_ready)
        self.empty.pressed.connect(self.draft_asked)
        self.empty.linked.connect(self.bring_back)
        self.earlier.clicked.connect(self.bring_back)
        self.retranslate()

    def show_aside(self, aside: tuple[SetAside, ...], why_not: Message | None) -> None:
        """What was written for this decision when it was another one, and why nothing can be changed here."""
        self._aside, self._why_not = aside, why_not

    def show_letter(self, decision: DecisionRow | None, letter: LetterRow | None) -> None:
        """Another letter, or other facts of the same one; what is being typed stays."""
        other = (letter.id if letter else None) != (self._letter.id if self._letter else None)
        if other:
            self.commit()
        before, self._letter, self._decision = self._letter, letter, decision
        self._stack.setCurrentIndex(1 if letter is not None else 0)
        free, kept = self._why_not is None, bool(self._aside) and decision is not None
        if decision is None:
            self.empty.set_words(msg("Choose a decision to see its letter."))
        else:
            self.empty.set_words(
                msg("This decision has no letter now; words written for an earlier outcome were set aside.") if kept
                else msg("This decision has no letter yet."), msg("Draft the letter") if free else "",
                _BACK if kept and free else "")
        self.earlier.setVisible(kept)
        for widget in (self.recipient, self.address, self.subject, self.words):
            widget.setReadOnly(not free)
        for button in (self.ready, self.earlier, self.language):
            button.setEnabled(free)
            set_tip(button, "" if free else text(self._why_not or ""))
        if kept and free:
            set_tip(self.earlier, self._aside[0].subject)
        self.state.setVisible(letter is not None)
        self.set_words(tr("Letter"), application_name(decision.number, decision.company) if decision else "")
        if letter is None:
            return
        if other:
            self.messages.clear()
        icon, tone = LETTER_LOOKS[letter.state]
        kind: Tone = "success" if tone == "success" else "neutral"
        self.state.set(text(STATES[letter.state]), icon, kind)
        for key, field in self._fields():
            shown, stored = field.text(), getattr(letter, key)
            untouched = before is not None and shown.strip() == getattr(before, key)
            if other or (untouched and shown.strip() != stored):
                field.setText(stored)
        typed = self.words.toPlainText().strip()
        if other or (before is not None and typed == before.body and typed != letter.body):
            self.words.blockSignals(True)
            self.words.setPlainText(letter.body)
            self.words.blockSignals(False)
        self.language.choose(letter.language)
        self.ready.setText(tr("Back to draft") if letter.state != "draft" else ptr("letter", "Ready"))

    def bring_back(self) -> None:
        """The words that were set aside last; those that stand here are set aside in their turn."""
        house = self._context.house
        if self._aside and self._decision is not None and self.commit():
            id = self._aside[0].id
            self._context.jobs.write(lambda: house.letters.bring_back(id),
                                     failed=lambda error: self._context.shell.warn(error.message), owner=self)

    def commit(self) -> bool:
        """Save what is being typed."""
        for key in ("recipient", "address", "subject", "body"):
            self._save(key)
        return True

    def look(self) -> None:
        """The letter as a PDF."""
        letter, house = self._letter, self._context.house
        if letter is None:
            return
        self.commit()

        def work(progress: Progress) -> MadePaper:
            made: MadePaper = house.letters.make(letter.id, stop=progress.cancelled)
            return made

        def done(paper: MadePaper) -> None:
            self.dialog = PdfDialog(self._context.theme, letter.subject, paper.content, self)
            self.dialog.finished.connect(self._closed)
            self.dialog.open()

        self._context.jobs.run(work, done, failed=lambda error: self._context.shell.warn(error.message), owner=self,
                               title=msg("Making the letter"), key="letter")

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for words, row in ((tr("Recipient"), self.recipient), (tr("E-mail"), self.address),
                           (ptr("letter", "Subject"), self.subject), (tr("Language"), self.language)):
            self._labels[row].setText(words)
            row.setAccessibleName(words)
        self.words.setAccessibleName(tr("Text of the letter"))
        self.view.setText(tr("Look at the PDF"))
        self.earlier.setText(text(_BACK))
        self.empty.retranslate()
        self.messages.retranslate()
        self.show_letter(self._decision, self._letter)

    def _fields(self) -> tuple[tuple[str, QLineEdit], ...]:
        return (("recipient", self.recipient), ("address", self.address), ("subject", self.subject))

    def _typed(self) -> None:
        self.messages.clear()

    def _left(self, event: object) -> None:
        QPlainTextEdit.focusOutEvent(self.words, event)  # type: ignore[arg-type]
        self._save("body")

    def _save(self, key: str) -> None:
        letter, house = self._letter, self._context.house
        if letter is None:
            return
        value = self.words.toPlainText() if key == "body" else dict(self._fields())[key].text()
        seen = getattr(letter, key)
        if value.strip() == seen:
            return

        def failed(error: IncubatorError) -> None:
            self.messages.clear()
            if isinstance(error, StaleEdit):
                self.messages.show_message(
                    msg("{reason} Yours is kept here; leave the field once more to store it.", reason=error.message),
                    "warning")
            else:
                self.messages.show_message(error.message, "error")

        self._context.jobs.write(lambda: house.letters.save(letter.id, {key: seen}, **{key: value}), failed=failed,
                                 owner=self)

    def _rewrite(self) -> None:
        letter, house, language = self._letter, self._context.house, self.language.key()
        if letter is not None and language != letter.language:
            self._context.jobs.write(lambda: house.letters.rewrite(letter.id, language), owner=self)

    def _toggle_ready(self) -> None:
        letter, house = self._letter, self._context.house
        if letter is not None:
            state = "ready" if letter.state == "draft" else "draft"
            self._context.jobs.write(lambda: house.letters.set_state([letter.id], state), owner=self)

    def _closed(self) -> None:
        self.dialog = None
