"""The day of the meeting, for the chair alone: agenda, the item at hand, votes, outcome, time, and the house."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, tr
from incubator_gui.domain.decision_space import capacity_line
from incubator_gui.services.meetings_day import DayStock
from incubator_gui.services.meetings_rows import ItemRow
from incubator_gui.views.review.decision.day_columns import DayColumns
from incubator_gui.views.review.decision.day_keys import DayKeys
from incubator_gui.views.review.decision.decide_box import DecideBox
from incubator_gui.views.review.decision.item_timer import ItemTimer
from incubator_gui.views.review.decision.item_view import ItemView
from incubator_gui.views.review.decision.votes_box import VotesBox
from incubator_gui.views.review.decision.words import LOOKS, application_name, clock, tone_of
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import Button, IconButton, tight


class DayPage(QWidget):
    """`shown` whenever the projector has to show something else; `setup_asked` leads to the phases."""

    shown = Signal()
    setup_asked = Signal()
    close_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self.day: DayStock | None = None
        self.current_id: UUID | None = None
        self.month: date | None = None
        self.timer = ItemTimer(self)
        self.messages = MessageArea(theme)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view = ItemView(theme)
        self.votes, self.decide = VotesBox(theme), DecideBox(theme)
        self.time = PlainLabel("", "key")
        self.of_time = PlainLabel("", "label")
        self.run = Button(theme, icon="play", shrinks=True)
        self.before, self.after = IconButton(theme, "chevron-left"), Button(theme, icon="chevron-right", shrinks=True)
        self.capacity = PlainLabel("", wrap=True)
        self.months = ChoiceBox()
        self.agenda_card, self.votes_card, self.decide_card = Card(theme), Card(theme), Card(theme)
        self._build()
        self._connect()
        self._keys = DayKeys(self)
        self.retranslate()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.messages)
        self.agenda_card.body.addWidget(self.list, 1)
        self.decide_card.body.addWidget(self.decide)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        tight(inner, 12)
        inner.addLayout(self._time_row())
        self.votes_card.body.addWidget(self.votes)
        inner.addWidget(self.votes_card)
        inner.addWidget(self.decide.texts)
        inner.addStretch()
        self.columns = DayColumns(self._context.theme, self.agenda_card, self.view, self.decide_card, holder)
        around = QVBoxLayout()
        tight(around, 0, 16, 16, 16, 16)
        around.addWidget(self.columns)
        column.addLayout(around, 1)
        foot = QFrame()
        foot.setObjectName("SideFooter")
        strip = QHBoxLayout(foot)
        tight(strip, 8, 16, 8, 16, 8)
        self._mark = PlainLabel()
        strip.addWidget(self._mark)
        strip.addWidget(self.capacity, 1)
        strip.addWidget(self.months)
        column.addWidget(foot)

    def _time_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        tight(row, 8)
        row.addWidget(self.time)
        row.addWidget(self.of_time)
        row.addStretch()
        row.addWidget(self.run)
        row.addWidget(self.before)
        row.addWidget(self.after)
        return row

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._row_chosen)
        self.run.clicked.connect(self.timer.toggle)
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.timer.ticked.connect(self._show_time)
        self.timer.stored.connect(self._keep_time)
        self.votes.cast.connect(self.cast)
        self.decide.decided.connect(self.take)
        self.decide.reason_left.connect(self._keep_reason)
        self.decide.conditions_left.connect(self._keep_conditions)
        self.decide.note_left.connect(self._keep_note)
        self.months.activated.connect(lambda _place: self._month_chosen())
        self._context.theme.changed.connect(self._dress)
        self._dress()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as its sides can be."""
        size = super().minimumSizeHint()
        return QSize(min(size.width(), self._context.theme.px(900)), size.height())

    # showing ---------------------------------------------------------------------------------

    @property
    def item(self) -> ItemRow | None:
        """The item at hand."""
        return self.day.item(self.current_id) if self.day is not None else None

    def show_day(self, day: DayStock | None) -> None:
        """Another meeting, or the same one changed."""
        other = day is None or self.day is None or day.meeting.id != self.day.meeting.id
        self.day = day
        if other or self.item is None:
            agenda = day.agenda if day else ()
            first = next((one for one in agenda if not one.is_done), agenda[0] if agenda else None)
            self.current_id = first.id if first else None
        self._show_list()
        self._show_item()
        self._say_state()
        self._show_capacity()

    def open_item(self, id: UUID) -> None:
        """Bring an item to hand; time goes on where it was running."""
        if self.day is None or self.day.item(id) is None or id == self.current_id:
            return
        running = self.timer.running
        self.leave()
        self.current_id = id
        self._show_item()
        self.columns.to_top()
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(self.day.place(id) - 1)
        if running:
            self.timer.start()

    def step(self, by: int) -> None:
        """The item before, or the next one."""
        if self.day is not None and self.item is not None:
            place = self.day.place(self.item.id) - 1 + by
            if 0 <= place < len(self.day.agenda):
                self.open_item(self.day.agenda[place].id)

    def leave(self) -> bool:
        """Store the time and what is being typed."""
        self.timer.pause()
        self._keep_note()
        self._keep_reason()
        self._keep_conditions()
        return True

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.agenda_card.set_words(tr("Agenda"))
        self.votes_card.set_words(tr("Votes"))
        self.decide_card.set_words(tr("Decision"))
        self.list.setAccessibleName(tr("Agenda"))
        self.columns.right.setAccessibleName(tr("Time and votes"))
        self.before.set_name(tr("Item before"), tr("Item before (PgUp)"))
        self.after.setText(tr("Next"))
        self.after.setAccessibleName(tr("Next item"))
        self.months.setAccessibleName(tr("Month of moving in"))
        self.view.retranslate()
        self.votes.retranslate()
        self.decide.retranslate()
        self._show_list()
        self._show_time()
        self._say_state()
        self._show_capacity()

    # doing -----------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether votes can be cast."""
        return self.day is not None and self.day.meeting.state == "open"

    @property
    def may_decide(self) -> bool:
        """Whether something can be decided now."""
        return self.is_open and self.day is not None and self.day.refusal is None

    def choose(self, choice: str) -> None:
        """A letter: a vote where a seat is armed, else the outcome."""
        if not self.is_open or self.votes.press(choice):
            return
        if choice in self.decide.buttons and self.may_decide:
            self.take(choice)

    def cast(self, seat: UUID, choice: str | None) -> None:
        """A vote; stored at once."""
        item = self.item
        if item is not None:
            house = self._context.house
            self._write(lambda: house.meetings.vote(item.id, seat, choice))

    def take(self, outcome: str) -> None:
        """The outcome; stored at once, pending until it is announced."""
        item, house = self.item, self._context.house
        if item is None or not self.may_decide:
            return
        conditions = self.decide.conditions.values()
        if conditions is None:  # a day is none: the field says so
            return
        reason = self.decide.reason.toPlainText()
        self._write(lambda: house.decisions.decide(item.application_id, outcome, reason, conditions, item=item.id))
        if outcome == "accept_with_conditions" and not conditions:
            self.decide.focus_conditions()

    def open_meeting(self) -> None:
        """Begin, or go on."""
        day, house = self.day, self._context.house
        if day is not None:
            self._write(lambda: house.meetings.open(day.meeting.id))

    def _keep_note(self) -> None:
        item, house, note = self.item, self._context.house, self.decide.note.toPlainText().strip()
        if item is not None and note != item.note:
            self._write(lambda: house.meetings.set_item(item.id, note=note))

    def _keep_reason(self) -> None:
        item, house, reason = self.item, self._context.house, self.decide.reason.toPlainText().strip()
        if item is not None and item.decision_state == "pending" and reason != item.reason:
            self._write(lambda: house.decisions.set_reason(item.decision_id, reason))

    def _keep_conditions(self) -> None:
        item, house, values = self.item, self._context.house, self.decide.conditions.values()
        if (item is not None and values is not None and values != item.conditions
                and item.decision_state == "pending" and item.outcome == "accept_with_conditions"):
            self._write(lambda: house.decisions.set_conditions(item.decision_id, values))

    def _keep_time(self, item: UUID, seconds: int) -> None:
        house = self._context.house
        if self.day is None or self.day.why_not is None:  # else it is a watch of one's own
            self._context.jobs.write(lambda: house.meetings.keep_time(item, seconds), owner=self)

    def _write(self, work: Callable[[], Any]) -> None:
        self._context.jobs.write(work, failed=self._failed, owner=self)

    def _failed(self, error: IncubatorError) -> None:
        self._context.shell.warn(error.message)
        self._show_item()

    # parts -----------------------------------------------------------------------------------

    def _row_chosen(self, row: int) -> None:
        if self.day is not None and 0 <= row < len(self.day.agenda):
            self.open_item(self.day.agenda[row].id)

    def _show_list(self) -> None:
        agenda = self.day.agenda if self.day else ()
        theme = self._context.theme
        with QSignalBlocker(self.list):
            if self.list.count() != len(agenda):
                self.list.clear()
                for _ in agenda:
                    self.list.addItem(QListWidgetItem())
            for place, one in enumerate(agenda):
                entry = self.list.item(place)
                icon = LOOKS.get(one.outcome or "", ("circle", ""))[0]
                entry.setIcon(theme.icon(icon, tone_of(one.outcome)))
                entry.setText(application_name(one.number, one.name))
                entry.setSizeHint(QSize(1, theme.px(28)))  # no wider than the list: long names are shortened
            self.list.setCurrentRow(self.day.place(self.current_id) - 1 if self.day and self.current_id else -1)
        done = sum(one.is_done for one in agenda)
        self.agenda_card.caption.setText(tr("{done} of {count} done", done=done, count=len(agenda)) if agenda else "")

    def _show_item(self) -> None:
        day, item = self.day, self.item
        self.view.show_item(day, item)
        bound = day is not None and day.why_not is not None
        self.votes.show_votes(item, day.seats if day else (), is_open=self.is_open,
                              only=day.me if day is not None and bound else None)
        self.decide.show_item(item, may_decide=self.may_decide, may_note=day is not None and not bound)
        self.timer.show_item(item.id if item else None, item.seconds if item else 0)
        place, count = (day.place(item.id) if day and item else 0), len(day.agenda) if day else 0
        self.before.setEnabled(place > 1)
        self.after.setEnabled(0 < place < count)
        self.run.setEnabled(item is not None)
        self.shown.emit()

    def _show_time(self) -> None:
        item = self.item
        limit = (item.minutes if item else 0) * 60
        self.time.setText(clock(self.timer.seconds))
        over = bool(limit) and self.timer.seconds > limit
        self.time.set_tone("error" if over else "")
        self.of_time.setText(tr("of {minutes}, over time", minutes=clock(limit)) if over
                             else tr("of {minutes}", minutes=clock(limit)))
        self.time.setAccessibleName(tr("Time of this item: {time}", time=clock(self.timer.seconds)))
        self.run.setText(tr("Pause") if self.timer.running else tr("Start"))
        self.run.set_icon("pause" if self.timer.running else "play")
        self.shown.emit()

    def _say_state(self) -> None:
        self.messages.clear()
        day = self.day
        if day is None:
            return
        free = day.why_not is None
        if day.meeting.state == "planned":
            self.messages.show_message(msg("The meeting is not open yet: votes and outcomes wait for that."), "info",
                                       link=msg("Open the meeting") if free else "", on_link=self.open_meeting,
                                       closable=False)
        elif day.meeting.state == "closed":
            self.messages.show_message(msg("The meeting is closed."), "info", link=msg("Open it again") if free else "",
                                       on_link=self.open_meeting, closable=False)
        if day.why_not is not None:
            self.messages.show_message(day.why_not, "info", closable=False)
        elif day.refusal is not None:
            self.messages.show_message(day.refusal, "warning", link=msg("Rubric and phases"),
                                       on_link=self.setup_asked.emit, closable=False)

    def _show_capacity(self) -> None:
        space = self.day.space if self.day else None
        self.capacity.setText(capacity_line(space, self.month, current()) if space is not None else "")
        months = space.months if space is not None else ()
        chosen = space.month(self.month) if space is not None else None
        self.months.set_choices({one.day: current().day(one.day, "month") for one in months})
        self.months.choose(chosen.day if chosen else None)
        self.months.setVisible(bool(months))
        full = chosen is not None and (chosen.share or 0) > 1
        waits = space is not None and chosen is not None and bool(space.waiting(chosen.day))
        self.capacity.set_tone("error" if full else "warning" if waits else "")
        self.shown.emit()

    def _month_chosen(self) -> None:
        self.month = self.months.key()
        self._show_capacity()

    def _dress(self) -> None:
        self._mark.setPixmap(self._context.theme.pixmap("armchair", "muted", 16, self.devicePixelRatioF()))
        self._show_list()
