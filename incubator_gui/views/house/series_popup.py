"""How many further rooms follow on the current one: 301, then 302 to 309."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.services.space_setup_many import series
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme

MOST = 100


class SeriesPopup(QFrame):
    """A number and what it makes; Enter does it, Escape closes."""

    def __init__(self, theme: Theme, first: str, go: Callable[[int], object], below: QWidget) -> None:
        super().__init__(below, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("Popup")
        self._first, self._go_on, self._below = first, go, below
        column = QVBoxLayout(self)
        tight(column, 8, 12, 12, 12, 12)
        title = tr("Further rooms like {room}", room=first)
        self.setAccessibleName(title)
        column.addWidget(PlainLabel(title, "strong"))
        row = QHBoxLayout()
        tight(row, 8)
        self.count = QSpinBox()
        self.count.setRange(1, MOST)
        self.count.setValue(1)
        self.count.setAccessibleName(tr("How many further rooms"))
        self.button = Button(theme, tr("Add"), kind="main")
        row.addWidget(self.count)
        row.addWidget(self.button)
        row.addStretch()
        column.addLayout(row)
        self._makes = PlainLabel(type="label")
        self._makes.setMinimumWidth(theme.px(220))
        column.addWidget(self._makes)
        self.count.valueChanged.connect(self._show)
        self.count.lineEdit().returnPressed.connect(self._go)
        self.button.clicked.connect(self._go)
        self._show()

    def show_at(self, place: QPoint) -> None:
        """Show it, inside the screen."""
        self.adjustSize()
        area = self._below.screen().availableGeometry()
        self.move(max(area.left(), min(place.x(), area.right() - self.width())),
                  max(area.top(), min(place.y(), area.bottom() - self.height())))
        self.show()
        self.count.setFocus()
        self.count.selectAll()

    def _show(self) -> None:
        numbers = series(self._first, self.count.value() + 1)[1:]
        self._makes.setText(numbers[0] if len(numbers) == 1 else tr("{first} to {last}", first=numbers[0],
                                                                   last=numbers[-1]))

    def _go(self) -> None:
        count = self.count.value()
        self.close()
        self._go_on(count)
