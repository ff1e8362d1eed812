"""Outcomes of a call: what is pending and announced, letters, minutes, and announcing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, nmsg, ntr, ptr, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.decision_space import capacity_line
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.decisions_rows import Announcement
from incubator_gui.services.letters import HandedOver
from incubator_gui.services.outcome import Outcome
from incubator_gui.views.review.decision.announce_dialog import AnnounceDialog
from incubator_gui.views.review.decision.columns import decision_columns
from incubator_gui.views.review.decision.letter_panel import LetterPanel
from incubator_gui.views.review.decision.minutes_work import MinutesWork
from incubator_gui.views.review.decision.sheet_work import SheetWork
from incubator_gui.views.review.decision.stock import DecisionStock
from incubator_gui.views.review.decision.templates_dialog import TemplatesDialog
from incubator_gui.widgets import table_menu
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.fitted_table import FittedTable
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import Button, IconButton, MenuButton, tight
from incubator_gui.widgets.tips import set_tip


class ResultPage(QWidget):
    """`day_asked` where nothing is decided yet, `company_asked` a company's record."""

    day_asked = Signal()
    company_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self.stock: DecisionStock | None = None
        self.dialog: AnnounceDialog | TemplatesDialog | QFileDialog | None = None
        self.messages = MessageArea(theme)
        self.card = Card(theme)
        self.table = FittedTable(theme, decision_columns(), context.settings, "decisions", checks=True,
                                 stretch="company", least={"company": 168, "reason": 120, "outcome": 120})
        self.empty = EmptyState(theme, "flag", msg("Nothing is decided for this call yet."), msg("Go to the meeting"),
                                button_icon="flag")
        self.letter = LetterPanel(context)
        self.capacity = PlainLabel("", "muted", wrap=True)
        self.announce = Button(theme, icon="send", kind="main")
        self.draft, self.export = Button(theme, icon="pencil"), Button(theme, icon="folder-open")
        self.minutes, self.back = MenuButton(theme, icon="file-text"), Button(theme, icon="undo-2")
        self.templates, self.columns = IconButton(theme, "notebook-pen"), IconButton(theme, "columns-3")
        self.minutes_work = MinutesWork(context, self)
        self.sheet_button, self.sheet = MenuButton(theme, icon="file-spreadsheet"), SheetWork(context, self)
        self._body = FrontStack()
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        theme = self._context.theme
        self.card.add_tool(self.templates)
        self.card.add_tool(self.columns)
        inner, column = QWidget(), QVBoxLayout()
        inner.setLayout(column)
        tight(column)
        column.addWidget(self.table, 1)
        line = QHBoxLayout()
        tight(line, 8, 12, 8, 12, 0)
        line.addWidget(self.capacity)
        foot, flow = QHBoxLayout(), Flow(gap=8)
        tight(foot, 0, 12, 8, 12, 8)
        for button in (self.announce, self.draft, self.export, self.minutes, self.sheet_button, self.back):
            flow.addWidget(button)
        foot.addLayout(flow)
        column.addLayout(line)
        column.addLayout(foot)
        self._body.addWidget(inner)
        self._body.addWidget(self.empty)
        self.card.body.addWidget(self.messages)
        self.card.body.addWidget(self._body, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(16)
        self.splitter.setProperty("gap", True)
        self.splitter.addWidget(self.card)
        self.splitter.addWidget(self.letter)
        self.letter.setMinimumWidth(theme.px(300))
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([theme.px(840), theme.px(380)])
        whole = QHBoxLayout(self)
        tight(whole, 0, 16, 16, 16, 16)
        whole.addWidget(self.splitter)

    def _connect(self) -> None:
        table = self.table
        table.selected.connect(lambda _ids: self._selected())
        table.rows.checks_changed.connect(self._allow)
        table.rows.edited.connect(self._save)
        table.note.connect(self._context.shell.say)
        table.link_clicked.connect(self._link)
        table.activated_id.connect(lambda _id: self.letter.look())
        table.menu_asked.connect(lambda _ids, place: self.menu().popup(place))
        self.announce.clicked.connect(self.ask_announce)
        self.draft.clicked.connect(self.draft_letters)
        self.export.clicked.connect(self.ask_folder)
        self.minutes.clicked.connect(lambda: self.minutes_work.menu().popup(
            self.minutes.mapToGlobal(QPoint(0, self.minutes.height()))))
        self.minutes_work.failed.connect(self._failed)
        self.sheet_button.clicked.connect(lambda: self.sheet_menu().popup(
            self.sheet_button.mapToGlobal(QPoint(0, self.sheet_button.height()))))
        self.back.clicked.connect(self.take_back)
        self.templates.clicked.connect(self.ask_templates)
        self.columns.clicked.connect(lambda: table_menu.columns_menu(table).popup(
            self.columns.mapToGlobal(QPoint(0, self.columns.height()))))
        self.letter.draft_asked.connect(self.draft_letters)
        self.empty.pressed.connect(self.day_asked)

    # showing ---------------------------------------------------------------------------------

    def show_stock(self, stock: DecisionStock) -> None:
        """Another call, or the same one changed."""
        self.stock = stock
        self.minutes_work.meeting = stock.day.meeting if stock.day is not None else None
        sheet = stock.day.sheet if stock.day is not None else None
        ranks = {row.application_id: row.adjusted_rank for row in sheet.rows} if sheet is not None else {}
        self.table.rows.set_rows([(one.id, one, ranks.get(one.application_id)) for one in stock.decisions])
        self._body.setCurrentIndex(0 if stock.decisions else 1)
        self._selected()
        self.retitle()

    def marked(self) -> tuple[UUID, ...]:
        """The decisions an action is for: checked or selected ones, else all that are pending."""
        ids = self.table.marked_ids()
        return tuple(ids) if ids else tuple(one.id for one in self.stock.pending) if self.stock else ()

    def commit(self) -> bool:
        """Save what is being typed."""
        return self.letter.commit()

    def retitle(self) -> None:
        """The title with its counts, and the main button with what it is for."""
        stock = self.stock
        pending = len(stock.pending) if stock else 0
        announced = len(stock.decisions) - pending if stock else 0
        self.card.set_words(tr("Decisions"), current().joined((
            ntr("{n} pending", "{n} pending", pending) if pending else "",
            ntr("{n} announced", "{n} announced", announced) if announced else "")))
        space = stock.day.space if stock is not None and stock.day is not None else None
        self.capacity.setText(capacity_line(space, None, current()) if space is not None and space.teams else "")
        self.capacity.setVisible(bool(self.capacity.text()))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.table.setAccessibleName(tr("Decisions"))
        self.splitter.setAccessibleName(tr("Decisions and letter"))
        for button, words in ((self.announce, tr("Announce…")), (self.draft, tr("Draft letters")),
                              (self.export, tr("Hand letters over…")), (self.minutes, ptr("meeting", "Minutes")),
                              (self.sheet_button, tr("Sheet")), (self.back, tr("Take back"))):
            button.setText(words)
        self.templates.set_name(tr("Words of the letters…"))
        self.columns.set_name(tr("Columns"))
        for part in (self.table, self.letter, self.empty, self.messages):
            part.retranslate()
        self.retitle()

    # announcing ------------------------------------------------------------------------------

    def ask_announce(self) -> None:
        """Show first what will happen."""
        ids, house = self.marked(), self._context.house
        if self.stock is not None and self.stock.why_not is not None:
            self._context.shell.say(self.stock.why_not)
        elif ids and self.commit():
            self._context.jobs.read(lambda: house.decisions.preview(ids), self._preview, failed=self._failed,
                                    owner=self, key="preview", title=msg("Looking at what announcing does"))

    def _preview(self, plan: Announcement) -> None:
        dialog = AnnounceDialog(self._context.theme, plan, self)
        house, ids = self._context.house, [line.decision_id for line in plan.lines]

        def done(outcome: Outcome[Announcement]) -> None:
            if self.dialog is dialog:
                dialog.accept()
            self.messages.clear()
            self.table.rows.set_checked(ids, False)

        def go() -> None:
            dialog.busy()
            self._context.jobs.write(lambda: house.decisions.announce(ids, seen=plan), done, failed=dialog.refused,
                                     owner=dialog, title=msg("Announcing"))

        dialog.submitted.connect(go)
        self._show_dialog(dialog)

    def take_back(self) -> None:
        """Take the marked pending decisions away; undo brings them back."""
        stock, house = self.stock, self._context.house
        ids = [id for id in self.table.marked_ids() if stock and (one := stock.decision(id)) and one.state == "pending"]
        if ids:
            self._context.jobs.write(lambda: house.decisions.take_back(ids), owner=self)

    # letters ---------------------------------------------------------------------------------

    def draft_letters(self) -> None:
        """Letters for the marked decisions that have none."""
        ids, house = self.table.marked_ids(), self._context.house
        ids = ids or [one.id for one in self.stock.decisions] if self.stock else []

        def done(outcome: Outcome[tuple[UUID, ...]]) -> None:
            if not outcome.value:
                self._context.shell.say(msg("All of them have a letter already."))

        if ids:
            self._context.jobs.write(lambda: house.letters.draft(ids), done, owner=self,
                                     title=msg("Drafting the letters"))

    def ask_folder(self) -> None:
        """Where the letters go as files."""
        if self.letters() and self.commit():
            dialog = FileDialog(self, tr("Folder for the letters"))
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            dialog.fileSelected.connect(lambda path: self.hand_over(Path(path)))
            self._show_dialog(dialog)

    def letters(self) -> list[UUID]:
        """The letters of the marked decisions, else all that are ready."""
        stock = self.stock
        if stock is None:
            return []
        wanted = self.table.marked_ids()
        if wanted:
            return [one.letter_id for one in stock.decisions if one.id in wanted and one.letter_id is not None]
        return [one.id for one in stock.letters if one.state == "ready"]

    def hand_over(self, folder: Path) -> None:
        """Write PDFs and drafts of e-mails into a folder; the program sends nothing."""
        ids, house = self.letters(), self._context.house

        def work(progress: Progress) -> HandedOver:
            made: HandedOver = house.letters.hand_over(ids, folder, on_step=progress.report, stop=progress.cancelled)
            return made

        def done(made: HandedOver) -> None:
            self.messages.clear()
            for number, why in made.refused[:2]:
                self.messages.show_message(msg("Application {number}: {reason}", number=number, reason=why), "warning")
            if len(made.refused) > 2:
                more = nmsg("{n} more letter was not written.", "{n} more letters were not written.",
                            len(made.refused) - 2)
                self.messages.show_message(more, "warning")
            if made.files:
                self._context.shell.say(nmsg("{n} file written into {folder}", "{n} files written into {folder}",
                                             len(made.files), folder=str(folder)))

        self._context.jobs.run(work, done, failed=self._failed, owner=self, title=msg("Writing the letters"))

    def ask_templates(self) -> None:
        """The words of the letters."""
        chosen = self.table.selected_ids()
        first = chosen[0] if chosen else (self.stock.decisions[0].id if self.stock and self.stock.decisions else None)
        self._show_dialog(TemplatesDialog(self._context, first, self))

    def sheet_menu(self) -> QMenu:
        """The decisions as a spreadsheet: out, and back with outcomes."""
        menu, stock = QMenu(self), self.stock
        menu.aboutToHide.connect(menu.deleteLater)
        if stock is not None:
            menu.addAction(tr("Export the decision sheet…"), partial(self.sheet.ask_out, stock.call_name))
            menu.addAction(tr("Take outcomes over from a sheet…"), partial(self.sheet.ask_in, stock.call))
        return menu

    def print_(self) -> None:
        """The list on paper."""
        print_table(self._context, self.table, tr("Decisions"))

    def menu(self) -> QMenu:
        """What can be done with the marked decisions."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for button, run in ((self.announce, self.ask_announce), (self.draft, self.draft_letters),
                            (self.export, self.ask_folder), (self.back, self.take_back)):
            menu.addAction(button.text(), run).setEnabled(button.isEnabled())
        return menu

    # parts -----------------------------------------------------------------------------------

    def _save(self, edits: Sequence[Edit]) -> None:
        for edit in edits:
            self._store(edit)

    def _store(self, edit: Edit) -> None:
        house, rows = self._context.house, self.table.rows

        def done(changes: Changes) -> None:
            if not changes:  # stored already: no refresh will come that takes the mark away
                rows.discard(edit.id, edit.key)

        self._context.jobs.write(lambda: house.decisions.set_reason(edit.id, edit.value or ""), done,
                                 failed=lambda error: rows.reject([edit], error.message), owner=self)

    def _selected(self) -> None:
        ids = self.table.selected_ids()
        stock = self.stock
        row = stock.decision(ids[0]) if stock is not None and len(ids) == 1 else None
        if stock is not None:
            self.letter.show_aside(stock.aside.get(row.id, ()) if row is not None else (), stock.why_not)
        self.letter.show_letter(row, stock.letter_of(row.id) if stock is not None and row is not None else None)
        self._allow()

    def _allow(self) -> None:
        stock = self.stock
        chosen = set(self.table.marked_ids())
        pending = [one for one in stock.pending if not chosen or one.id in chosen] if stock else []
        why = text(stock.why_not) if stock is not None and stock.why_not is not None else ""
        self.announce.setEnabled(bool(pending) and not why)
        self.back.setEnabled(bool(chosen) and bool(pending) and not why)
        self.draft.setEnabled(bool(stock and stock.decisions) and not why)
        self.export.setEnabled(bool(self.letters()) and not why)
        for button in (self.announce, self.back, self.draft, self.export):
            set_tip(button, why)
        self.minutes.setEnabled(stock is not None and stock.day is not None)

    def _link(self, id: UUID, _key: str) -> None:
        row = self.stock.decision(id) if self.stock else None
        if row is not None:
            self.company_asked.emit(row.company_id)

    def _failed(self, error: IncubatorError) -> None:
        self.messages.clear()
        self.messages.show_message(error.message, "error")

    def _show_dialog(self, dialog: AnnounceDialog | TemplatesDialog | QFileDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def ended() -> None:
            if self.dialog is dialog:
                self.dialog = None

        dialog.finished.connect(ended)
        dialog.open()
