"""One column of many rows at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.itemmodels.columns import Column
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.theme import Theme


class EditColumnDialog(Dialog):
    """A field as the column has it; `value` is right once `read` said so."""

    def __init__(self, theme: Theme, column: Column, number: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Edit the selected rows"), ntr("Change {n} row", "Change {n} rows", number), parent,
                         width=400)
        self._column = column
        self.value: Any = None
        labels = column.labels
        self.field: QLineEdit | ChoiceBox = QLineEdit() if labels is None or callable(labels) else ChoiceBox(labels)
        self.add(text(column.title), self.field)
        if isinstance(self.field, ChoiceBox):
            self.field.setCurrentIndex(0)
        self.field.setFocus()

    def read(self) -> bool:
        """Take what was typed; says what is wrong with it."""
        if isinstance(self.field, ChoiceBox):
            self.value = self.field.key()
            return True
        try:
            typed = self.field.text().strip()
            self.value = self._column.parse(typed) if self._column.parse is not None else typed
        except IncubatorError as error:
            self.refused(error)
            self.field.setFocus()
            return False
        return True
