"""The window of review mode: one review package, no database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QMainWindow, QVBoxLayout, QWidget

from incubator_gui.app import review_mode_actions
from incubator_gui.app.language import LanguageSwitch
from incubator_gui.app.look_actions import follow_look
from incubator_gui.app.reports import ReportDialog, tell_report
from incubator_gui.app.review_mode_files import PackageDrops, open_elsewhere
from incubator_gui.app.review_mode_opening import Opening
from incubator_gui.app.review_mode_parts import AskPage, ReviewBar, ReviewHead
from incubator_gui.app.review_mode_send import Sending, sent_words
from incubator_gui.app.status_bar import StatusBar
from incubator_gui.app.window_life import Closing, WindowPlace
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg, tr
from incubator_gui.core.paths import Paths
from incubator_gui.core.settings import SCREENS, Setting
from incubator_gui.domain.review_desk import Saved
from incubator_gui.exchange.package_desk import PackageDesk
from incubator_gui.views.review.desk.workbench import Workbench
from incubator_gui.widgets.context import Context, Shell
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.focus_ring import FocusRing
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import Level, MessageArea
from incubator_gui.widgets.styling import tight

PART = "review_mode"
"""Where settings keep how this window was left."""

HELP = msg("No network is needed: what you type is kept on this workstation. When you are done, or in between, choose "
           "“Send back…” and give the file to the incubator.")


_ALL_DONE = msg("All reviews of this package are done. Send them back, so that they count.")
_NOT_SENT = msg("All reviews are done, but not sent back yet. Send them back, or close again to do it another time.")
_ENDED = frozenset({"submitted", "abstained", "recused"})


class ReviewShell(Shell):
    """What the desk may ask of this window; there are no records and no other screens."""

    def __init__(self, window: ReviewWindow) -> None:
        self._window = window

    def say(self, message: Message | str, *, undo: bool = False) -> None:
        self._window.status.say(message)

    def warn(self, message: Message | str, level: Level = "error", *, link: Message | str = "",
             on_link: Callable[[], object] | None = None) -> None:
        self._window.messages.show_message(message, level, link=link, on_link=on_link)

    def unwarn(self, message: Message | str) -> None:
        self._window.messages.withdraw(message)


class ReviewWindow(QMainWindow):
    """Bar, head, desk and status bar; before that the passphrase, or why the file does not open."""

    def __init__(self, context: Context, language: LanguageSwitch, places: Paths) -> None:
        super().__init__()
        self.context, self._language = context, language
        self.desk: PackageDesk | None = None
        self.dialog: QWidget | None = None
        self._warned = self._reminded = False
        context.shell = ReviewShell(self)
        theme = context.theme
        self.setObjectName("Window")
        self._drops = PackageDrops(self, self._take_files)
        self.bar = ReviewBar(theme, context.actions)
        self.head = ReviewHead(theme)
        self.messages = MessageArea(theme)
        self.status = StatusBar(theme)
        self._closing = Closing(self, context, self.status)
        self._place = WindowPlace(self, context, PART)
        self.ask = AskPage(theme)
        self.waiting = PlainLabel("", "muted")
        self.waiting.setContentsMargins(16, 16, 16, 16)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.failed = EmptyState(theme, "circle-x", "", msg("Open another package…"), msg("Try again"),
                                 button_icon="folder-open")
        self.bench = Workbench(context, scope="review")
        self.head.put_beside(self.bench.head)
        self.stack = FrontStack()
        for page in (self.waiting, self.ask, self.failed, self.bench):
            self.stack.addWidget(page)
        self.sending = Sending(self)
        self.opening = Opening(context, places, self)
        self._build()
        theme.dress(self)
        self._ring = FocusRing(theme, self)
        context.actions.added.connect(self._take_action)
        review_mode_actions.declare(self, context.actions)
        context.actions.set_scope("review")
        self._connect()
        self._place.restore()
        self.retranslate()

    def _build(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        tight(column)
        column.addWidget(self.bar)
        column.addWidget(self.head)
        column.addWidget(self.messages)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(centre)
        self.head.hide()

    def _take_action(self, action: QAction) -> None:
        self.addAction(action)

    def _connect(self) -> None:
        context = self.context
        self.bar.language_chosen.connect(self.choose_language)
        self.bar.menu_asked.connect(lambda place: review_mode_actions.menu(self, context.actions).popup(place))
        self.head.send_asked.connect(self.send_back)
        self.ask.given.connect(self.opening.with_passphrase)
        self.failed.pressed.connect(self.ask_package)
        self.failed.linked.connect(self.opening.again)
        self.opening.asked.connect(self._show_ask)
        self.opening.refused.connect(self._show_refusal)
        self.opening.doubted.connect(self._show_doubt)
        self.opening.opened.connect(self._show_desk)
        self.bench.list.chosen.connect(lambda _one: self._offer_take_back())
        self.bench.saver.stored.connect(self._stored)
        self.status.cancel_asked.connect(context.jobs.cancel)
        context.jobs.listed.connect(self.status.show_jobs)
        context.jobs.refused.connect(lambda error: self.messages.show_message(error.message, "error"))
        self._end_listening = context.settings.listen(self._setting_changed)

    # opening ---------------------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """Open a package here, or in a window of its own where one lies open already."""
        if self.desk is not None:
            try:
                open_elsewhere(path)
            except IncubatorError as error:
                self.messages.show_message(error.message, "error")
            return
        self.messages.clear()
        self.waiting.setText(tr("Opening “{file}” …", file=path.name))
        self.stack.setCurrentWidget(self.waiting)
        self.opening.begin(path)

    def _take_files(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self.open_file(path)

    def _show_ask(self, house: str, error: Message | None) -> None:
        self.bar.show_names(house, "")
        self.stack.setCurrentWidget(self.ask)
        self.ask.ask(self.opening.path.name, house)
        self.ask.tell(error)

    def _show_refusal(self, error: IncubatorError) -> None:
        self.failed.set_line(error.message)
        self.failed.link.setVisible(True)
        self.stack.setCurrentWidget(self.failed)
        self.failed.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setWindowTitle(tr("Review package"))

    def _show_doubt(self, error: IncubatorError, signer: str) -> None:
        """Another key than before: open it only when the person says so."""
        self._show_refusal(error)
        self.messages.clear()
        self.messages.show_message(error.message, "warning", link=msg("The incubator confirmed it: open"),
                                   on_link=partial(self.opening.believe, signer), closable=False)

    def _show_desk(self, desk: PackageDesk) -> None:
        self.desk = desk
        self.ask.forget()
        self.messages.clear()
        self.bar.show_names(desk.head.house, desk.head.reviewer_name)
        self.head.show_package(desk.head)
        self.head.show()
        self.stack.setCurrentWidget(self.bench)
        self.bench.sheet_read.connect(self._take_keyboard, Qt.ConnectionType.SingleShotConnection)
        kept = self.context.settings.part(SCREENS, PART)
        if isinstance(kept, dict) and isinstance(kept.get("bench"), dict):
            self.bench.restore(kept["bench"])
        self.bench.open(desk)
        self._tell(desk)
        self.show_sent()
        self.retranslate()

    def _take_keyboard(self) -> None:
        """The passphrase had it; now it is the list's."""
        QTimer.singleShot(0, self.bench.list.view, lambda: self.bench.list.view.setFocus(
            Qt.FocusReason.OtherFocusReason))

    def _tell(self, desk: PackageDesk) -> None:
        """What the reviewer should know, the weightiest last so that it stays in sight."""
        kept = self.context.settings.part(SCREENS, PART)
        if not (isinstance(kept, dict) and kept.get("told")):
            self.messages.show_message(HELP)
        for note in desk.notes:
            self.messages.show_message(note)
        if desk.head.note.strip():
            self.messages.show_message(msg("The incubator writes: {note}", note=" ".join(desk.head.note.split())))
        due = desk.head.due_on
        if due is not None and due < self.context.clock.today():
            self.messages.show_message(msg("These reviews were due on {day}. Send back what you have, and ask the "
                                           "incubator whether it can still count.", day=due), "warning")

    def ask_package(self) -> None:
        """Choose a package to open."""
        dialog = FileDialog(self, tr("Open a review package"), "", tr("Review packages (*.ireview)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda file: self.open_file(Path(file)))
        self.show_dialog(dialog)

    def send_back(self) -> None:
        """Ask where the return package goes; what is on the form is stored first."""
        self.sending.ask()

    def show_sent(self) -> None:
        """When it was sent back, and whether something was typed since."""
        if self.desk is not None:
            self.status.set_backup(sent_words(self.desk))

    def _stored(self, _application: object, saved: Saved) -> None:
        """Something typed is on the disk; the last review of all leads to sending back."""
        self.show_sent()
        if saved.row.state in _ENDED and self._all_done():
            self.messages.show_message(_ALL_DONE, "success", link=msg("Send back…"), on_link=self.send_back)

    def _all_done(self) -> bool:
        rows = self.bench.list.model.all
        return bool(rows) and self.desk is not None and self.desk.unsent and all(row.state in _ENDED for row in rows)

    # conflicts -------------------------------------------------------------------------------

    def _offer_take_back(self) -> None:
        """A conflict that was declared by mistake is not for ever."""
        desk, current = self.desk, self.bench.current
        row = self.bench.list.model.row_of(current)
        words = msg("You declared a conflict of interest with this application, so it is hidden.")
        self.messages.withdraw(words)
        if desk is not None and current is not None and row is not None and row.state == "recused":
            self.messages.show_message(words, "info", link=msg("It was a mistake"),
                                       on_link=lambda: self._take_back(desk, current))

    def _take_back(self, desk: PackageDesk, application: Any) -> None:
        self.messages.clear()
        self.context.jobs.write(lambda: desk.take_back(application), lambda _saved: self.bench.refresh(), owner=self)

    # the frame -------------------------------------------------------------------------------

    def show_report(self, report: Path | None) -> None:
        """The program made a mistake: say so, the report behind a link."""
        tell_report(self.messages, report, self.open_report)

    def open_report(self, reports: tuple[Path, ...]) -> None:
        """Reports of mistakes."""
        self.show_dialog(ReportDialog(self.context.theme, reports, self))

    def choose_language(self, key: str) -> None:
        """Another language, for everything at once."""
        self._language.choose(key)

    def _setting_changed(self, setting: Setting[Any]) -> None:
        follow_look(setting, self.context.settings, self.context.theme, self.messages)

    def show_dialog(self, dialog: QDialog) -> None:
        """Without a loop of its own; it goes when it is closed."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.finished.connect(self._dialog_closed)
        dialog.open()

    def _dialog_closed(self) -> None:
        self.dialog = None

    def retranslate(self) -> None:
        """Every word in the language of the screen."""
        self.context.actions.retranslate()
        for part in (self.bar, self.head, self.messages, self.status, self.ask, self.failed, self.bench):
            part.retranslate()
        desk = self.desk
        self.setWindowTitle(tr("Review package") if desk is None else tr(
            "Review – {call} – {house}", call=desk.head.call, house=desk.head.house))
        self.show_sent()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Words follow the language."""
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "opening"):
            self.retranslate()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Store what is typed, let writes end, then go."""
        if self.desk is not None and not self.bench.leave() and not self._warned:
            self._warned = True
            event.ignore()
            return
        if self._all_done() and not self._reminded:
            self._reminded = True
            self.messages.show_message(_NOT_SENT, "warning", link=msg("Send back…"), on_link=self.send_back)
            event.ignore()
            return
        if self._closing.must_wait():
            event.ignore()
            return
        self._place.save()
        if self.desk is not None:
            self.context.settings.set_part(SCREENS, PART, {"told": True, "bench": self.bench.state()})
        self._end_listening()
        event.accept()
