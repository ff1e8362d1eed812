"""Labels that show text as it stands: nothing from outside is ever markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from incubator_gui.widgets.styling import set_property
from incubator_gui.widgets.tips import set_tip


class PlainLabel(QLabel):
    """Plain text; `type` is a role of type in the style sheet (key, title, panel, strong, label, muted, axis)."""

    def __init__(self, text: str = "", type: str = "", parent: QWidget | None = None, *,
                 wrap: bool = False, selectable: bool = False) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if type:
            self.setProperty("type", type)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Colour by state: error, warning, success, accent, muted, or empty."""
        set_property(self, "tone", tone)


class ElidedLabel(PlainLabel):
    """One line, shortened at the right, whole in the tool tip."""

    def __init__(self, text: str = "", type: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, type, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrow, because it can be shortened."""
        return QSize(self.fontMetrics().horizontalAdvance("…") * 3, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:  # noqa: N802
        """Show text; line ends become spaces."""
        super().setText(" ".join(text.split()))
        self._hint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The tool tip is there only while something is hidden."""
        super().resizeEvent(event)
        self._hint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the shortened line in the style's own colour."""
        painter = QPainter(self)
        rect = self.contentsRect()
        line = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        self.style().drawItemText(painter, rect, int(self.alignment()), self.palette(), self.isEnabled(), line,
                                  self.foregroundRole())

    def _hint(self) -> None:
        hidden = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        set_tip(self, self.text() if hidden else "")


class TwoLengthsLabel(ElidedLabel):
    """Says the short form where the whole one finds no room."""

    def __init__(self, type: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", type, parent)
        self._whole = self._short = ""

    def say(self, whole: str, short: str) -> None:
        """Both forms."""
        self._whole, self._short = whole, short
        self._choose()
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the whole form, whichever is shown."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for a short form of a few characters; a longer one can be shortened."""
        metrics = self.fontMetrics()
        width = min(metrics.horizontalAdvance(self._short) + 2, metrics.horizontalAdvance("0") * 10)
        return QSize(max(width, super().minimumSizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The other form may fit now."""
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self._whole) <= self.contentsRect().width()
        self.setText(self._whole if fits else self._short)
