"""Lists that are no engagements: companies without contact, entitlements exceeded, what looks wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, nmsg, text, tr
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.services.service_board import Attention
from incubator_gui.widgets import table_edit
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.list_file import ListFile
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.styling import Button, tight

_TITLES: dict[str, Message] = {"under_served": msg("Under-served"), "over": msg("Over the entitlement"),
                               "odd": msg("To check")}


def _columns(key: str) -> tuple[Column, ...]:
    company = Column("company", msg("Company"), 2, width=260, strong=True, link=True)
    if key == "under_served":
        return (company, Column("last", msg("Last contact"), 3, "date", 160), Column(
            "days", msg("Days since"), 4, "number", 110, mark=lambda row: ("clock", "warning"),
            tone=lambda row: "warning"), Column("rest", msg("Remark"), 5, width=260))
    if key == "over":
        return (company, Column("service", msg("Service"), 3, width=220),
                Column("until", msg("Until"), 4, "date", 120), Column("granted", msg("Granted, h"), 5, "number", 110),
                Column("used", msg("Used, h"), 6, "number", 100),
                Column("over", msg("Over by, h"), 7, "number", 110, mark=lambda row: ("circle-x", "error"),
                       tone=lambda row: "error"))
    return (company, Column("what", msg("What looks wrong"), 3, width=420,
                            mark=lambda row: ("triangle-alert", "warning")))


class AttentionPage(QWidget):
    """One list at a time. Enter books hours for the company, or opens what looks wrong."""

    back_asked = Signal()
    company_opened = Signal(object)
    book_asked = Signal(str)
    """Name of the company."""
    odd_opened = Signal(str, object, object)
    """Kind, id and company of what looks wrong."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.key = "under_served"
        self._only: frozenset[str] = frozenset()
        self._attention: Attention | None = None
        theme = context.theme
        column = QVBoxLayout(self)
        tight(column, 8, 16, 0, 16, 0)
        head = QHBoxLayout()
        tight(head, 12)
        self.back = Button(theme, icon="chevron-left")
        self.back.clicked.connect(self.back_asked)
        self.title = PlainLabel("", "panel")
        self.caption = ElidedLabel("", "label")
        self.whole = Button(theme, kind="link")
        self.whole.clicked.connect(lambda: self.show_list(self.key))
        self.export = Button(theme, icon="file-spreadsheet")
        head.addWidget(self.back)
        head.addWidget(self.title)
        head.addWidget(self.caption, 1)
        head.addWidget(self.whole)
        head.addWidget(self.export)
        column.addLayout(head)
        self._pages = QStackedWidget()
        column.addWidget(self._pages, 1)
        self.empty = EmptyState(theme, "circle-check", msg("Nothing stands in this list on this day."))
        self._pages.addWidget(self.empty)
        self.tables: dict[str, FilterTable] = {}
        self.export.clicked.connect(self._export)
        self._file: ListFile | None = None
        self.retranslate()

    @property
    def table(self) -> FilterTable:
        """The table in front, built when it is first shown."""
        if self.key not in self.tables:
            self.tables[self.key] = self._build(self.key)
            self._pages.addWidget(self.tables[self.key])
        return self.tables[self.key]

    def show_list(self, key: str, ids: Iterable[object] = ()) -> None:
        """Another list; with `ids` only these companies or entries of it."""
        self._only = frozenset(str(id) for id in ids)
        self.key = key if key in _TITLES else "under_served"
        self.table.setAccessibleName(text(_TITLES[self.key]))
        self.retranslate()

    def _build(self, key: str) -> FilterTable:
        table = FilterTable(self._context.theme, _columns(key), self._context.settings, f"services.{key}")
        table.link_clicked.connect(lambda id, _column: self._company(id))
        table.activated_id.connect(self._opened)
        table.menu_asked.connect(self._menu)
        table.note.connect(self._context.shell.say)
        return table

    def take(self, attention: Attention) -> None:
        """Other rows."""
        self._attention = attention
        self._fill()

    def focus(self) -> None:
        """The keyboard goes to the first row."""
        self.table.setFocus()
        ids = self.table.rows.visible_ids()
        if ids and not self.table.selected_ids():
            self.table.select_ids(ids[:1])

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.back.setText(tr("Back"))
        self.back.setAccessibleName(tr("Back to the engagements"))
        self.export.setText(tr("Export…"))
        self.whole.setText(tr("Show all"))
        self.title.setText(text(_TITLES[self.key]))
        self.empty.retranslate()
        for key, table in self.tables.items():
            table.setAccessibleName(text(_TITLES[key]))
            table.retranslate()
        self._fill()

    def print_(self) -> None:
        """The list."""
        print_table(self._context, self.table, text(_TITLES[self.key]))

    def _fill(self) -> None:
        attention = self._attention
        if attention is None:
            return
        language = current().language
        never = tr("no contact so far")
        rows: dict[str, Sequence[Row]] = {
            "under_served": [(one.company_id, one.company_id, one.company, one.last_on, one.days,
                              "" if one.last_on else never) for one in attention.underserved],
            "over": [(one.id, one.company_id, one.company, one.service.of(language) if one.service
                      else tr("any service"), one.ends_on, one.granted, one.used, one.used - one.granted)
                     for one in attention.over],
            "odd": [(f"{one.kind}{one.id.hex}", one.company_id, one.company, text(one.message), one.kind, one.id)
                    for one in attention.suspicious]}
        if self._only:
            rows[self.key] = [row for row in rows[self.key]
                              if not self._only.isdisjoint(map(str, (row[0], row[1], row[-1])))]
        self.whole.setVisible(bool(self._only))
        for key, table in self.tables.items():
            table.rows.set_rows(rows[key])
        self._pages.setCurrentWidget(self.table if rows[self.key] else self.empty)
        captions = {
            "under_served": nmsg("No contact for {n} day or more; Enter books hours for the company",
                                 "No contact for {n} days or more; Enter books hours for the company",
                                 attention.reminder_days),
            "over": msg("More was booked than granted in the present span"),
            "odd": msg("Probably entered wrongly; Enter opens it")}
        self.caption.setText(text(captions[self.key]))

    def _company(self, id: Any) -> None:
        row = self.table.rows.row_of(id)
        if row is not None:
            self.company_opened.emit(row[1])

    def _opened(self, id: Any) -> None:
        row = self.table.rows.row_of(id)
        if row is None:
            return
        if self.key == "odd":
            self.odd_opened.emit(row[4], row[5], row[1])
        else:
            self.book_asked.emit(row[2])

    def _menu(self, ids: list[Any], place: QPoint) -> None:
        row = self.table.rows.row_of(ids[0]) if ids else None
        if row is None:
            return
        company: UUID = row[1]
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("Book hours"), lambda: self.book_asked.emit(row[2]))
        menu.addAction(tr("Open the company"), lambda: self.company_opened.emit(company))
        menu.addAction(tr("Copy with headings"), lambda: table_edit.copy(self.table, headings=True))
        menu.popup(place)

    def _export(self) -> None:
        self._file = ListFile(self._context, self.table, self)
        self._file.ask(text(_TITLES[self.key]))
