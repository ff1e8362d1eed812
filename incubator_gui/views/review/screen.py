"""Review: one call at a time, and everything about judging its applications and deciding on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.services.rounds import RoundRow
from incubator_gui.views.review.header import Header
from incubator_gui.views.review.parts import KEYS, Parts
from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.screen import Screen
from incubator_gui.widgets.styling import tight

SHOWS = ("call", "review_round", "review_phase", "rubric_version", "application", "panel_seat", "reviewer", "conflict",
         "stage")
"""Tables whose changes the head shows."""

_KINDS = {"review": "desk", "reviewer": "panel", "meeting": "decision", "decision": "decision"}
_HERE = frozenset({"review"})


class ReviewScreen(Screen):
    """The head with call and part, and the part in front."""

    id = "review"
    title = msg("Review")
    icon = "clipboard-check"
    kinds = frozenset(_KINDS)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._read = False
        self._wanted: UUID | None = None
        self._waiting: list[Callable[[], object]] = []
        self.header = Header(context.theme)
        self.messages = MessageArea(context.theme)
        self.parts = Parts(context)
        self.empty = EmptyState(context.theme, "clipboard-check", msg(
            "No call yet. Import applicants or add an application; its call can then be reviewed here."),
            msg("Import applications"), button_icon="upload")
        self._stack = FrontStack()
        self._stack.addWidget(self.parts)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.header)
        column.addWidget(self.messages)
        column.addWidget(self._stack, 1)
        self.header.part_chosen.connect(self._turn)
        self.header.call_chosen.connect(self._call_chosen)
        self.parts.part_asked.connect(self.show_part)
        self.empty.pressed.connect(lambda: context.shell.open_screen("import"))
        for action, key in (
                (Action("review.desk", msg("My reviews"), "clipboard-check"), "desk"),
                (Action("review.panel", msg("Reviewers and conflicts"), "users"), "panel"),
                (Action("review.assignment", msg("Assignment of reviewers"), "split"), "assignment"),
                (Action("review.packages", msg("Review packages"), "send"), "packages"),
                (Action("review.scores", msg("Scores and fairness"), "chart-column"), "scores"),
                (Action("review.decision", msg("Decision day"), "flag"), "decision"),
                (Action("review.setup", msg("Rubric and phases"), "sliders-horizontal"), "setup")):
            context.actions.add(action, partial(self._ask_part, key))
        self.retranslate()

    def _ask_part(self, key: str) -> None:
        self.context.shell.open_screen("review", {"part": key})

    # the protocol of a screen ----------------------------------------------------------------

    def activated(self, first: bool) -> None:
        """Read at the first visit."""
        if first:
            self.reload()
            self.header.put_beside(self.parts.show_part(self.header.parts.key).head_widget())
        elif self._read:
            self.part.activated()

    def reload(self) -> None:
        """Read the calls and their rounds."""
        house = self.context.house
        self.context.jobs.read(lambda: house.rounds.rows(), self._show, failed=self._failed, owner=self, key="rounds",
                               title=msg("Reading the rounds"))

    def refresh(self, changes: Changes) -> None:
        """Read again what is shown."""
        if not self.began:
            return
        if changes.touches(*SHOWS):
            self.reload()
        self.parts.refresh(changes)

    def retranslate(self) -> None:
        """Every word in the language of the screen."""
        self.setAccessibleName(tr("Review"))
        for part in (self.header, self.messages, self.parts, self.empty):
            part.retranslate()

    def set_date(self, day: date | None) -> None:
        """Another day."""
        self.parts.set_date(day)

    def open_record(self, kind: str, id: UUID) -> None:
        """A record in the part that owns it."""
        key = _KINDS.get(kind, "desk")
        self.when_there(lambda: self._open(key, kind, id))

    def apply(self, filters: dict[str, Any]) -> None:
        """`part` is one of the parts and `call` an id; all else is for the part."""
        part, call = filters.get("part"), filters.get("call")
        rest = {key: value for key, value in filters.items() if key not in ("part", "call")}

        def run() -> None:
            if call is not None:
                self.header.choose_call(UUID(str(call)))
                self._round_changed()
            self.show_part(str(part) if part in KEYS else self.header.parts.key, rest)

        if part in KEYS and not self._read:
            self.header.parts.choose(str(part))
        self.when_there(run)

    def side_panel(self) -> QWidget | None:
        """The one of the part in front."""
        return self.part.side_panel() if self._read else None

    def print_(self) -> None:
        """What is in front."""
        self.part.print_()

    def leave(self) -> bool:
        """Save what is being typed."""
        return self.parts.leave()

    def state(self) -> dict[str, Any]:
        """Which call, which part, what each part remembers."""
        round = self.header.round
        return {"part": self.header.parts.key, "parts": self.parts.state(),
                "call": str(round.call_id) if round is not None else None}

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back."""
        self.parts.restore(state.get("parts"))
        self.header.parts.choose(str(state.get("part")))
        try:
            self._wanted = UUID(str(state.get("call")))
        except ValueError:
            self._wanted = None

    # what is done here -----------------------------------------------------------------------

    @property
    def part(self) -> ReviewTab:
        """The part in front."""
        return self.parts.tab(self.header.parts.key)

    def when_there(self, run: Callable[[], object]) -> None:
        """Run now, or as soon as the rounds were read."""
        if self._read:
            run()
        else:
            self._waiting.append(run)

    def show_part(self, key: str, filters: dict[str, Any]) -> None:
        """Another part; `filters` are for it."""
        self.header.parts.choose(key)
        if filters:
            self.parts.tab(key).apply(filters)

    def _open(self, key: str, kind: str, id: UUID) -> None:
        self.header.parts.choose(key)
        self.part.open_record(kind, id)

    def _turn(self, key: str) -> None:
        if not self.began:
            return
        tab = self.parts.show_part(key)
        self.header.put_beside(tab.head_widget())
        if self._read:
            tab.activated()
        self.context.shell.refresh_side()

    def _call_chosen(self, _call: object) -> None:
        if self.part.leave():
            self._round_changed()

    def _round_changed(self) -> None:
        self.header.show_facts()
        self.parts.set_round(self.header.round, self.header.parts.key)

    def _show(self, rows: tuple[RoundRow, ...]) -> None:
        first, self._read = not self._read, True
        self.messages.clear()
        self.header.show_rounds(rows, self._wanted)
        self._stack.setCurrentWidget(self.parts if rows else self.empty)
        self._round_changed()
        if first:
            self.part.activated()
            waiting, self._waiting = self._waiting, []
            for run in waiting:
                run()
            self.context.shell.refresh_side()

    def _failed(self, error: IncubatorError) -> None:
        self.messages.clear()
        self.messages.show_message(error.message, "error", link=msg("Try again"), on_link=self.reload)
