"""Lists and calendars that leave the house: which one, of when, in which language, as what."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from incubator_gui.core.languages import LANGUAGES, NAMES, current
from incubator_gui.core.messages import Message, msg, nmsg, ptr, text, tr
from incubator_gui.core.settings import SCREENS
from incubator_gui.domain.programme import add_months
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.lists_out import CALENDAR, KINDS, Wish
from incubator_gui.services.paper_child import MadePaper
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.date_button import DateButton
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.outgoing import open_copy, safe_name
from incubator_gui.widgets.paper_output import Output
from incubator_gui.widgets.pdf_dialog import PdfDialog
from incubator_gui.widgets.styling import Button, tight

_FORMATS: dict[str, Message] = {
    "xlsx": msg("Workbook (.xlsx)"), "csv": msg("CSV text (.csv)"), "json": msg("JSON text (.json)"),
    "pdf": msg("Paper (.pdf)")}
_ICS: dict[str, Message] = {"ics": msg("Calendar (.ics)")}
_KEY: Final = Qt.ItemDataRole.UserRole
_KEPT: Final = "lists_dialog"
_MONTHS: Final = 36


class ListsDialog(Dialog):
    """Chooses a list and lets it go: seen first, opened, printed or saved. Remembers what was chosen last."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, day: date | None = None,
                 what: str = "") -> None:
        super().__init__(context.theme, tr("Lists and calendars"), tr("Save…"), parent, cancel=tr("Close"), width=640)
        self.context = context
        self._today = context.clock.today()
        kept = context.settings.part(SCREENS, _KEPT) or {}
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Lists"))
        self.list.setMinimumHeight(context.theme.px(440))
        self.about = PlainLabel("", "label")
        self.about.setWordWrap(True)
        self.day = DateButton(context.theme, today=True)
        self.day.set_name(tr("Day of the list"))
        self.month = ChoiceBox(self._months())
        self.language = ChoiceBox({key: NAMES[key] for key in LANGUAGES})
        self.format = ChoiceBox(_FORMATS)
        self.add(tr("Day"), self.day)
        self.add(tr("Month"), self.month)
        self.add(tr("Language"), self.language)
        self.add(tr("As"), self.format)
        self._lay_out()
        self.output = Output(context, lambda wish: text(KINDS[wish.what].title),
                             lambda wish: self._lists().name(wish, "pdf"), self)
        self.output.failed.connect(self.refused)
        self.preview = self._button(tr("Preview"), "eye", self.show_preview)
        self.open_ = self._button(ptr("a file, with another program", "Open"), "external-link", self.open_copy)
        self.print_ = self._button(tr("Print…"), "printer", self.print_list)
        self._fill(what or str(kept.get("what") or "residents"))
        self.day.set_day(day or self._today)
        self.day.picked.connect(lambda chosen: self.day.set_day(chosen or self._today))
        self.month.choose(self._today.replace(day=1))
        self.language.choose(kept.get("language") if kept.get("language") in LANGUAGES else current().language)
        self._format = str(kept.get("format") or "xlsx")
        self._changed()
        self.list.currentItemChanged.connect(lambda _now, _before: self._changed())
        self.list.itemActivated.connect(lambda _item: self.show_preview())
        self.format.activated.connect(lambda _index: self._remember_format())
        self.submitted.connect(self.save)
        self.list.setFocus()

    # --- what is wanted ----------------------------------------------------------------------

    def what(self) -> str:
        """The key of the list that is chosen."""
        item = self.list.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def choose(self, what: str) -> None:
        """Choose a list."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_KEY) == what:
                self.list.setCurrentRow(row)
                return

    def wish(self) -> Wish:
        """What is chosen."""
        when = KINDS[self.what()].when if self.what() in KINDS else ""
        return Wish(self.what(), self.language.key() or "en", self.day.day() if when == "day" else None,
                    self.month.key() if when == "month" else None)

    def _changed(self) -> None:
        what = self.what()
        is_calendar = what == CALENDAR
        when = KINDS[what].when if what in KINDS else ""
        self._show_row(self.day, when == "day")
        self._show_row(self.month, when == "month")
        self.format.set_choices(_ICS if is_calendar else _FORMATS)
        self.format.choose("ics" if is_calendar else self._format)
        self.preview.setEnabled(not is_calendar)
        self.print_.setEnabled(not is_calendar)
        self.about.setText(tr("Everything with a date: tasks, stays, services, trainings, roadshows.") if is_calendar
                           else tr("All of it, whatever is filtered on a screen."))
        self.messages.clear()

    def _remember_format(self) -> None:
        if self.what() != CALENDAR:
            self._format = self.format.key() or "xlsx"

    # --- where it goes -----------------------------------------------------------------------

    def save(self) -> None:
        """Ask for a file; the dialog asks before one is overwritten."""
        ending = self.format.key() or "xlsx"
        dialog = FileDialog(self, tr("Save the list"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{text((_ICS | _FORMATS)[ending]).partition(' (')[0]} (*.{ending})")
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(self._lists().name(self.wish(), ending))
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        self.asking = dialog
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the list to a file in the background."""
        wish, house = self.wish(), self.context.house

        def work(progress: Progress) -> int:
            if wish.what == CALENDAR:
                return int(house.lists.write_calendar(path, wish.language))
            return int(house.lists.write(wish, path, on_step=lambda done, total: progress.report(done, total),
                                         stop=progress.cancelled))

        def done(rows: int) -> None:
            self.main.setEnabled(True)
            self.context.shell.say(nmsg("{n} row written to {path}", "{n} rows written to {path}", rows,
                                        path=str(path)))
            self.messages.clear()
            self.messages.show_message(nmsg("{n} row written to {path}", "{n} rows written to {path}", rows,
                                            path=str(path)), "success")

        self._keep()
        self.busy()
        self.context.jobs.run(work, done, failed=self.refused, owner=self, title=msg("Writing {name}", name=path.name))

    def show_preview(self) -> None:
        """The list as a paper, seen inside the program."""
        if self.what() == CALENDAR:
            return
        title = text(KINDS[self.what()].title)

        def done(paper: MadePaper) -> None:
            self.seen = PdfDialog(self.theme, title, paper.content, self)
            self.seen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.seen.open()

        self._paper(done)

    def print_list(self) -> None:
        """The list as a paper, to a printer."""
        wish = self.wish()
        self._paper(lambda paper: self.output.print_(paper, wish, 0))

    def open_copy(self) -> None:
        """A copy in the system's program."""
        wish, ending, house = self.wish(), self.format.key() or "xlsx", self.context.house
        name = self._lists().name(wish, ending)

        def work(progress: Progress) -> bytes:
            import tempfile

            with tempfile.TemporaryDirectory(prefix="incubator-", ignore_cleanup_errors=True) as folder:
                path = Path(folder) / safe_name(name)
                if wish.what == CALENDAR:
                    house.lists.write_calendar(path, wish.language)
                else:
                    house.lists.write(wish, path, on_step=lambda done, total: progress.report(done, total),
                                      stop=progress.cancelled)
                return path.read_bytes()

        def done(content: bytes) -> None:
            if not open_copy(name, content):
                self.messages.show_message(msg("No program for this kind of file was found. Save it instead."), "error")

        self._keep()
        self.context.jobs.run(work, done, failed=self.refused, owner=self, key="list",
                              title=msg("Writing {name}", name=name))

    def _paper(self, done: Any) -> None:
        wish, house = self.wish(), self.context.house
        self._keep()
        self.context.jobs.run(
            lambda progress: house.lists.make_paper(
                wish, on_step=lambda at, total: progress.report(at, total), stop=progress.cancelled),
            done, failed=self.refused, owner=self, key="list", title=msg("Making the paper"))

    # --- parts -------------------------------------------------------------------------------

    def _lists(self) -> Any:
        return self.context.house.lists

    def _keep(self) -> None:
        self.context.settings.set_part(SCREENS, _KEPT, {
            "what": self.what(), "language": self.language.key(), "format": self._format})

    def _fill(self, what: str) -> None:
        group: Message | None = None
        for kind in KINDS.values():
            if kind.group != group:
                group = kind.group
                self._heading(text(group))
            self._entry(kind.key, text(kind.title))
        self._heading(tr("Calendar"))
        self._entry(CALENDAR, tr("Calendar of the house"))
        self.choose(what)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(1)

    def _heading(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        item.setForeground(self.theme.colour("muted"))
        self.list.addItem(item)

    def _entry(self, key: str, words: str) -> None:
        item = QListWidgetItem(words)
        item.setData(_KEY, key)
        self.list.addItem(item)

    def _months(self) -> dict[date | None, Message | str]:
        first = self._today.replace(day=1)
        months = [add_months(first, -back) for back in range(_MONTHS)]
        return {None: msg("All time"), **{month: current().day(month, "month") for month in months}}

    def _lay_out(self) -> None:
        """The list at the left, what belongs to it at the right."""
        self.body.removeItem(self.rows)
        across = QHBoxLayout()
        tight(across, 16)
        across.addWidget(self.list, 3)
        right = QVBoxLayout()
        tight(right, 12)
        right.addLayout(self.rows)
        right.addWidget(self.about)
        right.addStretch(1)
        across.addLayout(right, 4)
        self.body.addLayout(across, 1)

    def _button(self, words: str, icon: str, run: Any) -> Button:
        button = Button(self.theme, words, icon)
        button.clicked.connect(lambda: run())
        self.buttons.insertWidget(self.buttons.indexOf(self.cancel), button)
        return button

    def _show_row(self, field: QWidget, shown: bool) -> None:
        at = self.rows.indexOf(field)
        place: Any = self.rows.getItemPosition(at)
        label = self.rows.itemAtPosition(place[0], 0)
        for widget in (field, label.widget() if label is not None else None):
            if widget is not None:
                widget.setVisible(shown)


def show_lists(context: Context, parent: QWidget, *, day: date | None = None, what: str = "") -> ListsDialog:
    """Open the dialog."""
    dialog = ListsDialog(context, parent, day=day, what=what)
    dialog.open()
    return dialog
