"""The filter of the preview: a button for each result with its number."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from incubator_gui.core.languages import current
from incubator_gui.core.messages import text, tr
from incubator_gui.views.importing.verdicts import ALL, ALL_WORD, LOOKS
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip


class VerdictButton(QPushButton):
    """Icon in the colour of the result, its word, and the number in weight 600."""

    def __init__(self, theme: Theme, verdict: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._verdict, self._count = theme, verdict, 0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_count(self, count: int) -> None:
        """Another number; the word follows the language."""
        self._count = count
        look = LOOKS.get(self._verdict)
        self.setText(text(look.word if look else ALL_WORD))
        self.setAccessibleName(tr("{result}: {n}", result=self.text(), n=count))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for icon, word and number."""
        icon = self._theme.px(14) + 6 if self._verdict in LOOKS else 0
        return QSize(icon + self._word() + 6 + self._figures() + 24, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """In a narrow window the word goes to the tool tip; icon and number stay. The one without icon keeps it."""
        full = self.sizeHint()
        return full if self._verdict not in LOOKS else QSize(full.width() - self._word() - 6, full.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The tool tip says a word that has no room."""
        super().resizeEvent(event)
        set_tip(self, "" if self._roomy() else self.text())

    def _roomy(self) -> bool:
        return self.width() >= self.sizeHint().width() - 4  # the padding gives way first

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The button of the style, then its three parts."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._parts(painter)
        painter.end()

    def _parts(self, painter: QPainter) -> None:
        theme, left = self._theme, 12
        tone = "selection-text" if self.isChecked() else "text"
        look = LOOKS.get(self._verdict)
        if look is not None:
            shade = theme.on_selection(look.tone) if self.isChecked() else theme.colour(look.tone)
            side = theme.px(14)
            painter.drawPixmap(left, (self.height() - side) // 2,
                               theme.pixmap(look.icon, shade, 14, self.devicePixelRatioF()))
            left += side + 6
        painter.setPen(theme.colour(tone if self.isEnabled() else "disabled"))
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(theme.font())
        if self._roomy():
            painter.drawText(QRect(left, 0, self._word() + 2, self.height()), middle, self.text())
            left += self._word() + 6
        painter.setFont(theme.font("strong"))
        painter.drawText(QRect(left, 0, self._figures() + 2, self.height()), middle,
                         current().number(self._count))

    def _word(self) -> int:
        return QFontMetrics(self._theme.font()).horizontalAdvance(self.text())

    def _figures(self) -> int:
        return QFontMetrics(self._theme.font("strong")).horizontalAdvance(current().number(self._count))


class VerdictFilter(QWidget):
    """Tells by `chosen` which rows are wanted."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        tight(row, 8)
        self._group = QButtonGroup(self)
        self.buttons = {verdict: VerdictButton(theme, verdict) for verdict in (*LOOKS, ALL)}
        for verdict, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, verdict=verdict: self.chosen.emit(verdict))
            self._group.addButton(button)
            row.addWidget(button)
        self.buttons[ALL].setChecked(True)
        self._counts: Mapping[str, int] = {}
        self.retranslate()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Rows by verdict."""
        self._counts = dict(counts)
        for verdict, button in self.buttons.items():
            button.set_count(sum(counts.values()) if verdict == ALL else counts.get(verdict, 0))

    def choose(self, verdict: str) -> None:
        """Show a verdict, as if its button was pressed."""
        self.buttons[verdict].setChecked(True)
        self.chosen.emit(verdict)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Rows by result"))
        self.set_counts(self._counts)
