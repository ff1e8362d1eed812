"""The board by stage: shows the rows that pass the table's filters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from incubator_gui.core.messages import tr
from incubator_gui.services.applications import ApplicationRow
from incubator_gui.services.calls import StageRow
from incubator_gui.views.applications.cards import group, make_board_columns, slot_words
from incubator_gui.views.applications.known import Known
from incubator_gui.widgets.board import Board
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.theme import Theme


class StageBoard(Board):
    """Filled only while it is `live`, that is, seen."""

    def __init__(self, theme: Theme, known: Known, table: FilterTable, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._known, self._table = known, table
        self.live = False
        self.order = "score"
        self._shape: object = None
        self.setContentsMargins(0, 0, 0, 0)
        self.viewport().setContentsMargins(0, 0, 0, 0)
        self.set_slot_words(self._slot)

    def sort(self, order: str) -> None:
        """Cards in another order."""
        self.order = order
        self.fill()

    def fill(self) -> None:
        """Columns and cards anew; what is selected stays selected."""
        if not self.live:
            return
        rows = self._rows()
        cards, counts = group(rows, self._known, self.order)
        stages = self._stages(counts)
        columns = make_board_columns(stages, counts)
        chosen = self.selected_ids()
        other = columns != self._shape
        if other:
            self._shape = columns
            self.set_columns(columns)
        self.set_cards(cards)
        if other and chosen:
            self.select(chosen[0])

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Board"))
        super().retranslate()
        self.fill()

    def _rows(self) -> list[ApplicationRow]:
        index = self._table.rows.index_
        return [index.rows[place] for place in index.visible]  # type: ignore[misc]

    def _stages(self, counts: dict[str, int]) -> list[StageRow]:
        """Open stages only, while the filter lets open applications through only."""
        test: Any = self._table.rows.filters().get("open")
        only_open = test is not None and not test.test(False)
        only_ends = test is not None and not test.test(True)
        return [stage for stage in self._known.stages.values() if stage.id.hex in counts or not (
            (only_open and not self._known.is_open_stage(stage.id))
            or (only_ends and self._known.is_open_stage(stage.id)))]

    def _slot(self, ids: list[Any], key: str) -> str:
        rows = self._rows()
        wanted, stage = set(ids), UUID(key)
        return slot_words([row for row in rows if row.id in wanted], [row for row in rows if row.stage_id == stage],
                          stage, self._known, self.order)
