"""A table whose columns fit its width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from incubator_gui.core.settings import Settings
from incubator_gui.itemmodels.columns import Column
from incubator_gui.widgets import table_layout
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.theme import Theme


class FittedTable(FilterTable):
    """The column `stretch` takes the room that is left; those in `least` give way where there is too little.

    Without `stretch` every column stays as wide as it is.
    """

    def __init__(self, theme: Theme, columns: Sequence[Column], settings: Settings | None, name: str, *,
                 stretch: str, least: Mapping[str, int], checks: bool = False,
                 parent: QWidget | None = None) -> None:
        self._stretch, self._least = stretch, least
        super().__init__(theme, columns, settings, name, parent=parent)
        self.setColumnHidden(0, not checks)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Columns follow the width."""
        super().resizeEvent(event)
        if self._stretch:
            table_layout.fit(self, self._stretch, self._least)
