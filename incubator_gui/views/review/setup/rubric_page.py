"""The rubrics: list and versions at the left, the criteria in the middle, the form to try out at the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.rounds import RoundRow
from incubator_gui.views.review.setup import draft as drafts
from incubator_gui.views.review.setup.copy_dialog import CopyDialog
from incubator_gui.views.review.setup.editor import Editor
from incubator_gui.views.review.setup.preview import Preview
from incubator_gui.views.review.setup.rubric_files import RubricFiles
from incubator_gui.views.review.setup.rubric_list import RubricList
from incubator_gui.views.review.setup.rubric_menus import fill_rubric_menu, new_menu
from incubator_gui.views.review.setup.rubric_store import RubricDraft, RubricStock, read_rubrics
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import NameDialog
from incubator_gui.widgets.dropped_file import dropped
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.styling import IconButton, tight
from incubator_gui.widgets.tips import set_tip

SHOWN = ("rubric", "rubric_version", "review_round", "review", "review_package")


class RubricPage(QWidget):
    """`use_asked` carries the version that the round shall judge by."""

    use_asked = Signal(object)
    arrived = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        theme = context.theme
        self.stock: RubricStock | None = None
        self.round: RoundRow | None = None
        self._wanted: UUID | None = None
        self.dialog: CopyDialog | NameDialog | None = None
        self.draft = RubricDraft(context, self)
        self.files = RubricFiles(context, self)
        self.list = RubricList(theme)
        self.add = IconButton(theme, "plus")
        self._left = Card(theme)
        self._left.add_tool(self.add)
        self._left.body.addWidget(self.list)
        self.editor = Editor(theme, context.settings)
        self.preview = Preview(theme)
        self.empty = EmptyState(theme, "list-checks", msg(
            "A rubric says what reviews judge: criteria with weights, scales and what each mark means."),
            msg("Begin with the standard rubric"), msg("Begin with an empty one"), button_icon="plus")
        self._stack = FrontStack()
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(16)
        self.splitter.setProperty("gap", True)
        self.splitter.setChildrenCollapsible(False)
        for widget, stretch in ((self._left, 0), (self.editor, 1), (self.preview, 0)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.indexOf(widget), stretch)
        self._chosen_sizes = False
        for widget, least in ((self._left, 160), (self.editor, 420), (self.preview, 248)):
            widget.setMinimumWidth(theme.px(least))
        self._stack.addWidget(self.splitter)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self._stack)
        self.setAcceptDrops(True)
        self._connect()
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The editor gets what list and preview leave, until somebody moves the gaps."""
        super().resizeEvent(event)
        if not self._chosen_sizes:
            px, room = self.context.theme.px, self.width()
            left = max(px(160), min(px(216), round(room * 0.17)))
            right = max(px(248), min(px(330), round(room * 0.26)))
            self.splitter.setSizes([left, room - left - right - 32, right])

    def _moved(self) -> None:
        self._chosen_sizes = True

    def _connect(self) -> None:
        self.splitter.splitterMoved.connect(lambda *_: self._moved())
        self.list.version_chosen.connect(self._choose)
        self.list.itemActivated.connect(lambda *_: self.editor.table.setFocus())
        self.list.menu_asked.connect(self._list_menu)
        self.list.remove_asked.connect(self.remove)
        self.add.clicked.connect(lambda: self._new_menu(self.add))
        self.empty.pressed.connect(self.add_standard)
        self.empty.linked.connect(self.ask_empty)
        self.draft.shown.connect(self._show_draft)
        self.draft.begun.connect(self._begun)
        self.files.imported.connect(self.go_to)
        editor = self.editor
        editor.name.committed.connect(self._rename)
        editor.form.changed.connect(lambda key, change: self.draft.edit(
            lambda criteria: drafts.changed(criteria, key, change)))
        editor.table.moved.connect(lambda keys, before: self.draft.edit(
            lambda criteria: drafts.moved(criteria, keys, before)))
        editor.table.rows.edited.connect(self._cells)
        editor.table.remove_asked.connect(self.remove_criteria)
        editor.table.double_asked.connect(self.duplicate)
        editor.table.note.connect(self.context.shell.say)
        editor.add.clicked.connect(self.add_criterion)
        editor.double.clicked.connect(self.duplicate)
        editor.remove.clicked.connect(self.remove_criteria)
        editor.more.clicked.connect(self._more)
        editor.newest_asked.connect(self._show_newest)
        editor.use_asked.connect(self._use)
        editor.discard_asked.connect(self.draft.discard)
        editor.insist_asked.connect(self.draft.insist)

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """All rubrics and the version in front."""
        house, wanted, front = self.context.house, self._wanted, self.stock
        fallback = self.round.rubric_version_id if self.round is not None else None
        self.context.jobs.read(lambda: read_rubrics(house, wanted, front, fallback), self._take, failed=self._failed,
                               owner=self, key="rubrics", title=msg("Reading the rubrics"))

    def refresh(self, changes: Changes) -> None:
        """Something changed, here or elsewhere."""
        if changes.touches(*SHOWN):
            self.read()

    def set_round(self, row: RoundRow | None, other: bool) -> None:
        """Another call: its rubric comes to the front."""
        self.round = row
        free = self.why_not is None
        for button in (self.add, self.empty.button, self.empty.link):
            button.setEnabled(free)
            set_tip(button, "" if self.why_not is None else text(self.why_not))
        self.setAcceptDrops(free)
        if other and row is not None and row.rubric_version_id is not None and not self.draft.dirty:
            self._wanted = row.rubric_version_id

    def go_to(self, version: UUID) -> None:
        """Bring a version to the front."""
        self._wanted = version
        self.read()

    def _show_newest(self) -> None:
        if self.stock is not None and self.stock.row is not None:
            self.go_to(self.stock.row.version_id)

    def _choose(self, _rubric: UUID, version: UUID) -> None:
        if self.stock is not None and self.stock.version is not None and version != self.stock.version.id:
            if not self.leave():
                self.list.show_rows(self.stock.rows, self.stock.row.id if self.stock.row else None,
                                    self.stock.version.id)
                return
            self.go_to(version)

    def _take(self, stock: RubricStock) -> None:
        self._wanted = None
        other = self.stock is None or self.stock.row is None or stock.row is None or self.stock.row.id != stock.row.id
        self.stock = stock
        self._stack.setCurrentWidget(self.splitter if stock.rows else self.empty)
        self.list.show_rows(stock.rows, stock.row.id if stock.row else None,
                            stock.version.id if stock.version else None)
        self.editor.show_stock(stock, self.round, other)
        self.draft.take(stock)
        self.arrived.emit()

    def _failed(self, error: IncubatorError) -> None:
        self.editor.messages.clear()
        self.editor.messages.show_message(error.message, "error", link=msg("Try again"), on_link=self.read)

    def _show_draft(self) -> None:
        self.editor.show_criteria(self.draft.criteria, self.draft.problems(), self.draft.refusal, self.draft.dirty,
                                  self.draft.clash)
        self.preview.show_criteria(self.draft.criteria)

    def leave(self) -> bool:
        """Store what is typed; False where something wrong stands that would be lost."""
        right = self.editor.commit()
        self.draft.store()
        return right and not (self.draft.dirty and self.draft.problems())

    # criteria --------------------------------------------------------------------------------

    def add_criterion(self) -> None:
        """A new one behind the selected one, its name ready to be overwritten."""
        if self._fixed():
            return
        new, key = drafts.added(self.draft.criteria, self.editor.key)
        self.editor.wanted = key
        self.draft.edit(lambda _criteria: new)
        self.editor.form.to_name()

    def duplicate(self) -> None:
        """The selected one once more."""
        if self.editor.key is not None and not self._fixed():
            new, key = drafts.duplicated(self.draft.criteria, self.editor.key)
            self.editor.wanted = key
            self.draft.edit(lambda _criteria: new)

    def remove_criteria(self) -> None:
        """The selected ones; undo brings them back."""
        keys = self.editor.table.selected_ids()
        if keys and not self._fixed():
            self.draft.edit(lambda criteria: drafts.removed(criteria, keys))

    def _cells(self, edits: list[Edit]) -> None:
        language = current().language

        def whole(criteria: drafts.Criteria) -> drafts.Criteria:
            for edit in edits:
                criteria = drafts.changed(criteria, edit.id, partial(drafts.cell, edit.key, edit.value, language))
            return criteria

        for edit in edits:
            self.editor.table.rows.discard(edit.id, edit.key)
        if not self._fixed():
            self.draft.edit(whole)

    def _fixed(self) -> bool:
        return self.stock is None or not self.stock.is_newest or self.why_not is not None

    @property
    def why_not(self) -> Message | None:
        """Why this viewer changes no rubric."""
        return self.round.why_not if self.round is not None else None

    def _told(self) -> bool:
        """Whether this viewer was told that nothing can be changed here."""
        if self.why_not is not None:
            self.context.shell.say(self.why_not)
        return self.why_not is not None

    def _begun(self, version: UUID, old: UUID) -> None:
        rows = self.stock.rows if self.stock is not None else ()
        found = next((one for row in rows for one in row.versions if one.id == old), None)
        if found is not None:
            self.editor.tell_begun(found, self.round, version)

    def _use(self, version: UUID) -> None:
        self.editor.forget_begun()
        self.use_asked.emit(version)

    # rubrics ---------------------------------------------------------------------------------

    def add_standard(self) -> None:
        """The rubric that ships with the program."""
        house = self.context.house
        name, number = tr("Standard rubric"), 2
        taken = {row.name.casefold() for row in (self.stock.rows if self.stock is not None else ())}
        while name.casefold() in taken:
            name, number = f"{tr('Standard rubric')} {number}", number + 1
        self._write(lambda: house.rubrics.add(name, house.rubrics.standard().criteria), msg("Adding the rubric"))

    def ask_empty(self) -> None:
        """A rubric of one criterion, under a name."""
        if self._told():
            return
        dialog = NameDialog(self.context.theme, tr("New rubric"), tr("Name"), tr("Add rubric"), self.window())
        house = self.context.house

        def send() -> None:
            name, (criteria, _key) = dialog.name, drafts.added(())
            self.context.jobs.write(lambda: house.rubrics.add(name, criteria), lambda outcome: self._came(outcome),
                                    failed=dialog.refused, owner=self, title=msg("Adding the rubric"))

        dialog.submitted.connect(send)
        self._open(dialog)

    def ask_copy(self) -> None:
        """From another rubric or call: as a new one, or into this one."""
        stock = self.stock
        if stock is None or stock.row is None or stock.version is None or self._told():
            return
        dialog = CopyDialog(self.context, stock.rows, stock.version.id, stock.row.name, self.window())
        dialog.where.enable("here", not self._fixed(), tr("An older version is not changed."))
        house = self.context.house

        def send() -> None:
            criteria, name = dialog.criteria(), dialog.rubric_name
            if dialog.adds:
                self.draft.edit(lambda old: drafts.joined(old, criteria))
                dialog.accept()
                return
            dialog.busy()
            self.context.jobs.write(lambda: house.rubrics.add(name, criteria), lambda outcome: self._came(outcome),
                                    failed=dialog.refused, owner=self, title=msg("Adding the rubric"))

        dialog.submitted.connect(send)
        self._open(dialog)

    def ask_export(self) -> None:
        """The version in front as a file."""
        if self.stock is not None and self.stock.version is not None and self.stock.row is not None:
            self.files.ask_export(self.stock.version.id, self.stock.row.name)

    def archive(self) -> None:
        """Out of the choices, or back into them."""
        row, house = self.stock.row if self.stock is not None else None, self.context.house
        if row is not None:
            self.context.jobs.write(lambda: house.rubrics.archive(row.id, active=not row.is_active), owner=self)

    def remove(self) -> None:
        """For good, where nothing uses it; undo brings it back."""
        row, house = self.stock.row if self.stock is not None else None, self.context.house
        if row is not None:
            self.context.jobs.write(lambda: house.rubrics.remove(row.id), owner=self, failed=self._not_removed)

    def _not_removed(self, error: IncubatorError) -> None:
        active = self.stock is not None and self.stock.row is not None and self.stock.row.is_active
        self.editor.messages.show_message(error.message, "error", link=msg("Archive") if active else "",
                                          on_link=self.archive)

    def _rename(self, name: str) -> None:
        row, house, field = self.stock.row if self.stock else None, self.context.house, self.editor.name
        if row is not None:
            self.context.jobs.write(lambda: house.rubrics.rename(row.id, name), lambda _changes: field.saved(),
                                    failed=lambda error: field.failed(error.message), owner=self)

    def _write(self, work: Any, title: Any) -> None:
        self.context.jobs.write(work, self._came, owner=self, title=title)

    def _came(self, outcome: Outcome[Any]) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.go_to(outcome.value)

    def _open(self, dialog: CopyDialog | NameDialog) -> None:
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _new_menu(self, button: QWidget) -> None:
        new_menu(self).popup(button.mapToGlobal(QPoint(0, button.height())))

    def _more(self) -> None:
        menu = fill_rubric_menu(self)
        menu.popup(self.editor.more.mapToGlobal(QPoint(0, self.editor.more.height())))

    def _list_menu(self, place: QPoint) -> None:
        fill_rubric_menu(self).popup(place)

    # files that are dropped, words, state ------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """An exported rubric is welcome."""
        path = dropped(event)
        event.setAccepted(path is not None and path.suffix.lower() == ".json")

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Bring it in."""
        path: Path | None = dropped(event)
        if path is not None:
            self.files.bring_in(path)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._left.set_words(tr("Rubrics"))
        self.add.set_name(tr("New rubric"))
        for part in (self.list, self.editor, self.preview, self.empty):
            part.retranslate()

    def state(self) -> dict[str, Any]:
        """Widths, and what is in front."""
        version = self.stock.version if self.stock is not None else None
        return {"sizes": self.splitter.sizes() if self._chosen_sizes else None,
                "version": str(version.id) if version is not None else None}

    def restore(self, state: Any) -> None:
        """Take it back."""
        if not isinstance(state, dict):
            return
        sizes = state.get("sizes")
        if isinstance(sizes, list) and len(sizes) == 3 and all(isinstance(one, int) and one > 0 for one in sizes):
            self.splitter.setSizes(sizes)
            self._chosen_sizes = True
        try:
            self._wanted = UUID(str(state.get("version")))
        except ValueError:
            self._wanted = None
