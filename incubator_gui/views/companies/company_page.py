"""One company with everything about it: head, buttons, tabs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.views.companies.capital_tab import CapitalTab
from incubator_gui.views.companies.documents_tab import DocumentsTab
from incubator_gui.views.companies.history_tab import HistoryTab
from incubator_gui.views.companies.indicators_tab import IndicatorsTab
from incubator_gui.views.companies.life_tab import LifeTab
from incubator_gui.views.companies.lists_tab import ApplicationsTab, ServicesTab
from incubator_gui.views.companies.milestones_tab import MilestonesTab
from incubator_gui.views.companies.notes_tab import NotesTab
from incubator_gui.views.companies.parts import row_of, scrolled
from incubator_gui.views.companies.profile_tab import ProfileTab
from incubator_gui.views.companies.stay_tab import StayTab
from incubator_gui.views.companies.stock import CompanyStock, read_company
from incubator_gui.views.companies.team_tab import TeamTab
from incubator_gui.views.companies.words import LIFE_LOOKS, life_words
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.initials import InitialsBadge
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.record_page import RecordPage
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.tag import Tag

TABS: tuple[tuple[str, Message], ...] = (
    ("life", msg("Life line")), ("stay", msg("Stay")), ("profile", msg("Profile")),
    ("team", msg("Team")), ("milestones", msg("Milestones")),
    ("indicators", msg("Indicators")), ("applications", msg("Applications")), ("services", msg("Services")),
    ("capital", msg("Capital")), ("documents", msg("Documents")), ("notes", msg("Notes")),
    ("history", msg("History")))


class _Tab(Protocol):
    def show_stock(self, stock: CompanyStock) -> None: ...

    def retranslate(self) -> None: ...


class CompanyPage(RecordPage[CompanyStock]):
    """`merge_asked` begins a merge with another record."""

    merge_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, TABS, scrolls=True, parent=parent)
        theme = context.theme
        self.day: Any = None
        self._then: Callable[[], object] | None = None
        self.stay = StayTab(context)
        self.life, self.profile, self.team = LifeTab(theme), ProfileTab(context), TeamTab(context)
        self.milestones, self.indicators = MilestonesTab(context), IndicatorsTab(context)
        self.applications, self.services, self.capital = ApplicationsTab(theme), ServicesTab(theme), CapitalTab(context)
        self.documents, self.notes, self.history = DocumentsTab(context), NotesTab(context), HistoryTab(context)
        self.tabs: dict[str, Any] = {
            "life": self.life, "stay": self.stay, "profile": self.profile, "team": self.team,
            "milestones": self.milestones,
            "indicators": self.indicators, "applications": self.applications, "services": self.services,
            "capital": self.capital, "documents": self.documents, "notes": self.notes, "history": self.history}
        self._pages = QStackedWidget()
        self._areas: dict[str, QScrollArea] = {}
        for key, words in TABS:
            if key in {"applications", "services", "documents", "history"}:
                self._pages.addWidget(self.tabs[key])
            else:
                self._areas[key] = scrolled(self.tabs[key], text(words))
                self._pages.addWidget(self._areas[key])
        self.lay_out(self._make_head(), self._pages)
        self.bar.currentChanged.connect(self._turn)
        self.life.asked.connect(self.show_tab)
        self.life.plan_asked.connect(self._open_plan)
        self.applications.opened.connect(partial(context.shell.open_record, "application"))
        self.history.opened.connect(partial(context.shell.open_record, "change_set"))
        self.team.place_asked.connect(lambda card: self._areas["team"].ensureWidgetVisible(card, 0, 80))
        self.retranslate()

    def _make_head(self) -> QVBoxLayout:
        theme = self._context.theme
        self.dossier, self.more = Button(theme, icon="printer"), IconButton(theme, "ellipsis", kind="")
        first = row_of(self.back)
        first.addStretch()
        first.addWidget(self.dossier)
        first.addWidget(self.more)
        self._others = ElidedLabel("", "muted")
        self._life, self._focus = Tag(theme), Tag(theme)
        self._charge, self._owner = PlainLabel("", "label"), InitialsBadge("", 24)
        second = row_of(self._name, self._life, self._focus, self._others, self._charge, self._owner, stretch=3)
        self.dossier.clicked.connect(self.open_dossier)
        self.more.clicked.connect(self.open_menu)
        head = QVBoxLayout()
        tight(head, 8, 16, 12, 16, 8)
        head.addLayout(first)
        head.addLayout(second)
        return head

    # reading ---------------------------------------------------------------------------------

    def open(self, id: UUID, tab: str = "", then: Callable[[], object] | None = None, *, quiet: bool = False) -> None:
        """Show a company; `then` runs once it is filled in. `quiet`: say nothing when it is not there."""
        self._quiet = quiet
        if self.stock is not None and id != self.stock.id:
            self.messages.clear()
        self._wanted, self._then = id, then
        if tab:
            self.show_tab(tab)
        elif self.stock is not None and self.stock.id != id:
            self.show_tab("life")
        self.read()

    def read(self) -> None:
        """Everything about the company anew."""
        if self._wanted is None:
            return
        house, id, day = self._context.house, self._wanted, self.day
        self._context.jobs.read(lambda: read_company(house, id, day), self._show, failed=self.failed, owner=self,
                                key="company", title=msg("Reading a company"))

    def _show(self, stock: CompanyStock) -> None:
        if self._wanted is not None and stock.id != self._wanted:
            self.messages.show_message(msg("This record was merged into {company}, which is shown here.",
                                           company=stock.sheet.row.name), "info")
            self._wanted = stock.id
        self.stock = stock
        self._fill()
        for key in self.tabs:
            tab: _Tab = self.tabs[key]
            tab.show_stock(stock)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _fill(self) -> None:
        stock = self.stock
        if stock is None:
            return
        row, values = stock.sheet.row, stock.sheet.values
        self.show_name(row.name)
        others = [name for name in (row.trade_name, row.legal_name, row.chinese_name) if name and name != row.name]
        self._others.setText(" · ".join([*others, *filter(None, [values.get("claim")])]))
        icon, tone = LIFE_LOOKS.get(row.life, ("circle", "neutral"))
        self._life.set(life_words(row.life), icon, tone)
        self._focus.set(text(FOCUS_AREAS.get(row.focus_area, row.focus_area)) if row.focus_area else "")
        self._focus.setVisible(bool(row.focus_area))
        owner = next((person.name for person in stock.staff if person.id == row.owner_id), "")
        self._charge.setText(tr("In charge") if owner else tr("Nobody is in charge yet"))
        self._owner.setVisible(bool(owner))
        self._owner.set_name(owner)
        self._name_tabs()

    def _name_tabs(self) -> None:
        stock = self.stock
        counts: dict[str, int] = {}
        if stock is not None:
            sheet = stock.sheet
            counts = {"team": len(sheet.people), "milestones": len(sheet.milestones),
                      "applications": len(sheet.applications), "services": len(stock.engagements),
                      "capital": len(stock.rounds), "stay": len(stock.stays) if len(stock.stays) > 1 else 0,
                      "documents": len(stock.documents), "notes": len(stock.notes)}
        for place, (key, words) in enumerate(TABS):
            count = counts.get(key, 0)
            self.bar.setTabText(place, tr("{tab} {n}", tab=words, n=count) if count else text(words))
            if key == "services":  # waits for something to show
                self.bar.setTabVisible(place, bool(count))

    # tabs and menus --------------------------------------------------------------------------

    def show_person(self, person: UUID) -> None:
        """Turn to the team and bring somebody into view."""
        self.show_tab("team")
        self.team.reveal(person)

    def _open_plan(self) -> None:
        if self.stock is not None:
            self._context.shell.open_screen("floor_plan", {"company": self.stock.id})

    def open_dossier(self) -> None:
        """The paper about this company."""
        if self.stock is not None:
            self._context.shell.open_screen("dossier", {"company": self.stock.id})

    def open_menu(self) -> QMenu:
        """What else can be done."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        stock = self.stock
        if stock is not None:
            menu.addAction(tr("Merge with another record…"), lambda: self.merge_asked.emit(stock.id))
            inner = QMenu(tr("New application in"), menu)
            for call in stock.calls:
                inner.addAction(call.name.replace("&", "&&"), partial(self._apply, call.id))
            inner.setEnabled(bool(stock.calls))
            menu.addMenu(inner)
            menu.addAction(tr("Add documents…"), self._add_documents)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        return menu

    def _add_documents(self) -> None:
        self.show_tab("documents")
        self.documents.add.click()

    def _apply(self, call: UUID) -> None:
        if self.stock is not None:
            house, company = self._context.house, self.stock.id
            self._context.jobs.write(lambda: house.applications.add(call, company), owner=self,
                                     title=msg("Adding an application"))

    def _turn(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        if self.tab() == "history":
            self.history.read()

    # the frame -------------------------------------------------------------------------------

    def commit(self) -> bool:
        """Save what is being typed; False, with the tab in front, when something wrong stands in a field."""
        return self.commit_all((key, tab.commit) for key, tab in self.tabs.items() if hasattr(tab, "commit"))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.back.setText(tr("Companies"))
        self.back.setAccessibleName(tr("Back to all companies"))
        self.dossier.setText(tr("Dossier…"))
        self.more.set_name(tr("More"))
        self.bar.setAccessibleName(tr("Parts of the company"))
        for key, words in TABS:
            self.tabs[key].retranslate()
            if key in self._areas:
                self._areas[key].setAccessibleName(text(words))
        self.messages.retranslate()
        self._name_tabs()
        self._fill()
