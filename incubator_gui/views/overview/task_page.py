"""The whole list of what is due: filtered, edited, ticked off, postponed, handed on, written to a calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, nmsg, ptr, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.applications import StaffRow
from incubator_gui.services.duty import Duty
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.tasks import TaskRow
from incubator_gui.views.overview.task_columns import FIELDS, make_columns, rows_of
from incubator_gui.views.overview.task_dialog import TaskDialog
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.filter_bar import FilterBar
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.styling import Button, MenuButton, tight
from incubator_gui.widgets.table_saving import TableSaving

_DERIVED = msg("This line follows from a record of its own. Press Enter to open it and change it there.")


class TaskPage(QWidget):
    """`back_asked` returns to the overview, `opened` carries a duty whose record is wanted."""

    back_asked = Signal()
    opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self._staff: tuple[StaffRow, ...] = ()
        self._day = context.clock.today()
        self.me: UUID | None = None
        self.mine = False
        self.dialog: TaskDialog | QFileDialog | None = None
        self._added = ""
        self.table = FilterTable(theme, make_columns(lambda: self._day, self._named), context.settings,
                                 "tasks")
        self.bar = FilterBar(self.table)
        self.back = Button(theme, icon="chevron-left", kind="link")
        self.new = Button(theme, icon="plus", kind="main")
        self.done = Button(theme, icon="check")
        self.later, self.hand = MenuButton(theme, icon="calendar-clock"), MenuButton(theme, icon="user-round")
        self.file = Button(theme, icon="calendar-days", shrinks=True)
        head = QHBoxLayout()
        tight(head, 8)
        head.addWidget(self.back)
        head.addStretch()
        for button in (self.done, self.later, self.hand, self.file, self.new):
            head.addWidget(button)
        self.empty = EmptyState(theme, "circle-check", msg("Nothing is late, and nothing is due in the next 60 days."),
                                msg("New task"), button_icon="plus")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        column = QVBoxLayout(self)
        tight(column, 12, 16, 12, 16, 0)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self._body, 1)
        self.back.clicked.connect(self.back_asked)
        self.new.clicked.connect(self.ask_new)
        self.empty.pressed.connect(self.ask_new)
        self.done.clicked.connect(self.tick)
        self.later.clicked.connect(lambda: self._later_menu().popup(_below(self.later)))
        self.hand.clicked.connect(lambda: self._hand_menu().popup(_below(self.hand)))
        self.file.clicked.connect(self.choose_file)
        self.table.activated_id.connect(self._activated)
        self.table.link_clicked.connect(self._open_subject)
        self._saving = TableSaving(context, self.table, self)
        self.table.rows.edited.connect(self._save)
        self.table.menu_asked.connect(self._menu)
        self.table.note.connect(context.shell.say)
        self.table.selected.connect(lambda _ids: self._allow())
        self.table.rows.checks_changed.connect(self._allow)
        self._allow()
        self.retranslate()

    def show_duties(self, duties: tuple[Duty, ...], day: date, staff: tuple[StaffRow, ...]) -> None:
        """Other duties; what is selected, sorted and filtered stays."""
        self._staff, self._day = staff, day
        self.table.rows.set_rows(rows_of(duties, day))
        self._body.setCurrentWidget(self.table if duties else self.empty)
        self._show_new()
        self._allow()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.back.setText(tr("Overview"))
        self.back.setAccessibleName(tr("Back to the overview"))
        self.new.setText(tr("New task"))
        self.done.setText(tr("Tick off"))
        self.later.setText(tr("Postpone"))
        self.hand.setText(tr("Hand on"))
        self.file.setText(tr("Calendar file…"))
        self.table.setAccessibleName(tr("All tasks"))
        for part in (self.bar, self.table, self.empty):
            part.retranslate()

    # who and what ----------------------------------------------------------------------------

    def _person(self, name: str | None) -> UUID | None:
        return next((person.id for person in self._staff if person.name == name), None)

    def _named(self, words: str) -> str | None:
        wanted = words.strip().casefold()
        if not wanted:
            return None
        found = [p.name for p in self._staff if wanted in (p.name.casefold(), p.initials.casefold())]
        found = found or [p.name for p in self._staff if p.name.casefold().startswith(wanted)]
        if len(found) != 1:
            raise Refused(msg("“{words}” is not one of the colleagues. Write the whole name.", words=words[:40]))
        return found[0]

    def _duty(self, key: str) -> Duty | None:
        row = self.table.rows.row_of(key)
        return row[1] if row is not None else None

    def tasks(self) -> list[UUID]:
        """The tasks among the rows checked or selected."""
        found = (self._duty(key) for key in self.table.marked_ids())
        return [duty.task for duty in found if duty is not None and duty.task is not None]

    def _allow(self) -> None:
        some = bool(self.tasks())
        for button in (self.done, self.later, self.hand):
            button.setEnabled(some)

    def _activated(self, key: str) -> None:
        duty = self._duty(key)
        if duty is not None and duty.task is not None:
            self.ask_edit(duty.task)
        elif duty is not None:
            self.opened.emit(duty)

    def _open_subject(self, key: str, _column: str) -> None:
        duty = self._duty(key)
        if duty is not None and duty.subject_id is not None:
            self._context.shell.open_record(duty.subject_kind, duty.subject_id)

    # changing --------------------------------------------------------------------------------

    def _save(self, edits: Sequence[Edit]) -> None:
        tasks, derived = [], []
        for edit in edits:
            duty = self._duty(edit.id)
            if duty is not None and duty.task is not None:
                value = self._person(edit.value) if edit.key == "owner" else edit.value
                tasks.append((edit, (duty.task, FIELDS[edit.key], value)))
            else:
                derived.append(edit)
        self._saving.discard(derived)
        if derived:
            self._context.shell.warn(_DERIVED, "info")
        if tasks:
            house, whole = self._context.house, [one for _edit, one in tasks]

            self._saving.send([edit for edit, _one in tasks], lambda: house.tasks.set_each(whole), aloud=True)

    def _write(self, work: Callable[[], Changes], title: Message) -> None:
        self._context.jobs.write(work, owner=self, title=title)

    def tick(self) -> None:
        """The marked tasks are done."""
        ids, house = self.tasks(), self._context.house
        if ids:
            self._write(lambda: house.tasks.set_many_done(ids), nmsg("Ticking off {n} task", "Ticking off {n} tasks",
                                                                     len(ids)))

    def postpone(self, how: str) -> None:
        """The marked tasks are due on the next working day, in a week, in a month, or without a date."""
        ids, house, today = self.tasks(), self._context.house, self._context.clock.today()

        def work() -> Changes:
            days = house.service_board.calendar()
            day = {"workday": days.add(today, 1), "week": days.next_workday(date.fromordinal(today.toordinal() + 7)),
                   "month": days.next_workday(date.fromordinal(today.toordinal() + 30))}.get(how)
            changed: Changes = house.tasks.postpone_many(ids, day)
            return changed

        if ids:
            self._write(work, msg("Postponing tasks"))

    def assign(self, person: UUID | None) -> None:
        """Somebody else is in charge of the marked tasks."""
        ids, house = self.tasks(), self._context.house
        if ids:
            self._write(lambda: house.tasks.assign(ids, person), msg("Handing tasks on"))

    def remove(self) -> None:
        """The marked task goes."""
        ids, house = self.tasks(), self._context.house
        if len(ids) == 1:
            self._write(lambda: house.tasks.remove(ids[0]), msg("Removing a task"))

    def ask_new(self) -> None:
        """The dialog for a new task; it is the person's own unless somebody else is chosen."""
        dialog = TaskDialog(self._context, self._staff, owner=self.me, parent=self.window())
        house = self._context.house
        self._open(dialog, lambda values: house.tasks.add(
            values["title"], values["due_on"], owner=values["owner"], company=values.get("company"),
            kind=values["kind"]), msg("Adding a task"))

    def ask_edit(self, id: UUID) -> None:
        """The dialog with a task as it is stored now."""
        house = self._context.house

        def show(task: TaskRow) -> None:
            dialog = TaskDialog(self._context, self._staff, task, parent=self.window())
            self._open(dialog, lambda values: house.tasks.edit(id, **values), msg("Saving a task"))

        self._context.jobs.read(lambda: house.tasks.get(id), show, owner=self, key="task",
                                failed=lambda error: self._context.shell.warn(error.message))

    def _open(self, dialog: TaskDialog, save: Callable[[dict[str, Any]], Any], title: Message) -> None:
        def send() -> None:
            if dialog.read():
                values = dict(dialog.values)
                dialog.busy()
                self._context.jobs.write(lambda: save(values), lambda result: self._saved(dialog, result),
                                         failed=dialog.refused, owner=dialog, title=title)

        dialog.submitted.connect(send)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _saved(self, dialog: TaskDialog, result: object) -> None:
        if isinstance(result, Outcome):  # a new one: shown as soon as it is read, wherever it stands
            self._added = f"task:{result.value.hex}"
            self._show_new()
        dialog.accept()

    def _show_new(self) -> None:
        if self._added and self.table.rows.row_of(self._added) is not None:
            self.table.select_ids([self._added])
            self._added = ""

    def _closed(self) -> None:
        self.dialog = None

    # menus, calendar, paper ------------------------------------------------------------------

    def _later_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for key, words in (("workday", tr("To the next working day")), ("week", tr("By a week")),
                           ("month", tr("By 30 days")), ("none", tr("Without a date"))):
            menu.addAction(words, partial(self.postpone, key))
        return menu

    def _hand_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for person in self._staff:
            menu.addAction(person.name.replace("&", "&&"), partial(self.assign, person.id))
        menu.addSeparator()
        menu.addAction(tr("Nobody"), lambda: self.assign(None))
        return menu

    def _menu(self, keys: list[str], place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if len(keys) == 1:
            menu.addAction(ptr("verb", "Open"), lambda: self._activated(keys[0]))
        if self.tasks():
            menu.addAction(tr("Tick off"), self.tick)
            for inner, words in ((self._later_menu(), tr("Postpone")), (self._hand_menu(), tr("Hand on"))):
                inner.setTitle(words)
                menu.addMenu(inner)
            if len(self.tasks()) == 1:
                menu.addAction(tr("Remove the task"), self.remove)
        menu.popup(place)

    def choose_file(self) -> None:
        """Ask where the calendar shall go."""
        dialog = FileDialog(self, tr("Write a calendar file"), "", "iCalendar (*.ics)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.selectFile("tasks.ics")
        dialog.fileSelected.connect(lambda name: self.write_calendar(Path(name)))
        dialog.finished.connect(self._closed)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def write_calendar(self, path: Path) -> None:
        """What has a date from today on, mine or that of the whole house, for any calendar program."""
        house, language, owner = self._context.house, current().language, self.me if self.mine else None
        since = self._context.clock.today()

        def work(_progress: Progress) -> int:
            number: int = house.calendar.write(path, language, owner=owner, since=since)
            return number

        def done(number: int) -> None:
            self._context.shell.say(nmsg("{n} entry written to {name}", "{n} entries written to {name}", number,
                                         name=path.name))

        self._context.jobs.run(work, done, owner=self, title=msg("Writing a calendar file"))

    def print_(self) -> None:
        """The rows checked, else those shown."""
        print_table(self._context, self.table, tr("All tasks"))


def _below(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(QPoint(0, widget.height() + 2))
