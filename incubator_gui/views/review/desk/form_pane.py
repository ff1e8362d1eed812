"""The right of the desk: the form of one application."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, msg, nmsg, tr
from incubator_gui.domain.review_desk import DeskPaper, DeskRow, StaleReview
from incubator_gui.domain.review_form import Given, ReviewForm
from incubator_gui.domain.rubric import Rubric
from incubator_gui.views.review.desk import words
from incubator_gui.views.review.desk.clash_panel import ClashPanel
from incubator_gui.views.review.desk.closing_block import ClosingBlock
from incubator_gui.views.review.desk.criterion_block import CriterionBlock
from incubator_gui.views.review.desk.draft import giving
from incubator_gui.views.review.desk.form_foot import FormFoot
from incubator_gui.views.review.desk.form_head import FormHead
from incubator_gui.views.review.desk.form_insert import TextTarget
from incubator_gui.views.review.desk.saver import Keeping
from incubator_gui.views.review.desk.stance_card import StanceCard
from incubator_gui.widgets.growing_text import GrowingText
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import line, tight
from incubator_gui.widgets.theme import Theme


class _Area(QScrollArea):
    """Up and down go from criterion to criterion, not over the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Only whole pages are scrolled by keys."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()


class FormPane(QWidget):
    """Shows a form and tells each change of it; it stores nothing itself."""

    edited = Signal(object)
    """The whole form, at every key."""
    decided = Signal(object)
    """The whole form after finishing, reopening or abstaining: to be stored at once."""
    recused = Signal(str, str)
    next_asked = Signal()
    left = Signal()
    """A field for text has lost the keyboard."""
    settled = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("SidePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._form = ReviewForm()
        self._rubric: Rubric | None = None
        self._writable, self._has_next = False, True
        self._why_not: Message | str = ""
        self._current = ""
        column = QVBoxLayout(self)
        tight(column)
        self.head = FormHead(theme)
        self.messages = MessageArea(theme)
        self.clash = ClashPanel(theme)
        column.addWidget(self.head)
        column.addWidget(line())
        column.addWidget(self.messages)
        column.addWidget(self.clash)
        self._area = _Area()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        self._body.setProperty("plain", True)
        self._blocks = QVBoxLayout(self._body)
        tight(self._blocks)
        self.note = PlainLabel("", "muted", wrap=True)
        self.note.setContentsMargins(16, 12, 16, 12)
        self.note.hide()
        self.closing = ClosingBlock(theme)
        self._blocks.addWidget(self.note)
        self._blocks.addWidget(self.closing, 1)
        self._area.setWidget(self._body)
        column.addWidget(self._area, 1)
        self.card = StanceCard(theme)
        self.foot = FormFoot(theme)
        column.addWidget(self.card)
        column.addWidget(self.foot)
        self.blocks: dict[str, CriterionBlock] = {}
        self.target = TextTarget(self._text_here, self)
        self._connect()

    def _connect(self) -> None:
        self.closing.edited.connect(self._closing_edited)
        for field in self.closing.texts.values():
            field.left.connect(self.left)
            self.target.watch(field)
        self.closing.entered.connect(lambda: self._set_current(""))
        self.clash.settled.connect(self.settled)
        self.foot.finish_asked.connect(self.finish)
        self.foot.reopen_asked.connect(self.reopen)
        self.foot.next_asked.connect(self.next_asked)
        self.foot.conflict_asked.connect(lambda: self.ask("recused"))
        self.foot.abstain_asked.connect(lambda: self.ask("abstained"))
        self.card.recused.connect(self.recused)
        self.card.abstained.connect(self._abstain)
        self.card.closed.connect(self._card_closed)

    # what is shown ---------------------------------------------------------------------------

    @property
    def form(self) -> ReviewForm:
        """What stands on it."""
        return self._form

    @property
    def writable(self) -> bool:
        """Whether anything may be changed on it."""
        return self._open_for_writing

    def show_row(self, row: DeskRow | None) -> None:
        """Another application, whose form is still being read."""
        self.head.show_row(row)
        self.head.show_keeping("stored", None, offline=False, anything=False)
        self.messages.clear()
        self.card.clear()
        self.target.forget()
        self.foot.show()
        self._set_current("")
        self._writable = False
        self.show_form(ReviewForm())
        self._body.show()

    def show_nothing(self) -> None:
        """There is no form: the application is not to be seen."""
        self._body.hide()
        self.foot.hide()

    def show_paper(self, paper: DeskPaper, form: ReviewForm, *, writable: bool, has_next: bool,
                   why_not: Message | str = "") -> None:
        """A form that was read; `why_not` says why nothing may be written on it."""
        if self._rubric is None or paper.rubric != self._rubric:
            self._rubric = paper.rubric
            self._build(paper.rubric)
        self.head.show_row(paper.row)
        self._body.show()
        self.foot.setVisible(not self.card.isVisible())
        self._writable, self._has_next, self._why_not = writable, has_next, why_not
        self.show_form(form)
        if not self._current:
            self._set_current(self._first_open())

    def show_form(self, form: ReviewForm) -> None:
        """What stands on the form now; what is being typed stays."""
        self._form = form
        for key, block in self.blocks.items():
            block.show_given(form.of(key))
        self.closing.show_form(form)
        self._dress()

    def show_keeping(self, keeping: Keeping, at: datetime | None, error: Exception | None, *,
                     offline: bool, anything: bool) -> None:
        """Whether it is stored; a clash is shown with its choices."""
        self.head.show_keeping(keeping, at, offline=offline, anything=anything)
        if self._rubric is not None:
            self.clash.show_clash(error if isinstance(error, StaleReview) else None, self._rubric)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Form"))
        self._area.setAccessibleName(tr("Criteria"))
        for part in (self.head, self.messages, self.clash, self.closing, self.card, self.foot):
            part.retranslate()
        for block in self.blocks.values():
            block.retranslate()
        self._dress()

    # what people do --------------------------------------------------------------------------

    def figure(self, figure: str) -> bool:
        """A figure was typed where no text is written; whether it is a mark."""
        block = self._at()
        if block is None or not self._open_for_writing:
            return False
        if not block.marks.has_focus():
            self._go(block)
        return block.marks.take(figure)

    def abstain_here(self) -> None:
        """On the current criterion, or no longer."""
        block = self._at()
        if block is not None and self._open_for_writing:
            self._go(block)
            block.give(None, not self._form.of(block.criterion.key).abstained)

    def clear_here(self) -> None:
        """No mark on the current criterion."""
        block = self._at()
        if block is not None and self._open_for_writing:
            block.give(None)

    def remark_here(self) -> None:
        """A remark on the current criterion."""
        block = self._at()
        if block is not None and self._open_for_writing:
            self._go(block)
            block.open_remark()

    def step(self, step: int) -> None:
        """The next criterion or the one before; after the last the comment."""
        keys = list(self.blocks)
        if not keys:
            return
        place = keys.index(self._current) + step if self._current in keys else (len(keys) - 1 if step < 0 else 0)
        if place >= len(keys):
            self.closing.texts["comment"].setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(self.closing.texts["comment"], 0, 40)
        elif place >= 0:
            self._go(self.blocks[keys[place]])

    def focus(self) -> None:
        """The keyboard comes to the first criterion that is open."""
        key = self._first_open() or next(iter(self.blocks), "")
        if key and self._open_for_writing:
            self._go(self.blocks[key])
        elif self.foot.finish.isVisible() and self.foot.finish.isEnabled():
            self.foot.finish.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.setFocus(Qt.FocusReason.TabFocusReason)

    def finish(self) -> bool:
        """Finish it, or say what is missing and go there."""
        rubric = self._rubric
        if rubric is None or not self._open_for_writing:
            return False
        wrong = next((block for block in self.blocks.values() if block.bad), None)
        missing = self._form.score(rubric).missing
        for key, block in self.blocks.items():
            block.set_missing(key in missing)
        if missing or wrong is not None:
            if missing:
                self._say(nmsg("Not finished yet: {names} needs a mark, or abstain on it.",
                               "Not finished yet: {n} criteria need a mark, or abstain on them: {names}.",
                               len(missing), names=words.names(rubric, missing)))
            self._go(self.blocks[missing[0]] if wrong is None else wrong)
            return False
        self.messages.clear()
        self._form = replace(self._form, finished=True)
        self._dress()
        self.decided.emit(self._form)
        return True

    def reopen(self) -> None:
        """Go on with one that was finished, or on which the reviewer abstained."""
        if self._writable and (self._form.finished or self._form.stance == "abstained"):
            self._form = replace(self._form, finished=False, stance="reviewed", reason="")
            self._dress()
            self.decided.emit(self._form)
            self.focus()

    def ask(self, stance: str) -> None:
        """Abstain or declare a conflict: the card for it."""
        if self._open_for_writing:
            self.card.ask("recused" if stance == "recused" else "abstained")
            self.foot.hide()

    def _abstain(self, reason: str) -> None:
        self.card.clear()
        self.foot.show()
        self._form = replace(self._form, stance="abstained", reason=reason, finished=True)
        self._dress()
        self.decided.emit(self._form)
        self.foot.finish.setFocus(Qt.FocusReason.TabFocusReason)

    def _card_closed(self) -> None:
        self.foot.show()
        self.foot.conflict.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """All keys that no field took belong to the desk."""
        event.ignore()

    # within ----------------------------------------------------------------------------------

    @property
    def _open_for_writing(self) -> bool:
        return self._writable and self._form.stance == "reviewed"

    def _build(self, rubric: Rubric) -> None:
        for old in self.blocks.values():
            self._blocks.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.blocks = {}
        self._current = ""
        for place, criterion in enumerate(rubric.criteria):
            block = CriterionBlock(self._theme, rubric, criterion, place + 1)
            block.given.connect(self._given)
            block.entered.connect(self._set_current)
            block.remark.left.connect(self.left)
            self.target.watch(block.remark)
            self._blocks.insertWidget(1 + place, block)
            self.blocks[criterion.key] = block
        previous: QWidget = self._area
        for block in self.blocks.values():
            for stop in block.stops():
                QWidget.setTabOrder(previous, stop)
                previous = stop
        for stop in self.closing.stops():
            QWidget.setTabOrder(previous, stop)
            previous = stop

    def _given(self, key: str, given: Given) -> None:
        if self._rubric is None:
            return
        form = giving(self._form, self._rubric, key, given)
        if self._form.finished and not form.finished:
            self._say(msg("The review is no longer finished: a required mark was taken away."), "info")
        self._form = form
        self.blocks[key].show_given(given)
        self._dress()
        self.edited.emit(form)

    def _closing_edited(self, form: ReviewForm) -> None:
        self._form = replace(self._form, comment=form.comment, private_comment=form.private_comment,
                             confidence=form.confidence)
        self.closing.show_form(self._form)
        self.edited.emit(self._form)

    def _first_open(self) -> str:
        if self._rubric is None:
            return ""
        return next(iter(self._form.score(self._rubric).open), "")

    def _at(self) -> CriterionBlock | None:
        return self.blocks.get(self._current) or self.blocks.get(self._first_open())

    def _go(self, block: CriterionBlock) -> None:
        self._set_current(block.criterion.key)
        block.marks.focus()
        QTimer.singleShot(0, block, lambda: self._area.ensureWidgetVisible(block, 0, 8))

    def _text_here(self) -> GrowingText | None:
        """A remark on the current criterion; the comment where there is none."""
        block = self._at()
        if not self._open_for_writing:
            return None
        if block is None:
            return self.closing.texts["comment"]
        self._go(block)
        block.open_remark()
        return block.remark

    def _set_current(self, key: str) -> None:
        if key != self._current:
            for name in (self._current, key):
                if name in self.blocks:
                    self.blocks[name].set_current(name == key)
            self._current = key

    def _say(self, message: Message, level: str = "error") -> None:
        self.messages.clear()
        self.messages.show_message(message, level)  # type: ignore[arg-type]

    def _dress(self) -> None:
        rubric, writable = self._rubric, self._open_for_writing
        first = self._first_open() if writable else ""
        for key, block in self.blocks.items():
            block.set_writable(writable)
            block.set_next(key == first)
        self.closing.set_writable(writable)
        reason = self._form.reason
        if self._form.stance == "abstained":
            self.note.setText(tr("You abstained: {reason}", reason=reason) if reason else tr("You abstained."))
        self.note.setVisible(self._form.stance == "abstained")
        if rubric is not None:
            self.foot.show_form(self._form, rubric, writable=self._writable, has_next=self._has_next,
                                why_not=self._why_not)
