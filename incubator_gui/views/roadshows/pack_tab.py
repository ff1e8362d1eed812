"""The pack of a roadshow: options at the left; the check, then the paper as it will be, at the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.errors import Cancelled, IncubatorError
from incubator_gui.core.messages import msg, nmsg, ntr, text, tr
from incubator_gui.services.packs_log import Copy
from incubator_gui.services.paper_child import MadePaper
from incubator_gui.views.roadshows.check_list import CheckList
from incubator_gui.views.roadshows.checking import Checking
from incubator_gui.views.roadshows.pack_copies import Copies
from incubator_gui.views.roadshows.pack_head import PackHead
from incubator_gui.views.roadshows.pack_options import PackOptionsPanel, PackWish
from incubator_gui.views.roadshows.stock import ShowStock
from incubator_gui.views.roadshows.wishes import file_name, make_pack, options_of, pack_title
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.paper_making import Making
from incubator_gui.widgets.paper_output import Output
from incubator_gui.widgets.paper_preview import Preview
from incubator_gui.widgets.progress_line import ProgressLine
from incubator_gui.widgets.styling import line, tight


class PackTab(QWidget):
    """`entry_asked` carries an entry of the line-up that needs a look."""

    entry_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self.stock: ShowStock | None = None
        self._begun: UUID | None = None
        self.passwords: list[str] = []
        self.dialog: QFileDialog | None = None
        self.options = PackOptionsPanel(theme)
        self.check, self.preview = CheckList(theme), Preview(theme)
        self.messages, self.progress = MessageArea(theme), ProgressLine(theme)
        self.checking = Checking(context, self)
        self.making = Making(context, lambda wish, progress: make_pack(context.house, wish, progress),
                             lambda wish: msg("Pack of {name}", name=wish.name), self)
        self.output = Output(context, pack_title, file_name, self)
        self.copies = Copies(context, self)
        self.head = PackHead(theme)
        self.view, self.which = self.head.view, self.head.which
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        theme = self._context.theme
        right = QWidget()
        right.setObjectName("Surface")
        inner = QVBoxLayout(right)
        tight(inner)
        inner.addWidget(self.head)
        inner.addWidget(line())
        inner.addWidget(self.messages)
        inner.addWidget(self.progress)
        self._pages.addWidget(self.check)
        self._pages.addWidget(self.preview)
        inner.addWidget(self._pages, 1)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.options)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([theme.px(288), theme.px(900)])
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.splitter)

    def _connect(self) -> None:
        self.options.changed.connect(self._options_changed)
        self.view.chosen.connect(self._turn)
        self.which.activated.connect(lambda _place: self._other_copy())
        self.check.make_asked.connect(self.make)
        self.check.password_given.connect(self.add_password)
        self.check.opened.connect(lambda key: self.entry_asked.emit(UUID(key)))
        self.checking.checked.connect(self.check.show_check)
        self.checking.began.connect(lambda: self.progress.begin(msg("Looking through the decks")))
        self.checking.stepped.connect(self.progress.show_step)
        self.checking.ended.connect(self._check_ended)
        self.making.began.connect(lambda: self.progress.begin(msg("Writing the pack")))
        self.making.made.connect(self._done)
        self.making.failed.connect(self._failed)
        self.making.stepped.connect(self.progress.show_step)
        self.progress.cancelled.connect(self.cancel)
        self.output.failed.connect(lambda error: self.messages.show_message(error.message, "error"))
        self.output.left.connect(self._left)
        self.head.open.clicked.connect(self.open_outside)
        self.head.print.clicked.connect(self.print_)
        self.head.copies.clicked.connect(self.ask_folder)
        self.head.save.clicked.connect(self.save)
        self.copies.began.connect(self.progress.begin)
        self.copies.stepped.connect(self.progress.show_step)
        self.copies.ended.connect(self.progress.end)
        self.copies.failed.connect(self._failed)
        self.copies.left.connect(lambda wishes, copies: self._log(
            copies, wishes[0].roadshow, self.options.country.key() or ""))

    # showing ---------------------------------------------------------------------------------

    def show_stock(self, stock: ShowStock) -> None:
        """Another roadshow, or the same one changed."""
        before, self.stock = self.stock, stock
        if self._begun != stock.id:
            self._begun = stock.id
            self.passwords = []
            self.making.forget()
            self.checking.forget()
            self.messages.clear()
            self.progress.end()
            self.preview.clear()
            self.check.show_check(None)
            self.options.begin(stock.row.language, stock.row.profile, *self._next())
            self.view.choose("check")
        elif before is not None:
            if before.row.profile != stock.row.profile:
                self.options.profile.choose(stock.row.profile)
            if before.row.language != stock.row.language and stock.row.language:
                self.options.language.choose(stock.row.language)
        self._recipients()
        if self.isVisible():
            self.look()

    def look(self) -> None:
        """Check what the pack would lack, and read the floors there are."""
        house, wish = self._context.house, self.wish()
        if wish is None:
            return
        self._context.jobs.read(lambda: tuple((one.id.hex, one.name) for one in house.space.plan().floors),
                                self.options.show_floors, failed=lambda _error: None, owner=self, key="floors")
        self.checking.soon(self.stock, wish)

    def wishes(self) -> list[PackWish]:
        """One for each recipient."""
        if self.stock is None:
            return []
        return self.options.wishes(self.stock.id, self.stock.row.name, self.passwords)

    def wish(self) -> PackWish | None:
        """The copy that is looked at."""
        found = self.wishes()
        place = self.which.currentIndex()
        return found[place] if 0 <= place < len(found) else found[0] if found else None

    def facts(self) -> str:
        """What is known of the pack in the preview."""
        paper = self.making.paper
        return text(nmsg("{n} page", "{n} pages", paper.pages)) if paper is not None else ""

    # what was asked for ----------------------------------------------------------------------

    def make(self) -> None:
        """Make the pack now, and look at it."""
        self.messages.clear()
        self.making.stale()
        if self.view.key == "preview":
            self.making.now(self.wish)
        else:
            self.view.choose("preview")  # which makes it

    def cancel(self) -> None:
        """Stop what is under way; nothing half-made stays."""
        self.checking.cancel()
        self.making.cancel()
        self.copies.cancel()

    def save(self) -> None:
        """Save the pack, as soon as it is made."""
        if self._ready():
            self.making.when_ready(self.wish, self.output.save)

    def print_(self) -> None:
        """Print the pack, as soon as it is made; with several recipients ask whether that of each."""
        if len(self.options.names()) > 1:
            self.print_menu().popup(self.head.print.mapToGlobal(QPoint(0, self.head.print.height())))
        else:
            self.print_one()

    def print_menu(self) -> QMenu:
        """This copy, or all of them."""
        menu, count = QMenu(self), len(self.options.names())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("The copy that is shown…"), self.print_one)
        menu.addAction(ntr("{n} copy, one after the other…", "All {n} copies, one after the other…", count),
                       self.print_copies)
        return menu

    def print_one(self) -> None:
        """Print the copy that is shown, as soon as it is made."""
        if self._ready():
            self.making.when_ready(self.wish, lambda paper, wish: self.output.print_(paper, wish, self.preview.page()))

    def open_outside(self) -> None:
        """Show the pack in the system's program, as soon as it is made."""
        if self._ready():
            self.making.when_ready(self.wish, lambda paper, wish: self.output.open(
                paper, wish, lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))))

    def add_password(self, password: str) -> None:
        """Try a password on the decks; it is kept until another roadshow is shown, and nowhere else."""
        if password not in self.passwords:
            self.passwords.append(password)
        self.making.stale()
        self.look()

    def ask_folder(self) -> None:
        """Where the copies of all recipients go."""
        dialog = FileDialog(self, tr("Save the copies in"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        if self.output.folder:
            dialog.setDirectory(self.output.folder)
        dialog.fileSelected.connect(lambda name: self.save_copies(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def save_copies(self, folder: Path) -> None:
        """One file for each recipient, all or none, and the log of them."""
        wishes = self.wishes()
        if wishes:
            self.output.folder = str(folder)
            self.messages.clear()
            self.copies.save(wishes, folder)

    def print_copies(self) -> None:
        """The copies of all recipients on the printer, each under its own name, and the log of them."""
        if self._ready():
            self.messages.clear()
            self.copies.print_(self.wishes())

    def commit(self) -> bool:
        """The date that is being typed."""
        return self.options.expires.commit()

    def state(self) -> dict[str, Any]:
        """Options and folder."""
        return self.options.state() | {"folder": self.output.folder, "parts": self.preview.list_button.isChecked(),
                                       "sizes": self.splitter.sizes()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        self.options.restore(state)
        if isinstance(state.get("folder"), str):
            self.output.folder = state["folder"]
        self.preview.list_button.setChecked(state.get("parts") is True)
        sizes = state.get("sizes")
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(one, int) and one > 0 for one in sizes):
            self.splitter.setSizes(sizes)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.splitter.setAccessibleName(tr("Options and preview"))
        for part in (self.head, self.options, self.check, self.preview, self.messages, self.progress):
            part.retranslate()
        self._recipients()
        self.head.facts.setText(self.facts())

    # what happened ---------------------------------------------------------------------------

    def _next(self) -> tuple[str, int]:
        issues: Sequence[Any] = self.stock.issues if self.stock is not None else ()
        version = next((row.version for row in issues if row.version), "1")
        numbers = [int(row.copy.split("/")[0]) for row in issues if row.copy.split("/")[0].strip().isdigit()]
        return version, max(numbers, default=0) + 1

    def _options_changed(self, typing: bool) -> None:
        self._recipients()
        wish = self.wish()
        if wish is not None and self.stock is not None:
            self.checking.soon(self.stock, wish, typing=typing)
        if self.making.paper is not None and not self.making.is_of(wish) and self.view.key == "preview":
            self._say_old()

    def _other_copy(self) -> None:
        if self.view.key == "preview":
            self.make()

    def _turn(self, key: str) -> None:
        self._pages.setCurrentWidget(self.preview if key == "preview" else self.check)
        if key == "preview" and not self.making.busy and not self.making.is_of(self.wish()):
            self.making.now(self.wish)

    def _say_old(self) -> None:
        self.messages.show_message(msg("This is the pack before the last change."), "info",
                                   link=msg("Make it again"), on_link=self.make)

    def _recipients(self) -> None:
        self.head.show_recipients(self.options.names())

    def _ready(self) -> bool:
        if not self.options.expires.commit():
            self.options.expires.setFocus()
            return False
        return self.stock is not None

    def _done(self, paper: MadePaper) -> None:
        self.progress.end()
        self.messages.clear()
        self.head.facts.setText(self.facts())
        if not self.preview.show_paper(paper.content):
            self.messages.show_message(msg("The pack was made but cannot be shown here. Save it and open it with"
                                           " another program."), "error")
            return
        if paper.warnings:
            self.messages.show_message(
                nmsg("{n} remark on this pack: what was left out or shortened stands in the check.",
                     "{n} remarks on this pack: what was left out or shortened stands in the check.",
                     len(paper.warnings)), "warning", link=msg("Show the check"),
                on_link=self._show_check)
        self.checking.add(paper.warnings)

    def _failed(self, error: IncubatorError) -> None:
        self.progress.end()
        if isinstance(error, Cancelled):
            self.messages.show_message(msg("Cancelled. Nothing was written."), "info", link=msg("Make the pack"),
                                       on_link=self.make)
        else:
            self.messages.show_message(error.message, "error", link=msg("Try again"), on_link=self.make)

    def _show_check(self) -> None:
        self.messages.clear()
        self.view.choose("check")

    def _check_ended(self, error: IncubatorError | None) -> None:
        if not self.making.busy:
            self.progress.end()
        if isinstance(error, Cancelled):
            self.messages.show_message(msg("The check was cancelled."), "info", link=msg("Check again"),
                                       on_link=self.look)
        elif error is not None:
            self.messages.show_message(error.message, "error", link=msg("Try again"), on_link=self.look)

    def _left(self, paper: MadePaper, wish: PackWish | None, name: str) -> None:
        if wish is None:
            return
        if not wish.recipient:
            self.messages.show_message(msg("No recipient is named, so this copy is not in the log of packs."), "info")
            return
        self._log((Copy(options_of(self._context.house, wish, bare=True), paper.content, paper.pages, name),),
                  wish.roadshow, self.options.country.key() or "")

    def _log(self, copies: Sequence[Copy], show: UUID, country: str) -> None:
        house = self._context.house

        def done(_outcome: object) -> None:
            if len(copies) > 1:
                numbers = [int(one.options.paper.copy.split("/")[0]) for one in copies]
                self.options.propose(copies[0].options.paper.version, max(numbers) + 1)

        self._context.jobs.write(lambda: house.packs.issue_all(show, copies, country=country), done, owner=self,
                                 failed=lambda error: self.messages.show_message(error.message, "error"))

    def _closed(self) -> None:
        self.dialog = None
