"""The list of companies: filters, columns, saved views, editing, copy and paste, export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError, Refused
from incubator_gui.core.messages import Message, msg, nmsg, ptr, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.applications import StaffRow
from incubator_gui.views.companies.columns import FIELDS, INDEX, make_columns
from incubator_gui.views.companies.edit_many import EditManyDialog
from incubator_gui.views.companies.export import write_list
from incubator_gui.views.companies.new_company import NewCompanyDialog
from incubator_gui.views.companies.stay_lists import LISTS
from incubator_gui.views.companies.stock import ListStock, read_list
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.filter_bar import FilterBar
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.table_saving import FieldSaving
from incubator_gui.widgets.views_menu import ViewsButton


class ListPage(QWidget):
    """`opened` carries a company to show."""

    opened = Signal(object)
    list_asked = Signal(str)
    duplicates_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self._staff: dict[UUID, StaffRow] = {}
        self.day: Any = None
        self.dialog: NewCompanyDialog | EditManyDialog | QFileDialog | None = None
        self.table = FilterTable(theme, make_columns(self._person, self._named), context.settings, "companies")
        self.bar = FilterBar(self.table)
        self.views = ViewsButton(context, "companies", self.table.view_state, self.table.restore)
        self.bar.add(self.views)
        self.empty = EmptyState(theme, "building-2", msg("Every company that ever applied will stand here."),
                                msg("New company"), msg("Import applicants"), button_icon="plus")
        self._title = PlainLabel("", "title")
        self._doubles = Button(theme, icon="git-merge", shrinks=True)
        self._export = Button(theme, icon="download", shrinks=True)
        self.new = Button(theme, icon="plus", kind="main")
        head = QHBoxLayout()
        tight(head, 8)
        self.choice = SegmentedControl(theme, LISTS, msg("Which list of companies"))
        self.choice.choose("all")
        self.choice.chosen.connect(self._turn)
        head.addWidget(self._title)
        head.addSpacing(4)
        head.addWidget(self.choice)
        head.addStretch()
        for button in (self._doubles, self._export, self.new):
            head.addWidget(button)
        column = QVBoxLayout(self)
        tight(column, 12, 16, 12, 16, 0)
        column.addLayout(head)
        column.addWidget(self.bar)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        column.addWidget(self._body, 1)
        self._doubles.clicked.connect(self.duplicates_asked)
        self._export.clicked.connect(self.choose_file)
        self.new.clicked.connect(self.ask_new)
        self.empty.pressed.connect(self.ask_new)
        self.empty.linked.connect(lambda: context.shell.open_screen("import", {"kind": "applications"}))
        self.table.activated_id.connect(self.opened)
        self._saving = FieldSaving(context, self.table, self, "company", FIELDS,
                                   lambda row, key: row[INDEX[key]], self._value)
        self.table.rows.edited.connect(self._saving.save)
        self.table.edit_many_asked.connect(self.ask_many)
        self.table.menu_asked.connect(self._menu)
        self.table.note.connect(context.shell.say)

    def read(self) -> None:
        """All companies anew."""
        house, day = self._context.house, self.day
        self._context.jobs.read(lambda: read_list(house, day), self._show, failed=self._failed, owner=self, key="rows")
        self.views.read()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._title.setText(tr("Companies"))
        self._doubles.setText(tr("Possible duplicates"))
        self._export.setText(tr("Export…"))
        self.new.setText(tr("New company"))
        self.table.setAccessibleName(tr("Companies"))
        for part in (self.bar, self.views, self.table, self.empty, self.choice):
            part.retranslate()

    def _turn(self, key: str) -> None:
        if key != "all":
            self.choice.choose("all")
            self.list_asked.emit(key)

    def _show(self, stock: ListStock) -> None:
        self._staff = {person.id: person for person in stock.staff}
        self.table.rows.set_rows(stock.rows)
        self._body.setCurrentWidget(self.table if stock.rows else self.empty)

    def _failed(self, error: IncubatorError) -> None:
        self._context.shell.warn(error.message, link=msg("Try again"), on_link=self.read)

    def _person(self, id: UUID | None) -> str | None:
        found = self._staff.get(id) if id is not None else None
        return found.name if found else None

    def _named(self, words: str) -> str | None:
        """The name of a colleague as it is stored; raises Refused for nobody."""
        wanted = words.strip().casefold()
        if not wanted:
            return None
        found = [p.name for p in self._staff.values() if wanted in (p.name.casefold(), p.initials.casefold())]
        found = found or [p.name for p in self._staff.values() if p.name.casefold().startswith(wanted)]
        if len(found) != 1:
            raise Refused(msg("“{words}” is not one of the colleagues. Write the whole name.", words=words[:40]))
        return found[0]

    # saving ----------------------------------------------------------------------------------

    def _value(self, edit: Edit) -> Any:
        if edit.key == "owner":
            return next((id for id, person in self._staff.items() if person.name == edit.value), None)
        return edit.value

    def ask_many(self, ids: Sequence[UUID] | None = None, column: str = "") -> None:
        """The dialog that changes one field of many."""
        chosen = list(self.table.marked_ids() if ids is None else ids)
        if not chosen:
            self._context.shell.say(msg("Select companies first."))
            return
        house = self._context.house

        def show(tags: tuple[str, ...]) -> None:
            dialog = EditManyDialog(self._context.theme, len(chosen), tuple(self._staff.values()), tags,
                                    FIELDS.get(column, ""), self.window())
            dialog.submitted.connect(lambda: self._send(dialog, chosen))
            self._open(dialog)

        self._context.jobs.read(house.records.tags, show, owner=self, key="tags")

    def _send(self, dialog: EditManyDialog, ids: list[UUID]) -> None:
        if not dialog.read():
            return
        house, key, value = self._context.house, dialog.choice, dialog.value

        def work() -> Changes:
            if key == "tag":
                return house.records.tag_many("company", ids, value)  # type: ignore[no-any-return]
            return house.editing.set_fields("company", ids, {key: value})  # type: ignore[no-any-return]

        dialog.busy()
        self._context.jobs.write(work, lambda _c: dialog.accept(), failed=dialog.refused, owner=dialog,
                                 title=nmsg("Changing {n} company", "Changing {n} companies", len(ids)))

    def ask_new(self) -> None:
        """The dialog for a new company; it opens when it is stored."""
        dialog = NewCompanyDialog(self._context.theme, self.window())
        house = self._context.house

        def send() -> None:
            name, values = dialog.name, dialog.values
            dialog.busy()
            self._context.jobs.write(lambda: house.companies.add(name, **values), stored, failed=dialog.refused,
                                     owner=dialog)

        def stored(outcome: Any) -> None:
            dialog.accept()
            self.opened.emit(outcome.value)

        dialog.submitted.connect(send)
        self._open(dialog)

    # export, menu ----------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask where the list shall go."""
        dialog = FileDialog(self, tr("Export the list"), "", "Excel (*.xlsx);;CSV (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix("csv" if "csv" in words else "xlsx"))
        dialog.selectFile("companies.xlsx")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        self._open(dialog)

    def export_to(self, path: Path) -> None:
        """Write the checked rows, else all rows shown, in the columns shown."""
        columns = self.table.shown_columns()
        ids = self.table.rows.checked() or self.table.rows.visible_ids()
        rows = [row for row in map(self.table.rows.row_of, ids) if row is not None]

        def work(progress: Progress) -> int:
            return write_list(columns, rows, path, progress)

        def done(number: int) -> None:
            sentence: Message = nmsg("{n} company written to {name}", "{n} companies written to {name}", number,
                                     name=path.name)
            self._context.shell.say(sentence)

        self._context.jobs.run(work, done, owner=self, title=msg("Exporting the list"))

    def _menu(self, ids: list[UUID], place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if len(ids) == 1:
            menu.addAction(ptr("verb", "Open"), lambda: self.opened.emit(ids[0]))
            menu.addAction(tr("Dossier…"), lambda: self._context.shell.open_screen("dossier", {"company": ids[0]}))
        menu.addAction(tr("Edit…"), lambda: self.ask_many(ids))
        menu.addAction(tr("Export…"), self.choose_file)
        menu.popup(place)

    def _open(self, dialog: NewCompanyDialog | EditManyDialog | QFileDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None
