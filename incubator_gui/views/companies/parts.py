"""Small parts that the tabs of a company share."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, text
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme


def clear(layout: QBoxLayout | QGridLayout) -> None:
    """Take all widgets out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, (QBoxLayout, QGridLayout)):
            clear(inner)


def scrolled(page: QWidget, name: str = "") -> QScrollArea:
    """A page that scrolls up and down."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setProperty("plain", True)
    area.setWidget(page)
    area.setAccessibleName(name)
    return area


class Rows(QWidget):
    """Rows of label (`width` px) and field; words follow the language."""

    def __init__(self, theme: Theme, width: int = 168, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._width = theme, width
        self._labels: list[tuple[PlainLabel, Message]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 8, 12, 12)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, theme.px(width))

    def add(self, label: Message, field: InlineField) -> None:
        """A row."""
        words = PlainLabel(text(label), "muted", wrap=True)
        words.setContentsMargins(0, self._theme.px(5), 0, 0)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        words.setBuddy(field)
        self._labels.append((words, label))
        row = self._grid.rowCount()
        self._grid.addWidget(words, row, 0)
        self._grid.addWidget(field, row, 1)

    def finish(self) -> None:
        """Room left goes below the rows."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for label, words in self._labels:
            label.setText(text(words))


def column_of(widget: QWidget, spacing: int = 16, margin: int = 16) -> QVBoxLayout:
    """A column with margins of the grid."""
    column = QVBoxLayout(widget)
    tight(column, spacing, margin, margin, margin, margin)
    return column


def row_of(*widgets: QWidget, stretch: int = -1) -> QHBoxLayout:
    """Widgets side by side; `stretch` is the place of the one that grows."""
    row = QHBoxLayout()
    tight(row, 8)
    for place, widget in enumerate(widgets):
        row.addWidget(widget, int(place == stretch))
    return row
