"""One of several values that a person may choose: a radio button beside the value in full."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton

from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import tight


class ValueChoice(QHBoxLayout):
    """The choice `which` of a group; `name` is what a screen reader says."""

    def __init__(self, group: QButtonGroup, which: int, words: str, name: str) -> None:
        super().__init__()
        tight(self, 8)
        radio = QRadioButton()
        radio.setAccessibleName(name)
        group.addButton(radio, which)
        self.addWidget(radio, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(_Value(words, radio), 1)


class _Value(PlainLabel):
    """A value that is chosen when it is clicked (a buddy would read & as a shortcut)."""

    def __init__(self, words: str, radio: QRadioButton) -> None:
        super().__init__(words, wrap=True)
        self._radio = radio

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose."""
        self._radio.setChecked(True)
        event.accept()
