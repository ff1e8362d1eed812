"""The agenda as a table whose rows are put in order by dragging or with Alt and the arrow keys."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incubator_gui.core.settings import Settings
from incubator_gui.views.review.decision.columns import agenda_columns
from incubator_gui.widgets.ordered_table import OrderedTable
from incubator_gui.widgets.theme import Theme


class AgendaTable(OrderedTable):
    """`moved` carries items and the one they go before, or None for the end."""

    kind = "application/x-incubator-agenda"

    def __init__(self, theme: Theme, settings: Settings | None = None, parent: QWidget | None = None) -> None:
        super().__init__(theme, agenda_columns(), settings, "agenda", checks=True, stretch="name", parent=parent,
                         least={"name": 160, "minutes": 60, "out": 116, "outcome": 104})
