"""What the rubric page reads, and the draft that it stores: one edit after the other, never one over another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.rubric import Rubric
from incubator_gui.domain.rubric_merge import merge_rubric
from incubator_gui.services.house import House
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.rubrics import RubricRow, StaleRubric, VersionRow
from incubator_gui.views.review.setup.draft import Criteria, problems
from incubator_gui.widgets.context import Context


@dataclass(frozen=True, slots=True)
class RubricStock:
    """All rubrics, one version of one of them, and the version before it."""

    rows: tuple[RubricRow, ...]
    row: RubricRow | None = None
    version: VersionRow | None = None
    rubric: Rubric | None = None
    before: Rubric | None = None

    @property
    def is_newest(self) -> bool:
        """Only the newest version is edited; older ones are kept as they were."""
        return self.row is not None and self.version is not None and self.row.version_id == self.version.id


def read_rubrics(house: House, wanted: UUID | None, front: RubricStock | None, fallback: UUID | None) -> RubricStock:
    """The wanted version, else what is in front (its newest version, if it was the newest), else the fallback (that
    of the round), else the newest of the first rubric."""
    rows = house.rubrics.rows(archived=True)
    every = {version.id: (row, version) for row in rows for version in row.versions}
    found = every.get(wanted) if wanted is not None else None
    if found is None and front is not None and front.row is not None and front.version is not None:
        row = next((row for row in rows if row.id == front.row.id), None)
        found = (row, row.versions[0]) if row is not None and front.is_newest else every.get(front.version.id)
    if found is None and fallback is not None:
        found = every.get(fallback)
    if found is None and rows:
        found = rows[0], rows[0].versions[0]
    if found is None:
        return RubricStock(rows)
    row, version = found
    at = row.versions.index(version)
    before = house.rubrics.rubric(row.versions[at + 1].id) if at + 1 < len(row.versions) else None
    return RubricStock(rows, row, version, house.rubrics.rubric(version.id), before)


class RubricDraft(QObject):
    """The criteria as they stand in front, and their way into the database."""

    shown = Signal()
    """The criteria or what is wrong with them changed."""
    begun = Signal(object, object)
    """An edit began a new version: its id, and that of the one that stays as it was."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.criteria: Criteria = ()
        self.refusal: Message | None = None
        self.clash = False
        """Whether the refusal is that somebody else changed the same."""
        self._kept: Criteria = ()
        self._stored: Criteria = ()
        self._rubric: UUID | None = None
        self._version: UUID | None = None
        self._saving: Criteria | None = None

    @property
    def dirty(self) -> bool:
        """Whether something is not stored. `_kept` is what it began from, `_stored` what others made of that since."""
        return self.criteria != self._kept

    def problems(self) -> tuple[Message, ...]:
        """Why it cannot be stored."""
        return problems(self.criteria)

    def take(self, stock: RubricStock) -> None:
        """What is stored now; what could not be stored stays in front for the same rubric."""
        criteria = stock.rubric.criteria if stock.rubric is not None else ()
        rubric = stock.row.id if stock.row is not None else None
        version = stock.version.id if stock.version is not None else None
        same = rubric == self._rubric and stock.is_newest
        self._rubric, self._version, self._stored = rubric, version, criteria
        if not (same and self.dirty):
            self.criteria, self._kept = criteria, criteria
            self._say()
        self.shown.emit()

    def edit(self, change: Callable[[Criteria], Criteria]) -> None:
        """Change and store; what is wrong is told and stays in front unstored."""
        new = change(self.criteria)
        if new != self.criteria:
            self.criteria = new
            self._say()
            self.shown.emit()
            self.store()

    def discard(self) -> None:
        """Back to what is stored."""
        self.criteria = self._kept = self._stored
        self._say()
        self.shown.emit()

    def insist(self) -> None:
        """Mine where somebody else changed the same; what they changed besides stays theirs."""
        self.criteria = merge_rubric(self._kept, self.criteria, self._stored).criteria
        self._kept = self._stored
        self._say()
        self.shown.emit()
        self.store()

    def _say(self, refusal: Message | None = None, clash: bool = False) -> None:
        self.refusal, self.clash = refusal, clash

    def store(self) -> None:
        """Store what stands in front, unless something is wrong with it or a store is under way."""
        if self._saving is not None or self._rubric is None or not self.dirty or self.problems():
            return
        house, rubric, criteria, old = self._context.house, self._rubric, self.criteria, self._version
        seen = self._kept
        self._saving = criteria

        def done(outcome: Outcome[Any]) -> None:
            self._saving = None
            if self._rubric == rubric:
                self._version, self._kept, self._stored = outcome.value, criteria, criteria
                self._say()
                if outcome.value != old:
                    self.begun.emit(outcome.value, old)
                self.shown.emit()
                self.store()

        def failed(error: IncubatorError) -> None:
            self._saving = None
            if self._rubric == rubric:
                if isinstance(error, StaleRubric):
                    self._stored = error.theirs
                self._say(error.message, isinstance(error, StaleRubric))
                self.shown.emit()

        self._context.jobs.write(lambda: house.rubrics.save(rubric, criteria, seen=seen), done, failed=failed,
                                 owner=self, title=msg("Saving the rubric"))
