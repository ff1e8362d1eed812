"""My reviews in the house: whose desk it is, and the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, ptr, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.services.reviewer_rows import ReviewerRow
from incubator_gui.views.review.desk.workbench import Workbench
from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.tips import set_tip

SHOWS = ("review", "review_answer", "review_note", "review_assignment", "review_round", "review_phase",
         "rubric_version", "reviewer", "panel_seat", "conflict", "redacted_text", "document_clearance", "application",
         "application_version", "document", "answer", "company", "person")
"""Tables whose changes show on a desk."""


@dataclass(frozen=True, slots=True)
class Seats:
    """Who may have a desk here: oneself, and for officers everybody on the panel."""

    me: UUID | None
    is_officer: bool
    rows: tuple[ReviewerRow, ...]

    @classmethod
    def read(cls, house: Any, call: UUID) -> Seats:
        """In a worker."""
        actor = house.database.actor
        me = house.reviewers.me((actor.who, *actor.also))
        rows = tuple(row for row in house.reviewers.rows(call) if row.on_panel or row.assigned or row.id == me)
        mine = next((row for row in rows if row.id == me), None)
        return cls(me, mine is None or mine.is_officer, rows)


class DeskTab(ReviewTab):
    """Picks the reviewer, opens the desk, and reads it again when something changed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self._seats: Seats | None = None
        self._chosen: UUID | None = None
        self._open: tuple[UUID, UUID] | None = None
        self._wanted: UUID | None = None
        self.nothing = EmptyState(theme, "clipboard-check", "", msg("Assign applications"), button_icon="split")
        self.no_seat = EmptyState(theme, "user-round", "", msg("Reviewers"), button_icon="users")
        self.no_round = EmptyState(theme, "clipboard-check", msg(
            "The review of this call is not set up yet. Choose a rubric and the phases first."),
            msg("Set up the review"), button_icon="sliders-horizontal")
        self.bench = Workbench(context, empty=self.nothing)
        self.messages = MessageArea(theme)
        self.whose = ChoiceBox()
        self.whose.setMinimumContentsLength(6)
        self.whose.view().setMinimumWidth(theme.px(220))
        self.whose.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.whose.activated.connect(lambda _place: self.choose(self.whose.key()))
        self.whose.hide()
        self._above = QWidget()
        above = QHBoxLayout(self._above)
        tight(above, 8, 12, 4, 12, 4)
        above.addWidget(self.whose)
        above.addStretch()
        self._above.hide()
        self.waiting = PlainLabel("", "muted")
        self.waiting.setContentsMargins(16, 16, 16, 16)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.stack = FrontStack()
        for page in (self.waiting, self.bench, self.no_seat, self.no_round):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.messages)
        column.addWidget(self._above)
        column.addWidget(self.stack, 1)
        self.nothing.pressed.connect(lambda: self.part_asked.emit("assignment", {}))
        self.no_seat.pressed.connect(lambda: self.part_asked.emit("panel", {}))
        self.no_round.pressed.connect(lambda: self.part_asked.emit("setup", {"segment": "round"}))
        self.bench.splitter.list_hidden.connect(lambda _hidden: self._place_choice())
        self.bench.sheet_read.connect(lambda _sheet: self._arrive())
        self.retranslate()

    # the protocol of a part ------------------------------------------------------------------

    def read(self) -> None:
        """Who may have a desk; the desk follows."""
        house, row = self.context.house, self.round
        if row is None:
            return
        if row.round_id is None:
            self._open = None
            self.bench.close_desk()
            self.messages.clear()
            self._above.hide()
            self._put(self.no_round)
            return
        call = row.call_id
        if self._seats is None:
            self._put(self.waiting)
        self.context.jobs.read(lambda: Seats.read(house, call), lambda seats: self._show(call, seats),
                               failed=self._failed, owner=self, key="seats", title=msg("Reading the reviewers"))

    def refresh(self, changes: Changes) -> None:
        """Own marks are known already; those of others are read without asking again whose desk it is."""
        tables = set(changes.tables)
        if not self.began or changes.everything or not tables <= {"review", "review_answer", "review_note"}:
            super().refresh(changes)
        elif tables and not self.bench.saver.busy:
            self.bench.refresh()

    def touched(self, changes: Changes) -> bool:
        """Whether a change shows here."""
        return changes.touches(*SHOWS)

    def head_widget(self) -> QWidget | None:
        """How far somebody is, and the way on."""
        return self.bench.head

    def leave(self) -> bool:
        """Store what is typed."""
        return self.bench.leave()

    def apply(self, filters: dict[str, Any]) -> None:
        """`reviewer` and `application` are ids."""
        reviewer, application = _id(filters.get("reviewer")), _id(filters.get("application"))
        if reviewer is not None:
            self.choose(reviewer)
        if application is not None:
            self._wanted = application
            self._arrive()

    def open_record(self, kind: str, id: UUID) -> None:
        """A review: on the desk of its reviewer."""
        house, call = self.context.house, self.call
        if kind != "review" or call is None:
            return

        def show(rows: tuple[Any, ...]) -> None:
            found = next((row for row in rows if row.id == id), None)
            if found is not None:
                self.apply({"reviewer": found.reviewer_id, "application": found.application_id})

        self.context.jobs.read(lambda: house.reviews.rows(call), show, failed=self._failed, owner=self, key="record")

    def to_filter(self) -> None:
        """Look for words in what is read."""
        self.bench.reading.begin_find()

    def state(self) -> dict[str, Any]:
        """What the desk remembers; whose it is is always asked anew."""
        return self.bench.state()

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back."""
        self.bench.restore(state)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.whose.setAccessibleName(tr("Whose reviews"))
        self.waiting.setText(tr("Reading the applications…"))
        for part in (self.bench, self.messages, self.no_seat, self.no_round):
            part.retranslate()
        if self._seats is not None:
            self._offer(self._seats)
            self.bench.refresh()

    # whose desk ------------------------------------------------------------------------------

    def choose(self, reviewer: UUID | None) -> None:
        """The desk of somebody else, for what came on paper, or one's own again."""
        seats = self._seats
        if seats is None or not self.bench.leave():
            self.whose.choose(self._reviewer())
            if seats is None:
                self._chosen = reviewer
            return
        self._chosen = None if reviewer == seats.me else reviewer
        if self.call is not None:
            self._show(self.call, seats)

    def _reviewer(self) -> UUID | None:
        seats = self._seats
        return self._chosen or (seats.me if seats is not None else None)

    def _show(self, call: UUID, seats: Seats) -> None:
        if call != self.call:
            return
        self._seats = seats
        if not seats.is_officer or (self._chosen is not None and all(row.id != self._chosen for row in seats.rows)):
            self._chosen = None
        self._offer(seats)
        reviewer = self._reviewer()
        if reviewer is None:
            self._open = None
            self.bench.close_desk()
            self._put(self.no_seat)
            self.arrived()
            return
        self._put(self.bench)
        if self._open == (reviewer, call):
            self.bench.refresh()
            return
        if self._open is not None and not self.bench.leave():
            return  # what could not be stored stays in front until it is stored or given up
        self._open = (reviewer, call)
        name = next((row.name for row in seats.rows if row.id == reviewer), "")
        house = self.context.house
        self.bench.open(house.reviews.desk(reviewer, call), whose=name if self._chosen is not None else "")

    def _offer(self, seats: Seats) -> None:
        """The choice for officers, and what stands where nothing is."""
        choices: dict[Any, str] = {} if seats.me is None else {seats.me: ptr("whose reviews", "Mine")}
        if seats.is_officer:
            choices |= {row.id: row.name for row in seats.rows if row.id != seats.me}
        self.whose.set_choices(choices)
        self.whose.setPlaceholderText(tr("Type in for …"))
        self.whose.choose(self._reviewer())
        set_tip(self.whose, self.whose.currentText())
        name = next((row.name for row in seats.rows if row.id == self._chosen), "")
        self.messages.clear()
        if self._chosen is not None:
            self.messages.show_message(
                msg("You type in reviews of {name}, from paper for example. They stay {name}'s; the history says who "
                    "typed.", name=name), "info", closable=False, link=msg("My own") if seats.me else "",
                on_link=lambda: self.choose(seats.me))
        self.nothing.set_line(
            tr("Nothing is assigned to {name} in this call yet.", name=name) if name else
            tr("Nothing is assigned to you in this call yet.") if seats.is_officer else
            tr("Nothing is assigned to you in this call yet. You see it here as soon as an officer assigns "
               "applications."))
        self.nothing.button.setVisible(seats.is_officer)
        self.no_seat.set_line(
            tr("You are no reviewer. Choose above for whom you type in, or add yourself to the reviewers.")
            if self.whose.count() else tr("Nobody reviews this call yet. Add reviewers first."))

    def _put(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        self._place_choice()

    def _place_choice(self) -> None:
        """Above the list, in the place of its title; above all where there is no list."""
        seats = self._seats
        some = seats is not None and seats.is_officer and self.whose.count() > (seats.me is not None)
        page = self.stack.currentWidget()
        in_list = some and page is self.bench and not self.bench.list.isHidden() and not self.bench.is_empty
        self.bench.list.put_choice(self.whose if in_list else None)
        layout = self._above.layout()
        if not in_list and isinstance(layout, QHBoxLayout):
            layout.insertWidget(0, self.whose)
        self.whose.setVisible(some)
        self._above.setVisible(some and not in_list and page in (self.bench, self.no_seat))

    def _failed(self, error: IncubatorError) -> None:
        self.messages.clear()
        self.messages.show_message(error.message, "error", link=msg("Try again"), on_link=self.read)
        if self._seats is None:
            self.waiting.setText("")

    def _arrive(self) -> None:
        """The list is there: go to what was asked for."""
        self._place_choice()
        wanted = self._wanted
        if wanted is not None and self.bench.list.model.row_of(wanted) is not None:
            self._wanted = None
            self.bench.go(wanted, focus=True)
        self.arrived()


def _id(value: Any) -> UUID | None:
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        return None
