"""Asks under which name a mapping is saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme


class SavePopup(QFrame):
    """A field and a button below the button that opened it; Enter saves, Escape closes."""

    def __init__(self, theme: Theme, name: str, save: Callable[[str], object], below: QWidget) -> None:
        super().__init__(below, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("Popup")
        self._save, self._below = save, below
        column = QVBoxLayout(self)
        tight(column, 8, 12, 12, 12, 12)
        self.setAccessibleName(tr("Save this mapping under a name"))
        column.addWidget(PlainLabel(tr("It can be chosen again for files with the same header."), "label"))
        row = QHBoxLayout()
        tight(row, 8)
        self.field = QLineEdit(name[:80])
        self.field.setMaxLength(80)
        self.field.setAccessibleName(tr("Name of the mapping"))
        self.field.setMinimumWidth(theme.px(240))
        self.field.selectAll()
        self.button = Button(theme, tr("Save"), kind="main")
        self.button.clicked.connect(self._go)
        self.field.returnPressed.connect(self._go)
        self.field.textChanged.connect(lambda words: self.button.setEnabled(bool(words.strip())))
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column.addLayout(row)

    def show_below(self) -> None:
        """Show it, inside the screen."""
        self.adjustSize()
        place = self._below.mapToGlobal(QPoint(0, self._below.height() + 4))
        area = self._below.screen().availableGeometry()
        self.move(min(place.x(), area.right() - self.width()), min(place.y(), area.bottom() - self.height()))
        self.show()
        self.field.setFocus()

    def _go(self) -> None:
        name = self.field.text().strip()
        if name:
            self.close()
            self._save(name)
