"""The three parts side by side, and how wide each is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from incubator_gui.widgets.theme import Theme

_LEAST = (150, 264, 400)
_WITH_LIST = 860
"""Below this width the list goes: with large letters the keys for next and before have to do."""


class DeskSplitter(QSplitter):
    """Until somebody chose the widths, list and form give way in narrow windows."""

    list_hidden = Signal(bool)

    def __init__(self, theme: Theme, panes: tuple[QWidget, QWidget, QWidget]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme, self._panes = theme, panes
        self.chosen = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for place, pane in enumerate(panes):
            self.addWidget(pane)
            self.setStretchFactor(place, 1 if place == 1 else 0)
        self.splitterMoved.connect(self._moved)
        theme.changed.connect(self._dress)
        self._dress()

    def restore_sizes(self, sizes: object) -> None:
        """Widths that somebody chose at another time."""
        if isinstance(sizes, list) and len(sizes) == 3 and all(isinstance(one, int) and one > 0 for one in sizes):
            self.chosen = True
            self.setSizes(sizes)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Without the list, which goes where there is no room."""
        return QSize(self._theme.px(_LEAST[1] + _LEAST[2] + 2), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Other widths for another window."""
        super().resizeEvent(event)
        px, wide, first = self._theme.px, self.width(), self._panes[0]
        narrow = wide < px(_WITH_LIST)
        if narrow != first.isHidden():
            first.setVisible(not narrow)
            self.list_hidden.emit(narrow)
        if not self.chosen:
            left, right = (max(px(least), min(px(most), round(wide * share)))
                           for least, most, share in ((_LEAST[0], 212, 0.17), (_LEAST[2], 452, 0.36)))
            self.setSizes([left, max(px(_LEAST[1]), wide - left - right), right])

    def _moved(self) -> None:
        self.chosen = True

    def _dress(self) -> None:
        for pane, least in zip(self._panes, _LEAST, strict=True):
            pane.setMinimumWidth(self._theme.px(least))
