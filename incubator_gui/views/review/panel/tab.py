"""Reviewers: people, conflicts of interest, blind copies."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.core.messages import msg, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.views.review.panel import blind_page, conflicts_page, people_page
from incubator_gui.views.review.panel.blind_page import BlindPage
from incubator_gui.views.review.panel.conflicts_page import ConflictsPage
from incubator_gui.views.review.panel.people_page import PeoplePage
from incubator_gui.views.review.panel.table_page import TablePage
from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import tight

_HERE = frozenset({"review"})
_TABLES = {"people": people_page.SHOWN, "conflicts": conflicts_page.SHOWN, "blind": blind_page.SHOWN}


class PanelTab(ReviewTab):
    """Three pages; each reads when it comes to the front, and again when what it shows was changed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.segments = SegmentedControl(context.theme, (
            ("people", msg("People"), "users"), ("conflicts", msg("Conflicts"), "shield-alert"),
            ("blind", msg("Blind copies"), "eye-off")), msg("Part of the reviewers"))
        self.people, self.conflicts, self.blind = PeoplePage(context), ConflictsPage(context), BlindPage(context)
        self._pages: dict[str, PeoplePage | ConflictsPage | BlindPage] = {
            "people": self.people, "conflicts": self.conflicts, "blind": self.blind}
        self._stale = set(self._pages)
        self._stack = FrontStack()
        for page in self._pages.values():
            self._stack.addWidget(page)
        tools = QHBoxLayout()
        tight(tools, 8)
        tools.addWidget(self.segments)
        tools.addSpacing(8)
        for page in (self.people, self.conflicts):
            tools.addWidget(page.summary, 1)
        tools.addStretch()
        column = QVBoxLayout(self)
        tight(column, 12, 16, 12, 16, 16)
        column.addLayout(tools)
        column.addWidget(self._stack, 1)
        self._connect(context)
        self._show_summary()
        self.retranslate()

    def _connect(self, context: Context) -> None:
        self.segments.chosen.connect(self._turn)
        for page in (self.people, self.conflicts):
            page.side_changed.connect(self._side)
        for key, part in self._pages.items():
            part.arrived.connect(lambda key=key: self.arrived() if key == self.segments.key else None)
        self.people.conflicts_asked.connect(lambda id: self._show_conflicts(id))
        self.people.declare_asked.connect(self._declare)
        self.people.assignment_asked.connect(lambda id: self.part_asked.emit("assignment", {"reviewer": id}))
        self.conflicts.assignment_asked.connect(lambda id: self.part_asked.emit("assignment", {"reviewer": id}))
        self.blind.phases_asked.connect(lambda: self.part_asked.emit("setup", {"segment": "round"}))
        for id, words, icon, segment, run in (
                ("review.add_reviewer", msg("Add reviewer"), "user-plus", "people", self.people.ask_new),
                ("review.find_conflicts", msg("Find conflicts"), "search", "conflicts", self.conflicts.search),
                ("review.note_conflict", msg("Note a conflict"), "shield-alert", "conflicts",
                 self.conflicts.ask_new),
                ("review.seat", msg("Put the selected reviewers on the panel"), "user-check", "people",
                 lambda: self.people.sit(self.people.table.marked_ids(), True)),
                ("review.unseat", msg("Take the selected reviewers off the panel"), "log-out", "people",
                 lambda: self.people.sit(self.people.table.marked_ids(), False)),
                ("review.confirm_conflicts", msg("Confirm the selected conflicts"), "shield-alert", "conflicts",
                 lambda: self.conflicts.decide(self.conflicts.table.marked_ids())),
                ("review.dismiss_conflicts", msg("Dismiss the selected conflicts…"), "circle-check", "conflicts",
                 lambda: self.conflicts.ask_dismiss(self.conflicts.table.marked_ids())),
                ("review.blind_next", msg("Save the blind copy and go on"), "check", "blind",
                 lambda: self.blind.save(True)),
                ("review.blind_all", msg("Take all suggestions for blind copies"), "wand-sparkles", "blind",
                 self.blind.accept_all)):
            context.actions.add(Action(id, words, icon, "", _HERE),
                                partial(self._do, segment, run))

    # reading ---------------------------------------------------------------------------------

    @property
    def page(self) -> PeoplePage | ConflictsPage | BlindPage:
        """The page in front."""
        return self._pages[self.segments.key]

    def read(self) -> None:
        """The page in front; the others when they are shown."""
        self._stale = set(self._pages) - {self.segments.key}
        self.page.read()

    def refresh(self, changes: Changes) -> None:
        """Pages behind wait until they are shown."""
        if not self.began:
            return
        for key, tables in _TABLES.items():
            if changes.touches(*tables):
                self._stale.add(key)
        if self.segments.key in self._stale:
            self._stale.discard(self.segments.key)
            self.page.read()

    def round_changed(self, other_call: bool) -> None:
        """Another call, or its phase."""
        for page in self._pages.values():
            page.round = self.round
        super().round_changed(other_call)

    # going somewhere -------------------------------------------------------------------------

    def side_panel(self) -> QWidget | None:
        """The one of the page in front."""
        return self.page.side_panel() if isinstance(self.page, TablePage) else None

    def open_record(self, kind: str, id: UUID) -> None:
        """A reviewer."""
        if kind == "reviewer":
            self.segments.choose("people")
            self.people.show_reviewer(id)

    def apply(self, filters: dict[str, Any]) -> None:
        """`segment` people, conflicts or blind; `reviewer` an id, `application` one, `which` open: to be decided."""
        segment = filters.get("segment")
        if segment in self._pages:
            self.segments.choose(str(segment))
        reviewer, application = _id(filters.get("reviewer")), _id(filters.get("application"))
        if segment == "conflicts":
            self._show_conflicts(reviewer, str(filters.get("which", "all")))
        elif segment == "blind" and application is not None:
            self.blind.show_application(application)
        elif reviewer is not None:
            self.segments.choose("people")
            self.people.show_reviewer(reviewer)
        elif filters.get("overdue"):
            self.segments.choose("people")
            self.people.show_overdue()

    def ask_new(self) -> None:
        """What the key for New does here."""
        if isinstance(self.page, TablePage):
            (self.people.ask_new if self.page is self.people else self.conflicts.ask_new)()

    def ask_file(self) -> None:
        """Export the list in front."""
        if isinstance(self.page, TablePage):
            self.page.ask_file()

    def to_filter(self) -> None:
        """The keyboard goes to the filter."""
        if isinstance(self.page, TablePage):
            self.page.to_filter()

    def print_(self) -> None:
        """Print the list in front."""
        if isinstance(self.page, TablePage):
            self.page.print_()

    def leave(self) -> bool:
        """Store what is typed, on every page."""
        right = [page.leave() for page in self._pages.values()]
        return all(right)

    def _turn(self, key: str) -> None:
        self._stack.setCurrentWidget(self._pages[key])
        self._show_summary()
        if self.began and key in self._stale:
            self._stale.discard(key)
            self.page.read()
        self._side()

    def _show_summary(self) -> None:
        """Beside the segments stands what is to be said of the page in front."""
        for page in (self.people, self.conflicts):
            page.summary.setVisible(page is self.page)

    def _side(self) -> None:
        self.context.shell.refresh_side()

    def _show_conflicts(self, reviewer: UUID | None, which: str = "all") -> None:
        self.segments.choose("conflicts")
        self.conflicts.show_reviewer(reviewer, which)

    def _declare(self, person: UUID) -> None:
        """Note a conflict of somebody: the companies are read first, if they were not yet."""
        self.segments.choose("conflicts")
        if self.conflicts.stock is not None:
            self.conflicts.ask_new(person)
        else:
            self.when_there(lambda: self.conflicts.ask_new(person))

    def _do(self, segment: str, run: Any) -> None:
        self.front_asked.emit()
        self.segments.choose(segment)
        run()

    # words and state -------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Reviewers"))
        self.segments.retranslate()
        for page in self._pages.values():
            page.retranslate()

    def state(self) -> dict[str, Any]:
        """Which page, and what each remembers."""
        return {"segment": self.segments.key, **{key: page.state() for key, page in self._pages.items()}}

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back."""
        self.segments.choose(str(state.get("segment")))
        for key, page in self._pages.items():
            page.restore(state.get(key))


def _id(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value is not None else None
    except ValueError:
        return None
