"""The right side: what each row would do, and the way to let it happen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, nmsg, ntr, text, tr
from incubator_gui.services.house_import_plan import SINCE_WHEN
from incubator_gui.views.importing.choose_popup import ChoosePopup
from incubator_gui.views.importing.flow import Flow
from incubator_gui.views.importing.kinds import HOUSE, AnyPlan
from incubator_gui.views.importing.preview_model import PreviewModel
from incubator_gui.views.importing.preview_table import PreviewTable
from incubator_gui.views.importing.verdict_filter import VerdictFilter
from incubator_gui.views.importing.verdicts import ALL
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.tips import set_tip


class PreviewPanel(Card):
    """Shows the plan of the flow. `go` imports, `cancel` puts the file away, `save_refused` wants a place."""

    go = Signal()
    cancel = Signal()
    save_refused = Signal()

    def __init__(self, context: Context, flow: Flow, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self._context, self._flow = context, flow
        theme = context.theme
        self.filter = VerdictFilter(theme)
        self.filter.chosen.connect(self._filter)
        self.add_tool(self.filter)
        self.bars = MessageArea(theme)
        self.body.addWidget(self.bars)
        self.model = PreviewModel(self)
        self.model.mended.connect(flow.mend)
        self.table = PreviewTable(theme, self.model)
        self.table.asked.connect(self.ask)
        self._nothing = PlainLabel(type="muted", wrap=True)
        self._nothing.setMargin(12)
        self._nothing.setAlignment(self._nothing.alignment().AlignTop | self._nothing.alignment().AlignLeft)
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self.body.addWidget(middle, 1)
        self.reason = PlainLabel(type="label", wrap=True)
        self.reason.setContentsMargins(12, 8, 12, 8)
        self.body.addWidget(self.reason)
        self.facts = PlainLabel(wrap=True)
        self.facts.setContentsMargins(12, 8, 12, 8)
        self.body.addWidget(line("GridLine"))
        self.body.addWidget(self.facts)
        self.table.moved.connect(self._show_reason)
        self.body.addWidget(self._footer())
        self._dress()
        flow.opened.connect(self._opened)
        flow.planned.connect(self._planned)
        flow.changed.connect(self._show_state)
        flow.busy.connect(self._show_state)

    def _footer(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("SideFooter")
        self._foot = foot
        row = QHBoxLayout(foot)
        tight(row, 16, 12, 0, 12, 0)
        theme = self._context.theme
        self._promise = ElidedLabel(type="label")
        self.open_questions = QuestionsButton(self._context)
        self.open_questions.clicked.connect(lambda: self.filter.choose("ask"))
        self.cancel_button = Button(theme)
        self.cancel_button.clicked.connect(self.cancel)
        self.main = Button(theme, kind="main")
        self.main.clicked.connect(self.go)
        row.addWidget(self._promise, 1)
        for button in (self.open_questions, self.cancel_button, self.main):
            row.addWidget(button)
        return foot

    def _dress(self) -> None:
        super()._dress()
        if hasattr(self, "_foot"):  # the card dresses itself while it is being built
            self._foot.setFixedHeight(self._theme.px(52))
            self.reason.setMinimumHeight(self._theme.px(32))  # always there, so that the table does not jump

    @property
    def plan(self) -> AnyPlan | None:
        """The plan that is shown."""
        return self._flow.facts.plan if self._flow.facts is not None else None

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.set_words(tr("Preview"), tr("nothing is written yet"))
        self._promise.setText(tr("One step in the history; undo takes all of it back."))
        self.cancel_button.setText(tr("Cancel"))
        self.filter.retranslate()
        self.table.retranslate()
        self.bars.retranslate()
        self._show_state()

    def ask(self, number: int) -> None:
        """Let a person choose which company a row is."""
        source = self._flow.source
        line = self.model.line_of(number)
        row = self.model.row_at(line)
        candidates = self._flow.candidates(number)
        if source is None or row is None or self._flow.step == "import":
            return
        popup = ChoosePopup(self._context.theme, row.prepared.title, candidates, source.decisions.get(number),
                            lambda decision: self._flow.decide(number, decision), self.table)
        popup.show_at(self.table.viewport(), self.table.action_rect(line))

    def _show_reason(self) -> None:
        self.reason.setText(self.table.reason_cut()[:1000])

    def _filter(self, verdict: str) -> None:
        self.table.set_filter(verdict)
        self._show_state()

    def _opened(self) -> None:
        self.filter.choose(ALL)
        self.table.set_facts(None)
        self.bars.clear()
        self._show_state()

    def _planned(self) -> None:
        self.table.set_facts(self._flow.facts)
        plan = self.plan
        if plan is not None:
            self.filter.set_counts(plan.counts)
            self._show_bars(plan)
        self._show_state()

    def _show_bars(self, plan: AnyPlan) -> None:
        self.bars.clear()
        source = self._flow.source
        house = self._flow.kind.key == HOUSE
        if source is not None and (plan.rows or house) and source.has_rows and not source.names_companies:
            self.bars.show_message(msg(
                "No column holds a company, a room or a floor. Choose one in the list at the left.") if house else msg(
                "No column holds the name of the company. Choose it in the list at the left."),
                                   "error", closable=False)
        elif plan.counts["refuse"]:
            self.bars.show_message(
                nmsg("{n} row is refused and stays in a list that you can correct and import again.",
                     "{n} rows are refused and stay in a list that you can correct and import again.",
                     plan.counts["refuse"]),
                "error", link=msg("Save the refused rows…"), on_link=self.save_refused.emit, closable=False)
        undated = sum(any(reason.key == SINCE_WHEN.key for reason in row.reasons) for row in plan.rows) if house else 0
        if undated:
            self.bars.show_message(
                nmsg("{n} row does not say since when. Write the day at the left, under “First day”.",
                     "{n} rows do not say since when. Write the day at the left, under “First day”.", undated),
                "warning", link=msg("Since today"),
                on_link=lambda: self._flow.set_since(self._context.clock.today()), closable=False)
        if plan.counts["ask"]:
            self.bars.show_message(
                nmsg("{n} row may be a company that is known already. It waits for an answer.",
                     "{n} rows may be companies that are known already. They wait for an answer.",
                     plan.counts["ask"]),
                "warning", link=msg("Take all doubtful ones as new"), on_link=self._flow.decide_all_new,
                closable=False)

    def _show_state(self) -> None:
        flow, plan = self._flow, self.plan
        counts = plan.counts if plan is not None else {}
        writes = plan.writes if plan is not None else 0
        self.main.setText(ntr("Import {n} row", "Import {n} rows", writes))
        facts = flow.facts.facts if flow.facts is not None else ()
        self.facts.setText(current().clauses(text(fact) for fact in facts))
        self.facts.setVisible(bool(facts))
        why = self._why_not(writes)
        self.main.setEnabled(why is None)
        set_tip(self.main, text(why) if why is not None else "")
        self.main.setAccessibleDescription(text(why) if why is not None else "")
        asked = counts.get("ask", 0)
        self.open_questions.setText(ntr("{n} question open", "{n} questions open", asked))
        self.open_questions.setVisible(bool(asked))
        held = flow.step in ("import", "undo")
        self.table.setEnabled(not held)
        self.cancel_button.setEnabled(not held)
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        if plan is None:
            self._nothing.setText(tr("The rows are being prepared.") if flow.step else "")
        else:
            self._nothing.setText(tr("No row has this result.") if plan.rows else tr(
                "There is no row below the header. Choose another sheet or another row as header at the left."))

    def _why_not(self, writes: int) -> Message | None:
        flow = self._flow
        if flow.step == "import":
            return msg("The import is under way.")
        if not flow.current:
            return msg("The preview is being brought up to date.") if flow.step else msg(
                "The preview is not up to date.")
        if not flow.call and flow.kind.key != HOUSE:
            return msg("Say for which call these applications are.")
        return None if writes else msg("There is nothing to import: no row creates or updates anything.")


class QuestionsButton(Button):
    """How many questions are open; leads to them."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme, kind="link")
        self._context = context
        context.theme.changed.connect(self._mark)
        self._mark()

    def _mark(self) -> None:
        theme = self._context.theme
        self.setIcon(theme.icon("circle-question-mark", "warning", 16))
        self.setIconSize(self.icon().availableSizes()[0])
