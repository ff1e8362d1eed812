"""Working days and holidays of the house: country, region, own days, a year to look at."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incubator_gui.core.messages import tr
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog


class HolidaysDialog(Dialog):
    """Which days count as working days when something is due."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Working days and holidays"), "", parent, cancel=tr("Close"), width=760)
        self._context = context
