"""The board of engagements and trainings by status."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from incubator_gui.core.messages import text, tr
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.services.engagements import EngagementLine
from incubator_gui.services.trainings import TrainingRow
from incubator_gui.views.services.cards import ENDED, group, make_columns
from incubator_gui.views.services.stock import Known
from incubator_gui.widgets.board import Board
from incubator_gui.widgets.theme import Theme


class EngagementBoard(Board):
    """Shows what is open, on request what has ended too; `owner` narrows it to one colleague."""

    def __init__(self, theme: Theme, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._known = known
        self.ended = False
        self.owner: UUID | None = None
        self.lines: dict[UUID, EngagementLine] = {}
        self.trainings: dict[UUID, TrainingRow] = {}
        self._shape: object = None
        self.set_slot_words(self._slot)

    def show_rows(self, lines: tuple[EngagementLine, ...], trainings: tuple[TrainingRow, ...]) -> None:
        """Other rows."""
        self.lines = {line.id: line for line in lines}
        self.trainings = {row.id: row for row in trainings}
        self.fill()

    def fill(self) -> None:
        """Columns and cards anew; what is selected stays selected."""
        cards, counts = group(self.lines.values(), tuple(self.trainings.values()), self._known, self.ended, self.owner)
        columns = make_columns(counts, self.ended)
        chosen = self.selected_ids()
        other = columns != self._shape
        if other:
            self._shape = columns
            self.set_columns(columns)
        self.set_cards(cards)
        if other and chosen:
            self.select(chosen[0])

    def is_empty(self) -> bool:
        """Whether there is nothing at all, whatever is shown of it."""
        return not self.lines and not self.trainings

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Board of engagements"))
        super().retranslate()
        if self._shape is not None:
            self.fill()

    def focus_first(self) -> None:
        """Give the keyboard to the first card."""
        for column in self._columns.values():
            if column.list.cards.cards:
                column.list.setFocus()
                column.list.setCurrentIndex(column.list.cards.index(0))
                return

    def _slot(self, ids: list[Any], key: str) -> str:
        if key == "on_hold":
            return tr("On hold: what it waits for is asked")
        if key in ENDED:
            return tr("{status}: ends today", status=text(ENGAGEMENT_STATUSES[key]))
        return tr("Move to {stage}", stage=text(ENGAGEMENT_STATUSES[key]))
