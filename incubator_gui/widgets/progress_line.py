"""How far a paper is, with the way to stop it; it comes only when that takes a while."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from incubator_gui.core.messages import Message, text, tr
from incubator_gui.widgets.labels import ElidedLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme

_AFTER = 200


class ProgressLine(QWidget):
    """One line above the preview."""

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("Alt")
        row = QHBoxLayout(self)
        tight(row, 12, 12, 4, 12, 4)
        self._words = ElidedLabel("", "label")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(160))
        self.button = Button(theme, icon="x", kind="flat")
        row.addWidget(self._words, 1)
        row.addWidget(self._bar)
        row.addWidget(self.button)
        self.button.clicked.connect(self._cancel)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER)
        self._timer.timeout.connect(self.show)
        self._what: Message | str = ""
        self._step = (0, 0)
        self.retranslate()
        self.hide()

    def begin(self, what: Message | str) -> None:
        """The making began; the line, which says `what` is done, comes when it is not done soon."""
        self._what = what
        self.button.setEnabled(True)
        self.show_step(0, 0)
        if not self.isVisible():
            self._timer.start()

    def show_step(self, done: int, total: int) -> None:
        """How many parts of how many are written."""
        self._step = (done, total)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.retranslate()

    def end(self) -> None:
        """The making ended."""
        self._timer.stop()
        self.hide()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        done, total = self._step
        if not self.button.isEnabled():
            words = tr("Stopping…")
        elif total:
            words = tr("{what}: part {done} of {total}", what=text(self._what), done=done, total=total)
        else:
            words = text(self._what)
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self.button.setText(tr("Cancel"))
        self.button.setAccessibleName(tr("Cancel the making of the paper"))

    def _cancel(self) -> None:
        self.button.setEnabled(False)
        self.retranslate()
        self.cancelled.emit()
