"""A line that shortens its words with an ellipsis while nobody types in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QStylePainter

_MARGIN = 2
"""What a line leaves beside its words, within its padding."""


class RestingLine(QLineEdit):
    """With the keyboard it is a line like any other."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Too long words end in an ellipsis instead of in the middle of a letter."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        rect = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        rect = rect.marginsRemoved(self.textMargins()).adjusted(_MARGIN, 0, -_MARGIN, 0)
        metrics = self.fontMetrics()
        if self.hasFocus() or metrics.horizontalAdvance(self.displayText()) <= rect.width():
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        words = metrics.elidedText(self.displayText(), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
