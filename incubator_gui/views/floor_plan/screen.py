"""The floor plan: who sits where and when."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.messages import msg, tr
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.screen import Screen


class FloorPlanScreen(Screen):
    """The floor plan: who sits where and when."""

    id = "floor_plan"
    title = msg("Floor plan")
    icon = "map"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        column = QVBoxLayout(self)
        self._title = PlainLabel(type="title")
        column.addWidget(self._title)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Every word in the language of the screen."""
        self._title.setText(tr("Floor plan"))
        self.setAccessibleName(tr("Floor plan"))
