"""Roadshows: the list of them, and one with its line-up, its pack and the log of packs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import ChoiceFilter, filter_from_json
from incubator_gui.views.roadshows.list_page import ListPage
from incubator_gui.views.roadshows.show_page import ShowPage
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.screen import Screen
from incubator_gui.widgets.styling import tight

_HERE = frozenset({"roadshows"})
_LIST = ("roadshow", "lineup_entry", "rehearsal", "pack_issue", "company_profile", "person")
_DEEP = (*_LIST, "company", "document", "company_person", "milestone", "indicator_value", "funding_round",
         "house_setting", "application", "allocation", "floor")
_PAPER = tuple(table for table in _DEEP if table != "pack_issue")
"""Tables whose changes may change a pack; that one left the house does not."""


class RoadshowsScreen(Screen):
    """Events, who presents at them, and the printed pack."""

    id = "roadshows"
    title = msg("Roadshows")
    icon = "presentation"
    kinds = frozenset({"roadshow"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list, self.page = ListPage(context), ShowPage(context)
        self.dialog: QFileDialog | None = None
        self._stack = FrontStack()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.page)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self._stack)
        self.list.opened.connect(self.open_show)
        self.list.pack_asked.connect(lambda id: self.open_show(id, "pack"))
        self.list.whose.clicked.connect(self.ask_whose)
        self.list.table.selected.connect(lambda _ids: self._allow())
        self.page.back_asked.connect(self.show_list)
        self.page.gone.connect(self._gone)
        self.page.side_changed.connect(lambda: self.context.shell.refresh_side())
        self.page.turned.connect(self._allow)
        self._stack.currentChanged.connect(self._turned)
        for action, run in (
                (Action("roadshow.new", msg("New roadshow…"), "plus", "Ctrl+Shift+N", _HERE), self.list.ask_new),
                (Action("roadshow.back", msg("Back to all roadshows"), "chevron-left", "Alt+Left", _HERE),
                 self.show_list),
                (Action("roadshow.remove", msg("Remove the roadshow"), "trash-2", scopes=_HERE), self._remove),
                (Action("roadshow.add", msg("Add companies to the line-up…"), "users", "Ctrl+Shift+A", _HERE),
                 self.page.pick),
                (Action("roadshow.deck", msg("Attach a deck…"), "file-plus", "Ctrl+Shift+K", _HERE),
                 self.page.lineup.ask_deck),
                (Action("roadshow.pack", msg("Make the pack…"), "book-open", "Ctrl+M", _HERE), self._pack),
                (Action("roadshow.save", msg("Save the pack as…"), "download", "Ctrl+S", _HERE, ("file",)),
                 self.page.pack.save),
                (Action("roadshow.calendar", msg("Calendar file of the roadshow…"), "calendar-days", scopes=_HERE),
                 self.page.ask_calendar),
                (Action("roadshow.whose", msg("Whose copy is this?"), "search", scopes=_HERE), self.ask_whose)):
            context.actions.add(action, run)
        self._allow()
        self.retranslate()

    # where one is ----------------------------------------------------------------------------

    def show_list(self) -> None:
        """Back to all roadshows."""
        if self._front() is self.page and not self.page.commit():
            return
        self._stack.setCurrentWidget(self.list)
        if self.page.id is not None:
            self.list.table.select_ids([self.page.id])
        self.list.table.setFocus()

    def open_show(self, id: UUID, tab: str = "") -> None:
        """Show one roadshow."""
        if self._front() is self.page and id != self.page.id and not self.page.commit():
            return
        self.page.open(id, tab)
        self._stack.setCurrentWidget(self.page)
        self.page.bar.setFocus()

    def ask_whose(self) -> None:
        """To whom a pack that turned up was issued."""
        dialog = FileDialog(self, tr("Whose copy is this?"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr("PDF files (*.pdf)"))
        dialog.fileSelected.connect(lambda path: self.look_up(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def look_up(self, path: Path) -> None:
        """The same, once the file is known; the roadshow it belongs to comes to the front."""
        packs = self.context.house.packs
        self.context.jobs.run(lambda: packs.whose(path.read_bytes()) if path.is_file() else (),
                              lambda rows: self._whose(path, rows), owner=self, key="whose",
                              title=msg("Looking a copy up"))

    def _whose(self, path: Path, rows: Any) -> None:
        if rows:
            self.open_show(rows[0].roadshow_id, "issues")
            self.page.issues.look_up(path)
        elif self._front() is self.page:
            self.page.show_tab("issues")
            self.page.issues.look_up(path)
        else:
            self.context.shell.warn(msg("“{name}” is none of the packs in the log, or it was changed since.",
                                        name=path.name), "warning")

    def _front(self) -> QWidget | None:
        return self._stack.currentWidget()

    def _gone(self) -> None:
        self._stack.setCurrentWidget(self.list)

    def _turned(self, _place: int) -> None:
        self._allow()
        self.context.shell.refresh_side()

    def _pack(self) -> None:
        if self._front() is self.page:
            self.page.show_tab("pack")
            if self.page.stock is not None:
                self.page.pack.make()
            return
        ids = self.list.table.selected_ids()
        if len(ids) == 1:
            self.open_show(ids[0], "pack")

    def _remove(self) -> None:
        house = self.context.house
        ids = [self.page.id] if self._front() is self.page else self.list.table.marked_ids()
        for id in ids:
            if id is not None:
                self.context.jobs.write(lambda id=id: house.roadshows.remove(id), owner=self)

    def _allow(self) -> None:
        on_page = self._front() is self.page
        allow, why = self.context.actions.allow, tr("Open a roadshow first")
        for id in ("roadshow.add", "roadshow.save", "roadshow.calendar"):
            allow(id, on_page, why)
        allow("roadshow.back", on_page, why)
        allow("roadshow.deck", on_page and self.page.lineup.current() is not None,
              tr("Select one company of the line-up first"))
        some = on_page or bool(self.list.table.selected_ids())
        allow("roadshow.pack", on_page or len(self.list.table.selected_ids()) == 1, tr("Choose one roadshow first"))
        allow("roadshow.remove", some, tr("Choose a roadshow first"))

    # the frame -------------------------------------------------------------------------------

    def activated(self, first: bool) -> None:
        """Read at the first visit; later, changes tell."""
        if first:
            self.list.read()
        elif self._front() is self.page and self.page.tab() == "pack" and self.page.pack.stock is not None:
            self.page.pack.look()

    def refresh(self, changes: Changes) -> None:
        """Read again what is shown and was touched."""
        if not self.began:
            return
        if changes.touches(*_LIST):
            self.list.read()
        if self.page.id is not None and changes.touches(*_DEEP):
            self.page.read()
        if changes.touches(*_PAPER):
            self.page.pack.making.stale()
        if changes.touches("company"):
            self.page.read_companies()

    def set_date(self, day: date | None) -> None:
        """A roadshow has its own day."""

    def open_record(self, kind: str, id: UUID) -> None:
        """One roadshow."""
        if kind == "roadshow":
            self.open_show(id)

    def apply(self, filters: dict[str, Any]) -> None:
        """The list with filters by column; `roadshow` opens one, at a `tab` or with an `entry` selected."""
        found = filters.get("roadshow")
        if isinstance(found, UUID):
            self.open_show(found, str(filters.get("tab", "")))
            if filters.get("entry") is not None:
                self.page.reveal(filters["entry"])
            return
        self.show_list()
        known, tests = self.list.table.rows.index_.columns, {}
        for key, value in filters.items():
            if key in known:
                values = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
                test = filter_from_json(value) if isinstance(value, dict) else ChoiceFilter(frozenset(values))
                if test is not None:
                    tests[key] = test
        self.list.table.rows.set_filters(tests)
        self.list.table.filters_changed.emit()

    def side_panel(self) -> QWidget | None:
        """The company that is selected, or those that can be invited."""
        return self.page.side() if self._front() is self.page else None

    def print_(self) -> None:
        """The list, the line-up, the pack or the log, whatever is in front."""
        if self._front() is self.list:
            print_table(self.context, self.list.table, text(self.title))
            return
        stock = self.page.stock
        if stock is None:
            return
        if self.page.tab() == "pack":
            self.page.pack.print_()
        elif self.page.tab() == "issues":
            print_table(self.context, self.page.issues.table, tr("Issue log: {name}", name=stock.row.name))
        else:
            print_table(self.context, self.page.lineup.table, tr("Line-up: {name}", name=stock.row.name))

    def leave(self) -> bool:
        """Save what is being typed."""
        return self.page.commit() if self._front() is self.page else True

    def state(self) -> dict[str, Any]:
        """The roadshow that is open, its tab, and how packs are made out."""
        found: dict[str, Any] = {"pack": self.page.pack.state()}
        if self._front() is self.page and self.page.id is not None:
            found |= {"roadshow": self.page.id.hex, "tab": self.page.tab()}
        return found

    def restore(self, state: dict[str, Any]) -> None:
        """Open it again."""
        if isinstance(state.get("pack"), dict):
            self.page.pack.restore(state["pack"])
        try:
            id = UUID(str(state.get("roadshow", "")))
        except ValueError:
            return
        tab = state.get("tab")
        self.page.open(id, tab if isinstance(tab, str) else "", quiet=True)
        self._stack.setCurrentWidget(self.page)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(text(self.title))
        self.list.retranslate()
        self.page.retranslate()
        self._allow()

    def _closed(self) -> None:
        self.dialog = None
