"""The column at the left of a preview: what goes into a paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.core.languages import LANGUAGES, NAMES
from incubator_gui.core.messages import Message, text
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.preset_box import PresetBox
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme


class OptionsColumn(QScrollArea):
    """A label above each field; `presets` speak the language that is chosen for the paper.

    `changed` says that something else was chosen, and whether it is being typed.
    """

    changed = Signal(bool)

    def __init__(self, theme: Theme, language: Message, presets: Sequence[PresetBox], parent: QWidget | None = None
                 ) -> None:
        super().__init__(parent)
        self._theme, self._presets = theme, presets
        self._quiet = False
        self._labels: list[tuple[PlainLabel, Message]] = []
        self.language = SegmentedControl(theme, [(key, NAMES[key], "") for key in LANGUAGES], language)
        self.language.chosen.connect(self._language_chosen)
        for preset in presets:
            preset.edited.connect(lambda: self._tell(True))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        inner.setObjectName("Surface")
        self.setWidget(inner)
        self._column = QVBoxLayout(inner)
        tight(self._column, 4, 16, 12, 16, 16)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for label, words in self._labels:
            label.setText(text(words))
        self.language.retranslate()

    def _label(self, words: Message) -> PlainLabel:
        """A label that follows the language of the screen."""
        label = PlainLabel("", "label")
        self._labels.append((label, words))
        return label

    def _row(self, words: Message, field: QWidget) -> None:
        label = self._label(words)
        label.setBuddy(field)
        self._column.addWidget(label)
        self._column.addWidget(field)
        self._column.addSpacing(8)

    def _language_chosen(self, key: str) -> None:
        for preset in self._presets:
            preset.set_language(key)
        self._tell(False)

    def _tell(self, typing: bool) -> None:
        if not self._quiet:
            self.changed.emit(typing)
