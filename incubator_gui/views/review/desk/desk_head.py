"""What stands in the head of the screen: how far somebody is, and the way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, tr
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.theme import Theme


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
        row = QHBoxLayout(self)
        tight(row, 8)
        self.extra = QHBoxLayout()
        tight(self.extra, 8)
        row.addLayout(self.extra)
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
        self.bar.setMaximumWidth(theme.px(180))
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignVCenter)
        self.left = PlainLabel("", "label")
        row.addWidget(self.left)
        self.grid = IconButton(theme, "table-2", kind="")
        self.grid.setCheckable(True)
        self.grid.toggled.connect(self.grid_asked)
        self.before = IconButton(theme, "chevron-left", kind="")
        self.before.clicked.connect(self.before_asked)
        self.next = Button(theme, icon="chevron-right")
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
        self.left.setVisible(self._seconds is not None)
        self.grid.set_name(tr("Score many in a grid"))
        self.before.set_name(tr("Application before"))
        self.next.setText(tr("Next open"))
        self.next.setAccessibleName(tr("Next open application"))
        for widget in (self.count, self.rest, self.bar):
            widget.setVisible(whole > 0)


def duration(seconds: float | None) -> str:
    """About how long that is, in words."""
    if seconds is None:
        return ""
    minutes = max(5, round(seconds / 300) * 5)
    if minutes < 90:
        return ntr("about {n} minute left", "about {n} minutes left", minutes)
    return ntr("about {n} hour left", "about {n} hours left", round(minutes / 60))
