"""The import of applications, or of today's house: three steps on one screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, msg, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.services.calls import CallRow
from incubator_gui.views.importing.busy_strip import BusyStrip
from incubator_gui.views.importing.columns_panel import ColumnsPanel
from incubator_gui.views.importing.commands import declare
from incubator_gui.views.importing.done_page import DonePage
from incubator_gui.views.importing.file_dialogs import ask_file, ask_refused, ask_template
from incubator_gui.views.importing.file_page import FilePage
from incubator_gui.views.importing.flow import Flow
from incubator_gui.views.importing.kinds import APPLICATIONS, HOUSE, KINDS
from incubator_gui.views.importing.notices import Notices
from incubator_gui.views.importing.preview_panel import PreviewPanel
from incubator_gui.views.importing.recent import Recent
from incubator_gui.views.importing.steps import Steps
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dropped_file import dropped
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.screen import Screen
from incubator_gui.widgets.styling import tight

FILE, PREVIEW, DONE = range(3)


class ImportScreen(Screen):
    """File, columns and preview, done."""

    id: ClassVar[str] = "import"
    title: ClassVar[Message] = msg("Import applications")
    icon: ClassVar[str] = "file-up"
    in_navigation: ClassVar[bool] = False

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self.flow = Flow(context, self)
        self.dialog: QFileDialog | None = None
        self._calls: tuple[CallRow, ...] = ()
        self._wanted: UUID | None = None
        self._recent = Recent()
        self._enter_table = False
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        tight(column, 0, 16, 0, 16, 16)
        head = QWidget()
        self._head = head
        row = QHBoxLayout(head)
        tight(row, 12)
        self._title, self._caption = PlainLabel(type="title"), ElidedLabel(type="muted")
        self.steps = Steps(theme)
        row.addWidget(self._title)
        row.addWidget(self._caption, 1)
        row.addWidget(self.steps)
        column.addWidget(head)
        self.messages = MessageArea(theme)
        self._notices = Notices(self.messages, self.flow)
        self.busy = BusyStrip(context, self.flow)
        column.addWidget(self.messages)
        column.addWidget(self.busy)
        self.file = FilePage(theme)
        self.columns = ColumnsPanel(context, self.flow)
        self.preview = PreviewPanel(context, self.flow)
        self.done = DonePage(context, self.flow)
        both = QWidget()
        side = QHBoxLayout(both)
        tight(side, 16)
        side.addWidget(self.columns)
        side.addWidget(self.preview, 1)
        self.pages = QStackedWidget()
        for page in (self.file, both, self.done):
            self.pages.addWidget(page)
        column.addWidget(self.pages, 1)
        theme.changed.connect(self._dress)
        self._dress()
        self._connect()
        declare(self)
        self._allow()
        self.retranslate()

    def _dress(self) -> None:
        self._head.setFixedHeight(self.context.theme.px(56))

    def _connect(self) -> None:
        flow = self.flow
        self.file.browse.connect(self.browse)
        self.file.chosen.connect(self.open_file)
        self.file.kind_wanted.connect(self.set_kind)
        self.file.template.connect(lambda: ask_template(self, self.flow.save_template))
        self.columns.file.kind_wanted.connect(self.set_kind)
        self.done.next_sheet.connect(self._next_sheet)
        self.file.call.named.connect(flow.set_call)
        self.columns.other_file.connect(self.browse)
        self.preview.go.connect(self._import)
        self.preview.cancel.connect(self._put_away)
        self.preview.save_refused.connect(self.ask_place)
        self.done.save_refused.connect(self.ask_place)
        self.done.to_list.connect(self._show_list)
        self.done.back.connect(self._back)
        self.done.another.connect(self.start_again)
        flow.opened.connect(self._opened)
        flow.changed.connect(self._show_caption)
        flow.planned.connect(self._up_to_date)
        flow.planned.connect(self._allow)
        flow.imported.connect(self._imported)
        flow.failed.connect(self._failed)
        flow.cancelled.connect(self._cancelled)
        flow.saved.connect(self._saved)
        flow.busy.connect(self._allow)

    # the protocol of screens -----------------------------------------------------------------

    def activated(self, first: bool) -> None:
        """Read the calls."""
        self._read_calls()
        if self.step == FILE:
            self.file.drop.button.setFocus()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        words = tr("Import the house") if self.flow.kind.key == HOUSE else tr("Import applications")
        self._title.setText(words)
        self.setAccessibleName(words)
        for part in (self.steps, self.messages, self.busy, self.file, self.columns, self.preview, self.done):
            part.retranslate()
        self._show_caption()

    def refresh(self, changes: Changes) -> None:
        """Calls, and what the rows are compared with, may have changed."""
        if changes.touches("call", "application"):
            self._read_calls()
        if self.step == DONE:
            self.flow.look_if_undone()
        elif self.step == PREVIEW and self.flow.touched(changes):
            self.flow.plan()

    def apply(self, filters: dict[str, Any]) -> None:
        """`kind` is "applications" or "house", `file` a file to open, `call` the id of the call to import into."""
        key, file = str(filters.get("kind") or APPLICATIONS), filters.get("file")
        if key != self.flow.kind.key and self.flow.source is not None and not self.flow.work_to_lose:
            self.start_again()
        self.set_kind(key, file=Path(str(file)) if file else None)
        try:
            self._wanted = UUID(str(filters["call"])) if filters.get("call") else None
        except ValueError:
            self._wanted = None
        self._choose_call()

    def state(self) -> dict[str, Any]:
        """Files that were opened."""
        return self._recent.state()

    def restore(self, state: dict[str, Any]) -> None:
        """Take the files back."""
        self._recent.restore(state)
        self.file.set_recent(self._recent.of(self.flow.kind.key))

    def set_kind(self, key: str, *, file: Path | None = None, sure: bool = False) -> None:
        """Import applications or the house; a file that is open is read again, answers are not lost unasked."""
        flow = self.flow
        if key not in KINDS or flow.step in ("import", "undo"):
            return
        if key != flow.kind.key:
            if self.step == DONE:
                self.start_again()
            if not sure and self._notices.would_lose(msg("Read the file again"),
                                                     lambda: self.set_kind(key, file=file, sure=True)):
                self.columns.show_source()
                return
            self.messages.clear()
            flow.set_kind(key)
        self.file.show_kind(key)
        self.file.set_recent(self._recent.of(key))
        self.retranslate()
        if file is not None:
            self.open_file(file)

    # calls -----------------------------------------------------------------------------------

    def _read_calls(self) -> None:
        self.context.jobs.read(lambda: self.context.house.calls.calls(), self._show_calls, owner=self, key="calls")

    def _show_calls(self, calls: tuple[CallRow, ...]) -> None:
        self._calls = calls
        self.file.set_calls(calls)
        self.columns.file.call.set_calls(calls)
        self._choose_call()

    def _choose_call(self) -> None:
        wanted = next((call.name for call in self._calls if call.id == self._wanted), "")
        if wanted:
            self._wanted = None
            self.flow.set_call(wanted)
        elif not self.flow.call and self._calls and not self.file.call.currentText():
            self.flow.set_call(self._calls[0].name)
        self._show_caption()

    def _show_caption(self) -> None:
        name = self.flow.call
        self.file.show_call(name)
        source, house = self.flow.source, self.flow.kind.key == HOUSE
        words = (source.sheet.name if source is not None else "") if house else name
        self._caption.setText(words if self.step != FILE else "")

    # files -----------------------------------------------------------------------------------

    def browse(self) -> None:
        """Ask for a file."""
        if self.flow.step in ("import", "undo"):
            return
        recent = self._recent.of(self.flow.kind.key)
        self.dialog = ask_file(self, recent[0].parent if recent else None, self.open_file)

    def open_file(self, path: Path, *, sure: bool = False) -> None:
        """Open a file; mended cells of another one are not thrown away unasked."""
        if not sure and self._notices.would_lose(msg("Open {file} all the same", file=path.name),
                                                 lambda: self.open_file(path, sure=True)):
            return
        self.messages.clear()
        self.flow.open(path)

    def start_again(self) -> None:
        """Back to step 1."""
        self.flow.close()
        self.messages.clear()
        self._go(FILE)
        self.file.drop.button.setFocus()

    def _put_away(self) -> None:
        if not self._notices.would_lose(msg("Put the file away"), self.start_again):
            self.start_again()

    def _opened(self) -> None:
        source = self.flow.source
        if source is None:
            return
        self.messages.clear()
        key = self.flow.kind.key
        self._recent.add(key, source.path.absolute())
        self.file.set_recent(self._recent.of(key))
        self._enter_table = self._enter_table or self.step != PREVIEW
        self._go(PREVIEW)

    def ask_place(self) -> None:
        """Ask where the refused rows go."""
        source = self.flow.source
        if source is None or self.flow.facts is None:
            return
        self.dialog = ask_refused(self, source.path, self.flow.save_refused)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """A file may fall anywhere on the screen."""
        if dropped(event) is not None and self.flow.step not in ("import", "undo"):
            event.acceptProposedAction()
            self.file.drop.set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """It went away again."""
        self.file.drop.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open what fell."""
        self.file.drop.set_over(False)
        path = dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    # steps -----------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """Which of the three steps is shown."""
        return self.pages.currentIndex()

    def _go(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        self.steps.show_step(step)
        self._show_caption()
        self._allow()

    def run(self) -> None:
        """Import, where the preview allows it."""
        if self.step == PREVIEW and self.preview.main.isEnabled():
            self._import()

    def _import(self) -> None:
        self.messages.clear()
        self.flow.apply()

    def _up_to_date(self) -> None:
        self._notices.up_to_date()
        if self._enter_table and self.step == PREVIEW:  # it can take the keyboard only once it has rows
            self._enter_table = False
            if not self.preview.table.currentIndex().isValid():
                self.preview.table.selectRow(0)
            self.preview.table.setFocus()

    def _imported(self) -> None:
        self.messages.clear()
        self._go(DONE)
        following = self.done.sheet_button
        (following if following.isVisible() else self.done.list_button).setFocus()

    def _back(self) -> None:
        self._go(PREVIEW)
        self._enter_table = True
        self.flow.go_back()

    def _next_sheet(self, name: str) -> None:
        source = self.flow.source
        if source is not None:
            self.messages.clear()
            self.flow.open(source.path, name)

    def _show_list(self) -> None:
        if self.flow.kind.key == HOUSE:
            self.context.shell.open_screen("floor_plan")
            return
        call = next((one.id for one in self._calls if one.name.casefold() == self.flow.call.casefold()), None)
        self.context.shell.open_screen("applications", {"call": call} if call is not None else None)

    def _failed(self, message: Message, step: str) -> None:
        self._notices.failed(message, step)
        if step == "open":
            self.columns.show_source()
        self._allow()
        self._focus_again(step)

    def _cancelled(self, step: str) -> None:
        self._notices.cancelled(step)
        self._focus_again(step)

    def _focus_again(self, step: str) -> None:
        """The table lost the keyboard while the import was under way."""
        if step == "import" and self.step == PREVIEW:
            self.preview.table.setFocus()

    def _saved(self, target: Path, template: bool) -> None:
        self._notices.saved(target, template)
        if not template:
            self.context.shell.say(msg("The refused rows are in {file}.", file=target.name))

    def _allow(self) -> None:
        actions, plan = self.context.actions, self.flow.facts.plan if self.flow.facts is not None else None
        if not actions.has("import.run"):
            return
        here = self.step == PREVIEW and plan is not None
        actions.allow("import.run", self.step == PREVIEW and self.preview.main.isEnabled(),
                      self.preview.main.toolTip())
        actions.allow("import.next", here)
        actions.allow("import.new", here and plan is not None and plan.counts["ask"] > 0,
                      tr("No row is asked about."))
        actions.allow("import.refused", plan is not None and plan.counts["refuse"] > 0, tr("No row is refused."))
        self.file.set_busy(self.flow.step == "open")

