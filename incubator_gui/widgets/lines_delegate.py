"""Rows of a list that are as high as their lines: the style sheet gives all rows one height."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from incubator_gui.widgets.theme import Theme

_BESIDE = 48
"""Pixels beside the words: icon, distances, scroll bar."""


class LinesDelegate(QStyledItemDelegate):
    """For a `QListView` that wraps its words."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setWordWrap(True)

    def sizeHint(self, option: QStyleOptionViewItem,  # noqa: N802
                 index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The height of all lines at the width there is."""
        wide = max(80, self._view.viewport().width() - self._theme.px(_BESIDE))
        words = str(index.data() or "")
        box = self._view.fontMetrics().boundingRect(QRect(0, 0, wide, 10_000), int(Qt.TextFlag.TextWordWrap), words)
        return QSize(wide, max(self._theme.px(28), math.ceil(box.height()) + self._theme.px(12)))
