"""The catalogue of services: names in three languages, in use or not, added, removed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incubator_gui.core.messages import tr
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog


class CatalogueDialog(Dialog):
    """Everything is saved on leaving a field."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Catalogue of services"), "", parent, cancel=tr("Close"), width=760)
        self._context = context
