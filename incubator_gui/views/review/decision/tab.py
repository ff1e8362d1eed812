"""Decision day: one meeting of the call at a time, prepared, held, and its outcomes announced."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, nmsg, ptr, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.services.outcome import Outcome
from incubator_gui.views.review.decision.day_page import DayPage
from incubator_gui.views.review.decision.new_dialog import NewMeetingDialog
from incubator_gui.views.review.decision.prepare_page import PreparePage
from incubator_gui.views.review.decision.projector import Projector
from incubator_gui.views.review.decision.result_page import ResultPage
from incubator_gui.views.review.decision.stock import SHOWS, DecisionStock, read
from incubator_gui.views.review.decision.words import MEETING_STATES
from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.tag import Tag, Tone
from incubator_gui.widgets.tips import set_tip

PAGES = (("prepare", msg("Preparation"), "list-checks"), ("day", msg("The meeting"), "users"),
         ("result", msg("Outcomes"), "flag"))
_HERE = frozenset({"review"})
_SHORT_LISTS = (10, 20, 40)
_TONES: dict[str, Tone] = {"planned": "neutral", "open": "accent", "closed": "success"}


class DecisionTab(ReviewTab):
    """The part: a bar with the meeting and its pages, and the page in front."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self.stock: DecisionStock | None = None
        self.wanted: UUID | None = None
        self.dialog: NewMeetingDialog | None = None
        self.projector: Projector | None = None
        self.meetings = ChoiceBox()
        self.meetings.setMinimumContentsLength(10)
        self.meetings.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.meetings.setMaximumWidth(theme.px(320))
        self.state_tag = Tag(theme)
        self.pages = SegmentedControl(theme, PAGES, msg("Step of the decision"))
        self.new, self.open_button = Button(theme, icon="plus"), Button(theme, icon="play")
        self.beamer = Button(theme, icon="presentation")
        self.prepare, self.day_page, self.result = PreparePage(context), DayPage(context), ResultPage(context)
        self.empty = EmptyState(theme, "flag", msg("No meeting yet. In a meeting, applications are decided one after"
                                                   " the other, with votes, conditions and minutes."),
                                msg("New meeting…"), button_icon="plus")
        self.bar, self.stack = QFrame(), FrontStack()
        self._whole = FrontStack()
        self._build()
        self._connect()
        for action, run in (
                (Action("decision.new", msg("New meeting…"), "plus", scopes=_HERE), self.ask_new),
                (Action("decision.best_order", msg("Best order of the agenda"), "wand-sparkles", scopes=_HERE),
                 self.prepare.take_best),
                (Action("decision.projector", msg("Projector"), "presentation", "Ctrl+Shift+B", scopes=_HERE),
                 self.toggle_projector),
                (Action("decision.announce", msg("Announce decisions…"), "send", scopes=_HERE),
                 self._announce)):
            if not context.actions.has(action.id):
                context.actions.add(action, partial(self._in_front, run))
        self.retranslate()

    def _build(self) -> None:
        theme = self.context.theme
        row = QHBoxLayout(self.bar)
        tight(row, 8, 16, 8, 16, 8)
        row.addWidget(self.pages)
        row.addWidget(self.meetings, 3)
        row.addWidget(self.state_tag)
        row.addStretch(1)
        for button in (self.open_button, self.beamer, self.new):
            row.addWidget(button)
        for page in (self.prepare, self.day_page, self.result):
            self.stack.addWidget(page)
        inner = QWidget()
        column = QVBoxLayout(inner)
        tight(column)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        holder = QWidget()
        padded = QVBoxLayout(holder)
        tight(padded, 0, theme.px(4), theme.px(4), 0, 0)
        padded.addWidget(self.empty)
        self._whole.addWidget(inner)
        self._whole.addWidget(holder)
        whole = QVBoxLayout(self)
        tight(whole)
        whole.addWidget(self._whole)

    def _connect(self) -> None:
        self.pages.chosen.connect(self.go)
        self.meetings.activated.connect(lambda _place: self.choose(self.meetings.key()))
        self.new.clicked.connect(self.ask_new)
        self.empty.pressed.connect(self.ask_new)
        self.open_button.clicked.connect(self.toggle_open)
        self.beamer.clicked.connect(self.toggle_projector)
        self.prepare.item_asked.connect(self._open_item)
        self.prepare.company_asked.connect(lambda id: self.context.shell.open_record("company", id))
        self.result.company_asked.connect(lambda id: self.context.shell.open_record("company", id))
        self.result.day_asked.connect(lambda: self.go("day"))
        self.day_page.setup_asked.connect(lambda: self.part_asked.emit("setup", {}))

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask for the meetings of the call and the one that is chosen."""
        call, house, wanted = self.call, self.context.house, self.wanted
        if call is None:
            return
        self.context.jobs.read(lambda: read(house, call, wanted), self._show, failed=self.failed, owner=self,
                               key="stock", title=msg("Reading the decisions"))

    def round_changed(self, other_call: bool) -> None:
        """Another call has other meetings."""
        if other_call and self.stock is not None and self.stock.call != self.call:
            self.day_page.leave()
            self.wanted = None
        super().round_changed(other_call)

    def touched(self, changes: Changes) -> bool:
        """Whether a change shows here."""
        return changes.touches(*SHOWS)

    def _show(self, stock: DecisionStock) -> None:
        if stock.call != self.call:
            return
        self.stock = stock
        chosen = stock.day.meeting if stock.day is not None else None
        self.wanted = chosen.id if chosen is not None else None
        self.meetings.set_choices({one.id: one.name for one in stock.meetings})
        self.meetings.choose(self.wanted)
        nothing = not stock.meetings and not stock.decisions
        self._whole.setCurrentIndex(1 if nothing else 0)
        for page in ("prepare", "day"):
            self.pages.enable(page, chosen is not None, tr("Add a meeting first."))
        if chosen is None and not nothing:
            self.pages.choose("result")
        self.prepare.show_stock(stock)
        self.day_page.show_day(stock.day)
        self.result.show_stock(stock)
        self._dress_bar()
        self.arrived()

    # what is done here -----------------------------------------------------------------------

    def go(self, key: str) -> None:
        """Another page."""
        place = [page for page, _words, _icon in PAGES].index(key)
        if self.stack.currentIndex() == 1 and place != 1:
            self.day_page.leave()
        self.pages.choose(key)
        page = self.stack.widget(place)
        if page is not None:
            self.stack.turn_to(page)
        if key == "day":
            self.day_page.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, meeting: UUID) -> None:
        """Another meeting."""
        if meeting != self.wanted and self.leave():
            self.wanted = meeting
            self.read()

    def ask_new(self) -> None:
        """What a new meeting is to be."""
        call, house = self.call, self.context.house
        if call is None:
            return
        if self.why_not is not None:
            self.context.shell.say(self.why_not)
            return

        def gather() -> tuple[Any, ...]:
            waiting = house.meetings.applications(call)
            try:
                table = [row.application_id for row in house.scores.table(call).rows if row.raw is not None]
            except IncubatorError:  # this phase shows no scores: no short lists then
                table = []
            return waiting, tuple(id for id in table if id in set(waiting)), house.meetings.people()

        def show(found: tuple[Any, ...]) -> None:
            waiting, best, people = found
            choices: dict[str, tuple[UUID, ...]] = {"all": waiting}
            choices |= {str(count): best[:count] for count in _SHORT_LISTS if count < len(best)}
            choices["none"] = ()
            dialog = NewMeetingDialog(self.context.theme, people, choices, self.context.clock.today(), self)
            dialog.submitted.connect(lambda: self._add(dialog))
            dialog.finished.connect(self._dialog_closed)
            self.dialog = dialog
            dialog.open()

        self.context.jobs.read(gather, show, failed=self.failed, owner=self, key="new")

    def toggle_open(self) -> None:
        """Open the meeting, or close it."""
        day, house = self.stock.day if self.stock else None, self.context.house
        if day is None:
            return
        id = day.meeting.id
        if day.meeting.state == "open":
            self.day_page.leave()
            self.context.jobs.write(lambda: house.meetings.close(id), owner=self)
        else:
            self.context.jobs.write(lambda: house.meetings.open(id), lambda _changes: self.go("day"), owner=self)

    def toggle_projector(self) -> None:
        """Show the window for the room, or take it away."""
        if self.projector is not None:
            self.projector.close()
            return
        self.projector = Projector(self.context.theme, self.day_page)
        self.projector.closed.connect(self._projector_closed)
        self.projector.open_beside(self.window())
        self._dress_bar()

    # the protocol of a tab -------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.pages.retranslate()
        self.meetings.setAccessibleName(ptr("decision", "Meeting"))
        for part in (self.prepare, self.day_page, self.result, self.empty):
            part.retranslate()
        if self.projector is not None:
            self.projector.retranslate()
        self._dress_bar()

    def open_record(self, kind: str, id: UUID) -> None:
        """A meeting, or the list of decisions with one selected."""
        if kind == "meeting":
            self.wanted = id
            if self.began:
                self.read()
        else:
            self.go("result")
            self.when_there(lambda: self.result.table.select_ids([id]))

    def apply(self, filters: dict[str, Any]) -> None:
        """`page` is one of the pages, `meeting` an id."""
        page = filters.get("page")
        if page in [key for key, _words, _icon in PAGES]:
            self.go(str(page))
        if (meeting := filters.get("meeting")) is not None:
            self.choose(UUID(str(meeting)))

    def print_(self) -> None:
        """The agenda where it is in front, else the decisions; the minutes have their own button."""
        if self.pages.key == "prepare":
            print_table(self.context, self.prepare.table, tr("Agenda"))
        else:
            self.result.print_()

    def ask_file(self) -> None:
        """The decisions as a spreadsheet."""
        if self.stock is not None:
            self.result.sheet.ask_out(self.stock.call_name)

    def leave(self) -> bool:
        """Save what is being typed, and the time."""
        self.day_page.leave()
        return self.prepare.commit() and self.result.commit()

    def state(self) -> dict[str, Any]:
        """Which page and which meeting."""
        month = self.day_page.month
        return {"page": self.pages.key, "meeting": str(self.wanted) if self.wanted else None,
                "month": month.isoformat() if month else None,
                "prepare": self.prepare.splitter.sizes(), "result": self.result.splitter.sizes()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back."""
        if state.get("page") in [key for key, _words, _icon in PAGES]:
            self.go(str(state["page"]))
        try:
            self.wanted = UUID(str(state.get("meeting")))
        except ValueError:
            self.wanted = None
        for key, splitter in (("prepare", self.prepare.splitter), ("result", self.result.splitter)):
            sizes = state.get(key)
            if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(one, int) and one > 0 for one in sizes):
                splitter.setSizes(sizes)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a narrow window two buttons keep their icons only."""
        super().resizeEvent(event)
        self._dress_bar()

    # parts -----------------------------------------------------------------------------------

    @property
    def why_not(self) -> str | None:
        """Why this viewer changes nothing here."""
        why = self.stock.why_not if self.stock is not None else None
        return None if why is None else text(why)

    def _in_front(self, run: Any) -> None:
        self.front_asked.emit()
        self.when_there(run)

    def _announce(self) -> None:
        self.go("result")
        self.result.ask_announce()

    def _open_item(self, id: UUID) -> None:
        self.go("day")
        self.day_page.open_item(id)

    def _add(self, dialog: NewMeetingDialog) -> None:
        house, call = self.context.house, self.call
        try:
            fields = dialog.fields()
        except IncubatorError as error:
            dialog.refused(error)
            return

        def done(made: Outcome[UUID]) -> None:
            self.wanted = made.value
            if self.dialog is dialog:
                dialog.accept()
            self.go("prepare")
            self.read()

        dialog.busy()
        self.context.jobs.write(lambda: house.meetings.add(call, **fields), done, failed=dialog.refused, owner=dialog)

    def _dialog_closed(self, _result: int) -> None:
        self.dialog = None

    def _projector_closed(self) -> None:
        gone, self.projector = self.projector, None
        if gone is not None:
            gone.deleteLater()
        self._dress_bar()

    def _needed(self) -> int:
        """The width of the bar with all words, where the name of the meeting is shortened."""
        parts = (self.pages, self.state_tag, self.open_button, self.beamer, self.new)
        return sum(part.sizeHint().width() + 8 for part in parts) + self.context.theme.px(160) + 40

    def _dress_bar(self) -> None:
        day = self.stock.day if self.stock else None
        state = day.meeting.state if day is not None else "planned"
        self.state_tag.setVisible(day is not None)
        self.state_tag.set(text(MEETING_STATES[state]), {"planned": "calendar", "open": "play",
                                                         "closed": "check"}[state], _TONES[state])
        self.open_button.setVisible(day is not None)
        self.open_button.setText({"planned": tr("Open the meeting"), "open": tr("Close the meeting"),
                                  "closed": tr("Open it again")}[state])
        self.open_button.set_icon("check" if state == "open" else "play")
        why = self.why_not
        self.open_button.setEnabled(why is None)
        set_tip(self.open_button, why or "")
        self.empty.button.setEnabled(why is None)
        set_tip(self.empty.button, why or "")
        self.beamer.setVisible(day is not None)
        words_of = {self.new: tr("New meeting…"),
                    self.beamer: tr("Close the projector") if self.projector is not None else tr("Projector")}
        for button, words in words_of.items():
            button.setText(words)
        narrow = self.width() < self._needed()
        for button, words in words_of.items():
            button.setText("" if narrow else words)
            button.setAccessibleName(words)
            set_tip(button, words if narrow else "")
        self.new.setEnabled(why is None)
        if why is not None:
            set_tip(self.new, why)
        self.meetings.setVisible(bool(self.stock and self.stock.meetings))
        left = sum(not item.is_done for item in day.agenda) if day is not None else 0
        self.pages.setAccessibleDescription(text(nmsg("{n} application is open", "{n} applications are open", left)))
