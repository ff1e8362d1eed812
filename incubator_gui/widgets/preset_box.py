"""A field with a few words ready to take, in the language of the paper, and free for others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from incubator_gui.core.languages import translator
from incubator_gui.core.messages import Message

_LONGEST = 80


class PresetBox(QComboBox):
    """Words of one's own, or one of the ready ones, which follow the language of the paper."""

    edited = Signal()

    def __init__(self, presets: Sequence[Message], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presets = presets
        self._language = ""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field = self.lineEdit()
        assert field is not None
        field.setMaxLength(_LONGEST)
        self.setCompleter(None)  # type: ignore[arg-type]
        self.set_language("en")
        self.currentTextChanged.connect(lambda _text: self.edited.emit())

    def words(self) -> str:
        """What is to be printed."""
        return self.currentText().strip()

    def set_words(self, words: str) -> None:
        """Put words in without telling."""
        self.blockSignals(True)
        self.setCurrentText(words[:_LONGEST])
        self.blockSignals(False)

    def kept(self) -> str:
        """What the next start should find: the key of ready words, or the words themselves."""
        words = self.words()
        return next((f"={preset.key}" for preset in self._presets if translator(self._language).text(preset) == words),
                    words)

    def take_back(self, kept: object) -> None:
        """Show again what `kept` gave."""
        if not isinstance(kept, str):
            return
        found = next((preset for preset in self._presets if kept == f"={preset.key}"), None)
        self.set_words(translator(self._language).text(found) if found is not None else kept)

    def set_language(self, language: str) -> None:
        """Another language of the paper: ready words change into it, other words stay."""
        if language == self._language:
            return
        kept = self.kept() if self._language else ""
        self._language = language
        self.blockSignals(True)
        self.clear()
        self.addItem("")
        for preset in self._presets:
            self.addItem(translator(language).text(preset))
        self.blockSignals(False)
        self.take_back(kept)

    def set_names(self, name: str, placeholder: str) -> None:
        """Accessible name, and what stands in the empty field."""
        self.setAccessibleName(name)
        field = self.lineEdit()
        if field is not None:
            field.setAccessibleName(name)
            field.setPlaceholderText(placeholder)
