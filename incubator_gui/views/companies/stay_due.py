"""What is due about the stay of one company."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.services.duty import Duty
from incubator_gui.views.companies.parts import clear
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import Button, line, tight

_SHOWN = 8


class StayDue(Card):
    """One line for each, the longest due first; places lead to the floor plan."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme)
        self._context = context
        self._rows: tuple[Duty, ...] = ()
        self._day = date.min
        self._column = QVBoxLayout()
        tight(self._column)
        self.body.addLayout(self._column)
        self.body.addStretch()

    def show_duties(self, rows: tuple[Duty, ...], day: date) -> None:
        """Other duties."""
        self._rows, self._day = rows, day
        self.retranslate()

    def retranslate(self) -> None:
        """All lines anew, in the language of the screen."""
        self.set_words(tr("What is due"), tr("in the next 12 months"))
        clear(self._column)
        for number, duty in enumerate(self._rows[:_SHOWN]):
            if number:
                self._column.addWidget(line("GridLine"))
            self._column.addWidget(self._line(duty))
        if not self._rows:
            note = PlainLabel(tr("Nothing about this stay is due."), "muted", wrap=True)
            note.setContentsMargins(12, 12, 12, 12)
            self._column.addWidget(note)

    def _line(self, duty: Duty) -> QWidget:
        theme, holder = self._theme, QWidget()
        holder.setFixedHeight(theme.px(34))
        row = QHBoxLayout(holder)
        tight(row, 8, 12, 0, 12, 0)
        late = duty.is_late(self._day)
        mark = PlainLabel()
        mark.setPixmap(theme.pixmap("triangle-alert" if late else "calendar-clock", "error" if late else "muted", 16,
                                    self.devicePixelRatioF()))
        row.addWidget(mark)
        words = " ".join(text(duty.title).split())
        if duty.lists is not None:
            screen, filters = duty.lists
            link = Button(theme, words.replace("&", "&&"), kind="link", shrinks=True)
            link.clicked.connect(lambda _=False: self._context.shell.open_screen(screen, dict(filters)))
            row.addWidget(link)
            row.addStretch(1)
        else:
            row.addWidget(ElidedLabel(words), 1)
        days = duty.days_late(self._day)
        when = PlainLabel(ntr("{n} day late", "{n} days late", days) if days
                          else current().day(duty.on) if duty.on is not None else "–", "label")
        when.set_tone("error" if late else "muted")
        row.addWidget(when)
        return holder
