"""What stands in the head of the screen: how far somebody is, and the way on."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, tr
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip


class DeskHead(QWidget):
    """12 of 45 done, a bar, about how long the rest takes, grid, before, next open."""

    before_asked = Signal()
    next_asked = Signal()
    grid_asked = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._done = self._whole = 0
        self._seconds: float | None = None
        self._may_go_on = True
        row = QHBoxLayout(self)
        tight(row, 8)
        self.count = PlainLabel("", "strong")
        self.rest = PlainLabel("", "muted")
        both = QHBoxLayout()
        tight(both, 4)
        both.addWidget(self.count)
        both.addWidget(self.rest)
        row.addLayout(both)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(theme.px(48))
        self.bar.setMaximumWidth(theme.px(144))
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignVCenter)
        self.left = PlainLabel("", "label")
        row.addWidget(self.left)
        self.grid = IconButton(theme, "table-2", kind="")
        self.grid.setCheckable(True)
        self.grid.toggled.connect(self.grid_asked)
        self.before = IconButton(theme, "chevron-left", kind="")
        self.before.clicked.connect(self.before_asked)
        self.next = Button(theme, icon="chevron-right", shrinks=True)
        self.next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.next.clicked.connect(self.next_asked)
        for button in (self.grid, self.before, self.next):
            row.addWidget(button)
        self.retranslate()

    def show_progress(self, done: int, whole: int, seconds: float | None, *, before: bool, next: bool) -> None:
        """How far; `seconds` is None while nobody knows how long the rest takes."""
        self._done, self._whole, self._seconds = done, whole, seconds
        self.before.setEnabled(before)
        self.next.setEnabled(next)
        self.grid.setEnabled(whole > 0)
        self._may_go_on = next
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        done, whole = self._done, self._whole
        figures = current().number(done)
        self.count.setText(figures)
        self.rest.setText(tr("of {whole} done", whole=whole))
        self.bar.setRange(0, max(whole, 1))
        self.bar.setValue(done)
        said = tr("{done} of {whole} reviews done", done=done, whole=whole)
        self.bar.setAccessibleName(said)
        self.count.setAccessibleName(said)
        self.left.setText(duration(self._seconds))
        self.grid.set_name(tr("Score many in a grid"))
        self.before.set_name(tr("Application before"))
        self.next.setText(tr("Next open"))
        self.next.setAccessibleName(tr("Next open application"))
        if not self._may_go_on:
            set_tip(self.next, tr("No other application is open."))
        for widget in (self.count, self.rest, self.grid, self.before, self.next):
            widget.setVisible(whole > 0)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for everything, whatever is shown now."""
        bar = self._theme.px(144) + 8 if self._whole else 0
        left = self.left.sizeHint().width() + 8 if self._seconds is not None else 0
        return QSize(self._needed() + bar + left, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The count and the icons."""
        words = self.next.sizeHint().width() - self.next.minimumSizeHint().width()
        return QSize(self._needed() - words, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """What finds no room goes: first the time that is left, then the bar."""
        super().resizeEvent(event)
        self._fit()

    def _needed(self) -> int:
        labels = (self.count.sizeHint().width() + 4 + self.rest.sizeHint().width()) if self._whole else 0
        return labels + sum(8 + one.sizeHint().width() for one in (self.grid, self.before, self.next))

    def _fit(self) -> None:
        room = self.width() - self._needed()
        bar = self._whole > 0 and room >= self._theme.px(56)
        left = self._seconds is not None and room >= self.left.sizeHint().width() + self._theme.px(72)
        self.bar.setVisible(bar)
        self.left.setVisible(left)


def duration(seconds: float | None) -> str:
    """About how long that is, in words."""
    if seconds is None:
        return ""
    minutes = max(5, round(seconds / 300) * 5)
    if minutes < 90:
        return ntr("about {n} minute left", "about {n} minutes left", minutes)
    return ntr("about {n} hour left", "about {n} hours left", round(minutes / 60))
