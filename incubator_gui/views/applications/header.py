"""The head of the screen: which call, table or board, import, new application."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QWidget

from incubator_gui.core.messages import msg, tr
from incubator_gui.services.calls import CallRow
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.theme import Theme


class Header(QFrame):
    """56 px high."""

    call_chosen = Signal(object)
    """Id of the call, or None for all."""
    mode_chosen = Signal(str)
    more_asked = Signal()

    def __init__(self, theme: Theme, new: QAction, import_: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._calls: tuple[CallRow, ...] = ()
        row = QHBoxLayout(self)
        tight(row, 8, 16, 8, 16, 4)
        self.title = PlainLabel("", "title")
        self.calls = QComboBox()
        self.calls.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.calls.activated.connect(lambda _place: self.call_chosen.emit(self.call()))
        self.modes = SegmentedControl(
            theme, (("table", msg("Table"), "table-2"), ("board", msg("Board"), "kanban")), msg("Show as"))
        self.modes.chosen.connect(self.mode_chosen)
        self.import_button = Button(theme, icon="upload", shrinks=True)
        self.import_button.clicked.connect(import_.trigger)
        self.new_button = Button(theme, icon="plus", kind="main", shrinks=True)
        self.new_button.clicked.connect(new.trigger)
        self.more = IconButton(theme, "ellipsis", kind="")
        self.more.clicked.connect(self.more_asked)
        row.addWidget(self.title)
        row.addSpacing(4)
        row.addWidget(self.calls)
        row.addStretch()
        for widget in (self.modes, self.import_button, self.new_button, self.more):
            row.addWidget(widget)
        theme.changed.connect(self._dress)
        self._dress()

    def call(self) -> UUID | None:
        """The chosen call; None is all."""
        key = self.calls.currentData()
        return UUID(key) if key else None

    def set_calls(self, calls: Sequence[CallRow], chosen: UUID | None) -> None:
        """The calls to choose from."""
        self._calls = tuple(calls)
        self.calls.clear()
        self.calls.addItem(tr("All calls"), "")
        for call in calls:
            self.calls.addItem(call.name, call.id.hex)
        self.calls.setCurrentIndex(max(0, self.calls.findData(chosen.hex if chosen else "")))
        self._dress()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.title.setText(tr("Applications"))
        self.calls.setAccessibleName(tr("Call"))
        self.import_button.setText(tr("Import…"))
        self.new_button.setText(tr("New application"))
        self.more.set_name(tr("More: calls, stages, export"))
        self.modes.retranslate()
        self.set_calls(self._calls, self.call())

    def _dress(self) -> None:
        self.calls.setMinimumWidth(self._theme.px(120))
        self.calls.setMaximumWidth(self._theme.px(260))
        self.setFixedHeight(self._theme.px(56))
