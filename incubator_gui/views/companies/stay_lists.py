"""Lists about stays: residents with their clocks, who waits for desks, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, ntr, pmsg, ptr, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import ChoiceFilter, Edit
from incubator_gui.services.duty import Duty
from incubator_gui.services.house import House
from incubator_gui.services.residency_read import ResidencyRow, WaitingRow
from incubator_gui.views.companies import stay_columns
from incubator_gui.views.companies.stock import STAYS
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_bar import FilterBar
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.list_file import ListFile
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.refusals import refuse
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, tight

Key = Literal["residents", "waiting", "due"]

LISTS: tuple[tuple[str, Message, str], ...] = (
    ("all", pmsg("companies", "All"), ""), ("residents", pmsg("companies", "Residents"), ""),
    ("waiting", pmsg("companies", "Waiting"), ""), ("due", pmsg("companies", "Due"), ""))
"""Lists of companies: key and words; the first one is the list of all."""

_EMPTY: dict[str, tuple[str, Message]] = {
    "residents": ("building-2", msg("Nobody has a stay yet. Open a company and begin one on its page.")),
    "waiting": ("circle-check", msg("Nobody waits: all who were admitted have their desks.")),
    "due": ("circle-check", msg("Nothing about stays is due in the next 60 days.")),
}


@dataclass(frozen=True, slots=True)
class StayStock:
    """What the three lists show, read in one job."""

    residents: tuple[ResidencyRow, ...]
    waiting: tuple[WaitingRow, ...]
    due: tuple[Duty, ...]
    day: date


def read_stays(house: House, day: date | None) -> StayStock:
    """The three lists of a day."""
    duties = house.duties.rows(day)
    return StayStock(house.residency.rows(day), house.residency.waiting(day, waitlisted=True),
                     tuple(duty for duty in duties if duty.area in STAYS), day or house.clock.today())


class StayLists(QWidget):
    """`opened` carries a company and a tab, `all_asked` goes to the list of all companies."""

    opened = Signal(object, str)
    all_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self.day: date | None = None
        self._today = context.clock.today()
        self._filtered: set[str] = set()
        self.tables: dict[str, FilterTable] = {
            "residents": FilterTable(theme, stay_columns.residents(lambda: self._today), context.settings, "stays"),
            "waiting": FilterTable(theme, stay_columns.waiting(), context.settings, "waiting"),
            "due": FilterTable(theme, stay_columns.due(self._when), context.settings, "stays_due")}
        self.bars = {key: FilterBar(table) for key, table in self.tables.items()}
        self.files = {key: ListFile(context, table, self) for key, table in self.tables.items()}
        self.empties = {key: EmptyState(theme, icon, words) for key, (icon, words) in _EMPTY.items()}
        self._title = PlainLabel("", "title")
        self.choice = SegmentedControl(theme, LISTS, msg("Which list of companies"))
        self.export = Button(theme, icon="download", shrinks=True)
        head = QHBoxLayout()
        tight(head, 12)
        head.addWidget(self._title)
        head.addWidget(self.choice)
        head.addStretch()
        head.addWidget(self.export)
        column = QVBoxLayout(self)
        tight(column, 12, 16, 12, 16, 0)
        column.addLayout(head)
        self._pages = QStackedWidget()
        self._bodies: dict[str, QStackedWidget] = {}
        for key, table in self.tables.items():
            page, body = QWidget(), QStackedWidget()
            inner = QVBoxLayout(page)
            tight(inner, 12)
            body.addWidget(table)
            body.addWidget(self.empties[key])
            inner.addWidget(self.bars[key])
            inner.addWidget(body, 1)
            self._bodies[key] = body
            self._pages.addWidget(page)
            table.menu_asked.connect(self._menu)
            table.note.connect(context.shell.say)
        column.addWidget(self._pages, 1)
        self.choice.chosen.connect(self._turn)
        self.export.clicked.connect(self.choose_file)
        for key in ("residents", "waiting"):
            self.tables[key].activated_id.connect(self._open)
        self.tables["due"].activated_id.connect(self._open_due)
        self.tables["due"].link_clicked.connect(lambda id, _column: self._open(id))
        self.tables["residents"].rows.edited.connect(self._save)
        self.show_list("residents")
        self.retranslate()

    # showing ---------------------------------------------------------------------------------

    def show_list(self, key: str, ids: Sequence[UUID] = ()) -> None:
        """Turn to a list, narrowed to companies or to what concerns today."""
        if key not in self.tables:
            return
        self.choice.choose(key)
        self._pages.setCurrentIndex(list(self.tables).index(key))
        table = self.tables[key]
        if ids:
            table.rows.set_filters({"ids": ChoiceFilter(frozenset(ids))})
            table.filters_changed.emit()
        elif key not in self._filtered:
            table.rows.set_filters({
                "residents": {"state": ChoiceFilter(frozenset({"planned", "present"}))},
                "waiting": {"life": ChoiceFilter(frozenset({"admitted", "resident", "affiliate"}))}}.get(key, {}))
            table.filters_changed.emit()
        self._filtered.add(key)

    def key(self) -> str:
        """The list in front."""
        return list(self.tables)[self._pages.currentIndex()]

    def table(self) -> FilterTable:
        """Its table."""
        return self.tables[self.key()]

    def read(self) -> None:
        """The lists anew."""
        house, day = self._context.house, self.day
        for table in self.tables.values():
            table.rows.set_loading()
        self._context.jobs.read(lambda: read_stays(house, day), self._show, failed=self._failed, owner=self,
                                key="stays", title=msg("Reading the stays"))

    def _show(self, stock: StayStock) -> None:
        self._today = stock.day
        rows: dict[str, list[Any]] = {
            "residents": [(row.id, row, row.state(stock.day)) for row in stock.residents],
            "waiting": [(row.company_id, row) for row in stock.waiting],
            "due": [(duty.key, duty, duty.is_late(stock.day)) for duty in stock.due]}
        for key, found in rows.items():
            self.tables[key].rows.set_rows(found)
            self._bodies[key].setCurrentWidget(self.tables[key] if found else self.empties[key])

    def _failed(self, error: IncubatorError) -> None:
        self._context.shell.warn(error.message, link=msg("Try again"), on_link=self.read)

    def _turn(self, key: str) -> None:
        if key == "all":
            self.all_asked.emit()
        elif key != self.key():
            self.show_list(key)

    def _when(self, duty: Duty) -> str:
        late = duty.days_late(self._today)
        if late:
            return ntr("{n} day late", "{n} days late", late)
        if duty.on is None:
            return "–"
        days = (duty.on - self._today).days
        return tr("today") if not days else ntr("in {n} day", "in {n} days", days)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._title.setText(tr("Companies"))
        self.export.setText(tr("Export…"))
        self.choice.retranslate()
        for key, _words, _icon in LISTS[1:]:
            words = next(text(words) for one, words, _icon in LISTS if one == key)
            self.tables[key].setAccessibleName(words)
            for part in (self.bars[key], self.tables[key], self.empties[key]):
                part.retranslate()

    # what can be done ------------------------------------------------------------------------

    def _company(self, id: Any) -> UUID | None:
        row = self.table().rows.row_of(id)
        if row is None:
            return None
        found: UUID | None = row[0] if self.key() == "waiting" else \
            row[1].company_id if self.key() == "residents" else row[1].subject_id
        return found

    def _open(self, id: Any) -> None:
        company = self._company(id)
        if company is not None:
            self.opened.emit(company, "stay")

    def _open_due(self, id: Any) -> None:
        row = self.tables["due"].rows.row_of(id)
        if row is not None and row[1].lists is not None:
            screen, filters = row[1].lists
            self._context.shell.open_screen(screen, dict(filters))
        else:
            self._open(id)

    def _save(self, edits: Sequence[Edit]) -> None:
        house, table = self._context.house, self.tables["residents"]
        whole = []
        for edit in edits:
            row = table.rows.row_of(edit.id)
            if row is not None:
                whole.append((edit.id, {edit.key: edit.value}, {edit.key: getattr(row[1], edit.key)}))

        def done(changes: Changes) -> None:
            if not changes:
                for edit in edits:
                    table.rows.discard(edit.id, edit.key)

        def failed(error: IncubatorError) -> None:
            refuse(self._context, table, edits, error)

        self._context.jobs.write(lambda: house.residency.edit_each(whole), done, failed=failed, owner=self,
                                 title=msg("Saving stays"))

    def _menu(self, ids: list[Any], place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        company = self._company(ids[0]) if len(ids) == 1 else None
        if company is not None:
            menu.addAction(ptr("verb", "Open"), lambda: self.opened.emit(company, "stay"))
            menu.addAction(tr("Show on the floor plan"),
                           lambda: self._context.shell.open_screen("floor_plan", {"company": company}))
        menu.addAction(tr("Export…"), self.choose_file)
        menu.popup(place)

    def choose_file(self) -> None:
        """Ask where the list shall go."""
        self.files[self.key()].ask(self.key())

    def print_(self) -> None:
        """The list in front."""
        words = next(text(words) for key, words, _icon in LISTS if key == self.key())
        print_table(self._context, self.table(), tr("{title}, {day}", title=words, day=current().day(self._today)))
