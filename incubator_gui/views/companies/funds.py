"""What the money is for: words and shares, edited together."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.services.indicators import IndicatorsService
from incubator_gui.views.companies.parts import clear, row_of
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.parse import parse_number
from incubator_gui.widgets.styling import Button, IconButton, tight


class FundsEditor(QWidget):
    """Rows of words and per cent; saved as one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._record: tuple[UUID, str] | None = None
        self._stored: list[tuple[str, Decimal]] = []
        self._lines: list[tuple[QLineEdit, QLineEdit]] = []
        column = QVBoxLayout(self)
        tight(column, 8, 12, 0, 12, 12)
        self._title = PlainLabel("", "header")
        column.addWidget(self._title)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        self._wrong = PlainLabel("", "label", wrap=True)
        self._wrong.set_tone("error")
        self._wrong.hide()
        column.addWidget(self._wrong)
        self.more, self.save = Button(context.theme, icon="plus", kind="link"), Button(context.theme)
        row = row_of(self.more, self.save)
        row.addStretch()
        column.addLayout(row)
        self.more.clicked.connect(self.add_line)
        self.save.clicked.connect(self.store)
        self.retranslate()

    def show_funds(self, company: UUID, language: str, stored: Any) -> None:
        """The shares of a company in a language; unsaved lines of the same stay."""
        shares = _read(stored)
        if (company, language) == self._record and self._typed() != self._words(self._stored):
            self._stored = shares
            return
        self._record, self._stored = (company, language), shares
        self._build()

    def add_line(self) -> None:
        """One more line."""
        self._line("", "")
        self._lines[-1][0].setFocus()
        self._changed()

    def store(self) -> None:
        """Save all lines; empty ones go."""
        if self._record is None:
            return
        company, language = self._record
        shares = []
        for words, percent in self._typed():
            if not words and not percent:
                continue
            number = parse_number(percent)
            if number is None:
                self._tell(msg("“{words}” is not a number. Write figures only, such as 12 or 4.5.",
                               words=percent[:40]))
                return
            shares.append((words, number))
        service = IndicatorsService(self._context.house.database)

        def done(_changes: object) -> None:
            self._tell(None)
            if self._record == (company, language):
                self._stored = shares
                self._build()

        self._context.jobs.write(lambda: service.set_funds(company, language, shares), done, failed=self._failed,
                                 owner=self)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._title.setText(tr("Use of funds"))
        self.more.setText(tr("Add a use"))
        self.save.setText(tr("Save the use of funds"))
        for number, (words, percent) in enumerate(self._lines, 1):
            words.setAccessibleName(tr("Use {n}", n=number))
            percent.setAccessibleName(tr("Per cent of use {n}", n=number))
        self._changed()

    def _failed(self, error: IncubatorError) -> None:
        self._tell(error.message)

    def _tell(self, why: Message | None) -> None:
        self._wrong.setText(text(why) if why else "")
        self._wrong.setVisible(why is not None)

    def _build(self) -> None:
        clear(self._grid)
        self._lines = []
        for words, percent in self._words(self._stored):
            self._line(words, percent)
        self._changed()

    def _line(self, words: str, percent: str) -> None:
        row = len(self._lines)
        first, second = QLineEdit(words), QLineEdit(percent)
        first.setMaxLength(120)
        second.setFixedWidth(self._context.theme.px(64))
        second.setAlignment(Qt.AlignmentFlag.AlignRight)
        first.setAccessibleName(tr("Use {n}", n=row + 1))
        second.setAccessibleName(tr("Per cent of use {n}", n=row + 1))
        for field in (first, second):
            field.textEdited.connect(self._changed)
            field.returnPressed.connect(self.store)
        remove = IconButton(self._context.theme, "x", tr("Remove this use"), "bare", role="muted")
        remove.clicked.connect(lambda: self._remove(first))
        for place, widget in enumerate((first, second, PlainLabel("%", "muted"), remove)):
            self._grid.addWidget(widget, row, place)
        self._lines.append((first, second))

    def _remove(self, field: QLineEdit) -> None:
        kept = [(w.text(), p.text()) for w, p in self._lines if w is not field]
        clear(self._grid)
        self._lines = []
        for words, percent in kept:
            self._line(words, percent)
        self._changed()

    def _typed(self) -> list[tuple[str, str]]:
        return [(words.text().strip(), percent.text().strip()) for words, percent in self._lines]

    def _words(self, shares: list[tuple[str, Decimal]]) -> list[tuple[str, str]]:
        return [(words, current().number(percent)) for words, percent in shares]

    def _changed(self) -> None:
        self.save.setVisible(self._typed() != self._words(self._stored))


def _read(stored: Any) -> list[tuple[str, Decimal]]:
    """Uses as they are stored: a list of title and share of one; anything else is nothing."""
    out = []
    for entry in stored if isinstance(stored, list) else ():
        try:
            share = Decimal(str(entry["share"])) * 100
            out.append((str(entry["title"]), share.normalize()))
        except (TypeError, KeyError, InvalidOperation):
            continue
    return out
