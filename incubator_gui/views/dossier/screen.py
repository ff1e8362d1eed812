"""The dossier screen: options at the left, the paper as it will be at the right."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.core.errors import Cancelled, IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ptr, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.dossiers import CompanyChoice
from incubator_gui.services.paper_child import MadePaper
from incubator_gui.services.paper_files import paper_name
from incubator_gui.views.dossier.options_panel import OptionsPanel, Wish
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.paper_making import Making
from incubator_gui.widgets.paper_output import Output
from incubator_gui.widgets.paper_preview import Preview
from incubator_gui.widgets.progress_line import ProgressLine
from incubator_gui.widgets.screen import Screen
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.tips import set_tip

SHOWS = ("company", "company_profile", "company_person", "person", "application", "stage", "stage_move", "call",
         "milestone", "indicator_value", "funding_round", "residency", "allocation", "room", "desk", "service",
         "engagement", "ledger_entry", "document", "note", "tag", "tagging", "house_setting")
"""Tables whose changes may change a paper."""


class DossierScreen(Screen):
    """A paper about one company: chosen, looked at, saved, printed."""

    id = "dossier"
    title = msg("Dossier")
    icon = "printer"
    in_navigation = False

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self._day: date | None = None
        self._asked: UUID | None = None
        self._known = False
        self._stale = False
        self._warnings: tuple[Any, ...] = ()
        self.options = OptionsPanel(theme)
        self.preview = Preview(theme)
        self.progress = ProgressLine(theme)
        self.messages = MessageArea(theme)
        self.making = Making(context, self._work, lambda wanted: msg("Paper about {name}", name=wanted[0].name), self)
        self.output = Output(context, lambda wish: tr("Dossier: {name}", name=" ".join(wish.name.split())),
                             lambda wish: paper_name(wish.name, wish.language, one_pager=wish.one_pager), self)
        self.nobody = EmptyState(theme, "printer", msg("Choose a company at the left: its paper appears here."),
                                 msg("Show the companies"), button_icon="building-2")
        self.unmade = EmptyState(theme, "file-text", msg("The paper is not made yet."), msg("Make the paper"))
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        scope = frozenset({self.id})
        actions = context.actions
        actions.add(Action("dossier.save", msg("Save the paper as…"), "download", "Ctrl+S", scope, ("file",)),
                    self.save)
        actions.add(Action("dossier.open", msg("Open the paper with the system's program"), "external-link",
                           "Ctrl+Shift+O", scope, ("file",)), self.open_outside)
        actions.add(Action("dossier.back", msg("Back to the company"), "arrow-left", "Alt+Left", scope, ("go",)),
                    self.back)
        self.retranslate()
        self._allow()

    def _build(self) -> None:
        theme = self.context.theme
        column = QVBoxLayout(self)
        tight(column)
        head = QWidget()
        head.setObjectName("Surface")
        row = QHBoxLayout(head)
        tight(row, 8, 16, 0, 16, 0)
        self._head = head
        self.back_button = Button(theme, icon="arrow-left", kind="flat")
        self._title = ElidedLabel("", "title")
        self._facts = PlainLabel("", "label")
        self.open_button = Button(theme, icon="external-link")
        self.print_button = Button(theme, icon="printer")
        self.save_button = Button(theme, icon="download", kind="main")
        row.addWidget(self.back_button)
        row.addWidget(self._title, 1)
        for part in (self._facts, self.open_button, self.print_button, self.save_button):
            row.addWidget(part)
        column.addWidget(head)
        column.addWidget(line())
        column.addWidget(self.messages)
        right = QWidget()
        right.setObjectName("Surface")
        inner = QVBoxLayout(right)
        tight(inner)
        inner.addWidget(self.progress)
        for page in (self.nobody, self.unmade, self.preview):
            self._pages.addWidget(page)
        inner.addWidget(self._pages, 1)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.options)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([theme.px(304), theme.px(900)])
        column.addWidget(self.splitter, 1)
        theme.changed.connect(self._size)
        self._size()

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back)
        self.open_button.clicked.connect(self.open_outside)
        self.print_button.clicked.connect(self.print_)
        self.save_button.clicked.connect(self.save)
        self.options.changed.connect(self._options_changed)
        self.options.company_chosen.connect(lambda id: self._choose(id))
        self.nobody.pressed.connect(lambda: self.context.shell.open_screen("companies"))
        self.unmade.pressed.connect(self.make_again)
        self.making.began.connect(self._began_making)
        self.making.made.connect(self._made)
        self.making.failed.connect(self._failed)
        self.making.stepped.connect(self.progress.show_step)
        self.progress.cancelled.connect(self.making.cancel)
        self.output.failed.connect(lambda error: self.messages.show_message(error.message, "error"))

    # the protocol of screens -----------------------------------------------------------------

    def activated(self, first: bool) -> None:
        """Read the companies; make the paper again where something changed meanwhile."""
        self._read()
        if self._stale and self._known:
            self.making.soon(self._wish, typing=False)

    def apply(self, filters: dict[str, Any]) -> None:
        """`company` chooses it; `one_pager` and `language` the paper."""
        try:
            company = UUID(str(filters.get("company")))
        except ValueError:
            return
        if "one_pager" in filters:
            self.options.restore({"kind": "one" if filters["one_pager"] else "dossier"})
        self._choose(company, str(filters.get("language", "")))

    def open_record(self, kind: str, id: UUID) -> None:
        """The paper about a company."""
        if kind == "company":
            self._choose(id)

    def refresh(self, changes: Changes) -> None:
        """What was written anywhere may stand in the paper."""
        if not changes.touches(*SHOWS) or not self.began:
            return
        if self.isVisible():
            if changes.touches("company"):
                self._read()
            self.making.soon(self._wish, typing=True)
        else:
            self._stale = True

    def set_date(self, day: date | None) -> None:
        """The paper as of another day."""
        self._day = day
        if self.began:
            self.making.soon(self._wish, typing=False)

    def print_(self) -> None:
        """Print the paper, as soon as it is made."""
        self._when_ready(lambda paper, wanted: self.output.print_(paper, wanted[0], self.preview.page()))

    def leave(self) -> bool:
        """Nothing is lost here; a paper that is being made is made again next time."""
        return True

    def state(self) -> dict[str, Any]:
        """Company, options and folder."""
        company = self.options.company.company or self._asked
        return self.options.state() | {"company": company.hex if company else "", "folder": self.output.folder,
                                       "parts": self.preview.list_button.isChecked()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        self.options.restore(state)
        if isinstance(state.get("folder"), str):
            self.output.folder = state["folder"]
        self.preview.list_button.setChecked(state.get("parts") is True)
        if self._asked is None and isinstance(state.get("company"), str):
            try:
                self._asked = UUID(state["company"])
            except ValueError:
                return

    def retranslate(self) -> None:
        """Every word in the language of the screen."""
        self.setAccessibleName(tr("Dossier"))
        for button, words in ((self.back_button, tr("Back to the company")),
                              (self.open_button, ptr("a file, with another program", "Open")),
                              (self.print_button, tr("Print…")), (self.save_button, tr("Save as…"))):
            button.setText(words)
        self.open_button.setToolTip(tr("Open with the system's program for PDF"))
        self.splitter.setAccessibleName(tr("Options and preview"))
        for part in (self.options, self.preview, self.progress, self.messages, self.nobody, self.unmade):
            part.retranslate()
        self._show_facts()

    # what was asked for ----------------------------------------------------------------------

    def save(self) -> None:
        """Save the paper, as soon as it is made."""
        self._when_ready(lambda paper, wanted: self.output.save(paper, wanted[0]))

    def open_outside(self) -> None:
        """Show the paper in the system's program, as soon as it is made."""
        self._when_ready(lambda paper, wanted: self.output.open(
            paper, wanted[0], lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))))

    def back(self) -> None:
        """The company's own screen."""
        company = self.options.company.company
        if company is not None:
            self.context.shell.open_record("company", company)

    def make_again(self) -> None:
        """Make the paper now."""
        self.messages.clear()
        self.making.now(self._wish)

    # making ----------------------------------------------------------------------------------

    def _read(self) -> None:
        house = self.context.house
        if house is not None:
            self.context.jobs.read(house.dossiers.choices, self._show_choices, owner=self, key="choices")

    def _show_choices(self, rows: tuple[CompanyChoice, ...]) -> None:
        self.options.set_choices(rows)
        first, self._known = not self._known, True
        if not rows:
            self.nobody.set_line(msg("There is no company yet."))
        if first and self._asked is not None and self.options.company.company is None:
            self._choose(self._asked)
        self._allow()

    def _choose(self, company: UUID, language: str = "") -> None:
        self._asked = company
        if not self._known or self.context.house is None:
            self._read()
            return
        dossiers, wanted = self.context.house.dossiers, language or current().language
        self.making.forget()
        self.messages.clear()
        self.options.company.show_company(company)
        self.preview.clear()
        self._pages.setCurrentWidget(self.unmade)
        self._show_facts()

        def chosen(found: str) -> None:
            self.options.show_language(language or found)
            self._allow()
            self.making.now(self._wish)

        def missing(error: IncubatorError) -> None:
            self.options.company.show_company(None)
            self.messages.show_message(error.message, "error")
            self._allow()

        self.context.jobs.read(
            lambda: dossiers.language(company, wanted), chosen, failed=missing, owner=self, key="language")

    def _wish(self) -> tuple[Wish, date | None] | None:
        wish = self.options.wish()
        return (wish, self._day) if wish is not None else None

    def _work(self, wanted: tuple[Wish, date | None], progress: Progress) -> MadePaper:
        """In a worker."""
        (wish, day), dossiers = wanted, self.context.house.dossiers
        options = dossiers.options(
            wish.language, confidentiality=wish.confidentiality, recipient=wish.recipient, version=wish.version,
            watermark=wish.watermark, sections=wish.sections, **({"day": day} if day else {}))
        made: MadePaper = dossiers.make(wish.company, options, one_pager=wish.one_pager, on_step=progress.report,
                                        stop=progress.cancelled)
        return made

    def _options_changed(self, typing: bool) -> None:
        self.making.soon(self._wish, typing=typing)

    def _when_ready(self, run: Any) -> None:
        if self.options.company.company is None:
            self.options.company.setFocus()
            return
        self.making.when_ready(self._wish, run)

    def _began_making(self) -> None:
        self._stale = False
        self.progress.begin(msg("Writing the paper about {name}", name=self.options.company.name))

    def _made(self, paper: MadePaper) -> None:
        self.progress.end()
        self.messages.clear()
        if not self.preview.show_paper(paper.content):
            self._pages.setCurrentWidget(self.unmade)
            self.messages.show_message(msg("The paper was made but cannot be shown here. Save it and open it with"
                                           " another program."), "error")
            return
        self._warnings = paper.warnings
        self._pages.setCurrentWidget(self.preview)
        for warning in paper.warnings:
            self.messages.show_message(warning, "warning")
        self._show_facts()

    def _failed(self, error: IncubatorError) -> None:
        self.progress.end()
        if isinstance(error, Cancelled):
            shown = self._pages.currentWidget() is self.preview
            self.messages.show_message(
                msg("Cancelled. The preview is as it was before the last change.") if shown
                else msg("Cancelled. No paper was made."), "info", link=msg("Make the paper"), on_link=self.make_again)
        else:
            self.messages.show_message(error.message, "error", link=msg("Try again"), on_link=self.make_again)

    def _allow(self) -> None:
        company = self.options.company.company is not None
        if not company:
            self._pages.setCurrentWidget(self.nobody)
        elif self._pages.currentWidget() is self.nobody:
            self._pages.setCurrentWidget(self.unmade)
        why = "" if company else tr("Choose a company first")
        for button in (self.back_button, self.open_button, self.print_button, self.save_button):
            button.setEnabled(company)
        for button in (self.print_button, self.save_button):
            set_tip(button, why)
        for id in ("dossier.save", "dossier.open", "dossier.back"):
            self.context.actions.allow(id, company, why)
        self._show_facts()

    def _show_facts(self) -> None:
        name = self.options.company.name
        self._title.setText(tr("Dossier: {name}", name=name) if name else tr("Dossier"))
        paper = self.making.paper
        self._facts.setText(text(self.output.facts(paper)) if paper is not None and name else "")

    def _size(self) -> None:
        self._head.setFixedHeight(self.context.theme.px(56))
