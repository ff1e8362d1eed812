"""The side panel of a conflict: what was found, what was decided, what stands against it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.domain.review_words import CONFLICT_KINDS, CONFLICT_ORIGINS, CONFLICT_STATES, REVIEW_STATES
from incubator_gui.services.conflict_rows import ConflictRow, Touched
from incubator_gui.views.review.panel.words import STATE_MARKS, sign_words
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.side_panel import Form, SidePanel
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.tag import Tag


class ConflictPanel(SidePanel):
    """`confirm_asked` and `dismiss_asked` carry the id; a kind is stored at once."""

    confirm_asked = Signal(object)
    dismiss_asked = Signal(object)
    kind_chosen = Signal(object, str)
    company_asked = Signal(object)
    assignment_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context, theme = context, context.theme
        self.row: ConflictRow | None = None
        self.kind = InlineField(theme, "choice", msg("Kind"), choices=CONFLICT_KINDS)
        self._company = Button(theme, kind="link")
        self._origin, self._decided, self._reason = PlainLabel("", wrap=True), PlainLabel("", wrap=True), \
            PlainLabel("", wrap=True, selectable=True)
        self.form = Form(theme)
        self.form.add("kind", msg("Kind"), self.kind)
        self.form.add("company", msg("Company"), self._company)
        self.form.add("origin", msg("Origin"), self._origin)
        self.form.add("decided", msg("Decided"), self._decided)
        self.form.add("reason", msg("Reason"), self._reason)
        self._signs, self._touched = QVBoxLayout(), QVBoxLayout()
        self._signs_head, self._touched_head = PlainLabel("", "header"), PlainLabel("", "header")
        self._to_assignment = Button(theme, icon="split", kind="link")
        page = QWidget()
        column = QVBoxLayout(page)
        tight(column)
        column.addWidget(self.form)
        column.addWidget(line())
        inner = QVBoxLayout()
        tight(inner, 8, 16, 12, 16, 12)
        for part in (self._signs, self._touched):
            tight(part, 4)
        inner.addWidget(self._signs_head)
        inner.addLayout(self._signs)
        inner.addSpacing(8)
        inner.addWidget(self._touched_head)
        inner.addLayout(self._touched)
        inner.addWidget(self._to_assignment, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(inner)
        self.add_tab("details", "", page)
        self.confirm = Button(theme, icon="shield-alert")
        self.dismiss = Button(theme, icon="circle-check")
        self.add_action(self.confirm)
        self.add_action(self.dismiss)
        self.confirm.clicked.connect(lambda: self.confirm_asked.emit(self.row.id) if self.row else None)
        self.dismiss.clicked.connect(lambda: self.dismiss_asked.emit(self.row.id) if self.row else None)
        self.kind.committed.connect(lambda key: self.kind_chosen.emit(self.row.id, key) if self.row else None)
        self._company.clicked.connect(lambda: self.company_asked.emit(self.row.company_id) if self.row else None)
        self._to_assignment.clicked.connect(self.assignment_asked)
        self.words()

    def show_row(self, row: ConflictRow) -> None:
        """A conflict, or the same one changed."""
        self.row = row
        self._fill()

    def words(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        self.set_tab_words("details", tr("Details"))
        self.form.retranslate()
        self.confirm.setText(tr("Confirm"))
        self.dismiss.setText(tr("Dismiss…"))
        self._signs_head.setText(tr("What was found"))
        self._to_assignment.setText(tr("Go to the assignment"))
        self._fill()

    def _fill(self) -> None:
        row, theme = self.row, self._context.theme
        if row is None:
            return
        icon, tone = STATE_MARKS[row.state]
        self.set_head(tr("Conflict of interest"), f"{row.person} – {row.company}",
                      [Tag(theme, text(CONFLICT_STATES[row.state]), icon, tone)])  # type: ignore[arg-type]
        self.kind.set_value(row.kind)
        self.kind.saved()
        self.kind.set_value(row.kind)
        self._company.setText(row.company)
        speak = current()
        self._origin.setText(speak.joined((text(CONFLICT_ORIGINS[row.origin]), speak.moment(row.noted_at, "short"),
                                           row.noted_by)))
        self._decided.setText(speak.joined((speak.moment(row.decided_at, "short"), row.decided_by))
                              if row.decided_at is not None else tr("not yet"))
        self._reason.setText(row.reason or "–")
        _refill(self._signs, [sign_words(one) for one in row.signs] or [tr("Nothing: somebody said so.")])
        here = [one for one in row.touched if one.assigned or one.review]
        self._touched_head.setText(tr("Applications of the company"))
        _refill(self._touched, [_touched(one) for one in row.touched] or [tr("None in this call.")])
        self._to_assignment.setVisible(bool(here) and row.in_force)
        self.confirm.setVisible(row.state != "confirmed")
        self.dismiss.setVisible(row.state != "dismissed")
        self.confirm.setEnabled(not row.is_mine)
        self.dismiss.setEnabled(not row.is_mine)
        self.messages.clear()
        if row.is_mine:
            self.messages.show_message(msg("This is a conflict of your own. Somebody else decides about it."), "info",
                                       closable=False)
        elif row.in_force and here:
            self.messages.show_message(msg("It holds, and yet something is assigned or reviewed: take it back under "
                                           "“Assignment”, or dismiss the conflict."), "warning", closable=False)


def _touched(one: Touched) -> str:
    said = [text(REVIEW_STATES[one.review])] if one.review in REVIEW_STATES else []
    if one.assigned and not said:
        said = [tr("assigned, not begun")]
    where = tr("Application {number}", number=f"{one.number:04d}")
    return current().labelled(f"{where} ({one.call})", current().joined(said) or tr("not assigned"))


def _refill(layout: QVBoxLayout, lines: list[str]) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for words in lines:
        layout.addWidget(PlainLabel(words, wrap=True, selectable=True))
