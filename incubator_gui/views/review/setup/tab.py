"""Rubric and phases: what is judged, and when who may do what."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.core.messages import msg, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.views.review.setup.round_page import RoundPage
from incubator_gui.views.review.setup.rubric_page import RubricPage
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import tight

_HERE = frozenset({"review"})


class SetupTab(ReviewTab):
    """Two pages: the rubrics of the house, and the round of the call in front."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.pages = SegmentedControl(context.theme, (("rubric", msg("Rubric"), "list-checks"),
                                                      ("round", msg("Round and phases"), "calendar-range")),
                                      msg("What is set up"))
        self.rubric, self.round_page = RubricPage(context), RoundPage(context)
        self._stack = FrontStack()
        self._stack.addWidget(self.rubric)
        self._stack.addWidget(self.round_page)
        tools = QHBoxLayout()
        tight(tools, 8)
        tools.addWidget(self.pages)
        tools.addStretch()
        column = QVBoxLayout(self)
        tight(column, 12, 16, 12, 16, 16)
        column.addLayout(tools)
        column.addWidget(self._stack, 1)
        self.pages.chosen.connect(self._turn)
        self.rubric.use_asked.connect(self._use)
        self.rubric.arrived.connect(self.arrived)
        self.round_page.rubric_asked.connect(self._show_rubric)
        self.round_page.panel_asked.connect(lambda: self.part_asked.emit("panel", {"segment": "people"}))
        for id, words, icon, run in (
                ("review.add_criterion", msg("Add criterion"), "plus", self.rubric.add_criterion),
                ("review.duplicate_criterion", msg("Duplicate the criterion"), "copy", self.rubric.duplicate),
                ("review.remove_criterion", msg("Remove the criterion"), "trash-2", self.rubric.remove_criteria),
                ("review.new_rubric", msg("New empty rubric…"), "plus", self.rubric.ask_empty),
                ("review.copy_rubric", msg("Copy criteria from…"), "copy", self.rubric.ask_copy),
                ("review.import_rubric", msg("Import a rubric"), "upload", self.rubric.files.ask_import),
                ("review.export_rubric", msg("Export the rubric"), "download", self.rubric.ask_export)):
            context.actions.add(Action(id, words, icon, "", _HERE), partial(self._do, run))
        self.retranslate()

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """Both pages: a switch between them shows no empty one."""
        self.rubric.read()
        self.round_page.read()

    def refresh(self, changes: Changes) -> None:
        """Each page looks at what it shows."""
        if self.began:
            self.rubric.refresh(changes)
            self.round_page.refresh(changes)

    def round_changed(self, other_call: bool) -> None:
        """Another call, or its phase."""
        self.rubric.set_round(self.round, other_call)
        self.round_page.show_call(self.call)
        super().round_changed(other_call)

    def set_date(self, day: Any) -> None:
        """Another day on the line of phases."""
        self.round_page.day = day
        super().set_date(day)

    # going somewhere -------------------------------------------------------------------------

    def apply(self, filters: dict[str, Any]) -> None:
        """`segment` rubric or round; `rubric` the id of a version."""
        if filters.get("segment") in ("rubric", "round"):
            self.pages.choose(str(filters["segment"]))
        if "rubric" in filters:
            try:
                self._show_rubric(UUID(str(filters["rubric"])))
            except ValueError:
                return

    def ask_new(self) -> None:
        """A new rubric."""
        self.rubric.ask_empty()

    def ask_file(self) -> None:
        """The rubric as a file."""
        self.rubric.ask_export()

    def leave(self) -> bool:
        """Store what is typed."""
        right = self.rubric.leave()
        return self.round_page.commit() and right

    def _turn(self, key: str) -> None:
        self._stack.setCurrentWidget(self.rubric if key == "rubric" else self.round_page)

    def _show_rubric(self, version: UUID | None) -> None:
        self.pages.choose("rubric")
        if version is not None:
            self.rubric.go_to(version)

    def _use(self, version: UUID) -> None:
        self.round_page.use(version)

    def _do(self, run: Any) -> None:
        self.front_asked.emit()
        self.pages.choose("rubric")
        self.when_there(run)

    # words and state -------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Rubric and phases"))
        for part in (self.pages, self.rubric, self.round_page):
            part.retranslate()

    def state(self) -> dict[str, Any]:
        """Which page, its widths, the rubric in front."""
        return {"segment": self.pages.key, "rubric": self.rubric.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back."""
        self.pages.choose(str(state.get("segment")))
        self.rubric.restore(state.get("rubric"))
