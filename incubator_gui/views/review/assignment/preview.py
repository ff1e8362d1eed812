"""A proposal to look at: each step can be left out, then all accepted ones become one change set."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, ntr, ptr, text, tr
from incubator_gui.itemmodels.columns import Column
from incubator_gui.services.assignments_plan import Proposal
from incubator_gui.views.review.assignment.chips import ChangeDelegate
from incubator_gui.views.review.assignment.columns import (
    change_columns,
    change_row,
    step_columns,
    step_row,
    uncovered_columns,
    uncovered_row,
)
from incubator_gui.widgets import table_layout
from incubator_gui.widgets.card import Card, FigureRow, KeyFigure
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_bar import FilterBar
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.theme import Theme

Pair = tuple[UUID, UUID]


class _Fitted(FilterTable):
    """One of its columns takes the room that is left."""

    def __init__(self, theme: Theme, columns: tuple[Column, ...], least: dict[str, int], *, checks: bool = False
                 ) -> None:
        self._least = least
        super().__init__(theme, columns)
        self.setColumnHidden(0, not checks)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit again."""
        super().resizeEvent(event)
        first = next(iter(self._least))
        px = self.theme.px(100) / 100
        room = round(min(280.0, self.viewport().width() / px * 0.2))
        table_layout.fit(self, first, {**self._least, first: max(self._least[first], room)})


