"""The page on which people see and change who reviews what: applications at the left, wishes and loads at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QSplitter, QVBoxLayout, QWidget

from incubator_gui.core.messages import ntr, tr
from incubator_gui.itemmodels.columns import ChoiceFilter, Edit, RangeFilter
from incubator_gui.services.assignments_read import AssignmentRow, AssignmentSheet, ReaderRow
from incubator_gui.views.review.assignment.by_hand import ByHand, Pair, difference, read_names, to_add, to_remove
from incubator_gui.views.review.assignment.due_dialog import DueDialog
from incubator_gui.views.review.assignment.grid import ApplicationsTable
from incubator_gui.views.review.assignment.load_card import LoadCard
from incubator_gui.views.review.assignment.picker import Choice, ReviewerPicker
from incubator_gui.views.review.assignment.wish_card import WishCard
from incubator_gui.views.review.assignment.words import about
from incubator_gui.widgets import table_edit
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.filter_bar import FilterBar
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.list_file import ListFile
from incubator_gui.widgets.refusals import refuse
from incubator_gui.widgets.styling import line, tight


class BoardPage(QWidget):
    """Everything about the assignment as it stands."""

    reviewer_opened = Signal(object)
    list_asked = Signal()

    def __init__(self, context: Context, hand: ByHand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self._hand = context, hand
        self.sheet: AssignmentSheet | None = None
        self.picker: ReviewerPicker | None = None
        theme = context.theme
        self.table = ApplicationsTable(theme, context.settings)
        self.bar = FilterBar(self.table)
        self.about = PlainLabel("", "label", wrap=True)
        self.about.setMinimumHeight(theme.px(32))
        self.wish = WishCard(theme)
        self.load_card = LoadCard(context, self.rows)
        self.loads = self.load_card.table
        self.due: DueDialog | None = None
        self.file = ListFile(context, self.table, self)
        left = Card(theme)
        left.header.hide()
        head = QVBoxLayout()
        tight(head, 0, 12, 8, 12, 8)
        head.addWidget(self.bar)
        foot = QVBoxLayout()
        tight(foot, 0, 12, 8, 12, 8)
        foot.addWidget(self.about)
        left.body.addLayout(head)
        left.body.addWidget(line("GridLine"))
        left.body.addWidget(self.table, 1)
        left.body.addWidget(line("GridLine"))
        left.body.addLayout(foot)
        right, holder = QScrollArea(), QWidget()  # large text needs more height than there is
        right.setWidgetResizable(True)
        right.setFrameShape(QFrame.Shape.NoFrame)
        right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder.setProperty("plain", True)
        column = QVBoxLayout(holder)
        tight(column, 16)
        column.addWidget(self.wish)
        self.load_card.setMinimumHeight(theme.px(160))
        column.addWidget(self.load_card, 1)
        right.setWidget(holder)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(theme.px(16))
        self.split.setProperty("gap", True)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setStretchFactor(0, 1)
        right.setMinimumWidth(theme.px(272))
        self._chosen = False
        self.split.splitterMoved.connect(self._moved)
        outer = QVBoxLayout(self)
        tight(outer)
        outer.addWidget(self.split)
        self._connect()
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Unless somebody chose otherwise, the right side takes its share, within limits."""
        super().resizeEvent(event)
        if not self._chosen:
            px, width = self.context.theme.px, self.width()
            right = max(px(306), min(px(344), round(width * 0.28)))
            self.split.setSizes([width - right, right])

    def _moved(self) -> None:
        self._chosen = True

    def _connect(self) -> None:
        table, shell = self.table, self.context.shell
        table.selected.connect(self._selected)
        table.rows.checks_changed.connect(lambda: self._selected(table.selected_ids()))
        table.add_asked.connect(self.ask_add)
        table.remove_asked.connect(self.ask_remove)
        table.activated_id.connect(lambda _id: self.ask_add())
        table.link_clicked.connect(lambda id, _key: shell.open_record("application", id))
        table.menu_asked.connect(self._menu)
        table.note.connect(shell.say)
        table.dropped.connect(self._dropped)
        table.rows.edited.connect(self._edited)
        table.edit_many_asked.connect(lambda _ids, _key: self.ask_add())
        table.read = lambda words: read_names(self.sheet, words)
        self.load_card.give_asked.connect(self._give)
        self.load_card.take_asked.connect(lambda ids: self._hand.unassign([row.id for row in self.rows()], ids))
        self.load_card.show_asked.connect(self.show_of)
        self.load_card.reviewer_opened.connect(self.reviewer_opened)

    # showing ---------------------------------------------------------------------------------

    def show_sheet(self, sheet: AssignmentSheet) -> None:
        """Other rows; what is selected stays."""
        self.sheet = sheet
        self.table.names = {reader.id: reader.name for reader in sheet.readers}
        self.table.rows.set_rows(sheet.rows)
        self.load_card.show_sheet(sheet)
        self.wish.set_sheet(sheet)
        if sheet.rows and not self.table.selected_ids():
            self.table.select_ids([self.table.rows.visible_ids()[0]] if self.table.rows.visible_ids() else [])
        self._selected(self.table.selected_ids())

    def show_missing(self) -> None:
        """Only applications that lack reviews."""
        self.bar.clear()
        self.table.set_filter("missing", RangeFilter(1, None))
        self.table.setFocus()

    def show_applications(self, ids: Sequence[UUID]) -> None:
        """Only these, for a figure elsewhere."""
        self.bar.clear()
        self.table.set_filter("ids", ChoiceFilter(frozenset(ids)))

    def rows(self) -> list[AssignmentRow]:
        """The marked applications."""
        return [row for row in map(self.table.row, self.table.marked_ids()) if row is not None]

    def _selected(self, ids: Sequence[UUID]) -> None:
        checked = self.table.rows.checked()
        self.wish.set_selected(frozenset(checked or (ids if len(ids) > 1 else ())))
        row = self.table.row(ids[0]) if len(ids) == 1 else None
        self.about.setText(about(row, dict(self.table.names)) if row is not None else
                           ntr("{n} application selected.", "{n} applications selected.", len(ids)) if ids else
                           tr("Drag a reviewer onto an application, or press Insert on selected rows."))

    # by hand ---------------------------------------------------------------------------------

    def ask_add(self) -> None:
        """Whom to give the marked applications?"""
        rows = self.rows()
        if self.sheet is None or not rows or self._refused():
            return
        title = tr("Give to: {application}", application=rows[0].name) if len(rows) == 1 else \
            ntr("Give {n} application to", "Give {n} applications to", len(rows))
        self._pick(title, to_add(self.sheet, rows), lambda id: self._hand.assign([row.id for row in rows], [id]))

    def ask_remove(self) -> None:
        """Whom to take off the marked applications? Without a question where there is only one."""
        rows = self.rows()
        if self.sheet is None or self._refused():
            return
        choices = to_remove(rows)
        if not choices:
            self.context.shell.say(tr("Nobody is assigned to it."))
            return
        if len(choices) == 1 and not choices[0].why_not:
            self._take_off(rows, choices[0].id)
            return
        title = tr("Take back from: {application}", application=rows[0].name) if len(rows) == 1 else \
            ntr("Take {n} application back from", "Take {n} applications back from", len(rows))
        self._pick(title, choices, lambda id: self._take_off(rows, id))

    def _take_off(self, rows: Sequence[AssignmentRow], reviewer: UUID) -> None:
        held = [row.id for row in rows if any(one.reviewer == reviewer for one in row.assigned)]
        self._hand.unassign(held, [reviewer])

    def _pick(self, title: str, choices: list[Choice], go: Any) -> None:
        popup = ReviewerPicker(self.context.theme, title, choices, go, self.table)
        popup.destroyed.connect(self._picked)
        self.picker = popup
        place = self.table.visualRect(self.table.currentIndex()).bottomLeft()
        popup.show_at(self.table.viewport().mapToGlobal(QPoint(self.context.theme.px(40), max(0, place.y()))))

    def _picked(self) -> None:
        self.picker = None

    def _refused(self) -> bool:
        why = self.sheet.why_not if self.sheet is not None else None
        if why is not None:
            self.context.shell.warn(why, "warning")
        return why is not None

    def _dropped(self, application: UUID, reviewer: UUID, taken_from: UUID | None) -> None:
        if not self._refused():
            self._hand.change([(application, reviewer)], [(taken_from, reviewer)] if taken_from is not None else ())

    def _edited(self, edits: Sequence[Edit]) -> None:
        """Names typed or pasted into cells: one step for all of them."""
        sheet, table = self.sheet, self.table
        if sheet is None:
            return
        add: list[Pair] = []
        remove: list[Pair] = []
        for edit in edits:
            row = table.row(edit.id)
            if row is not None:
                come, go = difference(sheet, row, edit.value)
                add, remove = add + come, remove + go

        def done(changed: bool) -> None:
            for edit in edits if not changed else ():  # else the rows come anew
                table.rows.discard(edit.id, edit.key)

        if not (add or remove):
            done(False)
        self._hand.change(add, remove, done=done,
                          failed=lambda error: refuse(self.context, table, edits, error))

    def ask_due(self) -> None:
        """Another day for the reviews of the marked applications that are not done."""
        pairs = [(row.id, one.reviewer) for row in self.rows() for one in row.assigned
                 if one.id is not None and one.state in ("open", "draft")]
        if not pairs or self._refused():
            return
        own = {one.due_on for row in self.rows() for one in row.assigned}
        first = next(iter(own)) if len(own) == 1 else None
        dialog = DueDialog(self.context.theme, len(pairs), first or (self.sheet.due_on if self.sheet else None),
                           self.window())

        def send() -> None:
            self._hand.set_due(pairs, dialog.day)
            dialog.accept()

        def closed() -> None:
            self.due = None

        dialog.submitted.connect(send)
        dialog.finished.connect(closed)
        self.due = dialog
        dialog.open()

    def _give(self, reviewers: Sequence[UUID]) -> None:
        rows = self.rows()
        if rows and not self._refused():
            self._hand.assign([row.id for row in rows], reviewers)

    # menus -----------------------------------------------------------------------------------

    def _menu(self, ids: Sequence[UUID], place: QPoint) -> None:
        menu = self._made_menu()
        if len(ids) == 1:
            menu.addAction(tr("Open the application"), partial(self.context.shell.open_record, "application", ids[0]))
            menu.addSeparator()
        menu.addAction(tr("Add reviewer…") + "\tIns", self.ask_add)
        menu.addAction(tr("Take back from…") + "\tDel", self.ask_remove)
        if self.sheet is not None:
            rows = [row for row in map(self.table.row, ids) if row is not None]
            for row in rows if len(rows) == 1 else ():
                for one in row.assigned:
                    menu.addAction(tr("Take back from {reviewer}", reviewer=one.name).replace("&", "&&"),
                                   partial(self._take_off, rows, one.reviewer)).setEnabled(not one.begun)
        menu.addAction(tr("Due on…"), self.ask_due)
        menu.addSeparator()
        menu.addAction(tr("Copy"), partial(table_edit.copy, self.table))
        menu.addAction(tr("Export…"), self.ask_file)
        menu.popup(place)

    def show_of(self, readers: Sequence[ReaderRow]) -> None:
        """Only the applications of these reviewers."""
        self.bar.clear()
        self.table.set_filter("reviewers", ChoiceFilter(frozenset(reader.name for reader in readers)))

    def _made_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def ask_file(self) -> None:
        """What is shown, as a file."""
        call = self.sheet.call if self.sheet is not None else ""
        self.file.ask(f"{tr('Assignment')} {call}".strip())

    # words -----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.table.setAccessibleName(tr("Applications and their reviewers"))
        for part in (self.bar, self.table, self.load_card, self.wish):
            part.retranslate()
        self._selected(self.table.selected_ids())

    def state(self) -> dict[str, Any]:
        """Sizes, wishes, filters."""
        return {"sizes": self.split.sizes() if self._chosen else None, "wish": self.wish.state(),
                "view": self.table.view_state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take them back."""
        sizes = state.get("sizes")
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(s, int) and 100 < s < 5000 for s in sizes):
            self.split.setSizes(sizes)
            self._chosen = True
        if isinstance(state.get("wish"), dict):
            self.wish.restore(state["wish"])
        if isinstance(state.get("view"), dict):
            self.table.restore(state["view"])


