"""The ledger below the board: month by month, sums, the quick line, and the table of entries."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from incubator_gui.core.heavy import heavy
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, ntr, ptr, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.quick_line import Known as Names
from incubator_gui.domain.quick_line import Reading, read_line
from incubator_gui.services.ledger import LedgerRow, Totals
from incubator_gui.views.services.ledger_columns import entry, make_columns
from incubator_gui.views.services.ledger_work import LedgerWork
from incubator_gui.views.services.paste_dialog import PasteDialog
from incubator_gui.views.services.quick_line import QuickLine
from incubator_gui.views.services.stock import Known
from incubator_gui.widgets import table_edit, table_layout
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.list_file import ListFile
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.styling import Button, IconButton, MenuButton

_SHOWN = ("ledger_entry", "company", "service", "person", "engagement", "entitlement", "house_setting")


class LedgerCard(Card):
    """Reads by itself. `company` narrows it, `month` is its first day; None is the whole time."""

    company_opened = Signal(object)
    engagement_opened = Signal(object)

    def __init__(self, context: Context, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self._context, self._known = context, known
        theme = context.theme
        self.month: date | None = context.clock.today().replace(day=1)
        self.company: UUID | None = None
        self.totals = Totals(Decimal(0), Decimal(0), 0, 0)
        self._rows: tuple[LedgerRow, ...] = ()
        self._booked: frozenset[UUID] = frozenset()
        self._wanted: tuple[UUID, ...] = ()
        self.dialog: PasteDialog | None = None
        self.caption.hide()
        self.months = MenuButton(theme, kind="flat")
        self.months.clicked.connect(self.months_menu)
        self.before = IconButton(theme, "chevron-left")
        self.after = IconButton(theme, "chevron-right")
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.chip = Button(theme, icon="x", kind="chip")
        self.chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.chip.clicked.connect(lambda: self.show_company(None))
        self.chip.hide()
        self.sums = [PlainLabel("", "label" if place % 2 == 0 else "strong") for place in range(5)]
        self.export = Button(theme, icon="file-spreadsheet", shrinks=True)
        tools = self.header.layout()
        assert tools is not None
        for widget in (self.months, self.before, self.after, self.chip):
            tools.addWidget(widget)
        self._tools.addStretch(1)
        for label in self.sums:
            self.add_tool(label)
        self.add_tool(self.export)
        self.quick = QuickLine(context)
        self.body.addWidget(self.quick)
        self.table = FilterTable(theme, make_columns(known), context.settings, "ledger")
        if not self.table.rows.sorting():
            self.table.sort_by([("day", True)])
        self.empty = EmptyState(theme, "notebook-pen", "")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        self._pages.setMinimumHeight(24)  # in a low place the table gives way, never the quick line
        self.body.addWidget(self._pages, 1)
        self.work = LedgerWork(context, known, self.table, self)
        self.file = ListFile(context, self.table, self)
        self.export.clicked.connect(self.ask_export)
        self.quick.booked.connect(self.was_booked)
        self.quick.several.connect(self.ask_several)
        self.table.rows.edited.connect(self.work.save)
        self.table.link_clicked.connect(self._follow)
        self.table.activated_id.connect(self._opened)
        self.table.menu_asked.connect(self.rows_menu)
        self.table.note.connect(context.shell.say)
        self.table.rows.reordered.connect(self._turn_page)
        gone = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(lambda: self.work.remove(self.table.marked_ids()))
        self.words()

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """Entries and sums of what is chosen, and what the quick line may name."""
        self.read_entries()
        self.read_names()

    def read_entries(self) -> None:
        """Entries and sums of what is chosen."""
        house, company = self._context.house, self.company
        starts, ends = self.span()

        def work() -> tuple[tuple[LedgerRow, ...], Totals]:
            with heavy():
                return house.ledger.rows(starts, ends, company), house.ledger.totals(starts, ends, company)

        self.table.rows.set_loading()
        self._context.jobs.read(work, self._show, owner=self, key="entries", title=msg("Reading the ledger"))

    def read_names(self) -> None:
        """What the quick line may name."""
        house = self._context.house
        self._context.jobs.read(lambda: house.ledger.known(), self._names, owner=self, key="names")

    def refresh(self, changes: Changes) -> None:
        """Something changed, here or elsewhere."""
        if changes.touches(*_SHOWN):
            self.read_entries()
        if changes.touches("company", "service", "person"):
            self.read_names()
        elif changes.touches("entitlement", "ledger_entry"):
            self.quick.read()

    def span(self) -> tuple[date | None, date | None]:
        """First day and the day after the last."""
        if self.month is None:
            return None, None
        return self.month, (self.month + timedelta(days=32)).replace(day=1)

    # what is shown ---------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        """Another month."""
        month = self.month or self._context.clock.today().replace(day=1)
        self.show_month((month + timedelta(days=32 if by > 0 else -1)).replace(day=1))

    def show_month(self, month: date | None) -> None:
        """One month, or the whole time."""
        self.month = month.replace(day=1) if month is not None else None
        self.words()
        self.read_entries()

    def show_company(self, company: UUID | None) -> None:
        """One company alone, or all."""
        self.company = company
        self.words()
        self.read_entries()

    def focus_line(self) -> None:
        """The keyboard goes to the quick line."""
        self.quick.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin(self, words: str) -> None:
        """Begin a line with a company or a service."""
        self.quick.put(words)

    def was_booked(self, ids: tuple[UUID, ...], reading: Reading) -> None:
        """Show what was just booked: its month, and all companies where it is of another one."""
        self._booked |= frozenset(ids)
        self._wanted = ids
        starts, ends = self.span()
        if starts is not None and ends is not None and not starts <= reading.day < ends:
            self.month = reading.day.replace(day=1)
        if self.company not in (None, reading.company):
            self.company = None
        self.words()
        self.read_entries()

    def ask_several(self, lines: list[str]) -> None:
        """Several lines were pasted."""
        names = self.quick.known
        if names is None:
            return
        today, me = self._context.clock.today(), self.quick.me

        def understood(words: str) -> Reading:
            return read_line(words, names, today, me)

        dialog = PasteDialog(self._context, lines, understood, self)

        def closed() -> None:
            self.dialog = None
            if dialog.booked and dialog.last is not None:
                self.was_booked(dialog.booked, dialog.last)

        dialog.finished.connect(closed)
        self.dialog = dialog
        dialog.open()

    def ask_export(self) -> None:
        """Where to? The rows checked, else those shown."""
        self.file.ask(self.name())

    def print_(self) -> None:
        """The entries as a list, with their sums below the title."""
        print_table(self._context, self.table, f"{self.name()} · {self._sum_words()}")

    def name(self) -> str:
        """What is shown, as the name of a file."""
        parts = [tr("Ledger"), current().day(self.month, "month") if self.month else "",
                 self._company_name() if self.company else ""]
        return " ".join(part for part in parts if part)

    def months_menu(self) -> QMenu:
        """This month, the last ones, the whole time."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        this = self._context.clock.today().replace(day=1)
        months = [this]
        for _ in range(11):
            months.append((months[-1] - timedelta(days=1)).replace(day=1))
        for month in months:
            action = menu.addAction(current().day(month, "month"), partial(self.show_month, month))
            action.setCheckable(True)
            action.setChecked(month == self.month)
        menu.addSeparator()
        action = menu.addAction(tr("Whole time"), partial(self.show_month, None))
        action.setCheckable(True)
        action.setChecked(self.month is None)
        menu.popup(self.months.mapToGlobal(QPoint(0, self.months.height() + 2)))
        return menu

    def rows_menu(self, ids: list[UUID], place: QPoint) -> QMenu | None:
        """What can be done with the chosen entries."""
        row = self.table.rows.row_of(ids[0]) if ids else None
        if row is None:
            return None
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        line: LedgerRow = row[1]
        menu.addAction(tr("Open the company"), partial(self.company_opened.emit, line.company_id))
        if line.engagement_id is not None:
            menu.addAction(tr("Open the engagement"), partial(self.engagement_opened.emit, line.engagement_id))
        menu.addMenu(self._engagements_menu(line, menu))
        menu.addAction(tr("Only {company}", company=line.company).replace("&", "&&"),
                       partial(self.show_company, line.company_id))
        menu.addAction(tr("Book another one like it"), partial(self.begin, f"{line.company} {self._service(line)}"))
        menu.addSeparator()
        menu.addAction(tr("Copy with headings"), partial(table_edit.copy, self.table, headings=True))
        menu.addAction(ntr("Remove {n} entry", "Remove {n} entries", len(ids)), partial(self.work.remove, ids))
        menu.popup(place)
        return menu

    def _engagements_menu(self, line: LedgerRow, menu: QMenu) -> QMenu:
        """On which engagement of the company an entry counts."""
        inner = QMenu(tr("Counts on"), menu)
        choices: list[tuple[UUID | None, str]] = [(None, tr("no engagement"))]
        for one in self._known.lines:
            if one.company_id == line.company_id and (one.is_open or one.id == line.engagement_id):
                service = one.service.of(current().language)
                choices.append((one.id, current().labelled(service, one.title) if one.title else service))
        for id, words in choices:
            action = inner.addAction(words.replace("&", "&&"), partial(self.work.count_on, line.id, id))
            action.setCheckable(True)
            action.setChecked(id == line.engagement_id)
        return inner

    def state(self) -> dict[str, Any]:
        """What the next start should find again; the month is always today's."""
        return {"line": self.quick.line.text()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back."""
        words = state.get("line")
        if isinstance(words, str):
            self.quick.line.setText(words)

    def words(self) -> None:
        """Words in the language of the screen."""
        self.title.setText(tr("Ledger"))
        self.setAccessibleName(tr("Ledger"))
        self.table.setAccessibleName(tr("Entries of the ledger"))
        self.table.retranslate()
        self.quick.retranslate()
        self.export.setText(tr("Export…"))
        self.export.setAccessibleName(tr("Export the ledger"))
        self.before.set_name(tr("Month before"))
        self.after.set_name(tr("Next month"))
        shown = current().day(self.month, "month") if self.month else tr("Whole time")
        self.months.setText(shown)
        self.months.setAccessibleName(tr("Month: {month}", month=shown))
        self.chip.setVisible(self.company is not None)
        name = self._company_name()
        self.chip.setText(name if len(name) <= 24 else name[:23] + "…")
        self.chip.setAccessibleName(tr("Show all companies again"))
        self._empty_words()
        self._show_sums()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The note has the room that the others leave."""
        super().resizeEvent(event)
        theme = self._context.theme
        self.sums[-1].setVisible(self.width() > theme.px(720))
        for label in self.sums[2:4]:
            label.setVisible(self.width() > theme.px(600))
        self.fit_columns()

    def fit_columns(self) -> None:
        """The note has the room that the others leave; in a narrow place those give way that are wider than needed."""
        table_layout.fit(self.table, "note", {"kind": 84, "service": 108, "state": 112, "company": 120, "day": 100,
                                              "preparation": 84, "contact": 84, "note": 96})

    # within ----------------------------------------------------------------------------------

    def _show(self, found: tuple[tuple[LedgerRow, ...], Totals]) -> None:
        self._rows, self.totals = found
        self.table.rows.set_rows([entry(row, self._booked) for row in self._rows])
        self.fit_columns()
        wanted, self._wanted = [id for id in self._wanted if self.table.rows.row_of(id) is not None], ()
        if wanted:
            self.table.select_ids(wanted)
        self._show_sums()

    def _turn_page(self) -> None:
        _shown, whole = self.table.rows.counts()
        self._pages.setCurrentWidget(self.table if whole or self.table.rows.loading else self.empty)

    def _names(self, names: Names) -> None:
        self.quick.take(names, self._known.me)
        self.words()

    def _company_name(self) -> str:
        names = self.quick.known
        return names.company_names.get(self.company, "") if names is not None and self.company is not None else ""

    def _service(self, line: LedgerRow) -> str:
        return line.service.of(current().language)

    def _follow(self, id: UUID, _key: str) -> None:
        row = self.table.rows.row_of(id)
        if row is not None:
            self.company_opened.emit(row[1].company_id)

    def _opened(self, id: UUID) -> None:
        row = self.table.rows.row_of(id)
        if row is not None and row[1].engagement_id is not None:
            self.engagement_opened.emit(row[1].engagement_id)

    def _empty_words(self) -> None:
        line: Message = msg("Nothing is booked in this month. Write in the line above what was done.")
        if self.month is None:
            line = msg("Nothing is booked yet. Write in the line above what was done.")
        self.empty.set_line(line)

    def _show_sums(self) -> None:
        speak, sums = current(), self.totals
        hours = [speak.text(msg("{hours} h", hours=value)) for value in (sums.contact, sums.preparation)]
        words = (ptr("entry", "Contact"), hours[0], "· " + ptr("entry", "Preparation"), hours[1],
                 "· " + ntr("{n} company", "{n} companies", sums.companies))
        for label, each in zip(self.sums, words, strict=True):
            label.setText(each)

    def _sum_words(self) -> str:
        return " ".join(label.text() for label in self.sums)


def month_of(value: Any) -> date | None:
    """The month that a day or text such as 2027-05 names; None, the whole time, for anything else."""
    try:
        return value if isinstance(value, date) else date.fromisoformat(f"{str(value)[:7]}-01")
    except ValueError:
        return None
