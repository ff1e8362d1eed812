"""Panels with a header, and figures that open the list behind them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.theme import Theme


class Card(QFrame):
    """A panel: title, caption, tools at the right of its header, content in `body`."""

    def __init__(self, theme: Theme, title: str = "", caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self._theme = theme
        column = QVBoxLayout(self)
        tight(column, 0, 1, 1, 1, 1)
        self.header = QFrame()
        self.header.setObjectName("CardHeader")
        row = QHBoxLayout(self.header)
        tight(row, 8, 12, 0, 12, 0)
        self.title = PlainLabel(title, "panel")
        self.caption = ElidedLabel(caption, "label")
        row.addWidget(self.title)
        row.addWidget(self.caption, 1)
        self._tools = row
        column.addWidget(self.header)
        self.body = QVBoxLayout()
        tight(self.body)
        column.addLayout(self.body, 1)
        theme.changed.connect(self._dress)
        self._dress()
        self.setAccessibleName(title)

    def set_words(self, title: str, caption: str = "") -> None:
        """Title and caption."""
        self.title.setText(title)
        self.caption.setText(caption)
        self.setAccessibleName(title)

    def add_tool(self, widget: QWidget) -> None:
        """A link or button at the right of the header."""
        self._tools.addWidget(widget)

    def _dress(self) -> None:
        self.header.setFixedHeight(self._theme.px(40))


class KeyFigure(QWidget):
    """Label, figure, remark. The figure is a link where it opens a list, else plain text.

    One that `wraps` gives its remark a second line in a narrow place, and stands closer to its neighbours.
    """

    opened = Signal()

    def __init__(self, theme: Theme, label: str = "", parent: QWidget | None = None, *, wraps: bool = False) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        side = 12 if wraps else 16
        tight(column, 2, side, 12, side, 12)
        self._label = ElidedLabel(label, "label")
        self._figure = Button(theme, "–", kind="key")
        self._of = PlainLabel("", "muted")
        self._remark: PlainLabel = PlainLabel("", "label", wrap=True) if wraps else ElidedLabel("", "label")
        row = QHBoxLayout()
        tight(row, 8)
        row.addWidget(self._figure)
        row.addWidget(self._of)
        row.addStretch()
        column.addWidget(self._label)
        column.addLayout(row)
        column.addWidget(self._remark)
        if wraps:
            self._figure.setMinimumHeight(theme.px(32))  # Han are higher than figures: all stand on one line
            column.addStretch()
        self._figure.clicked.connect(self.opened)
        self.set(label, "–")

    def take_focus(self) -> bool:
        """Give the keyboard to the figure; False where it opens nothing."""
        if self._figure.isEnabled():
            self._figure.setFocus(Qt.FocusReason.OtherFocusReason)
        return self._figure.isEnabled()

    def set(self, label: str, figure: str, of: str = "", remark: str = "", tone: str = "",
            opens: bool = True) -> None:
        """All its words at once; `tone` colours the remark."""
        self._label.setText(label)
        self._figure.setText(figure)
        self._figure.setEnabled(opens)
        self._of.setText(of)
        self._remark.setText(remark)
        self._remark.set_tone(tone)
        name = " ".join(part for part in (label, figure, of, remark) if part)
        self._figure.setAccessibleName(name)
        self.setAccessibleName(name)


class FigureRow(QFrame):
    """Key figures side by side in one panel, thin lines between; `weights` are their shares of the width."""

    def __init__(self, figures: list[KeyFigure], parent: QWidget | None = None, weights: Sequence[int] = ()) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        tight(row, 0, 1, 1, 1, 1)
        for place, figure in enumerate(figures):
            if place:
                row.addWidget(line(vertical=True))
            row.addWidget(figure, weights[place] if weights else 1)
