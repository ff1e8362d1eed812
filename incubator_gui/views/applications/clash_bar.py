"""Somebody else changed the same field: both versions are offered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, text, tr
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme


class ClashBar(QFrame):
    """Goes away with either answer."""

    mine = Signal()
    theirs = Signal()

    def __init__(self, theme: Theme, label: Message, theirs: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Message")
        self.setProperty("level", "warning")
        column = QVBoxLayout(self)
        tight(column, 4, 12, 8, 12, 8)
        short = theirs if len(theirs) <= 200 else theirs[:199] + "…"
        sentence = tr("“{field}” was changed elsewhere meanwhile. It is now: {value}", field=text(label), value=short)
        self.setAccessibleName(sentence)
        column.addWidget(PlainLabel(sentence, wrap=True))
        row = QHBoxLayout()
        tight(row, 16)
        for words, signal in ((tr("Save mine"), self.mine), (tr("Take theirs"), self.theirs)):
            button = Button(theme, words, kind="link")
            button.clicked.connect(signal)
            button.clicked.connect(self.hide)
            button.clicked.connect(self.deleteLater)
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
