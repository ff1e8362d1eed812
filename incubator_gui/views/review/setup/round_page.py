"""The round of the call in front: its facts, its phases on a line of days, and what each of them allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.phases import Phase, gaps, problems, standing
from incubator_gui.domain.review_words import PHASES
from incubator_gui.services.house import House
from incubator_gui.services.rounds import RoundRow
from incubator_gui.services.rubrics import RubricRow
from incubator_gui.views.review.setup.phase_block import PhaseBlock
from incubator_gui.views.review.setup.phase_strip import PhaseStrip
from incubator_gui.views.review.setup.round_card import RoundCard
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import MenuButton, tight
from incubator_gui.widgets.tips import set_tip

SHOWN = ("review_round", "review_phase", "rubric", "rubric_version", "panel_seat", "call")


@dataclass(frozen=True, slots=True)
class _Stock:
    row: RoundRow
    phases: tuple[Phase, ...]
    rubrics: tuple[RubricRow, ...]


def _read(house: House, call: UUID) -> _Stock:
    row = house.rounds.row(call)
    phases = house.rounds.phases(row.round_id) if row.round_id is not None else ()
    return _Stock(row, phases, house.rubrics.rows(archived=True))


class RoundPage(QWidget):
    """`rubric_asked` carries the version to show; `panel_asked` is for the part with the reviewers."""

    rubric_asked = Signal(object)
    panel_asked = Signal()
    arrived = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        theme = context.theme
        self.stock: _Stock | None = None
        self.call: UUID | None = None
        self.day: date | None = None
        self.round_card = RoundCard(theme)
        self.phases_card = Card(theme)
        self.mode = SegmentedControl(theme, (("hand", msg("By hand"), "hand"), ("days", msg("By their days"),
                                                                              "calendar-days")),
                                     msg("How the phase is chosen"))
        self.phases_card.add_tool(self.mode)
        self.messages = MessageArea(theme)
        self.strip = PhaseStrip(theme)
        self.blocks: list[PhaseBlock] = []
        self.add = MenuButton(theme, icon="plus")
        self._note = PlainLabel("", "label", wrap=True)
        self.phases_card.body.addWidget(self.messages)
        self.phases_card.body.addWidget(self.strip)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("plain", True)
        self._column = QVBoxLayout(inner)
        tight(self._column)
        foot = QHBoxLayout()
        tight(foot, 12, 12, 12, 12, 12)
        foot.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._note, 1)
        self._column.addLayout(foot)
        self._column.addStretch()
        area.setWidget(inner)
        self.phases_card.body.addWidget(area, 1)
        self._work = QWidget()
        row = QHBoxLayout(self._work)
        tight(row, 16)
        self.round_card.setMinimumWidth(theme.px(280))
        self.round_card.setMaximumWidth(theme.px(360))
        row.addWidget(self.round_card, 2)
        row.addWidget(self.phases_card, 5)
        self.empty = EmptyState(theme, "calendar-range", msg(
            "This call has no review yet. Set it up: it gets three phases, and the rubric of the last call or the "
            "standard one; everything can be changed afterwards."), msg("Set up the review"), button_icon="play")
        self._nothing = QWidget()
        self._stack = FrontStack()
        for page in (self._nothing, self._work, self.empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self._stack)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.empty.pressed.connect(self.begin)
        self.round_card.edited.connect(self._edit_round)
        self.round_card.rubric_asked.connect(self.rubric_asked)
        self.round_card.panel_asked.connect(self.panel_asked)
        self.mode.chosen.connect(self._choose_mode)
        self.add.clicked.connect(self._ask_phase)

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """The round of the call."""
        house, call = self.context.house, self.call
        if call is None:
            self._stack.setCurrentWidget(self._nothing)
            return
        self.context.jobs.read(lambda: _read(house, call), self._take, failed=self._failed, owner=self, key="round",
                               title=msg("Reading the round"))

    def refresh(self, changes: Changes) -> None:
        """Something changed, here or elsewhere."""
        if changes.touches(*SHOWN):
            self.read()

    def show_call(self, call: UUID | None) -> None:
        """Another call."""
        if call != self.call:
            self.commit()
            self.call = call

    def commit(self) -> bool:
        """Store what is typed; False where something wrong stands."""
        right = [self.round_card.commit(), *(block.commit() for block in self.blocks)]
        return all(right)

    def block(self, kind: str) -> PhaseBlock:
        """The first phase of a kind."""
        return next(one for one in self.blocks if one.phase is not None and one.phase.kind == kind)

    def _take(self, stock: _Stock) -> None:
        self.stock = stock
        set_up, free = stock.row.round_id is not None, stock.row.why_not is None
        for part in (self.round_card.form, self.round_card.moves_on, self.mode, self.add, self.empty.button):
            part.setEnabled(free)
        for button in (self.mode, self.add, self.empty.button):
            set_tip(button, "" if stock.row.why_not is None else text(stock.row.why_not))
        self._stack.setCurrentWidget(self._work if set_up else self.empty)
        if set_up:
            self.round_card.show_round(stock.row, stock.rubrics)
            self._show_phases()
        self.arrived.emit()

    def _show_phases(self) -> None:
        stock = self.stock
        if stock is None:
            return
        phases, row = stock.phases, stock.row
        while len(self.blocks) < len(phases):
            self._make_block()
        while len(self.blocks) > len(phases):
            block = self.blocks.pop()
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        for at, (block, phase) in enumerate(zip(self.blocks, phases, strict=True)):
            block.show_phase(phase, holds=phase.id == row.phase_id, by_hand=row.by_hand, first=not at,
                             only=len(phases) == 1)
            block.setEnabled(row.why_not is None)
        self.mode.blockSignals(True)
        self.mode.choose("hand" if row.by_hand else "days")
        self.mode.blockSignals(False)
        self.strip.show_phases(phases, row.phase_id, self.today, row.due_on)
        self._say()

    @property
    def today(self) -> date:
        """The day of the date control."""
        return self.day or self.context.clock.today()

    def _say(self) -> None:
        """Overlaps, gaps, and what the days would say where the phase is set by hand."""
        self.messages.clear()
        stock = self.stock
        if stock is None:
            return
        row, phases = stock.row, stock.phases
        if row.why_not is not None:
            self.messages.show_message(row.why_not, "info", closable=False)
        for trouble in problems(phases):
            self.messages.show_message(trouble, "error", closable=False)
        for gap in gaps(phases):
            self.messages.show_message(gap, "warning", closable=False)
        dated = any(one.starts_on is not None for one in phases)
        by_days = standing(phases, None, self.today).phase
        if row.by_hand and by_days is not None and by_days.id != row.phase_id:
            self.messages.show_message(
                msg("Set by hand: {phase}. By the days it would be {other} now.", phase=PHASES[row.phase],
                    other=PHASES[by_days.kind]), "info", closable=False,
                link=msg("Back to the days") if row.why_not is None else "", on_link=lambda: self._set_phase(None))
        elif not row.by_hand and row.phase_id is None:
            self.messages.show_message(
                msg("No phase holds today: nothing can be reviewed or decided. Change the days, or switch by hand.")
                if dated else msg("No phase has days: give them some, or switch to one by hand."), "warning",
                closable=False)

    def _failed(self, error: IncubatorError) -> None:
        self._stack.setCurrentWidget(self._work)
        self.messages.clear()
        self.messages.show_message(error.message, "error", link=msg("Try again"), on_link=self.read)

    # doing -----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Set up the review of this call."""
        house, call = self.context.house, self.call
        if call is not None:
            self.context.jobs.write(lambda: house.rounds.begin(call), owner=self, title=msg("Setting up the review"))

    def _edit_round(self, key: str, value: Any) -> None:
        house, stock, card = self.context.house, self.stock, self.round_card
        id = stock.row.round_id if stock is not None else None
        if id is not None:
            self.context.jobs.write(lambda: house.rounds.set(id, **{key: value}), lambda _changes: card.saved(key),
                                    failed=lambda error: card.failed(key, error.message), owner=self)

    def use(self, version: UUID) -> None:
        """The round judges by this version from now on."""
        self._edit_round("rubric_version_id", version)

    def _edit_phase(self, id: UUID, key: str, value: Any) -> None:
        house, stock = self.context.house, self.stock
        if stock is None:
            return
        block = next(one for one in self.blocks if one.phase is not None and one.phase.id == id)
        edits: dict[UUID, dict[str, Any]] = {id: {key: value}}
        follows = self._follower(id) if key == "ends_on" else None
        if follows is not None and value is not None:
            edits[follows.id] = {"starts_on": value}
        self.context.jobs.write(lambda: house.rounds.edit_phases(edits), lambda _changes: block.saved(key),
                                failed=lambda error: block.failed(key, error.message), owner=self)

    def _follower(self, id: UUID) -> Phase | None:
        """The phase that begins on the very day on which this one ends: both days move together."""
        phases = self.stock.phases if self.stock is not None else ()
        here = next(one for one in phases if one.id == id)
        return next((one for one in phases if here.ends_on is not None and one.starts_on == here.ends_on), None)

    def _choose_mode(self, key: str) -> None:
        stock = self.stock
        if stock is None:
            return
        if key == "days":
            self._set_phase(None)
        else:
            now = stock.row.phase_id or (stock.phases[0].id if stock.phases else None)
            if now is not None:
                self._set_phase(now)

    def _set_phase(self, id: UUID | None) -> None:
        house, round_id = self.context.house, self.stock.row.round_id if self.stock is not None else None
        if round_id is not None:
            self.context.jobs.write(lambda: house.rounds.set(round_id, phase_id=id), owner=self)

    def _remove(self, id: UUID) -> None:
        house = self.context.house
        self.context.jobs.write(lambda: house.rounds.remove_phase(id), owner=self)

    def _move(self, id: UUID, step: int) -> None:
        house, phases = self.context.house, self.stock.phases if self.stock is not None else ()
        place = next(at for at, one in enumerate(phases) if one.id == id) + step
        self.context.jobs.write(lambda: house.rounds.place_phase(id, place), owner=self)

    def _ask_phase(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for kind, words in PHASES.items():
            menu.addAction(text(words), partial(self.add_phase, kind))
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height())))

    def add_phase(self, kind: str) -> None:
        """One more phase, with the rights usual for its kind."""
        house, round_id = self.context.house, self.stock.row.round_id if self.stock is not None else None
        if round_id is not None:
            self.context.jobs.write(lambda: house.rounds.add_phase(round_id, kind), owner=self)

    def _make_block(self) -> None:
        block = PhaseBlock(self.context.theme)
        block.edited.connect(self._edit_phase)
        block.switch_asked.connect(self._set_phase)
        block.remove_asked.connect(self._remove)
        block.move_asked.connect(self._move)
        self._column.insertWidget(len(self.blocks), block)
        self.blocks.append(block)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.phases_card.set_words(tr("Phases"))
        self.add.setText(tr("Add phase"))
        self._note.setText(tr("A phase holds from its first day on, and no longer on the day given as its end. When "
                              "an end is moved, a phase that begins on the same day moves with it."))
        for part in (self.round_card, self.mode, self.empty):
            part.retranslate()
        for block in self.blocks:
            block.retranslate()
        self._show_phases()
