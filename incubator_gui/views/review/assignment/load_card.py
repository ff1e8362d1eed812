"""Reviewers and what they have to read, against their quotas; reminders for those who are late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from incubator_gui.core.messages import ntr, ptr, tr
from incubator_gui.services.assignments_read import AssignmentRow, AssignmentSheet, ReaderRow
from incubator_gui.views.review.assignment.grid import LoadTable
from incubator_gui.views.review.assignment.reminding import Reminding
from incubator_gui.widgets import table_edit
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.styling import Button
from incubator_gui.widgets.tips import set_tip


class LoadCard(Card):
    """`marked` says which applications the menu speaks of."""

    give_asked = Signal(object)
    take_asked = Signal(object)
    """Reviewers to whom the marked applications are given, or from whom they are taken."""
    show_asked = Signal(object)
    reviewer_opened = Signal(object)

    def __init__(self, context: Context, marked: Callable[[], list[AssignmentRow]], parent: QWidget | None = None
                 ) -> None:
        super().__init__(context.theme, parent=parent)
        self._marked = marked
        self.sheet: AssignmentSheet | None = None
        self.table = LoadTable(context.theme, context.settings)
        self.remind = Button(context.theme, kind="link")
        self.reminding = Reminding(context, self)
        self.body.addWidget(self.table)
        self.add_tool(self.remind)
        self.remind.clicked.connect(lambda: self._remind(self.late()))
        self.table.activated_id.connect(lambda id: self.give_asked.emit([id]))
        self.table.menu_asked.connect(self._menu)
        self.table.note.connect(context.shell.say)

    def show_sheet(self, sheet: AssignmentSheet) -> None:
        """Other reviewers or loads."""
        self.sheet = sheet
        self.table.set_readers(sheet.readers)
        self._say()

    def late(self) -> list[UUID]:
        """Those who are late."""
        return [one.id for one in self.sheet.readers if one.late] if self.sheet is not None else []

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.table.setAccessibleName(tr("Reviewers and their load"))
        self.table.retranslate()
        self._say()

    def _say(self) -> None:
        panel = self.sheet.panel if self.sheet is not None else ()
        places = [reader.room for reader in panel]
        caption = ntr("{n} reviewer", "{n} reviewers", len(panel))
        if panel and all(room is not None for room in places):
            caption = tr("{reviewers}, {places} places left", reviewers=caption,
                         places=sum(room or 0 for room in places))
        self.set_words(ptr("of reviewers", "Load"), caption)
        late = len(self.late())
        self.remind.setText(ntr("Remind {n}…", "Remind {n}…", late))
        self.remind.setAccessibleName(ntr("Draft a reminder to {n} late reviewer",
                                          "Draft reminders to {n} late reviewers", late))
        set_tip(self.remind, self.remind.accessibleName())
        self.remind.setVisible(late > 0)

    def _remind(self, reviewers: Sequence[UUID]) -> None:
        if self.sheet is not None and reviewers:
            self.reminding.ask(self.sheet.call_id, reviewers)

    def _menu(self, ids: Sequence[UUID], place: QPoint) -> None:
        readers = [row for row in map(self.table.rows.row_of, ids) if isinstance(row, ReaderRow)]
        rows, late = self._marked(), [id for id in ids if id in self.late()]
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(ntr("Give them {n} selected application", "Give them {n} selected applications", len(rows)),
                       partial(self.give_asked.emit, ids)).setEnabled(bool(rows))
        menu.addAction(ntr("Take {n} selected application back", "Take {n} selected applications back", len(rows)),
                       partial(self.take_asked.emit, ids)).setEnabled(
            any(one.reviewer in ids and not one.begun for row in rows for one in row.assigned))
        menu.addSeparator()
        menu.addAction(tr("Show their applications"), partial(self.show_asked.emit, readers))
        if len(readers) == 1:
            menu.addAction(tr("Open the reviewer"), partial(self.reviewer_opened.emit, readers[0].id))
        menu.addAction(tr("Draft a reminder…"), partial(self._remind, late)).setEnabled(bool(late))
        menu.addAction(tr("Copy"), partial(table_edit.copy, self.table))
        menu.popup(place)
