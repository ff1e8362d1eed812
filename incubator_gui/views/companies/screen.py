"""The screen: list, company, possible duplicates, one in front of the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import ChoiceFilter, filter_from_json
from incubator_gui.services.people import PeopleService
from incubator_gui.services.support import SupportService
from incubator_gui.views.companies.company_page import CompanyPage
from incubator_gui.views.companies.duplicates_page import DuplicatesPage
from incubator_gui.views.companies.list_page import ListPage
from incubator_gui.views.companies.stay_lists import StayLists
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.screen import Screen
from incubator_gui.widgets.styling import tight

_HERE = frozenset({"companies"})
_TABLES = ("company", "application", "allocation", "person", "company_person", "residency", "desk")
_DEEP = (*_TABLES, "company_profile", "milestone", "indicator_value", "funding_round", "engagement", "ledger_entry",
         "document", "note", "tagging", "tag", "stage", "call", "room", "service", "distinct_pair",
         "house_setting")
_STAYS = ("residency", "allocation", "company", "application", "room", "desk", "house_setting", "person")


class CompaniesScreen(Screen):
    """Companies, and the people in them."""

    id = "companies"
    title = msg("Companies")
    icon = "building-2"
    kinds = frozenset({"company", "person", "document", "note"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list, self.page, self.doubles = ListPage(context), CompanyPage(context), DuplicatesPage(context)
        self.stays = StayLists(context)
        self._lists: ListPage | StayLists = self.list
        self._stack = QStackedWidget()
        for part in (self.list, self.page, self.doubles, self.stays):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self._stack)
        self.list.opened.connect(self.open_company)
        self.list.list_asked.connect(self.show_stays)
        self.stays.all_asked.connect(self.show_list)
        self.stays.opened.connect(self.open_company)
        self.list.duplicates_asked.connect(lambda: self.look_for_duplicates(None))
        self.page.back_asked.connect(self.go_back)
        self.page.gone.connect(self.go_back)
        self.page.merge_asked.connect(self.look_for_duplicates)
        self.doubles.back_asked.connect(self.show_list)
        self.doubles.opened.connect(self.open_company)
        self.doubles.merged.connect(self._merged)
        for action, run in (
                (Action("company.new", msg("New company…"), "plus", "Ctrl+Shift+N", _HERE), self.list.ask_new),
                (Action("company.back", msg("Back to all companies"), "chevron-left", "Alt+Up", _HERE), self.go_back),
                (Action("company.dossier", msg("Dossier…"), "printer", "Ctrl+Shift+D", _HERE), self._dossier),
                (Action("company.merge", msg("Merge with another record…"), "git-merge", scopes=_HERE), self._merge),
                (Action("company.duplicates", msg("Possible duplicates"), "git-compare", scopes=_HERE),
                 lambda: self.look_for_duplicates(None)),
                (Action("company.edit_many", msg("Edit the selected companies…"), "pencil", "Ctrl+Shift+E", _HERE),
                 self.list.ask_many),
                (Action("company.export", msg("Export the list of companies…"), "download", scopes=_HERE),
                 self.list.choose_file)):
            context.actions.add(action, run)
        self.list.table.selected.connect(lambda _id: self._allow())
        self.list.table.rows.checks_changed.connect(self._allow)
        self._stack.currentChanged.connect(lambda _place: self._allow())
        self._allow()
        self.retranslate()

    # where one is ----------------------------------------------------------------------------

    def show_list(self) -> None:
        """Back to all companies."""
        if self._stack.currentWidget() is self.page and not self.page.commit():
            return
        self._lists = self.list
        self._stack.setCurrentWidget(self.list)
        if self.page.id is not None:
            self.list.table.select_ids([self.page.id])
        self.list.table.setFocus()

    def show_stays(self, key: str = "residents", ids: Sequence[UUID] = ()) -> None:
        """The lists about stays: residents, waiting, due."""
        if self._stack.currentWidget() is self.page and not self.page.commit():
            return
        self._lists = self.stays
        self.stays.day = self.list.day
        self.stays.show_list(key, ids)
        self.stays.read()
        self._stack.setCurrentWidget(self.stays)
        self.stays.table().setFocus()

    def go_back(self) -> None:
        """To the list from which the company was opened."""
        if self._lists is self.list:
            self.show_list()
        elif self._stack.currentWidget() is not self.page or self.page.commit():
            self._stack.setCurrentWidget(self.stays)
            self.stays.read()
            self.stays.table().setFocus()

    def open_company(self, id: UUID, tab: str = "", then: Callable[[], object] | None = None) -> None:
        """Show one company."""
        if self._stack.currentWidget() is self.page and id != self.page.id and not self.page.commit():
            return
        self.page.open(id, tab, then)
        self._stack.setCurrentWidget(self.page)
        self.page.bar.setFocus()

    def look_for_duplicates(self, company: UUID | None = None) -> None:
        """Pairs of the whole house, or of one company."""
        if self._stack.currentWidget() is self.page and not self.page.commit():
            return
        self._stack.setCurrentWidget(self.doubles)
        self.doubles.start(company)

    def _merged(self, keep: UUID) -> None:
        if self.doubles._one is not None:  # it began at one company: go back to what became of it
            self.open_company(keep)

    def _chosen(self) -> UUID | None:
        if self._stack.currentWidget() is self.page:
            return self.page.id
        ids = self.list.table.marked_ids()
        return ids[0] if len(ids) == 1 else None

    def _allow(self) -> None:
        """Commands that need a company, or several, wait for them."""
        listed = self._stack.currentWidget() is self.list
        one, some = self._chosen() is not None, listed and bool(self.list.table.marked_ids())
        allow = self.context.actions.allow
        for id in ("company.dossier", "company.merge"):
            allow(id, one, tr("Choose one company first"))
        allow("company.edit_many", some, tr("Select companies in the list first"))
        allow("company.export", listed, tr("Go back to the list of companies first"))
        allow("company.back", self._stack.currentWidget() in (self.page, self.doubles))

    def _dossier(self) -> None:
        company = self._chosen()
        if company is not None:
            self.context.shell.open_screen("dossier", {"company": company})

    def _merge(self) -> None:
        company = self._chosen()
        if company is not None:
            self.look_for_duplicates(company)

    # the frame -------------------------------------------------------------------------------

    def activated(self, first: bool) -> None:
        """Read the list at the first visit; later, changes tell."""
        if first:
            self.list.read()
            if self._stack.currentWidget() is self.stays:
                self.stays.read()

    def refresh(self, changes: Changes) -> None:
        """Read again what is shown and was touched."""
        if not self.began:
            return
        if changes.touches(*_TABLES):
            self.list.read()
        elif changes.touches("saved_view"):
            self.list.views.read()
        if self.page.id is not None and changes.touches(*_DEEP):
            self.page.read()
        if self._stack.currentWidget() is self.doubles:
            self.doubles.refresh(changes)
        if self._stack.currentWidget() is self.stays and changes.touches(*_STAYS):
            self.stays.read()

    def set_date(self, day: date | None) -> None:
        """Desks and life lines of another day."""
        self.list.day = self.page.day = self.stays.day = day
        if self.began:
            self.list.read()
            self.page.read()
            if self._stack.currentWidget() is self.stays:
                self.stays.read()

    def open_record(self, kind: str, id: UUID) -> None:
        """A company; a person in a team; a document or note where it hangs."""
        house = self.context.house
        if kind == "company":
            self.open_company(id)
        elif kind == "person":
            people = PeopleService(house.database)
            self.context.jobs.read(lambda: people.companies_of(id), lambda found: self._show_person(id, found),
                                   failed=self._failed, owner=self, key="record")
        elif kind in ("document", "note"):
            support = SupportService(house.database)
            self.context.jobs.read(lambda: support.owner_of(kind, id), lambda owner: self._show_owner(kind, id, owner),
                                   failed=self._failed, owner=self, key="record")

    def _show_person(self, person: UUID, companies: tuple[UUID, ...]) -> None:
        if companies:
            self.open_company(companies[0], "team", lambda: self.page.show_person(person))
        else:
            self.context.shell.warn(msg("This person is in no team at present."), "info")

    def _show_owner(self, kind: str, id: UUID, owner: tuple[str, UUID]) -> None:
        name, record = owner
        if name == "company":
            tab = "documents" if kind == "document" else "notes"
            self.open_company(record, tab, lambda: self.page.documents.reveal(id))
        elif name == "person":
            self.open_record("person", record)
        else:
            self.context.shell.open_record(name, record)

    def _failed(self, error: IncubatorError) -> None:
        self.context.shell.warn(error.message)

    def apply(self, filters: dict[str, Any]) -> None:
        """The list with filters by column: values, or filters as JSON; `company` opens one, `duplicates` the pairs,
        `list` one about stays (residents, waiting, due), with `ids` narrowed to companies."""
        if isinstance(filters.get("company"), UUID):
            self.open_company(filters["company"], str(filters.get("tab", "")))
            return
        if filters.get("duplicates"):
            self.look_for_duplicates(None)
            return
        if filters.get("list") in self.stays.tables:
            ids = filters.get("ids")
            self.show_stays(str(filters["list"]), tuple(ids) if isinstance(ids, (list, tuple)) else ())
            return
        self.show_list()
        known = self.list.table.rows.index_.columns
        tests = {}
        for key, value in filters.items():
            if key in known:
                values = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
                test = filter_from_json(value) if isinstance(value, dict) else ChoiceFilter(frozenset(values))
                if test is not None:
                    tests[key] = test
        self.list.table.rows.set_filters(tests)
        self.list.table.filters_changed.emit()

    def print_(self) -> None:
        """The list; of one company the dossier, which is printed there."""
        if self._stack.currentWidget() is self.page:
            self.page.open_dossier()
        elif self._stack.currentWidget() is self.stays:
            self.stays.print_()
        else:
            print_table(self.context, self.list.table, text(self.title))

    def leave(self) -> bool:
        """Save what is being typed."""
        return self.page.commit()

    def state(self) -> dict[str, Any]:
        """The company that is open, and its tab."""
        if self._stack.currentWidget() is self.page and self.page.id is not None:
            return {"company": self.page.id.hex, "tab": self.page.tab()}
        return {"list": self.stays.key()} if self._stack.currentWidget() is self.stays else {}

    def restore(self, state: dict[str, Any]) -> None:
        """Open it again."""
        if state.get("list") in self.stays.tables:
            self._lists = self.stays
            self.stays.show_list(str(state["list"]))
            self._stack.setCurrentWidget(self.stays)
            return
        try:
            id = UUID(str(state.get("company", "")))
        except ValueError:
            return
        tab = state.get("tab")
        self.page.open(id, tab if isinstance(tab, str) else "", quiet=True)
        self._stack.setCurrentWidget(self.page)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(text(self.title))
        for part in (self.list, self.page, self.doubles, self.stays):
            part.retranslate()
        self._allow()
