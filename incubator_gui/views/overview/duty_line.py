"""One line of what is due: made once, and filled again with whatever stands at its place."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.services.duty import Duty
from incubator_gui.views.overview.duty_words import icon_of, title_of, when
from incubator_gui.views.overview.parts import ElidedLink
from incubator_gui.widgets.initials import InitialsBadge
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import IconButton, line, tight
from incubator_gui.widgets.theme import Theme


class DutyLine(QWidget):
    """A box to tick for a task, a button to where it is done for the rest; icon, words, subject, owner, date."""

    ticked = Signal(object, bool)
    opened = Signal(object)
    subject_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.duty: Duty | None = None
        self.setFixedHeight(theme.px(33))
        column = QVBoxLayout(self)
        tight(column)
        row = QHBoxLayout()
        tight(row, 8, 8, 0, 12, 0)
        first = QWidget()
        first.setFixedWidth(theme.px(26))
        self.box, self._go = QCheckBox(), IconButton(theme, "chevron-right", role="muted")
        centred = QHBoxLayout(first)
        tight(centred)
        for button in (self.box, self._go):
            centred.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        self._mark, self._title = PlainLabel(), ElidedLabel("")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._subject = ElidedLink(theme)
        place = QWidget()
        place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inner = QHBoxLayout(place)
        tight(inner)
        inner.addWidget(self._subject)
        inner.addStretch(1)
        self._owner = InitialsBadge("", theme.px(20))
        badge = QWidget()
        badge.setFixedWidth(theme.px(28))
        around = QHBoxLayout(badge)
        tight(around)
        around.addWidget(self._owner, 0, Qt.AlignmentFlag.AlignCenter)
        self._due = ElidedLabel("")
        self._due.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._due.setFixedWidth(theme.px(112))
        row.addWidget(first)
        row.addWidget(self._mark)
        row.addWidget(self._title, 8)
        row.addWidget(place, 5)
        row.addWidget(badge)
        row.addWidget(self._due)
        column.addLayout(row, 1)
        column.addWidget(line("GridLine"))
        self.box.toggled.connect(self._toggled)
        self._go.clicked.connect(lambda: self.opened.emit(self.duty))
        self._subject.clicked.connect(lambda: self.subject_asked.emit(self.duty))

    @property
    def first(self) -> QAbstractButton:
        """What has the keyboard when one walks through the lines."""
        return self.box if self.duty is not None and self.duty.task is not None else self._go

    def show_duty(self, duty: Duty, day: date) -> None:
        """Another duty, in the language of the screen."""
        self.duty = duty
        words, task = title_of(duty), duty.task is not None
        self.untick()
        self.box.setVisible(task)
        self._go.setVisible(not task)
        self.box.setAccessibleName(tr("Done: {title}", title=words) if task else "")
        self.box.setToolTip(tr("Tick off as done") if task else "")
        self._go.set_name("" if task else tr("Open: {title}", title=current().joined((words, duty.subject))))
        self._mark.setPixmap(self._theme.pixmap(icon_of(duty), "muted", 16, self.devicePixelRatioF()))
        self._title.setText(words)
        self._subject.set_words(duty.subject)
        self._subject.setVisible(bool(duty.subject))
        self._owner.setVisible(bool(duty.owner))
        self._owner.set_name(duty.owner)
        self._due.setText(when(duty, day))
        self._due.set_tone("error" if duty.is_late(day) else "")

    def untick(self) -> None:
        """Not done, and free to be ticked."""
        self.box.blockSignals(True)
        self.box.setChecked(False)
        self.box.blockSignals(False)
        self.box.setEnabled(True)

    def _toggled(self, on: bool) -> None:
        if self.duty is not None and self.duty.task is not None:
            self.box.setEnabled(False)
            self.ticked.emit(self.duty.task, on)
