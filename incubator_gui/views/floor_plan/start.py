"""Where no house is set up yet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.messages import msg, tr
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme


class NoHouse(QWidget):
    """Type it in, import it, or look at the sample."""

    set_up_asked = Signal()
    import_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty = EmptyState(theme, "map", msg("No site yet. Floors, rooms and desks will stand here: typed in "
                                                  "without any drawing, or from a spreadsheet."),
                                msg("Set up the house"), msg("Import from a spreadsheet"), button_icon="building")
        self._hint = PlainLabel("", "label", wrap=True)
        self._hint.setContentsMargins(12, 0, 12, 12)
        column = QVBoxLayout(self)
        tight(column, 4, 16, 8, 16, 8)
        column.addWidget(self.empty)
        column.addWidget(self._hint)
        column.addStretch(1)
        self.empty.pressed.connect(self.set_up_asked)
        self.empty.linked.connect(self.import_asked)
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.empty.retranslate()
        self._hint.setText(tr("To look around first, load the sample incubator on the overview: it brings a house of "
                              "four floors."))
