"""What the colours and signs of a plan mean; lies below the canvas."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incubator_gui.widgets.plan.day import PlanDay
from incubator_gui.widgets.theme import Theme


class PlanLegend(QWidget):
    """Swatches with words, wrapped into as many lines as they need."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def show_day(self, day: PlanDay | None) -> None:
        """Entries for what is seen on this day."""

    def retranslate(self) -> None:
        """Words in the language of the screen."""