class PreviewPage(QWidget):
    """Steps with check boxes, load before and after, what stays uncovered; then apply or reject."""

    rejected = Signal()
    again_asked = Signal()
    apply_asked = Signal(object, object)
    """The proposal, and the accepted pairs."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposal: Proposal | None = None
        self._stale: dict[Pair, Message] = {}
        theme = context.theme
        self._context = context
        self.messages = MessageArea(theme)
        self.figures = [KeyFigure(theme, wraps=True) for _ in range(5)]
        self.steps = _Fitted(theme, step_columns(), {"reason": 120, "reviewer": 104, "application": 108,
                                                     "comes": 96, "number": 56}, checks=True)
        self.bar = FilterBar(self.steps)
        self.nothing = EmptyState(theme, "circle-check", msg("There is nothing to change."))
        self._stack = FrontStack()
        self._stack.addWidget(self.steps)
        self._stack.addWidget(self.nothing)
        self.uncovered = _Fitted(theme, uncovered_columns(), {"reason": 160, "application": 120})
        self.changes = _Fitted(theme, change_columns(), {"name": 84, "change": 130})
        self.changes.cells = ChangeDelegate(theme, self.changes.rows, self.changes)
        self.changes.cells.first_section = 1
        self.changes.setItemDelegate(self.changes.cells)
        self.gap_card, self.load_card = Card(theme), Card(theme)
        self.why = PlainLabel("", "", wrap=True)
        why = QVBoxLayout()
        tight(why, 0, 12, 8, 12, 8)
        why.addWidget(self.why)
        self.gap_card.body.addLayout(why)
        self.gap_card.body.addWidget(self.uncovered, 1)
        self.gap_card.setMinimumHeight(theme.px(180))
        self.load_card.body.addWidget(self.changes)
        steps = Card(theme)
        steps.header.hide()
        head = QVBoxLayout()
        tight(head, 0, 12, 8, 12, 8)
        head.addWidget(self.bar)
        steps.body.addLayout(head)
        steps.body.addWidget(line("GridLine"))
        steps.body.addWidget(self._stack, 1)
        left = QVBoxLayout()
        tight(left, 16)
        left.addWidget(steps, 3)
        left.addWidget(self.gap_card, 2)
        middle = QHBoxLayout()
        tight(middle, 16)
        middle.addLayout(left, 5)
        middle.addWidget(self.load_card, 2)
        self.load_card.setMinimumWidth(theme.px(312))  # fitted from 300 on
        column = QVBoxLayout(self)
        tight(column, 12)
        column.addWidget(self.messages)
        column.addWidget(FigureRow(self.figures))
        column.addLayout(middle, 1)
        column.addWidget(self._foot())
        self.steps.rows.checks_changed.connect(self._count)
        self.steps.activated_id.connect(self._toggle)
        self.uncovered.link_clicked.connect(lambda id, _key: context.shell.open_record("application", id))
        for table in (self.steps, self.uncovered, self.changes):
            table.note.connect(context.shell.say)
        self.retranslate()

    def _foot(self) -> QWidget:
        theme = self._context.theme
        foot = QFrame()
        row = QHBoxLayout(foot)
        tight(row, 8)
        self.accepted = PlainLabel("", "strong")
        self.remark = ElidedLabel("", "label")
        self.reject, self.again = Button(theme), Button(theme, icon="refresh-cw")
        self.apply = Button(theme, kind="main")
        row.addWidget(self.accepted)
        row.addWidget(self.remark, 1)
        for button in (self.reject, self.again, self.apply):
            row.addWidget(button)
        self.reject.clicked.connect(self.rejected)
        self.again.clicked.connect(self.again_asked)
        self.apply.clicked.connect(self.ask_apply)
        return foot

    # showing ---------------------------------------------------------------------------------

    def show_proposal(self, made: Proposal) -> None:
        """Another proposal, all of whose steps are accepted at first."""
        self.proposal, self._stale = made, {}
        self.messages.clear()
        for message in made.explained[:1]:
            self.messages.show_message(message, "warning", closable=False)
        self.steps.rows.set_checked(self.steps.rows.checked(), False)
        self.bar.clear()
        self._fill()
        self.steps.rows.set_checked([step.pair for step in made.steps], True)
        self.steps.select_ids([made.steps[0].pair] if made.steps else [])
        self._count()
        self._figures()

    def show_stale(self, steps: Mapping[Pair, Message], why: Message) -> None:
        """These steps no longer hold: they are left out and say why; the others can be applied."""
        self._stale |= steps
        self._fill()
        self.steps.rows.set_checked(list(steps), False)
        self.messages.show_message(why, "error", link=msg("Propose again"), on_link=self.again_asked.emit)
        self._count()

    def show_refused(self, why: Message) -> None:
        """It could not be stored."""
        self.messages.show_message(why, "error")

    def _fill(self) -> None:
        made = self.proposal
        if made is None:
            return
        self.steps.rows.set_rows([step_row(step, self._stale.get(step.pair)) for step in made.steps])
        self.uncovered.rows.set_rows([uncovered_row(one) for one in made.uncovered])
        self.gap_card.setVisible(bool(made.uncovered))
        assert isinstance(self.changes.cells, ChangeDelegate)
        self.changes.cells.longest = max((max(one.before, one.after, one.quota or 0) for one in made.loads), default=1)
        self.changes.rows.set_rows([change_row(one) for one in made.loads])
        self._stack.setCurrentWidget(self.steps if made.steps else self.nothing)
        self.bar.setVisible(bool(made.steps))

    def pairs(self) -> frozenset[Pair]:
        """The accepted steps."""
        return frozenset(self.steps.rows.checked())

    def ask_apply(self) -> None:
        """Store what is accepted."""
        pairs = self.pairs()
        if self.proposal is not None and pairs:
            self.apply.setEnabled(False)
            self.apply_asked.emit(self.proposal, pairs)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape goes back; Ctrl+Enter applies."""
        if event.key() == Qt.Key.Key_Escape:
            self.rejected.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.ask_apply()
        else:
            super().keyPressEvent(event)

    def _toggle(self, pair: Pair) -> None:
        self.steps.rows.set_checked([pair], not self.steps.rows.is_checked(pair))

    def _count(self) -> None:
        made = self.proposal
        count, whole = len(self.pairs()), len(made.steps) if made is not None else 0
        self.accepted.setText(tr("{n} of {whole} steps accepted", n=count, whole=whole))
        self.apply.setText(ntr("Apply {n} change", "Apply {n} changes", count))
        self.apply.setEnabled(count > 0)
        self.remark.setText(tr("One change set; undo takes all of it back."))

    def _figures(self) -> None:
        made = self.proposal
        if made is None:
            return
        number = current().number
        loads = [one.after for one in made.loads]
        span = "–" if not loads else f"{min(loads)}–{max(loads)}" if min(loads) != max(loads) else str(loads[0])
        liking = made.unhappiness
        facts = (
            (tr("Assign"), number(made.added), ntr("of {n} review looked for", "of {n} reviews looked for",
                                                   made.demand), ""),
            (tr("Take back"), number(made.removed), tr("nothing that was begun"), ""),
            (ptr("reviews", "Missing"), number(made.missing), tr("see below for why") if made.missing
             else tr("everything is covered"), "warning" if made.missing else "success"),
            (tr("Load of a reviewer"), span, tr("fewest to most"), ""),
            (tr("Liking"), "–" if liking is None else current().percent(Decimal(liking) / 100),
             tr("mean rank: 0 best, 50 as if by lot"), ""))
        for figure, (label, value, remark, tone) in zip(self.figures, facts, strict=True):
            figure.set(label, value, remark=remark, tone=tone, opens=False)
        points = tr("cost {cost}, less is better", cost=round(made.cost / 100))
        if made.cost_before is not None and made.added == made.removed:  # as many reviews: both can be compared
            points = tr("cost {before} → {cost}, less is better", before=round(made.cost_before / 100),
                        cost=round(made.cost / 100))
        self.load_card.set_words(ptr("of reviewers", "Load"), points)
        self.why.setText("\n".join(text(line) for line in made.explained[1:]))
        self.why.setVisible(len(made.explained) > 1)
        self.gap_card.set_words(tr("Not covered"), ntr("{n} application", "{n} applications", len(made.uncovered)))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Proposal"))
        for table, words in ((self.steps, tr("Steps of the proposal")), (self.uncovered, tr("Not covered")),
                             (self.changes, tr("Load before and after"))):
            table.setAccessibleName(words)
            table.retranslate()
        for part in (self.bar, self.messages, self.nothing):
            part.retranslate()
        self.reject.setText(ptr("a proposal", "Reject"))
        self.again.setText(tr("Propose again"))
        self._count()
        self._figures()


