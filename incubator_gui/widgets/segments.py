"""One of a few: the segmented control."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from incubator_gui.core.messages import Message, text
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip


class SegmentedControl(QFrame):
    """Choices side by side: key, words, icon. Left and right change the choice."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, choices: Sequence[tuple[str, Message | str, str]], name: Message | str,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Segments")
        self._name = name
        self._words = {key: words for key, words, _ in choices}
        self._group = QButtonGroup(self)
        self._icons = {key: icon for key, _, icon in choices}
        self._buttons: dict[str, Button] = {}
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        tight(row, 0, 1, 1, 1, 1)
        for place, (key, _, icon) in enumerate(choices):
            button = Button(theme, "", icon, "segment", shrinks=bool(icon))
            button.setCheckable(True)
            button.setProperty("end", place == len(choices) - 1)
            button.clicked.connect(lambda _=False, key=key: self.choose(key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        self._key = choices[0][0]
        self._buttons[self._key].setChecked(True)
        self.retranslate()

    @property
    def key(self) -> str:
        """The choice."""
        return self._key

    def current(self) -> Button:
        """The button of the choice, which has the keyboard when the control is reached."""
        return self._buttons[self._key]

    def choose(self, key: str) -> None:
        """Choose; tells only when it is another. The keyboard goes along when it is on another segment."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
            if any(button.hasFocus() for other, button in self._buttons.items() if other != key):
                self._buttons[key].setFocus(Qt.FocusReason.OtherFocusReason)
            if key != self._key:
                self._key = key
                self.chosen.emit(key)

    def show_icons(self, on: bool) -> None:
        """Words alone need less room."""
        for key, button in self._buttons.items():
            button.set_icon(self._icons[key] if on else "")

    def enable(self, key: str, on: bool, why: str = "") -> None:
        """Enable or disable one choice; the tool tip says why."""
        self._buttons[key].setEnabled(on)
        set_tip(self._buttons[key], "" if on else why)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(text(self._name))
        for key, button in self._buttons.items():
            button.setText(text(self._words[key]))
            button.setAccessibleName(f"{text(self._name)}: {text(self._words[key])}")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left and right."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        keys = [key for key, button in self._buttons.items() if button.isEnabled()]
        if step and self._key in keys:
            key = keys[(keys.index(self._key) + step) % len(keys)]
            self.choose(key)
            self._buttons[key].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
