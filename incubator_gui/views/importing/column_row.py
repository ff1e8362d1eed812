"""One column of the file: its name, a sample, the field that it becomes, and how well that goes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.views.importing.choices import CalmCombo, Choices
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip


@dataclass(frozen=True, slots=True)
class ColumnState:
    """How a column stands: icon, named colour, and why in words."""

    icon: str
    tone: str
    why: str


class ColumnRow(QFrame):
    """Tells by `chosen` which field a person wants for the column."""

    chosen = Signal(int, str)

    def __init__(self, theme: Theme, index: int, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.index = index
        self._theme = theme
        self._state: ColumnState | None = None
        row = QHBoxLayout(self)
        tight(row, 8, 12, 6, 12, 6)
        words = QVBoxLayout()
        tight(words)
        self._name = ElidedLabel()
        self._sample = ElidedLabel(type="label")
        words.addWidget(self._name)
        words.addWidget(self._sample)
        self._arrow = PlainLabel()
        self.field = CalmCombo(choices)
        self._mark = PlainLabel()
        row.addLayout(words, 1)
        row.addWidget(self._arrow)
        row.addWidget(self.field)
        row.addWidget(self._mark)
        self.field.activated.connect(self._chosen)
        theme.changed.connect(self._dress)
        self._dress()

    def show_column(self, name: str, sample: str, key: str, state: ColumnState) -> None:
        """Everything that can change about it."""
        self._name.setText(name)
        self._sample.setText(sample)
        self.field.show_key(key)
        self.field.setAccessibleName(tr("Field for the column “{column}”", column=name))
        self.field.setAccessibleDescription(state.why)
        self.field.setProperty("faint", key == "skip")
        if state != self._state:
            self._state = state
            set_tip(self._mark, state.why)
            self._mark.setAccessibleName(state.why)
            self._show_mark()

    @property
    def state(self) -> ColumnState | None:
        """How the column stands."""
        return self._state

    def _chosen(self) -> None:
        if key := self.field.key():
            self.chosen.emit(self.index, key)

    def _show_mark(self) -> None:
        if self._state is not None:
            self._mark.setPixmap(
                self._theme.pixmap(self._state.icon, self._state.tone, 16, self.devicePixelRatioF()))

    def _dress(self) -> None:
        theme = self._theme
        self.setFixedHeight(theme.px(48))
        self.field.setFixedWidth(theme.px(152))
        self._arrow.setPixmap(theme.pixmap("arrow-right", "muted", 14, self.devicePixelRatioF()))
        self._arrow.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._show_mark()
