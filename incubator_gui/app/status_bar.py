"""The bar at the bottom: what just happened with its way back, jobs, backup."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from incubator_gui.core.messages import Message, ntr, text, tr
from incubator_gui.jobs.progress import JobState
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.messages import ICONS, Level
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.theme import Theme

Step = Literal["", "undo", "redo"]


class StatusBar(QFrame):
    """28 px; a message stays for half a minute, then all is quiet again."""

    undo_asked = Signal()
    redo_asked = Signal()
    cancel_asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("StatusBar")
        self._theme = theme
        self._message: Message | str | None = None
        self._level: Level = "success"
        self._jobs: tuple[JobState, ...] = ()
        self._backup: Message | str = ""
        row = QHBoxLayout(self)
        tight(row, 8, 12, 0, 12, 0)
        self._mark = PlainLabel()
        self._words = ElidedLabel()
        self._words.setMaximumWidth(theme.px(720))
        self._undo = Button(theme, kind="link")
        self._undo.clicked.connect(self._back)
        self._key = PlainLabel("", "hint")
        row.addWidget(self._mark)
        row.addWidget(self._words)
        row.addWidget(self._undo)
        row.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self._job = ElidedLabel()
        self._job.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._job.setMinimumWidth(theme.px(160))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(120))
        self._cancel = IconButton(theme, "x", kind="close", size=14)
        self._cancel.clicked.connect(self._cancel_first)
        for widget in (self._job, self._bar, self._cancel):
            row.addWidget(widget)
        self._backup_label = PlainLabel("", "label")
        row.addWidget(self._backup_label)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(30_000)
        self._timer.timeout.connect(lambda: self.say(None))
        theme.changed.connect(self._dress)
        self._step: Step = ""
        self._shortcut = ""
        self.retranslate()
        self._dress()

    def say(self, message: Message | str | None, *, undo: bool = False, level: Level = "success") -> None:
        """One line; None when all is quiet."""
        self._message, self._step, self._level = message, "undo" if undo and message is not None else "", level
        self.retranslate()
        self._dress()
        if message is not None:
            self._timer.start()

    def says(self, message: Message | None) -> bool:
        """Whether this sentence, and none after it, stands there."""
        return message is not None and message is self._message

    def words(self) -> str:
        """What stands there."""
        return self._words.text()

    def offer(self, step: Step, keys: str) -> None:
        """The way back from what the sentence says, and its keys: never a step further than the sentence."""
        self._step, self._shortcut = step if self._message is not None else "", keys
        self.retranslate()

    def set_backup(self, words: Message | str) -> None:
        """What is known of the last backup."""
        self._backup = words
        self.retranslate()

    def show_jobs(self, jobs: tuple[JobState, ...]) -> None:
        """What runs for longer than a moment."""
        self._jobs = jobs
        self._say_state()
        for widget in (self._job, self._bar, self._cancel):
            widget.setVisible(bool(jobs))
        if not jobs:
            return
        job = jobs[0]
        words = text(job.message or job.title)
        if len(jobs) > 1:
            words = ntr("{what}, and {n} more", "{what}, and {n} more", len(jobs) - 1, what=words)
        self._job.setText(tr("Cancelling…") if job.cancelling else words)
        self._bar.setRange(0, job.total)
        self._bar.setValue(min(job.done, job.total))
        self._bar.setAccessibleName(words)
        self._cancel.setEnabled(not job.cancelling)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._say_state()
        self._undo.setText(tr("Redo") if self._step == "redo" else tr("Undo"))
        self._undo.setVisible(bool(self._step))
        self._key.setText(self._shortcut)
        self._key.setVisible(bool(self._step and self._shortcut))
        self._cancel.set_name(tr("Cancel"))
        self._backup_label.setText(text(self._backup))
        self._bar.setAccessibleName(tr("Progress"))
        self.setAccessibleName(tr("Status"))
        self.show_jobs(self._jobs)

    def _say_state(self) -> None:
        saving = any(job.writes for job in self._jobs)
        quiet = tr("Saving…") if saving else tr("All changes saved")
        self._words.setText(quiet if self._message is None else text(self._message))
        self._words.setAccessibleName(self._words.text())
        self._mark.setVisible(self._message is not None or not saving)

    def _back(self) -> None:
        if self._step == "redo":
            self.redo_asked.emit()
        elif self._step:
            self.undo_asked.emit()

    def _cancel_first(self) -> None:
        if self._jobs:
            self.cancel_asked.emit(self._jobs[0].id)

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(28))
        role = "accent" if self._level == "info" else self._level
        self._mark.setPixmap(self._theme.pixmap(ICONS[self._level], role, 14, self.devicePixelRatioF()))
